"""Who asks and who answers in an interview that is printed as questions and answers, and who speaks after a label."""

import re

from sayso.records import Document, SpeakerKind
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import PERSON
from sayso.resolve.mentions import Name
from sayso.resolve.resolved import Resolved, of_entity
from sayso.resolve.view import View

_QUESTION_END = re.compile(r"\?[\"”’')\]]*\s*$")
_LABEL = re.compile(r"\s*\[?(?P<label>[^\W\d_][\w.’'-]*(?:[ ][(]?[^\W\d_][\w.’')-]*){0,4})\]?\s?:\s")
_ASKING_LABELS = frozenset({"q", "question", "interviewer", "reporter", "moderator"})
_ANSWERING_LABELS = frozenset({"a", "answer"})
_SECOND_PERSON = re.compile(r"\byou(?:r|[’'](?:re|ve|d|ll))?\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|I[’'](?:m|ve|d|ll)|[Ww]e|[Mm]y|[Oo]ur)\b")
_WONDERS = re.compile(r"\b(?:wanted to|like to|let me|may I|could I|can I) (?:know|ask|turn)\b", re.IGNORECASE)
_ADDRESSES = re.compile(
    r"(?:(?:And|But|So|In|On|At)\b[^.?!]{0,60}?[ ])?[Yy]ou(?:r|[’']ve)?\s+"
    r"(?:have\s+|had\s+|once\s+|also\s+|recently\s+)*"
    r"(?:said|mentioned|wrote|written|told|claimed|stated|described|called|spoke|spoken|argued|campaign|party|book)\b"
)
_INTERVIEW = re.compile(r"\binterview|\bQ\s?&\s?A\b", re.IGNORECASE)
_TALKS = (
    r"interview(?:ed|s|ing)?|spoke|talked|talks|spoken|caught up|sat down|sits down|chat(?:ted|s)?|"
    r"correspond(?:ed)?|met"
)
_ASKED = re.compile(rf"\b(?:{_TALKS}|asked)\b(?:(?!\b(?:on|about|regarding|over)\b)[^.?!]){{0,60}}$", re.IGNORECASE)
_ASKED_LONG = re.compile(r"\binterview(?:ed|s)\b(?:(?!\b(?:on|about|regarding|over)\b)[^.?!:;])*$", re.IGNORECASE)
_TELLS = re.compile(
    r"\s+(?:now\s+)?(?:tells|told|discuss(?:es|ed)|talks|talked|speaks|spoke|answers|answered|explains)\b"
)
_ASKED_NOUN = re.compile(
    r"\binterview(?:ed|s|\s+with)\s+(?P<who>(?:one\s+of\s+the|the|an?|some\s+of\s+the)\s+[^.,;:\n]{3,80}?)"
    r"(?=\s+(?:about|on|regarding|after|before|in\s+\d|last|this|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|[.,;:\n]|$)",
    re.IGNORECASE,
)
_ASKS_BEFORE = re.compile(rf"\b(?:{_TALKS})\s+(?:with|to)\s+$", re.IGNORECASE)
_ASKS_AFTER = re.compile(rf"[^.?!\n]{{0,30}}?\b(?:{_TALKS})\b")
_BY = re.compile(r"\b(?:interview(?:ed)?(?:\s+conducted)?\s+by|as\s+told\s+to)\s+$", re.IGNORECASE)
_JOINED = re.compile(r"(?:,\s+[^,.;:]{3,60},)?\s+(?:and|as\s+well\s+as)\s+(?:(?:his|her)\s+\w+,?\s+)?")
FEWEST_QUESTIONS = 3
"""Questions that make an interview of a document whose title does not say so, but whose opening does."""
LEAD = 1500
"""Code points of the opening."""
LONGEST_QUESTION = 700
SHORT = 200
ANSWERED = 0.6
TITLE_MENTIONS = 3
"""How many mentions before the questions one in the title is worth."""
FEWEST_LABELS = 3
"""Paragraphs with a label, of two or more, that make a transcript of a document."""


class Interview:
    """The parts of an interview.

    Attributes:
        answering: whoever is interviewed; None where the document is no interview, or does not tell.
        asking: whoever asks; None where the document is no interview.
    """

    def __init__(self, document: Document, view: View, entities: Entities) -> None:
        self._view = view
        self._entities = entities
        self._asking = [self._asks(index) for index in range(len(view.paragraphs))]
        self._first = next((i for i, asks in enumerate(self._asking) if asks), None)
        first_line = view.text[slice(*view.paragraphs[0])] if view.paragraphs else ""
        self._title = document.fact("title") or first_line
        self.answering, self.asking = self._people() if self._is_interview() else (None, None)
        self._labels = self._labelled()

    def lettered(self, label: str) -> Resolved | None:
        """Whoever a label of a letter or a bare noun stands for: "Q" and "A", "Interviewer"; None for any other."""
        plain = label.lower().strip(". ")
        return self._of_label(plain) if plain in _ASKING_LABELS | _ANSWERING_LABELS else None

    def asks(self, at: int) -> bool:
        """Whether a place lies in a question."""
        return self._asking[self._view.paragraph_index(at)]

    def printed(self, at: int) -> Resolved | None:
        """Whoever the label of a transcript's turn names as the speaker at a place; None where there is no label."""
        return self._labels.get(self._view.paragraph_index(at))

    def addressed(self, at: int) -> Resolved | None:
        """To whom a question at a place is put: whoever speaks next in a transcript, else whoever is interviewed."""
        index = self._view.paragraph_index(at)
        here = self._labels.get(index)
        if here is None:
            return self.answering if self.asks(at) else None
        after = (self._labels[i] for i in range(index + 1, len(self._view.paragraphs)))
        return next((speaker for speaker in after if speaker.name != here.name), None) if self.asks(at) else None

    def _is_interview(self) -> bool:
        if self._first is None:
            return False
        wanted = 1 if _INTERVIEW.search(self._title) else FEWEST_QUESTIONS
        named = _INTERVIEW.search(self._title) or _INTERVIEW.search(self._view.text[:LEAD])
        return bool(named or self._answered()) and sum(self._asking) >= wanted

    def _asks(self, index: int) -> bool:
        text = self._view.text[slice(*self._view.paragraphs[index])]
        label = _LABEL.match(text)
        if label and label.group("label").lower() in _ASKING_LABELS:
            return True
        second, first = len(_SECOND_PERSON.findall(text)), len(_FIRST_PERSON.findall(text))
        if text.startswith(("“", '"')) or len(text) > LONGEST_QUESTION:
            return False
        asked = bool(_QUESTION_END.search(text)) and (second >= first or len(text) < SHORT)
        wonders = second >= max(2, first) and bool(_WONDERS.search(text))
        addressed = second > first and bool(_ADDRESSES.match(text))
        return asked or wonders or addressed or (second > first > 0 and len(text) < SHORT)

    def _answered(self) -> bool:
        """Whether most questions are followed by a paragraph in the first person, and they make up much of the text."""
        asked = [index for index, asks in enumerate(self._asking[:-1]) if asks]
        after = [self._view.text[slice(*self._view.paragraphs[index + 1])] for index in asked]
        answers = sum(1 for text in after if _FIRST_PERSON.search(text))
        return len(asked) >= len(self._asking) / 8 and answers >= ANSWERED * len(asked)

    def _people(self) -> tuple[Resolved | None, Resolved]:
        """Whoever answers and whoever asks."""
        until = self._view.paragraphs[self._first or 0][0]
        entity = self._answering(until)
        answering = self._together(entity, until) or of_entity(entity, "interview") or self._described(until)
        asker = self._asker(entity, until)
        unnamed = Resolved("unnamed: interviewer", SpeakerKind.UNNAMED, "interview")
        return answering, of_entity(asker, "interview") or unnamed

    def _answering(self, until: int) -> Entity | None:
        """The person said to have been asked; else the one named most before the first question, or in the title."""
        people = [entity for entity in self._entities.all if entity.kind == PERSON]
        if self._described(until):
            people = [p for p in people if any(self._was_asked(m) for m in p.mentions if m[0] < until)]
        scored = [(*self._weight(entity, until), -entity.number, entity) for entity in people]
        best = max(scored, key=lambda row: row[:3], default=None)
        return best[3] if best and (best[0] or best[1]) else None

    def _together(self, entity: Entity | None, until: int) -> Resolved | None:
        """Those who are said to have been asked together: "we interviewed Ana Ruiz and Bo Tam"."""
        asked = [m for m in entity.mentions if m[0] < until and self._was_asked(m)] if entity else []
        if not entity or not asked:
            return None
        names = [entity.name]
        at = asked[0][1]
        for name in self._entities.within((at, self._view.sentence(at)[1])):
            if not _JOINED.fullmatch(self._view.text, at, name.lead) or not self._is_person(name):
                break
            names.append(self._entities.at(name).name)
            at = name.end
        joined = ", ".join(names[:-1]) + f" and {names[-1]}"
        return Resolved(joined, SpeakerKind.GROUP, "interview", span=(asked[0][0], at)) if len(names) > 1 else None

    def _weight(self, entity: Entity, until: int) -> tuple[bool, int]:
        """Whether the text before the questions says that a person was asked, and how much it is about that person."""
        early = [m for m in entity.mentions if m[0] < until]
        in_title = any(form.split()[-1] in self._title for form in entity.forms)
        return any(self._was_asked(m) for m in early), len(early) + (TITLE_MENTIONS if in_title else 0)

    def _was_asked(self, mention: tuple[int, int]) -> bool:
        text, start = self._view.text, mention[0]
        asked = _ASKED.search(text, max(0, start - 80), start)
        if asked and not self._closed(asked.start(), start) and not _BY.search(text, max(0, start - 40), start):
            return not _ASKS_BEFORE.search(text, max(0, start - 20), start) or not self._subject_before(start)
        long = _ASKED_LONG.search(text, self._view.sentence(start)[0], start)
        people = [n for n in self._entities.within((long.start(), start)) if self._is_person(n)] if long else []
        return bool(long and not people and not self._closed(long.start(), start)) or bool(
            _TELLS.match(text, mention[1])
        )

    def _closed(self, verb: int, at: int) -> bool:
        """Whether a name with a comma after it stands between: "in an interview with Dorn News, Ana Ruiz …"."""
        between = self._entities.within((verb, at))
        return bool(between) and self._view.text[between[-1].end : at].strip() == ","

    def _subject_before(self, at: int) -> bool:
        """Whether a person is named before a place in its sentence: "Ruiz sat down with Hale": Ruiz is asked."""
        return any(self._is_person(n) for n in self._entities.within((self._view.sentence(at)[0], at)))

    def _described(self, until: int) -> Resolved | None:
        """Whoever is said to have been interviewed without a name: "one of the owners of a bar"."""
        match = _ASKED_NOUN.search(self._view.text, 0, until)
        if not match or any(self._is_person(n) for n in self._entities.within(match.span("who"))):
            return None
        who = re.sub(r"^(?:the|an?)\s+", "", " ".join(match.group("who").split()))
        return Resolved(f"unnamed: {who}", SpeakerKind.UNNAMED, "interview", span=match.span("who"))

    def _asker(self, answering: Entity | None, until: int) -> Entity | None:
        """The person said to have asked: "Ruiz sat down with Hale", "Hale interviewed Ruiz", "interview by Hale"."""
        text = self._view.text
        for name in self._entities.within((0, until)):
            entity = self._entities.at(name)
            if entity is answering or not self._is_person(name):
                continue
            sentence = self._view.sentence(name.start)
            others = [self._entities.at(n) for n in self._entities.within(sentence)]
            met = _ASKS_BEFORE.search(text, max(0, name.lead - 24), name.lead) and self._subject_before(name.start)
            asks = _ASKS_AFTER.match(text, name.end, sentence[1]) and answering in others
            if _BY.search(text, max(0, name.lead - 40), name.lead) or met or asks:
                return entity
        return None

    def _is_person(self, name: Name) -> bool:
        return self._entities.at(name).kind == PERSON

    def _labelled(self) -> dict[int, Resolved]:
        """The speaker of each paragraph of a transcript: its label's, else that of the paragraph before."""
        labels = [_LABEL.match(self._view.text, *paragraph) for paragraph in self._view.paragraphs]
        words = [label.group("label") if label else None for label in labels]
        people = {word: self._of_label(word) for word in dict.fromkeys(words) if word}
        named = [word for word in words if word and people[word]]
        if len(named) < FEWEST_LABELS or len(set(named)) < 2:
            return {}
        found: dict[int, Resolved] = {}
        current: Resolved | None = None
        for index, word in enumerate(words):
            current = people[word] if word else current
            if current:
                found[index] = current
        return found

    def _of_label(self, label: str) -> Resolved | None:
        """Whom a label stands for: a person of the document, or one of the two of an interview."""
        if label.lower() in _ASKING_LABELS:
            return self.asking or Resolved("unnamed: interviewer", SpeakerKind.UNNAMED, "label")
        if label.lower() in _ANSWERING_LABELS:
            return self.answering
        entity = self._entities.named(label)
        if entity:
            return of_entity(entity, "label")
        shouted = label.isupper() and len(label) > 2
        return Resolved(label.title(), SpeakerKind.PERSON, "label") if shouted else None
