"""From names to originals: keys, order, manifests, and each bad input with exactly its diagnostic."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.ingest import Limits, decode, read_originals
from sayso.records import Diagnostic, InputError, Media, Original

Write = Callable[[str, str | bytes], Path]
STORY = "Ana Ruiz said that taxes will fall next year."


def originals(*paths: Path, limits: Limits = Limits()) -> list[Original]:  # noqa: B008 - frozen
    return [item for item in read_originals(paths, limits) if isinstance(item, Original)]


def trouble(*paths: Path, limits: Limits = Limits()) -> list[tuple[str, str]]:  # noqa: B008 - frozen
    found = (item for item in read_originals(paths, limits) if isinstance(item, Diagnostic))
    return [(item.code, item.key) for item in found if item.code != "contents"]


def test_keys_and_order(write: Write) -> None:
    for name in ("b.txt", "a/z.html", "a.txt", "B.txt"):
        write(name, STORY)
    folder = write("c.text", STORY).parent
    assert [o.key for o in originals(folder)] == ["B.txt", "a.txt", "a/z.html", "b.txt", "c.text"]
    assert [o.key for o in originals(folder / "a" / "z.html", folder / "a.txt")] == ["a.txt", "z.html"]


def test_the_same_bytes_under_two_names_are_two_originals(write: Write) -> None:
    write("a.txt", STORY)
    folder = write("b.txt", STORY).parent
    first, second = originals(folder)
    assert first.sha256 == second.sha256
    assert first.input_id != second.input_id


def test_named_twice_is_read_once(write: Write) -> None:
    path = write("a.txt", STORY)
    assert len(originals(path, path)) == 1


def test_gzip_keeps_its_bytes(write: Write) -> None:
    data = gzip.compress(b"<p>" + STORY.encode() + b"</p>", mtime=0)
    (original,) = originals(write("a.html.gz", data))
    assert (original.media, original.data) == (Media.HTML_GZIP, data)
    assert decode(original).text == f"<p>{STORY}</p>"


def test_lines(write: Write) -> None:
    line = '{"id": "x", "text": "Ana said so.", "publisher": "Norvan Courier", "date": "2018-01-18"}'
    lines = line + '\r\n\n{"html": "<p>Hi</p>"}'
    first, second = originals(write("a.jsonl", b"\xef\xbb\xbf" + lines.encode()))
    assert (first.key, first.media, first.facts.outlet, first.facts.published) == (
        "x",
        Media.JSON_TEXT,
        "Norvan Courier",
        "2018-01-18",
    )
    assert first.data == line.encode()
    assert (second.key, second.media) == ("a.jsonl#3", Media.JSON_HTML)


def test_a_file_of_lines_says_how_many_documents_it_held(write: Write) -> None:
    path = write("a.jsonl", '{"text": "Ana said so."}\n{broken\n')
    told = [item for item in read_originals([path]) if isinstance(item, Diagnostic)]
    assert [(item.code, item.key) for item in told] == [("bad_json", "a.jsonl#2"), ("contents", "a.jsonl")]
    assert told[-1].detail == "1 documents"


def test_facts_of_the_wrong_kind_are_left_out(write: Write) -> None:
    path = write("a.jsonl", '{"id": 7, "text": "Ana said so.", "title": ["x"], "published": "18/01/2018"}')
    (original,) = originals(path)
    assert (original.key, original.facts.title, original.facts.published) == ("7", None, None)
    assert trouble(path) == [("bad_fact", "7"), ("bad_fact", "7")]


BROKEN_DATES = ["/..", "../?-01", "/..-2018-01-18]", "[" * 90, "2018-01-18" * 500, "\u0662018"]


@pytest.mark.parametrize("date", BROKEN_DATES)
def test_dates_that_break_their_reader_are_left_out(
    write: Write, date: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("a.jsonl", json.dumps({"id": "a", "text": "Ana said so.", "published": date}))
    write("b/b.txt", STORY)
    manifest = write("b/about.csv", f"path,published\nb.txt,{date}\n")
    assert trouble(path) == [("bad_fact", "a")]
    assert trouble(manifest.parent) == [("bad_fact", "about.csv")]
    assert capsys.readouterr().out == ""


def test_manifest_of_a_folder(write: Write) -> None:
    write("a.txt", STORY)
    write("sub/b.txt", STORY)
    folder = write(
        "about.csv", "path,outlet,date,other\na.txt,Norvan Courier,2018-01-18,1\nsub/b.txt,Lunt Post,,2\n"
    ).parent
    first, second = originals(folder)
    assert (first.key, first.facts.outlet, first.facts.published) == ("a.txt", "Norvan Courier", "2018-01-18")
    assert (second.key, second.facts.outlet) == ("sub/b.txt", "Lunt Post")
    assert trouble(folder) == []


def test_manifest_named_directly_brings_its_files(write: Write) -> None:
    write("sub/b.txt", STORY)
    write("c.txt", STORY)
    manifest = write("about.csv", "path;title\nsub/b.txt;Dam opens\n")
    (original,) = originals(manifest)
    assert (original.key, original.facts.title) == ("sub/b.txt", "Dam opens")


@pytest.mark.parametrize("row", ["gone.txt", "../other.txt", "/etc/hosts", "", "a.txt\na.txt"])
def test_rows_that_cannot_be_used(write: Write, row: str) -> None:
    write("a.txt", STORY)
    folder = write("about.csv", f"title,path\nx,{row.replace(chr(10), chr(10) + 'x,')}\n").parent
    assert trouble(folder) == [("bad_manifest", "about.csv")]
    assert [o.key for o in originals(folder)] == ["a.txt"]


BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("x.txt", b"", "empty"),
    "white space": ("x.txt", b" \n\t\n", "empty"),
    "no PDF": ("x.pdf", b"a letter", "bad_pdf"),
    "PDF as text": ("x.txt", b"%PDF-1.4 ...", "binary"),
    "random bytes": ("x.txt", bytes(range(256)) * 20, "binary"),
    "nulls": ("x.html", b"\0" * 500, "binary"),
    "broken gzip": ("x.html.gz", b"\x1f\x8b\x08\x00broken", "bad_gzip"),
    "cut gzip": ("x.html.gz", gzip.compress(STORY.encode() * 50)[:-12], "bad_gzip"),
    "empty gzip": ("x.html.gz", b"", "empty"),
    "bomb": ("x.html.gz", gzip.compress(b" " * 20_000_000), "bad_gzip"),
    "bad line": ("x.jsonl", b'{"id": "x", "text": ', "bad_json"),
    "list on a line": ("x.jsonl", b"[1]", "bad_json"),
    "no text": ("x.jsonl", b'{"id": "x"}', "bad_json"),
    "deep line": ("x.jsonl", b"[" * 100_000, "bad_json"),
    "empty text": ("x.jsonl", b'{"id": "x", "text": " "}', "empty"),
    "binary lines": ("x.jsonl", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "binary"),
    "no path column": ("x.csv", b"title\nx\n", "bad_manifest"),
    "unknown kind": ("x.xyz", b"text", "unsupported"),
}


@pytest.mark.parametrize(("name", "data", "code"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_told_and_the_rest_goes_on(write: Write, name: str, data: bytes, code: str) -> None:
    write("good.txt", STORY)
    folder = write(name, data).parent
    assert [c for c, _ in trouble(folder)] == [code]
    assert [o.key for o in originals(folder)] == ["good.txt"]


def test_too_large(write: Write) -> None:
    limits = Limits(max_bytes=100)
    assert trouble(write("a.txt", "x" * 101), limits=limits) == [("too_large", "a.txt")]
    path = write("a.jsonl", '{"text": "' + "x" * 200 + '"}\n{"text": "Ana said so."}\n')
    assert trouble(path, limits=limits) == [("too_large", "a.jsonl#1")]
    assert [o.key for o in originals(path, limits=limits)] == ["a.jsonl#2"]


def test_hidden_files_are_passed_over(write: Write) -> None:
    write(".DS_Store", b"\0\0\0\1")
    write(".git/config.txt", STORY)
    folder = write("Thumbs.db", b"\xd0\xcf\x11\xe0").parent
    assert list(read_originals([folder])) == []


def test_a_name_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no_such_path"):
        read_originals([tmp_path / "gone"])


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as on POSIX")
def test_links_and_pipes(write: Write) -> None:
    folder = write("sub/a.txt", STORY).parent.parent
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    assert trouble(folder) == [("symlink_loop", "sub/up"), ("unreadable", "gone.txt"), ("unsupported", "pipe.txt")]
    assert [o.key for o in originals(folder)] == ["sub/a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX")
def test_names_that_are_not_utf8(write: Write) -> None:
    folder = write("a.txt", STORY).parent
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/b\xff\n.txt")).write_text(STORY)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert [o.key for o in originals(folder)] == ["a.txt", "b\\xff\\x0a.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs permissions that hold")
def test_an_unreadable_file(write: Write) -> None:
    path = write("a.txt", STORY)
    path.chmod(0)
    assert trouble(path) == [("unreadable", "a.txt")]


def test_a_manifest_that_names_what_no_system_can(write: Write) -> None:
    write("a.txt", STORY)
    manifest = write("about.csv", "path,outlet\n" + "x" * 5000 + ",A\n\0,B\na.txt,The Tower\n")
    assert [original.facts.outlet for original in originals(manifest)] == ["The Tower"]
    assert trouble(manifest) == [("bad_manifest", "about.csv"), ("bad_manifest", "about.csv")]
