"""A host for WebAssembly in the tests: wasmtime, with numpy's functions for `Math`."""

from collections.abc import Sequence

import numpy as np
import wasmtime as w
from numpy.typing import ArrayLike, NDArray

from formula import numeric

_ENGINE = w.Engine()
_PAGE = 65536


class Machine:
    """A module with a memory of its own, which is read and written in floats."""

    def __init__(self, code: bytes, functions: Sequence[str]) -> None:
        self.store = w.Store(_ENGINE)
        self.memory = w.Memory(self.store, w.MemoryType(w.Limits(1, None)))
        floats = w.FuncType([w.ValType.f64()], [w.ValType.f64()])
        imported = [w.Func(self.store, floats, getattr(numeric, name)) for name in functions]
        module = w.Module(_ENGINE, code)
        instance = w.Instance(self.store, module, [self.memory, *imported])
        self._exports = instance.exports(self.store)

    def grow(self, size: int) -> None:
        """Make room for so many bytes."""
        missing = size - self.memory.data_len(self.store)
        if missing > 0:
            self.memory.grow(self.store, -(-missing // _PAGE))

    def write(self, address: int, floats: ArrayLike) -> None:
        self.memory.write(self.store, np.asarray(floats, np.float64).tobytes(), address)

    def read(self, address: int, count: int) -> NDArray[np.float64]:
        return np.frombuffer(self.memory.read(self.store, address, address + 8 * count)).copy()

    def call(self, name: str, *numbers: int) -> None:
        function = self._exports[name]
        assert isinstance(function, w.Func)
        function(self.store, *numbers)
