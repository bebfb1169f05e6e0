"""Knobs change the paths while they are dragged, end on their last value, and accept typed ones."""

from playwright.sync_api import Page

from .stage import open_stage, query, wait_for_query


def test_a_knob_is_answered_while_it_is_dragged(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    outcomes = {stage.outcome}
    before = stage.updates
    box, height = stage.grasp("lr")
    for share in (0.55, 0.6, 0.65, 0.7, 0.75):
        with stage.one_more():
            page.mouse.move(box["x"] + share * box["width"], height)
        outcomes.add(stage.outcome)
    assert stage.updates - before >= 5
    assert len(outcomes) >= 4
    page.mouse.up()
    wait_for_query(page, "lr", repr(stage.value("lr")))


def test_a_fast_drag_ends_on_the_exact_last_value(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    box, height = stage.grasp("lr")
    for i in range(41):
        page.mouse.move(box["x"] + (0.3 + i / 100) * box["width"], height)
    page.mouse.up()
    stage.until("data.busy === 'false'")
    value, state = stage.value("lr"), stage.state
    wait_for_query(page, "lr", repr(value))
    # What was revealed may have moved the knobs.
    seen = stage.knob("lr").bounding_box()
    assert seen
    box, height = seen, seen["y"] + seen["height"] / 2
    page.mouse.click(box["x"] + 0.5 * box["width"], height)
    assert stage.value("lr") < value
    page.mouse.click(box["x"] + 0.7 * box["width"], height)
    assert stage.value("lr") == value
    wait_for_query(page, "lr", repr(value))
    page.reload()
    assert stage.ready().state == state


def test_a_typed_value_is_taken_exactly_and_within_the_bounds(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    stage.type_knob("lr", "0.0123456789")
    assert stage.value("lr") == 0.0123456789
    wait_for_query(page, "lr", "0.0123456789")
    assert "α 0.0123" in stage.root.locator(".dl-legend").inner_text()
    for text, value in (("999", 2.0), ("-1", 1e-4), ("1e-3", 1e-3)):
        stage.type_knob("lr", text)
        assert stage.value("lr") == value
        wait_for_query(page, "lr", repr(value))
    stage.type_knob("steps", "17")
    assert stage.last_step == 17
    wait_for_query(page, "steps", "17")


def test_what_is_no_number_is_put_back(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    field = stage.find("knob-lr-field")
    before = field.input_value()
    field.fill("fast")
    page.keyboard.press("Enter")
    assert field.input_value() == before
    assert "lr" not in query(page)


def test_a_knob_turns_by_keys(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    stage.knob("lr").focus()
    for key, grows in (
        ("ArrowRight", True),
        ("ArrowLeft", False),
        ("PageUp", True),
        ("Home", False),
    ):
        before = stage.value("lr")
        with stage.answered():
            page.keyboard.press(key)
        assert (stage.value("lr") > before) is grows
    wait_for_query(page, "lr", repr(stage.value("lr")))


def test_every_knob_at_both_ends(page: Page, address: str) -> None:
    """The upper end of the batch size means exact gradients, the lower end of smoothing none."""
    stage = open_stage(page, address, "gradient_descent")
    stage.open_more()
    names = [
        name.removeprefix("knob-")
        for name in stage.root.locator("input[type=range][data-testid^=knob-]").evaluate_all(
            "(all) => all.map((e) => e.dataset.testid)"
        )
    ]
    assert {"lr", "beta", "batch", "smoothing", "steps"} <= set(names)
    for name in names:
        for end, low_or_high in (("End", "max"), ("Home", "min")):
            knob = stage.knob(name)
            limit = knob.get_attribute(low_or_high)
            if knob.input_value() == limit:
                continue
            knob.focus()
            with stage.answered():
                page.keyboard.press(end)
            assert knob.input_value() == limit
            assert stage.find("refusal").inner_text() == ""


def test_smoothing_draws_the_averaged_path_beside_the_raw_one(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    entries = stage.root.locator(".dl-legend button")
    assert entries.count() == 1
    stage.type_knob("smoothing", "0.9")
    assert entries.count() == 2
    assert "averaged" in entries.nth(1).inner_text()


def test_noise_brings_its_own_knobs(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    assert stage.knob("sigma").count() == 0
    stage.type_knob("batch", "4")
    assert stage.value("sigma") > 0
    outcome = stage.outcome
    stage.type_knob("seed", "5")
    assert stage.outcome != outcome
