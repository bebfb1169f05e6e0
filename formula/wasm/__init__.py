"""A graph read as WebAssembly: code that a browser runs at full speed, with the very same bits."""

from .arithmetic import PAIR, SCALAR, Numbers, Reading, math_functions
from .module import F64, I32, V128, Function, module

__all__ = [
    "F64",
    "I32",
    "PAIR",
    "SCALAR",
    "V128",
    "Function",
    "Numbers",
    "Reading",
    "math_functions",
    "module",
]
