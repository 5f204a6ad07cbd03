"""What is new is told once, in every way, also after a kill."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sayso import app
from tests.watch.conftest import Desk
from tests.watch.serving import Server

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
Article = Callable[[str], str]

READ = '[read]\nextractor = "rules"\nlink = false\n'
QUESTION = '[[questions]]\nname = "ruiz"\nspeaker = "Ruiz"\n'
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def watch(desk: Desk, server: Server) -> Callable[[str], app.WatchRound]:
    """Watches the feed of the server for one round, with what else stands in the configuration."""

    def one_round(rest: str) -> app.WatchRound:
        desk.configure(f'{READ}[[feeds]]\nurl = "{server.url}/feed.xml"\n{rest}', "delay = 0")
        options = app.WatchOptions(once=True, apart=False, clock=desk.clock)
        return app.watch(desk.path, desk.folder / "news.ledger", options)

    return one_round


def lines(path: Path) -> list[str]:
    return [json.loads(line)["statement"]["content"]["text"] for line in path.read_text().splitlines()]


def test_new_statements_are_told_once(watch, desk: Desk, server: Server, article: Article) -> None:
    told = desk.folder / "told.jsonl"
    tell = QUESTION + '[tell]\njson_lines = "told.jsonl"\n'
    desk.feed("/a.html")
    server.page("/a.html", article("the port would reopen"))
    assert watch(tell).told == 1
    assert watch(tell).told == 0
    desk.feed("/a.html", "/b.html")
    server.page("/b.html", article("the bridge would close"))
    desk.clock.time += 3600
    assert watch(tell).told == 1
    assert lines(told) == ["that the port would reopen", "that the bridge would close"]


def test_a_mended_article_does_not_tell_again_what_it_still_says(watch, desk, server, article) -> None:
    desk.feed("/a.html")
    server.page("/a.html", article("the port would reopen"))
    assert watch(QUESTION).told == 1
    server.page(
        "/a.html", article("the port would reopen").replace("</article>", "<p>This was corrected.</p></article>")
    )
    desk.clock.time += 24 * 3600
    again = watch(QUESTION)
    assert (again.read, again.told) == (1, 0)


def test_what_stood_there_before_a_question_is_not_new(watch, desk: Desk, server: Server, article: Article) -> None:
    desk.feed("/a.html")
    server.page("/a.html", article("the port would reopen"))
    assert watch("").told == 0
    assert watch(QUESTION).told == 0


def test_lines_written_by_a_killed_watch_are_not_written_again(watch, desk, server, article, monkeypatch) -> None:
    told = desk.folder / "told.jsonl"
    tell = QUESTION + '[tell]\njson_lines = "told.jsonl"\n'
    desk.feed("/a.html")
    server.page("/a.html", article("the port would reopen"))
    with monkeypatch.context() as patch:

        def killed(*arguments: object) -> None:
            raise KeyboardInterrupt

        patch.setattr("sayso.watch.state.State.set_told", killed)
        with pytest.raises(KeyboardInterrupt):
            watch(tell)
    with told.open("ab") as file:
        file.write(b'{"id": "half a li')
    watch(tell)
    assert lines(told) == ["that the port would reopen"]


def test_an_atom_feed_is_written_anew(watch, desk: Desk, server: Server, article: Article) -> None:
    desk.feed("/a.html")
    server.page("/a.html", article("the port &lt;b&gt; would reopen &amp; close"))
    watch(QUESTION + '[tell]\natom = "told.atom"\n')
    root = ElementTree.fromstring((desk.folder / "told.atom").read_text())
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}content") == "that the port <b> would reopen & close"
    assert entry.find(f"{ATOM}link").get("href") == f"{server.url}/a.html"
    assert entry.findtext(f"{ATOM}title") == "ruiz: Ana Ruiz"


def test_a_webhook_gets_each_until_it_takes_it(watch, desk: Desk, server: Server, article: Article) -> None:
    tell = QUESTION + f'[tell]\nwebhook = "{server.url}/hook"\n'
    desk.feed("/a.html")
    server.page("/a.html", article("the port would reopen"))
    server.pages["/hook"] = lambda handler: handler.give(b"", status=500)
    watch(tell)
    watch(tell)
    assert len(server.posted) == 1
    server.page("/hook", "taken")
    desk.clock.time += 60
    watch(tell)
    watch(tell)
    assert len(server.posted) == 2
    assert server.posted[0] == server.posted[1]
    assert json.loads(server.posted[0][1])["id"] == server.posted[0][0]


def test_a_way_that_comes_later_does_not_tell_what_was_new_before(watch, desk, server, article) -> None:
    desk.feed("/a.html")
    server.page("/a.html", article("the port would reopen"))
    assert watch(QUESTION).told == 1
    watch(QUESTION + '[tell]\njson_lines = "told.jsonl"\n')
    assert lines(desk.folder / "told.jsonl") == []


def test_masked_names_are_masked(watch, desk: Desk, server: Server, article: Article) -> None:
    names = desk.folder / "names.txt"
    names.write_text("Ana Ruiz\n")
    app.build([names], desk.folder / "news.ledger", app.BuildOptions(redact=names, extractor="rules"))
    desk.feed("/a.html")
    server.page("/a.html", article("the port would reopen"))
    watch(QUESTION + '[tell]\njson_lines = "told.jsonl"\n')
    assert "Ruiz" not in (desk.folder / "told.jsonl").read_text().replace('"ruiz"', "")


def test_what_was_only_collected_is_extracted_later(watch, desk: Desk, server: Server, article: Article) -> None:
    desk.feed("/a.html")
    server.page("/a.html", article("the port would reopen"))
    desk.configure(f'[read]\nextract = false\n[[feeds]]\nurl = "{server.url}/feed.xml"\n', "delay = 0")
    ledger = desk.folder / "news.ledger"
    app.watch(desk.path, ledger, app.WatchOptions(once=True, apart=False, clock=desk.clock))
    with app.open_ledger(ledger) as held:
        assert (len(list(app.documents(held))), len(list(app.statements(held, app.StatementQuery())))) == (1, 0)
    watch("")
    with app.open_ledger(ledger) as held:
        assert (len(list(app.documents(held))), len(list(app.statements(held, app.StatementQuery())))) == (1, 1)


def test_trouble_is_a_diagnostic_in_the_ledger(watch, desk: Desk, server: Server) -> None:
    desk.feed("/gone.html", f"http://10.0.0.1:{server.port}/")
    watch("")
    with app.open_ledger(desk.folder / "news.ledger") as held:
        assert {one.code for one in app.diagnostics(held)} == {"fetch_failed", "fetch_refused"}
