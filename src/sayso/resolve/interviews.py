"""Who asks and who answers in an interview that is printed as questions and answers."""

import re

from sayso.records import Document
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import PERSON
from sayso.resolve.view import View

_QUESTION_END = re.compile(r"\?[\"”’')\]]*\s*$")
_LABEL = re.compile(r"\s*(?:Q|QUESTION|Question)\s*[:.]")
_SECOND_PERSON = re.compile(r"\byou(?:r|[’'](?:re|ve|d|ll))?\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|I[’'](?:m|ve|d|ll)|we|my|our)\b")
_INTERVIEW = re.compile(r"\binterview", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:interview(?:ed|s|ing)?|spoke|talked|talks|spoken|caught up|sat down|chat(?:ted)?|"
    r"correspond(?:ed)?|asked)\b[^.?!]{0,60}$",
    re.IGNORECASE,
)
FEWEST_QUESTIONS = 3
"""Questions that make an interview of a document whose title does not say so, but whose opening does."""
LEAD = 1500
"""Code points of the opening."""
LONGEST_QUESTION = 700
SHORT = 200
ANSWERED = 0.6


class Interview:
    """The parts of an interview.

    Attributes:
        answering: the person interviewed; None where the document is no interview or names nobody.
    """

    def __init__(self, document: Document, view: View, entities: Entities) -> None:
        self._view = view
        self._asking = [self._asks(index) for index in range(len(view.paragraphs))]
        first = next((i for i, asks in enumerate(self._asking) if asks), None)
        title = document.fact("title") or view.text[slice(*view.paragraphs[0])] if view.paragraphs else ""
        wanted = 1 if _INTERVIEW.search(title) else FEWEST_QUESTIONS
        named = bool(_INTERVIEW.search(title) or _INTERVIEW.search(view.text[:LEAD]))
        is_interview = (named or self._answered()) and sum(self._asking) >= wanted and first is not None
        self.answering = self._answering(entities, first or 0, title) if is_interview else None

    def asks(self, at: int) -> bool:
        """Whether a place lies in a question."""
        return self._asking[self._view.paragraph_index(at)]

    def _asks(self, index: int) -> bool:
        text = self._view.text[slice(*self._view.paragraphs[index])]
        if _LABEL.match(text):
            return True
        second, first = len(_SECOND_PERSON.findall(text)), len(_FIRST_PERSON.findall(text))
        if text.startswith(("“", '"')) or len(text) > LONGEST_QUESTION:
            return False
        asked = bool(_QUESTION_END.search(text)) and (second >= first or len(text) < SHORT)
        return asked or (second > first > 0 and len(text) < SHORT)

    def _answered(self) -> bool:
        """Whether most questions are followed by a paragraph in the first person, and they make up much of the text."""
        asked = [index for index, asks in enumerate(self._asking[:-1]) if asks]
        after = [self._view.text[slice(*self._view.paragraphs[index + 1])] for index in asked]
        answers = sum(1 for text in after if _FIRST_PERSON.search(text))
        return len(asked) >= len(self._asking) / 5 and answers >= ANSWERED * len(asked)

    def _answering(self, entities: Entities, first: int, title: str) -> Entity | None:
        """The person named most before the first question; a name in the title counts for three."""
        until = self._view.paragraphs[first][0]
        people = [entity for entity in entities.all if entity.kind == PERSON]
        scored = [(self._weight(entity, until, title), -entity.number, entity) for entity in people or entities.all]
        best = max(scored, key=lambda row: row[:2], default=None)
        return best[2] if best and best[0] else None

    def _weight(self, entity: Entity, until: int, title: str) -> int:
        """How much the text before the questions is about a person, and says that it was the person who was asked."""
        early = [m for m in entity.mentions if m[0] < until]
        asked = any(_ASKED.search(self._view.text, max(0, m[0] - 80), m[0]) for m in early)
        in_title = any(form.split()[-1] in title for form in entity.forms)
        return len(early) + (3 if in_title else 0) + (6 if asked else 0)
