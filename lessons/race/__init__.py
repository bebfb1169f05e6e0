"""Lesson 14: any number of runs, side by side."""
