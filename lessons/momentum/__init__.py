"""Lesson 7: momentum."""
