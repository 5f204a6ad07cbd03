"""Changed copies of training articles: nested attributions, other quotation marks, other capitals.

Every change is a list of replacements in the text, and all spans are moved along with it.
"""

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from training.readers import Article, Gold, Span, paragraphs_of

Edit = tuple[int, int, str]
"""Replace the code points [start, end) by a text."""

_PHRASES = Path(__file__).with_name("data") / "nested.tsv"
NESTED_SHARE = 0.12
STYLES = (("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’"), ("", ""), ("", ""))


MOST_HEADLINE = 24
"""Paragraphs of more words are not written as headlines."""
MOST_LABELLED = 80
"""Paragraphs of more words get no speaker's label."""
SMALL_WORDS = frozenset("a an the and or but of in on at to for by with from as".split())  # noqa: SIM905
LOUD = ("{}:", "MR. {}:", "MS. {}:", "SENATOR {}:", "DR. {}:")
LABELS = (*LOUD, "{}:", "Q:", "A:", "HOST:", "INTERVIEWER:", "@{}:", "RT @{}:")
"""What stands before a speaker's words in transcripts and posts."""


def phrases() -> list[tuple[str, str, str]]:
    """The reporting phrases for nesting: source, cue, link word."""
    lines = _PHRASES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(source, cue, link) for source, cue, link in rows]


def apply_edits(text: str, edits: list[Edit]) -> tuple[str, list[int]]:
    """The changed text, and for each old position (and the end) its new one; edits are sorted and apart."""
    parts: list[str] = []
    moved: list[int] = []
    done, length = 0, 0
    for start, end, new in edits:
        parts += (text[done:start], new)
        moved += range(length, length + start - done)
        length += start - done
        moved += [min(length + i, length + len(new)) for i in range(end - start)]
        length += len(new)
        done = end
    parts.append(text[done:])
    moved += range(length, length + len(text) - done + 1)
    return "".join(parts), moved


def move(spans: tuple[Span, ...], moved: list[int]) -> tuple[Span, ...]:
    """Spans after an edit; what became empty is gone."""
    pairs = ((moved[start], moved[end]) for start, end in spans)
    return tuple((start, end) for start, end in pairs if end > start)


def edited(article: Article, edits: list[Edit]) -> Article:
    """The article after the edits."""
    text, moved = apply_edits(article.text, sorted(edits))
    golds = (Gold(move(a.source, moved), move(a.cue, moved), move(a.content, moved)) for a in article.attributions)
    return Article(article.id, article.outlet, text, tuple(g for g in golds if g.cue))


def restyle_quotes(article: Article, rng: random.Random) -> Article:
    """The article with all double quotation marks in one other style, or without any."""
    opening, closing = rng.choice(STYLES)
    edits: list[Edit] = []
    inside = False
    for i, char in enumerate(article.text):
        if char == "\n":
            inside = False
        elif char in '“”"':
            opens = char == "“" or (char == '"' and not inside)
            edits.append((i, i + 1, opening if opens else closing))
            inside = opens
    return edited(article, edits)


def recase(article: Article, rng: random.Random) -> Article:
    """The article in capitals or in small letters throughout."""
    change = str.upper if rng.random() < 0.5 else str.lower
    text = "".join(c if len(change(c)) != 1 else change(c) for c in article.text)
    return Article(article.id, article.outlet, text, article.attributions)


def unstopped(article: Article, rng: random.Random) -> Article:
    """The article without full stops, and in every second case without commas; those between digits stay."""
    dropped = rng.choice((".", ".,"))
    text = article.text
    ends = [i for i, c in enumerate(text) if c in dropped and (i + 1 == len(text) or text[i + 1] in " \n")]
    return edited(article, [(i, i + 1, "") for i in ends])


def as_headlines(article: Article, rng: random.Random) -> Article:
    """The article with most of its short paragraphs written as headlines are: Words in Capitals, no stop at the end."""
    edits: list[Edit] = []
    for start, end in paragraphs_of(article.text):
        line = article.text[start:end]
        if len(line.split()) > MOST_HEADLINE or rng.random() < 0.2:
            continue
        for word in re.finditer(r"\w[\w'’]*", line):
            if word.group() not in SMALL_WORDS and len(word[0][0].upper()) == 1:
                edits.append((start + word.start(), start + word.start() + 1, word[0][0].upper()))
        if line.endswith("."):
            edits.append((end - 1, end, ""))
    return edited(article, edits)


def add_labels(article: Article, rng: random.Random) -> Article:
    """The article with a speaker's label before some paragraphs without attributions: transcripts and posts."""
    taken = [span for gold in article.attributions for part in (gold.source, gold.cue, gold.content) for span in part]
    edits: list[Edit] = []
    kind = rng.choice(LABELS)
    for start, end in paragraphs_of(article.text):
        free = not any(a < end and start < b for a, b in taken)
        if free and len(article.text[start:end].split()) <= MOST_LABELLED and rng.random() < 0.5:
            edits.append((start, start, kind.format(name_of(rng).upper() if kind in LOUD else name_of(rng)) + " "))
    text, moved = apply_edits(article.text, edits)
    golds = [_moved_outer(a, moved) for a in article.attributions]
    for start, _, label in edits:
        first = moved[start] - len(label)
        skip = 3 if label.startswith("RT ") else 0
        colon = first + label.rindex(":")
        end = text.find("\n", colon)
        golds.append(
            Gold(((first + skip, colon),), ((colon, colon + 1),), ((colon + 2, end if end > 0 else len(text)),))
        )
    return Article(article.id, article.outlet, text, tuple(golds))


def name_of(rng: random.Random) -> str:
    """An invented name of two to four syllables."""
    syllables = (rng.choice("bdfghjklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))
    return "".join(syllables).capitalize() + rng.choice(("", "", "n", "s", "r"))


def _nest(article: Article, gold: Gold, rng: random.Random) -> tuple[Edit, tuple[str, str, str]] | None:
    """Where in the content a reporting phrase goes, and which."""
    if len(gold.content) != 1:
        return None
    start, end = gold.content[0]
    body = article.text[start:end]
    if len(body.split()) < 7 or "\n" in body:
        return None
    skip = len(body) - len(body.lstrip("\"“'‘"))
    for lead in ("that ", "That "):
        if body[skip:].startswith(lead):
            skip += len(lead)
    if skip == 0 and body[0].islower():
        return None
    return (start + skip, start + skip, ""), rng.choice(phrases())


def add_nested(article: Article, rng: random.Random) -> Article:
    """The article with reporting phrases put in front of some contents, each a nested attribution of its own."""
    plans = []
    for gold in article.attributions:
        if rng.random() < NESTED_SHARE and (plan := _nest(article, gold, rng)):
            plans.append((plan, gold))
    plans.sort(key=lambda p: p[0][0][0])
    plans = [p for i, p in enumerate(plans) if i == 0 or p[0][0][0] > plans[i - 1][1].content[0][1]]
    if not plans:
        return article
    edits: list[Edit] = []
    pieces: list[tuple[int, str, str]] = []
    for ((at, _, _), (source, cue, link)), _gold in plans:
        said_link = link if rng.random() < 0.5 else ""
        opens = article.text[at - 1 : at] in "\"“'‘" or article.text[at : at + 1].isupper()
        shown = source[0].upper() + source[1:] if opens else source
        phrase = " ".join(filter(None, (shown, cue, said_link))) + " "
        first = article.text[at]
        second = article.text[at + 1 : at + 2]
        lowered = first.lower() if opens and (second.islower() and rng.random() < 0.7) else first
        edits.append((at, at + 1, phrase + lowered))
        pieces.append((at, shown, cue))
    text, moved = apply_edits(article.text, edits)
    golds = [_moved_outer(a, moved) for a in article.attributions]
    for (at, source, cue), (_plan, gold) in zip(pieces, plans, strict=True):
        begin = moved[at]
        cue_at = begin + len(source) + 1
        rest = cue_at + len(cue) + 1
        end = moved[gold.content[0][1]]
        while end > rest and text[end - 1] in "\"”’'.,":
            end -= 1
        golds.append(Gold(((begin, begin + len(source)),), ((cue_at, cue_at + len(cue)),), ((rest, end),)))
    return Article(article.id, article.outlet, text, tuple(golds))


def _moved_outer(gold: Gold, moved: list[int]) -> Gold:
    return Gold(move(gold.source, moved), move(gold.cue, moved), move(gold.content, moved))


def changed(article: Article, rng: random.Random) -> Article:
    """The article as it is seen in one epoch: mostly as it stands, sometimes changed in one way."""
    draw = 1.0 if article.partial else rng.random()
    change = next((change for share, change in CHANGES if draw < share), None)
    return change(article, rng) if change else article


CHANGES: Sequence[tuple[float, Callable[[Article, random.Random], Article]]] = (
    (0.03, recase),
    (0.05, unstopped),
    (0.08, as_headlines),
    (0.12, add_labels),
    (0.17, restyle_quotes),
    (0.39, add_nested),
)
"""Each change with the upper end of its share of draws."""
