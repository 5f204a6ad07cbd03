"""Text that no newsroom wrote: the reader neither fails nor takes longer than its length allows."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.reader import Reader

HOSTILE = {
    "nothing": "",
    "blanks": " \t \u00a0 \u2003",
    "control characters": "".join(map(chr, range(0x20))).replace("\n", "") + "\x7f\x85 said \u202e\ufeff she",
    "words of many pieces": " ".join(f"qz{i}xkvß≈{i * 7919}jwq" for i in range(200)),
    "one word": "a" * 20_000,
    "marks alone": '“"’«' * 500,
    "a mark around every word": '"a" ' * 500,
    "cues alone": "said " * 500,
    "combining accents": "e" + "\u0301" * 2000,
    "emoji": "\U0001d4aehe said \U0001f600\U0001f600 “\U0001f937” " * 40,
    "names alone": "Ana Ruiz " * 500,
    "one sentence without end": "he said that the road was closed and " * 60,
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_read(reader: Reader, kind: str) -> None:
    text = HOSTILE[kind]
    for triple in reader.read(text, ((0, len(text)),) if text else ()):
        spans = triple.source + triple.cue + triple.content
        assert all(0 <= start < end <= len(text) for start, end in spans)


def test_a_million_quotation_marks_are_read_in_linear_time(reader: Reader) -> None:
    def seconds(count: int) -> float:
        text = '"' * count
        began = time.process_time()
        reader.read(text, ((0, count),))
        return time.process_time() - began

    seconds(200)
    assert seconds(4000) < 12 * seconds(800) + 0.2


@settings(max_examples=25, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab sAid.,:;\"'“”‘’«»—\t\u0301\u200bß中é09@#"), max_size=120))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for triple in Reader.load().read(text, ((0, len(text)),) if text else ()):
        spans = triple.source + triple.cue + triple.content
        assert triple.cue and triple.content
        assert all(0 <= start < end <= len(text) for start, end in spans)
