"""Results that are kept for a while, for whoever asks for the same once more.

A view that comes to rest changes no run, and a class that opens one link has the same runs as the
teacher: they are followed once.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The values that were asked for last; safe in many threads.

    Args:
        most: how much they may weigh together. What weighs more by itself is not kept.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.weight = 0
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, weight: int, make: Callable[[], Value]) -> Value:
        """The value of this key, made where there is none."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]
        value = make()
        with self._lock:
            self._keep(key, value, weight)
        return value

    def _keep(self, key: Hashable, value: Value, weight: int) -> None:
        self._values.setdefault(key, (value, 0))
        self.weight += weight - self._values[key][1]
        self._values[key] = value, weight
        while self.weight > self.most:
            _, (_, lighter) = self._values.popitem(last=False)
            self.weight -= lighter
