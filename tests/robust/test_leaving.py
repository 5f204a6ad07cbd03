"""Commands that are stopped: Ctrl-C, a reader that leaves, a disk that is full, an error nobody foresaw."""

import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.robust.running import ARTICLE, SECONDS, build, command, digest, interrupt, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and devices as Linux has them")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(120):
        text = "".join(ARTICLE.replace("port", f"port {number} of {line}") for line in range(30))
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def few(tmp_path: Path) -> Path:
    path = tmp_path / "few.jsonl"
    path.write_text("".join(f'{{"id": "{n}", "text": "Ana Ruiz said that {n} came."}}\n' for n in range(30)), "utf-8")
    return path


@pytest.fixture
def ledger(few: Path, tmp_path: Path) -> Path:
    path = tmp_path / "few.ledger"
    assert build(few, path).returncode == 0
    return path


def heed_interrupts() -> None:
    """A shell starts what runs in its background deaf to Ctrl-C; the tests may be run there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_build_says_so_and_goes_on_later(news: Path, tmp_path: Path, jobs: int) -> None:
    ledger = tmp_path / "x.ledger"
    arguments = command("build", news, "-l", ledger, "--jobs", jobs, "--extractor", "rules")
    building = subprocess.Popen(
        arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_interrupts,  # noqa: PLW1509  nothing else runs beside this test
    )
    while not ledger.exists() and building.poll() is None:
        time.sleep(0.02)
    time.sleep(2)  # by then the workers have started
    interrupt(building)
    _, errors = building.communicate(timeout=SECONDS)
    assert building.returncode == 130
    assert errors.splitlines() == [
        "Stopped. What was written is kept; run the same command again to go on. [interrupted]"
    ]
    assert run("verify", "-l", ledger).returncode == 0
    assert digest(build(news, ledger)) == digest(build(news, tmp_path / "y.ledger"))


@pytest.mark.parametrize(
    "arguments",
    [("statements", "-l"), ("statements", "--json", "-l"), ("diagnostics", "--json", "-l"), ("verify", "-l")],
)
def test_a_reader_that_leaves_is_no_error(ledger: Path, arguments: tuple[str, ...]) -> None:
    with subprocess.Popen(command(*arguments, ledger), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asking:
        asking.stdout.close()
        errors = asking.stderr.read()
        assert (asking.wait(SECONDS), errors) == (0, b"")


@pytest.mark.parametrize("json", [(), ("--json",)])
def test_an_output_without_room_is_said(ledger: Path, json: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        asking = subprocess.run(
            command("statements", "-l", ledger, *json),
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=SECONDS,
        )
    assert asking.returncode == 2
    assert asking.stderr.count("\n") == 1
    assert "No space left on device. [system_error] Remedy: " in asking.stderr


def test_a_full_disk_keeps_what_was_written(news: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "x.ledger"

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))

    done = run("build", news, "-l", ledger, "--jobs", 1, "--extractor", "rules", preexec_fn=small)
    assert done.returncode == 2
    assert "[disk_full]" in done.stderr
    assert "Remedy: Make room on the disk" in done.stderr
    assert run("verify", "-l", ledger).returncode == 0
    assert digest(build(news, ledger)) == digest(build(news, tmp_path / "y.ledger"))


def test_an_error_nobody_foresaw_is_one_line(tmp_path: Path) -> None:
    script = "import sayso.app, sayso.cli\nsayso.app.doctor = lambda: 1 / 0\nsayso.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "doctor"], check=False, capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 70
    assert done.stderr == (
        "ZeroDivisionError: division by zero [unexpected] Remedy: Please report this with the input if you can.\n"
    )
