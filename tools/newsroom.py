"""A week of a made-up newsroom, replayed through `sayso watch` from a local server, killed on the way, counted exactly.

`python tools/newsroom.py --feeds 500 --articles 20000 --kills 10` prints the totals as JSON and fails when any is not
what the newsroom published. Time is made up: every twelve hours of the week are one round, as cron would start it. A
round that is to be killed is a process of its own, which the next round follows up. Half of the kills come while pages
are fetched, half while they are taken into the ledger.
"""

import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOUR = 3600.0
WEEK = 7 * 24 * HOUR
ROUND = 12 * HOUR
MONDAY = 1_515_974_400.0
"""00:00 UTC of 15 January 2018, when the made-up week begins."""

LAST_CHANGE = 20 * HOUR
REVISIT_HOURS = 24
ROUNDS = int((WEEK + REVISIT_HOURS * HOUR) / ROUND) + 2
"""Until every article was looked at again."""

_WORDS = (
    "harbour",
    "council",
    "school",
    "bridge",
    "budget",
    "market",
    "river",
    "hospital",
    "farm",
    "library",
    "strike",
)


@dataclass(frozen=True)
class Article:
    """One article: when it appears, when it changes (if it does), and what it says before and after."""

    path: str
    feed: int
    published: float
    changed: float | None
    before: bytes
    after: bytes

    def at(self, now: float) -> bytes:
        """Its page at a moment."""
        return self.after if self.changed is not None and now >= self.changed else self.before


def make_week(feeds: int, articles: int, seed: int = 8) -> list[Article]:
    """The articles of a week: 30 % are reprints with the bytes of another one, 5 % are changed later."""
    chance = random.Random(seed)
    reprints = articles * 30 // 100
    own = [_page(chance, number) for number in range(articles - reprints)]
    changed = set(chance.sample(range(len(own)), articles * 5 // 100))
    week: list[Article] = []
    for number in range(articles):
        published = MONDAY + chance.uniform(0, WEEK)
        before = own[number] if number < len(own) else own[chance.randrange(len(own))]
        week.append(
            Article(
                path=f"/news/{number}.html",
                feed=number % feeds,
                published=published,
                changed=_seen(published) + chance.uniform(HOUR, LAST_CHANGE) if number in changed else None,
                before=before,
                after=before.replace(b"</article>", b"<p>This article was corrected.</p></article>"),
            )
        )
    return week


def _seen(published: float) -> float:
    """When the round is that sees an article first."""
    return MONDAY + (int((published - MONDAY) / ROUND) + 1) * ROUND


def _page(chance: random.Random, number: int) -> bytes:
    sentences = " ".join(
        f"The {chance.choice(_WORDS)} near the {chance.choice(_WORDS)} was discussed for {chance.randint(2, 90)} hours."
        for _ in range(5)
    )
    title = f"Report {number} on the {chance.choice(_WORDS)}"
    return (
        f"<html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{sentences}</p><p>Nobody at the {chance.choice(_WORDS)} wanted to add anything to report {number}.</p>"
        "</article></body></html>"
    ).encode()


class Newsroom(ThreadingHTTPServer):
    """The server of all outlets, at a moment of the made-up week."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, week: list[Article]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.now = MONDAY
        self.pages = {article.path: article for article in week}
        self.feeds: defaultdict[int, list[Article]] = defaultdict(list)
        for article in sorted(week, key=lambda one: one.published):
            self.feeds[article.feed].append(article)
        self.answers: Counter[str] = Counter()
        self.last_asked = time.monotonic()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def body(self, path: str) -> tuple[str, bytes] | None:
        """Kind and body of an answer at this moment; None where there is none."""
        article = self.pages.get(path)
        if article is not None:
            return ("page", article.at(self.now)) if article.published <= self.now else None
        if path.startswith("/feed/"):
            return "feed", self._feed(int(path.removeprefix("/feed/").removesuffix(".xml")))
        return None

    def _feed(self, number: int) -> bytes:
        """A feed with the articles of the last two rounds."""
        recent = [a for a in self.feeds[number] if self.now - 2 * ROUND <= a.published <= self.now]
        items = "".join(
            f"<item><title>{a.path}</title><link>{self.url}{a.path}</link>"
            f"<pubDate>{formatdate(a.published)}</pubDate></item>"
            for a in recent
        )
        return f'<rss version="2.0"><channel><title>Outlet {number}</title>{items}</channel></rss>'.encode()


class _Handler(BaseHTTPRequestHandler):
    server: Newsroom

    def do_GET(self) -> None:
        found = self.server.body(self.path)
        kind, body = found if found else ("nothing", b"")
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        status = 404 if found is None else 304 if self.headers["If-None-Match"] == tag else 200
        head = f"HTTP/1.0 {status} X\r\nContent-Type: text/{'xml' if kind == 'feed' else 'html'}\r\nETag: {tag}\r\n"
        content = body if status == 200 else b""
        self.wfile.write(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
        self.server.answers[f"{kind} {status}"] += 1
        self.server.last_asked = time.monotonic()

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


class _At:
    """A made-up clock."""

    def __init__(self, now: float) -> None:
        self._now = now

    def now(self) -> float:
        """The moment of the round, and what was waited since."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let made-up time pass."""
        self._now += seconds


def run_round(config: Path, ledger: Path, now: float) -> None:
    """One round of the watch in this process, at a made-up moment."""
    from sayso import app

    app.watch(config, ledger, app.WatchOptions(once=True, apart=False, clock=_At(now)))


def write_config(path: Path, server: Newsroom, feeds: int) -> None:
    """A configuration that watches all feeds and collects only."""
    lines = [
        'contact = "newsroom@example.org"',
        f"[polite]\ndelay = 0\nports = [{server.server_address[1]}]\nallow_loopback = true",
        f"revisit_hours = [{REVISIT_HOURS}]\nmost_articles = 1000000",
        "[read]\nextract = false",
        *(f'[[feeds]]\nurl = "{server.url}/feed/{number}.xml"' for number in range(feeds)),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


def replay(week: list[Article], feeds: int, kills: int, folder: Path) -> dict[str, object]:
    """Watch the whole week; what the ledger holds then, counted, and how the rounds went."""
    chance = random.Random(kills)
    killed_rounds = sorted(chance.sample(range(1, ROUNDS - 3), kills))
    server = Newsroom(week)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    config, ledger = folder / "newsroom.toml", folder / "newsroom.ledger"
    write_config(config, server, feeds)
    killed = Counter[str]()
    for number in range(ROUNDS):
        server.now = MONDAY + (number + 1) * ROUND
        if number in killed_rounds:
            while_taking = killed_rounds.index(number) % 2 == 1
            new = sum(server.now - ROUND < a.published <= server.now for a in week)
            killed[_killed(server, _start(config, ledger, server.now), while_taking, new, chance)] += 1
        run_round(config, ledger, server.now)
    server.shutdown()
    server.server_close()
    return {
        **count(week, server.url, ledger),
        "rounds": ROUNDS,
        "killed": dict(killed),
        "answers": dict(server.answers),
    }


def _start(config: Path, ledger: Path, now: float) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, __file__, "--round", str(config), str(ledger), str(now)])


def _killed(
    server: Newsroom, process: subprocess.Popen[bytes], while_taking: bool, new: int, chance: random.Random
) -> str:
    """Kill a round: after some of its requests, or once it has stopped asking. In which part it was killed."""
    before = server.answers.total()
    after = before + len(server.feeds) + chance.randint(1, max(1, new - 1))
    while server.answers.total() < (before + 1 if while_taking else after) and process.poll() is None:
        time.sleep(0.001)
    while while_taking and time.monotonic() - server.last_asked < 0.15 and process.poll() is None:
        time.sleep(0.001)
    process.kill()
    process.wait()
    if process.returncode == 0:
        return "too late"
    return "taking in" if while_taking else "fetching"


def count(week: list[Article], url: str, ledger_path: Path) -> dict[str, object]:
    """What the ledger holds, beside what it must hold.

    Raises:
        SystemExit: when it holds anything else, or a byte is not as it was written.
    """
    from sayso.ledger import DocumentQuery, Ledger

    with Ledger.open(ledger_path) as ledger:
        every = list(ledger.documents(DocumentQuery(superseded=True)))
        hashes = {row.input_id: _hash(ledger, row.input_id) for row in every}
        current = {row.key: hashes[row.input_id] for row in ledger.documents()}
        captures = sum(len(ledger.arrivals(url + article.path)) for article in week)
        findings = list(ledger.verify())
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for row in every:
        held[row.key][hashes[row.input_id]] += 1
    wanted = {url + a.path: Counter({_sha(a.before), _sha(a.at(MONDAY + 2 * WEEK))}) for a in week}
    seen_changed = {a for a in week if a.changed is not None}
    totals: dict[str, object] = {
        "articles": len(current),
        "versions": len(every),
        "captures": captures,
        "changed": sum(len(versions) == 2 for versions in held.values()),
        "originals": len(set(hashes.values())),
        "wrong": sum(dict(held[key]) != dict.fromkeys(wanted[key], 1) for key in wanted),
        "not the last version": sum(current.get(url + a.path) != _sha(a.at(MONDAY + 2 * WEEK)) for a in week),
        "verify": len(findings),
    }
    bytes_made = {_sha(a.before) for a in week} | {_sha(a.after) for a in seen_changed}
    must = {
        "articles": len(week),
        "versions": len(week) + len(seen_changed),
        "captures": len(week) + len(seen_changed),
        "changed": len(seen_changed),
        "originals": len(bytes_made),
        "wrong": 0,
        "not the last version": 0,
        "verify": 0,
    }
    if totals != must:
        raise SystemExit(f"the ledger holds {json.dumps(totals)}, it must hold {json.dumps(must)}")
    return totals


def _hash(ledger: Any, input_id: str) -> str:
    return ledger.original(input_id).sha256


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def main() -> None:
    """Replay a week and print its totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--round", nargs=3, metavar=("CONFIG", "LEDGER", "NOW"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.round:
        config, ledger, now = given.round
        run_round(Path(config), Path(ledger), float(now))
        return
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        totals = replay(make_week(given.feeds, given.articles), given.feeds, given.kills, Path(folder))
    print(json.dumps({**totals, "seconds": round(time.monotonic() - began)}))


if __name__ == "__main__":
    main()
