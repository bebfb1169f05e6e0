"""Lesson 13: schedules of the learning rate, warm-up, the noise floor, clipping."""
