"""A new rule or surface is one function: everything else is read from it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

import optim.rules.record
import surfaces.maker
from formula.numeric import Number, sqrt
from optim import OPTIMIZERS, Optimizer, sweep, trace
from surfaces import SURFACES, Surface, derived, make, rosenbrock
from tests.pages.app import open_page
from tests.ui.runs.formula_text import lines
from ui.page.palette import STYLES
from ui.runs.anatomy import arrows, readings
from ui.runs.links import Runs
from ui.runs.result import follow
from ui.runs.run import Run


@pytest.fixture
def yogi() -> Iterator[Optimizer]:
    @optim.rules.rule("Yogi", family="yogi", idea="A rule of the test's.", source="The test.")
    def yogi(
        t: int, x: Number, g: Number, m: Number, v: Number,
        *, lr: Number = 0.05, beta1: Number = 0.9, beta2: Number = 0.999, eps: Number = 1e-3,
    ) -> optim.rules.Step:  # fmt: skip
        m = beta1 * m + (1 - beta1) * g
        v = v - (1 - beta2) * (v - g * g)
        x = x - lr * m / (sqrt(v) + eps)
        return x, m, v

    yield OPTIMIZERS["yogi"]
    del optim.rules.record._REGISTERED["yogi"]


@pytest.fixture
def dish() -> Iterator[Surface]:
    @surfaces.surface(depth={"low": 0.1, "high": 10.0, "log": True, "label": "depth", "help": "."})
    def dish(depth: float = 2.0) -> Surface:
        def value(x: Number, y: Number) -> Number:
            return depth * sqrt(1.0 + x * x + y * y)

        gradient, hessian = derived(value)
        return Surface(
            name="A dish",
            value=value,
            gradient=gradient,
            hessian=hessian,
            domain=((-2.0, 2.0), (-2.0, 2.0)),
            minima=((0.0, 0.0),),
            start=(1.5, 1.0),
            latex=r"d\sqrt{1 + x^2 + y^2}",
        )

    with lessons_read_anew():
        yield SURFACES["dish"]
    del surfaces.maker._SURFACES.makers["dish"], surfaces.maker._SURFACES.defaults["dish"]


@contextmanager
def lessons_read_anew() -> Iterator[None]:
    """Lessons list the surfaces when they are imported: as in a process that has just begun."""
    before = {name: sys.modules[name] for name in list(sys.modules) if name.startswith("lessons")}
    for name in before:
        del sys.modules[name]
    yield
    for name in [name for name in sys.modules if name.startswith("lessons")]:
        del sys.modules[name]
    sys.modules.update(before)


def test_a_rule_is_known_by_its_signature_and_lines(yogi: Optimizer) -> None:
    assert yogi.memory == ("m", "v")
    assert yogi.defaults == {"lr": 0.05, "beta1": 0.9, "beta2": 0.999, "eps": 1e-3}
    assert r"v &\leftarrow v - (1 - \beta_2)\,(v - g^2)" in yogi.latex
    assert STYLES["yogi"].light not in {STYLES[key].light for key in OPTIMIZERS if key != "yogi"}


def test_a_new_rule_is_raced_and_swept(yogi: Optimizer) -> None:
    run = trace("yogi", rosenbrock(b=10.0), (-1.0, 1.0), steps=200)
    assert run.values[-1] < run.values[0]
    ends = sweep("yogi", rosenbrock(b=10.0), (-1.0, 1.0), steps=200, lr=np.array([0.05, 0.1]))
    assert ends.points[0].tolist() == run.points[-1].tolist()


def test_a_new_rule_is_explained_with_numbers_and_drawn_with_arrows(yogi: Optimizer) -> None:
    [result] = follow([Run("yogi")], rosenbrock(b=10.0), (-1.0, 1.0), steps=5)
    assert [arrow.name for arrow in arrows(result.parts)] == [
        "−g",
        "−m",
        "after the division",
        "step",
    ]
    assert [reading.label for reading in readings(result.parts)] == ["divided by", "step"]
    worked = lines(result.formula(), 2)
    assert [line.partition("←")[0] for line in worked[1:]] == ["m", "v", "x"]
    assert worked[2].startswith("v←v−(1−β_2)(v−g^2) =")
    assert "nan" not in "".join(worked)
    made = -result.parts.effective_rate * result.parts.direction
    np.testing.assert_allclose(made, result.parts.step, rtol=1e-9)


def test_a_new_rule_is_linked_to(yogi: Optimizer) -> None:
    field = Runs("runs", (Run("gd"),))
    runs, problem = field.parse("yogi~lr~0.2~beta1~0.5")
    assert problem is None
    assert field.format(runs) == "yogi~lr~0.2~beta1~0.5"
    page = open_page("pages/14_race.py", runs="yogi~lr~0.2")
    assert not page.exception
    assert any("Yogi" in text.value for text in page.markdown)


def test_a_new_surface_is_shown_on_every_page_that_offers_surfaces(dish: Surface) -> None:
    assert make("dish", depth=3.0).value(0.0, 0.0) == 3.0
    for file in ("home.py", "pages/02_gradient_descent.py", "pages/14_race.py"):
        page = open_page(file, surface="dish", depth="4.0")
        assert not page.exception
        # Home has chosen its surface.
        assert file == "home.py" or "dish" in [box.value for box in page.selectbox]
