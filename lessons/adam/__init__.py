"""Lesson 9: Adam, taken apart."""
