"""What actors of a document call each other, and whom such a word stands for in the mouth of who uses it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sayso.records import Epithet, Span, SpeakerKind, Value
from sayso.resolve.calling import RULES, Rule
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import ORGANISATION, OUTLET, PERSON, PLACE
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import Name
from sayso.resolve.view import View
from sayso.resolve.wording import singular

_NO_NAME_FOR = re.compile(
    r"\b(?:like|very|too|so|not|as|more|most|himself|herself|is|are|was|were|be|been|this|that|it|you|i|we|our|my|your|their)\b|,",
    re.IGNORECASE,
)
_NO_ACTOR = re.compile(
    r"(?:it|him|her|them|himself|herself|itself|themselves|us|me|this|that|these|those|such|what|how|on|in|at|by|as|"
    r"for|with|from|being|having|out|off|upon|attention)\b",
    re.IGNORECASE,
)
_NOUN_LIKE = re.compile(r"^(?:the|an?)\s|^[A-Z]|s$")
_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her)\s+", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:an?|the|term|name|word|nickname|label|slur|epithet)\s+$")
_THE = r"(?:\b(?:the|these|those|an?)\s+)"
_ITS_MEMBERS = re.compile(
    r"(?:its|their)\s+(?:members|supporters|followers|fighters|activists|adherents|sympathi[sz]ers)\b"
)
_BODIES = frozenset({"group", "organisation", "organization", "movement", "party"})
_POINTING = re.compile(
    r"(?:(?:many|most|some|all)\s+of\s+)?(?:those|these|such|the\s+same|both)\s+(?:same\s+)?[a-z]+\s+$", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"[\s(“\"]*(?:(?:[Tt]he|[Mm]any|[Ss]ome|[Ii]ts)\s+)?(?P<noun>[A-Za-z]+)\s+(?:(?:often|also|has|have|had|then|\w+ly)\s+)*$"
)
_BODY_SUBJECT = re.compile(
    r"\b(?:the|its|their)\s+(?P<noun>[a-z]+)(?=\s+(?:[a-z]+(?:ed|s)|has|had|is|was)\b)", re.IGNORECASE
)
_JUST_BEFORE = re.compile(r"[\s,()]*(?:(?:is|are|was|were|has|have|been|being|also|often|\w+ly)\s+)*")
_HONORIFIC = re.compile(r"^(?:Mr|Mrs|Ms|Dr)\.?\s+")
_SITTING = re.compile(r"(?:sitting|incumbent|current|serving)\b", re.IGNORECASE)
_OF = re.compile(r"\s(?:of|for|in|at|to|from)\s")
_JOINED = re.compile(r",\s*$")
_HAVING = re.compile(r"\bhaving\s+$")
_MIGHT = re.compile(r"\b(?:would|could|should|might|may|will|if)\s+$")
_HEAD_END = re.compile(
    r"\s(?:of|in|from|at|for|on|who|with|that|which|whose|under|underneath|behind|around|between|over|about|against)\s"
)
_ING = re.compile(r"\w+ing\b")
_HE_CALLS = re.compile(r"\b(?:he|she)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_HE_OR_SHE = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_OBLIQUE = re.compile(
    r"\b(?:of|on|with|by|for|to|in|at|against|from|about|over|than|including|under|into)\s+(?:the\s+)?$"
)
_PRONOUNS = {"he": "he", "she": "she", "it": "it", "they": "they", "we": "", "i": "", "you": "", "who": ""}
_ANYBODY = frozenset({"some", "many", "others", "people", "what", "which", "everybody", "everyone"})
_ARE_PEOPLE = (PERSON, ORGANISATION, OUTLET, SpeakerKind.GROUP)
REACH = 500
"""Code points before a match that are read for whoever uses a word."""
LONGEST_WORDS = 5
"""Words of an epithet; longer quotations describe, and name nobody."""

Meant = Callable[[int, str, Entity | None], Entity | None]
"""Whom a "he", "she" or "it" at a place of the view's text means, and who not, where that is fairly sure."""
Sayer = Callable[[Span], str | None]
"""The name of the speaker whose words hold a span of the view's text."""


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


class Hearing(NamedTuple):
    """What else the stage knows of the document: whom pronouns mean, and who says what."""

    meant: Meant
    sayer: Sayer


def find_epithets(document: str, view: View, entities: Entities, told: Hearing) -> tuple[Epithet, ...]:
    """The words that the text says somebody uses for an actor, in text order; `sayer` is left open."""
    finder = _Finder(view, entities, told)
    found: list[tuple[Span, Epithet]] = []
    for rule in RULES:
        taken = [span for span, _ in found]
        for match in rule.matches(view.text, view.lower):
            if _overlaps(taken, match.span()):
                continue
            if epithet := finder.read(document, rule, match):
                found.append((match.span(), epithet))
        found.sort(key=lambda pair: pair[0])
    return tuple(epithet for _, epithet in found)


def _overlaps(taken: list[Span], span: Span) -> bool:
    """Whether a span has a place in common with one of others, which are sorted and have none among each other."""
    at = bisect_left(taken, span)
    return any(s < span[1] and span[0] < e for s, e in taken[max(0, at - 1) : at + 1])


class _Finder:
    """Reads matches of the rules: the word, whom it is used for, and by whom."""

    def __init__(self, view: View, entities: Entities, told: Hearing) -> None:
        self._view, self._entities, self._told = view, entities, told

    def read(self, document: str, rule: Rule, match: re.Match[str]) -> Epithet | None:
        """The epithet that a match of a rule tells of; None where nobody is called anything."""
        word = _word(match)
        if _MIGHT.search(match.string, max(0, match.start() - 12), match.start()):
            return None
        if not word or not _is_name_for(word, match) or self._is_person(word):
            return None
        user = self._user(rule, match)
        referent = self._referent(match, user)
        if not rule.explicit and not self._is_actor(referent):
            referent = None
        needed = (rule.needs_referent and referent is None) or (rule.needs_user and user is None)
        if needed:
            return None
        span = self._view.outward(match.span())[0]
        known = user if user != referent else None
        return Epithet(document=document, user=known, word=word, referent=referent, span=span, rule=rule.name)

    def _is_person(self, word: str) -> bool:
        """Whether a quoted word is somebody's name."""
        entity = self._entities.named(_HONORIFIC.sub("", word))
        return entity is not None and entity.kind is PERSON

    def _is_actor(self, referent: str | None) -> bool:
        """Whether a referent is people or a body, by its name or, without one, by its noun."""
        entity = self._entities.named(referent) if referent else None
        inhabitants = referent is not None and referent.endswith("s") and referent.lower() in lexicon().demonyms
        return entity is None or entity.kind in _ARE_PEOPLE or inhabitants

    def _user(self, rule: Rule, match: re.Match[str]) -> str | None:
        """Who uses the word: named in the match, else who says it all, else the subject of the sentence."""
        if match.groupdict().get("user"):
            return self._named_user(match)
        if rule.said:
            return self._told.sayer(match.span())
        return self._subject(match) if rule.subject else None

    def _named_user(self, match: re.Match[str]) -> str | None:
        names = self._entities.within(match.span("user"))
        if names and not _is_possessor(match.string, names[-1]):
            return self._entities.at(names[-1]).name
        bare = " ".join(_ARTICLE.sub("", match["user"].strip()).split())
        first = bare.split()[0].lower() if bare else ""
        if first in _PRONOUNS:
            return self._meant(match.start("user"), first)
        return None if first in _ANYBODY else bare or None

    def _meant(self, at: int, pronoun: str) -> str | None:
        entity = self._told.meant(at, _PRONOUNS[pronoun], None) if _PRONOUNS[pronoun] else None
        return entity.name if entity else None

    def _subject(self, match: re.Match[str]) -> str | None:
        """The actor that acts last before the match in its sentence, or in the one that "those letters" points at."""
        sentence = self._sentence(match.start())
        before = match.string[sentence[0] : match.start()]
        subject = _SUBJECT.fullmatch(before)
        if subject and subject["noun"].islower() and subject["noun"] not in _PRONOUNS:
            return None if subject["noun"] in _ANYBODY else subject["noun"]
        back = _POINTING.search(before) and sentence[0] > 2
        start = self._sentence(sentence[0] - 2)[0] if back else sentence[0]
        joined = _JOINED.search(match.string, max(0, match.start() - 12), match.start()) and _ING.match(match.group())
        joined = joined or _HAVING.search(match.string, max(0, match.start() - 12), match.start())
        return self._actor((start, match.start()), bool(joined)) or self._body(match, sentence[0]) or self._after(match)

    def _sentence(self, at: int) -> Span:
        """The sentence of a place, of one that never ends what stands near."""
        start, end = self._view.sentence(at)
        return max(start, at - REACH), end

    def _actor(self, span: Span, first: bool) -> str | None:
        """The last name or pronoun in a stretch that may be its subject, the first for ", calling him “…”".

        That is no place, no possessor, and stands after no preposition.
        """
        text = self._view.text
        places = {m.start(): m.group().lower() for m in _HE_OR_SHE.finditer(text, *span)}
        names = {n.lead: n for n in self._entities.within(span) if self._may_act(n, span[0])}
        for at in sorted({*places, *names}, reverse=not first):
            found = self._entities.at(names[at]).name if at in names else self._meant(at, places[at])
            if found or at in places:
                return found
        return None

    def _may_act(self, name: Name, start: int) -> bool:
        text = self._view.text
        oblique = _OBLIQUE.search(text, max(start, name.lead - 24), name.lead)
        return self._entities.at(name).kind != PLACE and not _is_possessor(text, name) and not oblique

    def _body(self, match: re.Match[str], start: int) -> str | None:
        """A body without a name that acts before the match: "the regime has"."""
        nouns = [m["noun"].lower() for m in _BODY_SUBJECT.finditer(match.string, start, match.start())]
        known = [noun for noun in nouns if noun in lexicon().organisation_nouns]
        return known[-1] if known else None

    def _after(self, match: re.Match[str]) -> str | None:
        """The person named right after the match: "referring to the group as “…”, Tom Hale said"."""
        end = min(self._view.sentence(match.start())[1], match.end() + 60)
        people = [n for n in self._entities.within((match.end(), end)) if self._entities.at(n).kind == PERSON]
        return self._entities.at(people[0]).name if people else None

    def _referent(self, match: re.Match[str], user: str | None) -> str | None:
        """For whom the word stands: named in the match, or right before it; None where that is no actor."""
        text = (match.groupdict().get("referent") or "").strip()
        if not text:
            return self._before(match)
        if (pronoun := text.lower()) in ("him", "her"):
            if _HE_CALLS.search(match.string, max(0, match.start() - 24), match.start()):
                return None
            apart = self._entities.named(user) if user else None
            entity = self._told.meant(match.start("referent"), "he" if pronoun == "him" else "she", apart)
            return entity.name if entity else None
        if _NO_ACTOR.match(text):
            return None
        named = self._named(match, text)
        return named or self._described(match, text)

    def _before(self, match: re.Match[str]) -> str | None:
        """The actor named right before the match, a short form in brackets passed over."""
        names = self._entities.before(match.start() + 1, 2)
        near = [n for n in names if _JUST_BEFORE.fullmatch(match.string, n.end, match.start())]
        entity = self._entities.at(near[-1]) if near else None
        return entity.name if entity and entity.kind in _ARE_PEOPLE else None

    def _described(self, match: re.Match[str], text: str) -> str | None:
        """People or a body in the text's own words; "the group" is the body named last."""
        if _ITS_MEMBERS.match(text):
            body = self._told.meant(match.start("referent"), "it", None)
            return body.name if body else None
        bare = re.sub(r",.*$|\s*\(.*$", "", _ARTICLE.sub("", text)).strip()
        if not _names_people(bare) or bare in lexicon().relations:
            return None
        holder = self._holder(bare) if text != bare else None
        if holder:
            return holder.name
        bodies = [n for n in self._entities.before(match.start()) if self._entities.at(n).kind == ORGANISATION]
        return self._entities.at(bodies[-1]).name if bare in _BODIES and bodies else bare or None

    def _holder(self, phrase: str) -> Entity | None:
        """The only person with a role that a definite phrase gives; whoever is sitting is the incumbent."""
        nouns = {"incumbent"} if _SITTING.match(phrase) else {_role_head(phrase)}
        found = [e for e in self._entities.all if any(_role_head(role) in nouns for role, _ in e.roles)]
        return found[0] if len(found) == 1 else None

    def _named(self, match: re.Match[str], text: str) -> str | None:
        """The actor whose name opens or closes the phrase; a name within ("migrants from Velia") is not meant."""
        start, end = match.span("referent")
        names = self._entities.within((start, end))
        if not names:
            return None
        bare = len(text) - len(_ARTICLE.sub("", text))
        first, last = names[0], names[-1]
        opens = first.lead <= start + bare and not _is_possessor(match.string, first)
        whole = opens and not match.string[first.end : end].strip(" ,)")[:1].islower()
        closes = last.end >= end - 1 and match.string[: last.lead].rstrip().endswith(",")
        chosen = first if whole else last if closes else None
        return self._entities.at(chosen).name if chosen else None


def _word(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return (groups.get("word") or groups.get("single") or groups.get("bare") or "").strip()


def _role_head(role: str) -> str:
    """The noun of an office or role, in one spelling: "senator" of "Sen." and "Texas senator"."""
    head = _OF.split(role)[0].split()[-1:]
    noun = head[0].lower() if head else ""
    return lexicon().role_aliases.get(noun, noun)


def _is_possessor(text: str, name: Name) -> bool:
    return text[name.end : name.end + 1] in ("’", "'")


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
    return sorted(
        {place for epithet in known if _same_actor(epithet.user, user) for place in _uses(view, span, epithet)}
    )


def _uses(view: View, span: Span, epithet: KnownEpithet) -> Iterator[tuple[Span, str]]:
    bare = re.escape(_ARTICLE.sub("", epithet.word))
    pattern = rf"{_THE}?(?<![\w-])(?P<word>{bare})(?![\w-])"
    for match in re.finditer(pattern, view.text[slice(*span)], re.IGNORECASE):
        yield (span[0] + match.start("word"), span[0] + match.end("word")), epithet.referent


def _same_actor(one: str, other: str) -> bool:
    return _ARTICLE.sub("", one.casefold()) == _ARTICLE.sub("", other.casefold())


def _is_name_for(word: str, match: re.Match[str]) -> bool:
    """Whether quoted words can be what somebody is called: few, no clause or comparison, no bare adjective."""
    if len(word.split()) > LONGEST_WORDS or _NO_NAME_FOR.search(word):
        return False
    if match.groupdict().get("bare"):
        return not _names_people(word) or bool(match.groupdict().get("user"))
    at = match.start("word") if match.groupdict().get("word") else match.start("single")
    before = match.string[max(0, at - 10) : at].rstrip("“\"‘'")
    if word.split(maxsplit=1)[0].endswith("ing") and word[0].islower():
        return False
    return bool(_NOUN_LIKE.search(word) or _DETERMINER.search(before))


def _names_people(phrase: str) -> bool:
    """Whether a phrase's head is a noun for people or a body of people."""
    lex = lexicon()
    head = _HEAD_END.split(phrase)[0].split()[-1:]
    noun = singular(head[0].lower()) if head else ""
    return (
        noun in lex.person_nouns
        or noun in lex.organisation_nouns
        or (head[0].lower() if head else "") in lex.group_nouns
    )
