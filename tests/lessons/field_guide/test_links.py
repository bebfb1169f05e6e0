"""Where the field guide leads: every link opens its page as it stands, nothing in it is mended."""

import pytest

from lessons.field_guide.cards import Link
from lessons.field_guide.choosing import RECIPES
from lessons.field_guide.conventions import CONVENTIONS
from lessons.field_guide.data import LOOKUPS
from lessons.field_guide.debugging import SYMPTOMS
from lessons.field_guide.myths import MYTHS
from tests.pages.app import mended, open_page, values
from ui.page.navigation import lesson_of

TABLES = (CONVENTIONS, SYMPTOMS, MYTHS, LOOKUPS, RECIPES)
LINKS = {repr(e.link): e.link for table in TABLES for e in table.values() if e.link}


@pytest.mark.parametrize("link", LINKS.values(), ids=lambda link: link.lesson)
def test_a_link_opens_its_page_with_its_settings(link: Link) -> None:
    test = open_page(lesson_of(link.lesson).file, **link.query)
    assert not mended(test)
    assert link.query.keys() <= values(test, link.lesson).keys()
