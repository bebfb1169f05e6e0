"""What the dearest links of each page cost: the server's processor time, and the bytes it sends.

Run with `python -m benchmarks.dearest`. Each whole number of a link stands at one of its ends and
each switch is on; of lists of runs the longest is asked for; everything else is drawn by chance.
A usual machine takes 2.35 µs for a step of Adam: seconds are given as they would be there, too.
"""

import asyncio
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from benchmarks.process import cpu, step_of_adam
from tests.browser.server import ROOT, Server, serve
from tests.properties.settings import random_table
from tests.wire import Wire
from ui.page.fields import Switch, Whole
from ui.page.navigation import LESSONS
from ui.runs.links import MOST_RUNS, Runs
from ui.runs.run import Run

USUAL = 2.35e-6
LINKS = 12
SECONDS, MEGABYTES = 1.0, 5.0
DEAR = ("adam", "amsgrad", "nadam")


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(ROOT / "app.py", Path(folder) / "log") as server,
    ):
        here = step_of_adam()
        print(f"a step of Adam takes {1e6 * here:.2f} µs of CPU")
        for lesson in LESSONS:
            asyncio.run(_page(server, lesson.key, USUAL / here))
        print(*server.complaints[:10], sep="\n")


async def _page(server: Server, key: str, usual: float) -> None:
    random, found = Random(key), []
    for _ in range(LINKS):
        link = _link(random, key)
        async with Wire(server.address) as wire:
            begin = cpu(server.pid)
            # Who is not answered in time has cost at least what was spent until then.
            with suppress(TimeoutError):
                await wire.open(key, urlencode(link))
            found.append((cpu(server.pid) - begin, wire.received / 1e6, link))
    slow, large = max(found, key=lambda each: each[0]), max(found, key=lambda each: each[1])
    kept = slow[0] * usual <= SECONDS and large[1] <= MEGABYTES
    print(
        f"{key:<22}{slow[0]:>7.2f} s here, {slow[0] * usual:.2f} s usually; "
        f"{large[1]:.2f} MB{'' if kept else '  TOO DEAR'}"
    )
    if not kept:
        print("  ", urlencode(slow[2]), "\n  ", urlencode(large[2]))


def _link(random: Random, key: str) -> dict[str, str]:
    fields = import_module(f"lessons.{key}.settings").FIELDS
    table = random_table(random, fields, None)
    for field in fields:
        if isinstance(field, Whole):
            often_high = random.random() < 0.8
            table.values[field.key] = field.high if often_high else field.low
        elif isinstance(field, Switch):
            table.values[field.key] = True
        elif isinstance(field, Runs):
            table.values[field.key] = tuple(Run(random.choice(DEAR)) for _ in range(MOST_RUNS))
    return table.query()


if __name__ == "__main__":
    main()
