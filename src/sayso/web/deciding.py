"""Decisions from forms, so that pages can be corrected without JavaScript."""

from collections.abc import Mapping

import msgspec
from starlette.responses import RedirectResponse, Response

from sayso import app
from sayso.records import InputError
from sayso.web.endpoints import Serving, check_csrf, check_role
from sayso.web.guard import local_path
from sayso.web.sessions import Session
from sayso.web.writing import WRITINGS, Writing

Fields = Mapping[str, str]


def decided(serving: Serving, session: Session, fields: Fields) -> Response:
    """Do what a form says, then show the page it names.

    Raises:
        InputError: `not_allowed`, `unknown_deed`, `bad_body`, or what deciding raises.
    """
    check_csrf(session, fields.get("csrf"))
    writing, body = _body(fields)
    check_role(session, writing)
    try:
        asked = msgspec.convert(body, writing.takes, strict=False)
    except msgspec.ValidationError as error:
        raise InputError("bad_body", f"{error}", "Mend that value.") from error
    with app.Ledger.open(serving.settings.ledger, "write") as ledger:
        writing.write(ledger, session, asked)
    return RedirectResponse(local_path(fields.get("next", "/")), 303)


def _body(fields: Fields) -> tuple[Writing, dict[str, object]]:
    deed, target, reason = fields.get("do", ""), fields.get("target", ""), fields.get("reason", "")
    if deed == "undo":
        return WRITINGS["take_back"], {"decision": target, "reason": reason}
    if deed == "span":
        start, end = fields.get("start", ""), fields.get("end", "")
        body: dict[str, object] = {"statement": target, "role": fields.get("role"), "reason": reason}
        body["words"] = fields.get("words", "")
        return WRITINGS["correct"], body | ({"place": (start, end)} if start.isdigit() and end.isdigit() else {})
    value = fields.get("value", "").strip()
    body = {"kind": deed, "targets": target.split("\t"), "reason": reason}
    return WRITINGS["decide"], body | ({"value": value} if value else {})
