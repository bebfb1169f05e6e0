"""Descents as programs for the browser: a rule on a surface, with a source, in WebAssembly."""

from .program import Block, Program, inputs, program, tables
from .step import AXES

__all__ = ["AXES", "Block", "Program", "inputs", "program", "tables"]
