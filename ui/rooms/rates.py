"""How often somebody may do something."""

import time
from collections.abc import Callable

from ui.bucket import Bucket

_MOST_KEYS = 20_000


class Rate:
    """For each key so many times at once, and so many more in so many seconds after that.

    It is kept as far as this process knows.

    Args:
        most, seconds: the times, and within how long.
        clock: tells seconds.
    """

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most, self.seconds = most, seconds
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}

    def is_spent(self, key: str) -> bool:
        """Whether nothing is left for this key just now."""
        return key in self._buckets and self._buckets[key].wait() > 0

    def spend(self, key: str) -> bool:
        """Count one more, if something is left; whether it was."""
        if self.is_spent(key):
            return False
        if key not in self._buckets:
            self._forget()
            self._buckets[key] = Bucket(self.most, self.most / self.seconds, self._clock)
        self._buckets[key].take()
        return True

    def _forget(self) -> None:
        """Where there are too many: those who did nothing for so long, and of others the first."""
        if len(self._buckets) < _MOST_KEYS:
            return
        idle = self._clock() - self.seconds
        recent = [(key, bucket) for key, bucket in self._buckets.items() if bucket.seen > idle]
        self._buckets = dict(recent[-_MOST_KEYS // 2 :])
