"""From requests to answers: pages, JSON, files."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

import msgspec
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from sayso import app
from sayso.records import UNREADABLE, InputError, SaysoError
from sayso.web.asked import OneId, StatementsAsked, read_asked
from sayso.web.desk import KeptCounts, desk
from sayso.web.resources import Resource, answer
from sayso.web.sessions import Session, Sessions
from sayso.web.settings import Settings
from sayso.web.writing import Writing

MAX_BODY = 256 * 1024
"""Bytes of a request's body, at most."""

_JSON = msgspec.json.Encoder()
_STATUS = {"unknown_id": 404, "ledger_busy": 503, "disk_full": 503, "not_allowed": 403, "body_too_large": 413}


class Serving(NamedTuple):
    """What every endpoint is given."""

    settings: Settings
    sessions: Sessions
    kept: KeptCounts


def status_of(error: SaysoError) -> int:
    """The status that an error is answered with: 400 where the asker is wrong, 500 where the ledger is."""
    return _STATUS.get(error.code, 400 if isinstance(error, InputError) or error.exit_code == 2 else 500)


def error_json(error: SaysoError) -> Response:
    """An error as JSON."""
    return JSONResponse(
        {"code": error.code, "message": error.message, "remedy": error.remedy}, status_code=status_of(error)
    )


def as_json(value: object) -> Response:
    """A view as JSON."""
    return Response(_JSON.encode(value), media_type="application/json")


def given(request: Request) -> dict[str, str]:
    """The parameters of a request, of path and query; of a repeated one the last."""
    return {**dict(request.query_params), **{name: str(value) for name, value in request.path_params.items()}}


def resource_endpoint(serving: Serving, resource: Resource) -> Callable[[Request], Response]:
    """What answers a resource with JSON."""

    def endpoint(request: Request) -> Response:
        try:
            asked = read_asked(resource.asks, given(request), strict=True)
            with desk(serving.settings, serving.kept, request.state.session) as at:
                return as_json(answer(resource.name, at, asked))
        except SaysoError as error:
            return error_json(error)

    return endpoint


def writing_endpoint(serving: Serving, writing: Writing) -> Callable[[Request], object]:
    """What writes what a JSON body says."""

    async def endpoint(request: Request) -> Response:
        try:
            session: Session = request.state.session
            check_csrf(session, request.headers.get("x-csrf"))
            body = await limited_body(request)
            return await run_in_threadpool(write, serving, session, writing, body)
        except SaysoError as error:
            return error_json(error)

    return endpoint


def write(serving: Serving, session: Session, writing: Writing, body: bytes) -> Response:
    """Write what a body says."""
    check_role(session, writing)
    try:
        asked = msgspec.json.decode(body, type=writing.takes)
    except UNREADABLE as error:
        raise InputError("bad_body", f"The body cannot be used: {error}", "See /api for what it takes.") from error
    with app.Ledger.open(serving.settings.ledger, "write") as ledger:
        return as_json(writing.write(ledger, session, asked))


def check_role(session: Session, writing: Writing) -> None:
    """Refuse who may not write this.

    Raises:
        InputError: `not_allowed`.
    """
    if not session.role.may(writing.needs):
        message = f"{session.name} is a {session.role}; this takes a {writing.needs}."
        raise InputError("not_allowed", message, "Ask an administrator for the role.")


def check_csrf(session: Session, token: str | None) -> None:
    """Refuse a writing request that does not carry what only our own pages know.

    Raises:
        InputError: `not_allowed`.
    """
    if not session.bearer and token != session.csrf:
        message = "The request does not carry the token of its session."
        raise InputError("not_allowed", message, "Load the page again and repeat it.")


async def limited_body(request: Request) -> bytes:
    """The body of a request.

    Raises:
        InputError: `body_too_large`.
    """
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise InputError("body_too_large", f"A body holds at most {MAX_BODY:,} bytes.", "Send less.")
        parts.append(part)
    return b"".join(parts)


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; of a repeated one the last.

    Raises:
        InputError: `body_too_large`, `bad_body`.
    """
    body = await limited_body(request)
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=200))
    except ValueError as error:
        raise InputError("bad_body", f"The form cannot be read: {error}", "Load the page again.") from error


def original_endpoint(serving: Serving) -> Callable[[Request], Response]:
    """What gives the bytes of a document as they came, to be saved and never shown."""

    def endpoint(request: Request) -> Response:
        try:
            asked = read_asked(OneId, given(request), strict=True)
            with app.open_ledger(serving.settings.ledger) as ledger:
                data = app.original_bytes(ledger, asked.id)
        except SaysoError as error:
            return error_json(error)
        headers = {"content-disposition": f'attachment; filename="{asked.id}.original"'}
        return Response(data, media_type="application/octet-stream", headers=headers)

    return endpoint


def export_endpoint(serving: Serving) -> Callable[[Request], Response]:
    """What gives exactly the statements that are shown, all pages of them, in a format."""
    exporters = {"jsonl": jsonl, **serving.settings.exporters}

    def endpoint(request: Request) -> Response:
        try:
            parameters = given(request)
            ending = parameters.pop("ending")
            if ending not in exporters:
                raise InputError(
                    "unknown_id", f"There is no format {ending[:20]!r}.", f"Give one of {list(exporters)}."
                )
            asked = read_asked(StatementsAsked, parameters, strict=True)
            path = _written(exporters[ending](_all_statements(serving, asked)))
        except SaysoError as error:
            return error_json(error)
        clear = BackgroundTask(path.unlink, missing_ok=True)
        return FileResponse(
            path, filename=f"statements.{ending}", media_type="application/octet-stream", background=clear
        )

    return endpoint


def _written(pieces: Iterable[bytes]) -> Path:
    """A file of its own with these pieces: a ledger is read in one thread, and sent by several."""
    handle, name = tempfile.mkstemp(prefix="sayso-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _all_statements(serving: Serving, asked: StatementsAsked) -> Iterator[app.StatementView]:
    with app.open_ledger(serving.settings.ledger) as ledger:
        yield from app.selected(ledger, asked.selection(), asked.order)


def jsonl(views: Iterable[app.StatementView]) -> Iterator[bytes]:
    """Statements as JSON Lines, as `--json` prints them."""
    return (_JSON.encode(view) + b"\n" for view in views)
