"""Rounds of collecting from a local server that misbehaves: what is asked, what is kept, and when it is asked again."""

import gzip
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest

from sayso import app
from sayso.ingest.apart import Apart
from sayso.ingest.sandbox import Broken
from sayso.records import ConfigError, Diagnostic, Media, Original, StoreError
from sayso.watch import reading
from sayso.watch.collecting import DAY, back_off, retry_after
from sayso.watch.config import read_config
from sayso.watch.state import State
from tests.watch.conftest import Desk
from tests.watch.serving import Handler, Server

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1", "::1"])]
Article = Callable[[str], str]


def originals(desk: Desk) -> list[Original]:
    return [item for item in desk.waiting() if isinstance(item, Original)]


def troubles(desk: Desk) -> list[tuple[str, str]]:
    return [(item.code, item.key) for item in desk.waiting() if isinstance(item, Diagnostic)]


def moved(location: str) -> Callable[[Handler], None]:
    return lambda handler: handler.give(b"", status=302, Location=location)


def test_a_page_is_kept_with_its_address_and_the_time_of_capture(desk: Desk, server: Server, article: Article) -> None:
    desk.feed("/a.html")
    server.page("/a.html", article("the port would reopen"), "text/html; charset=UTF-8")
    assert desk.round() == {"lists": 1, "found": 1, "captured": 1}
    (original,) = originals(desk)
    assert original.key == original.facts.url == f"{server.url}/a.html"
    assert original.facts.captured == "2018-01-15T07:06:40Z"
    assert (original.facts.title, original.facts.encoding) == ("One", "utf-8")
    assert server.asked == ["/robots.txt", "/feed.xml", "/a.html"]


def test_what_has_not_changed_is_not_sent_again(desk: Desk, server: Server, article: Article) -> None:
    desk.feed("/a.html")
    sent: list[str | None] = []

    def page(handler: Handler) -> None:
        sent.append(handler.headers["If-None-Match"])
        handler.give(article("it would").encode(), status=304 if sent[-1] else 200, ETag='"1"')

    server.pages["/a.html"] = page
    desk.round()
    desk.clock.time += DAY
    assert desk.round()["unchanged"] == 1
    assert sent == [None, '"1"']
    assert len(originals(desk)) == 1


def test_changed_content_is_kept_too_and_equal_content_is_not(desk: Desk, server: Server, article: Article) -> None:
    desk.feed("/a.html")
    for words in ("it would open", "it would open", "it would not open"):
        server.page("/a.html", article(words))
        desk.round(polite="delay = 0\nrevisit_hours = [24, 48]")
        desk.clock.time += DAY
    assert [b"not" in original.data for original in originals(desk)] == [False, True]
    before = len(server.asked)
    assert desk.round(polite="delay = 0\nrevisit_hours = [24, 48]").get("captured") is None
    assert server.asked[before:] == ["/feed.xml"]


def test_robots_are_asked_first_and_kept(desk: Desk, server: Server, article: Article) -> None:
    desk.feed("/open.html", "/closed/a.html")
    server.page("/robots.txt", "User-agent: *\nDisallow: /closed/", "text/plain")
    server.page("/open.html", article("it would"))
    server.page("/closed/a.html", article("it would not"))
    assert desk.round() == {"lists": 1, "found": 2, "captured": 1, "given up": 1}
    assert troubles(desk) == [("fetch_forbidden", f"{server.url}/closed/a.html")]
    assert "/closed/a.html" not in server.asked
    desk.clock.time += 3600
    desk.round()
    assert server.asked.count("/robots.txt") == 1


def test_a_redirect_does_not_lead_around_robots(desk: Desk, server: Server, article: Article) -> None:
    desk.feed("/a.html")
    server.page("/robots.txt", "User-agent: *\nDisallow: /closed/", "text/plain")
    server.pages["/a.html"] = moved("/closed/a.html")
    server.page("/closed/a.html", article("it would not"))
    desk.round()
    assert troubles(desk) == [("fetch_forbidden", f"{server.url}/a.html")]
    assert "/closed/a.html" not in server.asked


def test_nothing_is_asked_of_a_host_whose_robots_are_in_trouble(desk: Desk, server: Server) -> None:
    desk.feed()
    server.pages["/robots.txt"] = lambda handler: handler.give(b"", status=500)
    assert desk.round() == {"failed": 1}
    assert server.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1:PORT/", "http://169.254.169.254:PORT/a", "http://[::ffff:10.0.0.1]:PORT/", "http://0:PORT/"],
)
def test_a_redirect_to_a_machine_that_is_not_public_is_refused(desk: Desk, server: Server, target: str) -> None:
    desk.feed("/a.html")
    server.pages["/a.html"] = moved(target.replace("PORT", str(server.port)))
    assert desk.round()["given up"] == 1
    assert troubles(desk) == [("fetch_refused", f"{server.url}/a.html")]
    assert "it is not public" in desk.log()[-1][2]


def test_a_feed_that_names_forbidden_addresses(desk: Desk, server: Server, article: Article) -> None:
    desk.feed(f"http://192.168.0.1:{server.port}/", "javascript:alert(1)", "/a.html")
    server.page("/a.html", article("it would"))
    assert desk.round()["captured"] == 1
    assert [code for code, _ in troubles(desk)] == ["fetch_refused", "fetch_refused"]


def test_redirects_end(desk: Desk, server: Server) -> None:
    desk.feed("/a.html")
    server.pages["/a.html"] = moved("/b.html")
    server.pages["/b.html"] = moved("/a.html")
    assert desk.round()["failed"] == 1
    assert len(server.asked) == 2 + 6
    assert desk.log()[-1] == (f"{server.url}/a.html", "fetch_failed", "more than 5 redirects")


def test_a_page_after_redirects_has_the_address_where_it_is(desk: Desk, server: Server, article: Article) -> None:
    desk.feed("/go/1", "/go/2")
    server.page("/a.html", article("it would"))
    server.pages["/go/1"] = server.pages["/go/2"] = moved("/a.html")
    desk.round()
    assert [original.key for original in originals(desk)] == [f"{server.url}/a.html"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_wants_a_rest_gets_it(desk: Desk, server: Server, article: Article, status: int) -> None:
    desk.feed("/a.html", "/b.html")
    server.pages["/a.html"] = lambda handler: handler.give(b"", status=status, Retry_After="1800")
    server.page("/b.html", article("it would"))
    assert desk.round() == {"lists": 1, "found": 2, "held": 1, "waiting": 1}
    desk.clock.time += 1700
    before = len(server.asked)
    desk.round()
    assert len(server.asked) == before
    server.page("/a.html", article("it would not"))
    desk.clock.time += 100
    assert desk.round()["captured"] == 2


def test_failures_are_tried_again_ever_later_and_then_given_up(desk: Desk, server: Server) -> None:
    desk.feed("/a.html")
    server.pages["/a.html"] = lambda handler: handler.give(b"", status=500)
    asked = []
    for _ in range(40):
        before = server.asked.count("/a.html")
        desk.round(polite="delay = 0\ntries = 4")
        if server.asked.count("/a.html") > before:
            asked.append(desk.clock.time)
        desk.clock.time += 30
    assert [late - early for early, late in pairwise(asked)] == [60, 120, 240]
    assert troubles(desk) == [("fetch_failed", f"{server.url}/a.html")]


def test_what_is_gone_is_given_up_at_once(desk: Desk, server: Server) -> None:
    desk.feed("/a.html")
    assert desk.round()["given up"] == 1
    assert troubles(desk) == [("fetch_failed", f"{server.url}/a.html")]


@pytest.mark.parametrize(
    "feed",
    [
        b"",
        b"<html>not found",
        b"<rss><channel><item></rss",
        b"\xff\xfe\x00broken",
        b"<!DOCTYPE r [<!ENTITY a 'b'>]><rss/>",
    ],
)
def test_a_broken_feed_costs_itself_alone(desk: Desk, server: Server, article: Article, feed: bytes) -> None:
    desk.feed("/a.html")
    server.page("/broken.xml", feed, "text/xml")
    server.page("/a.html", article("it would"))
    plans = "".join(f'[[feeds]]\nurl = "{server.url}/{name}.xml"\n' for name in ("broken", "feed"))
    counts = desk.round(plans)
    assert counts["captured"] == 1
    assert counts.get("failed", 0) + counts["lists"] == 2


BROKEN_LINKS = ("http://[", "//[x", "http://a]b/", "http://\u2100.example/", "http://2130706433/", "http://0x7f.1/")


def test_links_that_are_no_addresses_cost_themselves_alone(desk: Desk, server: Server, article: Article) -> None:
    desk.feed(*BROKEN_LINKS, "/good")
    server.page("/good", article("the port would reopen"))
    sitemaps = "".join(f"<sitemap><loc>{link}</loc></sitemap>" for link in BROKEN_LINKS)
    server.page("/map.xml", f"<sitemapindex>{sitemaps}</sitemapindex>", "text/xml")
    both = f'[[feeds]]\nurl = "{server.url}/feed.xml"\n[[sitemaps]]\nurl = "{server.url}/map.xml"\n'
    assert desk.round(both)["captured"] == 1
    assert {code for code, _ in troubles(desk)} == {"fetch_refused"}


@pytest.mark.parametrize("link", BROKEN_LINKS)
def test_redirects_to_what_is_no_address_cost_themselves_alone(
    desk: Desk, server: Server, article: Article, link: str
) -> None:
    desk.feed("/moved", "/good")
    server.pages["/moved"] = moved(quote(link, safe=":/[]"))
    server.page("/good", article("the port would reopen"))
    assert desk.round()["captured"] == 1
    server.pages["/robots.txt"] = moved(quote(link, safe=":/[]"))
    desk.clock.time += 2 * DAY
    desk.round()


def test_a_feed_with_very_many_addresses_keeps_no_other_from_its_turn(desk, server, article, monkeypatch) -> None:
    monkeypatch.setattr(reading, "MOST_ADDRESSES", 300)
    desk.feed(*(f"/flood/{number}" for number in range(400)))
    server.page("/small.xml", "<rss><channel><item><link>/z</link></item></channel></rss>", "text/xml")
    server.page("/z", article("the port would reopen"))
    feeds = "".join(f'[[feeds]]\nurl = "{server.url}/{name}.xml"\n' for name in ("feed", "small"))
    counts = desk.round(feeds, "delay = 0\nmost_articles = 4")
    assert (counts["found"], counts["captured"]) == (301, 1)
    assert ("too_large", f"{server.url}/feed.xml") in troubles(desk)


class Breaking(Apart):
    """Breaks on what asks for it, as a hostile file would break its reader."""

    def feed(self, data):
        if b"break me" in data:
            raise Broken("its reader was ended by signal 11")
        return super().feed(data)

    def robots(self, data, product):
        if b"break me" in data:
            raise Broken("it took more than 20 seconds of processor time")
        return super().robots(data, product)

    def body(self, data, encodings, most):
        if encodings and b"break me" in data:
            raise Broken("it needs more memory than its limit")
        return super().body(data, encodings, most)


def test_what_breaks_its_reader_is_kept_as_evidence_and_the_round_goes_on(tmp_path, server, article) -> None:
    with Breaking() as apart:
        desk = Desk(tmp_path, server, apart)
        desk.feed("/good", "/packed")
        server.page("/good", article("the port would reopen"))
        server.page("/packed", b"break me", **{"Content-Encoding": "gzip"})
        server.page("/broken.xml", "<rss>break me</rss>", "text/xml")
        feeds = "".join(f'[[feeds]]\nurl = "{server.url}/{name}.xml"\n' for name in ("broken", "feed"))
        counts = [desk.round(feeds), desk.round(feeds)]
    assert counts[0]["captured"] == 1
    waiting = desk.waiting()
    told = [item for item in waiting if isinstance(item, Diagnostic) and item.code == "quarantined"]
    kept = {item.key: item.data for item in waiting if isinstance(item, Original) and item.media is Media.UNREAD}
    assert [item.key for item in told] == [f"{server.url}/broken.xml", f"{server.url}/packed"]
    assert list(kept.values()) == [b"<rss>break me</rss>", b"break me"]


def test_a_robots_txt_that_breaks_its_reader_keeps_its_host_unasked(tmp_path, server, article) -> None:
    with Breaking() as apart:
        desk = Desk(tmp_path, server, apart)
        server.page("/robots.txt", "break me")
        desk.feed("/good")
        assert "lists" not in desk.round()
    assert [item.key for item in desk.waiting() if isinstance(item, Original)] == [f"{server.url}/robots.txt"]


def test_nothing_that_was_fetched_is_parsed_in_the_process_of_the_watch(desk, server, article, monkeypatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("parsed here")

    for name in ("feeds.read_feed", "feeds.xml_root", "sitemaps.read_sitemap", "robots.read_robots", "http.gunzip"):
        monkeypatch.setattr(f"sayso.ingest.{name}", never)
    desk.feed("/good")
    server.page("/robots.txt", "User-agent: *\nDisallow: /secret\n")
    server.page("/good", gzip.compress(article("the port would reopen").encode()), **{"Content-Encoding": "gzip"})
    assert desk.round()["captured"] == 1


def test_slow_endless_and_bombing_pages_cost_themselves_alone(desk: Desk, server: Server, article: Article) -> None:
    desk.feed("/endless.html", "/bomb.html", "/a.html")
    server.page("/a.html", article("it would"))
    server.pages["/bomb.html"] = lambda handler: handler.give(
        gzip.compress(b"\0" * 20_000_000), Content_Encoding="gzip"
    )

    def endless(handler: Handler) -> None:
        handler.raw(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(1000):
            handler.raw(b"x" * 10_000)

    server.pages["/endless.html"] = endless
    counts = desk.round(polite="delay = 0\nbody_bytes = 100000")
    assert (counts["captured"], counts["failed"]) == (1, 2)


def test_sitemaps_and_what_they_name(desk: Desk, server: Server, article: Article) -> None:
    inner = "".join(
        f"<url><loc>{server.url}/{name}.html</loc><lastmod>{day}</lastmod></url>"
        for name, day in (("new", "2018-01-14"), ("old", "2017-01-01"))
    )
    server.page(
        "/map.xml", f"<sitemapindex><sitemap><loc>{server.url}/in.xml</loc></sitemap></sitemapindex>", "text/xml"
    )
    server.page("/in.xml", f"<urlset>{inner}</urlset>", "text/xml")
    server.page("/new.html", article("it would"))
    assert desk.round(f'[[sitemaps]]\nurl = "{server.url}/map.xml"')["captured"] == 1
    assert "/old.html" not in server.asked


def test_pages_are_looked_at_again_in_their_time(desk: Desk, server: Server, article: Article) -> None:
    plan = f'[[pages]]\nurl = "{server.url}/council"\nevery_minutes = 60\noutlet = "Town"'
    server.page("/council", article("it would"))
    desk.round(plan)
    desk.clock.time += 3599
    assert desk.round(plan) == {}
    desk.clock.time += 1
    server.page("/council", article("it would not"))
    assert desk.round(plan) == {"captured": 1}
    assert {original.facts.outlet for original in originals(desk)} == {"Town"}


def test_a_host_at_rest_keeps_no_others_from_their_turn(desk: Desk, server: Server, article: Article) -> None:
    other = f"http://localhost:{server.port}/other.html"
    desk.feed("/a.html", "/b.html", other)
    for path in ("/a.html", "/b.html"):
        server.pages[path] = lambda handler: handler.give(b"", status=429, Retry_After="7200")
    server.page("/other.html", article("it would"))
    one_each = "delay = 0\nmost_articles = 2"
    assert desk.round(polite=one_each)["waiting"] == 1
    assert desk.round(polite=one_each) == {"captured": 1}
    assert [original.key for original in originals(desk)] == [other]


def test_requests_to_one_host_are_apart(desk: Desk, server: Server, article: Article) -> None:
    desk.feed("/a.html", "/b.html")
    for name in "ab":
        server.page(f"/{name}.html", article(name))
    server.page("/robots.txt", "User-agent: *\nCrawl-delay: 5", "text/plain")
    desk.round(polite="delay = 2")
    assert desk.clock.slept == [5, 5, 5]


def test_what_is_no_article_is_told(desk: Desk, server: Server) -> None:
    desk.feed("/a.png", "/empty.html")
    server.page("/a.png", b"\x89PNG", "image/png")
    server.page("/empty.html", b"")
    desk.round()
    assert [code for code, _ in troubles(desk)] == ["fetch_unsupported", "empty"]


def test_one_watch_at_a_time(desk: Desk) -> None:
    with State(desk.folder / "state"), pytest.raises(StoreError, match="watch_state"):
        State(desk.folder / "state")


def test_a_file_that_is_no_state_is_left_alone(desk: Desk) -> None:
    path = desk.folder / "state"
    path.write_text("something else, and long enough to be looked at as a database" * 20)
    with pytest.raises(StoreError, match="watch_state"):
        State(path)
    assert path.read_text().startswith("something else")


@pytest.mark.parametrize(
    "text",
    [
        "",
        'contact = "desk@example.org"',
        'contact = "nobody"\n[[pages]]\nurl = "http://example.org/"',
        'contact = "a@b.org\\r\\nX: y"\n[[pages]]\nurl = "http://example.org/"',
        'contact = "a@b.org"\n[[pages]]\nurl = "http://example.org:22/"',
        'contact = "a@b.org"\n[[pages]]\nurl = "http://example.org/"\nevery = 3',
        'contact = "a@b.org"\n[[pages]]\nurl = "http://example.org/"\n[polite]\ndelay = -1',
        'contact = "a@b.org"\n[[pages]]\nurl = "http://example.org/"\n[tell]\nwebhook = "ftp://example.org/"',
        'contact = "a@b.org"\n[[pages]]\nurl = "http://e.org/"\n[[questions]]\nname="a"\n[[questions]]\nname="a"',
        "contact = ",
    ],
)
def test_a_configuration_that_cannot_be_used(desk: Desk, text: str) -> None:
    desk.path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="bad_watch_config"):
        read_config(desk.path)


def test_the_sample_configuration_can_be_used(root: Path) -> None:
    config = read_config(root / "sample" / "desk.toml")
    assert config.agent.endswith("(+desk@example.org)")


def test_back_off_and_retry_after() -> None:
    assert [back_off(n) for n in (1, 2, 3, 30)] == [60, 120, 240, DAY]
    assert retry_after("120", 0.0) == 120
    assert retry_after("Thu, 01 Jan 1970 00:10:00 GMT", 60.0) == 540
    assert [retry_after(value, 0.0) for value in ("", "soon", "-5", "99999999999")] == [0, 0, 0, DAY]


HEADER = "stories_id,publish_date,title,url,language,media_name"
EXPORTS = {
    "export.csv": HEADER + "\n7,2024-03-05,Port,{url}/a,en,The Tower\n8,,,x,,\n",
    "export.jsonl": (
        '{{"url": "{url}/a", "publish_date": "2024-03-05", "media_name": "The Tower", "title": "Port"}}\n[]\n'
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_the_addresses_in_an_export_are_fetched_once(desk: Desk, server: Server, article: Article, name: str) -> None:
    (desk.folder / name).write_text(EXPORTS[name].format(url=server.url))
    server.page("/a", article("the port would reopen"))
    desk.configure(f'[read]\nextract = false\n[[lists]]\nfile = "{name}"\n', "delay = 0")
    rounds = [
        app.watch(desk.path, desk.folder / "l", app.WatchOptions(once=True, apart=False, clock=desk.clock))
        for _ in range(2)
    ]
    assert [done.captured for done in rounds] == [1, 0]
    with app.open_ledger(desk.folder / "l") as ledger:
        (row,) = ledger.documents()
    assert (row.url, row.outlet, row.title, row.published) == (f"{server.url}/a", "The Tower", "Port", "2024-03-05")


@pytest.mark.parametrize("data", [None, b"", b"\0\xff", b"path,title\na,b\n", b"url\n"])
def test_a_list_that_cannot_be_used(desk: Desk, data: bytes | None) -> None:
    if data is not None:
        (desk.folder / "export.csv").write_bytes(data)
    desk.configure('[[lists]]\nfile = "export.csv"\n')
    with pytest.raises(ConfigError, match="bad_watch_config"):
        app.watch(desk.path, desk.folder / "l", app.WatchOptions(once=True, apart=False, clock=desk.clock))
