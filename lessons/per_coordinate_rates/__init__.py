"""Lesson 8: a learning rate for each coordinate."""
