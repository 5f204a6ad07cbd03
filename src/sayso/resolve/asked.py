"""Who is interviewed and who asks, by what the title and the opening of a document say of them."""

import re
from collections.abc import Callable
from typing import NamedTuple

from sayso.records import Layout, Span, SpeakerKind
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import ORGANISATION, PERSON
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import Name
from sayso.resolve.resolved import Resolved, of_entity
from sayso.resolve.roles import find_roles
from sayso.resolve.view import View
from sayso.resolve.voices import Voices
from sayso.resolve.wording import WEEKDAY, listed, singular

_GAP = r"(?:(?!\b(?:on|about|regarding|over)\b)[^.?!:;]){0,80}$"
_NOUN = re.compile(
    rf"\b(?:(?:interview|conversation|talk|chat|Q\s?&\s?A|questions)\s+(?:with|for|to)|interviews?:)\s{_GAP}",
    re.IGNORECASE,
)
_DIRECT = re.compile(rf"\b(?:interview(?:ed|s|ing)|ask(?:ed|s)|quizz?e[ds]|question(?:ed|s))\s{_GAP}", re.IGNORECASE)
_TALKS = (
    r"sp[eo]ak(?:s|ing)?|spoke|spoken|talk(?:s|ed)?|(?:sat|sits)\s+down|caught\s+up|chat(?:s|ted)?|corresponded|met"
)
_MUTUAL = re.compile(rf"\b(?:{_TALKS})\s+(?:(?:with|to)\s)?{_GAP}", re.IGNORECASE)
_SHE = re.compile(r"\b(?:he|she|who)\s+(?:(?:also|later|recently|then|once|has|had|agreed\s+to)\s+)*$", re.IGNORECASE)
_SUBJECT_OF = re.compile(
    rf"[^.?!\n“”\"]{{0,40}}?\b(?P<verb>{_TALKS}|interview(?:ed|s)|ask(?:ed|s)|quizzed|questioned|tells|told|"
    r"discuss(?:es|ed)|answer(?:s|ed)|explain(?:s|ed)|receive[ds]|was\s+interviewed|agreed\s+to)\b\s*(?:(?:with|to)\s+)?(?P<whom>\S+)?"
)
_ASKING_VERB = re.compile(r"interview|ask|quiz|question", re.IGNORECASE)
_OF_THE_PRESS = re.compile(
    r"\b(?:reporter|correspondent|journalist|columnist|interviewer|contributor|(?:staff|senior)\s+writer)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:interview(?:ed)?(?:\s+conducted)?\s+by|as\s+told\s+to)\s+$|^[Bb]y\s+$", re.MULTILINE)
_ONE_OF_THEM = re.compile(
    r"\binterview(?:ed|s|\s+with)\s+(?P<who>(?:one\s+of\s+the|the|an?|some\s+of\s+the)\s+[^.,;:\n]{3,80}?)"
    r"(?=\s+(?:about|on|regarding|after|before|in\s+\d|last|this|"
    rf"{WEEKDAY})\b|[.,;:\n]|$)",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:,\s+[^,.;:]{3,60},)?\s+(?:and|as\s+well\s+as)\s+(?:(?:his|her)\s+\w+,?\s+)?")
_MADE_BY = re.compile(r"\b(?:co-?)?(?:owned|founded|created|run|led|started|launched|established|made)\s+by\s+$")
LEAD = 2500
"""Code points before the first question that are read at most."""
MOST_MENTIONS = 5
"""Mentions before the questions that count."""
ASKED, TALKED, TITLE, OPENS, MENTION, FIRST, PRESS, ASKS = 8.0, 4.0, 3.0, 1.0, 0.5, 1.0, -6.0, -8.0
"""What each sign counts for being the one who answers; set by hand on invented openings and GUM's training part."""


class Signs(NamedTuple):
    """How much speaks for it that a person answers, and whether one is said to ask, or to have been asked."""

    weight: float = 0.0
    asks: bool = False
    asked: bool = False

    def plus(self, other: "Signs") -> "Signs":
        """What two pieces of a text tell together."""
        return Signs(self.weight + other.weight, self.asks or other.asks, self.asked or other.asked)


_NOTHING = Signs()


class Asked:
    """Who answers and who asks.

    Attributes:
        answering: whoever is interviewed; None where the document does not tell.
        asking: whoever asks.
    """

    def __init__(self, view: View, entities: Entities, title: str, until: int) -> None:
        self._heads = [_Head(view, entities, (0, min(until, LEAD)), in_title=False)]
        if title and title not in view.text[:LEAD]:
            self._heads.insert(0, _title_apart(title))
        self._entities = entities
        found = self._weighed()
        self.answering = self._answers(found)
        asks = [name for name, signs in found.items() if signs.asks and not self._is_answering(name)]
        asker = self._resolved(asks[0]) if asks else None
        self.asking = asker or Resolved("unnamed: interviewer", SpeakerKind.UNNAMED, "interview")

    def body_in_title(self, name: str) -> Resolved | None:
        """The body for which somebody speaks by a title that does not stand in the text."""
        head = self._heads[0]
        entity = head.entity(name) if head.in_title else None
        body = head.voices.of(entity) if entity else None
        return body._replace(span=None, entity=None) if body else None

    def _weighed(self) -> dict[str, Signs]:
        """Every person of title and opening by full name, in the order of first mention."""
        found: dict[str, Signs] = {}
        for head in self._heads:
            for name, signs in head.people().items():
                known = self._entities.named(name)
                full = known.name if known and known.kind in (PERSON, None) else name
                found[full] = found.get(full, _NOTHING).plus(signs)
        return found

    def _answers(self, people: dict[str, Signs]) -> Resolved | None:
        best = max(people, key=lambda name: people[name].weight, default=None)
        described = self._first(_Head.described)
        if described and not any(signs.asked for signs in people.values()):
            return self._first(_Head.partners) or described
        if best is None or people[best].weight <= 0:
            return described or self._first(_Head.body)
        return self._first(_Head.together) or self._resolved(best)

    def _resolved(self, name: str) -> Resolved | None:
        """The speaker of a name; one that the title alone names has no place in the text."""
        found = of_entity(self._entities.named(name), "interview")
        apart = None if found else of_entity(self._heads[0].entity(name), "interview")
        return apart._replace(span=None, entity=None) if apart else found

    def _is_answering(self, name: str) -> bool:
        return self.answering is not None and name in self.answering.name

    def _first(self, what: Callable[["_Head"], Resolved | None]) -> Resolved | None:
        """The first answer that title or opening gives."""
        return next((found for head in self._heads if (found := what(head))), None)


def _title_apart(title: str) -> "_Head":
    view = View(title, title, Layout(document="", segments=(), blocks=()), ())
    entities = Entities(view)
    find_roles(view, entities)
    return _Head(view, entities, (0, len(title)), in_title=True)


class _Head:
    """The title or the opening of a document, and what it says of its people."""

    def __init__(self, view: View, entities: Entities, span: Span, *, in_title: bool) -> None:
        self._view = view
        self._entities = entities
        self._span = span
        self._title_end = span[1] if in_title or not view.paragraphs else view.paragraphs[0][1]
        self.in_title = in_title
        self.voices = Voices(view, entities)

    def entity(self, name: str) -> Entity | None:
        """The entity of a name."""
        return self._entities.named(name)

    def people(self) -> dict[str, Signs]:
        """Each person's signs, in the order of first mention."""
        found: dict[str, Signs] = {}
        people = [n for n in self._entities.within(self._span) if self._is_person(n)]
        first = next((n for n in people if n.start >= self._title_end), None)
        for name in people:
            entity = self._entities.at(name)
            known = found.get(entity.name) or Signs(self._known(entity))
            found[entity.name] = known.plus(self._at(name)).plus(Signs(FIRST * (name is first)))
        return found

    def _known(self, entity: Entity) -> float:
        """What counts once for a person: mentions, and standing in the title."""
        early = [m for m in entity.mentions if self._span[0] <= m[0] < self._span[1]]
        behind = [m for m in early if m[0] >= self._title_end]
        titled = [m for m in early if m[0] < self._title_end]
        first = min((n.start for n in self._entities.within((0, self._title_end)) if self._is_person(n)), default=-1)
        opens = bool(titled) and titled[0][0] == first
        return MENTION * min(len(behind), MOST_MENTIONS) + TITLE * bool(titled) + OPENS * opens

    def _at(self, name: Name) -> Signs:
        """What one mention tells: asked, said to talk, said to ask, of the press."""
        text, start = self._view.text, self._view.sentence(name.start)[0]
        if _BY.search(text, max(0, name.lead - 40), name.lead):
            return Signs(ASKS, asks=True)
        found = self._before(name, start)
        found = self._behind(name) if found == _NOTHING else found
        return found._replace(weight=found.weight + PRESS) if self._of_the_press(name) else found

    def _of_the_press(self, name: Name) -> bool:
        """Whether a person is called a reporter: "senior writer Tom Hale", "Hale, our correspondent,"."""
        text = self._view.text
        before = text[max(0, name.lead - 30) : name.start].rsplit(",", 1)[-1]
        after = re.match(r",[^,.;]{0,40}", text[name.end : self._span[1]])
        return bool(_OF_THE_PRESS.search(before) or (after and _OF_THE_PRESS.search(after.group())))

    def _before(self, name: Name, start: int) -> Signs:
        """What the words before a name in its sentence tell."""
        text = self._view.text
        for pattern in (_NOUN, _DIRECT):
            match = pattern.search(text, start, name.lead)
            if match and not self._parted(match.start(), name):
                return _NOTHING if self._closed(match, name) else Signs(ASKED, asked=True)
        match = _MUTUAL.search(text, start, name.lead)
        if not match or self._closed(match, name):
            return _NOTHING
        if _SHE.search(text, start, match.start()):
            return Signs(ASKS, asks=True)
        subjects = [n for n in self._entities.within((start, match.start())) if self._is_person(n)]
        return Signs(TALKED / 2, asks=True) if subjects else Signs(ASKED, asked=True)

    def _parted(self, verb: int, name: Name) -> bool:
        """Whether another person stands between, with no "and" between the two."""
        people = [n for n in self._entities.within((verb, name.lead)) if self._is_person(n)]
        return bool(people) and not _AND.fullmatch(self._view.text, people[-1].end, name.lead)

    def _closed(self, match: re.Match[str], name: Name) -> bool:
        """Whether a name with a comma after it stands between: "in an interview with Dorn News, Ana Ruiz …"."""
        between = [n for n in self._entities.within((match.start(), name.start)) if not self._is_person(n)]
        return bool(between) and self._view.text[between[-1].end : name.lead].strip() == ","

    def _behind(self, name: Name) -> Signs:
        """What the words behind a name tell: it is the subject of telling, talking or asking."""
        match = _SUBJECT_OF.match(self._view.text, name.end, min(self._view.sentence(name.start)[1], self._span[1]))
        if not match or self._names_between(name, match.start("verb")):
            return _NOTHING
        if match["whom"] == "by":
            return Signs(ASKED, asked=True)
        whom = match.start("whom")
        objects = [n for n in self._entities.within((whom, whom + 60)) if self._is_person(n)] if match["whom"] else []
        if _ASKING_VERB.match(match["verb"]) or (not objects and self._talks_to_somebody(match)):
            return Signs(ASKS, asks=True)
        told = name.start < self._title_end and not objects
        return Signs(ASKED if told else TALKED, asks=bool(objects))

    def _names_between(self, name: Name, verb: int) -> bool:
        between = self._entities.within((name.end, verb))
        return any(self._is_person(n) for n in between)

    def _talks_to_somebody(self, match: re.Match[str]) -> bool:
        """Whether it is "the author", "her" who is talked to; to us or to an outlet talks whoever answers."""
        words = self._view.text[match.start("whom") : match.start("whom") + 30].split() if match["whom"] else []
        first = words[0].lower().strip(".,") if words else ""
        noun = words[1].strip(".,").lower() if first in ("the", "a", "an") and len(words) > 1 else ""
        return first in {"him", "her", "them"} or singular(noun) in lexicon().person_nouns

    def together(self) -> Resolved | None:
        """Those who are asked together: "we interviewed Ana Ruiz and Bo Tam"."""
        return next((self._joined(run) for run in self._runs() if self._at(run[0]).asked), None)

    def partners(self) -> Resolved | None:
        """Those who own or made something together: "a bar co-owned by Ana Ruiz and Bo Tam"."""
        leads = ((run, run[0].lead) for run in self._runs())
        made = (run for run, lead in leads if _MADE_BY.search(self._view.text, max(0, lead - 40), lead))
        return next((self._joined(run) for run in made), None)

    def _runs(self) -> list[list[Name]]:
        """The people who are named one after the other with "and" between."""
        runs: list[list[Name]] = []
        for name in self._entities.within(self._span):
            if not self._is_person(name):
                continue
            last = runs[-1][-1] if runs else None
            if last and _AND.fullmatch(self._view.text, last.end, name.lead):
                runs[-1].append(name)
            else:
                runs.append([name])
        return [run for run in runs if len(run) > 1]

    def _joined(self, run: list[Name]) -> Resolved:
        names = [self._entities.at(name).name for name in run]
        span = None if self.in_title else (run[0].start, run[-1].end)
        return Resolved(listed(names), SpeakerKind.GROUP, "interview", span=span)

    def described(self) -> Resolved | None:
        """Whoever is said to have been interviewed without a name: "one of the owners of a bar"."""
        match = _ONE_OF_THEM.search(self._view.text, *self._span)
        if not match or any(self._is_person(n) for n in self._entities.within(match.span("who"))):
            return None
        who = re.sub(r"^(?:the|an?)\s+", "", " ".join(match.group("who").split()))
        if who[0].isupper():
            return None
        span = None if self.in_title else match.span("who")
        return Resolved(f"unnamed: {who}", SpeakerKind.UNNAMED, "interview", span=span)

    def body(self) -> Resolved | None:
        """The body that is interviewed, where no person is: "Interview with the Lirr Guild"."""
        for name in self._entities.within(self._span):
            entity = self._entities.at(name)
            if entity.kind not in (ORGANISATION, None):
                continue
            match = _NOUN.search(self._view.text, 0, name.lead) or _DIRECT.search(self._view.text, 0, name.lead)
            if match and not self._entities.within((match.start(), name.lead)):
                span = None if self.in_title else (name.start, name.end)
                return Resolved(entity.name, SpeakerKind.ORGANISATION, "interview", span=span, entity=entity)
        return None

    def _is_person(self, name: Name) -> bool:
        return self._entities.at(name).kind == PERSON
