"""The reader's own list of runs: whose knobs are shown, adding, duplicating, renaming, removing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from optim import OPTIMIZERS
from optim import optimizer as rule_of
from surfaces import Surface
from ui.page.choosers import explained
from ui.page.fields import Field, Whole
from ui.page.settings import Settings
from ui.runs import own_rule
from ui.runs.links import LONGEST_NAME, MOST_RUNS, Runs, readable
from ui.runs.run import Run
from ui.runs.suited import suited
from ui.stage.scene import RunList

_ADD = (
    "One more run of the rule that is chosen, at a rate that suits the surface. At most "
    f"{MOST_RUNS} runs; in the list above the picture they are chosen, hidden, duplicated, renamed "
    "and removed."
)


def run_fields(default: Sequence[Run], chosen: int = 1) -> list[Field]:
    """The runs, and which of them, counted from 1, has its knobs shown."""
    return [Runs("runs", tuple(default)), Whole("run", chosen, 1, MOST_RUNS, "run")]


def chosen_run(settings: Settings) -> int:
    """The index of the run whose knobs are shown; the last where there are fewer."""
    return int(min(settings["run"], len(settings["runs"]))) - 1


def run_list(settings: Settings, paths: int = 1) -> RunList:
    """The list as the stage's legend shows it; `paths` are drawn of each run."""
    full = len(settings["runs"]) == MOST_RUNS
    return RunList(chosen_run(settings) + 1, full, paths, partial(_changes, settings))


def choose_addition(settings: Settings, surface: Surface) -> None:
    """Let the reader add a run that suits the surface, in the row that is open."""
    if settings["run"] > len(settings["runs"]):
        settings.mend("run", len(settings["runs"]))
    key = f"{settings.page}/add"
    with explained("Add", _ADD):
        st.selectbox(
            "Add a run",
            (own_rule.NAME, *OPTIMIZERS),
            index=None,
            placeholder="a run",
            format_func=lambda key: OPTIMIZERS[key].name if key in OPTIMIZERS else key,
            label_visibility="collapsed",
            disabled=len(settings["runs"]) == MOST_RUNS,
            key=key,
            on_change=_add,
            args=(settings, key, surface),
            width=110,
        )
    own_rule.show(settings, chosen_run(settings), partial(_put, settings, surface))


def _add(settings: Settings, key: str, surface: Surface) -> None:
    chosen, st.session_state[key] = st.session_state[key], None
    if chosen == own_rule.NAME:
        own_rule.ask(settings)
    else:
        _put(settings, surface, Run(chosen))


def _put(settings: Settings, surface: Surface, run: Run, index: int | None = None) -> None:
    """Put a run in another's place, or behind the last at a rate that suits the surface."""
    runs = list(settings["runs"])
    if index is None:
        [run] = suited([run], surface)
        runs.append(_named(_apart(run, runs), runs))
    else:
        runs[index] = _named(run, [*runs[:index], *runs[index + 1 :]])
    settings.set({"runs": runs, "run": len(runs) if index is None else index + 1})


def _apart(run: Run, others: Sequence[Run]) -> Run:
    """The run at the first rate from its own down, by halves, at which none of the others runs.

    Where its knob goes no lower, it runs at its own rate like another.
    """
    alike = [replace(other, title="") for other in others]
    [lowest] = [hyper.low for hyper in rule_of(run.optimizer).hypers if hyper.name == "lr"]
    apart = run
    while apart in alike:
        rate = float(f"{apart.hypers['lr'] / 2:.3g}")
        if rate < lowest:
            return run
        apart = run.changed({"lr": rate})
    return apart


def _changes(settings: Settings, what: str, number: int, name: str) -> Mapping[str, Any]:
    """The settings after something was done with a run.

    Raises:
        LookupError: if there is no such run.
        ValueError: if it cannot be done.
    """
    runs, index = list(settings["runs"]), number - 1
    if not 0 <= index < len(runs):
        raise LookupError("That run has been removed.")
    match what:
        case "choose":
            return {"run": number}
        case "rename":
            others = [*runs[:index], *runs[index + 1 :]]
            runs[index] = _named(replace(runs[index], title=name), others)
            return {"runs": runs}
        case "duplicate":
            if len(runs) == MOST_RUNS:
                raise ValueError(f"There is room for {MOST_RUNS} runs; remove one first.")
            runs.insert(number, _named(runs[index], runs))
            return {"runs": runs, "run": number + 1}
        case "remove":
            if len(runs) == 1:
                raise ValueError("One run stays: there is nothing to show without any.")
            del runs[index]
            return {"runs": runs, "run": _after_removal(settings["run"], number)}
    raise ValueError("That cannot be done with a run.")


def _after_removal(chosen: int, removed: int) -> int:
    """Which run is chosen when one is gone: the same; if it is that one, the one before."""
    return max(1, chosen - 1) if removed <= chosen else chosen


def _named(run: Run, others: Sequence[Run]) -> Run:
    """The run under a name that none of the others has: numbered where it would be another's."""
    run = replace(run, title=readable(run.title))
    taken = {other.name for other in others}
    if run.name not in taken:
        return run
    stem, _, end = run.name.rpartition(" ")
    stem = stem if stem and end.isdecimal() else run.name
    numbered = (f"{stem[: LONGEST_NAME - 3].rstrip()} {n}" for n in range(2, MOST_RUNS + 2))
    return replace(run, title=next(name for name in numbered if name not in taken))
