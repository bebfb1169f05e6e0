"""Where students type a code: a small page of its own, which needs no session."""

from html import escape

from starlette.responses import HTMLResponse

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Join a room · Descent Lab</title>
<link rel="icon" href="data:,">
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 20rem; margin: 12vh auto 0; padding: 0 1rem; font: 1.1rem system-ui; }}
h1 {{ font-size: 1.6rem; }}
label, input, button {{ display: block; box-sizing: border-box; width: 100%; }}
input, button {{ min-height: 48px; margin: 0.5rem 0 1rem; font: inherit; }}
input {{ padding: 0 0.6rem; font-size: 1.6rem; letter-spacing: 0.1em; text-transform: uppercase; }}
</style>
<h1>Join a room</h1>
<p role="alert">{problem}</p>
<form action="{action}">
<label for="code">The code that your teacher shows</label>
<input id="code" name="code" required maxlength="12" autocomplete="off" autocapitalize="characters"
  spellcheck="false" autofocus>
<button>Join</button>
</form>
<p><a href="{home}">Descent Lab</a></p>
</html>
"""


def join_page(up: str = "", problem: str = "", status: int = 200) -> HTMLResponse:
    """The form.

    Args:
        up: the way from the page's address to the app's own, such as `../`.
        problem: why a code did not lead to a room.
    """
    filled = _PAGE.format(problem=escape(problem), action=f"{up}r", home=up or "./")
    return HTMLResponse(filled, status)
