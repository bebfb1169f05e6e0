"""How often somebody may do something."""

import time
from collections.abc import Callable

_MOST_KEYS = 20_000


class Rate:
    """At most so many times in so many seconds for each key, as far as this process knows.

    Args:
        most, seconds: the times, and within how long.
        now: the time in seconds.
    """

    def __init__(
        self, most: int, seconds: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.most, self.seconds = most, seconds
        self._now = now
        self._counts: dict[str, tuple[float, int]] = {}

    def is_spent(self, key: str) -> bool:
        """Whether nothing is left for this key just now."""
        return self._count(key)[1] >= self.most

    def spend(self, key: str) -> bool:
        """Count one more, if something is left; whether it was."""
        began, count = self._count(key)
        if count >= self.most:
            return False
        if len(self._counts) >= _MOST_KEYS and key not in self._counts:
            self._forget()
        self._counts[key] = began, count + 1
        return True

    def _count(self, key: str) -> tuple[float, int]:
        now = self._now()
        began, count = self._counts.get(key, (now, 0))
        return (now, 0) if now - began >= self.seconds else (began, count)

    def _forget(self) -> None:
        """Whose time is over has no count any more; of too many the first ones are forgotten."""
        now = self._now()
        recent = [each for each in self._counts.items() if now - each[1][0] < self.seconds]
        self._counts = dict(recent[-_MOST_KEYS // 2 :])
