"""Lesson 10: a penalty in the gradient, or decay beside the step."""
