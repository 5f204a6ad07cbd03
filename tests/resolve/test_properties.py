"""Any text with any spans is resolved: one statement per attribution, spans inside the text, always the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Attribution, Form, MadeBy, Span, Spans, Statement
from sayso.resolve import ResolveInput, resolve_document
from tests.resolve.marked import given as plain

WORDS = (
    "Ana Ruiz", "RUIZ", "Mr Ruiz", "he", "she", "I", "they", "who", "the minister", "a spokesman", "said", "told",
    "wrote:", "citing", "the", "Harbour News", "on Monday", "in 1987", "this weekend", "Dec. 31, 2017—",
    "“taxes", "fall”", ",", ".", "\n", "?", "Q:", "’s", "2022", "İ", "\u00a0", "ﬁ", "𝒜", "-", "",
)  # fmt: skip


@st.composite
def inputs(draw: st.DrawFn) -> ResolveInput:
    text = draw(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=60))
    attributions = tuple(_attribution(draw, text, index) for index in range(draw(st.integers(0, 4))))
    return plain(text, attributions if text else (), published=draw(st.sampled_from(["2018-01-18", "../2018-01-18"])))


def _attribution(draw: st.DrawFn, text: str, index: int) -> Attribution:
    source, cue, content = (_spans(draw, len(text)) for _ in range(3))
    return Attribution(
        id=f"{index}", document="d", source=source, cue=cue, content=content, form=Form.INDIRECT, confidence=1.0,
        made_by=MadeBy(extractor="given", version="1", index=index),
    )  # fmt: skip


def _spans(draw: st.DrawFn, length: int) -> Spans:
    if length == 0:
        return ()
    starts = draw(st.lists(st.integers(0, length - 1), max_size=2))
    return tuple((start, draw(st.integers(start + 1, length))) for start in starts)


@settings(deadline=None, max_examples=150)
@given(inputs())
def test_every_attribution_gets_one_statement_with_spans_inside_the_text(read: ResolveInput) -> None:
    found = resolve_document(read)
    assert [statement.id for statement in found.statements] == [a.id for a in read.attributions]
    spans = [span for statement in found.statements for span in _all_spans(statement)]
    spans += [mention.span for mention in found.mentions]
    assert all(0 <= start < end <= len(read.raw) for start, end in spans)
    assert resolve_document(read) == found


def _all_spans(statement: Statement) -> list[Span]:
    spans = [span for hop in statement.chain for span in hop.spans]
    spans += statement.speaker.spans if statement.speaker else ()
    return spans + ([statement.said.span] if statement.said and statement.said.span else [])
