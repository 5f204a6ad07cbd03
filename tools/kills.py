"""Kills builds at random moments and looks whether anything was lost.

`python tools/kills.py --kills 30 --seed 1`. A small corpus is built undisturbed once; then builds of the same corpus
into another ledger are killed with signal 9 at random moments, every other time a worker process instead of the
program. After every third kill, and in the end, a build runs through: its digest must be that of the undisturbed build,
and `sayso verify` must find nothing.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

FILES = 60
BUILD = ("build", "--jobs", "2", "--extractor", "rules")


class Outcome(NamedTuple):
    """What a run of kills showed.

    Attributes:
        kills: programs and workers that were killed while a build was under way.
        same_digest: whether the digest in the end is that of the undisturbed build.
        sound: whether `verify` found nothing, each time it was asked.
    """

    kills: int
    same_digest: bool
    sound: bool


def write_corpus(folder: Path) -> None:
    """Write articles of our own invention, each a little different."""
    folder.mkdir()
    for number in range(FILES):
        lines = (
            f"Mayor Ana Ruiz said on Monday that {line} ships of line {number} would stay. “Yes,” she told The Tower."
            for line in range(1 + number % 30)
        )
        (folder / f"{number:03}.txt").write_text("\n\n".join(lines), encoding="utf-8")


def start(news: Path, ledger: Path) -> subprocess.Popen[str]:
    """A build under way, in a process group of its own."""
    command = [sys.executable, "-m", "sayso", *BUILD, str(news), "-l", str(ledger)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def children(process: int) -> list[int]:
    """The processes that descend from one, as Linux tells."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(child) for child in task.read_text().split()]
    return found + [below for child in found for below in children(child)]


def kill_once(news: Path, ledger: Path, delay: float, *, worker: bool) -> bool:
    """Start a build and kill it, or one of its workers, after `delay` seconds; whether there was anything to kill."""
    build = start(news, ledger)
    time.sleep(delay)
    below = children(build.pid)
    running = build.poll() is None
    with suppress(ProcessLookupError):
        os.kill(below[-1] if worker and below else build.pid, signal.SIGKILL)
    build.communicate()
    return running


def digest_after(news: Path, ledger: Path) -> str:
    """The digest that a build which runs through prints last."""
    output, errors = start(news, ledger).communicate()
    if "digest" not in output:
        raise RuntimeError(errors)
    return output.split()[-1]


def is_sound(ledger: Path) -> bool:
    """Whether `sayso verify` finds nothing."""
    command = [sys.executable, "-m", "sayso", "verify", "-l", str(ledger)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def run(kills: int, seed: int, folder: Path) -> Outcome:
    """Kill builds and tell what came of it; a ledger that was completed is begun anew."""
    chance = random.Random(seed)
    news, ledger = folder / "news", folder / "killed.ledger"
    write_corpus(news)
    began = time.monotonic()
    wanted = digest_after(news, folder / "undisturbed.ledger")
    longest = time.monotonic() - began
    hit, sound, same = 0, True, True
    for number in range(kills):
        hit += kill_once(news, ledger, chance.uniform(0.1, 1.0) * longest, worker=number % 2 == 1)
        if number % 3 == 2:
            same &= digest_after(news, ledger) == wanted
            sound &= is_sound(ledger)
            for part in folder.glob("killed.ledger*"):
                part.unlink()
    same &= digest_after(news, ledger) == wanted
    return Outcome(kills=hit, same_digest=same, sound=sound and is_sound(ledger))


def main() -> None:
    """Run the kills and print the outcome; exit 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="sayso-kills-"))
    try:
        outcome = run(options.kills, options.seed, folder)
    finally:
        shutil.rmtree(folder)
    print(f"seed {options.seed}: {outcome}")
    sys.exit(0 if outcome.same_digest and outcome.sound else 1)


if __name__ == "__main__":
    main()
