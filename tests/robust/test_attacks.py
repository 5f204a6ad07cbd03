"""Files made to do harm: each is refused or read within limits, is told, and costs nothing but itself."""

import gzip
import io
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tools import making

from sayso.ingest import decode, read_originals
from sayso.ingest.sandbox import pdf_places
from sayso.records import Diagnostic, Media, Original, sha256

Write = Callable[[str, str | bytes], Path]
STORY = b"Ana Ruiz said that taxes will fall next year."
PAGE = b"<p>" + STORY + b"</p>"
SECONDS = 120
"""What any attack may take on a busy machine; alone they take a second or two."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limits")


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < SECONDS


def read(path: Path) -> tuple[list[Original], list[Diagnostic]]:
    """What is read of a folder in which a sound file lies beside the attack; the sound one must be there."""
    (path.parent / "zz-sound.txt").write_bytes(STORY)
    found = list(read_originals([path.parent]))
    originals = [item for item in found if isinstance(item, Original)]
    assert originals.pop().key == "zz-sound.txt"
    return originals, [item for item in found if isinstance(item, Diagnostic)]


def codes(diagnostics: list[Diagnostic]) -> set[str]:
    return {diagnostic.code for diagnostic in diagnostics}


# archives: names that lead out, links, devices

OUT = ["../evil.txt", "a/../../evil.txt", "/tmp/evil.txt", "C:\\evil.txt", "..\\evil.txt", "C:/evil.txt"]


@pytest.mark.parametrize("name", OUT)
@pytest.mark.parametrize("make", [making.zip_of, making.tar_of], ids=["zip", "tar"])
def test_names_that_lead_out_are_refused(write: Write, name: str, make: Callable[..., bytes]) -> None:
    suffix = "zip" if make is making.zip_of else "tar"
    path = write(f"in/a.{suffix}", make({name: STORY, "good.txt": STORY}))
    before = sorted(p.relative_to(path.parent.parent) for p in path.parent.parent.rglob("*"))
    originals, told = read(path)
    assert [o.key for o in originals] == [f"a.{suffix}/good.txt"]
    assert codes(told) == {"unsafe_member", "contents"}
    after = sorted(p.relative_to(path.parent.parent) for p in path.parent.parent.rglob("*"))
    assert [p for p in after if p.name != "zz-sound.txt"] == before


KINDS = {"symbolic": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE, "device": tarfile.CHRTYPE, "pipe": tarfile.FIFOTYPE}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_links_and_devices_in_archives_are_refused(write: Write, kind: bytes) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("secret.txt")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
    originals, told = read(write("a.tar", out.getvalue()))
    assert originals == []
    assert codes(told) == {"unsafe_member", "contents"}


def test_a_member_without_a_name_is_refused(write: Write) -> None:
    packed = making.zip_of({"zz.txt": STORY, "good.txt": STORY}).replace(b"zz.txt", b"\0z.txt")
    originals, told = read(write("a.zip", packed))
    assert [o.key for o in originals] == ["a.zip/good.txt"]
    assert codes(told) == {"unsafe_member", "contents"}


def test_a_link_in_a_zip_is_refused(write: Write) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("secret.txt", making.FIRST_DAY)
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    originals, told = read(write("a.zip", out.getvalue()))
    assert (originals, codes(told)) == ([], {"unsafe_member", "contents"})


# bombs

ZEROS = b"\0" * 70_000_000

BOMBS: dict[str, Callable[[], bytes]] = {
    "bomb.zip": lambda: making.zip_of({"a.txt": ZEROS}),
    "many.zip": lambda: making.zip_of({f"{n}.txt": b" " * 9_000_000 for n in range(12)}),
    "nested.zip": lambda: making.zip_of({"a.zip": making.zip_of({"b.zip": making.zip_of({"c.txt": ZEROS})})}),
    "bomb.tar.gz": lambda: making.tar_of({"a.txt": STORY, "b.txt": ZEROS}, "w:gz"),
    "bomb.tar.bz2": lambda: making.tar_of({"a.txt": STORY, "b.txt": ZEROS[:30_000_000]}, "w:bz2"),
    "bomb.tar.xz": lambda: making.tar_of({"a.txt": STORY, "b.txt": ZEROS[:30_000_000]}, "w:xz"),
    "bomb.html.gz": lambda: gzip.compress(b"<p>" + ZEROS),
    "bomb.jsonl.gz": lambda: gzip.compress(b'{"text": "' + ZEROS),
    "bomb.xml.gz": lambda: gzip.compress(b"<rss>" + ZEROS),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_cut_short(write: Write, name: str) -> None:
    originals, told = read(write(name, BOMBS[name]()))
    assert sum(len(o.data) for o in originals) < 30_000_000
    assert codes(told) & {"bad_archive", "bad_gzip", "too_large"}


def long_member(size: int) -> bytes:
    """A TAR with a sound member and one that says it has so many bytes."""
    head = tarfile.TarInfo("b.txt").tobuf()
    said = head[:124] + b"\x80" + size.to_bytes(11, "big") + head[136:148] + b" " * 8 + head[156:]
    summed = said[:148] + b"%06o\0 " % sum(said) + said[156:]
    return making.tar_of({"a.txt": STORY})[:1024] + summed + STORY


@pytest.mark.parametrize("size", [10_000, 2**40, 2**62, 2**87])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_member_of_tar_that_says_it_is_longer_than_its_archive(
    write: Write, size: int, pack: Callable[[bytes], bytes]
) -> None:
    originals, told = read(write("a.tar" if pack is bytes else "a.tar.gz", pack(long_member(size))))
    assert "bad_archive" in codes(told)
    if size > 2**30:
        assert [original.data for original in originals] == [STORY]


def test_an_archive_that_holds_itself_again_and_again(write: Write) -> None:
    data = making.zip_of({"a.txt": STORY})
    for _ in range(30):
        data = making.zip_of({"inner.zip": data})
    originals, told = read(write("deep.zip", data))
    assert (originals, codes(told)) == ([], {"bad_archive", "contents"})


def test_more_members_than_anyone_reads(write: Write) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(30_000):
            archive.writestr(f"{number}/", "")
        archive.writestr("a.txt", STORY)
    originals, _ = read(write("a.zip", out.getvalue()))
    assert [o.key for o in originals] == ["a.zip/a.txt"]


def test_a_bomb_in_a_web_archive(write: Write) -> None:
    body = gzip.compress(ZEROS)
    answers = [making.Answer(f"https://x.example/{n}", body, headers=("Content-Encoding: gzip",)) for n in range(2)]
    originals, told = read(write("a.warc", making.warc([*answers, making.Answer("https://x.example/9", PAGE)])))
    assert [o.key for o in originals] == ["https://x.example/9"]
    assert "bad_warc" in codes(told)


# XML

LAUGHS = "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 20}'>" for n in range(12)
)
XML = {
    "billion laughs": LAUGHS + "]>",
    "quadratic": "<!DOCTYPE r [<!ENTITY a '" + "x" * 100_000 + "'>]>",
    "outside entity": "<!DOCTYPE r [<!ENTITY a SYSTEM 'file://{secret}'>]>",
    "parameter entity": "<!DOCTYPE r [<!ENTITY % a SYSTEM 'file://{secret}'> %a;]>",
    "outside DTD": "<!DOCTYPE r SYSTEM 'file://{secret}'>",
    "DTD from the net": "<!DOCTYPE r SYSTEM 'http://192.0.2.1/x.dtd'>",
}


@pytest.mark.parametrize("declared", XML.values(), ids=XML.keys())
@pytest.mark.parametrize("entity", ["a", "m"])
def test_entities_are_never_expanded_or_fetched(write: Write, declared: str, entity: str) -> None:
    secret = write("secret/key.bin", b"WORD OF SECRET")
    (secret.parent / "key.bin").chmod(0o644)
    inside = f"<p>{STORY.decode()}</p>"
    feed = making.rss([{"title": "T", "link": "https://x.example/1", "content:encoded": inside}])
    head, _, tail = feed.partition(b"<rss")
    attack = head + declared.replace("{secret}", str(secret)).encode() + b"<rss" + tail
    attack = attack.replace(b"<title>T", f"<title>&{entity};".encode() + b"T")
    path = write("in/f.xml", attack)
    originals, _ = read(path)
    for original in originals:
        assert "WORD OF SECRET" not in repr(original)
        assert len(original.data) < 10_000
        assert len(original.facts.title or "") < 10_000


def test_bombs_of_entities_in_attributes_and_sitemaps(write: Write) -> None:
    bomb = (LAUGHS + "]>").encode()
    write("s.xml", bomb + b"<urlset><url><loc>&m;</loc></url></urlset>")
    path = write("f.xml", bomb + b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='&m;'/></entry></feed>")
    originals, told = read(path)
    assert originals == []
    assert codes(told) <= {"bad_feed", "addresses_only", "contents"}


def test_deep_xml(write: Write) -> None:
    _, told = read(write("f.xml", b"<rss><channel>" + b"<a>" * 500_000))
    assert codes(told) <= {"bad_feed", "contents", "quarantined"}


# web archives that lie

LIES = {
    "too long": (b"Content-Length: ", b"Content-Length: 9"),
    "far too long": (b"Content-Length: ", b"Content-Length: 99999999999999"),
    "negative": (b"Content-Length: ", b"Content-Length: -"),
    "none": (b"Content-Length: ", b"X-Length: "),
    "too short": (b"Content-Length: 1", b"Content-Length: "),
    "no number": (b"Content-Length: ", b"Content-Length: many"),
    "endless header": (b"WARC-Date: ", b"WARC-Date: " + b"x" * 5_000_000),
}


@pytest.mark.parametrize(("word", "lie"), LIES.values(), ids=LIES.keys())
def test_lying_lengths(write: Write, word: bytes, lie: bytes) -> None:
    plain = making.warc([making.Answer(f"https://x.example/{n}", PAGE * 3) for n in range(3)], packed=False)
    originals, told = read(write("a.warc", plain.replace(word, lie, 1)))
    assert all(o.data in PAGE * 3 + b"\r\n" or len(o.data) < len(plain) for o in originals)
    assert codes(told) & {"bad_warc", "contents", "quarantined"}


# PDF

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
LOOPS = {
    "pages that hold themselves": [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
    ],
    "parents in a circle": [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
        b"<< /Type /Page /Parent 2 0 R /Contents [4 0 R 4 0 R] >>",
        b"[4 0 R]",
    ],
    "a picture that draws itself": [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 5 >>\n"
        b"stream\n/X Do\nendstream",
    ],
    "two billion pages": [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>",
        b"<< /Type /Page /Parent 2 0 R >>",
    ],
    "deep brackets": [b"<< /Type /Catalog /Pages " + b"[" * 200_000 + b" >>"],
}


@pytest.mark.parametrize("objects", LOOPS.values(), ids=LOOPS.keys())
def test_loops_in_pdf(objects: list[bytes]) -> None:
    data = making.pdf_of(objects)
    decoded = decode(Original(key="a.pdf", media=Media.PDF, data=data, sha256=sha256(data)))
    assert decoded.text.strip("\f\n") == ""
    assert {d.code for d in decoded.diagnostics} <= {"bad_pdf", "scanned_pdf", "quarantined"}
    assert pdf_places(data, ((0, 5),)) == ()
    sound = making.pdf([["Ana Ruiz said so."]])
    assert decode(Original(key="b", media=Media.PDF, data=sound, sha256="")).text == "Ana Ruiz said so."


# mail

DEEP = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000))
MAIL = {
    "parts in parts in parts": DEEP,
    "ten thousand parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000,
    "parts without a boundary": b"Content-Type: multipart/alternative\n\n--\n" + STORY,
    "an encoding that is a program": b"Content-Type: text/plain; charset=zlib\n\n" + STORY,
    "an encoding that is unknown": b"Content-Type: text/html; charset=\xff\xfe\n\n" + PAGE,
    "headers without end": b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\n" + STORY,
    "addresses without end": b"From: " + b"<" * 100_000 + b"\n\n" + STORY,
    "broken base64": b"Content-Transfer-Encoding: base64\n\n" + b"=" * 100_001,
    "null bytes": b"Subject: \0\0\n\n" + STORY + b"\0",
    "a date of nowhen": b"Date: Tue, 99 Foo 99999 99:99:99 +99999999999\n\n" + STORY,
}


@pytest.mark.parametrize("data", MAIL.values(), ids=MAIL.keys())
def test_malformed_messages(write: Write, data: bytes) -> None:
    write("b.mbox", making.mbox([data, making.message("Sound.", None, {"Subject": "x", "Message-ID": "<sound>"})]))
    originals, told = read(write("a.eml", data))
    assert "sound" in {o.key for o in originals}
    assert codes(told) <= {"bad_mail", "contents"}
    for original in originals:
        assert "\ud800" not in decode(original).text


# tables and lines


def test_a_cell_of_many_megabytes(write: Write) -> None:
    originals, told = read(write("a.csv", b'url,text\nhttps://x.example/1,"' + b"word " * 4_000_000 + b'"\n'))
    assert ([len(o.data) > 19_000_000 for o in originals], codes(told)) == ([True], {"contents"})


def test_a_table_whose_quotation_never_ends(write: Write) -> None:
    _, told = read(write("a.csv", b'url,text\nhttps://x.example/1,"' + b"a,b\n" * 100_000))
    assert codes(told) <= {"contents", "bad_table"}


def test_a_name_of_the_working_folder_is_not_run(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = write("struct.py", "import pathlib; pathlib.Path('trapped').touch()\n")
    archive = write("in/a.zip", making.zip_of({"a.txt": STORY}))
    monkeypatch.chdir(trap.parent)
    assert len(read(archive)[0]) == 1
    assert not (trap.parent / "trapped").exists()
