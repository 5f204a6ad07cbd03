"""Whom "I", "we" and "you" stand for: the speaker of the quotation, the person interviewed, or the author."""

from sayso.records import Document, SpeakerKind
from sayso.resolve.entities import Entities
from sayso.resolve.interviews import Interview
from sayso.resolve.resolved import Past, Resolved, Turn
from sayso.resolve.view import View
from sayso.resolve.voices import Voices

_NO_FIRST_PERSON = (SpeakerKind.DOCUMENT,)


class FirstPerson:
    """Resolves first and second persons once all other sources of a document are resolved."""

    def __init__(self, document: Document, view: View, entities: Entities) -> None:
        self._document = document
        self._view = view
        self._interview = Interview(document, view, entities)
        self._voices = Voices(view, entities)

    def resolve(self, turn: Turn, past: list[Past], outer: Resolved | None) -> Resolved:
        """The speaker for "I" or "we", or for "you" where a question is put to the person interviewed."""
        at = turn.source.span[0]
        if turn.source.pronoun == "you":
            return self._interview.addressed(at) or Resolved(turn.source.text, SpeakerKind.GROUP, "as written")
        said = outer or self._quoting(turn, past)
        if said:
            return self._speaking(turn, said._replace(rule="first person in quotation"))
        turning = self._interview.printed(at) or self._in_interview(at)
        turning = self._several(turn, turning) if turning else None
        if turning:
            return self._speaking(turn, turning)
        if self._view.quotation(at):
            return Resolved(turn.source.text, None, "as written")
        return self._author()

    def lettered(self, label: str) -> Resolved | None:
        """Whoever the label of a turn that is no name stands for: "Q", "A"."""
        return self._interview.lettered(label)

    def _speaking(self, turn: Turn, speaker: Resolved) -> Resolved:
        """The body for which somebody speaks who says "we", where the text tells of one; else that person."""
        if turn.source.pronoun != "we" or speaker.kind is not SpeakerKind.PERSON:
            return speaker
        body = self._voices.of(speaker.entity) if speaker.entity else None
        return body or self._interview.body_in_title(speaker.name) or speaker

    def _several(self, turn: Turn, turning: Resolved) -> Resolved:
        """Of several who answer together "we" means all, and "I" one of whom the text does not tell which."""
        answering, pronoun = self._interview.answering, turn.source.pronoun
        if answering is None or answering.kind is not SpeakerKind.GROUP or turning == self._interview.asking:
            return turning
        if pronoun == "we":
            return answering
        several = turning == answering
        return Resolved("unnamed: interviewee", SpeakerKind.UNNAMED, "interview") if several else turning

    def _in_interview(self, at: int) -> Resolved | None:
        """Whoever asks for a question, whoever answers for an answer and for a quotation without a speaker."""
        if not self._interview.asking:
            return None
        if self._interview.asks(at) and not self._view.quotation(at):
            return self._interview.asking
        return self._interview.answering or Resolved("unnamed: interviewee", SpeakerKind.UNNAMED, "interview")

    def _quoting(self, turn: Turn, past: list[Past]) -> Resolved | None:
        """The speaker of the quotation around a place: whoever is reported beside it in the same paragraph."""
        at = turn.source.span[0]
        quotation = self._view.quotation(at)
        if quotation is None:
            return None
        paragraph = self._view.paragraph_index(at)
        best: tuple[int, Resolved] | None = None
        for other in past:
            if other.speaker is None or other.speaker.kind in _NO_FIRST_PERSON or other.turn is turn:
                continue
            if quotation[0] < other.turn.cue_start < quotation[1]:
                continue
            if self._view.paragraph_index(other.turn.cue_start) != paragraph:
                continue
            cue = other.turn.cue_start
            touches = other.turn.content[0] < quotation[1] and quotation[0] < other.turn.content[1]
            distance = (0 if touches else 1000) + min(abs(cue - quotation[0]), abs(cue - quotation[1]))
            if best is None or distance < best[0]:
                best = (distance, other.speaker)
        return best[1] if best else self._before(paragraph, past)

    def _before(self, paragraph: int, past: list[Past]) -> Resolved | None:
        """The last speaker of the paragraph before, whose quotation may go on."""
        found = [p.speaker for p in past if p.speaker and self._view.paragraph_index(p.turn.cue_start) == paragraph - 1]
        return found[-1] if found else None

    def _author(self) -> Resolved:
        author = self._document.fact("author")
        if author:
            return Resolved(author, SpeakerKind.PERSON, "author")
        return Resolved("unnamed: author", SpeakerKind.UNNAMED, "author")
