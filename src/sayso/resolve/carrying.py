"""The dates of saying of a whole document: as stated, carried over within a speech or a scene, given to headlines."""

import re
from collections.abc import Sequence
from functools import cached_property

from msgspec.structs import replace

from sayso.records import Said, Span, SpeakerKind
from sayso.resolve.entities import Entities
from sayso.resolve.items import Item
from sayso.resolve.lexicon import lexicon
from sayso.resolve.oneday import OneDay
from sayso.resolve.resolved import Resolved, same_name
from sayso.resolve.said import DateFinder
from sayso.resolve.scenes import Scenes, Whom, is_day
from sayso.resolve.sources import SUBJECTS
from sayso.resolve.transcripts import day_of_record, turns_of
from sayso.resolve.view import View

CARRY_SENTENCES = 4
"""How many sentences below a dated one a date is carried over to the same speaker."""
OCCASION_SENTENCES = 10
"""The same, from a sentence that tells of an interview, a speech or the like."""
SCENE_SENTENCES = 3
"""How many sentences below one that tells of a day the same person's words are taken as said then."""
DOCUMENT_SENTENCES = 12
"""How many sentences below the day that stands with a noun for a document ("Friday's letter") it is the document's."""
SENT_SENTENCES = 4
"""How many sentences below its words the day is told on which a document was made public."""
POLL_SENTENCES = 30
"""How many sentences below the days a poll was in the field they are those of its findings."""
HEADLINE_SHARE = 0.34
"""Share of a headline's words that a statement below must have for the headline to sum it up."""
_PRESENT = re.compile(
    r"\b(?:say|says|argue|argues|think|thinks|claim|claims|calls|accuses|blames|admits|insists|maintains|denies)\b",
    re.I,
)
_SAID = re.compile(r"\b(?:said|told|added|argued|claimed|admitted|insisted|denied)\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have)\s+(?:\w+ly\s+)?\w+(?:ed|en)\b")
_ASKED_SHARE = re.compile(
    r"\bper\s?cent\b|%|\b(?:third|half|quarter|majority|(?:one|two|three|four|five|six|seven|eight|nine|\d+) in \w+|"
    r"of those asked)\b",
    re.IGNORECASE,
)

_DEFINITE = re.compile(r"\b[Tt]he\s+(?:\w+\s+)?(?P<noun>\w{4,})\b")
"""A definite noun; the last part of a compound stands for it: "the suit" for "the lawsuit"."""
_SENT = re.compile(r"\b(?:filed|released|published|issued|posted)\b")
_CALLS = re.compile(
    r"(?:(?:was|were|then|also|again|\w+ly)\s+)*(?:asked|pressed|questioned|shouted|yelled|screamed|chanted|chanting|shouting|booed|cheered|"
    r"interrupted|interjected|heckled|replied|responded|retorted|countered|interjecting|shot\s+back|fired\s+back|chimed\s+in)\b"
)
"""Cues of those who speak or call out beside somebody else."""
ASIDE_SENTENCES = 2
"""Sentences between dated words and what others call, ask or answer beside them."""
_GOES_WITH = re.compile(r"(?:also\s+|then\s+)?(?!according|being)\w+(?:ing|ed)\b")
_IS = re.compile(r"\b(?:is|are|has|have|again)\b")
_NEXT = re.compile(r"(?:First|Then|Next|Afterwards?|Hours\s+later|Minutes\s+later|Soon\s+after)\b,?\s")
_FOUND = re.compile(r"\b(?:found|finds|shows?|showed)\b")
_MOST = re.compile(r"\bmost\b", re.IGNORECASE)
_ONE_POLL = re.compile(
    r"(?:(?:new|latest|recent|most|national|statewide|same)\s+)*(?:poll|survey)(?:\s+(?:by|of|from)\b.*)?",
    re.IGNORECASE,
)


class DateCarrier:
    """Dates the statements of one document, once their speakers are known."""

    def __init__(self, view: View, entities: Entities, dates: DateFinder, items: Sequence[Item], whom: Whom) -> None:
        self._view = view
        self._entities = entities
        self._dates = dates
        self._items = items
        self._scenes = Scenes(view, entities, dates, items, whom)
        self._order = sorted(range(len(items)), key=lambda i: (items[i].at, i))

    def all(self, speakers: Sequence[Resolved | None]) -> list[Said | None]:
        """The date of each item, None where the text gives no evidence of it."""
        said = [self._stated(item) for item in self._items]
        self._scenes.read(speakers, said)
        for rank, index in enumerate(self._order):
            if said[index] is None and speakers[index] and self._items[index].reporter is None:
                said[index] = self._carried(rank, speakers, said)
        for rank, index in enumerate(self._order):
            speaker = speakers[index]
            if said[index] is None and speaker and self._items[index].reporter is None:
                said[index] = self._scenes.day(index, speaker) or self._goes_along(rank, speakers, said)
        OneDay(self._view, self._dates, self._scenes, self._items).give(speakers, said)
        self._in_one_sentence(speakers, said)
        self._among_them(said)
        self._of_record(said)
        self._headline(speakers, said)
        return said

    def _goes_along(self, rank: int, speakers: Sequence[Resolved | None], said: Sequence[Said | None]) -> Said | None:
        """The day of the same speaker's words right before, where that of a scene was given to them."""
        may = self._dates.may_carry(self._items[self._order[rank]].frame)
        return self._of_speaker(rank, speakers, said) if may else None

    def _in_one_sentence(self, speakers: Sequence[Resolved | None], said: list[Said | None]) -> None:
        """Give an act that goes on in the sentence of dated words of its speaker their day: "said no, slamming"."""
        told = {
            (self._view.sentence_index(item.at), speaker.name): date
            for item, speaker, date in zip(self._items, speakers, said, strict=True)
            if speaker and date and is_day(date) and not item.reporter
        }
        for index, (item, speaker) in enumerate(zip(self._items, speakers, strict=True)):
            date = speaker and told.get((self._view.sentence_index(item.at), speaker.name))
            if date and said[index] is None and self._goes_with(item):
                said[index] = replace(date, rule="carried over")

    def _goes_with(self, item: Item) -> bool:
        """Whether a cue can go with another of its sentence: a past verb or participle, in no clause of the present."""
        around = " ".join(self._view.text[slice(*span)] for span in item.frame.spans)
        happens = _GOES_WITH.match(item.cue_text) and self._dates.may_happen(item.frame)
        return bool(happens) and not _IS.search(around)

    def _among_them(self, said: list[Said | None]) -> None:
        """Give what somebody calls, asks or answers beside dated words their day: “Yes!” the crowd shouted back."""
        for rank, index in enumerate(self._order):
            item = self._items[index]
            if (
                said[index]
                or not item.source
                or not _CALLS.match(item.cue_text)
                or not self._dates.may_happen(item.frame)
            ):
                continue
            beside = [other for other in self._order[max(0, rank - 1) : rank + 2] if self._is_beside(index, other)]
            days = {date.edtf: date for other in beside if (date := said[other]) and is_day(date)}
            date = next(iter(days.values())) if len(days) == 1 else None
            if date and not self._dates.days.tells_of_another_time(item.at, date):
                said[index] = replace(date, rule="carried over")

    def _is_beside(self, index: int, other: int) -> bool:
        """Whether another attribution stands close by, and this one tells of no occasion of its own."""
        here, there = (self._view.sentence_index(self._items[i].at) for i in (index, other))
        sentence = self._items[other].frame.sentence
        return abs(here - there) <= ASIDE_SENTENCES and not self._scenes.is_apart(self._items[index], sentence)

    def _of_record(self, said: list[Said | None]) -> None:
        """Give the labelled turns of a record its day, where the text above them tells it."""
        turns = turns_of(self._view, self._items)
        first = min((self._items[index].at for index in turns), default=0)
        date = day_of_record(self._view, self._dates.days, first) if turns else None
        for index in turns:
            said[index] = said[index] or (date and replace(date, rule="record"))

    def _stated(self, item: Item) -> Said | None:
        """The date beside the cue, or the list item's; a date beside "citing X, Y reported" is the day Y reported."""
        if item.reporter:
            return None
        return self._dates.stated(item.frame) or self._dates.of_item(item.frame)

    def _carried(self, rank: int, speakers: Sequence[Resolved | None], said: Sequence[Said | None]) -> Said | None:
        """The date of the same speaker's words, or of the scene, in the sentences right before; or of the poll."""
        index = self._order[rank]
        found = self._of_poll(rank, speakers, said) or self._of_day(index)
        if found or not self._dates.may_carry(self._items[index].frame):
            return found
        return (
            self._of_speaker(rank, speakers, said)
            or self._of_scene(index, speakers[index])
            or self._of_document(index, speakers[index])
        )

    def _of_day(self, index: int) -> Said | None:
        """The day told of last, for words said "earlier in the day" or "that evening", or in the sentence after."""
        if not self._dates.is_saying(self._items[index].frame):
            return None
        here = self._view.sentence_index(self._items[index].at)
        cue = self._items[index].frame.cue_span
        date = self._dates.days.same_day(self._view.sentences[here])
        date = date or (self._dates.days.at_the_time(self._view.sentences[here], cue) if cue else None)
        before = self._view.sentences[here - 1] if here else None
        speaker_named = before and self._entities_shared(before, self._items[index])
        return date or (self._dates.days.same_day(before) if before and speaker_named else None)

    def _entities_shared(self, sentence: Span, item: Item) -> bool:
        """Whether a sentence names whoever the source of an item names."""
        if not item.source:
            return False
        named = {self._entities.at(name).number for name in self._entities.within(item.source)}
        return any(self._entities.at(name).number in named for name in self._entities.within(sentence))

    def _of_document(self, index: int, speaker: Resolved | None) -> Said | None:
        """The day on which the document that speaks was sent: "sent an e-mail Wednesday", for "the e-mail"."""
        item = self._items[index]
        noun = self._view.text[slice(*item.source)].lower().split()[-1:] if item.source else []
        if speaker and speaker.kind is SpeakerKind.DOCUMENT and self._goes_on(item):
            noun = speaker.name.lower().split()[-1:]
        if not noun or noun[0] not in lexicon().document_nouns | lexicon().authored_nouns:
            return None
        here = self._view.sentence_index(item.at)
        for number in range(here, max(-1, here - DOCUMENT_SENTENCES - 1), -1):
            sentence = self._view.sentences[number]
            speaks = re.search(rf"\b{re.escape(noun[0])}\b", self._view.text[slice(*sentence)], re.IGNORECASE)
            near = speaks and here - number <= SCENE_SENTENCES
            date = self._dates.days.of_document(sentence, noun[0]) if speaks else None
            if date := date or (self._dates.days.of_scene(sentence) if near else None):
                return date
        return self._sent_below(noun[0], here)

    def _sent_below(self, noun: str, here: int) -> Said | None:
        """The day told below on which a document was made public: "The suit was filed on Monday"."""
        for sentence in self._view.sentences[here + 1 : here + 1 + SENT_SENTENCES]:
            named = (m for m in _DEFINITE.finditer(self._view.text, *sentence) if noun.endswith(m["noun"].lower()))
            subject = next(named, None)
            sent = subject and _SENT.search(self._view.text, subject.end(), sentence[1])
            if sent and (date := self._dates.days.of_scene(sentence)):
                return date
        return None

    def _of_speaker(self, rank: int, speakers: Sequence[Resolved | None], said: Sequence[Said | None]) -> Said | None:
        index = self._order[rank]
        here, speaker = self._view.sentence_index(self._items[index].at), speakers[index]
        for other in reversed(self._order[:rank]):
            distance = here - self._view.sentence_index(self._items[other].at)
            if distance > OCCASION_SENTENCES:
                break
            if not self._view.same_section(self._items[other].at, self._items[index].at):
                break
            before, date = speakers[other], said[other]
            same = before and speaker and (same_name(before.name, speaker.name) or _in_short(speaker, before, distance))
            near = distance <= CARRY_SENTENCES or self._dates.days.is_occasion(self._items[other].frame.sentence)
            at_once = distance == 1 and self._goes_on(self._items[index])
            told = self._items[other].frame.sentence
            if date and same and near and self._dates.carries(date, told, at_once=at_once):
                apart = self._scenes.is_interview_apart(self._items[index], told) or self._is_now(index, other, speaker)
                return None if apart else replace(date, rule="carried over")
        return None

    def _is_now(self, index: int, before: int, speaker: Resolved | None) -> bool:
        """Whether somebody "says" something where they "said" what was dated; what a document says does not change."""
        tells, told = (self._items[i].cue_text for i in (index, before))
        written = speaker is not None and speaker.kind is SpeakerKind.DOCUMENT
        return bool(_PRESENT.search(tells)) and not (written or _PRESENT.search(told) or self._tells_in_present)

    @cached_property
    def _tells_in_present(self) -> bool:
        """Whether the document tells in the present what was just said, as a live report does."""
        present = sum(bool(_PRESENT.search(item.cue_text)) for item in self._items)
        return 2 * present >= present + sum(bool(_SAID.search(item.cue_text)) for item in self._items)

    def _of_scene(self, index: int, speaker: Resolved | None) -> Said | None:
        item = self._items[index]
        here = self._view.sentence_index(item.at)
        if _PRESENT.search(item.cue_text):
            return None
        perfect = _PERFECT.search(self._view.text, self._view.sentences[here][0], item.at)
        for number in range(here - bool(perfect), max(-1, here - SCENE_SENTENCES - 1), -1):
            sentence = self._view.sentences[number]
            if not self._view.same_section(sentence[0], item.at):
                break
            near = number >= here - 1 and (self._goes_on(item) or self._follows(item, number, here))
            near = bool(near or (speaker and self._scenes.names(sentence, speaker)))
            last = number >= here - 1 and self._same_paragraph(sentence, item)
            beside = last and self._dates.days.is_occasion(sentence) and self._is_direct(item)
            if not (near or beside) or self._is_reported(sentence, speaker):
                continue
            date = self._dates.days.of_scene(sentence, one_day=not near)
            date = date or (self._of_clause(sentence, speaker) if number < here else None)
            if date:
                return None if self._scenes.is_interview_apart(item, sentence) else date
        return None

    def _follows(self, item: Item, number: int, here: int) -> bool:
        """Whether the sentence goes on with what the one before tells of: "First …", "Then …"."""
        return number == here - 1 and _NEXT.match(self._view.text, self._view.sentences[here][0]) is not None

    def _is_reported(self, sentence: Span, speaker: Resolved | None) -> bool:
        """Whether the day of a sentence is that of an outlet's report on the speaker."""
        own = speaker is not None and speaker.kind is SpeakerKind.OUTLET
        return self._scenes.reports(sentence) and not own

    def _of_clause(self, sentence: Span, speaker: Resolved | None) -> Said | None:
        """The day after the speaker's name and before the next: "Hale sang Saturday while Ruiz spoke Monday"."""
        entity = speaker.entity if speaker else None
        names = self._entities.within(sentence)
        own = [i for i, name in enumerate(names) if entity and self._entities.at(name) is entity]
        if not own:
            return None
        others = ((n.start, self._entities.at(n)) for n in names[own[-1] + 1 :])
        until = next(
            (at for at, other in others if other.kind is SpeakerKind.PERSON and other is not entity), sentence[1]
        )
        return self._dates.days.first_after(sentence, names[own[-1]].start, until)

    def _of_poll(self, rank: int, speakers: Sequence[Resolved | None], said: Sequence[Said | None]) -> Said | None:
        """The days in the field, for what a poll found: its later findings, and the shares of those it asked."""
        index = self._order[rank]
        item, speaker = self._items[index], speakers[index]
        share = self._is_share(item)
        found = (
            speaker and speaker.kind in (SpeakerKind.OUTLET, SpeakerKind.ORGANISATION) and _FOUND.search(item.cue_text)
        )
        if not speaker or not (speaker.kind is SpeakerKind.DOCUMENT or share or found):
            return None
        here = self._view.sentence_index(item.at)
        one = share or _ONE_POLL.fullmatch(speaker.name) or self._dates.fielded_by(speaker.name)
        told = self._dates.fielded() if one else None
        if told or found:
            return told
        for other in reversed(self._order[:rank]):
            before, date = speakers[other], said[other]
            if here - self._view.sentence_index(self._items[other].at) > POLL_SENTENCES:
                break
            if date and before and before.kind is SpeakerKind.DOCUMENT and (share or _is_short(speaker, before)):
                fielded = date.rule.startswith(("field dates", "dates the document")) or date.rule == "poll"
                return replace(date, rule="poll") if fielded else None
        return None

    def _is_share(self, item: Item) -> bool:
        """Whether the source is a share of those asked: "a third", or "most" in a sentence that gives percentages."""
        if item.source is None:
            return False
        most = _MOST.search(self._view.text, *item.source) and "%" in self._view.text[slice(*item.frame.sentence)]
        return bool(most or _ASKED_SHARE.search(self._view.text, *item.source))

    def _is_direct(self, item: Item) -> bool:
        """Whether any of the words reported stand in quotation marks."""
        return any(self._view.quotation(start + 1) or self._view.quotation(end - 1) for start, end in item.content)

    def _same_paragraph(self, sentence: Span, item: Item) -> bool:
        return self._view.paragraph_index(sentence[0]) == self._view.paragraph_index(item.at)

    def _goes_on(self, item: Item) -> bool:
        """Whether the source is a pronoun or elided, so that the sentence goes on with what was told before."""
        return item.source is None or self._view.text[slice(*item.source)].strip().lower() in SUBJECTS

    def _headline(self, speakers: Sequence[Resolved | None], said: list[Said | None]) -> None:
        """Give a headline the date of the first statement below that it sums up."""
        for index in self._order:
            item, speaker = self._items[index], speakers[index]
            aims = item.cue_text.lower().startswith("to ") or not self._dates.is_saying(item.frame)
            if said[index] or not speaker or aims or not self._dates.is_headline(item.at):
                continue
            given = [(other, date) for other in self._order if (date := self._below(other, speaker, speakers, said))]
            days = {date.edtf for _, date in given}
            fits = [date for other, date in given if len(days) == 1 or self._sums_up(index, other)]
            said[index] = replace(fits[0], rule="headline") if fits else None

    def _below(
        self, other: int, speaker: Resolved, speakers: Sequence[Resolved | None], said: Sequence[Said | None]
    ) -> Said | None:
        """The date of another statement of a headline's speaker, below the headline."""
        below, headline = speakers[other], self._dates.is_headline(self._items[other].at)
        return said[other] if below and not headline and _one(below.name, speaker.name) else None

    def _sums_up(self, headline: int, below: int) -> bool:
        """Whether two contents share a good part of the headline's words."""
        one, other = (self._content_words(self._items[i]) for i in (headline, below))
        return bool(one) and len(one & other) >= max(1, len(one) * HEADLINE_SHARE)

    def _content_words(self, item: Item) -> frozenset[str]:
        text = " ".join(self._view.text[s:e] for s, e in item.content).lower()
        return frozenset(word[:5] for word in re.findall(r"[^\W\d_]{4,}", text))


def _in_short(speaker: Resolved, before: Resolved, distance: int) -> bool:
    """Whether a body just named is called by its noun alone: "the campaign" for "the Ruiz campaign"."""
    return distance <= 2 and bool(speaker.name) and before.name.endswith(f" {speaker.name}")


def _is_short(speaker: Resolved, before: Resolved) -> bool:
    """Whether a document is called as before, or in short: "the poll" for "a poll of 400 voters"."""
    short = before.name == speaker.name or before.name.startswith(f"{speaker.name} ")
    return short or before.name.endswith(f" {speaker.name}")


def _one(name: str, headline: str) -> bool:
    """Whether a headline's short name ends a name below, as "Ruiz" does "Ana Ruiz"."""
    one, other = name.lower().split(), headline.lower().split()
    return one == other or (bool(other) and one[-len(other) :] == other) or (len(other) > 1 and one[-2:] == other[-2:])
