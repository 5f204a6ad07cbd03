"""Paragraphs become blocks, blocks become windows."""

from sayso.extract.reader.names import load_lexicon
from sayso.extract.reader.units import INSIDE, LINE, MAX_BLOCK, OPENS, OUTSIDE, blocks_of, paragraph_units


def blocks(text: str):
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return blocks_of(text, tuple(spans), load_lexicon())


def test_a_paragraph_is_a_block():
    assert len(blocks("She said no.\nHe said yes.")) == 2


def test_a_colon_takes_the_next_paragraph_along():
    (block,) = blocks("She continued:\n“It was late.”")
    assert [u.case == LINE for u in block.units].count(True) == 1


def test_an_open_quotation_takes_the_next_paragraph_along():
    assert len(blocks("“It was late,” she said. “We left\n“and went home.”\nNothing else.")) == 2


def test_a_long_paragraph_is_cut_after_a_sentence():
    text = "The rain fell on the hills again. " * 60
    cut = blocks(text)
    assert len(cut) > 1
    assert all(len(b.units) <= MAX_BLOCK for b in cut)
    assert all(b.units[-1].form == "." for b in cut)


def test_states_towards_quotation_marks():
    text = "“No,” he said."
    states = [u.state for u in paragraph_units(text, (0, len(text)), load_lexicon())]
    assert states[:2] == [OPENS, INSIDE]
    assert states[-3:] == [OUTSIDE] * 3
