"""What the tests of watching share: a local server, a clock that is told the time, and a round of collecting."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.ingest.apart import Apart
from sayso.records import Diagnostic, Original
from sayso.watch.collecting import Collector
from sayso.watch.config import WatchConfig, read_config
from sayso.watch.fetching import Fetcher
from sayso.watch.reading import Reader
from sayso.watch.state import State
from tests.watch.serving import Server, serving


class FakeClock:
    """A clock that stands still unless somebody waits."""

    def __init__(self) -> None:
        self.time = 1_516_000_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class Desk:
    """A watch of the local server, without a ledger."""

    def __init__(self, folder: Path, server: Server, apart: Apart) -> None:
        self.folder, self.server, self.clock = folder, server, FakeClock()
        self.path = folder / "desk.toml"
        self.apart = apart

    def configure(self, text: str = "", polite: str = "") -> WatchConfig:
        """A configuration; by default of the feed of the server."""
        feed = f'[[feeds]]\nurl = "{self.server.url}/feed.xml"\n'
        self.path.write_text(
            'contact = "desk@example.org"\n'
            f"[polite]\nports = [{self.server.port}]\nallow_loopback = true\nseconds = 2\n{polite}\n{text or feed}",
            encoding="utf-8",
        )
        return read_config(self.path)

    def feed(self, *paths: str) -> None:
        """Let the server have a feed with these articles."""
        items = "".join(f"<item><title>One</title><link>{path}</link></item>" for path in paths)
        self.server.page("/feed.xml", f"<rss version='2.0'><channel>{items}</channel></rss>", "text/xml")

    def round(self, text: str = "", polite: str = "delay = 0") -> dict[str, int]:
        """What one round counted."""
        config = self.configure(text, polite)
        with State(self.folder / "state") as state:
            state.enrol(Reader(config, state, self.apart).kinds(), self.clock.now())
            fetcher = Fetcher(config.agent, config.polite.limited, config.polite.limits, unpack=self.apart.body)
            return dict(Collector(config, state, fetcher, self.clock, self.apart).round())

    def waiting(self) -> list[Original | Diagnostic]:
        """What waits for the ledger."""
        with State(self.folder / "state") as state:
            return list(state.waiting(state.last_waiting()))

    def log(self) -> list[tuple[str, str, str]]:
        with State(self.folder / "state") as state:
            return state.log()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart() as apart:
        yield apart


@pytest.fixture
def desk(tmp_path: Path, server: Server, apart: Apart) -> Desk:
    return Desk(tmp_path, server, apart)


@pytest.fixture
def article() -> Callable[[str], str]:
    """Makes the page of an article that says something."""
    return lambda words: (
        "<html><head><title>Port</title></head><body><article><h1>Port to reopen</h1>"
        f"<p>Mayor Ana Ruiz said on Monday that {words}.</p></article></body></html>"
    )
