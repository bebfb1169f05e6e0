"""The browser's side of the app as static files, under an address that carries their version.

Streamlit serves the folder `static/` beside `app.py` under `app/static/`. The stage's modules and
plotly.js (from the installed plotly package) are copied once into `static/served/VERSION/`, so that
an upgrade is never served stale from a cache; beside each lies what `ui/serving.py` sends of it.
"""

import functools
import gzip
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import plotly

STATIC = Path(__file__).resolve().parents[2] / "static"
SOURCES = STATIC / "stage"
SERVED = STATIC / "served"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def address() -> str:
    """The address of the stage's files below the app's root; they are there when this returns."""
    return f"app/static/served/{folder().name}"


@functools.cache
def folder() -> Path:
    """Where the stage's files lie; they are there when this returns."""
    made = SERVED / _version()
    if not made.exists():
        _publish(made)
    return made


def _version() -> str:
    digest = hashlib.sha256(plotly.__version__.encode())
    for file in sorted(SOURCES.iterdir()):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _publish(folder: Path) -> None:
    """Write the folder whole: several servers may start on one disk at the same time."""
    SERVED.mkdir(exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=SERVED))
    draft.chmod(0o755)
    shutil.copytree(SOURCES, draft, dirs_exist_ok=True)
    shutil.copy2(PLOTLY, draft)
    for file in [*draft.iterdir()]:
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
    try:
        os.replace(draft, folder)
    except OSError:
        shutil.rmtree(draft)
        if not folder.exists():
            raise
