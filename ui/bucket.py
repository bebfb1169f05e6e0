"""How often something may be done: at once for a while, then at a steady pace."""

import time
from collections.abc import Callable


class Bucket:
    """A token bucket.

    Args:
        burst: how often at once.
        pace: how often a second after that.
        clock: tells seconds.
    """

    def __init__(
        self, burst: float, pace: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.burst = burst
        self.pace = pace
        self.clock = clock
        self.left = burst
        self.seen = clock()

    def wait(self) -> float:
        """How many seconds from now it may be done once more; 0 if now."""
        now = self.clock()
        self.left = min(self.burst, self.left + (now - self.seen) * self.pace)
        self.seen = now
        return max(0.0, (1 - self.left) / self.pace)

    def take(self) -> None:
        """It is done once, or will be as soon as `wait` has it."""
        self.left -= 1
