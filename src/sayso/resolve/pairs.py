"""Sources that only count: "both", "the two", "another", "a third", and whom they count."""

import re
from collections.abc import Sequence
from itertools import pairwise

from sayso.records import Span, SpeakerKind
from sayso.resolve.entities import Entities
from sayso.resolve.introduced import pair_before
from sayso.resolve.kinds import ORGANISATION, PERSON
from sayso.resolve.lexicon import lexicon
from sayso.resolve.people import people_in
from sayso.resolve.resolved import Past, Resolved, last_speaker
from sayso.resolve.sources import Source
from sayso.resolve.view import View
from sayso.resolve.wording import is_plural, singular

GROUP, UNNAMED = SpeakerKind.GROUP, SpeakerKind.UNNAMED
_PAIR = re.compile(
    r"(?:both|neither|one|the\s+(?:two|pair|duo|couple|brothers|sisters|siblings))(?:\s+(?P<noun>[a-z-]+))?",
    re.IGNORECASE,
)
_SIDES = frozenset({"neither side", "both sides", "the two sides", "either side"})
_NEXT = re.compile(r"(?P<which>another|a\s+(?:second|third|fourth|fifth)|the\s+other)", re.IGNORECASE)
_OF_THEM = re.compile(
    r"(?P<count>one|two|three|four|several|some|many|most|few|a\s+few|all|none)"
    r"(?:\s+of\s+(?:them|the\s+(?P<all>two|three|four|five|six|seven|eight|nine|ten)))?(?P<who>,\s+who\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""Some of those spoken of before: "one of them", "two of the three", "one, who would not be named"."""
_THE_ONE = re.compile(
    r"the\s+one\s+(?P<rest>(?P<for>for|against|from|in|with|on|at|by|behind|beside|near)\b.*)", re.DOTALL
)
_AND = re.compile(r"(?:,[^,.;“”\"]{2,90},)?\s+and\s+(?:[a-z]+\s+){0,3}", re.IGNORECASE)
_COUNT = re.compile(
    r"^(?:one\s+of\s+(?:the\s+)?|(?:an?|one|two|three|four|five|several|some|many|other|another|the)\s+)+", re.I
)
_CLAUSE = re.compile(r",?\s+(?:who|whose|in|on|at|of|with|from|for|to|told|close|familiar|briefed)\b.*$")
_KINDS = (PERSON, ORGANISATION)
NEAR = 8
"""How many sentences back two people reported together may be named whom "the two" means."""
BACK = 2
"""How many sentences back two names may stand that "the two" means."""


class PairResolver:
    """Resolves sources that count, in one document."""

    def __init__(self, view: View, entities: Entities) -> None:
        self._view = view
        self._entities = entities

    def resolve(self, source: Source, past: Sequence[Past]) -> Resolved | None:
        """Whom a source counts; None for other sources and where the text names nobody to count."""
        word = " ".join(source.text.lower().split())
        last = last_speaker(past)
        if word in _SIDES:
            return Resolved("both sides", GROUP, "collective")
        if (some := _OF_THEM.fullmatch(word)) and (" of " in some.group() or some["who"]):
            return self._of_them(source, some, past)
        if one := _THE_ONE.match(word):
            return self._the_one(source, one)
        if following := _NEXT.fullmatch(word):
            return self._another(following["which"], last)
        pair = _PAIR.fullmatch(word)
        if pair and word != "one" and last and last.kind is GROUP and " and " in last.name and self._near(last, source):
            return last._replace(rule="introduced")
        found = self._pair(source, pair["noun"]) if pair else None
        return found or (self._both_reported(source, past) if word in ("neither", "both") else None)

    def _the_one(self, source: Source, one: re.Match[str]) -> Resolved | None:
        """One of several of a kind: "the one from the mill" after "a man from the mill and a man from the quay"."""
        at = source.span[0]
        start = self._view.sentences[max(0, self._view.sentence_index(at) - BACK)][0]
        told = re.compile(
            rf"\b[Aa]n?\s+(?P<words>(?:[\w-]+\s+)?(?P<noun>[a-z-]+)\s+{one['for']}\b[^.,;:“”\"]{{0,40}}?)(?=\s+and\b|[.,;:])"
        )
        found = [m for m in told.finditer(self._view.text, start, at) if m["noun"] in lexicon().person_nouns]
        if not found:
            return None
        words = " ".join(found[-1]["words"].split())
        return Resolved(f"unnamed: {words}", UNNAMED, "introduced", span=found[-1].span("words"))

    def _both_reported(self, source: Source, past: Sequence[Past]) -> Resolved | None:
        """The only two who were reported in the sentences right before: "The council wants …. The guild wants …"."""
        first = self._view.sentence_index(source.span[0]) - BACK
        near = [p.speaker for p in past if p.speaker and self._view.sentence_index(p.turn.cue_start) >= first]
        names = list(dict.fromkeys(one.name.removeprefix("unnamed: ") for one in near))
        alike = len({one.kind for one in near}) == 1 and near[0].kind in (*_KINDS, UNNAMED)
        return Resolved(" and ".join(names), GROUP, "introduced") if alike and len(names) == 2 else None

    def _of_them(self, source: Source, some: re.Match[str], past: Sequence[Past]) -> Resolved | None:
        """Some of the people whom the text spoke of before."""
        found = self._counted(source.span[0], some["all"]) if some["all"] else self._several(source.span[0], past)
        if found is None:
            return None
        words = f"{some['count']} of {found[0]}"
        if some["count"] == "one":
            return Resolved(f"unnamed: {words}", UNNAMED, "introduced", span=found[1])
        return Resolved(words, GROUP, "introduced", span=found[1])

    def _counted(self, at: int, number: str) -> tuple[str, Span] | None:
        """The people of whom there are so many: "the other three families" for "the three"."""
        start = self._view.sentences[max(0, self._view.sentence_index(at) - BACK)][0]
        told = re.compile(
            rf"\b{number}\s+(?:(?:other|more|of\s+(?:the|its|their))\s+)?(?:[a-z-]+\s+)?(?P<noun>[a-z]+)\b"
        )
        found = [m for m in told.finditer(self._view.text, start, at) if is_plural(m["noun"])]
        return (f"{number} {found[-1]['noun']}", found[-1].span("noun")) if found else None

    def _several(self, at: int, past: Sequence[Past]) -> tuple[str, Span] | None:
        """The people in the plural spoken of last, those of whom something is told before others."""
        here = self._view.sentence_index(at)
        for number in range(here, max(-1, here - BACK - 1), -1):
            start, end = self._view.sentences[number]
            spoken = [p for p in past if start <= p.turn.source.span[0] < min(end, at) and p.turn.source.plural]
            if spoken and (speaker := spoken[-1].speaker) and speaker.kind in (GROUP, UNNAMED):
                return speaker.name.removeprefix("unnamed: "), spoken[-1].turn.source.span
            several = [phrase for phrase in people_in(self._view, (start, min(end, at))) if phrase.plural]
            before = [] if number == here else [phrase for phrase in several if phrase.subject]
            if several:
                found = before[0] if before else several[-1]
                named = self._entities.within((found.span[0], found.span[0] + 1))
                return found.words if named else found.words[:1].lower() + found.words[1:], found.span
        return None

    def _near(self, last: Resolved, source: Source) -> bool:
        """Whether two people reported before were named shortly before."""
        at = last.span[0] if last.span else source.span[0]
        return self._view.sentence_index(source.span[0]) - self._view.sentence_index(at) <= NEAR

    def _pair(self, source: Source, noun: str | None) -> Resolved | None:
        """The last "two …", or the two people named last together, whichever stands nearer."""
        at, one = source.span[0], source.text.lower() == "one"
        if noun and (one or singular(noun) not in lexicon().person_nouns):
            return None
        described = pair_before(self._view, at)
        named = self._named_before(at)
        nearest = max((f for f in (described, named) if f), key=lambda found: found[1], default=None)
        if nearest is None:
            return None
        words, span = nearest
        if one:
            return Resolved(f"unnamed: one of {words}", UNNAMED, "introduced", span=span)
        return Resolved(words, GROUP, "introduced", span=span)

    def _named_before(self, at: int) -> tuple[str, tuple[int, int]] | None:
        """The last two names joined by "and" before a place; else the only two people of the sentence before."""
        here = self._view.sentence_index(at)
        for number in range(here, max(-1, here - BACK - 1), -1):
            start, end = self._view.sentences[number]
            names = self._entities.within((start, min(end, at)))
            for one, other in reversed(list(pairwise(names))):
                pair = [self._entities.at(one), self._entities.at(other)]
                alike = pair[0] is not pair[1] and pair[0].kind == pair[1].kind
                if alike and pair[0].kind in _KINDS and _AND.fullmatch(self._view.text, one.end, other.lead):
                    return f"{pair[0].name} and {pair[1].name}", (one.start, other.end)
        return self._only_two(here, at)

    def _only_two(self, here: int, at: int) -> tuple[str, tuple[int, int]] | None:
        start = self._view.sentences[max(0, here - 1)][0]
        names = [n for n in self._entities.within((start, at)) if self._entities.at(n).kind == PERSON]
        people = list(dict.fromkeys(self._entities.at(n).name for n in names))
        return (" and ".join(people), (names[0].start, names[-1].end)) if len(people) == 2 else None

    def _another(self, which: str, last: Resolved | None) -> Resolved | None:
        """One more of those reported last: "another user" after "one user", "third lawyer" after "two lawyers"."""
        if last is None or last.kind not in (UNNAMED, GROUP) or last.entity:
            return None
        words = _CLAUSE.sub("", _COUNT.sub("", last.name.removeprefix("unnamed: "))).split()
        noun = singular(words[-1].lower()) if words else ""
        if noun not in lexicon().person_nouns and not (words and is_plural(words[-1].lower())):
            return None
        count = which.rsplit(maxsplit=1)[-1].lower()
        phrase = " ".join([*(() if count == "other" else (count,)), *words[:-1], noun])
        return Resolved(f"unnamed: {phrase}", UNNAMED, "introduced", span=last.span)
