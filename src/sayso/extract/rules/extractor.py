"""The extractor by rules: sentence after sentence, what belongs together across sentences joined."""

from sayso.extract.quotation import Quotation, quotations
from sayso.extract.rules.classes import class_of
from sayso.extract.rules.drafts import Draft
from sayso.extract.rules.lexicon import lexicon
from sayso.extract.rules.nesting import holders
from sayso.extract.rules.reading import Reader
from sayso.extract.rules.tokens import Tokens, tokenise
from sayso.extract.triples import CleanText, Extraction, Triple
from sayso.records import Diagnostic, slice_spans
from sayso.text import paragraphs
from sayso.text.offsets import to_raw

VERSION = "1"


class RulesExtractor:
    """Finds attributions by rules: no parser, no model, no list of names.

    Limits: English; sources are found by the shape of noun phrases, so a rare word order loses one.

    Example:
        >>> RulesExtractor().name
        'rules'
    """

    name = "rules"
    version = VERSION
    model_sha256: str | None = None

    def extract(self, text: CleanText) -> Extraction:
        """The attributions of one document, in the order of their cues, and notes on unbalanced quotation marks."""
        spans = paragraphs(text.layout)
        found = quotations(text.clean, spans)
        tokens = tokenise(text.clean, found)
        reader = Reader(tokens, found)
        for span in spans:
            reader.paragraph(span)
        drafts = sorted((draft for draft in reader.drafts if draft.content), key=lambda d: (d.cue or d.content)[0])
        outer = holders(drafts)
        triples = tuple(_triple(tokens, draft, holder) for draft, holder in zip(drafts, outer, strict=True))
        return Extraction(triples=triples, diagnostics=tuple(_unbalanced(text, found)))


def _triple(tokens: Tokens, draft: Draft, holder: int | None) -> Triple:
    source, cue, content = (
        tuple(tokens.span(part) for part in parts) for parts in (draft.source, draft.cue, draft.content)
    )
    told = slice_spans(tokens.text, content)
    precision = lexicon().precision
    return Triple(
        source=source,
        cue=cue,
        content=content,
        nested_in=holder,
        class_=class_of(slice_spans(tokens.text, cue), told, draft.class_),
        confidence=precision.get(f"{draft.pattern} {draft.kind}", precision.get(draft.pattern, precision["other"])),
        reasons=(draft.pattern, *(("nested",) if holder is not None else ())),
    )


def _unbalanced(text: CleanText, found: tuple[Quotation, ...]) -> list[Diagnostic]:
    """A note for each quotation that no mark closes and no next paragraph takes up."""
    notes: list[Diagnostic] = []
    for quotation in found:
        where = to_raw(text.layout, quotation.outer) if not (quotation.closed or quotation.reopened) else ()
        if where:
            notes.append(
                Diagnostic(
                    code="unbalanced_quotation",
                    key=text.document.key,
                    document=text.document.id,
                    span=(where[0][0], where[-1][1]),
                    detail=f"opened by {quotation.mark}",
                )
            )
    return notes
