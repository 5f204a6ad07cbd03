"""What the model reads: a document as units (words, marks, anonymous names) in blocks of paragraphs."""

from collections.abc import Sequence

import msgspec

from sayso.extract.reader.names import NameLexicon, Word, name_runs, words_of
from sayso.extract.reader.quotes import left_open, quotations
from sayso.records import Span

NAME = "[NAME]"
"""The form of a unit that is a name."""

LOWER, TITLE, UPPER, MIXED, DIGIT, MARK, NAMED, LINE = range(8)
"""Case classes of a unit; LINE stands for the break between two paragraphs of a block."""
CASES = 8
OUTSIDE, INSIDE, OPENS, CLOSES = range(4)
"""States of a unit towards quotation marks."""
STATES = 4

BREAK = "[SEP]"
MAX_BLOCK = 200
"""Units from which a block takes no further paragraph, and at which a long paragraph is cut."""

_FORMS = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "``": '"', "''": '"', "’": "'", "‘": "'"}
_DASHES = frozenset("–—―")


class Unit(msgspec.Struct, frozen=True):
    """One word, mark or name.

    Offsets: `start` and `end` are half-open code points of the text that was read.

    Attributes:
        form: what the vocabulary is asked for: lower case, marks in one style, `NAME` for any name.
        case: see the case classes above.
        state: see the quotation states above.
    """

    start: int
    end: int
    form: str
    case: int
    state: int


class Block(msgspec.Struct, frozen=True):
    """Paragraphs that are read together, mostly one: an attribution never reaches beyond its block."""

    units: tuple[Unit, ...]

    @property
    def place(self) -> Span:
        """Where the block stands in the text: half-open code points."""
        return self.units[0].start, self.units[-1].end


def _case(token: str) -> int:
    if not token[0].isalnum():
        return MARK
    if token[0].isdigit():
        return DIGIT
    if token.islower():
        return LOWER
    if token.isupper() and len(token) > 1:
        return UPPER
    return TITLE if token[0].isupper() else MIXED


def _form(token: str, lexicon: NameLexicon) -> str:
    if token in _DASHES:
        return "—"
    lower = _FORMS.get(token, token.lower())
    return lexicon.pairs.get(lower, lower)


def _states(words: Sequence[Word], quoted: Sequence[Span]) -> list[int]:
    """The quotation state of each word."""
    out: list[int] = []
    k = 0
    for word in words:
        while k < len(quoted) and quoted[k][1] <= word.start:
            k += 1
        if k == len(quoted) or word.end <= quoted[k][0]:
            out.append(OUTSIDE)
        elif word.start == quoted[k][0]:
            out.append(OPENS)
        elif word.end == quoted[k][1] and not word.text[0].isalnum():
            out.append(CLOSES)
        else:
            out.append(INSIDE)
    return out


def paragraph_units(text: str, paragraph: Span, lexicon: NameLexicon) -> list[Unit]:
    """The units of one paragraph, in text order."""
    words = words_of(text, *paragraph)
    states = _states(words, quotations(text, paragraph))
    last_of_run = dict(name_runs(text, words, lexicon))
    units: list[Unit] = []
    i = 0
    while i < len(words):
        word = words[i]
        if i in last_of_run:
            last = last_of_run[i]
            units.append(Unit(word.start, words[last - 1].end, NAME, NAMED, states[i]))
            i = last
            continue
        form = _form(word.text, lexicon)
        case = MARK if states[i] in (OPENS, CLOSES) and not word.text[0].isalnum() else _case(word.text)
        units.append(
            Unit(word.start, word.end, '"' if case == MARK and states[i] in (OPENS, CLOSES) else form, case, states[i])
        )
        i += 1
    return units


def _cut(units: Sequence[Unit]) -> list[tuple[Unit, ...]]:
    """Pieces of a long paragraph, cut after a sentence's end where there is one."""
    pieces: list[tuple[Unit, ...]] = []
    start = 0
    while len(units) - start > MAX_BLOCK:
        stop = start + MAX_BLOCK
        ends = [i for i in range(start + MAX_BLOCK // 2, stop) if units[i].form in ".?!"]
        stop = ends[-1] + 1 if ends else stop
        pieces.append(tuple(units[start:stop]))
        start = stop
    pieces.append(tuple(units[start:]))
    return pieces


def blocks_of(text: str, paragraphs: Sequence[Span], lexicon: NameLexicon) -> list[Block]:
    """The blocks of a document.

    A paragraph is read together with the next one when it ends with a colon or inside an open quotation; all others
    are blocks of their own. Very long paragraphs are cut between sentences.
    """
    out: list[Block] = []
    pending: list[Unit] = []
    for paragraph in paragraphs:
        units = paragraph_units(text, paragraph, lexicon)
        if not units:
            continue
        if pending and len(pending) + len(units) <= MAX_BLOCK:
            line = Unit(pending[-1].end, units[0].start, BREAK, LINE, OUTSIDE)
            pending = [*pending, line, *units]
        else:
            out.extend(Block(piece) for piece in _cut(pending) if piece)
            pending = units
        if not (units[-1].form == ":" or left_open(text, paragraph)):
            out.extend(Block(piece) for piece in _cut(pending))
            pending = []
    out.extend(Block(piece) for piece in _cut(pending) if piece)
    return out
