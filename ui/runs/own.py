"""What a run has of its own beside its rule's numbers: a schedule, a limit on its gradients, noise.

Everything here goes by the names of `SHAPES`, `LIMIT` and `NOISE`. A page's knobs and links put
`OWN` before them, so that they never meet a setting that all runs share.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from formula.assignments import RESERVED
from optim import SCHEDULES, Hyper, gradients
from optim.run_schedule import RunSchedule
from ui.page.controls import EXACT, noise_at, noise_fields, source
from ui.page.fields import Number, Whole
from ui.page.numbers import as_text

OWN = RESERVED

CONSTANT = "constant"

WARMUP = Whole(
    "warmup",
    0,
    0,
    500,
    "steps of warm-up W",
    help="For how many steps α rises in a straight line before the schedule begins. Turned up, "
    "the first steps are shorter; at 0 there is no warm-up.",
)

LIMIT = Number(
    "norm",
    1.0,
    0.05,
    50.0,
    "longest gradient c",
    log=True,
    help="A longer gradient is cut to this length and keeps its direction. Turned up, fewer are "
    "cut.",
)

NOISE: Mapping[str, Number] = MappingProxyType(
    {field.key: field for field in noise_fields(batch=16)[:2] if isinstance(field, Number)}
)
"""The batch size and the noise of one example."""


def _field(key: str, parameter: Hyper) -> Number:
    """A schedule's parameter as a setting."""
    p, field = parameter, Whole if parameter.whole else Number
    return field(key, p.default, p.low, p.high, p.label, p.log, p.help)  # type: ignore[arg-type]


SHAPES: Mapping[str, Mapping[str, Number]] = MappingProxyType(
    {
        kind.key: {key: _field(key, p) for key, p in kind.run_parameters.items()}
        for kind in SCHEDULES.values()
    }
)
"""By schedule the settings that shape it in a run, by names that no other schedule has."""


def fields_of(schedule: str) -> dict[str, Number]:
    """Every number that a run with this schedule may have of its own."""
    return {**SHAPES[schedule], WARMUP.key: WARMUP, LIMIT.key: LIMIT, **NOISE}


def completed(schedule: str, own: Mapping[str, float]) -> dict[str, float]:
    """A run's own numbers, with the defaults of those that go with the ones it has.

    Raises:
        ValueError: if there is no such schedule, or it has no such number.
    """
    if schedule not in SHAPES:
        raise ValueError(f"unknown schedule {schedule!r}; choose one of {', '.join(SHAPES)}")
    known = fields_of(schedule)
    if unknown := set(own) - set(known):
        raise ValueError(f"schedule {schedule!r} has no {unknown}; allowed: {', '.join(known)}")
    needed = {**SHAPES[schedule], **(NOISE if NOISE.keys() & own.keys() else {})}
    return {**{key: field.default for key, field in needed.items()}, **own}


def schedule_of(schedule: str, own: Mapping[str, float], steps: int) -> RunSchedule | None:
    """A run's schedule over so many steps; None where its rate stays as it is."""
    if schedule == CONSTANT and not own.get(WARMUP.key):
        return None
    shape = ((key, own[key]) for key in SHAPES[schedule])
    rising = own.get(WARMUP.key, WARMUP.default)
    return RunSchedule(schedule, (("steps", steps), (WARMUP.key, rising), *shape))


def source_of(own: Mapping[str, float], common: gradients.Source) -> gradients.Source:
    """Where a run's gradients come from: with noise of its own or from what all have, then cut."""
    made = source(own["batch"], own["sigma"]) if "batch" in own else common
    return gradients.clipped(made, norm=own[LIMIT.key]) if LIMIT.key in own else made


def own_noise(own_batch: Any, own_sigma: Any) -> Any:
    """The σ that a run meets whose noise is its own, by the names of the knobs."""
    return noise_at(own_batch, own_sigma)


def told(schedule: str, own: Mapping[str, float]) -> list[str]:
    """What a run has of its own, in a few words each."""
    parts = [] if schedule == CONSTANT else [SCHEDULES[schedule].name.lower()]
    parts += [
        f"{_symbol(field)} {as_text(own[key])}"
        for key, field in SHAPES[schedule].items()
        if own[key] != field.default
    ]
    if own.get(WARMUP.key):
        parts.append(f"warm-up {as_text(own[WARMUP.key])}")
    if LIMIT.key in own:
        parts.append(f"‖g‖ ≤ {as_text(own[LIMIT.key])}")
    if "batch" in own:
        parts.append(_noise(own))
    return parts


def _noise(own: Mapping[str, Any]) -> str:
    if own["batch"] == EXACT or not own["sigma"]:
        return "no noise"
    return f"σ {as_text(own['sigma'])}, B {as_text(own['batch'])}"


def _symbol(field: Number) -> str:
    """The letter at the end of a field's label."""
    return field.label.split()[-1]
