"""Readers of the annotated corpora: every corpus becomes a list of `Article`s."""

import hashlib
import json
import os
import re
from pathlib import Path

import msgspec

Span = tuple[int, int]
PARAGRAPH = re.compile(r"[^\n]+")


class Gold(msgspec.Struct, frozen=True):
    """One annotated attribution; fragments are half-open code points of the article's text, in text order."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


class Article(msgspec.Struct, frozen=True):
    """One annotated text."""

    id: str
    outlet: str
    text: str
    attributions: tuple[Gold, ...]


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


def polnear(part: str) -> list[Article]:
    """PolNeAR articles: `fit` and `calibration` are nine tenths and one tenth of train, `dev` is dev."""
    if part == "dev":
        return read_jsonl(corpora() / "polnear" / "dev.jsonl")
    train = read_jsonl(corpora() / "polnear" / "train.jsonl")
    return [a for a in train if is_held_back(a.id) == (part == "calibration")]
