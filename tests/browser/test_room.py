"""A class in a room: a teacher's laptop, and a phone without a name."""

import json
import math
import re
import urllib.request
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from optim import trace
from surfaces import valley

from .stage import Stage, open_stage, wait_for_page
from .test_predict import is_blank
from .test_serving import PHONE

Opener = Callable[..., Page]
SOON = 30_000


def answer(address: str, path: str, message: Any = None, **headers: str) -> Any:
    """What the server answers to a browser without a page."""
    body = None if message is None else json.dumps(message).encode()
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    request = urllib.request.Request(
        f"{address}/{path}", body, {"Content-Type": "application/json", **named}
    )
    with urllib.request.urlopen(request, timeout=30) as told:
        return json.load(told)


def told(stage: Stage) -> float:
    """The distance that the phone is told."""
    shown = stage.find("guest-answers")
    expect(shown).to_contain_text("Your guess is", timeout=SOON)
    found = re.search(r"Your guess is ([\d.]+) from", shown.inner_text())
    assert found
    return float(found[1])


def ask_the_class(page: Page, address: str) -> tuple[Stage, str]:
    """A teacher opens a room for gradient descent in the valley, seven steps on; gives its code."""
    stage = open_stage(page, address, "gradient_descent", lr=0.05)
    stage.share("ask-class")
    stage.find("predict-steps").fill("7")
    stage.find("open-room").click()
    expect(stage.find("room-count")).to_contain_text("0 have answered", timeout=SOON)
    return stage, stage.find("room-code").inner_text().replace(" ", "")


def test_a_class_is_asked_guesses_and_sees_how_far_off_it_was(
    open_page: Opener, address: str
) -> None:
    page = open_page(reduced_motion="reduce")
    wall, code = ask_the_class(page, address)
    assert is_blank(wall)

    phone = open_page(PHONE, reduced_motion="reduce")
    phone.goto(f"{address}/r?code={code.lower()}")
    guest = wait_for_page(phone, "gradient_descent")
    asks = guest.find("guest-asks")
    expect(asks).to_contain_text("be after 7 steps? Tap there.", timeout=SOON)
    assert is_blank(guest)
    expect(phone.locator(".stSidebar, h1, .dl-side, .dl-transport").first).to_be_hidden()

    # The last tap counts, over a reload too.
    phone.touchscreen.tap(*guest.at(0.7, 0.3))
    pixel = guest.at(0.3, 0.6)
    phone.touchscreen.tap(*pixel)
    guess = guest.data_at(pixel)
    expect(asks).to_contain_text("tap elsewhere")
    expect(wall.find("room-count")).to_contain_text("1 has answered", timeout=SOON)
    phone.reload()
    guest = wait_for_page(phone, "gradient_descent")
    expect(guest.find("guest-asks")).to_contain_text("tap elsewhere", timeout=SOON)
    assert is_blank(guest)

    # So does the teacher's room.
    page.reload()
    wall = wait_for_page(page, "gradient_descent")
    expect(wall.find("room-count")).to_contain_text("1 has answered", timeout=SOON)
    other = {"token": "0" * 32, "run": 1, "x": guess[0] + 1.0, "y": guess[1]}
    answer(address, f"rooms/{code}/guesses", other)
    wall.find("room-close").click()
    expect(guest.find("guest-asks")).to_contain_text("No more guesses", timeout=SOON)
    wall.find("room-reveal").click()

    surface = valley()
    truth = trace("gd", surface, wall.start, steps=7, lr=0.05).points[-1]
    half = math.hypot(*guest.half_a_pixel())
    assert abs(told(guest) - math.dist(guess, truth)) < 0.006 * math.dist(guess, truth) + half
    expect(wall.find("crowd").locator("[data-guesses='2']")).to_have_count(1, timeout=SOON)
    expect(wall.find("room-spread")).to_contain_text("2 guesses. Median distance", timeout=SOON)
    assert wall.step == guest.step == 7
    assert not is_blank(wall)
    assert not is_blank(guest)
    wall.find("room-leave").click()
    expect(wall.find("room")).to_be_hidden()
    expect(wall.knob("lr")).to_be_visible()


def test_what_is_no_code_is_told_and_is_no_markup(open_page: Opener, address: str) -> None:
    phone = open_page(PHONE)
    phone.goto(f"{address}/r?code=<b>x</b>")
    expect(phone.get_by_role("alert")).to_contain_text("six letters")
    assert phone.locator("form b").count() == 0
