"""What the workbench costs with many statements. Run: python benchmarks/web.py [--statements N] [--ledger FILE].

Makes (or takes) a ledger of records of invented words, with made-up vectors, and prints for typical addresses the
median of processor time and of the time that passed, in milliseconds, on one core, with an in-process client.
"""

import argparse
import itertools
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from benchmarks.ledger import Maker
from starlette.testclient import TestClient

from sayso.app import Ledger
from sayso.web.application import create_app
from sayso.web.settings import Settings

PER_DOCUMENT = 12

FIRST_TOLD = 1.0
"""Seconds of processor time from which the first answer of an address is told apart."""


def make(path: Path, statements: int) -> None:
    """A ledger with that many statements."""
    with Ledger.open(path, "create") as ledger:
        run = ledger.begin_run({"extractor": "made up"})
        documents = Maker(PER_DOCUMENT).documents(statements // PER_DOCUMENT)
        while batch := list(itertools.islice(documents, 512)):
            ledger.put(run, batch)
        ledger.end_run(run, {"read": statements // PER_DOCUMENT})


def add_made_up_vectors(path: Path) -> None:
    """Vectors for all statements, without a model."""
    from sayso.extract.meaning import MEANING_VERSION, WIDTH

    random = np.random.default_rng(7)
    with Ledger.open(path, "write") as ledger:
        extracts = iter(ledger.browser().extracts())
        while batch := list(itertools.islice(extracts, 2000)):
            vectors = random.integers(-60, 60, (len(batch), PER_DOCUMENT * WIDTH), dtype=np.int8)
            items = ((output, row.tobytes()) for (_, output), row in zip(batch, vectors, strict=True))
            ledger.cache(f"meaning {MEANING_VERSION}", items)


def addresses(maker: Maker) -> list[tuple[str, list[str]]]:
    """What is asked, by kind."""
    words = [maker.words[place] for place in (0, 3, 30, 300, 3000, 15000)]
    return [
        ("statements page", ["/statements", "/statements?page=150", "/statements?sort=-day", "/statements?low=0.9"]),
        ("statements, filtered", [f"/statements?outlet_is={maker.outlet}", "/statements?from=2015&to=2015"]),
        ("full text", [f"/statements?q={word}" for word in words]),
        ("phrases", [f'/statements?q="{a} {b}"' for a, b in itertools.pairwise(words)]),
        ("by meaning", ["/alike?q=how+many+people", "/alike?q=the+bridge+will+open"]),
        ("timeline", ["/timeline"]),
        ("documents", ["/documents", f"/documents?q={words[3]}"]),
        (
            "review, lists",
            ["/review", "/origins", "/entities", "/figures", "/diagnostics", "/decisions", "/corrections"],
        ),
        ("an outlet", [f"/outlet?name={maker.outlet}"]),
    ]


def single(client: TestClient) -> list[tuple[str, list[str]]]:
    """Addresses of a statement and of its document."""
    found = client.get("/api/statements?page=100").json()["statements"][0]
    return [("a statement", [f"/statements/{found['id']}"]), ("a document", [f"/documents/{found['document']['id']}"])]


def measured(client: TestClient, address: str, times: int = 5) -> tuple[float, float]:
    """Median processor time and passing time of an address, in milliseconds."""
    started = time.process_time()
    client.get(address)
    first = time.process_time() - started
    if first > FIRST_TOLD:
        print(f"{address}: {first * 1000:,.0f} ms CPU the first time")
    spent: list[float] = []
    passed: list[float] = []
    for _ in range(times):
        processor, clock = time.process_time(), time.perf_counter()
        if client.get(address).status_code != 200:
            sys.exit(f"{address} failed")
        spent.append(time.process_time() - processor)
        passed.append(time.perf_counter() - clock)
    return statistics.median(spent) * 1000, statistics.median(passed) * 1000


def main() -> None:
    """Make the ledger if it is not given, and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--vectors", action="store_true", help="add made-up vectors to the ledger given")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "many.ledger"
        if given.ledger is None:
            make(path, given.statements)
        if given.vectors or given.ledger is None:
            add_made_up_vectors(path)
        client = TestClient(create_app(Settings(ledger=path, token="t")), base_url="http://localhost")
        client.post("/login", data={"token": "t"}, follow_redirects=False)
        for kind, asked in [*addresses(Maker(PER_DOCUMENT)), *single(client)]:
            figures = [measured(client, address) for address in asked]
            spent, passed = (statistics.median(column) for column in zip(*figures, strict=True))
            worst = max(one for one, _ in figures)
            print(f"{kind:24} median {spent:7.0f} ms CPU, {passed:7.0f} ms passed; slowest {worst:7.0f} ms CPU")


if __name__ == "__main__":
    main()
