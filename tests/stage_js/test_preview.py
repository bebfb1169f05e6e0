"""What the browser works out while a hand moves is what the server answers, for every knob."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from tests.pages.app import follow, open_page
from tests.pages.shown import stage
from tests.stage_js.node import run_node
from ui.stage.answer import Answer, answer, followed, without_followed
from ui.stage.payload import encode

HERE = Path(__file__).resolve().parent
PAGES: dict[str, list[dict[str, str]]] = {
    "home.py": [{}, {"surface": "himmelblau"}, {"surface": "ripples", "steps": "40"}],
    "pages/01_follow_the_slope.py": [
        {},
        {"curve": "hyperbola"},
        {"lr": "1.4"},
        {"curve": "ripple"},
    ],
    "pages/02_gradient_descent.py": [
        {},
        {"beta": "0.5", "tolerance": "0.2"},
        {"batch": "4", "smoothing": "0.9", "surface": "rosenbrock", "lr": "0.002"},
        {"lr": "0.3"},
        {"surface": "bowl"},
        {"surface": "saddle"},
    ],
    "pages/03_learning_rate.py": [{}, {"scale": "3.0"}],
    "pages/04_sgd_and_batches.py": [
        {},
        {"sampling": "replaced", "clock": "gradients", "batch": "3", "lr": "0.4"},
        {"clock": "updates", "data": "clean", "epochs": "100", "lr": "0.01"},
    ],
    "pages/05_batch_size.py": [
        {"runs": "20"},
        {"runs": "20", "sampling": "shuffled", "batch": "5", "steps": "120"},
        {"runs": "20", "lr": "0.9", "steps": "150"},
    ],
    "pages/06_smoothing.py": [
        {},
        {"shape": "step", "memory": "0,1.5", "beta": "0.98"},
        {"what": "path"},
        {"what": "path", "batch": "20", "beta": "0.99", "lr": "0.8"},
    ],
    "pages/07_momentum.py": [
        {},
        {"view": "conventions", "matched": "0", "decay": "1", "batch": "8"},
        {"view": "conventions"},
        {"start": "1.1,-0.7"},
    ],
    "pages/08_per_coordinate_rates.py": [{}, {"start": "-1.2,0.8", "apart": "rmsprop"}],
    "pages/09_adam.py": [
        {},
        {"view": "correction"},
        {"view": "relatives", "apart": "radam"},
        {"view": "guard"},
    ],
    "pages/10_weight_decay.py": [{}, {"apart": "gd_l2"}],
    "pages/11_saddle_points.py": [
        {"run": "2"},
        {"surface": "double_well", "sigma": "0.1", "run": "4"},
        {"surface": "monkey_saddle"},
    ],
    "pages/12_sharp_and_flat.py": [
        {"count": "20"},
        {"view": "ripples"},
        {"view": "any", "surface": "himmelblau"},
    ],
    "pages/13_schedules.py": [
        {},
        {"kind": "step", "step_every": "40", "seed": "3"},
        {"kind": "one_cycle", "view": "warmup"},
        {"kind": "triangular", "view": "floor", "steps": "60"},
        {"kind": "inverse_time", "view": "clipping", "surface": "himmelblau", "norm": "4.0"},
    ],
    "pages/14_race.py": [{}, {"batch": "16", "smoothing": "0.5", "surface": "beale"}],
}
"""Pages with paths that the browser can follow, and the links at which knobs are turned there."""


def block(test: Any) -> str:
    sent: bytes = test.get("bidi_component")[0].proto.bytes
    return b64encode(sent).decode()


def turned(knob: dict[str, Any]) -> list[str]:
    """Both ends, and from one of them a value beside it."""
    low, high, value = knob["low"], knob["high"], knob["value"]
    inside = [] if low < value < high else [value + 0.1 * (low + high - 2.0 * value)]
    values = [low, high, *inside]
    return [repr(round(v)) if knob["whole"] else repr(v) for v in values if v != value]


def kept_answers(monkeypatch: pytest.MonkeyPatch) -> list[Answer]:
    """All answers that stages give from now on."""
    answers: list[Answer] = []

    def kept(*arguments: Any) -> Answer:
        answers.append(answer(*arguments))
        return answers[-1]

    monkeypatch.setattr("ui.stage.stage.answer", kept)
    return answers


def bare(whole: Answer) -> str:
    """The answer as a browser gets it that has all programs."""
    return b64encode(encode(without_followed(whole, followed(whole)))).decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_preview_is_the_answer(
    tmp_path: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = kept_answers(monkeypatch)
    opened = []
    for link in PAGES[page]:
        test = open_page(page, **link)
        first, light = block(test), bare(answers[-1])
        changes = [(k["name"], value) for k in stage(test)["knobs"] for value in turned(k)]
        start = "memory" if "06" in page and "what" not in link else "start"
        changes.append((start, "0.7,-0.4" if "01" not in page else "0.9"))
        cases = []
        for name, value in changes:
            follow(test, **{**link, name: value})
            case = {"label": f"{link}: {name} {value}", "placed": name == start}
            cases.append({**case, "after": block(test)})
        opened.append({"answer": first, "light": light, "cases": cases})
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(opened), encoding="utf-8")
    lines = run_node(str(HERE / "preview_pages.js"), str(file)).splitlines()
    told = {line["label"]: line["differing"] for line in map(json.loads, lines)}
    assert not {label: found for label, found in told.items() if found}
    assert None not in told.values()
