"""Lesson 12: sharp and flat minima, many valleys."""
