"""A folder of everything that can be wrong: each input gets its message, the rest is processed, nothing is lost."""

import gzip
import json
import os
import random
import sys
from pathlib import Path

import pytest

from tests.robust.running import ARTICLE, build, digest, run

LONE_SURROGATE = '{"id": "surrogate", "text": "Ana Ruiz said \\ud800 that it is so."}'
LINES = [
    LONE_SURROGATE,
    "this is no JSON",
    "[1, 2]",
    '{"id": "nothing"}',
    json.dumps({"id": "sound", "text": ARTICLE}),
    "[" * 100_000,
]
MANIFEST = "path,outlet\n../good.txt,X\n/etc/hostname,X\n.,X\na.txt,The Tower\nmissing.txt,Z\n"
NESTED = "<html><body>" + "<div>" * 200_000 + f"<p>{ARTICLE * 8}</p>" + "</div>" * 200_000

FILES: dict[str, str | bytes] = {
    "good.txt": ARTICLE,
    "twin.txt": ARTICLE,
    "empty.txt": b"",
    "blank.html": "  \n ",
    "binary.txt": random.Random(1).randbytes(5_000),
    "report.txt": b"%PDF-1.4 and so on",
    "photo.jpg": b"\xff\xd8\xff\xe0",
    "nested.html": NESTED,
    "declared.html": b"<meta charset='utf-8'><p>" + (ARTICLE * 6).encode("cp1252"),
    "wide.txt": (ARTICLE * 5).encode("utf-16-le"),
    "mixed.txt": ARTICLE.encode() + "café, said Ana Ruiz\n".encode("cp1252") + b"\xff\xfe\n" + ARTICLE.encode(),
    "nulls.txt": ARTICLE.replace(" ", " \0", 3),
    "rtl.txt": "אמר ראש העיר. Mayor Ana Ruiz \u202esaid that\u202c “שלום” was his word. " * 5,
    "lines.jsonl": "\n".join(LINES),
    "m/manifest.csv": MANIFEST,
    "m/a.txt": ARTICLE,
    "bomb.html.gz": gzip.compress(b"<p>" + b" " * 50_000_000, 9),
    "cut.html.gz": gzip.compress((ARTICLE * 50).encode())[:40],
    "plain.html.gz": b"not compressed",
}

FAILED = {
    "empty.txt": "empty",
    "blank.html": "empty",
    "binary.txt": "binary",
    "report.txt": "binary",
    "photo.jpg": "unsupported",
    "lines.jsonl#2": "bad_json",
    "lines.jsonl#3": "bad_json",
    "lines.jsonl#4": "bad_json",
    "lines.jsonl#6": "bad_json",
    "m/manifest.csv": "bad_manifest",
    "bomb.html.gz": "bad_gzip",
    "cut.html.gz": "bad_gzip",
    "plain.html.gz": "bad_gzip",
    "gone.txt": "unreadable",
    "pipe.txt": "unsupported",
}
NOTED = {
    "nested.html": "deep_markup",
    "declared.html": "encoding_guessed",
    "wide.txt": "encoding_guessed",
    "mixed.txt": "replaced_characters",
    "nulls.txt": "null_characters",
    "surrogate": "replaced_characters",
    "good.txt": "shared_original",
    "loop/up": "symlink_loop",
}
READ = {
    "good.txt",
    "twin.txt",
    "nested.html",
    "declared.html",
    "wide.txt",
    "mixed.txt",
    "nulls.txt",
    "rtl.txt",
    "m/a.txt",
}
READ |= {"surrogate", "sound", "line\\x0abreak.txt", "caf\\xe9.txt"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names, pipes and links as Linux has them")


class Built:
    """The folder and its ledger after one build."""

    def __init__(self, folder: Path) -> None:
        self.news, self.ledger = folder / "news", folder / "news.ledger"
        make_folder(self.news)
        self.done = build(self.news, self.ledger, jobs=2)
        lines = run("diagnostics", "-l", self.ledger, "--json").stdout.splitlines()
        self.diagnostics = [json.loads(line) for line in lines]


def make_folder(news: Path) -> None:
    for name, content in FILES.items():
        path = news / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (news / "loop").mkdir()
    (news / "loop" / "up").symlink_to("..")
    (news / "gone.txt").symlink_to("nowhere.txt")
    (news / "line\nbreak.txt").write_text(ARTICLE, encoding="utf-8")
    with open(os.fsencode(news) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123  a name that is no UTF-8
        file.write(ARTICLE.encode())
    os.mkfifo(news / "pipe.txt")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("bad"))


@pytest.mark.parametrize(("key", "code"), FAILED.items())
def test_what_cannot_be_read_is_named_with_code_and_remedy(built: Built, key: str, code: str) -> None:
    told = [line for line in built.done.stderr.splitlines() if line.startswith(f"error: {key}:")]
    assert told
    assert all(f"[{code}] " in line for line in told)
    assert {d["code"] for d in built.diagnostics if d["key"] == key} == {code}


@pytest.mark.parametrize(("key", "code"), NOTED.items())
def test_what_was_odd_is_kept_as_a_diagnostic(built: Built, key: str, code: str) -> None:
    assert code in {d["code"] for d in built.diagnostics if d["key"] == key}


def test_the_rest_is_processed(built: Built) -> None:
    assert built.done.returncode == 1
    spoken = run("statements", "-l", built.ledger, "--class", "all", "--json").stdout.splitlines()
    assert {json.loads(line)["document"]["key"] for line in spoken} >= READ - {"rtl.txt", "surrogate", "nulls.txt"}
    assert f"{len(READ)} documents read" in built.done.stdout


def test_each_bad_row_of_a_manifest_is_told_with_its_line(built: Built) -> None:
    told = {d["detail"].split(":")[0] for d in built.diagnostics if d["code"] == "bad_manifest"}
    assert told == {"line 2", "line 3", "line 4", "line 6"}


def test_the_ledger_is_sound_and_a_second_build_does_nothing(built: Built) -> None:
    verified = run("verify", "-l", built.ledger)
    assert (verified.returncode, digest(verified)) == (0, digest(built.done))
    again = build(built.news, built.ledger)
    assert again.stdout.startswith(f"0 documents read, {len(READ)} unchanged")
    assert digest(again) == digest(built.done)


def test_every_verb_that_looks_copes_with_what_was_read(built: Built, tmp_path: Path) -> None:
    for verb in ("statements", "timeline", "diagnostics"):
        assert run(verb, "-l", built.ledger).returncode == 0
    assert run("report", "-l", built.ledger, "-o", tmp_path / "r.html").returncode == 0
    assert run("export", "-l", built.ledger, "--to", "parquet", "-o", tmp_path / "out").returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    for name in ("closed.txt", "good.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "closed.txt").chmod(0)
    done = run("extract", tmp_path, "--json")
    assert done.returncode == 1
    assert "closed.txt" in done.stderr
    assert "[unreadable]" in done.stderr
    assert "good.txt" in done.stdout
