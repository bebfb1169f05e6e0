"""What a page of the site is, from what was saved of it."""

from pathlib import Path

import pytest

from deploy.site.folder import file_of, linked, others, write_site
from deploy.site.saving import SavedPage
from ui.page.navigation import HOME, LESSONS

ORIGIN = "http://127.0.0.1:8501"
APP = "https://lab.example"


@pytest.mark.parametrize(
    ("saved", "app", "written"),
    [
        (f'<a href="{ORIGIN}/race">', "", '<a href="race.html">'),
        (f'<a href="{ORIGIN}/">', "", '<a href="index.html">'),
        (
            f'<a class="x" href="{ORIGIN}/race?seed=1&amp;a=2">',
            "",
            '<a class="x" href="race.html">',
        ),
        (f'<a href="{ORIGIN}/race?seed=1&amp;a=2">', APP, f'<a href="{APP}/race?seed=1&amp;a=2">'),
        ('<a href="https://example.org/race?a=2">', "", '<a href="https://example.org/race?a=2">'),
    ],
)
def test_links_lead_to_the_sites_pages_or_to_the_app(saved: str, app: str, written: str) -> None:
    assert linked(saved, ORIGIN, app) == written


def test_all_pages_share_the_stages_files_and_lead_to_each_other(tmp_path: Path) -> None:
    order = (HOME, *LESSONS)
    opening = {"block": "", "link": f"{ORIGIN}/race", "paper": "</script><b>"}
    notes = ("Other choices need the app.", "Moved.")
    pages = [SavedPage(each, each.title, "", "<main></main>", opening, notes) for each in order]
    written = write_site(tmp_path, pages, ORIGIN)
    assert set(written) == {file for file in tmp_path.rglob("*") if file.is_file()}
    (shared,) = (tmp_path / "stage").iterdir()
    assert not list(shared.glob("*.gz"))
    for i, lesson in enumerate(order):
        text = (tmp_path / file_of(lesson)).read_text(encoding="utf-8")
        for file in ("published.js", "site.css", "icon.png"):
            assert f'"stage/{shared.name}/{file}"' in text
            assert (shared / file).exists()
        for other in order:
            assert f'href="{file_of(other)}"' in text
        before_and_after = text.split('class="dl-ways"')[1]
        for near in (*order[max(i - 1, 0) : i], *order[i + 1 : i + 2]):
            assert f'href="{file_of(near)}"' in before_and_after
        assert ORIGIN not in text
        assert "<b>" not in text
    # A second time the pages are written anew; a page of somebody else's is not.
    assert others(tmp_path) == []
    (tmp_path / "race.html").write_text("My page", encoding="utf-8")
    assert others(tmp_path) == [tmp_path / "race.html"]
