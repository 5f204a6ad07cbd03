"""The tables of a ledger, as migrations that are run once and in order.

Two kinds of tables. The core is append-only and holds all that was ever written; projections hold readable rows that
are made from the core and can be made anew. `docs/ledger.md` explains every table and column.
"""

from typing import NamedTuple

APPLICATION_ID = 0x53415953
"""What marks a SQLite file as a ledger: "SAYS"."""


class Migration(NamedTuple):
    """One change of the tables: its number, what it is for, and its statements."""

    version: int
    name: str
    statements: tuple[str, ...]


_CORE = (
    """CREATE TABLE migration (
        version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT""",
    """CREATE TABLE original (
        sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, body BLOB NOT NULL) STRICT""",
    """CREATE TABLE layer (
        sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, body BLOB NOT NULL) STRICT""",
    """CREATE TABLE output (
        sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, body BLOB NOT NULL, leaves BLOB NOT NULL) STRICT""",
    """CREATE TABLE run (
        seq INTEGER PRIMARY KEY, started TEXT NOT NULL, arguments TEXT NOT NULL, versions TEXT NOT NULL,
        hash BLOB NOT NULL) STRICT""",
    """CREATE TABLE run_end (
        seq INTEGER PRIMARY KEY, run INTEGER NOT NULL UNIQUE, ended TEXT NOT NULL, counts TEXT NOT NULL,
        hash BLOB NOT NULL) STRICT""",
    """CREATE TABLE arrival (
        seq INTEGER PRIMARY KEY, input_id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, media TEXT NOT NULL,
        original TEXT NOT NULL, facts TEXT NOT NULL, place TEXT NOT NULL, run INTEGER NOT NULL,
        hash BLOB NOT NULL) STRICT""",
    """CREATE TABLE step (
        seq INTEGER PRIMARY KEY, arrival INTEGER NOT NULL, stage TEXT NOT NULL, key TEXT NOT NULL,
        output TEXT NOT NULL, run INTEGER NOT NULL, hash BLOB NOT NULL) STRICT""",
    "CREATE INDEX step_by_arrival ON step (arrival, stage, seq)",
    """CREATE VIEW current_step AS
        SELECT seq, arrival, stage, key, output, run FROM step s
        WHERE seq = (SELECT max(n.seq) FROM step n WHERE n.arrival = s.arrival AND n.stage = s.stage)""",
    """CREATE TABLE decision (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT""",
    """CREATE TABLE event (
        seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT""",
    """CREATE TABLE head (
        log TEXT PRIMARY KEY, rows INTEGER NOT NULL, hash BLOB NOT NULL) STRICT""",
)

APPEND_ONLY = ("migration", "original", "layer", "output", "run", "run_end", "arrival", "step", "decision", "event")
"""The tables that triggers keep from being changed."""

PROJECTIONS = ("document", "statement", "diagnostic", "review")
"""The tables that are made from the core."""

SEARCHES = ("statement_search", "document_search")
"""The full-text indexes that are made from projections and layers."""

PROJECTION_SCHEMA = (
    """CREATE TABLE document (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL, input_id TEXT NOT NULL, key TEXT NOT NULL, media TEXT NOT NULL,
        original TEXT NOT NULL, raw_sha256 TEXT NOT NULL, clean_sha256 TEXT NOT NULL, title TEXT, outlet TEXT,
        url TEXT, author TEXT, language TEXT, published TEXT, published_by TEXT, published_first TEXT,
        published_last TEXT, rank TEXT NOT NULL, current INTEGER NOT NULL) STRICT""",
    "CREATE INDEX document_by_id ON document (id)",
    "CREATE INDEX document_by_key ON document (key, rank)",
    "CREATE UNIQUE INDEX document_current ON document (key) WHERE current = 1",
    "CREATE INDEX document_by_original ON document (original, key)",
    """CREATE TABLE statement (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, document_row INTEGER NOT NULL,
        position INTEGER NOT NULL, source TEXT NOT NULL, cue TEXT NOT NULL, content TEXT NOT NULL,
        form TEXT NOT NULL, class TEXT NOT NULL, nested_in TEXT, speaker TEXT, speaker_kind TEXT, said TEXT,
        said_first TEXT, said_last TEXT, outlet TEXT, published TEXT, day_first TEXT, day_last TEXT, day TEXT,
        about TEXT, chain TEXT NOT NULL, origin_stated INTEGER NOT NULL, confidence REAL NOT NULL,
        current INTEGER NOT NULL) STRICT""",
    "CREATE INDEX statement_by_id ON statement (id)",
    "CREATE INDEX statement_by_day ON statement (current, day, document, position)",
    """CREATE TABLE diagnostic (
        row INTEGER PRIMARY KEY, code TEXT NOT NULL, key TEXT NOT NULL, document TEXT, first INTEGER, last INTEGER,
        detail TEXT NOT NULL, stage TEXT NOT NULL) STRICT""",
    "CREATE INDEX diagnostic_by_code ON diagnostic (code, key)",
    """CREATE VIEW document_text AS
        SELECT d.row, d.title, layer_text(l.body, l.size) AS text
        FROM document d JOIN layer l ON l.sha256 = d.clean_sha256""",
    """CREATE VIRTUAL TABLE statement_search USING fts5 (
        content, source, speaker, about, outlet, content = 'statement', content_rowid = 'row',
        tokenize = 'unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE document_search USING fts5 (
        title, text, content = 'document_text', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER statement_added AFTER INSERT ON statement BEGIN
        INSERT INTO statement_search (rowid, content, source, speaker, about, outlet)
        VALUES (new.row, new.content, new.source, new.speaker, new.about, new.outlet); END""",
    """CREATE TRIGGER statement_removed AFTER DELETE ON statement BEGIN
        INSERT INTO statement_search (statement_search, rowid, content, source, speaker, about, outlet)
        VALUES ('delete', old.row, old.content, old.source, old.speaker, old.about, old.outlet); END""",
    """CREATE TRIGGER document_added AFTER INSERT ON document BEGIN
        INSERT INTO document_search (rowid, title, text)
        VALUES (new.row, new.title, (SELECT text FROM document_text t WHERE t.row = new.row)); END""",
    """CREATE TRIGGER document_removed BEFORE DELETE ON document BEGIN
        INSERT INTO document_search (document_search, rowid, title, text)
        VALUES ('delete', old.row, old.title, (SELECT text FROM document_text t WHERE t.row = old.row)); END""",
)
"""The projections, in the order in which they can be made."""


_LINKED = (
    """CREATE TABLE linked (
        kind TEXT NOT NULL, id TEXT NOT NULL, sha256 BLOB NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE linked_member (
        kind TEXT NOT NULL, member TEXT NOT NULL, id TEXT NOT NULL,
        PRIMARY KEY (kind, member, id)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX linked_member_by_id ON linked_member (kind, id)",
    """CREATE TABLE cache (
        space TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (space, key)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX event_by_kind ON event (kind, seq)",
)
"""What is made of several documents together, and what may be thrown away at any time."""


_REVIEWS = (
    """CREATE TABLE review (
        row INTEGER PRIMARY KEY, verdict TEXT NOT NULL, differing INTEGER NOT NULL, decisions TEXT NOT NULL) STRICT""",
    "CREATE INDEX decision_by_target ON decision (body ->> '$.target')",
    "CREATE INDEX decision_by_key ON decision (body ->> '$.evidence.key')",
    "CREATE INDEX decision_by_superseded ON decision (body ->> '$.supersedes')",
)
"""What people decided about statements, made from the core as the projections are; and how decisions are found."""


LOOKING_AROUND = (
    "DROP INDEX IF EXISTS statement_by_day",
    """CREATE INDEX statement_by_day ON statement
        (current, day, document, position, row, class, form, day_first, day_last, confidence)""",
    "CREATE INDEX statement_by_confidence ON statement (current, confidence)",
)
"""Indexes by which statements are narrowed and sorted without reading their rows; a part of the projections."""


def _guards(table: str) -> tuple[str, str]:
    def guard(verb: str) -> str:
        return (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN "
            f"SELECT RAISE(ABORT, '{table} is append-only'); END"
        )

    return guard("UPDATE"), guard("DELETE")


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        "originals, layers, outputs, logs and their projections",
        (*_CORE, *(sql for table in APPEND_ONLY for sql in _guards(table)), *PROJECTION_SCHEMA),
    ),
    Migration(2, "records that join documents, and a cache", _LINKED),
    Migration(3, "what people decided about statements", _REVIEWS),
    Migration(4, "indexes to look around in many statements", LOOKING_AROUND),
)
"""All changes of the tables, oldest first. A migration that was released is never changed."""
