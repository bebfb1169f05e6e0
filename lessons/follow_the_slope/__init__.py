"""Lesson 1: one dimension, one step at a time."""
