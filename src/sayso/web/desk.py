"""What one request works with: the open ledger, the person who asks, and counts kept between requests."""

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from sayso import app
from sayso.app.meaning import MeaningIndex, meaning_index
from sayso.records.origins import Origins
from sayso.web.sessions import Session
from sayso.web.settings import Settings

QUEUE = 1000
"""Things that the queue of the review holds at once."""

STALE_SECONDS = 30.0
"""How long counts of the whole ledger are shown while it changes."""

HELD = 32
"""Answers to questions of measured rhetoric that are kept until the ledger changes."""

T = TypeVar("T")
V = TypeVar("V")


QUICK_SECONDS = 0.5
"""What is made faster than this is made anew at every change."""


class _Held(NamedTuple, Generic[T]):
    state: str
    made: float
    took: float
    value: T


class Kept(Generic[T]):
    """One value made of the whole ledger, kept until the ledger changes; made by one thread while others wait."""

    def __init__(self, make: Callable[[app.Ledger], T], *, but_for: str = "") -> None:
        """Keep what `make` gives; rows of the log `but_for` do not make it old."""
        self._make, self._lock, self._but_for = make, threading.Lock(), but_for
        self._held: _Held[T] | None = None

    def get(self, ledger: app.Ledger) -> T:
        """The value; where making it takes long and the ledger changes, at most `STALE_SECONDS` old."""
        state = self._state(ledger)
        with self._lock:
            held, now = self._held, time.monotonic()
            old = held is not None and (held.took < QUICK_SECONDS or now - held.made > STALE_SECONDS)
            if held is None or (held.state != state and old):
                value = self._make(ledger)
                held = self._held = _Held(state, time.monotonic(), time.monotonic() - now, value)
            return held.value

    def peek(self, ledger: app.Ledger) -> T | None:
        """The value if it is there and of the ledger as it is."""
        held = self._held
        return held.value if held is not None and held.state == self._state(ledger) else None

    def _state(self, ledger: app.Ledger) -> str:
        words = ledger.browser().state().split()
        return " ".join(word for word in words if word.partition(":")[0] != self._but_for)


class KeptBlocks:
    """Origins of what several articles report, counted block by block when somebody looks at one."""

    def __init__(self, several: Kept[tuple[app.Reported, ...]]) -> None:
        """Keep nothing yet."""
        self._several = several
        self._blocks: dict[int, Kept[tuple[Origins, ...]]] = {}

    def total(self, ledger: app.Ledger) -> int:
        """How many things there are, counted or not."""
        return len(self._several.get(ledger))

    def block(self, ledger: app.Ledger, number: int) -> tuple[Origins, ...]:
        """The origins of one block of `app.BLOCK` things."""
        kept = self._blocks.setdefault(number, Kept(lambda opened: self._count(opened, number)))
        return kept.get(ledger)

    def _count(self, ledger: app.Ledger, number: int) -> tuple[Origins, ...]:
        start = number * app.BLOCK
        return app.counted(ledger, self._several.get(ledger)[start : start + app.BLOCK])


class KeptAnswers:
    """The last answers, by what was asked, kept until the ledger changes; made by one thread while others wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[str, Any]] = OrderedDict()

    def get(self, ledger: app.Ledger, key: str, make: Callable[[], V]) -> V:
        """The answer kept under a key, or the one that is made now."""
        with self._lock:
            state = ledger.browser().state()
            held = self._held.get(key)
            if held is None or held[0] != state:
                held = (state, make())
            self._held[key] = held
            self._held.move_to_end(key)
            while len(self._held) > HELD:
                self._held.popitem(last=False)
            return held[1]


class KeptCounts:
    """What is kept between requests."""

    def __init__(self, against: Path | None = None) -> None:
        """Keep nothing yet; `against` is another ledger to compare with."""
        self.survey: Kept[app.Survey] = Kept(app.whole_survey)
        self.meaning: Kept[MeaningIndex | None] = Kept(meaning_index)
        self.several: Kept[tuple[app.Reported, ...]] = Kept(app.several)
        self.origins: KeptBlocks = KeptBlocks(self.several)
        self.queue: Kept[tuple[app.ReviewItem, ...]] = Kept(lambda ledger: app.queue(ledger, QUEUE), but_for="decision")
        self.overview: Kept[app.Overview] = Kept(lambda ledger: app.overview(ledger, self.survey.get(ledger)))
        self.codes: Kept[dict[str, int]] = Kept(lambda ledger: Counter(one.code for one in app.diagnostics(ledger)))
        self.entities: Kept[tuple[app.EntityName, ...]] = Kept(app.entity_names)
        self.suggestions: Kept[tuple[app.SuggestionView, ...]] = Kept(lambda ledger: tuple(app.suggestions(ledger)))
        self.measured = KeptAnswers()
        self.changes: Kept[tuple[app.DiffRow, ...]] = Kept(lambda ledger: _changes(ledger, against))


def _changes(ledger: app.Ledger, against: Path | None) -> tuple[app.DiffRow, ...]:
    if against is None:
        return ()
    with app.open_ledger(against) as before:
        return tuple(app.diff(before, ledger))


class Desk(NamedTuple):
    """What one request works with; `against` is another ledger to compare with, where one was given."""

    ledger: app.Ledger
    session: Session
    kept: KeptCounts
    against: Path | None = None


@contextmanager
def desk(settings: Settings, kept: KeptCounts, session: Session) -> Generator[Desk]:
    """A desk with the ledger opened for reading."""
    with app.open_ledger(settings.ledger) as ledger:
        yield Desk(ledger, session, kept, settings.against)
