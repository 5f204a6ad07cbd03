"""Runs the command line as a user does, in a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ARTICLE = "Mayor Ana Ruiz said on Monday that the port would reopen. “It will be safe,” she said.\n\n"
SECONDS = 300
"""How long a command may take on a busy machine before the test gives up."""


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "sayso", *map(str, arguments)]


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """A finished command. Its output is looked at for tracebacks, which no command may ever print."""
    done = subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=SECONDS,
        **options,
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


def build(folder: Path, ledger: Path, jobs: int = 1) -> subprocess.CompletedProcess[str]:
    return run("build", folder, "-l", ledger, "--jobs", jobs, "--extractor", "rules")


def digest(done: subprocess.CompletedProcess[str]) -> str:
    return next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("digest "))


def interrupt(process: subprocess.Popen[str]) -> None:
    """What Ctrl-C does: every process of the terminal gets the signal."""
    os.killpg(process.pid, signal.SIGINT)
