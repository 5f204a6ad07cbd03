"""Days told once for an occasion and meant for many words: those of whoever speaks there, above and below."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date as date_of
from typing import NamedTuple

from msgspec.structs import replace

from sayso.records import Said, Span, SpeakerKind
from sayso.resolve.acts import PAST, Acts
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.items import Item
from sayso.resolve.people import people_in
from sayso.resolve.resolved import Resolved, same_name
from sayso.resolve.said import DateFinder
from sayso.resolve.view import View

LEAD = 6
"""Sentences at the top of a document: a day told there holds further down than one told later."""
FAR, NEAR = 40, 12
"""Sentences below a day told in the lead, and elsewhere, for which it holds for the words of those it concerns."""
BELOW = 8
"""Sentences below the words of a lead within which the day is told that they sum up."""
OCCASIONS = 10
"""Sentences at the top of a document within which an occasion told of without a day is that of the lead's day."""
WEEK = 7
"""Days within which an interview without a day of its own was held."""
BESIDE = 3
"""Sentences within which another day opens another occasion."""
_SHARED = re.compile(
    r"\b(?:debates?|town\s?halls?|summit|gala|award(?:s)?\s+(?:show|ceremony)|ceremony|"
    r"(?:joint|three-way)\s+(?:news|press)\s+conference)\b(?!\s+(?:over|about|on|whether))",
    re.IGNORECASE,
)
"""Occasions at which several speak."""
_PLACED = r"\b(?:in|at|during|on|by|via|through|for)\s+(?!(?:the|his|her|their|its|that|this)\b)(?:[\w.’'-]+\s+){0,4}?"
_EVE = re.compile(
    r"\b(?:ahead\s+of|before|preparations?\s+for|eve\s+of|next|upcoming|coming|future)\s+(?:[\w’'-]+\s+){0,4}?(?:debate|summit)\b",
    re.IGNORECASE,
)
Venue = tuple[re.Pattern[str], re.Pattern[str]]
_SHOWS = r"interview|podcast|radio|show|program|appearance"
_INTERVIEW: Venue = (re.compile(rf"{_PLACED}(?:{_SHOWS})\b", re.IGNORECASE), re.compile(rf"\b(?:{_SHOWS})\b", re.I))
_VENUES: tuple[Venue, ...] = tuple(
    (
        re.compile(rf"{verbs}|{_PLACED}(?:{nouns})\b", re.IGNORECASE),
        re.compile(rf"{verbs}|\b(?:{nouns})\b", re.IGNORECASE),
    )
    for verbs, nouns in (
        (
            r"\binterviewed\b|\b(?:over\s+the|by)\s+(?:tele)?phone\b|(?-i:\b(?:told|opened\s+up\s+to|sat\s+down\s+with)\s+(?:the\s+)?[A-Z])",
            _SHOWS,
        ),
        (r"\b(?:issued|released)\b", r"statement|news\s+release|press\s+release"),
        (r"\b(?:tweeted|tweets|posted)\b", r"tweets?|Twitter|Facebook|Instagram|post"),
        (r"\b(?:wrote|writes|e-?mailed)\b", r"op-ed|essay|letters?|e-?mail|memo|book|article|column"),
        (r"\bdebated\b", r"debates?|town\s?hall"),
        (r"\baddressed\b", r"rally|rallies|speech|address|fundraiser"),
    )
)
"""Kinds of occasion: how words are placed at one, and how one is named.

Words of a kind that the sentence of the day does not name belong to another occasion."""
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_IN_PLACE = re.compile(r"\s+(?:(?:later|earlier)\s+)?in\s+[A-Z]")
BEFOREHAND = re.compile(r"\b(?:after|since)\s+$")
"""Words after which an act is the occasion of what is told, not the thing told: "after she attacked the plan"."""
_RULING = re.compile(r"\b(?:ruled|ruling|overturned|upheld|struck\s+down|decided|decision|verdict|sentenced)\b")
_IN_RULING = re.compile(
    r"\b(?:in|for)\s+(?:the|a|an|his|her|its|their)\s+(?:[\w-]+\s+){0,3}?(?:decision|ruling|opinion|dissent|verdict|majority|order)\b"
)
_GATHERING = re.compile(
    r"\b(?:march(?:e[ds])?|protest(?:s|ed|ers)?|demonstrat\w+|rally|rallied|vigil|procession|convention|parade|strike|meeting)\b",
    re.IGNORECASE,
)
_TO_CROWD = re.compile(
    r"\b(?:told|to|before|addressed|addressing)\s+(?:the|a|an|his|her|their)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:crowd|marchers|protesters|demonstrators|audience|supporters|delegates|congregation|gathering)\b",
    re.IGNORECASE,
)
_INTERVIEWED = re.compile(r"\binterview(?:ed|s)?\b|\bgave\s+(?:his|her|their|an)\s+account\b")
_WAS = re.compile(r"\b(?:was|were|had|could)\b")
_HE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_THE = re.compile(r"\b[Tt]he\s+$")
_SPOKE_THEN = re.compile(
    r"\b(?:comments?|remarks?|words|statements?)\s+(?:came|were\s+made|was\s+made)\b", re.IGNORECASE
)


_AT_OCCASION = re.compile(
    r"\b(?:in|at|during)\s+(?:an?|the|his|her|their)\s+(?!(?:tele)?phone\b|recent\b|follow-up\b)"
    r"(?:[\w-]+\s+){0,3}?(?:interview|speech|address|conference|briefing|hearing|rally|appearance|forum|town\s?hall|event|luncheon|fundraiser)\b",
    re.IGNORECASE,
)


class Dated(NamedTuple):
    """Words with a day of their own."""

    speaker: Resolved
    date: Said
    item: Item


Whom = Callable[[Span], Resolved | None]


class Scene(NamedTuple):
    """A sentence that tells of one day.

    Attributes:
        number: of the sentence in the document.
        speakers: names of those whose words it dates.
        is_report: whether it tells the day of an outlet's report, which is not the day of those it tells of.
        of_many: whether it dates words of several without names ("many said Monday"), which those of one may bear out.
        is_shared: whether it tells of an occasion at which several speak.
        people: the persons it tells of, by name, as "he" or by a description, in text order; none where it dates words.
        bodies: names of the bodies that it says spoke then.
    """

    number: int
    sentence: Span
    date: Said
    speakers: frozenset[str]
    is_shared: bool
    of_many: bool = False
    is_report: bool = False
    people: tuple[Entity, ...] = ()
    bodies: tuple[str, ...] = ()


class Scenes:
    """The days that one document tells of, once its stated dates are known.

    Args:
        whom: the speaker that a phrase at a place stands for.
    """

    def __init__(self, view: View, entities: Entities, dates: DateFinder, items: Sequence[Item], whom: Whom) -> None:
        self._view = view
        self._entities = entities
        self._dates = dates
        self._items = items
        self._whom = whom
        self._acts = Acts(view, dates)
        self._scenes: list[Scene] = []
        self._numbers: list[int] = []
        self._reports: set[Span] = set()

    def read(self, speakers: Sequence[Resolved | None], stated: Sequence[Said | None]) -> None:
        """Collect the scenes, in text order."""
        words: dict[int, list[Dated]] = {}
        for item, speaker, date in zip(self._items, speakers, stated, strict=True):
            if date and speaker and is_day(date) and not item.reporter and not _is_of_text(date):
                words.setdefault(self._view.sentence_index(item.at), []).append(Dated(speaker, date, item))
        for number, sentence in enumerate(self._view.sentences):
            scene = self._scene(number, sentence, words.get(number, []))
            if scene:
                self._scenes.append(scene)
        self._reports = {scene.sentence for scene in self._scenes if scene.is_report}
        self._numbers = [scene.number for scene in self._scenes]

    def _scene(self, number: int, sentence: Span, words: list[Dated]) -> Scene | None:
        """The scene of a sentence, given whose words it dates; None where it tells of no day, or of two."""
        days = {one.date.edtf: one.date for one in words}
        told = self._dates.days.of_scene(sentence, one_day=True) or self._of_the_lead(number, sentence)
        told = told or self._of_week(sentence)
        date = next(iter(days.values())) if days else told
        if date is None or len(days) > 1 or not (days or self._is_over(sentence, date)):
            return None
        eve = _EVE.search(self._view.text, *sentence)
        return Scene(
            number=number,
            sentence=sentence,
            date=date,
            speakers=frozenset(one.speaker.name for one in words),
            is_shared=not eve and bool(_SHARED.search(self._view.text, *sentence)),
            is_report=any(one.speaker.kind is SpeakerKind.OUTLET for one in words),
            of_many=any(one.speaker.kind is SpeakerKind.GROUP for one in words),
            people=() if words else self._people(sentence),
            bodies=tuple(one.speaker.name for one in words if self._is_body_speaking(one)),
        )

    def _is_body_speaking(self, one: Dated) -> bool:
        body = one.speaker.kind is SpeakerKind.ORGANISATION
        return body and self._dates.may_carry(one.item.frame)

    def _people(self, sentence: Span) -> tuple[Entity, ...]:
        """The persons that a sentence tells of outside quotations: named, meant by "he" or "she", or described."""
        text = self._view.text
        names = (name for name in self._entities.within(sentence) if not self._view.quotation(name.start))
        named = {name.start: self._entities.at(name) for name in names}
        told = [phrase.span for phrase in people_in(self._view, sentence) if phrase.subject and not phrase.plural]
        spans = [span for span in told if _THE.search(text, max(sentence[0], span[0] - 5), span[0])]
        spans += [match.span() for match in _HE.finditer(text, *sentence)]
        meant = {span[0]: self._whom(span) for span in spans if not self._view.quotation(span[0])}
        found = {**{at: one.entity for at, one in meant.items() if one and one.entity}, **named}
        return tuple(found[at] for at in sorted(found) if found[at].kind == SpeakerKind.PERSON)

    def _of_week(self, sentence: Span) -> Said | None:
        """The week in which an interview or the like was held: "gave his account over four days last week"."""
        told = self._dates.days.of_scene(sentence)
        return told if told and _INTERVIEWED.search(self._view.text, *sentence) and is_week(told) else None

    def _of_the_lead(self, number: int, sentence: Span) -> Said | None:
        """The lead's day, for an occasion told of below it without one, where the text so far tells of no other."""
        if not 0 < number <= OCCASIONS or not self._scenes or self._scenes[0].number >= LEAD:
            return None
        if self._scenes[0].is_report:
            return None
        if len({scene.date.edtf for scene in self._scenes}) != 1:
            return None
        undated = not self._dates.days.names_time(sentence)
        if not undated or not _AT_OCCASION.search(self._view.text, *sentence) or not self._is_told(sentence):
            return None
        return self._scenes[0].date

    def _is_told(self, sentence: Span) -> bool:
        """Whether a sentence tells of the past in the section of the lead."""
        return self._has_past(sentence) and self._view.same_section(self._scenes[0].sentence[0], sentence[0])

    def _is_over(self, sentence: Span, date: Said) -> bool:
        """Whether what a sentence tells of a day has happened: not "she speaks tonight", of the document's day."""
        return self._dates.is_before_document(date) or self._is_past(sentence)

    def _is_past(self, sentence: Span) -> bool:
        """Whether a sentence tells of the past, be it how something was: not "as the field gathers tonight"."""
        return self._has_past(sentence) or bool(_WAS.search(self._view.text, *sentence))

    def _has_past(self, sentence: Span) -> bool:
        """Whether a sentence has a verb in the past outside quotations."""
        return any(not self._view.quotation(m.start()) for m in PAST.finditer(self._view.text, *sentence))

    def reports(self, sentence: Span) -> bool:
        """Whether the day that a sentence tells of is that of an outlet's report."""
        return sentence in self._reports

    def day(self, index: int, speaker: Resolved) -> Said | None:
        """The day of the occasion at which an undated attribution was said; None where the text does not tell."""
        item = self._items[index]
        if self._acts.opens(item):
            found = self._under(item, self._view.sentence_index(item.at), speaker)
            return replace(found, rule="carried over") if found else None
        if not self._acts.happened(item) or not self._is_actor(item, speaker):
            return None
        here = self._view.sentence_index(item.at)
        found = self._above(item, here, speaker) or self._under(item, here, speaker)
        if found and self._dates.days.tells_of_another_time(item.at, found):
            return None
        return replace(found, rule="carried over") if found else None

    def _is_actor(self, item: Item, speaker: Resolved) -> bool:
        """Whether the speaker is a person with a name, or a body whose own words are given.

        What somebody asked tells of what they said ("I told her") was said before the interview.
        """
        if speaker.rule == "interview":
            return False
        if speaker.kind in (SpeakerKind.PERSON, None):
            return speaker.entity is not None
        return speaker.kind is SpeakerKind.GROUP or (
            speaker.kind is SpeakerKind.ORGANISATION and self._acts.is_quoted(item)
        )

    def _above(self, item: Item, here: int, speaker: Resolved) -> Said | None:
        """The day of the last scene above that concerns the speaker, where no other day stands near.

        What the speaker said in an interview goes on past the days of others.
        """
        near: set[str | None] = set()
        group = speaker.kind is SpeakerKind.GROUP
        for scene in reversed(self._scenes[: bisect_right(self._numbers, here)]):
            if not self._view.same_section(scene.sentence[0], item.at) or here - scene.number > FAR:
                return None
            if here - scene.number <= BESIDE:
                near.add(scene.date.edtf)
            if (group and scene.number != here - 1) or not self._is_of(item, scene, speaker, here):
                continue
            goes_on = _speaks(speaker, scene) and self._goes_on(item, scene)
            reach = FAR if scene.number < LEAD or goes_on else NEAR
            fits = here - scene.number <= reach and (goes_on or near <= {scene.date.edtf})
            return scene.date if fits and not self._is_elsewhere(item, scene, speaker) else None
        return None

    def _goes_on(self, item: Item, scene: Scene) -> bool:
        """Whether words can be of an interview that a scene tells of."""
        interviewed = _INTERVIEWED.search(self._view.text, *scene.sentence)
        return bool(interviewed) and self._dates.is_speech(item.frame)

    def _is_of(self, item: Item, scene: Scene, speaker: Resolved, here: int) -> bool:
        """Whether a scene above concerns an attribution: its speaker, its body, what many said, or a ruling."""
        if not (is_day(scene.date) or self._acts.is_quoted(item) or self._dates.may_carry(item.frame)):
            return False
        group = speaker.kind is SpeakerKind.GROUP
        bears_out = scene.of_many and here - scene.number == 1 and (group or self._acts.is_quoted(item))
        spokesman = here - scene.number <= BESIDE and self._speaks_for(item, scene)
        there = self._is_to_crowd(item, scene) or self._judges(item, scene)
        return bears_out or spokesman or there or self._concerns(scene, speaker)

    def _is_to_crowd(self, item: Item, scene: Scene) -> bool:
        """Whether words were to the crowd of an event that the lead tells of: "told the marchers by telephone"."""
        led = scene.number < LEAD and _GATHERING.search(self._view.text, *scene.sentence)
        begun = (self._view.sentence(item.source[0]),) if item.source else ()
        return bool(led) and any(_TO_CROWD.search(self._view.text, *span) for span in (*item.frame.spans, *begun))

    def _speaks_for(self, item: Item, scene: Scene) -> bool:
        """Whether a source names the body whose words a scene dates: "Ruiz campaign manager Tom Hale"."""
        source = self._view.text[slice(*item.source)].lower() if item.source else ""
        return any(body.lower() in source for body in scene.bodies)

    def _under(self, item: Item, here: int, speaker: Resolved) -> Said | None:
        """The day told further down for words that the lead, or the sentence before, sums up."""
        at = min(item.at, item.source[0]) if item.source else item.at
        if speaker.kind is SpeakerKind.GROUP or BEFOREHAND.search(self._view.text, max(0, at - 12), at):
            return None
        first = min((start for start, _ in item.content), default=item.at)
        reach = BELOW if min(here, self._view.sentence_index(first)) < LEAD else 1
        below = self._scenes[bisect_right(self._numbers, here) : bisect_right(self._numbers, here + reach)]
        for scene in below:
            if self._sums_up(scene, speaker):
                return scene.date if not self._is_elsewhere(item, scene) else None
        return None

    def _sums_up(self, scene: Scene, speaker: Resolved) -> bool:
        if _speaks(speaker, scene):
            return True
        spoke = _SPOKE_THEN.search(self._view.text, *scene.sentence)
        return bool(spoke) and self.names(scene.sentence, speaker)

    def _concerns(self, scene: Scene, speaker: Resolved) -> bool:
        if _speaks(speaker, scene) or scene.is_report:
            return _speaks(speaker, scene)
        shared = scene.is_shared and scene.number < LEAD and speaker.kind is SpeakerKind.PERSON
        named = self._tells_of(scene, speaker) and self._is_told_of(scene, speaker)
        return shared or named or self._is_meant(scene, speaker)

    def _judges(self, item: Item, scene: Scene) -> bool:
        """Whether words of a ruling are meant that a scene tells of: "wrote in her dissent"."""
        if scene.number >= LEAD or not _RULING.search(self._view.text, *scene.sentence):
            return False
        return any(_IN_RULING.search(self._view.text, *span) for span in item.frame.spans)

    def _is_meant(self, scene: Scene, speaker: Resolved) -> bool:
        """Whether the lead tells of the speaker by the office alone: "was sentenced Thursday by a district judge"."""
        office = _ARTICLE.sub("", speaker.role or "").lower()
        told = scene.number < LEAD and " " in office
        return told and office in self._view.text[slice(*scene.sentence)].lower()

    def _is_told_of(self, scene: Scene, speaker: Resolved) -> bool:
        """Whether a scene is one of speaking, or the lead's, with the speaker for its subject."""
        if self._dates.days.is_occasion(scene.sentence):
            return True
        named = [self._entities.at(name) for name in self._entities.within(scene.sentence)]
        people = scene.people or [entity for entity in named if entity.kind == SpeakerKind.PERSON]
        return scene.number < LEAD and tuple(people[:1]) == (speaker.entity,)

    def _tells_of(self, scene: Scene, speaker: Resolved) -> bool:
        """Whether a scene speaks of somebody outside quotations."""
        named = (name for name in self._entities.within(scene.sentence) if self._entities.at(name) is speaker.entity)
        return speaker.entity in scene.people or any(not self._view.quotation(name.start) for name in named)

    def names(self, sentence: Span, speaker: Resolved) -> bool:
        """Whether a sentence names a speaker."""
        return any(self._entities.at(name) is speaker.entity for name in self._entities.within(sentence))

    def _is_elsewhere(self, item: Item, scene: Scene, speaker: Resolved | None = None) -> bool:
        """Whether the words were said in another place, or on an occasion of a kind that the scene does not name.

        A lead may tell of the speaker's words without a word for how they were said: "Ruiz attacked the plan Monday".
        """
        if self._is_to_crowd(item, scene):
            return False
        led = speaker and scene.number < LEAD and _speaks(speaker, scene)
        return (
            self._in_place(item)
            if led and not self._names_occasion(scene.sentence)
            else self.is_placed(item, scene.sentence)
        )

    def _names_occasion(self, sentence: Span) -> bool:
        named = any(named.search(self._view.text, *sentence) for _, named in _VENUES)
        return named or self._dates.days.is_occasion(sentence)

    def is_placed(self, item: Item, told: Span) -> bool:
        """Whether words were said in a place of their own, or on another kind of occasion than a sentence tells of."""
        return self._in_place(item) or self.is_apart(item, told)

    def _in_place(self, item: Item) -> bool:
        cue = item.cue[-1][1] if item.cue else item.at
        return bool(_IN_PLACE.match(self._view.text, cue))

    def is_interview_apart(self, item: Item, told: Span) -> bool:
        """Whether words were said in an interview that is not told of from the sentence of a day up to them."""
        return self.is_apart(item, told, (_INTERVIEW,))

    def is_apart(self, item: Item, told: Span, venues: Sequence[Venue] = _VENUES) -> bool:
        """Whether words were said on an occasion of a kind that is not named from the sentence of a day up to them."""
        own = " ".join(self._view.text[slice(*span)] for span in item.frame.spans)
        number = self._view.sentence_index(told[0])
        after = self._view.sentences[min(number + BESIDE, len(self._view.sentences) - 1)]
        near = (told[0], max(told[1], min(after[1], item.frame.sentence[0])))
        return any(placed.search(own) and not named.search(self._view.text, *near) for placed, named in venues)


def _speaks(speaker: Resolved, scene: Scene) -> bool:
    """Whether a scene dates words of somebody."""
    return any(same_name(name, speaker.name) for name in scene.speakers)


def is_week(date: Said) -> bool:
    """Whether a date is known to a week."""
    first, last = date.interval
    if not first or not last:
        return False
    return (date_of.fromisoformat(last) - date_of.fromisoformat(first)).days < WEEK


def is_day(date: Said) -> bool:
    """Whether a date is one day."""
    return date.interval[0] is not None and date.interval[0] == date.interval[1]


def _is_of_text(date: Said) -> bool:
    """Whether a date is that of a document, poll or list item rather than of an occasion."""
    return date.rule.startswith(("field dates", "dates the document", "poll", "list item"))
