"""Writes every lesson as a live page into a folder, for any host that serves files.

Run with `python -m deploy.site FOLDER`; it needs `requirements-dev.txt`, since a browser makes the
pages, each as the app shows it when it opens. The folder works below any path; what else lies in it
stays, and no page of another's is written over. What needs the app says so on its page; with
`--app https://lab.example` the page also leads there.
"""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from deploy.site.folder import others, write_site
from deploy.site.saving import VISITOR, saved
from tests.browser import chromium
from tests.browser.server import ROOT, serve
from ui.page.navigation import HOME, LESSONS


def main() -> None:
    """Make all pages, and say how large they are."""
    parser = argparse.ArgumentParser("python -m deploy.site", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pages are written")
    parser.add_argument("--app", default="", help="where the app runs, if it does")
    chosen = parser.parse_args()
    if chosen.folder.is_file():
        parser.error(f"{chosen.folder} is a file, not a folder")
    if there := others(chosen.folder):
        parser.error(f"{there[0]} is there and would be lost: name another folder")
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(ROOT / "app.py", Path(folder) / "log.txt") as server,
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=chromium.find(playwright), args=chromium.arguments()
        ) as browser,
    ):
        page = browser.new_page(**VISITOR)
        pages = (saved(page, server.address, lesson) for lesson in (HOME, *LESSONS))
        written = write_site(chosen.folder, pages, server.address, chosen.app)
    megabytes = sum(file.stat().st_size for file in written) / 1e6
    print(f"{len(written)} files, {megabytes:.1f} MB: {chosen.folder / 'index.html'}")


if __name__ == "__main__":
    main()
