"""Who asks and who answers in an interview that is printed as questions and answers, and who speaks after a label."""

import re
from itertools import pairwise

from sayso.records import Document, SpeakerKind
from sayso.resolve.asked import Asked
from sayso.resolve.entities import Entities
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
FEWEST_QUESTIONS = 3
"""Questions that make an interview of a document whose title does not say so, but whose opening does."""
LEAD = 1500
"""Code points of the opening."""
LONGEST_QUESTION = 700
SHORT = 200
ANSWERED = 0.6
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
        self._asked = self._opening() if self._is_interview() else None
        self.answering = self._asked.answering if self._asked else None
        self.asking = self._asked.asking if self._asked else None
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
        heard = next((speaker for speaker in after if speaker.name != here.name), None) if self.asks(at) else None
        return self._all_asked(here, heard) if heard else None

    def _all_asked(self, asking: Resolved, heard: Resolved) -> Resolved:
        """All who answer together, where whoever is none of them asks and one of them is heard next; else that one."""
        together = self.answering
        if together is None or together.kind is not SpeakerKind.GROUP or together.entity:
            return heard
        members = [_is_among(speaker, together.name) for speaker in (asking, heard)]
        return together if members == [False, True] else heard

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

    def _opening(self) -> Asked:
        until = self._view.paragraphs[self._first or 0][0]
        return Asked(self._view, self._entities, self._title, until)

    def body_in_title(self, name: str) -> Resolved | None:
        """The body for which somebody speaks by the title of an interview."""
        return self._asked.body_in_title(name) if self._asked else None

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
            return self._misspelt(label) or of_entity(entity, "label")
        shouted = label.isupper() and len(label) > 2
        return Resolved(label.title(), SpeakerKind.PERSON, "label") if shouted else None

    def _misspelt(self, label: str) -> Resolved | None:
        """Whoever answers, for a label with the same first name and another surname that never talks to theirs."""
        answering = self.answering
        names = answering.name.split() if answering and answering.kind is SpeakerKind.PERSON else []
        words = label.split()
        if len(names) < 2 or len(words) < 2 or names[0] != words[0] or names[-1] == words[-1]:
            return None
        labels = (_LABEL.match(self._view.text, *paragraph) for paragraph in self._view.paragraphs)
        last = [found.group("label").split()[-1] for found in labels if found]
        two = {words[-1], names[-1]}
        return None if any({one, other} == two for one, other in pairwise(last)) else answering


def _is_among(speaker: Resolved, group: str) -> bool:
    """Whether a group ("Ana-Maria Ruiz and Bo Tam") has the first name, or the first half of it, and the surname."""
    words = speaker.name.split()
    first, last = words[0], words[-1]
    parts = [name.split() for name in re.split(r",\s+|\s+and\s+", group)]
    return any(part[-1] == last and first in (part[0], part[0].split("-")[0], last) for part in parts if part)
