"""Rooms: a teacher asks a class where runs will be, and every phone guesses."""
