"""Lesson 6: exponential averages of a signal and of a path."""
