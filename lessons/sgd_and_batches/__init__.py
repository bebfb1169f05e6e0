"""Lesson 4: the gradient as a mean over examples."""
