"""Text of strangers is never markup, and no path, id or search leads out of the ledger."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso import app
from sayso.web.application import create_app
from sayso.web.pages import PAGES
from sayso.web.settings import Settings
from tests.web.conftest import BASE, TOKEN, build

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{ 7*7 }}"
TURNED = "abc\u202etxt.exe\u2066\u2069 tag\U000e0041 nul\u0007"
HUGE = "word" * 50_000
COPIED = f"that {EVIL} the severed hand {TURNED} " + " ".join(f"of boat {n} was {EVIL} seen" for n in range(12))

ARTICLES = {
    "evil'\"<b>.txt": (
        f"{EVIL} title\n\nMara {EVIL} Quell said that {EVIL} had {TURNED} happened.\n\n"
        f"“{EVIL} {TURNED},” said Oren Vash, {EVIL}.\n\nOren Vash said {HUGE}.\n"
    ),
    "evil.html": (
        "<html><head><title>&lt;script&gt;alert(9)&lt;/script&gt;</title>"
        f"<meta property='og:site_name' content='&lt;img src=x onerror=alert(4)&gt;'></head><body><article>"
        f"<h1>Hard words</h1><p>Mara Quell said that <script>alert(5)</script>the <b onclick=alert(6)>pier</b> would "
        f"&lt;script&gt;alert(7)&lt;/script&gt; close.</p><p>{'Oren Vash said the ferry would run. ' * 20}</p>"
        "</article></body></html>"
    ),
    "copy-1.txt": f"{EVIL}\n\nOren Vash said {COPIED}.\n",
    "copy-2.txt": f"{EVIL} again\n\nBut then Oren Vash said {COPIED} on 3 May 2024.\n",
}

ALLOWED_HANDLERS = frozenset({"hx-get", "hx-trigger", "hx-target", "hx-post", "hx-swap", "hx-select"})


class Elements(HTMLParser):
    """Collects what a browser would see as elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = build(tmp_path_factory.mktemp("hostile"), ARTICLES)
    with TestClient(create_app(Settings(ledger=path, token=TOKEN, actor=f"Ana {EVIL}")), base_url=BASE) as client:
        client.get(f"/?token={TOKEN}")
        csrf = client.get("/api/session").json()["csrf"]
        target = client.get("/api/statements").json()["statements"][0]["id"]
        body = {"kind": "accept", "targets": [target], "reason": EVIL + TURNED}
        assert client.post("/api/decisions", json=body, headers={"x-csrf": csrf}).status_code == 200
        yield client


def addresses(client: TestClient) -> Iterator[str]:
    statements = [one["id"] for one in client.get("/api/statements?class=all&size=200").json()["statements"]]
    documents = [one["id"] for one in client.get("/api/documents").json()["documents"]]
    for page in PAGES:
        if "{other}" in page.path:
            for one in documents:
                shared = client.get(f"/api/documents/{one}/shared").json()["sharings"]
                yield from (f"/documents/{one}/beside/{pair['other']['id']}" for pair in shared)
        elif "{id}" in page.path:
            ids = documents if "documents" in page.path else statements
            yield from (page.path.replace("{id}", one) for one in ids)
        else:
            yield f"{page.path}?name=x&q={EVIL}".replace("#", "")
            yield f"{page.path}?name=x"
    yield from ("/timeline?by=event", "/timeline?by=reported", "/timeline?by=published")
    yield "/statements?speaker=" + EVIL.replace("#", "") + "&sort=speaker"


def test_no_view_takes_text_for_markup(hostile: TestClient) -> None:
    assert any("/beside/" in address for address in addresses(hostile))
    seen = 0
    for address in addresses(hostile):
        answer = hostile.get(address)
        parser = Elements()
        parser.feed(answer.text)
        seen += "&lt;script&gt;" in answer.text
        for tag, attributes in parser.found:
            assert tag not in {"iframe", "object", "embed", "style", "base"}, address
            assert tag != "script" or str(attributes.get("src", "")).startswith("/static/"), address
            assert tag != "img", address
            assert not [name for name in attributes if name.startswith("on") or name == "style"], address
            for name in ("href", "src", "action"):
                value = attributes.get(name) or ""
                assert value == "" or value.startswith(("/", "#", "?")), address
        assert "49" not in answer.text or "{{ 7*7 }}" in answer.text or EVIL not in answer.text, address
    assert seen > 5


def test_what_turns_text_is_shown_as_a_sign(hostile: TestClient) -> None:
    signs = 0
    for address in addresses(hostile):
        text = hostile.get(address).text
        assert not set(text) & set("\u202e\u2066\u2069\U000e0041\u0007"), address
        signs += "⟦U+202E⟧" in text
    assert signs >= 3


def test_the_json_is_exact(hostile: TestClient) -> None:
    ids = [one["id"] for one in hostile.get("/api/documents").json()["documents"]]
    texts = [part["text"] for one in ids for part in hostile.get(f"/api/documents/{one}").json()["paragraphs"]]
    assert any("\u202e" in text for text in texts)


@pytest.mark.parametrize(
    "search",
    [
        '"',
        "'",
        '" OR 1=1 --',
        "a* NEAR b",
        "content:x",
        "-pier",
        "(",
        "^x",
        "\x00",
        "%",
        "☃",
        "NOT",
        "pier AND",
        "{a b}: c",
    ],
)
def test_no_search_is_an_operator(client: TestClient, search: str) -> None:
    for name in ("q", "speaker", "about", "outlet", "speaker_is", "outlet_is"):
        assert client.get("/api/statements", params={name: search}).status_code == 200
        assert client.get("/statements", params={name: search}).status_code == 200
    for path in ("/api/documents", "/api/figures", "/api/names"):
        assert client.get(path, params={"q": search}).status_code == 200


@pytest.mark.parametrize(
    "record",
    [
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%00",
        "' OR '1'='1",
        "0" * 31,
        "G" * 32,
        "0" * 32,
        "a" * 5000,
        "*",
        "%",
    ],
)
def test_no_id_leads_out_of_the_ledger(client: TestClient, record: str) -> None:
    for path in ("/statements/{}", "/documents/{}", "/documents/{}/raw", "/api/documents/{}/original"):
        assert client.get(path.format(record)).status_code in {400, 404}
        assert client.get(f"/api{path.removeprefix('/api')}".format(record)).status_code in {400, 404}


@pytest.mark.parametrize(
    "path",
    ["/static/../templates/base.html", "/static/%2e%2e/pages.py", "/static/..%5cpages.py", "/static//etc/passwd"],
)
def test_static_files_are_the_static_ones(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in {400, 404}


def test_huge_lines_are_cut_in_lists(hostile: TestClient) -> None:
    assert len(hostile.get("/statements").text) < 200_000


def test_cells_of_a_spreadsheet_hold_no_formula(ledger: Path) -> None:
    from sayso.cli.serve import csv_lines

    with app.open_ledger(ledger) as opened:
        views = list(app.statements(opened, app.StatementQuery()))
    import msgspec

    evil = msgspec.structs.replace(views[0], content=app.RoleView(spans=(), text="=HYPERLINK(1)"))
    assert b",'=HYPERLINK(1)" in b"".join(csv_lines([evil]))


def test_masked_names_are_in_no_answer(ledger: Path, tmp_path: Path) -> None:
    names = tmp_path / "hidden.txt"
    names.write_text("Mara Quell\n", encoding="utf-8")
    with app.Ledger.open(ledger, "write") as opened:
        app.set_redaction(opened, names)
    with TestClient(create_app(Settings(ledger=ledger, token=TOKEN, actor="Ana")), base_url=BASE) as client:
        client.get(f"/?token={TOKEN}")
        for address in addresses(client):
            for path in (address, f"/api{address}"):
                assert "Quell" not in client.get(path).text, path
        assert "Quell" not in client.get("/api/names?q=Mara").text
        assert app.MASK in client.get("/statements").text
