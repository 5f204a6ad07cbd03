"""Readers of the annotated corpora: every corpus becomes a list of `Article`s."""

import hashlib
import json
import os
import re
from pathlib import Path

import msgspec
from benchmarks.gum import GumDocument, read_gum

Span = tuple[int, int]
OWN_VOICE = frozenset(("i", "we", "you", "me", "us", "my", "your", "our"))
PARAGRAPH = re.compile(r"[^\n]+")


class Gold(msgspec.Struct, frozen=True):
    """One annotated attribution; fragments are half-open code points of the article's text, in text order."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


class Article(msgspec.Struct, frozen=True):
    """One annotated text.

    Attributes:
        mentions: outermost mentions of entities, where the corpus marks them.
        partial: only some of the attributions are marked, and their borders follow other rules.
    """

    id: str
    outlet: str
    text: str
    attributions: tuple[Gold, ...]
    mentions: tuple[Span, ...] = ()
    partial: bool = False


def corpora() -> Path:
    """The folder of the shared corpora: `$SAYSO_CORPORA` or `../shared/corpora` beside the checkout."""
    default = Path(__file__).resolve().parents[2] / "shared" / "corpora"
    return Path(os.environ.get("SAYSO_CORPORA", default))


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text in which a line is a paragraph."""
    return tuple(m.span() for m in PARAGRAPH.finditer(text) if m.group().strip())


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(sorted((start, end) for start, end in pairs if end > start))


def read_jsonl(path: Path) -> list[Article]:
    """The articles of a file in the format of `corpora/polnear`."""
    out: list[Article] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        golds = tuple(Gold(*(_spans(a[role]) for role in ("source", "cue", "content"))) for a in row["attributions"])
        out.append(Article(row["id"], row.get("publisher", ""), row["text"], golds))
    return out


def is_held_back(article_id: str) -> bool:
    """Whether an article belongs to the tenth kept apart for calibration, by the hash of its id."""
    return int(hashlib.sha256(article_id.encode()).hexdigest(), 16) % 10 == 0


def gum() -> list[Article]:
    """The training part of GUM: attributions whose source is a third person, and outermost mentions; both partial.

    The corpus marks a speaker's own "I think" as well; PolNeAR does not, so those are left out.
    """
    documents = (d for d in read_gum(corpora() / "gum", labels=True) if not d.measuring)
    return [_of_gum(d) for d in documents]


def _of_gum(document: GumDocument) -> Article:
    golds: list[Gold] = []
    for source, cue, content in document.attributions:
        words = [document.text[slice(*span)].lower() for span in source]
        verbs = tuple(span for span in cue if _is_verb(document, span))
        if verbs and not OWN_VOICE.intersection(words):
            golds.append(Gold(tuple(source), verbs[:1], tuple(content)))
    mentions = outermost([span for spans in document.mentions.values() for span in spans])
    return Article(document.name, "", document.text, tuple(golds), mentions, partial=True)


def _is_verb(document: GumDocument, span: Span) -> bool:
    """Whether a span of tokens holds a verb."""
    return any(span[0] <= start < span[1] and tag.startswith("VB") for start, _, tag in document.tokens)


def outermost(spans: list[Span]) -> tuple[Span, ...]:
    """The spans that lie in no other, in text order."""
    out: list[Span] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not out or end > out[-1][1]:
            out.append((start, end))
    return tuple(out)


def polnear(part: str) -> list[Article]:
    """PolNeAR articles: `fit` and `calibration` are nine tenths and one tenth of train, `dev` is dev."""
    if part == "dev":
        return read_jsonl(corpora() / "polnear" / "dev.jsonl")
    train = read_jsonl(corpora() / "polnear" / "train.jsonl")
    return [a for a in train if is_held_back(a.id) == (part == "calibration")]
