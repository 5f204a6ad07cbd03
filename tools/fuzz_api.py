"""A target of fuzzing for the workbench: requests that no browser sends, to the application itself."""

import asyncio
import json
import os
import random
import tempfile
from collections.abc import Callable, Generator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec
from tools.fuzz_inputs import MARKUP, PROSE, SOUP, mutated
from tools.fuzz_running import Made

from sayso import app
from sayso.web.application import create_app
from sayso.web.pages import PAGES
from sayso.web.resources import RESOURCES
from sayso.web.settings import Settings
from sayso.web.writing import WRITINGS

TOKEN = "the token of the fuzz run"
ATTACKS = (
    *("' OR '1'='1", '";DROP TABLE log;--', "a* NEAR b", "content:x", "{a b}: c", "%", "_", "\\", "../../etc/passwd"),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "=HYPERLINK(1)", "\0", "\r\nX: y", "-1", "0", "1e9", "9" * 40, "NaN"),
    *("2018-01-18", "2018-99", "9999-12-31", "all", "true", "null", "[]", "é" * 300, "a" * 9000, "\ud800", "٣"),
)


class Asking(NamedTuple):
    """One request: verb, path with query, body, headers, and the type its answer has where it is known."""

    verb: str
    path: bytes
    query: bytes
    body: bytes
    headers: dict[str, str]
    gives: type[Any] | None


class Workbench:
    """The application over a small ledger of its own."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sayso-fuzz-api-")
        self._ledger = Path(self._folder.name) / "api.ledger"
        news = Path(self._folder.name) / "news"
        news.mkdir()
        for number, sentence in enumerate(PROSE):
            (news / f"{number}.txt").write_text(f"{sentence}\n\n{PROSE[0]}\n", "utf-8")
        app.build([news], self._ledger, app.BuildOptions(extractor="rules"))
        self._sound = self._ledger.read_bytes()
        self._app = create_app(Settings(ledger=self._ledger, token=TOKEN, actor="Ana"))
        self._loop = asyncio.new_event_loop()
        with app.open_ledger(self._ledger) as ledger:
            rows = [(view.id, view.document.id) for view in app.statements(ledger, app.StatementQuery())]
        self.ids = tuple(dict.fromkeys(id_ for row in rows for id_ in row))

    def answer(self, asking: Asking) -> tuple[int, dict[bytes, bytes], bytes]:
        """Status, headers and body of the answer to one request."""
        if asking.verb != "GET":
            self._ledger.write_bytes(self._sound)  # so that an answer does not depend on the inputs before
        return self._loop.run_until_complete(_call(self._app, asking))


async def _call(application: Any, asking: Asking) -> tuple[int, dict[bytes, bytes], bytes]:
    sent: list[Mapping[str, Any]] = []
    waiting = [{"type": "http.request", "body": asking.body, "more_body": False}]

    async def receive() -> Mapping[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": asking.verb,
        "scheme": "http",
        "path": asking.path.decode("utf-8", "replace"),
        "raw_path": asking.path,
        "query_string": asking.query,
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode("latin-1", "replace")) for k, v in asking.headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
    }
    await application(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return start["status"], dict(start["headers"]), body


@cache
def _workbench(process: int) -> Workbench:
    """The workbench of this process: an event loop must not be shared with a process that was forked off."""
    return Workbench()


def api(chance: random.Random, folder: Path) -> Made:
    """A request to the API or to a page of the workbench."""
    bench = _workbench(os.getpid())
    asking = chance.choice((_reading, _reading, _paging, _writing))(chance, bench)
    data = b"%s %s?%s\n%s" % (asking.verb.encode(), asking.path, asking.query, asking.body)
    return data, lambda: _problems(bench, asking)


def _problems(bench: Workbench, asking: Asking) -> Generator[str]:
    status, headers, body = bench.answer(asking)
    if status >= 500:
        yield f"status {status}: {body[:300].decode('utf-8', 'replace')}"
    kind = headers.get(b"content-type", b"")
    if status == 200 and asking.gives is not None and kind.startswith(b"application/json"):
        msgspec.json.decode(body, type=asking.gives)
    if kind.startswith(b"text/html") and b"<script>alert" in body:
        yield "markup of strangers in a page"
    if any(b"\r" in value or b"\n" in value for value in headers.values()):
        yield "a header of two lines"


def _reading(chance: random.Random, bench: Workbench) -> Asking:
    resource = chance.choice(tuple(RESOURCES.values()))
    return _get(chance, bench, (f"/api{resource.path}", resource.asks), resource.gives)


def _paging(chance: random.Random, bench: Workbench) -> Asking:
    page = chance.choice(PAGES)
    return _get(chance, bench, (page.path, page.asks), None)


def _get(chance: random.Random, bench: Workbench, what: tuple[str, type[Any]], gives: type[Any] | None) -> Asking:
    path, asks = what
    names = [field.encode_name for field in msgspec.structs.fields(asks)]
    query = [(name, _value(chance, bench)) for name in chance.sample(names, k=min(len(names), chance.randint(0, 4)))]
    if chance.random() < 0.1:
        query.append((_value(chance, bench), _value(chance, bench)))
    line = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in query).encode()
    line = mutated(chance, line) if chance.random() < 0.1 else line
    return Asking("GET", _filled(chance, bench, path), line, b"", _headers(chance), gives)


def _writing(chance: random.Random, bench: Workbench) -> Asking:
    writing = chance.choice(tuple(WRITINGS.values()))
    names = [field.encode_name for field in msgspec.structs.fields(writing.takes)]
    fields = {name: _json(chance, bench) for name in names if chance.random() < 0.8}
    body = json.dumps(fields).encode()
    body = mutated(chance, body) if chance.random() < 0.2 else body
    headers = _headers(chance) | {
        "content-type": chance.choice(("application/json", "text/plain", "multipart/form-data"))
    }
    return Asking("POST", _filled(chance, bench, f"/api{writing.path}"), b"", body, headers, writing.gives)


def _json(chance: random.Random, bench: Workbench) -> object:
    plain = (
        None,
        True,
        7,
        -1,
        2**70,
        0.5,
        [],
        {},
        "accept",
        "reject",
        "speaker",
        "content",
        [0, 5],
        [5, 0],
        [-1, 2**63],
    )
    made: tuple[Callable[[], object], ...] = (
        lambda: chance.choice(plain),
        lambda: _value(chance, bench),
        lambda: [_value(chance, bench)],
        lambda: [_value(chance, bench), _value(chance, bench)],
    )
    return chance.choice(made)()


def _value(chance: random.Random, bench: Workbench) -> str:
    if chance.random() < 0.3:
        return chance.choice(bench.ids)
    value = chance.choice((*ATTACKS, *SOUP, *MARKUP, "Ana Ruiz", "port"))
    return value + chance.choice(ATTACKS) if chance.random() < 0.1 else value


def _filled(chance: random.Random, bench: Workbench, path: str) -> bytes:
    before, brace, after = path.partition("{id}")
    filled = before + _quoted(_value(chance, bench)) + after if brace else path
    return mutated(chance, filled.encode()) if chance.random() < 0.05 else filled.encode()


def _headers(chance: random.Random) -> dict[str, str]:
    headers = {"host": "localhost", "authorization": f"Bearer {TOKEN}"}
    odd = ("accept", "cookie", "origin", "if-none-match", "range", "x-csrf", "content-length", "hx-request", "host")
    if chance.random() < 0.2:
        headers[chance.choice(odd)] = chance.choice((*ATTACKS, "http://localhost", "bytes=0-1,5-", "sayso_80=x; a"))
    return headers


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")
