"""A bucket lets through as many as it holds, and then as many as drip into it."""

from ui.bucket import Bucket


def test_at_once_and_then_at_its_pace() -> None:
    now = [0.0]
    bucket = Bucket(3, 2, clock=lambda: now[0])
    waits = []
    for _ in range(5):
        waits.append(bucket.wait())
        bucket.take()
    assert waits == [0, 0, 0, 0.5, 1.0]
    now[0] = 1.5
    assert bucket.wait() == 0
    now[0] = 100
    for wait in (0, 0, 0, 0.5):
        assert bucket.wait() == wait
        bucket.take()
