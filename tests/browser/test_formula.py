"""The rule beside the picture follows every frame, without a request."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from optim import trace
from optim.averages import ema
from optim.gradients import mini_batch
from surfaces import isotropic_line, rosenbrock

from .stage import Stage, open_stage

SHOWN = """(root) => ({
  step: Number(root.dataset.at),
  when: root.querySelector("[data-testid=step-shown]").textContent,
  lines: [...root.querySelectorAll(".dl-step-line")].map((line) => line.textContent),
})"""


LOWEST_INDEX = """(root) => Math.max(...[...root.querySelectorAll(".dl-step msub")].map((sub) => {
  const [letter, index] = sub.children;
  const size = parseFloat(getComputedStyle(sub).fontSize);
  return (index.getBoundingClientRect().bottom - letter.getBoundingClientRect().top) / size;
}))"""
"""How far below the top of its letter an index ends, in the letter's size."""


def shown(stage: Stage) -> dict[str, Any]:
    """The stage's step and its formula, read in one go."""
    found: dict[str, Any] = stage.root.evaluate(SHOWN)
    return found


def last_vector(line: str) -> list[float]:
    """The last pair of numbers in a line, powers of ten written out."""
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    plain = re.sub(r"·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: "e" + m[1].translate(raised), line)
    pair = re.findall(r"\(([^(),]+),([^(),]+)\)", plain.replace("−", "-"))[-1]
    return [float(number) for number in pair]


def result(stage: Stage, name: str) -> list[float]:
    """What comes out of the line that starts with a name; the result stands before the numbers."""
    line = stage.find("step").locator(".dl-step-line", has_text=re.compile(f"^{name}[←=]"))
    return last_vector(line.locator(".dl-step-result").inner_text())


def test_the_numbers_are_the_steps_while_it_plays(page: Page, address: str) -> None:
    frames: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: frames.append(1)))
    stage = open_stage(page, address, "adam", steps=100, lr=0.05, surface="rosenbrock", b=10)
    run = trace("adam", rosenbrock(b=10.0), stage.start, steps=101, lr=0.05)
    stage.find("first").click()
    page.wait_for_timeout(600)
    sent = len(frames)
    stage.find("play").click()
    seen: set[int] = set()
    while len(seen) < 6 and stage.data("playing") == "true":
        now = shown(stage)
        step = now["step"]
        seen.add(step)
        assert now["when"].startswith(f"step {step} → {step + 1}")
        wanted = {"g": run.gradients[step], "m": run.memory["m"][step + 1]}
        for name, truth in wanted.items():
            [line] = [line for line in now["lines"] if re.match(f"{name}[←=]", line)]
            numbers = re.findall(r"=\(([^(),]+),([^(),]+)\)", line.replace("−", "-"))[0]
            if "10" not in "".join(numbers):
                assert [float(n) for n in numbers] == pytest.approx(truth.tolist(), rel=6e-3)
    assert len(seen) >= 4
    assert len(frames) == sent


def test_the_last_steps_number_are_those_of_the_rule(page: Page, address: str) -> None:
    stage = open_stage(page, address, "adam", steps=100, lr=0.05, surface="rosenbrock", b=10)
    run = trace("adam", rosenbrock(b=10.0), stage.start, steps=101, lr=0.05)
    for step in (100, 37, 0):
        stage.find("scrubber").fill(str(step))
        assert stage.step == step
        for name in ("m", "v"):
            wanted = run.memory[name][step + 1].tolist()
            assert result(stage, name) == pytest.approx(wanted, rel=6e-3)
        assert result(stage, "x") == pytest.approx(run.points[step + 1].tolist(), rel=6e-3)


def test_where_no_step_is_taken_it_says_so(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent", lr=0.5)
    stage.find("last").click()
    expect(stage.find("step")).to_contain_text("The next step leaves all bounds.")
    expect(stage.root.locator(".dl-step-result").first).to_be_hidden()
    stage.find("first").click()
    expect(stage.root.locator(".dl-step-result").first).to_be_visible()


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_nothing_of_it_is_cut_off(page: Page, address: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    stage = open_stage(page, address, "adam", view="relatives", apart="radam")
    stage.find("scrubber").fill("20")
    for part in (".dl-step", ".dl-step-head"):
        room = stage.root.locator(part).evaluate("(box) => box.clientWidth - box.scrollWidth")
        assert room >= 0
    inside = """(box) => {
        const style = getComputedStyle(box);
        const edge = box.getBoundingClientRect().right;
        const over = [...box.querySelectorAll("math")].filter(
          (math) => math.getBoundingClientRect().right > edge + 1);
        return style.overflowX === "auto" ? over.length === 0 || box.scrollWidth > box.clientWidth
          : over.length === 0;
    }"""
    assert stage.root.locator(".dl-step-lines").evaluate(inside)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    # Letters are those of the page's other formulas, and indices stand right below them.
    loaded = "[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)"
    assert {"KaTeX_Main", "KaTeX_Math"} <= set(page.evaluate(loaded))
    assert stage.root.evaluate(LOWEST_INDEX) < 1.0


def test_of_several_formulas_one_is_chosen_without_a_request(page: Page, address: str) -> None:
    stage = open_stage(page, address, "learning_rate")
    updates = stage.updates
    choice = stage.find("step").get_by_role("button")
    assert choice.count() == 3
    before = result(stage, "x")
    choice.nth(2).click()
    assert choice.nth(2).get_attribute("aria-pressed") == "true"
    assert result(stage, "x") != before
    assert stage.updates == updates


def test_of_a_long_run_the_formula_says_which_step_it_tells(page: Page, address: str) -> None:
    stage = open_stage(page, address, "adam", steps=3000, lr=0.05, surface="rosenbrock", b=10)
    run = trace("adam", rosenbrock(b=10.0), stage.start, steps=3001, lr=0.05)
    for step in (0, 1, 57, 1001, 1503):
        stage.find("scrubber").fill(str(step))
        when = shown(stage)["when"]
        told = int(when.split()[1])
        # The first steps, taken one by one, are all told.
        assert step - 8 < told <= step
        assert told == step or step > 99
        assert when.endswith("(nearest told)") is (told != step)
        assert result(stage, "m") == pytest.approx(run.memory["m"][told + 1].tolist(), rel=6e-3)


def test_an_averages_numbers_are_those_of_the_shown_point(page: Page, address: str) -> None:
    frames: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: frames.append(1)))
    stage = open_stage(page, address, "smoothing", what="path", beta=0.9)
    choice = stage.find("step").get_by_role("button")
    assert choice.all_inner_texts() == ["mean of all points", "exponential average"]
    choice.nth(1).click()
    stage.find("first").click()
    page.wait_for_timeout(600)
    sent = len(frames)
    surface = isotropic_line()
    source = mini_batch(1, replacement=True)
    points = trace("gd", surface, stage.start, steps=300, gradient=source, lr=0.1).points
    averages = ema(points, 0.9, corrected=False)
    stage.find("play").click()
    seen: set[int] = set()
    while len(seen) < 6 and stage.data("playing") == "true":
        now = shown(stage)
        seen.add(step := now["step"])
        assert now["when"] == f"step {step} of 300"
        assert last_vector(now["lines"][0].split("=")[1]) == pytest.approx(averages[step], rel=6e-3)
    assert len(seen) >= 4
    assert len(frames) == sent
