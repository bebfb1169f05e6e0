"""Lesson 3: one descent, many learning rates."""
