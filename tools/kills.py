"""Kills what writes to a ledger at random moments, and looks whether anything was lost.

`python -m tools.kills --kills 100 --seed 1 --totals FILE` goes on until so many kills are in its totals, so it can be
stopped and taken up again. Each round begins one job (a row of `SCENARIOS`) on a ledger of its own and kills it with
signal 9 once or more; after every kill `sayso verify` must find nothing, then the same command is given again. When it
has run through, the digest must be that of an undisturbed run, and what the scenario promises must hold.
`--disks N` does the same with disks that are full instead of kills.
"""

import argparse
import http.client
import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from tools.killing import (
    DECIDED,
    SECRET,
    Bench,
    Ended,
    Going,
    ProblemError,
    copied,
    erased_document,
    prepared,
    sound,
    statements,
    through,
)

RULES = ("--extractor", "rules")
MODEL = ("--extractor", "model")
ATTEMPTS = 5
"""How often, at most, a job is killed before it may run through, unless told otherwise."""

SECONDS = 300
"""How long an answer of the server may take on a busy machine."""


# Scenarios


class Scenario(NamedTuple):
    """One job.

    Attributes:
        begins: the ledger it begins with; None where it makes its own.
        command: its arguments, without the ledger.
        workers: whether every other kill hits a worker.
        promises: raises `ProblemError` where what it promises besides does not hold, given bench, ledger and whether
            the job has run through.
    """

    begins: str | None
    command: Callable[[Bench], tuple[object, ...]]
    workers: bool = False
    promises: Callable[[Bench, Path, bool], None] = lambda bench, ledger, done: None


def all_or_none(bench: Bench, ledger: Path, done: bool) -> None:
    """A file of decisions is in the ledger as a whole or not at all."""
    wanted, found = exported(bench.decisions.read_text("utf-8")), held(ledger)
    if found != wanted and (done or found):
        raise ProblemError(f"{len(found)} of {len(wanted)} decisions are there")


def no_trace(bench: Bench, ledger: Path, done: bool) -> None:
    """What was erased is in no file of the ledger; no decision is gone, though one about it has lost its words."""
    parts = ledger.parent.glob(f"{ledger.name}*")
    if done and any(SECRET.encode() in part.read_bytes() for part in parts):
        raise ProblemError("what was erased can still be read")
    if held(ledger) != exported(bench.decisions.read_text("utf-8")):
        raise ProblemError("decisions are gone")


def exported(words: str) -> set[str]:
    """The ids of decisions in JSON Lines."""
    return {json.loads(line)["id"] for line in words.splitlines()}


def held(ledger: Path) -> set[str]:
    """The ids of the decisions of a ledger, those erased too."""
    from sayso import app

    with app.open_ledger(ledger) as opened:
        return {decision.id for decision in opened.decisions()}


SCENARIOS: dict[str, Scenario] = {
    "load": Scenario(None, lambda bench: ("load", bench.run)),
    "linking": Scenario("unlinked", lambda bench: ("load", bench.run)),
    "decide --import": Scenario("built", lambda bench: ("decide", "--import", bench.decisions), promises=all_or_none),
    "erase": Scenario(
        "decided",
        lambda bench: ("erase", erased_document(bench), "--actor", "bo", "--reason", "asked for"),
        promises=no_trace,
    ),
    "build": Scenario(None, lambda bench: ("build", "--jobs", 1, *RULES, bench.news)),
    "build --jobs 2": Scenario(None, lambda bench: ("build", "--jobs", 2, *RULES, bench.news), workers=True),
    "build by the model": Scenario(None, lambda bench: ("build", "--jobs", 1, *MODEL, bench.news)),
    "build by the model --jobs 2": Scenario(
        None, lambda bench: ("build", "--jobs", 2, *MODEL, bench.news), workers=True
    ),
}
"""Every job that is one command; review through the server is beside them."""

REVIEW = "review"


class Undisturbed(NamedTuple):
    """What a job that nobody disturbs takes and gives."""

    seconds: float
    digest: str


class Tried:
    """Undisturbed runs, made once for each scenario."""

    def __init__(self, bench: Bench) -> None:
        self._bench, self._known = bench, dict[str, Undisturbed]()

    def of(self, name: str) -> Undisturbed:
        """The undisturbed run of a scenario."""
        if name not in self._known:
            ledger = begin(self._bench, SCENARIOS[name], "undisturbed")
            ended = through(*SCENARIOS[name].command(self._bench), "-l", ledger)
            self._known[name] = Undisturbed(ended.seconds, sound(ledger))
        return self._known[name]


def begin(bench: Bench, scenario: Scenario, name: str) -> Path:
    """The ledger a round works on; its file is missing where the job makes its own."""
    target = bench.folder / f"{name}.work.ledger"
    for part in bench.folder.glob(f"{target.name}*"):
        part.unlink()
    return copied(bench.base(scenario.begins), target) if scenario.begins else target


def round_of(bench: Bench, name: str, undisturbed: Undisturbed, chance: random.Random, most: int) -> int:
    """How many kills a job got in one round, all of which it survived."""
    scenario, kills = SCENARIOS[name], 0
    ledger = begin(bench, scenario, "killed")
    for attempt in range(chance.randint(1, most)):
        going = Going(*scenario.command(bench), "-l", ledger)
        time.sleep(chance.uniform(0.02, 0.95) * undisturbed.seconds)
        going.kill(worker=scenario.workers and attempt % 2 == 0)
        going.wait()
        kills += going.killed
        if ledger.exists() and ledger.stat().st_size:
            sound(ledger)
            scenario.promises(bench, ledger, False)
        if not going.killed:
            break
    through(*scenario.command(bench), "-l", ledger)
    same(sound(ledger), undisturbed.digest)
    scenario.promises(bench, ledger, True)
    return kills


def same(digest: str, wanted: str) -> None:
    """Raise `ProblemError` where a digest is not the one wanted."""
    if digest != wanted:
        raise ProblemError(f"the digest is {digest}, undisturbed it is {wanted}")


# Review through the server


class Desk:
    """A reviewer who sends decisions to a server, one after the other, and notes which were confirmed."""

    def __init__(self, ledger: Path, room: int | None = None) -> None:
        self.server = Going("serve", "-l", ledger, "--port", 0, "--as", "bo", room=room)
        self.confirmed: set[str] = set()
        self.refused: list[str] = []
        while "Open " not in (words := self.server.words):
            if self.server.ended:
                raise ProblemError(f"the server ended: {words}")
            time.sleep(0.05)
        address, self._token = words.split()[1].split("/?token=")
        self._connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=SECONDS)

    def send(self, targets: Iterable[str]) -> None:
        """Decide about each statement; returns when the server is gone or all is done."""
        for number, target in enumerate(targets):
            body = json.dumps({"kind": ("accept", "reject")[number % 2], "targets": [target], "reason": "read it"})
            headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
            try:
                self._connection.request("POST", "/api/decisions", body, headers)
                answer = self._connection.getresponse()
                words = answer.read().decode()
            except (OSError, http.client.HTTPException):
                return
            if answer.status == http.client.OK:
                self.confirmed.add(json.loads(words)["decision"]["id"])
            else:
                self.refused.append(words)


def review_round(bench: Bench, chance: random.Random, targets: list[str], most: int) -> int:
    """How many kills a server got while decisions were sent to it; none that it confirmed was lost."""
    ledger = copied(bench.base("built"), bench.folder / "review.work.ledger")
    confirmed: set[str] = set()
    kills, seconds = 0, 0.03 * len(targets)
    for attempt in range(1 + chance.randint(1, most)):
        desk = Desk(ledger)
        timer = threading.Timer(chance.uniform(0.1, 1.0) * seconds, desk.server.kill)
        if attempt:
            timer.start()
        began = time.monotonic()
        desk.send(targets[: DECIDED // 2] if not attempt else targets)
        seconds = max(seconds, time.monotonic() - began)
        if attempt:
            timer.join()
        else:
            desk.server.kill()
        desk.server.wait()
        kills += desk.server.killed
        confirmed |= desk.confirmed
        sound(ledger)
        if not confirmed <= held(ledger):
            raise ProblemError(f"{len(confirmed - held(ledger))} confirmed decisions are gone")
    finish_review(bench, ledger, targets)
    return kills


def finish_review(bench: Bench, ledger: Path, targets: list[str]) -> None:
    """Send all decisions again, then compare with a ledger into which the same ones were imported."""
    desk = Desk(ledger)
    desk.send(targets)
    desk.server.kill()
    desk.server.wait()
    if len(held(ledger)) != len(targets):
        raise ProblemError(f"{len(held(ledger))} decisions are there, not {len(targets)}")
    travelling = bench.folder / "travelling.jsonl"
    travelling.write_text(through("decide", "--export", "-l", ledger).words, encoding="utf-8")
    other = copied(bench.base("built"), bench.folder / "imported.work.ledger")
    for one in (ledger, other):
        through("decide", "--import", travelling, "-l", one)
    same(sound(ledger), sound(other))


# Full disks


def full_round(bench: Bench, name: str, undisturbed: Undisturbed, chance: random.Random, disk: Path | None) -> int:
    """Whether (0 or 1) a job met a full disk, said so, and left a sound ledger; with room it then ran through.

    Args:
        bench: what is worked on.
        name: of the scenario.
        undisturbed: what the job gives.
        chance: how little room there is.
        disk: an empty folder to mount a small file system on; None limits the size of files instead.
    """
    scenario = SCENARIOS[name]
    ledger = begin(bench, scenario, "full")
    if disk is None:
        ended = Going(*scenario.command(bench), "-l", ledger, room=chance.randint(33, 200) * 1024).wait()
        return after_full(bench, name, undisturbed, ledger, ended)
    size = ledger.stat().st_size if ledger.exists() else 0
    room = (size + chance.randint(0, 300) * 1024) // 4096 * 4096
    mount("-t", "tmpfs", "-o", f"size={room + 8192}", "tmpfs", disk)
    try:
        small = disk / "full.ledger"
        if size:
            shutil.copy(ledger, small)
        ended = Going(*scenario.command(bench), "-l", small).wait()
        mount("-o", "remount,size=64m", disk)
        return after_full(bench, name, undisturbed, small, ended)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def full_review_round(bench: Bench, chance: random.Random, targets: list[str]) -> int:
    """Whether (0 or 1) a server met a full disk and said so; what it confirmed is there, and with room it goes on."""
    ledger = copied(bench.base("built"), bench.folder / "review.work.ledger")
    desk = Desk(ledger, room=chance.randint(33, 90) * 1024)
    desk.send(targets)
    desk.server.kill()
    desk.server.wait()
    sound(ledger)
    if not all('"disk_full"' in words for words in desk.refused):
        raise ProblemError(f"the server without room said {desk.refused[-1][:500]}")
    if not desk.confirmed <= held(ledger):
        raise ProblemError(f"{len(desk.confirmed - held(ledger))} confirmed decisions are gone")
    finish_review(bench, ledger, targets)
    return int(bool(desk.refused))


def mount(*arguments: object) -> None:
    """Mount a file system; only the superuser may."""
    subprocess.run(["mount", *map(str, arguments)], check=True, capture_output=True)


def after_full(bench: Bench, name: str, undisturbed: Undisturbed, ledger: Path, ended: Ended) -> int:
    """Look at what a full disk left, give the command again with room; 1 if the disk was full."""
    scenario = SCENARIOS[name]
    if ended.code != 0 and (ended.code != 2 or "[disk_full] Remedy: Make room" not in ended.words):
        raise ProblemError(f"{name} without room ended with {ended.code}: {ended.words[-500:]}")
    if ledger.exists() and ledger.stat().st_size:
        sound(ledger)
        scenario.promises(bench, ledger, False)
    through(*scenario.command(bench), "-l", ledger)
    same(sound(ledger), undisturbed.digest)
    scenario.promises(bench, ledger, True)
    return int(ended.code != 0)


# Totals


class Totals:
    """What was counted so far, kept in a file if there is one.

    Attributes:
        kills, disks: kills and full disks, by scenario.
        rounds: rounds done; each has its own chances, so a run that is taken up does not repeat itself.
        problems: what was lost, with scenario, seed and round.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        found = json.loads(path.read_text("utf-8")) if path and path.exists() else {}
        self.kills, self.disks = Counter(found.get("kills", {})), Counter(found.get("disks", {}))
        self.rounds = int(found.get("rounds", 0))
        self.problems = list[str](found.get("problems", []))

    def save(self) -> None:
        """Write the file anew, as a whole."""
        if self._path:
            beside = self._path.with_suffix(".new")
            beside.write_text(str(self), encoding="utf-8")
            beside.replace(self._path)

    def __str__(self) -> str:
        shown = {"kills": self.kills, "disks": self.disks, "rounds": self.rounds, "problems": self.problems}
        return json.dumps(shown, indent=1)


class Wanted(NamedTuple):
    """How much is to be in the totals, and how.

    Attributes:
        kills, disks: in all; full disks come after the kills.
        each: kills of one job at most, before it may run through.
        seed: of all chances.
        disk: an empty folder to mount small file systems on; None limits the size of files instead.
        jobs: which jobs, in turn; all if none is named.
    """

    kills: int
    disks: int = 0
    each: int = ATTEMPTS
    seed: int = 1
    disk: Path | None = None
    jobs: tuple[str, ...] = ()


def run(bench: Bench, totals: Totals, wanted: Wanted) -> None:
    """Go on until as much is in the totals as is wanted, or a round found a problem."""
    tried, targets, names = Tried(bench), statements(bench)[:DECIDED], wanted.jobs or (*SCENARIOS, REVIEW)
    while not totals.problems:
        killing = totals.kills.total() < wanted.kills
        if not killing and totals.disks.total() >= wanted.disks:
            return
        name, chance = names[totals.rounds % len(names)], random.Random(f"{wanted.seed}/{totals.rounds}")
        try:
            if killing and name == REVIEW:
                totals.kills[name] += review_round(bench, chance, targets, wanted.each)
            elif killing:
                totals.kills[name] += round_of(bench, name, tried.of(name), chance, wanted.each)
            elif name == REVIEW:
                totals.disks[name] += full_review_round(bench, chance, targets)
            else:
                totals.disks[name] += full_round(bench, name, tried.of(name), chance, wanted.disk)
        except ProblemError as problem:
            totals.problems.append(f"{name}, seed {wanted.seed}, round {totals.rounds}: {problem}")
        totals.rounds += 1
        totals.save()


def main() -> None:
    """Run the kills and print the totals; exit 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, help="in all, with those in the totals")
    parser.add_argument("--disks", type=int, default=0, help="full disks in all, after the kills")
    parser.add_argument("--each", type=int, default=ATTEMPTS, help="kills of one job at most")
    parser.add_argument("--mount", type=Path, help="an empty folder for small file systems; needs the superuser")
    parser.add_argument("--jobs", nargs="+", choices=(*SCENARIOS, REVIEW), default=(), help="only these jobs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--totals", type=Path, help="a file of totals to go on from")
    options = parser.parse_args()
    folder, totals = Path(tempfile.mkdtemp(prefix="sayso-kills-")), Totals(options.totals)
    wanted = Wanted(options.kills, options.disks, options.each, options.seed, options.mount, tuple(options.jobs))
    try:
        run(prepared(folder), totals, wanted)
    finally:
        shutil.rmtree(folder)
    print(totals)
    sys.exit(1 if totals.problems else 0)


if __name__ == "__main__":
    main()
