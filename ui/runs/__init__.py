"""A run, from its settings to what is drawn and said of it."""
