"""Lesson 2: gradient descent on any surface."""
