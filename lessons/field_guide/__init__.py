"""Lesson 15: the field guide: rules, conventions, symptoms, myths, theory, a quiz."""
