"""The extractor by rules: one pass over the sentences of a document."""

from bisect import bisect_left
from dataclasses import replace

from sayso.extract.quotation import Quotation, quotations
from sayso.extract.rules.patterns import Draft, Stretch, sentence_drafts
from sayso.extract.rules.tokens import OUTSIDE, Range, Tokens, tokenise
from sayso.extract.triples import CleanText, Extraction, Triple
from sayso.records import Span
from sayso.text import paragraphs, sentences


class RulesExtractor:
    """Finds attributions by rules."""

    name = "rules"
    version = "1"
    model_sha256: str | None = None

    def extract(self, text: CleanText) -> Extraction:
        """The attributions of one document, in the order of their content."""
        spans = paragraphs(text.layout)
        found = quotations(text.clean, spans)
        reader = _Reader(tokenise(text.clean, found), found)
        for span in spans:
            reader.paragraph(span)
        drafts = [d for d in reader.drafts if d.content]
        return Extraction(triples=tuple(_triple(reader.tokens, d) for d in drafts))


def _triple(tokens: Tokens, draft: Draft) -> Triple:
    return Triple(
        source=tuple(tokens.span(r) for r in draft.source),
        cue=tuple(tokens.span(r) for r in draft.cue),
        content=tuple(tokens.span(r) for r in draft.content),
        class_=draft.class_,
        confidence=0.5,
        reasons=(draft.pattern,),
    )


class _Reader:
    """Reads paragraph after paragraph and joins what belongs together across sentences."""

    def __init__(self, tokens: Tokens, found: tuple[Quotation, ...]) -> None:
        self.tokens = tokens
        self.drafts: list[Draft] = []
        self._found = found
        self._speaking: int | None = None

    def paragraph(self, span: Span) -> None:
        """Reads one paragraph."""
        units = self._units(span)
        if not units:
            return
        if self._speaking is not None and not self._carries_over(units[0]):
            self._speaking = None
        for unit in units:
            self._unit(unit)

    def _carries_over(self, unit: Range) -> bool:
        number = self.tokens.quote[unit[0]]
        if number == OUTSIDE:
            return self._speaking is not None and self.drafts[self._speaking].open
        return self._found[number].continues or (self._speaking is not None and self.drafts[self._speaking].open)

    def _units(self, span: Span) -> list[Range]:
        """The sentences of a paragraph, those of one quotation joined."""
        tokens = self.tokens
        units: list[Range] = []
        for sentence in sentences(tokens.text, span):
            low, high = bisect_left(tokens.starts, sentence[0]), bisect_left(tokens.starts, sentence[1])
            if low >= high:
                continue
            if units and self._belongs(units[-1], low):
                units[-1] = (units[-1][0], high)
            else:
                units.append((low, high))
        return units

    def _belongs(self, unit: Range, low: int) -> bool:
        tokens = self.tokens
        if tokens.quote[low] != OUTSIDE:
            return tokens.quote[low] == tokens.quote[low - 1]
        return tokens.quote[low - 1] != OUTSIDE and tokens.words[low][0].islower()

    def _unit(self, unit: Range) -> None:
        tokens = self.tokens
        found = outermost(sentence_drafts(Stretch(tokens=tokens, low=unit[0], high=unit[1])))
        quoted = self._opening_quotation(unit)
        if quoted and not any(_touches(d, quoted) for d in found):
            self._attach(quoted)
        elif self._speaking is not None and self.drafts[self._speaking].open and not quoted:
            self._attach(unit)
        for draft in found:
            self.drafts.append(draft)
            if draft.open or self._is_quoted(draft):
                self._speaking = len(self.drafts) - 1
        if found and not (found[-1].open or self._is_quoted(found[-1])):
            self._speaking = None
        elif not found and not quoted:
            self._speaking = None

    def _opening_quotation(self, unit: Range) -> Range | None:
        """The quotation that a unit begins with, if it is long enough to be an utterance."""
        number = self.tokens.quote[unit[0]]
        if number == OUTSIDE:
            return None
        end = unit[0]
        while end < unit[1] and self.tokens.quote[end] == number:
            end += 1
        return unit[0], end

    def _is_quoted(self, draft: Draft) -> bool:
        return bool(draft.content) and self.tokens.quote[draft.content[-1][1] - 1] != OUTSIDE

    def _attach(self, quoted: Range) -> None:
        if self._speaking is None:
            return
        draft = self.drafts[self._speaking]
        self.drafts[self._speaking] = replace(draft, content=(*draft.content, quoted), open=False)


def _touches(draft: Draft, unit: Range) -> bool:
    return any(r[0] < unit[1] and unit[0] < r[1] for r in draft.content)


def outermost(drafts: list[Draft]) -> list[Draft]:
    """Only those drafts whose cue lies in no other's content."""
    return [d for d in drafts if not any(o is not d and _holds(o, d) for o in drafts)]


def _holds(outer: Draft, inner: Draft) -> bool:
    cue = inner.cue[0]
    return any(r[0] <= cue[0] and cue[1] <= r[1] for r in outer.content)
