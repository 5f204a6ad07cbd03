"""Who gets in, from where, and what they may do."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from sayso.records import ConfigError
from sayso.web.application import create_app
from sayso.web.pages import PAGES
from sayso.web.settings import Settings, checked
from sayso.web.users import Role, add_user, read_users
from tests.web.conftest import PASSWORD, TOKEN


@pytest.mark.parametrize("path", ["/", "/statements", "/decisions", "/review"])
def test_a_stranger_is_sent_to_the_door(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")


def test_a_strange_program_is_told_so(stranger: TestClient) -> None:
    answer = stranger.get("/api/statements")
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", "é"])
def test_a_wrong_token_opens_nothing(stranger: TestClient, token: str) -> None:
    assert stranger.get("/", params={"token": token}, follow_redirects=False).headers["location"].startswith("/login")
    assert stranger.post("/login", data={"token": token}).status_code == 403
    header = {"authorization": f"Bearer {token}".encode()}
    assert stranger.get("/api/statements", headers=header).status_code == 401


def test_a_program_carries_the_token(stranger: TestClient) -> None:
    assert stranger.get("/api/session", headers={"authorization": f"Bearer {TOKEN}"}).json()["name"] == "Ana"


def test_the_token_does_not_stay_in_the_address(stranger: TestClient) -> None:
    answer = stranger.get(f"/statements?token={TOKEN}", follow_redirects=False)
    assert answer.headers["location"] == "/statements"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.example:8642", ""])
def test_unknown_hosts_are_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1:9999", "[::1]:8642"])
def test_this_machine_is_answered_by_its_names(client: TestClient, host: str) -> None:
    assert client.get("/login", headers={"host": host}).status_code == 200


def test_every_answer_forbids_what_is_inline(client: TestClient, document: str) -> None:
    for path in ("/", "/nope", "/static/style.css", "/api/overview", f"/documents/{document}", "/login"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def decision(client: TestClient, target: str) -> dict[str, object]:
    del client
    return {"kind": "accept", "targets": [target]}


def test_writing_needs_the_token_of_the_session(client: TestClient, statement: str) -> None:
    body = decision(client, statement)
    assert client.post("/api/decisions", json=body).status_code == 403
    assert client.post("/api/decisions", json=body, headers={"x-csrf": "guess"}).status_code == 403
    csrf = client.get("/api/session").json()["csrf"]
    assert client.post("/api/decisions", json=body, headers={"x-csrf": csrf}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_other_sites_write_nothing(client: TestClient, statement: str, headers: dict[str, str]) -> None:
    csrf = client.get("/api/session").json()["csrf"]
    answer = client.post("/api/decisions", json=decision(client, statement), headers={"x-csrf": csrf, **headers})
    assert answer.status_code == 403
    assert client.get("/api/decisions").json()["decisions"] == []


def test_a_get_writes_nothing(client: TestClient, ledger: Path, statement: str, document: str) -> None:
    before = ledger.read_bytes()
    for page in PAGES:
        client.get(page.path.replace("{id}", document if "documents" in page.path else statement))
    assert ledger.read_bytes() == before


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 403), (Role.REVIEWER, 200), (Role.ADMIN, 200)])
def test_readers_only_read(sign_in: Callable[[Role], TestClient], role: Role, status: int) -> None:
    client = sign_in(role)
    target = client.get("/api/statements").json()["statements"][0]["id"]
    csrf = client.get("/api/session").json()["csrf"]
    answer = client.post("/api/decisions", json=decision(client, target), headers={"x-csrf": csrf})
    assert answer.status_code == status
    actors = [one["actor"] for one in client.get("/api/decisions").json()["decisions"]]
    assert actors == ([f"the {role}"] if status == 200 else [])


def test_with_users_the_token_opens_nothing(sign_in: Callable[[Role], TestClient]) -> None:
    client = sign_in(Role.READER)
    client.cookies.clear()
    assert client.get("/api/session", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 401
    assert client.get("/", params={"token": TOKEN}, follow_redirects=False).status_code == 303
    assert client.post("/login", data={"token": TOKEN}).status_code == 403


def test_whoever_is_struck_off_is_out(sign_in: Callable[[Role], TestClient], tmp_path: Path) -> None:
    client = sign_in(Role.REVIEWER)
    assert client.get("/api/session").status_code == 200
    add_user(tmp_path / "users.json", "the reviewer", Role.READER, PASSWORD)
    assert client.get("/api/session").status_code == 401


def test_passwords_cannot_be_tried_for_ever(sign_in: Callable[[Role], TestClient]) -> None:
    client = sign_in(Role.READER)
    for _ in range(5):
        assert client.post("/login", data={"name": "the admin", "password": "wrong"}).status_code == 403
    assert "Too many" in client.post("/login", data={"name": "the admin", "password": PASSWORD}).text


def test_leaving_ends_the_session(client: TestClient) -> None:
    csrf = client.get("/api/session").json()["csrf"]
    assert client.post("/logout", data={"csrf": "guess"}).status_code == 403
    client.post("/logout", data={"csrf": csrf})
    assert client.get("/api/session").status_code == 401


@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_this_server_only(stranger: TestClient, wanted: str) -> None:
    answer = stranger.post("/login", data={"token": TOKEN, "next": wanted}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_public_server_needs_users(settings: Settings, tmp_path: Path) -> None:
    public = msgspec.structs.replace(settings, host="0.0.0.0", allowed_hosts=("news.example",))
    with pytest.raises(ConfigError, match="public_without_users"):
        create_app(public)
    users = tmp_path / "users.json"
    add_user(users, "Ana", Role.ADMIN, PASSWORD)
    create_app(msgspec.structs.replace(public, users=users))
    with pytest.raises(ConfigError, match="public_without_name"):
        checked(msgspec.structs.replace(public, allowed_hosts=()), has_users=True)


def test_the_file_of_users_holds_no_password(tmp_path: Path) -> None:
    users = tmp_path / "users.json"
    add_user(users, "Ana", Role.ADMIN, PASSWORD)
    assert PASSWORD not in users.read_text()
    assert read_users(users).users[0].password.startswith("$argon2id$")
    assert users.stat().st_mode & 0o077 == 0


def test_a_body_may_not_be_endless(client: TestClient) -> None:
    csrf = client.get("/api/session").json()["csrf"]
    answer = client.post("/api/decisions", content=b"x" * 300_000, headers={"x-csrf": csrf})
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/", "/api/statements", "/nowhere", "/login"])
def test_an_address_that_is_no_text_is_refused(settings: Settings, path: str) -> None:
    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost")]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"q=\xff", "headers": headers}
    asyncio.run(create_app(settings)(scope, None, send))
    assert sent[0]["status"] == 400
