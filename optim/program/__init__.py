"""Descents as programs for the browser: a rule on a surface, with a source, in WebAssembly."""

from .program import Block, Program, program, tables

__all__ = ["Block", "Program", "program", "tables"]
