"""From triples in the clean layer to records in the raw layer: the last step of every extractor."""

import re

import msgspec

from sayso.extract.quotation import Quotation, form_of, quotations
from sayso.extract.triples import CleanText, Extraction, Triple
from sayso.records import Attribution, Diagnostic, Layout, MadeBy, Spans
from sayso.text import paragraphs
from sayso.text.offsets import to_raw

MIN_QUOTATION_WORDS = 4
"""A quotation of at least so many words that no attribution covers is reported."""

_WORD = re.compile(r"\w+")


def finish(
    text: CleanText, raw: str, extraction: Extraction, made_by: MadeBy
) -> tuple[tuple[Attribution, ...], tuple[Diagnostic, ...]]:
    """The records of an extraction, sorted by position, and all diagnostics.

    Spans go to the raw layer by the document's map; the form is computed from the quotation marks of the clean layer;
    triples with equal spans become one record, the one with the higher confidence; a triple that has no content left
    is none.

    Offsets: triples in the clean layer, records and diagnostics in the raw layer.

    Args:
        text: what the extractor read.
        raw: the raw layer, for checking that no span lies outside it.
        extraction: what it returned.
        made_by: goes into every record.
    """
    found = quotations(text.clean, paragraphs(text.layout))
    made = [_record(text, triple, made_by, found) for triple in extraction.triples]
    ids = [record.id if record and _inside(record, len(raw)) else None for record in made]
    kept: dict[str, Attribution] = {}
    for index, record in enumerate(made):
        if record is None or ids[index] is None:
            continue
        other = kept.get(record.id)
        if other is None or other.confidence < record.confidence:
            kept[record.id] = _nested(record, ids, extraction.triples[index].nested_in)
    records = tuple(sorted(kept.values(), key=position))
    return records, (*extraction.diagnostics, *_unattributed(text, extraction.triples, found))


def position(attribution: Attribution) -> tuple[int, int, str]:
    """What attributions are sorted by: where their cue stands, else their content, then their id."""
    anchor = attribution.cue or attribution.content or attribution.source
    first = min((start for start, _ in anchor), default=0)
    return first, min((start for start, _ in attribution.content), default=0), attribution.id


def _record(text: CleanText, triple: Triple, made_by: MadeBy, found: tuple[Quotation, ...]) -> Attribution | None:
    source, cue, content = (_raw_spans(text.layout, spans) for spans in (triple.source, triple.cue, triple.content))
    if not content:
        return None
    return Attribution(
        id=Attribution.make_id(text.document.id, source, cue, content),
        document=text.document.id,
        source=source,
        cue=cue,
        content=content,
        form=form_of(text.clean, triple.content, found),
        class_=triple.class_,
        confidence=round(triple.confidence, 4),
        reasons=triple.reasons,
        made_by=made_by,
    )


def _raw_spans(layout: Layout, spans: Spans) -> Spans:
    return tuple(piece for span in spans for piece in to_raw(layout, span))


def _inside(record: Attribution, length: int) -> bool:
    spans = (*record.source, *record.cue, *record.content)
    return all(0 <= start < end <= length for start, end in spans)


def _nested(record: Attribution, ids: list[str | None], holder: int | None) -> Attribution:
    """The record with the id of its holder; a holder that is itself, or was not kept, is none."""
    outer = ids[holder] if holder is not None and 0 <= holder < len(ids) else None
    return msgspec.structs.replace(record, nested_in=outer) if outer and outer != record.id else record


def _unattributed(text: CleanText, triples: tuple[Triple, ...], found: tuple[Quotation, ...]) -> list[Diagnostic]:
    """A note for each quotation of some length that no content shares a character with."""
    covered = _merged([span for triple in triples for span in triple.content])
    notes: list[Diagnostic] = []
    at = 0
    for quotation in found:
        start, end = quotation.inner
        while at < len(covered) and covered[at][1] <= start:
            at += 1
        if at < len(covered) and covered[at][0] < end:
            continue
        words = len(_WORD.findall(text.clean, start, end))
        where = to_raw(text.layout, quotation.outer) if words >= MIN_QUOTATION_WORDS else ()
        if where:
            notes.append(
                Diagnostic(
                    code="unattributed_quotation",
                    key=text.document.key,
                    document=text.document.id,
                    span=(where[0][0], where[-1][1]),
                    detail=f"{words} words",
                )
            )
    return notes


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
