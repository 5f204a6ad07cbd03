"""What the search for labels is given: one document's text, who is named where, and whose words stand where."""

from bisect import bisect_right
from enum import StrEnum

from sayso.records import Span, Spans, Value


class Voice(StrEnum):
    """In whose voice a word stands."""

    OWN = "own"
    """The article's own words."""
    INDIRECT = "indirect"
    """What somebody is reported to have said, outside of quotation marks."""
    QUOTED = "quoted"
    """What somebody is reported to have said, inside quotation marks."""
    MARKED = "marked"
    """Inside quotation marks that no statement claims: scare quotes, titles, missed statements."""


class Naming(Value, frozen=True, kw_only=True):
    """One place where an entity is named or pointed at.

    Attributes:
        entity: its id.
        span: where, in the text.
        named: whether by a name; False for a nominal such as "the group".
    """

    entity: str
    span: Span
    named: bool = True


class Spoken(Value, frozen=True, kw_only=True):
    """One statement of the document.

    Attributes:
        content: its fragments, in the text.
        speaker: id of the speaker's entity; None where it has none or may not be shown.
        verb: lemma of the verb that introduces it; None where no known verb does.
        cue: where that stands.
        statement: its id.
    """

    content: Spans
    speaker: str | None = None
    verb: str | None = None
    cue: Span | None = None
    statement: str | None = None


class CalledSo(Value, frozen=True, kw_only=True):
    """A word that the text says somebody uses for an entity; see `sayso.records.Epithet`."""

    entity: str
    word: str
    span: Span
    user: str | None = None


class Passages(Value, frozen=True, kw_only=True):
    """One document as the search for labels sees it. All spans are of `text`, half-open code points."""

    document: str
    key: str
    outlet: str | None
    text: str
    namings: tuple[Naming, ...] = ()
    titles: tuple[Naming, ...] = ()
    """Where roles and titles of an entity stand."""
    spoken: tuple[Spoken, ...] = ()
    called: tuple[CalledSo, ...] = ()
    quotations: tuple[Span, ...] = ()


class Voices:
    """Finds in whose voice a place of a document stands."""

    def __init__(self, passages: Passages) -> None:
        pieces = ((end - start, start, end, spoken) for spoken in passages.spoken for start, end in spoken.content)
        self._contents = sorted(pieces, key=lambda piece: piece[:3])
        self._quotations = passages.quotations
        self._starts = [start for start, _ in passages.quotations]

    def at(self, place: int) -> tuple[Voice, Spoken | None]:
        """The voice at a place, and the innermost statement there."""
        inside = next((piece for piece in self._contents if piece[1] <= place < piece[2]), None)
        index = bisect_right(self._starts, place) - 1
        marked = index >= 0 and place < self._quotations[index][1]
        if inside is None:
            return (Voice.MARKED if marked else Voice.OWN), None
        return (Voice.QUOTED if marked else Voice.INDIRECT), inside[3]
