"""Both stores, the real ones."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from tests import services
from ui.rooms.redis_store import RedisStore
from ui.rooms.sqlite_store import SqliteStore
from ui.rooms.store import Store

Opener = Callable[..., Store]


@pytest.fixture(scope="session")
def redis_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with services.redis(tmp_path_factory.mktemp("redis")) as address:
        yield address


@pytest.fixture(params=["sqlite", "redis"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """A way to open one and the same empty store, as each process does for itself."""
    if request.param == "sqlite":
        yield lambda **limits: SqliteStore(tmp_path / "folder" / "rooms.sqlite", **limits)
        return
    address: str = request.getfixturevalue("redis_address")
    with redis.Redis.from_url(address) as client:
        client.flushall()
    stores: list[Any] = []

    def open_one(**limits: int) -> Store:
        stores.append(RedisStore(address, **limits))
        return stores[-1]  # type: ignore[no-any-return]

    yield open_one
    for store in stores:
        store.close()
