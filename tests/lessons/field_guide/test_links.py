"""Where the field guide leads: every link opens its page as it stands, nothing in it is mended."""

import pytest

from lessons.field_guide.cards import Link
from lessons.field_guide.conventions import CONVENTIONS
from tests.pages.app import mended, open_page, values
from ui.page.navigation import lesson_of

LINKS = [each.link for each in CONVENTIONS.values()]


@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link.lesson}{dict(link.query)}")
def test_a_link_opens_its_page_with_its_settings(link: Link) -> None:
    test = open_page(lesson_of(link.lesson).file, **link.query)
    assert not mended(test)
    assert link.query.keys() <= values(test, link.lesson).keys()
