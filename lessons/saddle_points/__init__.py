"""Lesson 11: saddle points."""
