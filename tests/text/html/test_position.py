"""The kept copy of a repeated sentence is the one in the article, and every kept character leads back to its place."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import BlockKind, Layout
from sayso.text.html import CleanedHtml, clean_html
from sayso.text.html.scanner import scan
from sayso.text.html.writing import write
from sayso.text.offsets import bad_segments, to_clean, to_raw

LEAD = "The harbour council of Vellmar voted on Monday to close the eastern docks until the strike is over."
REST = [
    "“Nobody asked the dockers,” said Mira Tolland, who has led the union since the spring of last year.",
    "The council said in a statement that it had no choice, and that talks would go on in the coming week.",
    "About 400 people marched through the old town in the evening, according to the police of the district.",
    "The strike began in March, after the council had cut the night allowance by a third without a warning.",
]


def layout(cleaned: CleanedHtml) -> Layout:
    return Layout(document="d", segments=cleaned.segments, blocks=cleaned.blocks)


def page(article: str) -> str:
    teaser = (
        f'<ul class="teasers"><li><a href="/a">{LEAD}</a></li><li><a href="/b">Weather: rain until Friday</a></li></ul>'
    )
    return (
        "<html><head><title>Docks to close | The Vellmar Post</title></head><body>"
        f"<nav><a href='/'>Home</a> <a href='/news'>News</a></nav><div id='top'>{teaser}</div>"
        f"<article><h1>Docks to close</h1>{article}</article>"
        f"<aside class='related'><h3>Most read</h3>{teaser}</aside><footer>© The Vellmar Post</footer></body></html>"
    )


def test_the_kept_copy_of_a_repeated_sentence_is_the_one_in_the_article() -> None:
    raw = page("".join(f"<p>{text}</p>" for text in (LEAD, *REST)))
    cleaned = clean_html(raw, "k")
    assert cleaned.clean.count(LEAD) == 1
    at = cleaned.clean.index(LEAD)
    start = raw.index("<p>" + LEAD) + len("<p>")
    assert to_raw(layout(cleaned), (at, at + len(LEAD))) == ((start, start + len(LEAD)),)
    assert to_clean(layout(cleaned), (raw.index(LEAD), raw.index(LEAD) + len(LEAD))) is None


def test_a_sentence_repeated_inside_the_article_maps_to_its_own_copies() -> None:
    raw = page("".join(f"<p>{text}</p>" for text in (LEAD, *REST, LEAD)))
    cleaned = clean_html(raw, "k")
    first, last = cleaned.clean.index(LEAD), cleaned.clean.rindex(LEAD)
    starts = [raw.index("<p>" + LEAD) + 3, raw.rindex("<p>" + LEAD) + 3]
    assert first < last
    assert [to_raw(layout(cleaned), (at, at + len(LEAD)))[0][0] for at in (first, last)] == starts


def test_clean_text_of_inline_markup_entities_and_white_space() -> None:
    body = (
        "<p>A<b>cc</b>ording&nbsp;to  the\r\n council&#8217;s <i>own</i> figures,<br>R&amp;D &lt; 3 %. "
        + REST[1]
        + "</p>"
    )
    raw = page(body + "".join(f"<p>{text}</p>" for text in REST))
    cleaned = clean_html(raw, "k")
    assert "\n\nAccording to the council’s own figures, R&D < 3 %. The council said" in cleaned.clean
    assert bad_segments(raw, cleaned.clean, layout(cleaned)) == ()


def test_words_behind_links_inside_a_kept_paragraph_are_kept() -> None:
    body = f"<p>{LEAD} <a href='x'>A report</a> by <a href='y'>the agency</a> and the two others agrees. {REST[0]}</p>"
    cleaned = clean_html(page(body + "".join(f"<p>{text}</p>" for text in REST)), "k")
    assert "over. A report by the agency and the two others agrees. “Nobody" in cleaned.clean


def test_kinds_of_blocks() -> None:
    body = (
        f"<p>{LEAD}</p><h2>What comes next</h2><p>{REST[1]}</p><ul><li>Talks on Tuesday in the town hall.</li>"
        f"<li>A vote on Friday, by show of hands.</li></ul><blockquote><p>{REST[0]}</p></blockquote><p>{REST[2]}</p>"
        "<table><tr><td>Dockers</td><td>1,200</td></tr></table>"
    )
    raw = page(body)
    kept = {raw[slice(*block.span)]: block.kind for block in clean_html(raw, "k").blocks if block.kept}
    assert kept["Docks to close"] is BlockKind.TITLE
    assert kept["What comes next"] is BlockKind.HEADING
    assert kept["Talks on Tuesday in the town hall."] is BlockKind.ITEM
    assert kept[REST[0]] is BlockKind.QUOTE
    assert kept["Dockers</td><td>1,200"] is BlockKind.CELL
    assert kept[LEAD] is BlockKind.PARAGRAPH


def test_what_is_left_out_is_listed_with_its_reason() -> None:
    raw = page("".join(f"<p>{text}</p>" for text in (LEAD, *REST)))
    blocks = clean_html(raw, "k").blocks
    left_out = [(raw[slice(*block.span)], block.reason) for block in blocks if not block.kept]
    assert left_out[0] == ("Home</a> <a href='/news'>News", "navigation")
    assert left_out[-1] == ("© The Vellmar Post", "navigation")
    assert any("Most read" in text and reason == "not_main_content" for text, reason in left_out)


def test_hidden_text_inside_a_paragraph_is_not_text() -> None:
    body = f"<p>{LEAD} It <span style='display:none'>really </span>did. {REST[0]}</p>"
    cleaned = clean_html(page(body + "".join(f"<p>{text}</p>" for text in REST)), "k")
    assert "over. It did. “Nobody" in cleaned.clean


def test_hidden_text_inside_a_paragraph_is_a_block_left_out() -> None:
    body = f"<p>{LEAD} It <span style='display:none'>really </span>did. {REST[0]}</p>"
    raw = page(body + "".join(f"<p>{text}</p>" for text in REST))
    cleaned = clean_html(raw, "k")
    hidden = [block for block in cleaned.blocks if block.reason == "hidden"]
    assert [raw[slice(*block.span)].strip() for block in hidden] == ["really"]
    start = cleaned.clean.index("It did.")
    assert [raw[s:e] for s, e in to_raw(layout(cleaned), (start, start + 7))] == ["It", "did."]


def test_a_kicker_above_the_title_and_a_date_below_it_are_left_out() -> None:
    body = f"<p>March 4, 2024 - 11:28 AM</p><p>{LEAD}</p>"
    raw = page(body + "".join(f"<p>{text}</p>" for text in REST)).replace("<h1>", "<p>Water</p><h1>")
    clean = clean_html(raw, "k").clean
    assert "Water\n" not in clean
    assert "March 4" not in clean


def test_a_small_box_with_a_form_is_left_out() -> None:
    box = "<div><h4>The Norvan letter in your inbox</h4><p>Every Sunday, at no cost.</p><form><input></form></div>"
    raw = page("".join(f"<p>{text}</p>" for text in (LEAD, *REST)) + box)
    clean = clean_html(raw, "k").clean
    assert "inbox" not in clean
    assert LEAD[:30] in clean
    article = "".join(f"<p>{text}</p>" for text in (LEAD, *REST, *REST))
    assert LEAD[:30] in clean_html(page(f"<form>{article}</form>"), "k").clean


WORDS = st.sampled_from(
    [
        "Mira",
        "said",
        "that",
        "400",
        "&amp;",
        "&eacute;t&eacute;",
        "𠀀",
        "&#0;",
        "a<b",
        "&nbsp;",
        "\x00",
        "“no”",
        "&notit;",
    ]
)
_PLAIN_TAGS = """<p> </p> <div> </div> <b> </b> <br> <li> <td> </tr> <!-- --> </a> <script> </script> <svg/> <x </ ]]>
    <![CDATA[ <h1> <article> </article> </span> <div/>"""
TAGS = st.sampled_from([*_PLAIN_TAGS.split(), "<a href='x>y'>", "<span hidden>", '<a b="', "<p =''>"])
MARKUP = st.lists(st.one_of(WORDS, TAGS, st.sampled_from([" ", "\n", "\r\n", LEAD])), max_size=60).map("".join)


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_any_markup_gives_a_sound_map_and_orderly_blocks(markup: str) -> None:
    raw = page(markup)
    cleaned = clean_html(raw, "k")
    assert bad_segments(raw, cleaned.clean, layout(cleaned)) == ()
    assert cleaned == clean_html(raw, "k")
    ends = within = 0
    for block in cleaned.blocks:
        assert block.span[0] < block.span[1]
        assert ends <= block.span[0] or (block.reason == "hidden" and block.span[1] <= within)
        ends, within = max(ends, block.span[1]), block.span[1] if block.kept else within
    paragraphs = [cleaned.clean[slice(*block.clean)] for block in cleaned.blocks if block.clean]
    assert "\n\n".join(paragraphs) == cleaned.clean


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=80))
def test_any_string_is_read(raw: str) -> None:
    cleaned = clean_html(raw, "k")
    assert bad_segments(raw, cleaned.clean, layout(cleaned)) == ()


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_writing_is_idempotent(markup: str) -> None:
    once = _write_all(markup)
    again = _write_all("".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in once.split("\n\n") if paragraph))
    assert again == once


def _write_all(raw: str) -> str:
    """The clean layer when every piece of text is a paragraph of its own."""
    texts = scan(raw).texts
    return write(raw, [[text] for text in texts], [BlockKind.PARAGRAPH] * len(texts)).clean


@pytest.mark.parametrize("times", [6])
def test_the_same_page_many_times_gives_the_same(times: int) -> None:
    raw = page("".join(f"<p>{text}</p>" for text in (LEAD, *REST)))
    assert len({clean_html(raw, "k").clean for _ in range(times)}) == 1
