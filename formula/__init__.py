"""Formulas: written once, read in many ways (numpy alone)."""
