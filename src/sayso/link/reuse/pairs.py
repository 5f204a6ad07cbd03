"""Which pairs of documents are worth aligning: those that share several shingles. SQL that DuckDB and Spark both run.

Method: every document is the set of its shingles. Two documents are a candidate when they share `LEAST_SHARED` of them.
A shingle that stands in more than `CAP` documents does not pair them all, for the pairs would grow with the square of
their number; it pairs each of them with the earliest (by day of publication, then id). So cost grows with the number
of postings, and a text in a hundred thousand documents gives a hundred thousand pairs.

Limits: two documents that share nothing but text which more than `CAP` documents hold are not compared with each other,
only with the earliest of them; clusters of passages bring them together again.
"""

import tempfile
from collections.abc import Iterable, Iterator
from typing import Self

import numpy as np

from sayso.link.reuse.words import Ints, shingles

SIZE = 4
"""Words of a shingle: of 30 % edited words a quarter of all shingles of four survive, a sixth of those of five."""

LEAST_SHARED = 3
"""Shingles that two documents must share: one run of six equal words, or three of four."""

CAP = 32
"""Documents that a shingle may stand in before it pairs them with the earliest only."""

FETCH = 10_000
BATCH = 500_000
"""Postings that are added at a time."""

CREATE_SQL = """
CREATE TABLE postings (shingle BIGINT, document INTEGER)
"""

PAIRS_SQL = f"""
WITH lists AS (
  SELECT shingle, count(*) AS documents FROM postings GROUP BY shingle HAVING count(*) > 1
),
rare AS (
  SELECT p.shingle, p.document FROM postings p JOIN lists l ON p.shingle = l.shingle WHERE l.documents <= {CAP}
),
frequent AS (
  SELECT p.shingle, p.document, d.place
  FROM postings p JOIN lists l ON p.shingle = l.shingle JOIN documents d ON p.document = d.document
  WHERE l.documents > {CAP}
),
earliest AS (
  SELECT shingle, min(place) AS place FROM frequent GROUP BY shingle
),
shared AS (
  SELECT a.document AS one, b.document AS other
  FROM rare a JOIN rare b ON a.shingle = b.shingle WHERE a.document < b.document
  UNION ALL
  SELECT least(d.document, f.document) AS one, greatest(d.document, f.document) AS other
  FROM earliest e JOIN frequent f ON e.shingle = f.shingle JOIN documents d ON d.place = e.place
  WHERE d.document <> f.document
)
SELECT one, other FROM shared GROUP BY one, other HAVING count(*) >= {LEAST_SHARED} ORDER BY one, other
"""  # noqa: S608 - only our own constants


class PairFinder:
    """Collects the shingles of documents and finds the pairs that share enough; a context manager.

    Memory is bounded: DuckDB moves what does not fit into `memory` to a temporary folder.
    """

    def __init__(self, memory: str = "512MB") -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sayso-")
        import duckdb

        self._connection = duckdb.connect(":memory:")
        self._connection.execute(f"SET memory_limit = '{memory}'")
        self._connection.execute("SET temp_directory = ?", [self._folder.name])
        self._connection.execute("SET threads = 1")
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.execute(CREATE_SQL)
        self._waiting: list[tuple[int, Ints]] = []
        self._count = 0

    def __enter__(self) -> Self:
        """The finder itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database and clear its folder away."""
        self._connection.close()
        self._folder.cleanup()

    def add(self, number: int, hashes: Ints) -> None:
        """Add the document with this number and the hashes of its words."""
        own = np.unique(shingles(hashes, SIZE))
        self._waiting.append((number, own))
        self._count += len(own)
        if self._count >= BATCH:
            self._write()

    def pairs(self, places: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The pairs of document numbers that share enough, lower number first, in order.

        Args:
            places: for each document, by number, its place in the order from the earliest to the latest.
        """
        self._write()
        order = np.fromiter(places, np.int32)
        self._register("documents", {"document": np.arange(len(order), dtype=np.int32), "place": order})
        result = self._connection.execute(PAIRS_SQL)
        while rows := result.fetchmany(FETCH):
            yield from rows

    def _write(self) -> None:
        if not self._waiting:
            return
        numbers = np.concatenate([np.full(len(own), number, np.int32) for number, own in self._waiting])
        self._register("batch", {"shingle": np.concatenate([own for _, own in self._waiting]), "document": numbers})
        self._connection.execute("INSERT INTO postings SELECT shingle, document FROM batch")
        self._connection.unregister("batch")
        self._waiting.clear()
        self._count = 0

    def _register(self, name: str, columns: dict[str, np.ndarray]) -> None:
        self._connection.register(name, columns)
