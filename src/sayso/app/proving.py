"""Verify: proves that what a ledger shows is what was read, on anyone's machine; no model is run.

The ledger itself proves that its bytes are those that were written. This adds that the written records fit together:
every raw layer is what its original decodes to, every segment of a map keeps its promise, every span lies in its
layer, every id is the hash of its content.
"""

from collections.abc import Iterator

from sayso import ingest, text
from sayso.ledger import DocumentQuery, DocumentRecords, Finding, Ledger
from sayso.records import Attribution, Document, Original, Span, Spans, Statement, display_text


def verify(ledger: Ledger) -> Iterator[Finding]:
    """Everything in the ledger that is not as it was written or does not fit together; nothing for a sound one."""
    damaged = False
    for finding in ledger.verify():
        damaged |= not finding.rebuildable
        yield finding
    if not damaged:
        for row in ledger.documents(DocumentQuery(superseded=True)):
            records = ledger.records(row.row)
            original = ledger.original(row.input_id)
            if records is not None and original is not None:
                yield from document_findings(original, records)


def document_findings(original: Original, records: DocumentRecords) -> Iterator[Finding]:
    """What does not fit together in one document."""
    document = records.document
    if ingest.decode(original).text != records.raw:
        yield _finding(document, "raw_sha256", "the raw layer is not what the original decodes to")
    if document.id != Document.make_id(document.key, document.raw_sha256, document.outside):
        yield _finding(document, "id", "the id is not the hash of key, raw layer and outside facts")
    for index in text.bad_segments(records.raw, records.clean, records.layout):
        yield _finding(document, f"segment {index}", "a segment of the offset map does not keep its promise")
    for index, block in enumerate(records.layout.blocks):
        if not _inside(block.span, records.raw):
            yield _finding(document, f"block {index}", "a block lies outside the raw layer")
    for attribution in records.attributions:
        yield from _attribution_findings(attribution, records)
    known = {attribution.id for attribution in records.attributions}
    for statement in records.statements:
        yield from _statement_findings(statement, records, known)


def _attribution_findings(attribution: Attribution, records: DocumentRecords) -> Iterator[Finding]:
    roles = attribution.source, attribution.cue, attribution.content
    if attribution.id != Attribution.make_id(records.document.id, *roles):
        yield _statement_finding(attribution.id, "id", "the id is not the hash of document and fragments")
    if not _all_inside(tuple(span for role in roles for span in role), records.raw):
        yield _statement_finding(attribution.id, "spans", "a fragment lies outside the raw layer")


def _statement_findings(statement: Statement, records: DocumentRecords, known: set[str]) -> Iterator[Finding]:
    if statement.id not in known:
        yield _statement_finding(statement.id, "id", "the statement has no attribution")
    spans = [span for hop in statement.chain for span in hop.spans]
    spans += statement.speaker.spans if statement.speaker else ()
    if not _all_inside(tuple(spans), records.raw):
        yield _statement_finding(statement.id, "chain", "a span of speaker or chain lies outside the raw layer")
    said = statement.said
    if said and said.span and not _reads(records, said.span, said.text):
        yield _statement_finding(statement.id, "said", "the words of the date are not those under its span")


def _reads(records: DocumentRecords, span: Span, words: str) -> bool:
    """Whether these words stand under a span, in the raw or the clean layer, whatever white space parts them."""
    media, raw = records.document.media, records.raw
    shown = display_text(media, raw, records.clean, records.layout, (span,))
    return words.split() in (raw[slice(*span)].split(), shown.split())


def _inside(span: Span, raw: str) -> bool:
    return 0 <= span[0] <= span[1] <= len(raw)


def _all_inside(spans: Spans, raw: str) -> bool:
    return all(_inside(span, raw) for span in spans)


def _finding(document: Document, field: str, problem: str) -> Finding:
    return Finding(table="document", row=document.id, field=field, problem=problem)


def _statement_finding(statement_id: str, field: str, problem: str) -> Finding:
    return Finding(table="statement", row=statement_id, field=field, problem=problem)
