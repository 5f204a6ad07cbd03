"""Collecting: one round over all that is due, host by host, politely."""

import time
from collections import Counter, deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from msgspec import structs

from sayso.ingest.apart import Apart
from sayso.ingest.robots import Robots
from sayso.ingest.sandbox import Broken
from sayso.records import Diagnostic, Value
from sayso.watch.addresses import Address, Refused, joined, read_address
from sayso.watch.config import PRODUCT, WatchConfig
from sayso.watch.fetching import REDIRECTS, Answer, Failed, Fetcher, Request
from sayso.watch.reading import Reader
from sayso.watch.state import Kind, State, Watched

DAY = 86_400.0
MOST_REDIRECTS = 5
LONGEST_WAIT = 60.0
"""Seconds a round waits for a host; one that asks for more is asked again in a later round."""

FIRST_BACK_OFF = 60.0
LISTS = (Kind.FEED, Kind.SITEMAP, Kind.SUBMAP)
PAGES = (Kind.PAGE, Kind.ARTICLE)
_MOST_LISTS = 100_000
_MOST_TROUBLES = 3
"""Requests without an answer after which a host is left alone for the rest of a round."""

_BUSY = frozenset({429, 503})


class Clock(Protocol):
    """What tells the time and waits."""

    def now(self) -> float:
        """Seconds since 1970."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class Visit(Value, frozen=True, kw_only=True):
    """One request to be made for a watched address.

    Attributes:
        target: where it leads by now: the address itself, or where it was redirected to.
        hops: redirects on the way.
    """

    item: Watched
    target: Address
    hops: int = 0


class _Result(Value, frozen=True, kw_only=True):
    """What came of a visit: one of these."""

    answer: Answer | None = None
    robots: Robots | None = None
    refused: str = ""
    forbidden: bool = False
    failed: str = ""
    evidence: tuple[str, bytes] | None = None


class Collector:
    """Fetches what is due into the state of a watch, with one connection at a time to each host."""

    def __init__(self, config: WatchConfig, state: State, fetcher: Fetcher, clock: Clock, apart: Apart) -> None:
        self._config, self._state, self._fetcher, self._clock = config, state, fetcher, clock
        self._reader, self._apart = Reader(config, state, apart), apart
        self._next: dict[str, float] = {}
        self._troubles: Counter[str] = Counter()
        self.tally: Counter[str] = Counter()

    def round(self) -> Counter[str]:
        """Fetch what is due: first feeds and sitemaps, then the pages they name. What came of it, counted."""
        self.tally, self._troubles = Counter(), Counter()
        for kinds, most in ((LISTS, _MOST_LISTS), ((Kind.SUBMAP,), _MOST_LISTS), (PAGES, self._most_articles)):
            self._visit_all(self._state.due(kinds, self._clock.now(), most))
        return self.tally

    @property
    def _most_articles(self) -> int:
        return self._config.polite.most_articles

    def _visit_all(self, items: Iterable[Watched]) -> None:
        queues: dict[str, deque[Visit]] = {}
        for item in items:
            self._queue(queues, item, item.url, 0)
        with ThreadPoolExecutor(self._config.polite.workers) as pool:
            while queues:
                ready = self._ready(queues)
                visits = [queues[origin].popleft() for origin in ready]
                known = [self._state.robots(origin, self._clock.now() - DAY) for origin in ready]
                for visit, result in zip(visits, pool.map(self._visit, visits, known), strict=True):
                    self._take(queues, visit, result)
                for origin in [origin for origin, queue in queues.items() if not queue]:
                    del queues[origin]

    def _queue(self, queues: dict[str, deque[Visit]], item: Watched, url: str, hops: int) -> None:
        """Put an address where it waits for its host; one that cannot be fetched at all is told."""
        try:
            target = read_address(url, self._fetcher.limited)
        except Refused as refused:
            self._give_up(item, "fetch_refused", f"{url[:200]}: {refused}" if hops else str(refused))
            return
        queues.setdefault(target.origin, deque()).append(Visit(item=item, target=target, hops=hops))

    def _ready(self, queues: dict[str, deque[Visit]]) -> list[str]:
        """Hosts that may be asked now, after a wait if there is none; hosts that want a long rest are left out."""
        now = self._clock.now()
        times = {origin: max(self._next.get(origin, 0.0), self._state.holds(origin)) for origin in queues}
        for origin in [origin for origin, when in times.items() if when > now + LONGEST_WAIT]:
            left_out = queues.pop(origin)
            self.tally["waiting"] += len(left_out)
            with self._state.writing():
                self._state.postpone((visit.item.url for visit in left_out), times.pop(origin))
        if times and min(times.values()) > now:
            self._clock.sleep(min(times.values()) - now)
            now = max(self._clock.now(), min(times.values()))
        return [origin for origin, when in times.items() if when <= now][: self._config.polite.workers]

    def _visit(self, visit: Visit, robots: Robots | None) -> _Result:
        """Ask a host once: for its robots.txt if that is not known, else for the address. Runs in a thread."""
        try:
            if robots is None:
                return self._ask_robots(visit.target)
            if not robots.allows(visit.target.target):
                return _Result(forbidden=True)
            item = visit.item
            return _Result(
                answer=self._fetcher.fetch(Request(url=visit.target.url, etag=item.etag, modified=item.modified))
            )
        except Refused as refused:
            return _Result(refused=str(refused))
        except Failed as failed:
            return _Result(failed=str(failed), evidence=failed.evidence)
        except Exception as error:  # noqa: BLE001  the boundary of a request: its trouble must not cost the watch
            return _Result(failed=f"{type(error).__name__}: {error}"[:200])

    def _ask_robots(self, target: Address) -> _Result:
        """What a host's robots.txt says: all is allowed where there is none, nothing where the host is in trouble."""
        answer = self._followed(f"{target.origin}/robots.txt", MOST_REDIRECTS)
        if answer.status in _BUSY:
            return _Result(answer=answer)
        if answer.status >= 500:
            return _Result(failed=f"robots.txt: status {answer.status}")
        return _Result(robots=self._robots(answer) if answer.status == 200 else Robots())

    def _robots(self, answer: Answer) -> Robots:
        try:
            return self._apart.robots(answer.body, PRODUCT)
        except Broken as broken:
            raise Failed(f"robots.txt broke its reader: {broken}"[:200], (answer.url, answer.body)) from None

    def _followed(self, url: str, hops: int) -> Answer:
        """The answer at the end of at most so many redirects, each checked as any address is."""
        answer = self._fetcher.fetch(Request(url=url))
        if hops and answer.status in REDIRECTS and answer.location:
            return self._followed(joined(url, answer.location), hops - 1)
        return answer

    def _take(self, queues: dict[str, deque[Visit]], visit: Visit, result: _Result) -> None:
        """Keep what came of a visit."""
        item, now, origin = visit.item, self._clock.now(), visit.target.origin
        robots = result.robots or self._state.robots(origin, 0.0) or Robots()
        self._next[origin] = now + max(self._config.polite.delay, robots.delay)
        if result.robots is not None:
            with self._state.writing():
                self._state.keep_robots(origin, result.robots, now)
            queues.setdefault(origin, deque()).appendleft(visit)
        elif result.refused:
            self._give_up(item, "fetch_refused", result.refused)
        elif result.forbidden:
            self._give_up(item, "fetch_forbidden", visit.target.url if visit.hops else "")
        elif result.answer is None:
            self._troubles[origin] += 1
            if self._troubles[origin] >= _MOST_TROUBLES:
                self._next[origin] = now + 2 * LONGEST_WAIT
            if result.evidence:
                with self._state.writing():
                    self._reader.put_aside(*result.evidence, result.failed, now)
            self._fail(item, result.failed)
        else:
            self._take_answer(queues, visit, result.answer)

    def _take_answer(self, queues: dict[str, deque[Visit]], visit: Visit, answer: Answer) -> None:
        item, status = visit.item, answer.status
        if status in REDIRECTS and answer.location:
            if visit.hops == MOST_REDIRECTS:
                self._fail(item, f"more than {MOST_REDIRECTS} redirects")
            else:
                self._queue(queues, item, joined(visit.target.url, answer.location), visit.hops + 1)
        elif status == 200:
            self._keep(item, answer)
        elif status == 304:
            self.tally["unchanged"] += 1
            self._settle(item)
        elif status in _BUSY:
            self._hold(item, visit.target.origin, answer)
        elif status in {401, 403, 404, 410, 451} and item.kind is Kind.ARTICLE:
            self._give_up(item, "fetch_failed", f"status {status}")
        else:
            self._fail(item, f"status {status}")

    def _keep(self, item: Watched, answer: Answer) -> None:
        now = self._clock.now()
        with self._state.writing():
            counts = self._reader.read(item, answer, now)
        if isinstance(counts, str):
            self._fail(item, counts)
            return
        self.tally.update(counts)
        self._settle(structs.replace(item, etag=answer.etag, modified=answer.modified))

    def _settle(self, item: Watched) -> None:
        """After a success: when the address is due again."""
        now = self._clock.now()
        first = now if item.first is None or item.kind is not Kind.ARTICLE else item.first
        hours = self._config.polite.revisit_hours
        due: float | None = now + self._reader.period(item)
        if item.kind is Kind.ARTICLE:
            later = [h for h in sorted(hours) if first + 3600 * h > now]
            due = first + 3600 * later[0] if later else None
        with self._state.writing():
            again = item.revisits + (item.first is not None)
            self._state.settle(structs.replace(item, first=first, fails=0, revisits=again), due)

    def _fail(self, item: Watched, problem: str) -> None:
        """After a failure: again later, twice as late each time; articles are given up after some tries."""
        fails, now = item.fails + 1, self._clock.now()
        if item.kind is Kind.ARTICLE and fails >= self._config.polite.tries:
            self._give_up(item, "fetch_failed", problem)
            return
        self.tally["failed"] += 1
        with self._state.writing():
            self._state.note(Diagnostic(code="fetch_failed", key=item.url, detail=problem), now, keep=False)
            self._state.settle(structs.replace(item, fails=fails), now + back_off(fails))

    def _hold(self, item: Watched, origin: str, answer: Answer) -> None:
        """Leave a host alone as long as it asks for, which is no failure of the address."""
        fails, now = item.fails + 1, self._clock.now()
        until = now + max(retry_after(answer.retry_after, now), back_off(fails) if not answer.retry_after else 0.0)
        self.tally["held"] += 1
        detail = f"status {answer.status}: the host is left alone for {round(until - now)} seconds"
        with self._state.writing():
            self._state.hold(origin, until)
            self._state.note(Diagnostic(code="fetch_failed", key=item.url, detail=detail), now, keep=False)
            self._state.settle(structs.replace(item, fails=fails), until)

    def _give_up(self, item: Watched, code: str, detail: str) -> None:
        """Tell that an address is not fetched; what the configuration names is tried again the next day."""
        now = self._clock.now()
        self.tally["given up"] += 1
        due = None if item.kind is Kind.ARTICLE else now + DAY
        with self._state.writing():
            self._state.note(Diagnostic(code=code, key=item.url, detail=detail), now)
            self._state.settle(structs.replace(item, fails=item.fails + 1), due)


def back_off(fails: int) -> float:
    """Seconds to wait after so many failures: twice as many each time, a day at most."""
    return min(DAY, FIRST_BACK_OFF * 2.0 ** min(fails - 1, 20))


def retry_after(value: str, now: float) -> float:
    """Seconds that a `Retry-After` asks for, a day at most; 0 where it cannot be read."""
    if value.isascii() and value.isdigit():
        return min(DAY, float(value[:9]))
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(DAY, max(0.0, (moment - datetime.fromtimestamp(now, UTC)).total_seconds()))
