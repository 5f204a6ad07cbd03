"""The state of a watch: one SQLite file beside the ledger.

What was fetched is kept here, in one transaction with what the server said of it, until the ledger has it: a watch that
was killed goes on where it was, and what is put into the ledger twice is there once, because its time of capture was
kept with it.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from sayso.ingest.robots import Robots
from sayso.records import Diagnostic, Original, StoreError, Value

_SCHEMA = """
CREATE TABLE IF NOT EXISTS address (
  url TEXT PRIMARY KEY, kind TEXT NOT NULL, plan TEXT NOT NULL, facts TEXT NOT NULL DEFAULT '{}',
  stamp TEXT NOT NULL DEFAULT '', etag TEXT NOT NULL DEFAULT '', modified TEXT NOT NULL DEFAULT '',
  first REAL, due REAL, fails INTEGER NOT NULL DEFAULT 0, revisits INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS address_due ON address (kind, due) WHERE due IS NOT NULL;
CREATE TABLE IF NOT EXISTS page (key TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS host (
  origin TEXT PRIMARY KEY, hold REAL NOT NULL DEFAULT 0, robots TEXT, asked REAL NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, diagnostic INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, url TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS asked (question TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, line BLOB NOT NULL, quiet INTEGER NOT NULL,
  lines INTEGER NOT NULL, webhook INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value REAL NOT NULL) WITHOUT ROWID;
"""

_SENT = {"lines": "lines", "webhook": "webhook"}
"""The column that says whether a statement was told in a way."""

_KEEP_LOG = 10_000
"""Rows of the log that are kept."""


class Kind(StrEnum):
    """What an address is watched for."""

    FEED = "feed"
    SITEMAP = "sitemap"
    SUBMAP = "submap"
    """A sitemap that another one names."""
    PAGE = "page"
    """A page that the configuration names."""
    ARTICLE = "article"
    """A page that a feed or sitemap names."""


class Watched(Value, frozen=True, kw_only=True):
    """An address and what is known of it.

    Attributes:
        plan: the address in the configuration through which it came.
        facts: what the feed or sitemap says of it, as JSON.
        first: when its page was first captured, seconds since 1970.
        fails: since the last success.
        revisits: how often it was looked at again.
    """

    url: str
    kind: Kind
    plan: str
    facts: str = "{}"
    stamp: str = ""
    etag: str = ""
    modified: str = ""
    first: float | None = None
    fails: int = 0
    revisits: int = 0


_FIELDS = ", ".join(f.name for f in msgspec.structs.fields(Watched))


class State:
    """An open state. One process at a time has it."""

    def __init__(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(str(path), isolation_level=None, timeout=1.0, check_same_thread=False)
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.executescript(_SCHEMA)
        except sqlite3.OperationalError as error:
            remedy = "Wait until the other watch of this ledger has ended, or end it."
            raise StoreError("watch_state", f"{path} cannot be used: {error}.", remedy) from error
        except sqlite3.DatabaseError as error:
            raise StoreError("watch_state", f"{path} is no state of a watch.", "Move the file away.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def writing(self) -> AbstractContextManager[object]:
        """All that is written within is kept, or nothing of it."""
        return _Transaction(self._connection)

    def enrol(self, plans: Mapping[str, Kind], now: float) -> None:
        """Watch the addresses of the configuration from now on, and no others of their kinds."""
        with self.writing():
            plan_kinds = (Kind.FEED, Kind.SITEMAP, Kind.SUBMAP, Kind.PAGE)
            watched = self._connection.execute("SELECT url, plan FROM address WHERE kind IN (?, ?, ?, ?)", plan_kinds)
            gone = [url for url, plan in watched.fetchall() if plan not in plans]
            self._connection.executemany("UPDATE address SET due = NULL WHERE url = ?", ((url,) for url in gone))
            for url, kind in plans.items():
                self._connection.execute(
                    "INSERT INTO address (url, kind, plan, due) VALUES (?1, ?2, ?1, ?3) ON CONFLICT (url) DO NOTHING",
                    (url, kind, now),
                )
                self._connection.execute(
                    "UPDATE address SET kind = ?, plan = url, due = coalesce(due, ?) WHERE url = ?", (kind, now, url)
                )

    def found(self, item: Watched, now: float) -> bool:
        """Whether an address was new; a new one is due now, and one whose stamp has changed too."""
        new = self._connection.execute(
            "INSERT INTO address (url, kind, plan, facts, stamp, due) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (item.url, item.kind, item.plan, item.facts, item.stamp, now),
        ).rowcount
        if not new:
            self._connection.execute(
                "UPDATE address SET stamp = ?, due = ? WHERE url = ? AND stamp <> ? AND kind IN (?, ?)",
                (item.stamp, now, item.url, item.stamp, Kind.ARTICLE, Kind.SUBMAP),
            )
        return bool(new)

    def due(self, kinds: tuple[Kind, ...], now: float, most: int) -> list[Watched]:
        """The addresses of these kinds that are due: of each plan the longest due first, the plans taking turns.

        So a feed that names very many addresses keeps those of the others waiting no longer than its share.
        """
        marks = ", ".join("?" * len(kinds))
        rows = self._connection.execute(
            f"""SELECT {_FIELDS} FROM
            (SELECT *, row_number() OVER (PARTITION BY plan ORDER BY due, url) AS turn
             FROM address WHERE kind IN ({marks}) AND due <= ?)
            ORDER BY turn, due, url LIMIT ?""",  # noqa: S608
            (*kinds, now, most),
        )
        names = _FIELDS.split(", ")
        return [msgspec.convert(dict(zip(names, row, strict=True)), Watched) for row in rows.fetchall()]

    def next_due(self) -> float | None:
        """When the next address is due."""
        row = self._connection.execute("SELECT min(due) FROM address WHERE due IS NOT NULL").fetchone()
        return row[0]

    def settle(self, item: Watched, due: float | None) -> None:
        """Keep what is known of an address by now, and when it is due again; None for never."""
        self._connection.execute(
            "UPDATE address SET etag = ?, modified = ?, first = ?, fails = ?, revisits = ?, due = ? WHERE url = ?",
            (item.etag, item.modified, item.first, item.fails, item.revisits, due, item.url),
        )

    def postpone(self, urls: Iterable[str], due: float) -> None:
        """Ask for these addresses then, so that they keep no others from their turn until their host may be asked."""
        self._connection.executemany("UPDATE address SET due = ? WHERE url = ?", ((due, url) for url in urls))

    def hold(self, origin: str, until: float) -> None:
        """Leave a host alone until then."""
        self._connection.execute(
            "INSERT INTO host (origin, hold) VALUES (?1, ?2) ON CONFLICT (origin) DO UPDATE SET hold = ?2",
            (origin, until),
        )

    def holds(self, origin: str) -> float:
        """Until when a host is left alone."""
        row = self._connection.execute("SELECT hold FROM host WHERE origin = ?", (origin,)).fetchone()
        return float(row[0]) if row else 0.0

    def keep_robots(self, origin: str, robots: Robots, now: float) -> None:
        """Keep what the robots.txt of a host says."""
        self._connection.execute(
            """INSERT INTO host (origin, robots, asked) VALUES (?1, ?2, ?3)
            ON CONFLICT (origin) DO UPDATE SET robots = ?2, asked = ?3""",
            (origin, msgspec.json.encode(robots).decode(), now),
        )

    def robots(self, origin: str, since: float) -> Robots | None:
        """What the robots.txt of a host says, if that was asked since then."""
        row = self._connection.execute(
            "SELECT robots FROM host WHERE origin = ? AND robots IS NOT NULL AND asked >= ?", (origin, since)
        ).fetchone()
        return msgspec.json.decode(row[0], type=Robots) if row else None

    def capture(self, original: Original) -> bool:
        """Whether a page has other bytes than when it was last captured; then it waits for the ledger."""
        row = self._connection.execute("SELECT sha256 FROM page WHERE key = ?", (original.key,)).fetchone()
        if row and row[0] == original.sha256:
            return False
        self._connection.execute(
            "INSERT INTO page VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET sha256 = ?2",
            (original.key, original.sha256),
        )
        self._wait(original)
        return True

    def note(self, diagnostic: Diagnostic, now: float, *, keep: bool = True) -> None:
        """Log a piece of trouble; with `keep` it waits for the ledger too."""
        self._connection.execute(
            "INSERT INTO log (at, url, code, detail) VALUES (?, ?, ?, ?)",
            (now, diagnostic.key, diagnostic.code, diagnostic.detail),
        )
        self._connection.execute("DELETE FROM log WHERE seq <= (SELECT max(seq) FROM log) - ?", (_KEEP_LOG,))
        if keep:
            self._wait(diagnostic)

    def log(self) -> list[tuple[str, str, str]]:
        """The log: address, code, detail, in its order."""
        return self._connection.execute("SELECT url, code, detail FROM log ORDER BY seq").fetchall()

    def last_waiting(self) -> int:
        """The number of the last item that waits for the ledger; 0 where none does."""
        return self._connection.execute("SELECT coalesce(max(seq), 0) FROM waiting").fetchone()[0]

    def waiting(self, last: int) -> Iterator[Original | Diagnostic]:
        """What waits for the ledger, up to the item with this number, in the order it came."""
        at = 0
        while row := self._connection.execute(
            "SELECT seq, diagnostic, data FROM waiting WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT 1", (at, last)
        ).fetchone():
            at = row[0]
            yield msgspec.msgpack.decode(row[2], type=Diagnostic if row[1] else Original)

    def taken(self, last: int) -> None:
        """Forget what waited, up to the item with this number: the ledger has it."""
        with self.writing():
            self._connection.execute("DELETE FROM waiting WHERE seq <= ?", (last,))

    def is_asked(self, question: str) -> bool:
        """Whether a kept question was asked before."""
        return self._connection.execute("SELECT 1 FROM asked WHERE question = ?", (question,)).fetchone() is not None

    def ask(self, question: str) -> None:
        """Note that a kept question was asked."""
        self._connection.execute("INSERT OR IGNORE INTO asked VALUES (?)", (question,))

    def is_told(self, told: str) -> bool:
        """Whether a statement with this id was told, or stood there before its question was asked."""
        return self._connection.execute("SELECT 1 FROM told WHERE id = ?", (told,)).fetchone() is not None

    def tell(self, told: str, line: bytes, ways: Collection[str]) -> None:
        """Keep a statement to be told in these ways; one without a line stood there before its question was asked."""
        done = [int(not line or way not in ways) for way in _SENT]
        self._connection.execute(
            f"INSERT OR IGNORE INTO told (id, line, quiet, {', '.join(_SENT.values())}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            (told, line, int(not line), *done),
        )

    def untold(self, way: str) -> list[tuple[str, bytes]]:
        """Id and line of what was not yet told in a way, in its order."""
        return self._connection.execute(f"SELECT id, line FROM told WHERE {_SENT[way]} = 0 ORDER BY seq").fetchall()  # noqa: S608

    def set_told(self, way: str, told: str) -> None:
        """Note that a statement was told in a way."""
        self._connection.execute(f"UPDATE told SET {_SENT[way]} = 1 WHERE id = ?", (told,))  # noqa: S608

    def latest(self, most: int) -> list[bytes]:
        """The lines of what was told last, the latest first."""
        rows = self._connection.execute("SELECT line FROM told WHERE quiet = 0 ORDER BY seq DESC LIMIT ?", (most,))
        return [row[0] for row in rows.fetchall()]

    def mark(self, name: str) -> float:
        """A number that was kept under a name, else 0."""
        row = self._connection.execute("SELECT value FROM mark WHERE name = ?", (name,)).fetchone()
        return row[0] if row else 0.0

    def set_mark(self, name: str, value: float) -> None:
        """Keep a number under a name."""
        self._connection.execute(
            "INSERT INTO mark VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", (name, value)
        )

    def _wait(self, item: Original | Diagnostic) -> None:
        self._connection.execute(
            "INSERT INTO waiting (diagnostic, data) VALUES (?, ?)",
            (isinstance(item, Diagnostic), msgspec.msgpack.encode(item)),
        )


class _Transaction(AbstractContextManager[None]):
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.execute("ROLLBACK" if kind else "COMMIT")
