"""Hyper-parameters as settings and as knobs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from formula.names import text_name
from optim import Hyper
from optim import optimizer as rule_of
from ui.page.controls import number_knob
from ui.page.fields import Number
from ui.page.settings import Settings
from ui.runs.own import OWN, WARMUP, fields_of, own_noise
from ui.runs.run import Run, knob_name
from ui.stage.derived import derived
from ui.stage.requests import Changes
from ui.stage.scene import Knob

_IN_SIGHT = 3
_SELDOM_TURNED = ("beta2", "eps")


def hyper_field(hyper: Hyper, **changes: Any) -> Number:
    """A hyper-parameter as a setting, with the rule's table as bounds."""
    arguments = {
        "key": hyper.name,
        "default": hyper.default,
        "low": hyper.low,
        "high": hyper.high,
        "label": f"{hyper.label} {text_name(hyper.name)}".strip(),
        "log": hyper.log,
        "help": hyper.help,
    }
    return Number(**{**arguments, **changes})


def run_knobs(run: Run) -> list[Knob]:
    """A knob for each hyper-parameter of a run, from the rule's table; a few in sight."""
    fields = {hyper.name: hyper_field(hyper) for hyper in rule_of(run.optimizer).hypers}
    first = [name for name in fields if name not in _SELDOM_TURNED][:_IN_SIGHT]
    return [
        number_knob(replace(field, key=knob_name(name)), run.hypers[name], more=name not in first)
        for name, field in fields.items()
    ]


def turned(runs: Sequence[Run], index: int) -> list[Run]:
    """The runs, of which the knobs turn this one alone."""
    return [
        replace(run, fed=_own_knobs(run) if i == index else dict.fromkeys(_numbers(run), ""))
        for i, run in enumerate(runs)
    ]


def _own_knobs(run: Run) -> dict[str, str]:
    """The knobs of what a run has of its own."""
    return {name: OWN + name for name in _numbers(run) if name not in run.hypers}


def _numbers(run: Run) -> list[str]:
    return [*run.hypers, *run.own, WARMUP.key]


def own_knobs(run: Run) -> list[Knob]:
    """A knob for each number that a run has of its own; all stand back."""
    fields = fields_of(run.schedule)
    names = [name for name in fields if name in run.own]
    ends = {"batch": {"top": "no noise", "gives": derived(own_noise, f"{OWN}sigma")}}
    return [
        number_knob(
            replace(fields[name], key=OWN + name),
            run.own.get(name, fields[name].default),
            more=True,
            **ends.get(name, {}),
        )
        for name in names
    ]


def on_run_knob(settings: Settings, index: int) -> Changes:
    """Knobs named for a hyper-parameter change that run's; the others their own setting."""

    def changes(values: Mapping[str, float]) -> Mapping[str, Any]:
        runs = list(settings["runs"])
        run = runs[index]
        named = {knob_name(name): name for name in run.hypers}
        hypers = {named[knob]: value for knob, value in values.items() if knob in named}
        own = {n.removeprefix(OWN): v for n, v in values.items() if n.startswith(OWN)}
        runs[index] = replace(run.changed(hypers), own={**run.own, **own})
        others = {n: v for n, v in values.items() if n not in named and not n.startswith(OWN)}
        return {"runs": runs, **others}

    return changes
