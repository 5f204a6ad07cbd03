"""The words that a document uses of the entities it names, each with its place, its kind and its voice."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import StrEnum

from msgspec.structs import replace

from sayso.measure.codebook import Codebook
from sayso.measure.passages import Naming, Passages, Voice, Voices
from sayso.measure.phrases import is_phrase, is_subject, title_span
from sayso.records import Span, Spans, Value


class LabelKind(StrEnum):
    """What a label is to the name."""

    NAME = "name"
    """The name that was chosen."""
    TITLE = "title"
    """A role or office."""
    BEFORE = "before"
    """Words right before the name: "the embattled Ana Ruiz"."""
    NOUN = "noun"
    """A class noun with the name: "the Ruiz regime", "the government of Ana Ruiz"."""
    INSTEAD = "instead"
    """Words that stand for the name: "the group"."""
    AFTER = "after"
    """Words set after the name: "Ana Ruiz, a harbour pilot, …"."""
    IS = "is"
    """What the name is said to be: "Ana Ruiz is a harbour pilot"."""
    EPITHET = "epithet"
    """A word that the text says somebody uses for it."""
    VERB = "verb"
    """The verb that introduces its words."""


class Label(Value, frozen=True, kw_only=True):
    """One use of one word of one entity.

    Attributes:
        entity: of whom.
        kind: see `LabelKind`.
        label: the word or words, in small letters and without article.
        text: as written.
        voice: see `Voice`.
        speaker: whose words they are; None in the article's own voice and where that is not known.
        document, key, outlet: where it stands.
        span: where in the text.
        raw: where in the raw layer; empty where the text is known by itself only.
        statement: id of the innermost statement whose content holds it.
    """

    entity: str
    kind: LabelKind
    label: str
    text: str
    voice: Voice
    speaker: str | None
    document: str
    key: str
    outlet: str | None
    span: Span
    raw: Spans = ()
    statement: str | None = None


Found = tuple[LabelKind, Span]

NEAR = 80
"""How far before and after a name its labels are looked for, in characters."""
SHORTEST = 5
"""Characters of a word that is known by its ending."""
_WORD = r"[^\W\d_]+(?:[-’'][^\W\d_]+)*"
_NO_LABEL = (
    "the|an?|and|or|that|who|whom|which|when|while|but|if|not|of|in|on|at|to|for|by|with|from|into|over|under|after|"
    "before|during|since|than|as|about|against|between|is|was|are|were|be|been|has|have|had|will|would|said|says"
)
_LOWER = rf"(?!(?:{_NO_LABEL})\b)[^\W\d_A-Z][\w’'-]*"
_BEFORE = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[Yy]our)\s+"
    rf"(?P<words>{_LOWER}(?:,?\s+{_LOWER}){{0,3}})\s+$"
)
_NEXT = re.compile(rf"(?P<word>{_WORD})\s+$")
_FOLLOWING = re.compile(rf"(?:’s?|'s?)?\s+(?P<word>{_WORD})")
_OF = re.compile(rf"(?P<word>{_WORD})\s+(?:of|in|under)\s+(?:the\s+)?$")
_END = r"(?=\s*(?:[,.;:!?)”\"—–]|\s-\s|\b(?:who|which|that|whose|where|and|but)\b|$))"
_PHRASE = rf"(?P<words>(?:{_WORD})(?:\s+(?:{_WORD})){{0,7}}?)"
_AFTER = re.compile(rf"\s*[,(—–]\s*(?:the|an?|one of the|once the|once an?)\s+{_PHRASE}{_END}")
_IS = re.compile(
    rf"\s+(?:is|was|are|were|remains?|became|has been|have been)\s+(?:(?:just|simply|only|also|now|still|really)\s+)?"
    rf"(?:the|an?)\s+{_PHRASE}{_END}"
)
_OWNED = re.compile(r"(?:his|her|their|its|our|my|your|whose)\b", re.IGNORECASE)
_POINTING = re.compile(r"(?:that|this|these|those)\b", re.IGNORECASE)
_JOINED_TO = re.compile(r"\s+(?:and|or)\s+(?:[A-Z]\w*\s+)+[a-z]\w+")
_POSSESSED = re.compile(r"[’']s?\s")
_NOUN_NEXT = re.compile(
    rf"[\s-](?!(?:{_NO_LABEL}|as|so|also|now|then|could|can|may|might|must|did|does)\b|\w+ed\b)[a-z]\w+"
)
_ARTICLE = re.compile(r"^(?:the|an?|this|that|these|those)\s+", re.IGNORECASE)
_CUT = re.compile(
    r"\s+(?:of|for|from|in|on|at|to|with|by|under|against|over|about|as|than|after|before|because|since|if)\b.*$",
    re.DOTALL,
)
_POSSESSIVE = re.compile(r"[’']s?$")
_AND = re.compile(r"\s+and\b")


def find_labels(passages: Passages, codebook: Codebook) -> Iterator[Label]:
    """All labels of a document, in text order of the names they belong to; the verbs of saying last.

    Args:
        passages: the document.
        codebook: which words are class nouns and describing words.

    Limits: written for English. Labels are found by their place beside a name, without a parser: a label further away
    than that ("the man whom many call a crook") is not found.
    """
    voices, words, names = Voices(passages), _words(codebook), _Names(passages)
    for naming in passages.namings:
        if naming.named or names.stands_instead(naming, passages.text):
            for kind, span in _of_naming(passages.text, naming, words):
                yield _label(passages, voices, (naming.entity, kind, span))
    for title in passages.titles:
        span = title_span(passages.text, title.span, before_name=names.follows(title))
        if span is not None:
            yield _label(passages, voices, (title.entity, LabelKind.TITLE, span))
    yield from _epithets(passages)
    for spoken in passages.spoken:
        if spoken.speaker and spoken.verb and spoken.cue:
            found = _label(passages, voices, (spoken.speaker, LabelKind.VERB, spoken.cue))
            yield replace(found, label=spoken.verb)


class _Names:
    """Where entities are named in a document."""

    def __init__(self, passages: Passages) -> None:
        self._starts: dict[str, list[int]] = {}
        for naming in sorted(passages.namings, key=lambda n: n.span):
            if naming.named:
                self._starts.setdefault(naming.entity, []).append(naming.span[0])

    def _has_start(self, entity: str, first: int, last: int) -> bool:
        starts = self._starts.get(entity, [])
        at = bisect_left(starts, first)
        return at < len(starts) and starts[at] <= last

    def follows(self, title: Naming) -> bool:
        """Whether the name begins right after a title."""
        return self._has_start(title.entity, title.span[1], title.span[1] + 2)

    def stands_instead(self, naming: Naming, text: str) -> bool:
        """Whether words that point at somebody are a phrase of their own; not so "Lindish" in "Lindish officials"."""
        words = _ARTICLE.sub("", text[slice(*naming.span)])
        origin = words == text[slice(*naming.span)] and words.istitle() and _NOUN_NEXT.match(text, naming.span[1])
        own = _OWNED.match(words) is None and is_phrase(words) and not origin
        return own and not self._has_start(naming.entity, *naming.span)


class _Words(Value, frozen=True, kw_only=True):
    """The codebook, ready to be asked."""

    nouns: frozenset[str]
    describing: frozenset[str]
    never: frozenset[str]
    endings: tuple[str, ...]

    def describes(self, word: str) -> bool:
        """Whether a word after an article describes."""
        return word in self.describing or (
            word not in self.never and ("-" in word or (len(word) >= SHORTEST and word.endswith(self.endings)))
        )

    def describe(self, words: str, *, listed_only: bool = False) -> bool:
        """Whether all the words between an article and a name describe it; the last may be a class noun.

        Args:
            words: as written.
            listed_only: after "that" and the like only words of the codebook do ("emails that attacked Ruiz").
        """
        found = [word for word in re.split(r",?\s+", words.casefold()) if not word.endswith("ly")]
        adjectives = found[:-1] if len(found) > 1 and found[-1] in self.nouns else found
        has_verb = any(word.endswith("ed") for word in adjectives[1:])
        return (
            bool(adjectives)
            and not has_verb
            and all(map(self.describing.__contains__ if listed_only else self.describes, adjectives))
        )


def _words(codebook: Codebook) -> _Words:
    describing = codebook.describing
    return _Words(
        nouns=codebook.class_nouns,
        describing=frozenset(describing.words),
        never=frozenset(describing.never),
        endings=describing.endings,
    )


def _of_naming(text: str, naming: Naming, words: _Words) -> Iterator[Found]:
    start, end = naming.span
    if not naming.named:
        yield LabelKind.INSTEAD, naming.span
        return
    yield LabelKind.NAME, naming.span
    before = text[max(0, start - NEAR) : start]
    shift = start - len(before)
    described = _described(before, words)
    if described and not _is_modifier(text, naming.span):
        yield LabelKind.BEFORE, (described[0] + shift, described[1] + shift)
    of = _OF.search(before)
    if of and of.group("word").casefold() in words.nouns and not _POSSESSED.match(text, end):
        yield LabelKind.NOUN, (of.start("word") + shift, of.end("word") + shift)
    yield from _behind(text, naming.span, words)


def _is_modifier(text: str, naming: Span) -> bool:
    """Whether a name of one word stands before a noun ("the gilded Ruiz building"), which is what is described then.

    The noun may be shared ("former Ruiz and Quay Front aides"); a word joined by a hyphen always is one.
    """
    start, end = naming
    if text[end : end + 1] in {"-", "‑", "–"}:
        return True
    single = " " not in text[start:end].strip()
    return single and bool(_NOUN_NEXT.match(text, end) or _JOINED_TO.match(text, end))


def _described(before: str, words: _Words) -> Span | None:
    """Where the words stand that describe the name which follows."""
    after_article = _BEFORE.search(before)
    pointing = after_article and _POINTING.match(after_article.group())
    if after_article and words.describe(after_article.group("words"), listed_only=bool(pointing)):
        return after_article.span("words")
    last = _NEXT.search(before)
    return last.span("word") if last and last.group("word").casefold() in words.describing else None


def _behind(text: str, naming: Span, words: _Words) -> Iterator[Found]:
    """The class noun, the apposition and the predicate after a name."""
    start, end = naming
    following = _FOLLOWING.match(text, end, end + NEAR)
    hyphened = text[max(0, start - 1) : start] in {"-", "‑"}
    if following and not hyphened and following.group("word").casefold() in words.nouns:
        yield LabelKind.NOUN, following.span("word")
        return
    for kind, pattern in ((LabelKind.AFTER, _AFTER), (LabelKind.IS, _IS)):
        found = pattern.match(text, end, end + NEAR)
        if found is None or (kind is LabelKind.IS and not is_subject(text[max(0, start - NEAR) : start])):
            continue
        label = _CUT.sub("", found.group("words"))
        shared = _AND.match(text, found.end()) and words.describes(label.split()[-1].casefold())
        if is_phrase(found.group("words")) and not label.endswith("ed") and not shared:
            yield kind, (found.start("words"), found.start("words") + len(label))


def _label(passages: Passages, voices: Voices, found: tuple[str, LabelKind, Span]) -> Label:
    entity, kind, span = found
    voice, spoken = voices.at(span[0])
    text = passages.text[slice(*span)]
    return Label(
        entity=entity,
        kind=kind,
        label=_key(text),
        text=text,
        voice=voice,
        speaker=spoken.speaker if spoken else None,
        document=passages.document,
        key=passages.key,
        outlet=passages.outlet,
        span=span,
        statement=spoken.statement if spoken else None,
    )


def _epithets(passages: Passages) -> Iterator[Label]:
    """Epithets belong to who uses them, wherever the text explains them."""
    for called in passages.called:
        yield Label(
            entity=called.entity,
            kind=LabelKind.EPITHET,
            label=_key(called.word),
            text=called.word,
            voice=Voice.QUOTED,
            speaker=called.user,
            document=passages.document,
            key=passages.key,
            outlet=passages.outlet,
            span=called.span,
        )


def _key(text: str) -> str:
    """The words of a label for counting: small letters, no article, no possessive, single blanks."""
    return _POSSESSIVE.sub("", _ARTICLE.sub("", " ".join(text.split()))).casefold()
