"""What a page says about itself is found with its place, and dates are the publisher's days."""

import pytest

from sayso.records import Found
from sayso.text.html import html_facts
from sayso.text.html.dates import edtf_day


def page(head: str = "", body: str = "<p>Text.</p>") -> str:
    return f"<html lang='en-GB'><head>{head}</head><body>{body}</body></html>"


def published(head: str, body: str = "") -> Found | None:
    return html_facts(page(head, body), "k").found.published


def json_ld(fields: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>'


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-11-19T02:10:00+05:30", "2019-11-19"),
        ("2019-11", "2019-11"),
        ("20191119", "2019-11-19"),
        ("2019/11/19 10:00", "2019-11-19"),
        ("Mon, 18 Nov 2019 10:00:00 GMT", "2019-11-18"),
        ("November 5, 2019", "2019-11-05"),
        ("5 November 2019", "2019-11-05"),
        ("2019-02-30", None),
        ("11/12/2019", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_days_as_written(text: str, day: str | None) -> None:
    assert edtf_day(text) == day


def test_json_ld_comes_first_with_its_place() -> None:
    raw = page(
        '<meta property="article:published_time" content="2020-01-02T03:04:05Z">'
        + json_ld('"datePublished": "2020-01-02T05:04:05+02:00"')
    )
    found = html_facts(raw, "k").found.published
    assert found is not None and found.span is not None
    assert (found.value, found.how, raw[slice(*found.span)]) == ("2020-01-02", "json-ld", "2020-01-02T05:04:05+02:00")


def test_the_publishers_zone_wins_over_the_same_moment_in_utc() -> None:
    head = json_ld('"datePublished": "2020-01-03T01:30:00Z"')
    head += '<meta property="article:published_time" content="2020-01-02T20:30:00-05:00">'
    facts = html_facts(page(head), "k")
    assert facts.found.published is not None
    assert facts.found.published.value == "2020-01-02"
    assert facts.diagnostics == ()


def test_the_day_in_the_address_wins_over_a_moment_in_utc_that_can_fall_on_it() -> None:
    head = '<link rel="canonical" href="https://post.example/2020/01/02/docks">'
    facts = html_facts(page(head + json_ld('"datePublished": "2020-01-03T01:30:00Z"')), "k")
    assert facts.found.published == Found(value="2020-01-02", how="address")
    assert [d.code for d in facts.diagnostics] == ["published_conflict"]


def test_two_declared_days_are_a_conflict_and_the_first_is_used() -> None:
    head = json_ld('"datePublished": "2020-01-02"') + '<meta name="date" content="2020-03-04">'
    facts = html_facts(page(head), "k")
    assert facts.found.published is not None
    assert facts.found.published.value == "2020-01-02"
    (diagnostic,) = facts.diagnostics
    assert diagnostic.code == "published_conflict"
    assert "2020-03-04 (meta)" in diagnostic.detail


def test_htmldate_is_asked_only_where_nothing_is_declared() -> None:
    found = published("", "<div class='date'>Published 4 March 2020</div>")
    assert found is not None
    assert (found.value, found.how) == ("2020-03-04", "htmldate")
    assert published("", "<p>Nothing here.</p>") is None


def test_facts_of_a_page_with_their_places() -> None:
    head = (
        "<title>Docks &amp; ships | The Vellmar Post</title><link rel='canonical' href='https://www.post.example/docks'>"
        "<meta property='og:site_name' content='The Vellmar Post'><meta name='author' content='By Ana Ruiz'>"
    )
    raw = page(head, "<header><h1>The Vellmar Post</h1></header><h1>Docks &amp; <i>ships</i></h1><p>Text.</p>")
    facts = html_facts(raw, "k")
    found = facts.found
    assert found.title is not None and found.title.span is not None
    assert (found.title.value, raw[slice(*found.title.span)]) == ("Docks & ships", "Docks &amp; <i>ships")
    assert found.outlet is not None and found.outlet.value == "The Vellmar Post"
    assert found.author is not None and found.author.value == "Ana Ruiz"
    assert found.url is not None and found.url.value == "https://www.post.example/docks"
    assert found.language is None
    assert facts.language_hint is not None and facts.language_hint.value == "en"


def test_the_outlets_name_at_the_end_of_a_title_is_cut() -> None:
    head = "<title>Docks to close – The Post</title><meta property='og:site_name' content='The Post'>"
    title = html_facts(page(head), "k").found.title
    assert title is not None
    assert (title.value, title.how) == ("Docks to close", "title element")


def test_the_outlets_name_before_a_title_is_cut() -> None:
    head = "<title>The Post: Docks to close</title><meta property='og:site_name' content='The Post'>"
    found = html_facts(page(head), "k").found
    assert found.title is not None
    assert found.title.value == "Docks to close"


def test_an_undeclared_outlet_is_the_end_of_the_title_element() -> None:
    found = html_facts(page("<title>Docks to close | City | The Post</title>", "<h2>Docks to close</h2>"), "k").found
    assert found.title is not None
    assert found.outlet is not None
    assert (found.title.value, found.title.how) == ("Docks to close", "heading")
    assert (found.outlet.value, found.outlet.how) == ("The Post", "title element")


def test_a_title_with_a_dash_of_its_own_gives_no_outlet() -> None:
    found = html_facts(page("<title>Docks to close - for good</title>", "<h2>Most read</h2>"), "k").found
    assert found.outlet is None


def test_an_author_is_only_a_name() -> None:
    found = html_facts(page("<meta name='author' content='Analysis by Ana Ruiz | 4 March, print this'>"), "k").found
    assert found.author is not None
    assert found.author.value == "Ana Ruiz"


def test_an_outlet_without_a_name_is_the_host_of_the_address() -> None:
    outlet = html_facts(page("<link rel=canonical href='https://www.post.example/a'>"), "k").found.outlet
    assert outlet == Found(value="post.example", how="host of the address")


@pytest.mark.parametrize(
    "script", ["{", "[[[]]]", '{"@graph": 5}', '{"datePublished": null, "author": [{"name": 3}]}', "<!-- x -->"]
)
def test_broken_structured_data_is_passed_over(script: str) -> None:
    facts = html_facts(page(f'<script type="application/ld+json">{script}</script>'), "k")
    assert facts.found.published is None
