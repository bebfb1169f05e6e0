"""What the server adds to Streamlit's: the stage's files are sent as they lie, and are kept.

An address under `static/served/` changes with what lies there, so a browser may keep it for good.
Streamlit would compress each file anew for every visitor, which takes 0.15 s for plotly.js alone.
"""

import re
from pathlib import PurePosixPath

from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.stage import assets

FOR_GOOD = "public, max-age=31536000, immutable"
_NAME = re.compile(r"[\w.]+\.(js|css)")


class Serving:
    """Middleware around the whole app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the stage's files, and pass on all else."""
        answer = _packed(scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)


def _packed(scope: Scope) -> FileResponse | None:
    """A file of the stage as it lies compressed, if that is what is asked for."""
    path = PurePosixPath(scope["path"])
    asked = _NAME.fullmatch(path.name) and str(path.parent).endswith(f"/{assets.address()}")
    if not asked or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
        return None
    file = assets.folder() / f"{path.name}.gz"
    if not file.exists():
        return None
    kind = "text/css" if path.suffix == ".css" else "text/javascript"
    headers = {
        "Cache-Control": FOR_GOOD,
        "Content-Encoding": "gzip",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(file, media_type=kind, headers=headers)
