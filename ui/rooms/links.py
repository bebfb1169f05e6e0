"""Where a room's question stands: the address of its page."""

from urllib.parse import parse_qsl, urlencode

from ui.page.navigation import HOME
from ui.rooms.room import Room


def query_of(room: Room) -> dict[str, str]:
    """The settings in the address of the page that asks, and the room's code."""
    return {**dict(parse_qsl(room.question.query)), "room": room.code}


def page_link(room: Room) -> str:
    """From the short link, which lies one folder down, to the page."""
    page = "" if room.question.page == HOME.key else room.question.page
    return f"../{page}?{urlencode(query_of(room))}"
