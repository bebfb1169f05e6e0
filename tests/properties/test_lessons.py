"""The sentences of lessons 2, 3, 7, 8 and 10 hold at random settings."""

import math
import re
from typing import Any

from lessons.gradient_descent import experiments as descent
from lessons.gradient_descent import settings as descent_settings
from lessons.gradient_descent import words as descent_words
from lessons.learning_rate import experiments as rates
from lessons.learning_rate import settings as rate_settings
from lessons.learning_rate import words as rate_words
from lessons.momentum import experiments as momentum
from lessons.momentum import settings as momentum_settings
from lessons.momentum import words as momentum_words
from lessons.per_coordinate_rates import experiments as coordinates
from lessons.per_coordinate_rates import settings as coordinate_settings
from lessons.per_coordinate_rates import words as coordinate_words
from lessons.weight_decay import experiments as decay
from lessons.weight_decay import settings as decay_settings
from lessons.weight_decay import words as decay_words
from optim import gradients
from ui.page import controls
from ui.runs.outcomes import comparison, sentence
from ui.runs.result import named

from .fates import check
from .reckon import Reckoned, reckon
from .sentences import BOLD, NUMBER, Reader, check_form, shows, value
from .settings import at_random, surface_of
from .test_fates import reckoned


@at_random(200, descent_settings.FIELDS, surface_of)
def test_lesson_2_says_why_a_run_stopped(table: Any) -> None:
    surface = controls.surface_of(table)
    result = descent.descend(table, surface, controls.start_of(table, surface))
    text = descent_words.outcome(result)
    check_form(text)
    run = reckon(result, controls.conditions(table)["gradient"], table["seed"])
    reader = Reader(
        text.removeprefix(sentence(descent_words.name_of(result.run), result.outcome)).lstrip()
    )
    if run.diverged_at is None:
        _stop(reader, run, result, table)
    assert reader.done or reader.fail()


def _stop(reader: Reader, run: Reckoned, result: Any, table: Any) -> None:
    if found := reader.take(r"It stopped because its \*\*(\d+) steps?\*\* (was|were) spent\."):
        spent = int(found[1]) == table["steps"] == run.steps
        assert (spent and (found[2] == "was") == (run.steps == 1)) or reader.fail()
        return
    assert reader.take(r"It stopped because \*\*‖g‖ ≤ ε\*\*\. ?") or reader.fail()
    length = math.hypot(*result.extended.gradients[run.steps])
    assert length <= table["tolerance"] * (1 + 1e-9) or reader.fail(length)
    exact = math.hypot(*run.surface.gradient(*run.end))
    noisy = reader.take(rf"That is the noisy gradient, .* the exact one is {BOLD} long\.")
    if noisy:
        assert shows(noisy[1], exact, 3) or reader.fail(exact)
    else:
        assert math.isclose(length, exact, rel_tol=1e-9, abs_tol=1e-15) or reader.fail(exact)


@at_random(120, rate_settings.FIELDS, surface_of)
def test_lesson_3(table: Any) -> None:
    surface = controls.surface_of(table)
    start = controls.start_of(table, surface)
    chosen = rates.RateComparison(surface, start, table["steps"], rate_settings.rates_of(table))
    text = rate_words.outcome(chosen)
    check_form(text)
    reader = Reader(text)
    found = reader.take(r"After (\d+) steps?, ")
    assert (found and int(found[1]) == table["steps"]) or reader.fail()
    for place, result in zip(chosen.rates, chosen.results, strict=True):
        _panel(reader, place, reckon(result))
    assert reader.done or reader.fail()


def _panel(reader: Reader, place: str, run: Reckoned) -> None:
    assert reader.take(f"{place}: ") or reader.fail()
    if found := reader.take(r"\*\*diverged at step (\d+)\*\*(?:; |\.)"):
        assert run.diverged_at == int(found[1]) or reader.fail()
        return
    if reader.take(r"ends where f has \*\*no value\*\*(?:; |\.)"):
        assert math.isnan(run.surface.value(*run.end)) or reader.fail()
        return
    found = reader.take(rf"loss {BOLD}([^;.]*)(?:; |\.)")
    assert found or reader.fail()
    # Without a floor the loss is the value itself.
    floored = run.minima and not run.surface.lower
    lowest = min(run.surface.value(*m) for m in run.minima) if floored else 0.0
    height = run.surface.value(*run.end) - lowest
    rounded = abs(height) <= rates.ROUNDING * abs(lowest)
    assert shows(found[1], 0.0 if rounded else height, 3) or reader.fail(height)
    if "higher minimum" in found[2]:
        where = run.surface.value(*run.minima[run.nearest(run.end)[0]])
        assert (run.distance <= 0.05 and where > lowest + 1e-9) or reader.fail(run.distance)


def check_rest(text: str, start: str) -> str:
    """What follows a beginning that is known."""
    check_form(text)
    assert text.startswith(start), (text, start)
    return text.removeprefix(start).lstrip()


@at_random(200, momentum_settings.FIELDS)
def test_lesson_7(table: Any) -> None:
    table.values["tuned"] = False
    surface = momentum.surface_of(table)
    results, told = momentum.descend(table, surface, surface.start)
    text = momentum_words.outcome(results, table, told)
    check_form(text)
    conditions = controls.conditions(table)
    conditions.pop("steps")
    factor = (lambda t: 0.95**t) if table["decay"] else (lambda t: 1.0)
    runs = reckoned(results, factor=factor, **conditions)
    if table["view"] == "conventions":
        _conventions(text, runs)
    elif table["beta"] == 0.0:
        assert "the same numbers" in text
        assert len({tuple(run.points) for _, run in runs}) == 1
    else:
        ends = comparison(named(results))
        check(ends, runs)
        _limits(Reader(check_rest(text, ends)), table)


def _limits(reader: Reader, table: Any) -> None:
    beta, steep = table["beta"], table["kappa"]
    limits = [2 / steep, 2 * (1 + beta) / steep, 2 * (1 + beta) / (steep * (1 + 2 * beta))]
    names = ["GD", "heavy ball", "Nesterov"]
    each = ", ".join(rf"{name} ({NUMBER})" for name in names)
    found = reader.take(rf"Limits of α: {each}; ([^.]*)\.")
    assert found or reader.fail()
    for text, limit in zip(found.groups(), limits, strict=False):
        assert shows(text, limit, 3) or reader.fail(limits)
    above = [name for name, limit in zip(names, limits, strict=True) if table["lr"] >= limit]
    told = [name for name in names if name in found[4]]
    assert told == above or reader.fail(above)


def _conventions(text: str, runs: Any) -> None:
    (_, heavy), (_, average), (_, folded) = runs
    for words, other in (("“rate inside” is", folded), (r"the average at α = \S+ is", average)):
        found = re.search(rf"{words} (?:at most {BOLD} away|\*\*the same path\*\*)", text)
        assert found, text
        pairs = zip(heavy.points, other.points, strict=False)
        gap = max(math.dist(one, two) for one, two in pairs)
        size = max(1.0, *(abs(c) for p in heavy.points for c in p))
        same = found[1] is None
        right = gap <= 1e-8 * size if same else shows(found[1], gap, 2)
        assert right, (text, words, gap)


@at_random(150, coordinate_settings.FIELDS)
def test_lesson_8(table: Any) -> None:
    table.values["tuned"] = False
    surface = coordinates.surface_of(table)
    results, told = coordinates.descend(table, surface, surface.start)
    text = coordinate_words.outcome(results, table, told)
    check_form(text)
    noisy = table["view"] == "sparse" and table["batch"] < 400
    source = gradients.mini_batch(table["batch"]) if noisy else None
    ends = comparison(named(results))
    check(ends, reckoned(results, gradient=source))
    assert ends in text


@at_random(150, decay_settings.FIELDS)
def test_lesson_10(table: Any) -> None:
    surface = decay.offset_valley(table["kappa"])
    results = decay.descend(table, surface, surface.start)
    text = decay_words.outcome(results, table)
    check_form(text)
    runs = [reckon(result) for result in results]
    if table["weight_decay"] == 0.0:
        pairs = zip(results, runs, strict=True)
        adams = {tuple(run.points) for r, run in pairs if r.run.optimizer.startswith("adam")}
        assert "the three Adams are **the same numbers**" in text
        assert len(adams) == 1
        return
    names = [decay_settings.SHORT[result.run.optimizer] for result in results[1:]]
    for name, run in zip(names, runs[1:], strict=True):
        others = "|".join(map(re.escape, names))
        pattern = rf"{re.escape(name)} (ends .*?|\*\*diverged at step (\d+)\*\*)"
        found = re.search(rf"(?:, |steps? ){pattern}(?=, (?:{others}) |\. The)", text)
        assert found, (text, name)
        if found[2]:
            assert run.diverged_at == int(found[2]), (text, run.diverged_at)
            continue
        _short(found[1], run.end, text)
    assert f"After {table['steps']} step" in text
    strength, kappa = table["weight_decay"], table["kappa"]
    penalised = 1.8 / (1 + strength), 1.8 * kappa / (kappa + strength)
    found = re.search(r"The penalised minimum lies (.*?)\.(?:\s|$)(?!\d)", text)
    assert found, text
    _short(found[1], penalised, text)


def _short(told: str, end: tuple[float, ...], text: str) -> None:
    for axis, c in zip("xy", end, strict=True):
        share = 1 - c / 1.8
        number = rf"(?:\*\*)?({NUMBER})"
        if found := re.search(rf"at {axis} = {number}", told):
            assert shows(found[1], c, 2), (text, end)
            continue
        found = re.search(rf"{number}\u00a0%(?:\*\*)? (short|too far) in {axis}", told)
        assert found, (text, end)
        assert (
            shows(found[1], 100 * abs(share), 2) or abs(value(found[1]) - 100 * abs(share)) < 1e-11
        ), (text, end, share)
        assert (found[2] == "short") == (share >= 0) or abs(share) < 1e-12, (text, share)
