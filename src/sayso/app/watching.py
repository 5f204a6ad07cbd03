"""Watching: rounds of fetching what is due, taking it into the ledger, and telling what is new."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from sayso.app.batches import batched
from sayso.app.building import WRITE_TOGETHER, BuildOptions, Run
from sayso.app.linking import link
from sayso.app.telling import Teller
from sayso.extract import DEFAULT_EXTRACTOR
from sayso.ingest.apart import Apart
from sayso.ingest.sandbox import Broken
from sayso.ledger import Ledger
from sayso.records import ConfigError, Diagnostic, Original, Stage, Value
from sayso.watch.collecting import Clock, Collector, SystemClock
from sayso.watch.config import ListPlan, WatchConfig, read_config
from sayso.watch.fetching import Fetcher
from sayso.watch.reading import Reader
from sayso.watch.state import State

STATE_SUFFIX = ".watch"
"""What the name of the state has after the name of its ledger."""

SHORTEST_REST, LONGEST_REST = 5.0, 300.0
"""Seconds between two rounds."""

LARGEST_LIST = 64 * 1024 * 1024
"""Bytes of a file of addresses."""

CHECK_TOGETHER = 256
"""Documents that are looked up at once."""


class WatchRound(Value, frozen=True, kw_only=True):
    """What one round did.

    Attributes:
        lists: feeds and sitemaps read.
        found: addresses of articles that were new.
        captured: pages with new content.
        unchanged: feeds and pages that are as they were.
        given_up: addresses that are not fetched (again), each with a diagnostic.
        failed: requests without success, to be tried again.
        waiting: addresses whose hosts want to be left alone.
        read: documents read into the ledger.
        told: new statements that fit a kept question.
    """

    lists: int
    found: int
    captured: int
    unchanged: int
    given_up: int
    failed: int
    waiting: int
    read: int
    told: int


class WatchOptions(Value, frozen=True, kw_only=True):
    """How to watch.

    Attributes:
        once: one round, for a timer such as cron; without it rounds go on until the process is ended.
        apart: whether documents are read in processes with limits.
        clock: what tells the time and waits.
    """

    once: bool = False
    apart: bool = True
    clock: Clock = SystemClock()


DEFAULTS = WatchOptions()


def watch(
    config_path: Path,
    ledger_path: Path,
    options: WatchOptions = DEFAULTS,
    progress: Callable[[WatchRound], None] = lambda done: None,
) -> WatchRound:
    """What the last round did: rounds of fetching what a configuration names into a ledger.

    A watch may be killed at any moment; the next one goes on where it was, and every page that was captured is in the
    ledger once.

    Args:
        config_path: a TOML file; files to tell in are beside it.
        ledger_path: the ledger's file, made if it does not exist; the state of the watch is beside it.
        options: how to watch.
        progress: called after every round.

    Raises:
        ConfigError: `bad_watch_config`.
        StoreError: `watch_state` when another watch of this ledger runs; and where the ledger cannot be written.
    """
    config = read_config(config_path)
    with State(ledger_path.with_name(ledger_path.name + STATE_SUFFIX)) as state, Apart() as apart:
        reader, now = Reader(config, state, apart), options.clock.now()
        state.enrol(reader.kinds(), now)
        for plan in config.lists:
            _take_list(reader, state, plan, config_path.parent, now)
        rounds = _Rounds(config, (state, apart), options, config_path.parent)
        rounds.prepare(ledger_path)
        while True:
            done = rounds.one(ledger_path)
            progress(done)
            if options.once:
                return done
            now = options.clock.now()
            rest = (state.next_due() or now + LONGEST_REST) - now
            options.clock.sleep(min(LONGEST_REST, max(SHORTEST_REST, rest)))


def _take_list(reader: Reader, state: State, plan: ListPlan, folder: Path, now: float) -> None:
    """Watch the addresses in a file beside the configuration; those known already stay as they are.

    Raises:
        ConfigError: `bad_watch_config`.
    """
    try:
        with (folder / plan.file).open("rb") as file:
            data = file.read(LARGEST_LIST + 1)
        problem = f"it is larger than {LARGEST_LIST} bytes" if len(data) > LARGEST_LIST else ""
        with state.writing():
            problem = problem or reader.take_list(plan, data, now)
    except (OSError, Broken) as error:
        problem = str(error)
    if problem:
        remedy = "Give a .csv or .jsonl with a column or field `url`."
        raise ConfigError("bad_watch_config", f"The list {plan.file} cannot be used: {problem}.", remedy)


class _Rounds:
    """The parts of a watch, put together."""

    def __init__(self, config: WatchConfig, kept: tuple[State, Apart], options: WatchOptions, folder: Path) -> None:
        polite, (state, apart) = config.polite, kept
        fetcher = Fetcher(config.agent, polite.limited, polite.limits, unpack=apart.body)
        self._config, self._state, self._options = config, state, options
        self._collector = Collector(config, state, fetcher, options.clock, apart)
        self._teller = Teller(config, state, fetcher, folder)

    def prepare(self, ledger_path: Path) -> None:
        """Note which statements stand there before their questions are asked; extract what was only collected."""
        with Ledger.open(ledger_path, "create") as ledger:
            self._teller.prepare(ledger)
            if self._config.read.extract:
                self._read(ledger, _collected(ledger))

    def one(self, ledger_path: Path) -> WatchRound:
        """Fetch what is due, take it in, tell what is new."""
        tally = self._collector.round()
        with Ledger.open(ledger_path, "create") as ledger:
            read = self._take_in(ledger)
            told = self._teller.tell(ledger, self._options.clock.now())
        return _round(tally, read, told)

    def _take_in(self, ledger: Ledger) -> int:
        """How many documents were read of what waits; what waits is forgotten once the ledger has it."""
        last = self._state.last_waiting()
        if not last:
            return 0
        read = self._read(ledger, self._state.waiting(last))
        self._state.taken(last)
        return read

    def _read(self, ledger: Ledger, originals: Iterable[Original | Diagnostic]) -> int:
        """How many of these documents had to be read: they are put into the ledger, then documents are joined."""
        plan = self._config.read
        options = BuildOptions(
            extractor=plan.extractor or DEFAULT_EXTRACTOR,
            jobs=plan.jobs,
            apart=self._options.apart,
            text_only=not plan.extract,
        )
        first = next(originals := iter(originals), None)
        read = 0
        if first is not None:
            run = Run(ledger, options, lambda count, key: None)
            number = ledger.begin_run({"watch": True, "extractor": options.extractor, "text_only": options.text_only})
            for batch in batched(run.results(chain([first], originals)), WRITE_TOGETHER):
                ledger.put(number, batch)
            ledger.put(number, run.notes())
            read = run.read
            ledger.end_run(number, {"read": run.read, "unchanged": run.unchanged, "failures": len(run.failures)})
        if plan.extract and plan.link:
            link(ledger)
        return read


def _collected(ledger: Ledger) -> Iterator[Original]:
    """The originals of current documents that nothing was extracted from yet."""
    for rows in batched(list(ledger.documents()), CHECK_TOGETHER):
        outputs = ledger.outputs([row.input_id for row in rows])
        for row in rows:
            if Stage.EXTRACT not in outputs.get(row.input_id, {}):
                original = ledger.original(row.input_id)
                if original is not None:
                    yield original


def _round(tally: Counter[str], read: int, told: int) -> WatchRound:
    return WatchRound(
        lists=tally["lists"],
        found=tally["found"],
        captured=tally["captured"],
        unchanged=tally["unchanged"],
        given_up=tally["given up"],
        failed=tally["failed"] + tally["held"],
        waiting=tally["waiting"],
        read=read,
        told=told,
    )
