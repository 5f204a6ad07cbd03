"""Reading a document paragraph by paragraph: sentences to drafts, and drafts joined across sentences."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from sayso.extract.quotation import Quotation
from sayso.extract.rules.contents import quotation_range
from sayso.extract.rules.drafts import Draft, Stretch
from sayso.extract.rules.layouts import layout_draft, signature_draft, signed_by
from sayso.extract.rules.loose import MIN_TOKENS, loose_drafts
from sayso.extract.rules.nesting import worth_keeping, worth_keeping_in_layout
from sayso.extract.rules.patterns import sentence_drafts
from sayso.extract.rules.tokens import OUTSIDE, Range, Tokens, inside_view
from sayso.records import Span, StatementClass
from sayso.text import sentences

LONGEST = 150
"""Sentences of more tokens are read in pieces, so that the time stays linear; spans are not affected."""


class Reader:
    """Reads one document; `drafts` grows paragraph by paragraph."""

    def __init__(self, tokens: Tokens, found: Sequence[Quotation]) -> None:
        self.drafts: list[Draft] = []
        self._tokens = tokens
        self._found = found
        self._view = inside_view(tokens, found)
        self._sentences: list[Range] = []
        self._speaking: int | None = None
        """The draft that a quotation standing alone goes on with."""
        self._unsigned: Range | None = None
        """A paragraph that is one quotation without a source, which the next one may sign."""

    def paragraph(self, span: Span) -> None:
        """Read the next paragraph."""
        self._sentences = self._read_sentences(span)
        units = self._units()
        if not units:
            return
        whole = (units[0][0], units[-1][1])
        if self._speaking is not None and not self._carries_over(units[0]):
            self._speaking = None
        if self._sign(whole):
            return
        layout = signature_draft(self._tokens, whole) or layout_draft(self._tokens, whole, span)
        if layout:
            self._laid_out(layout, units)
            return
        for unit in units:
            self._unit(unit)
        self._unsigned = whole if self._is_lone_quotation(whole) else None

    def _sign(self, whole: Range) -> bool:
        """Take a paragraph that only signs the quotation above it."""
        signature = signed_by(self._tokens, whole) if self._unsigned else None
        if signature is None or self._unsigned is None:
            return False
        cue, source = signature
        self.drafts.append(_plain(source=(source,), cue=(cue,), content=self._unsigned, pattern="layout_signature"))
        self._unsigned = None
        return True

    def _laid_out(self, layout: Draft, units: list[Range]) -> None:
        """Add the draft of a layout, and what its content holds."""
        inside: list[Draft] = []
        content = layout.content[0]
        for unit in units:
            low, high = max(unit[0], content[0]), min(unit[1], content[1])
            if low < high:
                inside.extend(sentence_drafts(Stretch(tokens=self._tokens, low=low, high=high)))
        self.drafts.extend((layout, *worth_keeping_in_layout(self._tokens, inside)))
        self._speaking = self._unsigned = None

    def _is_lone_quotation(self, whole: Range) -> bool:
        number = self._tokens.quote[whole[0]]
        lone = number != OUTSIDE and self._tokens.quote[whole[1] - 1] == number
        return lone and not any(whole[0] <= part[0] < whole[1] for draft in self.drafts[-3:] for part in draft.content)

    def _carries_over(self, unit: Range) -> bool:
        """Whether the one who spoke in the paragraph before goes on in this one."""
        number = self._tokens.quote[unit[0]]
        if self._speaking is not None and self.drafts[self._speaking].open:
            return True
        return number != OUTSIDE and self._found[number].continues

    def _read_sentences(self, span: Span) -> list[Range]:
        """The sentences of a paragraph as token ranges, those that are too long cut."""
        starts = self._tokens.starts
        ranges: list[Range] = []
        for sentence in sentences(self._tokens.text, span):
            low, high = bisect_left(starts, sentence[0]), bisect_left(starts, sentence[1])
            low = max(low, ranges[-1][1]) if ranges else low
            ranges.extend((at, min(at + LONGEST, high)) for at in range(low, high, LONGEST))
        return ranges

    def _units(self) -> list[Range]:
        """The sentences, those of one quotation joined."""
        quote = self._tokens.quote
        units: list[Range] = []
        for low, high in self._sentences:
            if units and quote[low] != OUTSIDE and quote[low] == quote[low - 1]:
                units[-1] = (units[-1][0], high)
            else:
                units.append((low, high))
        return units

    def _unit(self, unit: Range) -> None:
        found = sentence_drafts(Stretch(tokens=self._tokens, low=unit[0], high=unit[1]))
        quoted = self._opening_quotation(unit)
        if quoted and not any(_touches(draft, quoted) for draft in found) and self._speaking is not None:
            self._go_on(quoted)
        elif self._speaking is not None and self.drafts[self._speaking].open and not quoted:
            self._go_on(unit)
            return
        else:
            found.extend(loose_drafts(self._tokens, unit, found))
        found.extend(self._inside_quotations(unit))
        kept = worth_keeping(self._tokens, found)
        self._remember(kept, len(self.drafts), stays=quoted is not None)
        self.drafts.extend(kept)

    def _remember(self, kept: list[Draft], first: int, *, stays: bool) -> None:
        """Keep in mind who may go on speaking: the last whose content is a quotation or still to come."""
        speakers = [i for i, draft in enumerate(kept) if draft.open or self._is_quoted(draft)]
        if speakers:
            self._speaking = first + speakers[-1]
        elif kept or not stays:
            self._speaking = None

    def _inside_quotations(self, unit: Range) -> list[Draft]:
        """What the words inside quotation marks attribute to others."""
        tokens, at = self._tokens, unit[0]
        drafts: list[Draft] = []
        while at < unit[1]:
            if tokens.quote[at] == OUTSIDE:
                at += 1
                continue
            low, high = quotation_range(tokens, at, unit[1])
            at = high
            if high - low >= 2 * MIN_TOKENS:
                drafts.extend(self._inside_quotation(low, high))
        return drafts

    def _inside_quotation(self, low: int, high: int) -> list[Draft]:
        first, last = (1 if self._found[self._tokens.quote[low]].outer[0] == self._tokens.starts[low] else 0), high - 1
        closing = 1 if self._found[self._tokens.quote[low]].closed and last > low else 0
        return [
            draft
            for sentence in self._sentences
            if sentence[0] < high and low < sentence[1]
            for draft in sentence_drafts(
                Stretch(
                    tokens=self._view,
                    low=max(low + first, sentence[0]),
                    high=min(high - closing, sentence[1]),
                )
            )
        ]

    def _opening_quotation(self, unit: Range) -> Range | None:
        """The quotation that a unit begins with."""
        if self._tokens.quote[unit[0]] == OUTSIDE:
            return None
        return quotation_range(self._tokens, *unit)

    def _is_quoted(self, draft: Draft) -> bool:
        return bool(draft.content) and self._tokens.quote[draft.content[-1][1] - 1] != OUTSIDE

    def _go_on(self, part: Range) -> None:
        """Add a part to the content of the one who speaks."""
        if self._speaking is not None:
            draft = self.drafts[self._speaking]
            self.drafts[self._speaking] = replace(draft, content=(*draft.content, part), open=False)


def _touches(draft: Draft, part: Range) -> bool:
    return any(content[0] < part[1] and part[0] < content[1] for content in draft.content)


def _plain(source: tuple[Range, ...], cue: tuple[Range, ...], content: Range, pattern: str) -> Draft:
    return Draft(
        source=source,
        cue=cue,
        content=(content,),
        pattern=pattern,
        class_=StatementClass.STATEMENT,
        kind="layout",
    )
