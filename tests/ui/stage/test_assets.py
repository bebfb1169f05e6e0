"""The browser's files are served whole, under an address that changes whenever they do."""

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import plotly
import pytest

from ui.stage import assets

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def static(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A static folder of our own, with a copy of the stage's sources."""
    shutil.copytree(assets.SOURCES, tmp_path / "stage")
    monkeypatch.setattr(assets, "SOURCES", tmp_path / "stage")
    monkeypatch.setattr(assets, "SERVED", tmp_path / "served")
    monkeypatch.setattr(assets, "folder", assets.folder.__wrapped__)
    return tmp_path


def served(static: Path) -> Path:
    return static.joinpath(*Path(assets.address()).parts[2:])


def test_everything_is_there_when_the_address_is_known(static: Path) -> None:
    folder = served(static)
    sources = {file.name: file.read_bytes() for file in (static / "stage").iterdir()}
    copies = {file.name: file.read_bytes() for file in folder.iterdir()}
    packed = {name: copies.pop(name) for name in list(copies) if name.endswith(".gz")}
    assert {name.removesuffix(".gz"): gzip.decompress(b) for name, b in packed.items()} == copies
    plotly = copies.pop("plotly.min.js")
    assert copies == sources
    assert plotly == assets.PLOTLY.read_bytes()


def test_the_address_stays_while_nothing_changes(static: Path) -> None:
    first = assets.address()
    stamp = served(static).stat().st_mtime_ns
    assert assets.address() == first
    assert served(static).stat().st_mtime_ns == stamp


def test_a_changed_file_changes_the_address(static: Path) -> None:
    before = assets.address()
    with (static / "stage" / "main.js").open("a") as file:
        file.write("\n")
    assert assets.address() != before
    assert (served(static) / "main.js").read_text().endswith("\n\n")


def test_another_plotly_changes_the_address(static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = assets.address()
    monkeypatch.setattr(plotly, "__version__", "999.0.0")
    assert assets.address() != before


def test_two_servers_may_start_at_the_same_time(static: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from ui.stage import assets; "
        "assets.SERVED = Path(sys.argv[1]) / 'served'; print(assets.address())"
    )
    command = [sys.executable, "-c", program, str(static)]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    addresses = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert len(set(addresses)) == 1
    folders = list((static / "served").iterdir())
    assert len(folders) == 1
    assert (folders[0] / "plotly.min.js").exists()
    assert (folders[0] / "main.js").exists()


def test_who_comes_second_drops_the_draft(static: Path) -> None:
    folder = served(static)
    assets._publish(folder)
    assert list((static / "served").iterdir()) == [folder]


def test_a_disk_that_cannot_be_written_is_an_error(static: Path) -> None:
    static.joinpath("served").mkdir()
    static.joinpath("served", "taken").mkdir()
    with pytest.raises(OSError, match="missing"):
        assets._publish(static / "served" / "missing" / "folder")
