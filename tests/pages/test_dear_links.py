"""The dearest links: they take no more steps than the page says, however fast a machine is."""

from collections import Counter
from importlib import import_module
from typing import Any

import pytest

from lessons.race.settings import MOST_TOGETHER
from optim import walk
from optim.plan import Plan
from tests.pages.app import open_page
from ui.page.controls import MOST_STEPS
from ui.runs.links import MOST_RUNS
from ui.runs.side_by_side import MOST, WEIGHT, side_by_side

RUNS = "~~".join(f"adam~lr~0.1~beta1~{nth / (MOST_RUNS + 1):.3f}" for nth in range(MOST_RUNS))
EACH = MOST_TOGETHER // MOST_RUNS


def test_the_dearest_race_takes_no_more_steps_than_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: Counter[str] = Counter()

    def count(module: str, name: str) -> None:
        follow = getattr(walk, name)

        def counted(plan: Plan, *more: Any, **named: Any) -> Any:
            taken[name] += len(plan.factors)
            return follow(plan, *more, **named)

        monkeypatch.setattr(import_module(f"optim.{module}"), name, counted)

    for module, name in [("trace", "walk"), ("trace", "walk_lanes"), ("sweep", "walk_lanes")]:
        count(module, name)
    how = {"batch": "1", "sigma": "2", "cost": "1", "many": "1", "starts": "20", "seeds": "20"}
    page = open_page("pages/14_race.py", runs=RUNS, steps=str(MOST_STEPS), **how)
    side = side_by_side(EACH, MOST_RUNS)
    # One step more of each tells what comes next; the usual rates are followed as singles.
    assert 0 < taken["walk"] <= MOST_TOGETHER + MOST_RUNS * (1 + side)
    assert 0 < taken["walk_lanes"] <= 2 * (MOST - MOST_TOGETHER) / WEIGHT
    told = " ".join(text.value for text in page.text)
    assert f"{MOST_RUNS} runs of {MOST_STEPS} steps would take too long: each takes {EACH}." in told
    said = f"{MOST_RUNS} runs of {EACH} steps would take too long: here a run has {side} of them."
    assert said in told
    assert any(said in part.proto.body for part in page.get("html"))
