"""Runs plain functions within a session of Streamlit, one script run each."""

from collections.abc import Callable, Mapping

from streamlit.testing.v1 import AppTest

Work = Callable[[], None]


class Session:
    """One visitor's session; `query` is the link by which the visitor came."""

    def __init__(self, query: Mapping[str, str] | None = None) -> None:
        self.test = AppTest.from_string("from tests.ui import session\nsession.call()")
        self.follow(query or {})

    def follow(self, query: Mapping[str, str]) -> None:
        """Another link from now on."""
        self.test.query_params.clear()
        self.test.query_params.update(query)

    def run(self, work: Work) -> None:
        """Run the script; whatever it raises is raised here."""
        raised: list[Exception] = []

        def guarded() -> None:
            try:
                work()
            except Exception as problem:
                raised.append(problem)

        _works.append(guarded)
        self.test.run()
        if raised:
            raise raised[0]

    @property
    def query(self) -> dict[str, str]:
        """The words of the address."""
        return {word: str(text) for word, text in self.test.query_params.items()}


_works: list[Work] = []


def call() -> None:
    """What the script calls."""
    _works.pop()()
