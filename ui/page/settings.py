"""The one place where a page's state lives: a table of typed fields that is the URL.

The session keeps each page's settings, since a page change drops the query; the URL wins where it
says anything. Knobs, the start and Streamlit widgets are views of this table.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from ui.page.fields import Field, Switch
from ui.page.view import VIEW_FIELDS, VIEW_KEYS

MOST_ISSUED = 100
"""So many of the pictures are remembered whose addresses a browser was given."""

NOTHING: Mapping[str, Any] = {}


class Settings:
    """The settings of one page in one session.

    Args:
        page: the page's key; settings of two pages never meet.
        fields: the table; every key is unique. Every page also has the switch `present`, for the
            projector, and what its stage shows: `VIEW_FIELDS`.

    Raises:
        ValueError: if two fields share a key.
    """

    def __init__(self, page: str, *fields: Field) -> None:
        self.page = page
        table = (*fields, Switch("present"), *VIEW_FIELDS)
        self.fields = {field.key: field for field in table}
        if len(self.fields) != len(table):
            raise ValueError(f"page {page!r}: two settings share a key")
        self._viewer: str | None = None
        session: Any = st.session_state
        self._values: dict[str, Any] = session.setdefault(self._session_key, self._defaults)
        self._issued: list[dict[str, str]] = session.setdefault(f"{self._session_key}/issued", [])
        opened, session["settings/page"] = session.get("settings/page") != page, page
        self._load(opened)

    def __getitem__(self, key: str) -> Any:
        """The value of the setting; KeyError for a key the table does not have."""
        return self._values[key]

    def set(self, changes: Mapping[str, Any], *, publish: bool = True) -> None:
        """Change settings, all or none, and write the URL unless `publish` is false.

        Raises:
            ValueError: if a key or a value is not allowed; nothing is changed then.
        """
        self.look()
        valid = {key: self._field(key).validate(value) for key, value in changes.items()}
        self._values.update(valid)
        if valid:
            self.notices.clear()
        if publish:
            self.publish()

    def mend(self, key: str, value: Any, notice: str = "") -> None:
        """Put right what does not go together with other settings, and say so if there is need.

        Unlike `set`, it leaves the notices that there are.
        """
        self._values[key] = self._field(key).validate(value)
        if notice:
            self.notices.append(notice)

    def reset(self, changes: Mapping[str, Any], *, publish: bool = True) -> None:
        """Go back to the defaults, but for `changes` and how the reader works.

        Kept are the projector, the choice of curves, of a map and of space, an open question, and
        a table's order.
        """
        self.look()
        kept = ("present", "curves", "predict", "map", "camera", "sort")
        changes = {key: self[key] for key in kept} | dict(changes)
        self.set({**self._defaults, **changes}, publish=publish)

    @property
    def view(self) -> dict[str, Any]:
        """What the stage shows: the values of `VIEW_FIELDS` by their keys."""
        return {key: self[key] for key in VIEW_KEYS}

    def shows(self, stage: str) -> bool:
        """Whether the link carries what this stage shows: the first one's on the page that asks."""
        self._viewer = self._viewer or stage
        return self._viewer == stage

    def look(self, address: str | None = None) -> None:
        """Take over what the stage shows by now.

        The browser keeps the address of the picture that it was given and of what it shows of it.

        Args:
            address: the newest query, where a stage tells it; Streamlit may know an older one, and
                learns this one then.
        """
        told = None if address is None else dict(parse_qsl(address.removeprefix("?")))
        query = self._own(told)
        if query == self._seen or _without_view(query) != self._picture():
            return
        for key in VIEW_KEYS:
            field = self.fields[key]
            self._values[key] = field.parse(query[key])[0] if key in query else field.default
        self.view_known = self.view
        before = self._seen
        self._mark_seen(query)
        if told is not None:
            self.publish()
        # A message may be under way that Streamlit sent with the address before.
        if before:
            self._issued.append(_without_view(before))

    @property
    def view_known(self) -> Mapping[str, Any]:
        """The view that the browser has, as far as is known here."""
        known: Mapping[str, Any] = st.session_state.get(f"{self._session_key}/view known", {})
        return known

    @view_known.setter
    def view_known(self, view: Mapping[str, Any]) -> None:
        st.session_state[f"{self._session_key}/view known"] = view

    def publish(self) -> None:
        """Write what differs from the defaults to the URL; keys of others stay."""
        wanted = {**self._others(), **self.query()}
        if st.query_params.to_dict() != wanted:
            st.query_params.from_dict(wanted)
        self._mark_seen(self.query())

    @property
    def at_rest(self) -> bool:
        """Whether the URL says the same, as it does once a knob or a drag has come to rest."""
        return _without_view(st.query_params.to_dict()) == {**self._others(), **self._picture()}

    def search(self) -> str:
        """The URL's query as `publish` would write it, up to the view, for the browser to show."""
        picture = self._picture()
        if picture not in self._issued:
            self._issued.append(picture)
            del self._issued[:-MOST_ISSUED]
        return urlencode({**self._others(), **picture})

    def query(self) -> dict[str, str]:
        """The keys of the URL: every setting that differs from its default."""
        return {
            key: field.format(self._values[key])
            for key, field in self.fields.items()
            if self._values[key] != field.default
        }

    def _picture(self) -> dict[str, str]:
        return _without_view(self.query())

    @property
    def notices(self) -> list[str]:
        """What was mended in the link, a sentence each; cleared by the next change."""
        notices: list[str] = st.session_state.setdefault(f"{self._session_key}/notices", [])
        return notices

    @property
    def memory(self) -> dict[str, Any]:
        """What the page has worked out in this session and may use again."""
        memory: dict[str, Any] = st.session_state.setdefault(f"{self._session_key}/memory", {})
        return memory

    def widget_key(self, key: str) -> str:
        """The session key of the widget that shows this setting."""
        return f"{self._session_key}/widget/{key}"

    def bind(self, key: str, also: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
        """Arguments that make a Streamlit widget a view of this setting: key and callback.

        `also` are changes that go with any change of it.
        """
        widget_key = self.widget_key(key)
        st.session_state[widget_key] = self._values[key]
        return {"key": widget_key, "on_change": self._take_over, "args": (key, widget_key, also)}

    def _take_over(self, key: str, widget_key: str, also: Mapping[str, Any]) -> None:
        self.set({key: st.session_state[widget_key], **also})

    def _field(self, key: str) -> Field:
        if key not in self.fields:
            raise ValueError(f"no setting {key!r} here; allowed: {', '.join(self.fields)}")
        return self.fields[key]

    @property
    def _session_key(self) -> str:
        return f"settings/{self.page}"

    @property
    def _defaults(self) -> dict[str, Any]:
        return {key: field.default for key, field in self.fields.items()}

    def _load(self, opened: bool) -> None:
        """Read the address: that of a link, or one that the browser has shown by itself.

        Args:
            opened: whether the reader comes from another page, or is new.
        """
        if not opened:
            self.look()
        query = self._own()
        if not query or query == self._seen:
            return
        # The browser may repeat an older address until it has taken in the newest one.
        if opened or _without_view(query) not in self._issued:
            self._parse(query)
            self._mark_seen(query)

    def _own(self, query: Mapping[str, str] | None = None) -> dict[str, str]:
        """What the URL says of these settings, or another query."""
        current = st.query_params.to_dict() if query is None else query
        return {key: text for key, text in current.items() if key in self.fields}

    def _others(self) -> dict[str, str]:
        current = st.query_params.to_dict()
        return {key: text for key, text in current.items() if key not in self.fields}

    @property
    def _seen(self) -> Mapping[str, str] | None:
        """What the URL last said that was taken over from it, or written to it."""
        seen: Mapping[str, str] | None = st.session_state.get(f"{self._session_key}/seen")
        return seen

    def _mark_seen(self, query: Mapping[str, str]) -> None:
        self._issued.clear()
        st.session_state[f"{self._session_key}/seen"] = dict(query)

    def _parse(self, query: Mapping[str, str]) -> None:
        self.notices.clear()
        for key, field in self.fields.items():
            value, problem = field.parse(query[key]) if key in query else (field.default, None)
            self._values[key] = value
            if problem:
                self.notices.append(problem)


def _without_view(query: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in query.items() if key not in VIEW_KEYS}
