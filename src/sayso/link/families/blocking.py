"""Pairs worth a comparison: those that share a key, found by one join, whatever the number of statements."""

import tempfile
from array import array
from collections.abc import Iterable, Iterator

import duckdb
import numpy as np
from numpy.typing import NDArray

LARGEST, LARGEST_WIDE = 200, 64
"""Members up to which all of a block are compared with each other: of one speaker's block, and of one that holds words
whoever speaks (an odd key).

Larger blocks (a boilerplate line in every article, "the President of the United States") are cut into windows of days,
and what is still larger is taken as a row in which each is compared with the next.
"""
WINDOW = 8
"""Days of one window of a large block; a member stands in its own and in the next."""
BATCH = 100_000
"""Keys handed to the database, and pairs taken from it, at once."""
MEMORY = "256MB"
"""What the join may hold in memory; the rest goes to its temporary files."""

_BLOCKS = """
CREATE TABLE blocks AS SELECT key, COUNT(*) AS members, CASE WHEN key % 2 = 1 THEN {wide} ELSE {largest} END AS most
FROM keys GROUP BY key HAVING COUNT(*) > 1
"""
_SMALL = """
SELECT a.node AS one, b.node AS other FROM keys a JOIN blocks c ON a.key = c.key JOIN keys b ON a.key = b.key
WHERE c.members <= c.most AND a.node < b.node
"""
_WINDOWED = """
CREATE TABLE windowed AS
SELECT k.key, k.node, k.day // {window} AS slot, c.most FROM keys k JOIN blocks c ON k.key = c.key
WHERE c.members > c.most
UNION SELECT k.key, k.node, k.day // {window} + 1 AS slot, c.most FROM keys k JOIN blocks c ON k.key = c.key
WHERE c.members > c.most
"""
_SLOTS = """
CREATE TABLE slots AS SELECT key, slot, most, COUNT(*) AS members FROM windowed
GROUP BY key, slot, most HAVING COUNT(*) > 1
"""
_MIDDLE = """
SELECT a.node AS one, b.node AS other FROM windowed a JOIN slots c ON a.key = c.key AND a.slot = c.slot
JOIN windowed b ON a.key = b.key AND a.slot = b.slot WHERE c.members <= c.most AND a.node < b.node
"""
_ROWS = """
SELECT one, other FROM (
  SELECT a.node AS one, LEAD(a.node) OVER (PARTITION BY a.key, a.slot ORDER BY a.rank) AS other
  FROM (SELECT w.key, w.slot, w.node, n.rank FROM windowed w JOIN ranks n ON w.node = n.node) a
  JOIN slots c ON a.key = c.key AND a.slot = c.slot WHERE c.members > c.most
) WHERE other IS NOT NULL
"""


_DISTINCT = """
SELECT one, other FROM (SELECT DISTINCT LEAST(one, other) AS one, GREATEST(one, other) AS other FROM ({parts})) p
JOIN ranks a ON p.one = a.node JOIN ranks b ON p.other = b.node
ORDER BY LEAST(a.near, b.near), GREATEST(a.near, b.near), one, other
"""


class Blocks:
    """Keys of numbered statements, and the pairs that share one."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sayso-families-", ignore_cleanup_errors=True)
        self._connection = duckdb.connect(
            config={"threads": 1, "memory_limit": MEMORY, "temp_directory": self._folder.name}
        )
        self._connection.execute("CREATE TABLE keys (key BIGINT, node BIGINT, day BIGINT)")
        self._keys, self._nodes, self._days = array("q"), array("q"), array("q")

    def add(self, node: int, keys: tuple[int, ...], day: int) -> None:
        """Add the keys of one statement, with the day it was published (0 where unknown)."""
        self._keys.extend(keys)
        self._nodes.extend([node] * len(keys))
        self._days.extend([day] * len(keys))
        if len(self._keys) >= BATCH:
            self._flush()

    def pairs(
        self, ranks: NDArray[np.int64], near: NDArray[np.int64], without: Iterable[int] = ()
    ) -> Iterator[tuple[int, int]]:
        """The pairs that share a key, each once, the lower number first.

        Args:
            ranks: by number of the statement, its place by id: what a row in a large block is sorted by.
            near: by number of the statement, what pairs are sorted by, so that those with a statement in common,
                or with statements of one number here, come one soon after the other.
            without: statements that are compared with nobody.
        """
        self._flush()
        run = self._connection.execute
        self._connection.register("left_out", {"node": np.fromiter(without, np.int64)})
        run("DELETE FROM keys WHERE node IN (SELECT node FROM left_out)")
        nodes = np.arange(len(ranks), dtype=np.int64)
        self._connection.register("ordered", {"node": nodes, "rank": ranks, "near": near})
        run("CREATE TABLE ranks AS SELECT node, rank, near FROM ordered")
        filled = {"largest": LARGEST, "wide": LARGEST_WIDE, "window": WINDOW}
        for statement in (_BLOCKS, _WINDOWED, _SLOTS):
            run(statement.format(**filled))
        parts = " UNION ".join(part.format(**filled) for part in (_SMALL, _MIDDLE, _ROWS))
        run(_DISTINCT.format(parts=parts))
        while rows := self._connection.fetchmany(BATCH):
            yield from rows
        self._connection.close()
        self._folder.cleanup()

    def _flush(self) -> None:
        if not self._keys:
            return
        batch = {
            "key": np.array(self._keys, dtype=np.int64),
            "node": np.array(self._nodes, dtype=np.int64),
            "day": np.array(self._days, dtype=np.int64),
        }
        self._connection.register("batch", batch)
        self._connection.execute("INSERT INTO keys SELECT key, node, day FROM batch")
        self._keys, self._nodes, self._days = array("q"), array("q"), array("q")
