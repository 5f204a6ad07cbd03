"""At the same time: reading and reviewing while a build writes, two reviewers at once, a server that is killed."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso import app
from sayso.web.users import Role
from tests.web.conftest import ARTICLES

RULES = app.BuildOptions(extractor="rules")


def decide(client: TestClient, csrf: str, target: str, reason: str) -> int:
    body = {"kind": "accept", "targets": [target], "reason": reason}
    return client.post("/api/decisions", json=body, headers={"x-csrf": csrf}).status_code


def reasons(ledger: Path) -> list[str]:
    """The reasons of all decisions; the ledger is proven on the way."""
    with app.open_ledger(ledger) as opened:
        assert not list(app.verify(opened))
        return [one.reason for one in app.export_decisions(opened)]


def test_reading_and_reviewing_while_a_build_writes(client: TestClient, ledger: Path, tmp_path: Path) -> None:
    targets = [one["id"] for one in client.get("/api/statements").json()["statements"]]
    csrf = client.get("/api/session").json()["csrf"]
    news = tmp_path / "more"
    news.mkdir()
    for n in range(60):
        text = f"Boat {n} sails\n\nPilot Ed Moss said boat {n} would sail on {n % 28 + 1} May 2024.\n"
        (news / f"boat-{n}.txt").write_text(text, encoding="utf-8")
    old = tmp_path / "news"
    old.mkdir()
    for name, text in ARTICLES.items():
        (old / name).write_text(text, encoding="utf-8")
    built: list[app.BuildSummary] = []
    build = threading.Thread(target=lambda: built.append(app.build([old, news], ledger, RULES)))
    build.start()
    answers: list[int] = []
    while build.is_alive() or len(answers) < 5:
        answers.append(decide(client, csrf, targets[len(answers) % len(targets)], f"reason {len(answers)}"))
        for path in ("/statements", "/api/overview", f"/statements/{targets[0]}", "/review"):
            assert client.get(path).status_code == 200, path
    build.join()
    assert answers == [200] * len(answers)
    assert sorted(reasons(ledger)) == sorted(f"reason {n}" for n in range(len(answers)))
    fresh = app.build([old, news], tmp_path / "fresh.ledger", RULES)
    assert built[0].read == fresh.read - len(ARTICLES)
    assert client.get("/api/statements?q=boat").json()["total"] == 60


def test_two_reviewers_lose_nothing_to_each_other(sign_in: Callable[[Role], TestClient], ledger: Path) -> None:
    people = [sign_in(Role.REVIEWER), sign_in(Role.ADMIN)]
    targets = [one["id"] for one in people[0].get("/api/statements").json()["statements"]]

    def work(number: int) -> list[int]:
        csrf = people[number].get("/api/session").json()["csrf"]
        return [decide(people[number], csrf, targets[n % len(targets)], f"{number}-{n}") for n in range(20)]

    with ThreadPoolExecutor(2) as pool:
        answers = [status for found in pool.map(work, range(2)) for status in found]
    assert answers == [200] * 40
    assert sorted(reasons(ledger)) == sorted(f"{person}-{n}" for person in range(2) for n in range(20))


@pytest.mark.enable_socket
def test_a_killed_server_has_kept_all_that_it_confirmed(ledger: Path) -> None:
    confirmed: list[str] = []
    for life in range(2):
        server = subprocess.Popen(
            [sys.executable, "-m", "sayso", "serve", "-l", str(ledger), "--port", "0", "--as", "Ana"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert server.stdout is not None
        found = re.match(r"Open (http://\S+?)/?\?token=(\S+)", server.stdout.readline())
        assert found
        address, token = found.groups()
        ids = [one["id"] for one in call(address, token, "/api/statements")["statements"]]

        def work(base: str = address, secret: str = token, targets: list[str] = ids, number: int = life) -> None:
            n = 0
            while True:
                reason = f"{number}-{n}"
                body = {"kind": "accept", "targets": [targets[n % len(targets)]], "reason": reason}
                try:
                    call(base, secret, "/api/decisions", body)
                except OSError:
                    return
                confirmed.append(reason)
                n += 1

        worker = threading.Thread(target=work)
        worker.start()
        while len(confirmed) < 5 * (life + 1):
            worker.join(0.01)
            assert worker.is_alive()
        server.send_signal(signal.SIGKILL)
        server.wait()
        worker.join()
        server.stdout.close()
        kept = reasons(ledger)
        assert set(confirmed) <= set(kept)
        assert len(kept) - len(set(confirmed)) <= life + 1


def call(address: str, token: str, path: str, body: object = None) -> dict[str, list[dict[str, str]]]:
    """What the server answers to a program."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(address + path, data, headers), timeout=60) as answer:
        return json.loads(answer.read())
