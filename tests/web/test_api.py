"""Everything that can be asked for gives typed JSON, and the pages show the same."""

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from sayso import app
from sayso.cli.serve import csv_lines
from sayso.web.application import create_app
from sayso.web.pages import PAGES
from sayso.web.resources import RESOURCES
from sayso.web.settings import Settings
from tests.web.conftest import BASE, TOKEN


def test_statements_are_those_of_the_command_line(client: TestClient, ledger: Path) -> None:
    with app.open_ledger(ledger) as opened:
        expected = [json.loads(msgspec.json.encode(view)) for view in app.statements(opened, app.StatementQuery())]
    assert expected
    assert client.get("/api/statements").json()["statements"] == expected


@pytest.mark.parametrize(
    ("query", "contents"),
    [
        ("q=ferry", ["the ferry will run until June"]),
        ("speaker=vash&q=slipway", ["“We will block the slipway.”"]),
        ("speaker_is=Mara Quell&from=2024-03&to=2024-03", ["that the pier would close in May"]),
        ("q=nothing+such", []),
        ("low=0.99&high=1&reviewed=yes", []),
    ],
)
def test_statements_are_narrowed(client: TestClient, query: str, contents: list[str]) -> None:
    found = client.get(f"/api/statements?{query}").json()
    assert [one["content"]["text"] for one in found["statements"]] == contents
    assert found["total"] == len(contents)


def test_facets_count_what_is_found(client: TestClient) -> None:
    found = client.get("/api/statements").json()
    speakers = dict(found["survey"]["facets"]["speaker"])
    assert found["survey"]["whole"]
    assert (
        speakers == {"Mara Quell": 2, "Oren Vash": 2, "harbour office": 1} or sum(speakers.values()) <= found["total"]
    )
    for name, count in speakers.items():
        assert client.get("/api/statements", params={"speaker_is": name}).json()["total"] == count


@pytest.mark.parametrize("sort", ["day", "-day", "confidence", "-confidence", "speaker", "outlet", "published"])
def test_statements_are_sorted(client: TestClient, sort: str) -> None:
    found = client.get("/api/statements", params={"sort": sort}).json()["statements"]
    values = [one["confidence"] for one in found]
    if "confidence" in sort:
        assert values == sorted(values, reverse=sort.startswith("-"))
    assert len(found) == len({one["id"] for one in found})


def test_pages_of_statements_join_without_gap(client: TestClient) -> None:
    whole = [one["id"] for one in client.get("/api/statements").json()["statements"]]
    parts = [
        one["id"]
        for page in range(1, len(whole) + 1)
        for one in client.get(f"/api/statements?size=1&page={page}").json()["statements"]
    ]
    assert parts == whole


def test_an_export_is_exactly_what_is_shown(settings: Settings) -> None:
    settings = msgspec.structs.replace(settings, exporters={"csv": csv_lines})
    with TestClient(create_app(settings), base_url=BASE) as client:
        client.get(f"/?token={TOKEN}")
        shown = [one["id"] for one in client.get("/api/statements?speaker=quell").json()["statements"]]
        lines = client.get("/api/statements.jsonl?speaker=quell").text.splitlines()
        cells = list(csv.DictReader(io.StringIO(client.get("/api/statements.csv?speaker=quell").text)))
    assert shown
    assert [json.loads(line)["id"] for line in lines] == shown
    assert [row["id"] for row in cells] == shown


def test_a_statement_comes_with_its_passage(client: TestClient, statement: str) -> None:
    found = client.get(f"/api/statements/{statement}").json()
    assert found["show"]["statement"]["id"] == statement
    assert any(mark["statement"] == statement for part in found["passage"] for mark in part["marks"])


def test_the_original_is_saved_and_never_shown(client: TestClient, document: str) -> None:
    answer = client.get(f"/api/documents/{document}/original")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert b"said" in answer.content or b"According" in answer.content


def test_the_raw_layer_comes_in_parts(client: TestClient, document: str) -> None:
    whole = client.get(f"/api/documents/{document}/raw").json()
    rest = client.get(f"/api/documents/{document}/raw?from=10").json()
    assert whole["text"][10:] == rest["text"]
    assert (rest["start"], rest["end"]) == (10, whole["length"])


@pytest.mark.parametrize(
    "path", ["/api/statements?nonsense=1", "/api/statements?from=yesterday", "/api/statements?page=0"]
)
def test_what_is_asked_wrongly_is_said(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message", "remedy"}


def test_bytes_that_are_no_text_are_told_so(client: TestClient) -> None:
    csrf = client.get("/api/session").json()["csrf"]
    for body in (b'{"\xc9": 1}', b"\xff", b"[" * 20_000, b'{"reason": ' * 5_000):
        answer = client.post("/api/decisions", content=body, headers={"x-csrf": csrf})
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_body")


def test_pages_are_made_of_resources_only(root: Path) -> None:
    text = (root / "src" / "sayso" / "web" / "pages.py").read_text(encoding="utf-8")
    assert "from sayso import app" not in text
    assert "sayso.app" not in text
    assert "desk.ledger" not in text


@pytest.mark.parametrize("page", [page for page in PAGES if "{" not in page.path], ids=lambda page: page.path)
def test_every_page_answers(client: TestClient, page: object) -> None:
    path = page.path  # type: ignore[attr-defined]
    answer = client.get(path, params={"name": "Harbour Post"} if path == "/outlet" else {})
    assert answer.status_code == 200
    assert "<main" in answer.text or path.endswith("/card")


def test_every_resource_is_in_the_openapi_document(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {f"/api{resource.path}" for resource in RESOURCES.values()} <= set(paths)
