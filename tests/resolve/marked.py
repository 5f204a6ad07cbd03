"""Documents with attributions for tests, written as marked text: <s>source</s>, <c>cue</c>, <q>content</q>.

Attributions are told apart by a number: <s1>, <c1>, <q1> belong together, <s> is short for <s0>.
"""

import re

from sayso.records import (
    Attribution,
    Block,
    BlockKind,
    Document,
    Facts,
    Form,
    FoundFacts,
    Layout,
    MadeBy,
    MapKind,
    Media,
    Segment,
    Span,
    Statement,
)
from sayso.resolve import Resolution, ResolveInput, ResolveParams, resolve_document

_MARK = re.compile(r"<(/?)([scq])(\d*)>")


def read(marked: str, **facts: str) -> ResolveInput:
    """The input that marked text stands for; `facts` are known from outside."""
    text, spans = "", {}
    opened: dict[tuple[str, int], int] = {}
    at = 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        key = (mark.group(2), int(mark.group(3) or 0))
        if mark.group(1):
            spans.setdefault(key[1], {}).setdefault(key[0], []).append((opened.pop(key), len(text)))
        else:
            opened[key] = len(text)
    text += marked[at:]
    attributions = tuple(_attribution(parts) for _, parts in sorted(spans.items()))
    return given(text, attributions, **facts)


def given(text: str, attributions: tuple[Attribution, ...], **facts: str) -> ResolveInput:
    """The input for plain text whose clean layer is its raw layer."""
    segment = Segment(clean_start=0, clean_end=len(text), raw_start=0, raw_end=len(text), kind=MapKind.COPY)
    blocks = tuple(Block(span=m.span(), kind=BlockKind.PARAGRAPH, clean=m.span()) for m in re.finditer(r"[^\n]+", text))
    document = Document(
        id="d", key="d", original="", media=Media.JSON_TEXT, encoding="utf-8", raw_sha256="", clean_sha256="",
        outside=Facts(**facts), inside=FoundFacts(),
    )  # fmt: skip
    layout = Layout(document="d", segments=(segment,) if text else (), blocks=blocks)
    return ResolveInput(document=document, raw=text, clean=text, layout=layout, attributions=attributions)


def resolve(marked: str, **facts: str) -> Resolution:
    """The resolution of marked text."""
    return resolve_document(read(marked, **facts), ResolveParams())


def statements(marked: str, **facts: str) -> tuple[Statement, ...]:
    """The statements of marked text, by number of their marks."""
    return resolve(marked, **facts).statements


def _attribution(parts: dict[str, list[Span]]) -> Attribution:
    source, cue, content = (tuple(parts.get(role, ())) for role in "scq")
    return Attribution(
        id=Attribution.make_id("d", source, cue, content), document="d", source=source, cue=cue, content=content,
        form=Form.INDIRECT, confidence=1.0, made_by=MadeBy(extractor="given", version="1"),
    )  # fmt: skip
