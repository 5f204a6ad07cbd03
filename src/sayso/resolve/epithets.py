"""What actors of a document call each other, and whom such a word stands for in the mouth of who uses it."""

import re
from collections.abc import Iterable

from sayso.records import Epithet, Span, SpeakerKind, Value
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import ORGANISATION, OUTLET, PERSON, PLACE
from sayso.resolve.lexicon import lexicon
from sayso.resolve.sources import singular
from sayso.resolve.view import View

_QUOTED = r"[“\"‘'](?P<word>[^”\"’'\n]{2,60}?)[,.]?[”\"’']"
_CALLS = (
    r"(?:call(?:s|ed)?|term(?:s|ed)?|label(?:s|ed|led)?|dub(?:s|bed)?|brand(?:s|ed)?|describe[sd]?\s+as|"
    r"refer(?:s|red)?\s+to\s+as)"
)
_EPITHETS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("refers to as", re.compile(
        rf"\b(?:refer(?:s|red|ring)?)\s+to\s+(?P<referent>[^“\"‘;.\n]{{2,70}}?)\s+(?:as|by)\s+(?:[\w\s-]{{0,40}}?)?"
        rf"{_QUOTED}", re.IGNORECASE)),
    ("calls", re.compile(
        rf"(?<!\bin)(?<!\bto),?\s+\b(?:which|whom)\s+(?P<user>[\w’' -]{{2,60}}?)\s+{_CALLS}\s+(?:an?\s+|the\s+)?"
        rf"{_QUOTED}", re.IGNORECASE)),
    ("decries as", re.compile(
        rf"\b(?:describe[sd]?|decr(?:y|ies|ied)|denounce[sd]?|brand(?:s|ed)?|label(?:s|led|ed)?|deride[sd]?|"
        rf"condemn(?:s|ed)?)\s+(?P<referent>[^“\"‘;:.\n]{{2,60}}?),?\s+as\s+(?:an?\s+|the\s+)?{_QUOTED}",
        re.IGNORECASE)),
    ("derogatory", re.compile(
        rf"\b(?:derogator\w+|pejorative\w*|disparaging\w*|mocking\w*|insulting\w*)\s+(?:term\s+|name\s+|nickname\s+|"
        rf"called\s+|known\s+as\s+|referred\s+to\s+as\s+|calls?\s+|dubbed\s+)?{_QUOTED}", re.IGNORECASE)),
    ("parenthesis", re.compile(
        rf"{_QUOTED},?\s+(?:\(\s*|which\s+)(?:[\w\s]{{0,40}}?)(?:refers?\s+to|meaning|means|"
        rf"(?:a|their|its|his)\s+(?:term|name|word)\s+for)\s+[“\"‘']?(?P<referent>[\w’' -]{{2,60}})", re.IGNORECASE)),
)  # fmt: skip
_NO_NAME_FOR = re.compile(
    r"\b(?:like|very|too|so|not|as|more|most|himself|herself|is|are|was|were|be|been)\b|,", re.IGNORECASE
)
_NO_ACTOR = re.compile(
    r"(?:it|him|her|them|himself|herself|itself|themselves|us|me|this|that|these|those|such|what|how|on|in|at|by|as|"
    r"for|with|from|being|having)\b",
    re.IGNORECASE,
)
_NOUN_LIKE = re.compile(r"^(?:the|an?|[A-Z])|s$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_THE = r"(?:\b(?:the|these|those|an?)\s+)"
_BODIES = frozenset({"group", "organisation", "organization", "movement", "party"})
LONGEST_WORDS = 5
"""Words of an epithet; longer quotations describe, and name nobody."""


class KnownEpithet(Value, frozen=True, kw_only=True):
    """A word that somebody is known to use for somebody, from outside of the document.

    Attributes:
        user: who uses it; it stands for its referent in nobody else's mouth.
        word: the word, without article.
        referent: whom it is used for.
    """

    user: str
    word: str
    referent: str


def find_epithets(document: str, view: View, entities: Entities) -> tuple[Epithet, ...]:
    """The words that the text says somebody uses for an actor, in text order; `sayer` is left open."""
    found: dict[Span, Epithet] = {}
    for rule, pattern in _EPITHETS:
        for match in pattern.finditer(view.text):
            span = match.span()
            word = match.group("word").strip()
            if any(s < span[1] and span[0] < e for s, e in found) or not _is_name_for(word, match):
                continue
            referent = _referent(entities, match)
            user = _user(view, entities, match)
            if rule in ("calls", "refers to as", "decries as") and referent is None:
                continue
            found[span] = Epithet(
                document=document,
                user=user if user != referent else None,
                word=word,
                referent=referent,
                span=view.outward(span)[0],
                rule=rule,
            )
    return tuple(found[span] for span in sorted(found))


def known_epithets(found: Iterable[Epithet], given: Iterable[KnownEpithet]) -> tuple[KnownEpithet, ...]:
    """Those of a document whose user and referent it tells, and those given from outside."""
    learnt = [KnownEpithet(user=e.user, word=e.word, referent=e.referent) for e in found if e.user and e.referent]
    return (*learnt, *given)


def epithets_in(view: View, span: Span, user: str, known: Iterable[KnownEpithet]) -> list[tuple[Span, str]]:
    """Where somebody's words use an epithet of theirs, and whom it stands for.

    Args:
        view: the text.
        span: what is said. Offsets of the view's text; so are the spans returned.
        user: who says it.
        known: see `known_epithets`.
    """
    found: list[tuple[Span, str]] = []
    for epithet in known:
        if not _same_actor(epithet.user, user):
            continue
        bare = re.escape(_ARTICLE.sub("", epithet.word))
        for match in re.finditer(
            rf"{_THE}?(?<![\w-])(?P<word>{bare})(?![\w-])", view.text[slice(*span)], re.IGNORECASE
        ):
            found.append(((span[0] + match.start("word"), span[0] + match.end("word")), epithet.referent))
    return sorted(set(found))


def _same_actor(one: str, other: str) -> bool:
    return _ARTICLE.sub("", one.casefold()) == _ARTICLE.sub("", other.casefold())


def _is_name_for(word: str, match: re.Match[str]) -> bool:
    """Whether quoted words can be what somebody is called: few, no clause or comparison, no bare adjective."""
    if len(word.split()) > LONGEST_WORDS or _NO_NAME_FOR.search(word):
        return False
    before = match.string[max(0, match.start("word") - 6) : match.start("word") - 1]
    return bool(_NOUN_LIKE.search(word) or re.search(r"\b(?:an?|the|term|name|word)\s+$", before))


def _user(view: View, entities: Entities, match: re.Match[str]) -> str | None:
    """Who uses the word: the subject named in the match, else the actor named before it in the sentence, else after."""
    words = match.groupdict().get("user")
    if words:
        names = entities.within(match.span("user"))
        if names:
            return entities.at(names[-1]).name
        bare = words.strip()
        return None if bare.lower() in {"it", "he", "she", "they", "we", "some", "many"} else _ARTICLE.sub("", bare)
    if match.group().lower().find("which") > 0:
        return None
    sentence = view.sentence(match.start())
    subject = re.match(r"[\s(“\"]*(?:[Tt]he\s+)?(?P<noun>[a-z]+)\s+$", view.text[sentence[0] : match.start()])
    if subject:
        return subject.group("noun")
    before = [
        n
        for n in entities.within((sentence[0], match.start()))
        if entities.at(n).kind != PLACE and match.string[n.end : n.end + 1] not in ("’", "'")
    ]
    after = [
        n for n in entities.within((match.end(), min(sentence[1], match.end() + 60))) if entities.at(n).kind == PERSON
    ]
    chosen = before[-1] if before else after[0] if after else None
    return entities.at(chosen).name if chosen else None


def _referent(entities: Entities, match: re.Match[str]) -> str | None:
    """For whom the word stands: named in the match, or right before it; None where that is no actor."""
    text = (match.groupdict().get("referent") or "").strip()
    if not text:
        names = [n for n in entities.before(match.start() + 1) if match.start() - n.end < 3]
        entity = entities.at(names[-1]) if names else None
        return entity.name if entity and _is_actor(entity) else None
    if _NO_ACTOR.match(text):
        return None
    named = _named_referent(entities, match, text)
    if named:
        return named
    bare = re.sub(r",.*$", "", _ARTICLE.sub("", text))
    if not _names_people(bare):
        return None
    bodies = [n for n in entities.before(match.start()) if entities.at(n).kind == ORGANISATION]
    return entities.at(bodies[-1]).name if bare in _BODIES and bodies else bare or None


def _names_people(phrase: str) -> bool:
    """Whether a phrase's head is a noun for people or a body of people."""
    lex = lexicon()
    head = re.split(r"\s(?:of|in|from|at|for|on|who|with)\s", phrase)[0].split()[-1:]
    noun = singular(head[0].lower()) if head else ""
    return (
        noun in lex.person_nouns
        or noun in lex.organisation_nouns
        or (head[0].lower() if head else "") in lex.group_nouns
    )


def _named_referent(entities: Entities, match: re.Match[str], text: str) -> str | None:
    """The actor whose name opens or closes the phrase; a name within ("migrants from Velia") is not who is meant."""
    start, end = match.span("referent")
    names = entities.within((start, end))
    if not names:
        return None
    bare = len(text) - len(_ARTICLE.sub("", text))
    first, last = names[0], names[-1]
    opens = first.lead <= start + bare and not re.match(r"[’']", match.string[first.end : first.end + 1])
    closes = last.end >= end - 1 and match.string[: last.lead].rstrip().endswith(",")
    return entities.at(first).name if opens else entities.at(last).name if closes else None


def _is_actor(entity: Entity) -> bool:
    return entity.kind in (PERSON, ORGANISATION, OUTLET, SpeakerKind.GROUP)
