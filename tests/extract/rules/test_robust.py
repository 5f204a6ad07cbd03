"""Whatever the text, the rules return sound spans, the same ones each time, and in time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.rules import RulesExtractor
from tests.extract.helpers import clean_text

WORDS = "said told he she the minister Ana Ruiz that to and according reported as claim was saying 2019 Dec. @x"
MARKS = ",.:;?!—-()[]\"'“”‘’«»„`\n\t\0\u202e…"
PIECES = (*WORDS.split(), *MARKS, "``", "''", "שלום", "٣", "𝒳", " ", "  ")
SOUP = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


@given(SOUP | st.text(max_size=120))
def test_spans_are_sound(text: str) -> None:
    for triple in RulesExtractor().extract(clean_text(text)).triples:
        for spans in (triple.source, triple.cue, triple.content):
            assert list(spans) == sorted(spans)
            for start, end in spans:
                assert 0 <= start < end <= len(text)
                assert not _cuts_a_word(text, start) and not _cuts_a_word(text, end)
        assert triple.content
        assert 0 <= triple.confidence <= 1


def _cuts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() and text[at].isascii()


@given(SOUP)
def test_the_same_text_gives_the_same_result(text: str) -> None:
    assert RulesExtractor().extract(clean_text(text)) == RulesExtractor().extract(clean_text(text))


@given(SOUP)
def test_a_holder_contains_what_it_holds(text: str) -> None:
    triples = RulesExtractor().extract(clean_text(text)).triples
    for index, triple in enumerate(triples):
        assert triple.nested_in != index
        if triple.nested_in is not None:
            outer = triples[triple.nested_in].content
            assert all(any(o[0] <= s and e <= o[1] for o in outer) for s, e in triple.content)


@pytest.mark.parametrize(
    "text",
    [
        "word and so it goes " * 50_000,
        "“" * 100_000,
        "'" * 100_000,
        "he said " * 12_000,
        ", the " * 16_000,
        "(" * 100_000,
        "a" * 100_000,
        "‘x " * 30_000,
    ],
    ids=["words", "opening", "apostrophes", "cues", "commas", "brackets", "one-word", "singles"],
)
def test_one_line_of_100_000_characters_and_more(text: str) -> None:
    before = time.process_time()
    RulesExtractor().extract(clean_text(text))
    assert time.process_time() - before < 4
