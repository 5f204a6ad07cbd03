"""Telling: new statements that fit a kept question, as JSON Lines, as an Atom feed, to a webhook."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import msgspec

from sayso.app.asking import statements
from sayso.app.redacting import masked
from sayso.app.views import StatementView
from sayso.ledger import Ledger, StatementQuery
from sayso.records import UNREADABLE, Diagnostic, Value, content_hash, short_id
from sayso.watch.collecting import back_off, retry_after
from sayso.watch.config import Question, WatchConfig
from sayso.watch.fetching import Failed, Fetcher, Refused, Request
from sayso.watch.state import State

LINES, WEBHOOK = "lines", "webhook"
MOST_IN_FEED = 100
"""Statements in the Atom feed: the latest."""

_HOOK_DUE, _HOOK_FAILS = "webhook due", "webhook fails"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Told(Value, frozen=True, kw_only=True):
    """A new statement that fits a kept question, as it is told.

    Attributes:
        id: the same whenever the same is told again; a changed article does not tell again what it still says.
        question: the name of the kept question.
        at: when it was found, RFC 3339 in UTC.
    """

    id: str
    question: str
    at: str
    statement: StatementView


class Teller:
    """Tells what is new; each way has its own record of what was told."""

    def __init__(self, config: WatchConfig, state: State, fetcher: Fetcher, folder: Path) -> None:
        self._config, self._state, self._fetcher = config, state, fetcher
        tell = config.tell
        self._ways = {way for way, given in ((LINES, tell.json_lines), (WEBHOOK, tell.webhook)) if given}
        self._lines = folder / tell.json_lines if tell.json_lines else None
        self._atom = folder / tell.atom if tell.atom else None

    def prepare(self, ledger: Ledger) -> None:
        """What stands in the ledger before a question is asked for the first time is not new."""
        with self._state.writing():
            for question in self._config.questions:
                asked = content_hash(question)
                if not self._state.is_asked(asked):
                    for told in _fitting(ledger, question, ""):
                        self._state.tell(told.id, b"", ())
                    self._state.ask(asked)

    def tell(self, ledger: Ledger, now: float) -> int:
        """How many statements were new; they are told in every way that is configured."""
        at = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        new = 0
        with self._state.writing():
            for question in self._config.questions:
                for told in _fitting(ledger, question, at):
                    if not self._state.is_told(told.id):
                        self._state.tell(told.id, msgspec.json.encode(told), self._ways)
                        new += 1
        if self._lines is not None:
            self._add_lines(self._lines)
        if self._atom is not None and (new or not self._atom.exists()):
            _replace(self._atom, _feed([msgspec.json.decode(line, type=Told) for line in self._latest()], at))
        if self._config.tell.webhook and self._state.mark(_HOOK_DUE) <= now:
            self._send(self._config.tell.webhook, now)
        return new

    def _latest(self) -> list[bytes]:
        return self._state.latest(MOST_IN_FEED)

    def _add_lines(self, path: Path) -> None:
        """Add what is not in the file. Lines that a killed watch wrote and could not note are found there first."""
        mark = f"length of {path.name}"
        with path.open("ab+") as file:
            size = file.seek(0, os.SEEK_END)
            noted = int(self._state.mark(mark))
            file.seek(noted if noted <= size else size)
            tail = file.read()
            whole = tail[: tail.rfind(b"\n") + 1]
            file.truncate(size - len(tail) + len(whole))
            there = {one.id for line in whole.splitlines() if (one := _read_told(line))}
            untold = self._state.untold(LINES)
            file.seek(0, os.SEEK_END)
            file.writelines(line + b"\n" for told, line in untold if told not in there)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        with self._state.writing():
            for told, _ in untold:
                self._state.set_told(LINES, told)
            self._state.set_mark(mark, size)

    def _send(self, url: str, now: float) -> None:
        """Send what was not sent, in its order; after a failure the rest waits, twice as long each time."""
        for told, line in self._state.untold(WEBHOOK):
            wait = 0.0
            try:
                answer = self._fetcher.fetch(Request(url=url, post=line, key=told))
                problem = "" if 200 <= answer.status < 300 else f"status {answer.status}"
                wait = retry_after(answer.retry_after, now)
            except (Failed, Refused) as error:
                problem = str(error)
            with self._state.writing():
                if problem:
                    fails = int(self._state.mark(_HOOK_FAILS)) + 1
                    self._state.set_mark(_HOOK_FAILS, fails)
                    self._state.set_mark(_HOOK_DUE, now + max(wait, back_off(fails)))
                    self._state.note(Diagnostic(code="fetch_failed", key=url, detail=problem), now, keep=False)
                    return
                self._state.set_told(WEBHOOK, told)
                self._state.set_mark(_HOOK_FAILS, 0)


def _fitting(ledger: Ledger, question: Question, at: str) -> Iterator[Told]:
    """The statements that fit a question, names masked as everywhere."""
    query = StatementQuery(
        speaker=question.speaker, about=question.about, outlet=question.outlet, search=question.search
    )
    for view in masked(statements)(ledger, query):
        speaker = view.speaker.name if view.speaker else None
        told = short_id("told", question.name, view.document.key, speaker, view.content.text)
        yield Told(id=told, question=question.name, at=at, statement=view)


def _read_told(line: bytes) -> Told | None:
    try:
        return msgspec.json.decode(line, type=Told)
    except UNREADABLE:
        return None


def _replace(path: Path, text: str) -> None:
    """Write a file so that whoever reads it sees the old one or the new one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _feed(told: list[Told], at: str) -> str:
    updated = told[0].at if told else at
    entries = "".join(map(_entry, told))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        "<id>urn:sayso:watch</id><title>New statements</title><author><name>Sayso</name></author>"
        f"<updated>{updated}</updated>\n{entries}</feed>\n"
    )


def _entry(told: Told) -> str:
    view = told.statement
    speaker = view.speaker.name if view.speaker and view.speaker.name else "Somebody"
    url = view.document.url or ""
    link = f'<link href="{_text(url)}"/>' if url.startswith(("http://", "https://")) else ""
    return (
        f"<entry><id>urn:sayso:told:{told.id}</id><title>{_text(f'{told.question}: {speaker}')}</title>"
        f'<updated>{told.at}</updated>{link}<content type="text">{_text(view.content.text)}</content></entry>\n'
    )


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
