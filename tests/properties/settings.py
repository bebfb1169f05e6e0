"""Random settings of a page, from its table of fields; ends, defaults and special starts often."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from optim import OPTIMIZERS
from surfaces import CURVES, make_curve
from ui.page import controls
from ui.page.fields import Choice, Field, LinePoint, Number, Point, Switch, Text, Whole
from ui.page.points import FEWEST, FRAME, MOST, DrawnPoints, Points
from ui.runs.knobs import hyper_field
from ui.runs.links import Runs
from ui.runs.run import Run

MOST_STEPS = 1000

FORMULAS = (
    "sin(2*x) + cos(2*y) + 0.3*(x^2 + y^2)",
    "abs(x) + 2*abs(y - x/2)",
    "(x^2 + y^2 - 1)^2",
    "sin(x)*y^2 + 0.1*(x^2 + y^2)",
    "x^2 + y^2 + 1/((x - 1)^2 + y^2)",
    "sqrt(x^2 + y^2)",
    "x^4 - y^2",
    "x",
)


def at_random(
    examples: int, fields: Sequence[Field], surface: Callable[["Table"], Any] | None = None
) -> Callable[[Callable[[Any], None]], Callable[[], None]]:
    """A test of random settings of these fields, the same ones in every run of the suite.

    Hypothesis chooses a seed, not each number: its own choices crowd at the simplest values.

    Args:
        surface: the surface or curve that a table describes, for starts on it.
    """

    def decorate(test: Callable[[Any], None]) -> Callable[[], None]:
        @settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(st.integers(0, 2**40))
        def drawn(seed: int) -> None:
            table = random_table(Random(seed), fields, surface)
            note(f"at {table!r}")
            test(table)

        drawn.__name__, drawn.__doc__ = test.__name__, test.__doc__
        return drawn

    return decorate


class Table:
    """A page's settings, without a session: what pages ask of `Settings`."""

    def __init__(self, fields: Sequence[Field], values: Mapping[str, Any]) -> None:
        self.fields = {field.key: field for field in fields}
        self.values = dict(values)
        self.at_rest = True
        self.memory: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def __repr__(self) -> str:
        """The link that opens this."""
        changed = {k: v for k, v in self.values.items() if v != self.fields[k].default}
        return "?" + "&".join(f"{k}={self.fields[k].format(v)}" for k, v in changed.items())

    def query(self) -> dict[str, str]:
        """The words of the link."""
        return {k: self.fields[k].format(v) for k, v in self.values.items()}

    def mend(self, key: str, value: Any, notice: str = "") -> None:
        self.values[key] = value


def random_table(random: Random, fields: Sequence[Field], surface: Any) -> Table:
    """Random settings of these fields."""
    drawn = Table(fields, {field.key: _value(random, field) for field in fields})
    for field in fields:
        if surface is not None and isinstance(field, Point | LinePoint):
            drawn.values[field.key] = _start(random, surface(drawn))
    return drawn


def _value(random: Random, field: Field) -> Any:
    """A value of a field that stands alone."""
    if isinstance(field, Number):
        return _number(random, field)
    if isinstance(field, Choice):
        return random.choice(sorted(field.options))
    if isinstance(field, Switch):
        return random.random() < 0.5
    if isinstance(field, DrawnPoints):
        return _points(random)
    if isinstance(field, Text):
        return random.choice(FORMULAS)
    if isinstance(field, Runs):
        some = [_run(random) for _ in range(random.randint(1, 4))]
        return field.default if random.random() < 0.2 else tuple(some)
    return None


def _points(random: Random) -> Points:
    """Points in their frame, some on its border, as few or as many as there may be."""
    (x0, x1), (y0, y1) = FRAME
    count = random.choice([FEWEST, 8, MOST])
    inner = [(random.uniform(x0, x1), random.uniform(y0, y1)) for _ in range(count - 2)]
    return ((x0, y0), (x1, y1), *inner)


def _number(random: Random, field: Number) -> Any:
    """A number, the ends and the default with extra weight."""
    low, high = field.low, field.high
    if field.key == "steps":
        high = min(high, MOST_STEPS)
    if random.random() < 0.3:
        value = random.choice([low, high, field.default])
    elif field.log:
        value = low * (high / low) ** random.random()
    else:
        value = random.uniform(low, high)
    value = min(max(value, low), high)
    return round(value) if isinstance(field, Whole) else value


def _run(random: Random) -> Run:
    """Any rule at any hyper-parameters, most often near its defaults."""
    key = random.choice(sorted(OPTIMIZERS))
    hypers = {}
    for hyper in OPTIMIZERS[key].hypers:
        usual = hyper.name != "lr" and random.random() < 0.6
        hypers[hyper.name] = hyper.default if usual else _number(random, hyper_field(hyper))
    return Run(key, hypers)


def _start(random: Random, surface: Any) -> Any:
    """The surface's own start, a special place, a border, an axis, or anywhere."""
    line = surface.dimension == 1
    domain = (surface.domain,) if line else surface.domain
    places = [*surface.minima, *getattr(surface, "saddles", ()), *surface.maxima]
    point = tuple(random.uniform(low, high) for low, high in domain)
    match random.choice(["own", "place", "beside", "border", "axis", "any", "any"]):
        case "own":
            return None
        case "place" if places:
            point = _tuple(random.choice(places))
        case "beside" if places:
            by = random.choice([0.06, 0.04, 1e-3, 1e-6])
            point = tuple(c + by * random.uniform(-1, 1) for c in _tuple(random.choice(places)))
        case "border":
            point = (random.choice(domain[0]), *point[1:])
        case "axis":
            point = (*point[:-1], 0.0)
    if not surface.contains(*point):
        return None
    return point[0] if line else point


def _tuple(place: Any) -> tuple[float, ...]:
    return place if isinstance(place, tuple) else (place,)


def surface_of(table: Table) -> Any:
    """The surface that a table describes, with the page's parameters."""
    return controls.surface_of(table)  # type: ignore[arg-type]


def curve_of(table: Table) -> Any:
    """Likewise the curve."""
    parameters = CURVES[table["curve"]].parameters
    return make_curve(table["curve"], **{p.name: table[p.name] for p in parameters})
