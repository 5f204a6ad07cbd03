"""Archives, web archives, mail, feeds and tables: which documents they give, under which key, with which facts."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import making

from sayso.ingest import decode, read_originals
from sayso.records import Diagnostic, Media, Original

Write = Callable[[str, str | bytes], Path]
STORY = "Ana Ruiz said that taxes will fall next year."
PAGE = f"<html><head><title>Taxes</title></head><body><p>{STORY}</p></body></html>"


def read(path: Path) -> tuple[list[Original], dict[str, list[str]]]:
    """The originals, and the details of the diagnostics by code."""
    found = list(read_originals([path]))
    told: dict[str, list[str]] = {}
    for item in found:
        if isinstance(item, Diagnostic):
            told.setdefault(item.code, []).append(item.detail)
    return [item for item in found if isinstance(item, Original)], told


ARCHIVES = {
    "a.zip": making.zip_of,
    "a.tar": making.tar_of,
    "a.tar.gz": lambda members: making.tar_of(members, "w:gz"),
    "a.tgz": lambda members: making.tar_of(members, "w:gz"),
    "a.tar.bz2": lambda members: making.tar_of(members, "w:bz2"),
    "a.tar.xz": lambda members: making.tar_of(members, "w:xz"),
}


@pytest.mark.parametrize(("name", "make"), ARCHIVES.items(), ids=ARCHIVES.keys())
def test_members_are_read_as_files_of_a_folder(write: Write, name: str, make: Callable[..., bytes]) -> None:
    lines = json.dumps({"id": "line", "text": STORY}).encode()
    members = {"news/b.html": PAGE.encode(), "news/a.txt": STORY.encode(), "news/c.jsonl": lines}
    found, told = read(write(name, make(members)))
    assert {o.key: o.media for o in found} == {
        f"{name}/news/b.html": Media.HTML,
        f"{name}/news/a.txt": Media.TEXT,
        "line": Media.JSON_TEXT,
    }
    assert {o.data for o in found} == {PAGE.encode(), STORY.encode(), lines}
    assert told == {"contents": ["1 documents", "3 documents"]}


def test_a_manifest_inside_an_archive_speaks_for_its_files(write: Write) -> None:
    about = b"path,outlet,date\na.txt,Norvan Courier,2018-01-18\ngone.txt,X,\n"
    archive = making.zip_of({"n/about.csv": about, "n/a.txt": STORY.encode()})
    (original,), told = read(write("a.zip", archive))
    assert (original.facts.outlet, original.facts.published) == ("Norvan Courier", "2018-01-18")
    assert told["bad_manifest"] == ["line 3: there is no file gone.txt"]


def test_archives_inside_archives(write: Write) -> None:
    inner = making.tar_of({"w.warc.gz": making.warc([making.Answer("https://tower.example/1", PAGE.encode())])}, "w:gz")
    (original,), told = read(write("a.zip", making.zip_of({"inner.tar.gz": inner})))
    assert (original.key, original.data) == ("https://tower.example/1", PAGE.encode())
    assert len(told["contents"]) == 3


def test_what_pages_are_made_of_is_counted(write: Write) -> None:
    members = {"p.html": PAGE.encode(), "p_files/frame.html": PAGE.encode(), "p_files/x.js": b"1", "q.png": b"2"}
    found, told = read(write("a.zip", making.zip_of({**members, ".hidden/x.txt": b"3", "x.docx": b"4"})))
    assert [o.key for o in found] == ["a.zip/p.html"]
    assert told["contents"] == ["1 documents; passed over: 1 hidden files, 3 resources of pages"]
    assert told["unsupported"] == ["save it as plain text (.txt)"]


def test_saved_pages_with_their_folders(write: Write) -> None:
    write("p.html", PAGE)
    write("p_files/frame.html", PAGE)
    folder = write("other_files/note.txt", STORY).parent.parent
    write("p_files/deep/x.js", "1")
    found, told = read(folder)
    assert [o.key for o in found] == ["other_files/note.txt", "p.html"]
    assert told == {"resources_passed_over": ["2 files"]}


def test_pages_of_a_web_archive(write: Write) -> None:
    answers = [
        making.Answer("https://tower.example/dam?a=1", PAGE.encode()),
        making.Answer("https://tower.example/logo.png", b"\x89PNG", "image/png"),
        making.Answer("https://tower.example/gone", b"no", status="404 Not Found"),
        making.Answer("https://tower.example/robots.txt", b"User-agent: *", "text/plain"),
    ]
    for packed in (True, False):
        (original,), told = read(write("a.warc.gz" if packed else "a.warc", making.warc(answers, packed=packed)))
        assert (original.key, original.facts.url) == ("https://tower.example/dam?a=1",) * 2
        assert (original.data, original.facts.captured) == (PAGE.encode(), "2024-02-03T10:11:12Z")
        expected = "1 answers with status 404, 1 image/png, 1 records that are no page"
        assert told["contents"] == [f"1 documents; passed over: {expected}"]


ENCODED = {
    "gzip": (gzip.compress(PAGE.encode(), mtime=0), "Content-Encoding: gzip"),
    "chunked": (b"5\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n" % (PAGE[:5].encode(), len(PAGE) - 5, PAGE[5:].encode()),) * 1
    + ("Transfer-Encoding: chunked",),
    "told and not done": (PAGE.encode(), "Content-Encoding: gzip"),
    "chunked told and not done": (PAGE.encode(), "Transfer-Encoding: chunked"),
}


@pytest.mark.parametrize(("body", "header"), ENCODED.values(), ids=ENCODED.keys())
def test_encodings_of_answers_are_undone(write: Write, body: bytes, header: str) -> None:
    answer = making.Answer("https://tower.example/1", body, headers=(header,))
    (original,), _ = read(write("a.warc", making.warc([answer], packed=False)))
    assert original.data == PAGE.encode()


def test_the_encoding_that_the_server_gave_is_used(write: Write) -> None:
    body = "<p>Анна Руис сказала, что налоги снизятся.</p>".encode("cp1251")
    answer = making.Answer("https://tower.example/1", body, "text/html; charset=windows-1251")
    (original,), _ = read(write("a.warc", making.warc([answer])))
    assert "Анна Руис" in decode(original).text
    assert original.facts.encoding == "windows-1251"


def test_a_broken_web_archive_keeps_what_came_before(write: Write) -> None:
    whole = making.warc([making.Answer(f"https://tower.example/{n}", PAGE.encode()) for n in range(3)])
    found, told = read(write("a.warc.gz", whole[: len(whole) // 2] + b"\0garbage" + whole[len(whole) // 2 :]))
    assert [o.key for o in found] == ["https://tower.example/0"]
    assert told["bad_warc"]


def test_a_package_of_web_archives(write: Write) -> None:
    answer = making.Answer("https://tower.example/1", PAGE.encode())
    members = {"archive/data.warc.gz": making.warc([answer]), "pages/pages.jsonl": b"{}"}
    (original,), told = read(write("a.wacz", making.zip_of(members)))
    assert (original.key, original.facts.captured) == ("https://tower.example/1", "2024-02-03T10:11:12Z")
    assert told == {"contents": ["1 documents"]}
    assert read(write("b.wacz", making.zip_of({"x": b"1"})))[1].keys() == {"bad_archive"}


def test_a_newsletter_is_read_in_its_html(write: Write) -> None:
    headers = {
        "From": "The Tower Daily <news@tower.example>",
        "Subject": "Café prices",
        "Date": "Tue, 05 Mar 2024 23:30:00 -0500",
        "List-Id": "daily.tower.example",
    }
    (original,), _ = read(write("n.eml", making.message("plain", PAGE, headers)))
    assert (original.key, original.media, decode(original).text.strip()) == ("n.eml", Media.MAIL_HTML, PAGE)
    facts = original.facts
    assert (facts.title, facts.outlet, facts.author) == ("Café prices", "The Tower Daily", None)
    assert facts.published == "2024-03-05"


def test_a_letter_has_an_author_and_may_be_plain(write: Write) -> None:
    headers = {"From": "Ana Writer <ana@tower.example>", "Subject": "Hello"}
    (original,), _ = read(write("n.eml", making.message(STORY, None, headers)))
    assert (original.media, decode(original).text.strip(), original.facts.author) == (
        Media.MAIL_TEXT,
        STORY,
        "Ana Writer",
    )


def test_a_mailbox_has_a_document_a_message(write: Write) -> None:
    messages = [
        making.message(f"{STORY} {n}", None, {"Subject": "S"} | ({"Message-ID": "<7@tower>"} if n else {}))
        for n in range(2)
    ]
    found, told = read(write("n.mbox", making.mbox(messages)))
    assert [o.key for o in found] == ["n.mbox#1", "7@tower"]
    assert [decode(o).text.strip() for o in found] == [f"{STORY} 0", f"{STORY} 1"]
    assert told == {"contents": ["2 documents"]}


def test_a_message_without_text(write: Write) -> None:
    _, told = read(write("n.eml", b"Subject: x\nContent-Type: image/png\n\nabc"))
    assert told == {"bad_mail": ["no part of it is text"]}


def test_entries_of_a_feed(write: Write) -> None:
    items = [
        {
            "title": "Taxes &amp; <b>dams</b>",
            "link": "https://tower.example/1",
            "pubDate": "Tue, 05 Mar 2024 23:30:00 -0500",
            "dc:creator": "Ana Writer",
            "media:title": "not this",
            "content:encoded": f"<p>{STORY}</p>",
        },
        {"title": "Short", "link": "https://tower.example/2", "description": "Only this."},
    ]
    (original,), told = read(write("f.rss", making.rss(items)))
    facts = original.facts
    assert (original.key, decode(original).text) == ("https://tower.example/1", f"<p>{STORY}</p>")
    assert (facts.title, facts.outlet, facts.author, facts.published, facts.language) == (
        "Taxes & dams",
        "The Tower",
        "Ana Writer",
        "2024-03-05",
        "en",
    )
    assert told == {
        "addresses_only": ["1 of 2 entries have a summary only"],
        "contents": ["1 documents"],
    }


def test_entries_of_atom(write: Write) -> None:
    entry = (
        '<id>urn:1</id><title>T</title><link href="https://lantern.example/1"/><link rel="self" href="x"/>'
        "<updated>2024-03-06T01:00:00Z</updated><published>2024-03-05T10:00:00Z</published>"
    )
    contents = (
        f'<content type="html">&lt;p&gt;{STORY}&lt;/p&gt;</content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p></div></content>',
    )
    for content in contents:
        (original,), _ = read(write("f.atom", making.atom([entry + content])))
        assert (original.key, original.facts.published) == ("https://lantern.example/1", "2024-03-05")
        assert f"<p>{STORY}</p>" in decode(original).text


def test_a_sitemap_holds_no_documents(write: Write) -> None:
    found, told = read(write("s.xml", making.sitemap(["https://tower.example/1", "https://tower.example/2"])))
    assert found == []
    assert told == {"addresses_only": ["a sitemap of 2 addresses and 0 further sitemaps"]}
    assert read(write("t.xml.gz", gzip.compress(making.sitemap(["https://a.example"], root="sitemapindex"))))[1] == {
        "addresses_only": ["a sitemap of 0 addresses and 1 further sitemaps"]
    }


@pytest.mark.parametrize("data", [b"<html><p>x</p></html>", b"not XML", b"<rss"])
def test_other_xml_is_told(write: Write, data: bytes) -> None:
    assert read(write("x.xml", data))[1].keys() <= {"bad_feed", "contents"}


def test_an_export_of_a_press_archive(write: Write) -> None:
    rows = (
        "stories_id,publish_date,title,url,media_name,story_text\n"
        f'7,2024-01-05 10:00:00,Taxes,https://tower.example/1,The Tower,"{STORY}\nMore."\n'
        f",2024-01-06,Dams,https://tower.example/2,The Tower,{STORY}\n"
        "9,2024-01-07,None,https://tower.example/3,The Tower,\n"
    )
    (first, second), told = read(write("export.csv", rows))
    assert (first.key, decode(first).text) == ("7", f"{STORY}\nMore.")
    assert (first.facts.outlet, first.facts.published, first.facts.url) == (
        "The Tower",
        "2024-01-05",
        "https://tower.example/1",
    )
    assert second.key == "https://tower.example/2"
    assert told == {"addresses_only": ["1 rows have an address and no text"], "contents": ["2 documents"]}


def test_an_export_in_json_lines(write: Write) -> None:
    line = {"stories_id": 7, "story_text": STORY, "media_name": "The Tower", "publish_date": "2024-01-05"}
    for name, data in (
        ("e.jsonl", json.dumps(line).encode()),
        ("e.jsonl.gz", gzip.compress(json.dumps(line).encode())),
    ):
        (original,), _ = read(write(name, data))
        assert (original.key, decode(original).text, original.facts.outlet) == ("7", STORY, "The Tower")


def test_a_capture_time_in_a_line(write: Write) -> None:
    line = {"id": "1", "text": STORY, "captured": "2024-01-05T10:00:00+02:00"}
    (original,), _ = read(write("e.jsonl", json.dumps(line)))
    assert original.facts.captured == "2024-01-05T08:00:00Z"
