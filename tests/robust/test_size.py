"""Large inputs end in bounded time and memory; SAYSO_LONG=1 makes the long form (5 MB, 10,000 files)."""

import os
import resource
import sys
import time
from pathlib import Path

import pytest

from tests.robust.running import ARTICLE, build, run

LONG = bool(os.environ.get("SAYSO_LONG"))
SIZE = 5_000_000 if LONG else 60_000
LINE = 1_000_000 if LONG else 60_000
FILES = 10_000 if LONG else 500
CPU_SECONDS = 600 if LONG else 60
PEAK_BYTES = 3_000_000_000

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs the measures of a Unix system")


def bounded() -> None:
    """Ends a child that takes too much, so that a test fails and the machine does not."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (PEAK_BYTES, PEAK_BYTES))


def paragraphs(size: int, form: str) -> str:
    one = form.format("Mayor Ana Ruiz said on Monday that {0} ships came. “They will stay,” she said. It was quiet. ")
    count = size // len(one.encode())
    return "".join(one.replace("{0}", str(number)) for number in range(count))


LARGE = {
    "text.txt": lambda: paragraphs(SIZE, "{}\n\n"),
    "page.html": lambda: "<html><body><article>" + paragraphs(SIZE, "<p>{}</p>\n") + "</article></body></html>",
    "line.txt": lambda: (ARTICLE.replace("\n", " ").replace(".", " and") * (LINE // 80))[:LINE],
    "word.txt": lambda: "a" * LINE,
    "marks.txt": lambda: ("?!" * 50 + "„«“'") * (LINE // 104),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_input_ends_in_time(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(LARGE[name](), encoding="utf-8")
    options = ("--jobs", 1, "--extractor", "rules")
    done = run("build", path, "-l", tmp_path / "x.ledger", *options, preexec_fn=bounded)
    assert done.returncode in {0, 1}, done.stderr
    assert "digest" in done.stdout


def test_a_folder_of_many_files(tmp_path: Path) -> None:
    news = tmp_path / "news"
    for number in range(FILES):
        (news / str(number % 7)).mkdir(parents=True, exist_ok=True)
        (news / str(number % 7) / f"{number}.txt").write_text(f"{ARTICLE} {number}", encoding="utf-8")
    done = run("build", news, "-l", tmp_path / "x.ledger", "--jobs", 2, "--extractor", "rules", preexec_fn=bounded)
    assert done.returncode == 0
    assert f"{FILES} documents read" in done.stdout
    began = time.process_time()
    assert f"0 documents read, {FILES} unchanged" in build(news, tmp_path / "x.ledger").stdout
    assert time.process_time() - began < CPU_SECONDS
