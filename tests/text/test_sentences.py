"""Sentences of English news: expectations are texts with "|" between sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text import sentences
from sayso.text.sentences import LONGEST_SENTENCE

CASES = {
    "title before a name": "Mr. Okoro met Sen. Vale. |Both left.",
    "initials": "Jason C. Marsh spoke. |So did George W. Lunt.",
    "country inside a sentence": "The U.S. envoy came.",
    "country at the end": "She left the U.S. |The talks went on.",
    "month before a day": "They met on Dec. 29. |No one spoke.",
    "time of day": "It opens at 5 p.m. on Monday and shuts at 6 p.m. |He waited.",
    "company": "Orrin Inc. said so. |It was Orrin Inc. |The firm lost.",
    "number with a point": "It grew 3.5 percent. |Prices fell.",
    "No. before a number": "No. 5 is alive. |He said no. |Ana agreed.",
    "quote ends the sentence": '"We won." |He smiled.',
    "curly quote ends the sentence": "“We won.” |He smiled.",
    "quoted question with its cue": '"Why?" Ana Ruiz asked. |"I won\'t."',
    "quoted exclamation with a small cue": "“Never!” they shouted.",
    "quoted question without a cue": "“Who came?” |The crowd grew.",
    "ellipsis inside": 'He said "no..." and left. |I think... I know.',
    "spaced ellipsis": "I saw it . . . and ran.",
    "no blank after the full stop": "He left.|The talks ended.",
    "no blank after a closing quote": "“We are strong.”|He left.",
    "a full stop instead of a comma": "the front (NFR).and its allies. |Then came rain.",
    "address": "Visit www.Example.com now.",
    "list number": "1. First point. |2. Second point.",
    "dated line": "Dec. 31, 2017—Norvan daily (pro-army): The end.",
    "lines": "No full stop here\n|Nor here",
    "state": "In Washington, D.C., he won. |She lost.",
    "question and exclamation": "What now?! |Nothing.",
    "parenthesis": "It ended (badly.) |They left.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentences_as_marked(marked: str) -> None:
    text = marked.replace("|", "")
    found = [text[start:end] for start, end in sentences(text, (0, len(text)))]
    assert found == [part.strip() for part in marked.split("|")]


def test_offsets_count_from_the_start_of_the_text() -> None:
    text = "Before it. It ended. It ended."
    assert sentences(text, (11, 30)) == ((11, 20), (21, 30))


def test_a_line_without_end_is_cut() -> None:
    text = "word " * 5_000
    found = sentences(text, (0, len(text)))
    assert len(found) > 1
    assert all(end - start <= LONGEST_SENTENCE for start, end in found)


@given(st.text(alphabet=st.sampled_from("aB1 .!?…\"”“'()\n—U.S"), max_size=120))
def test_sentences_cover_all_but_white_space_in_order(text: str) -> None:
    found = sentences(text, (0, len(text)))
    at = 0
    for start, end in found:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
