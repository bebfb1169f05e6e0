"""Lesson 5: the batch size as the knob of the noise."""
