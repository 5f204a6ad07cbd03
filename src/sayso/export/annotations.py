"""W3C Web Annotations: every role of every statement as an annotation on the original text.

Method: Web Annotation Data Model (W3C Recommendation, 2017). Targets carry a TextPositionSelector and a
TextQuoteSelector over the raw layer, so that each finds the place alone.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from sayso import app
from sayso.export.files import write_json
from sayso.records import Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Code points of prefix and suffix in a TextQuoteSelector."""

_TEXTS_HELD = 64

Json = dict[str, object]


def write_annotations(ledger: app.Ledger, query: app.StatementQuery, folder: Path) -> tuple[Path, ...]:
    """One file with an AnnotationCollection of one page: an annotation for each role of each statement."""
    items = list(annotations(ledger, query))
    collection: Json = {
        "@context": CONTEXT,
        "id": f"urn:sayso:ledger:{ledger.digest()}",
        "type": "AnnotationCollection",
        "label": "Statements and who made them, as reported",
        "total": len(items),
        "first": {"id": "urn:sayso:page:0", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return (write_json(folder / "annotations.jsonld", collection),)


def annotations(ledger: app.Ledger, query: app.StatementQuery) -> Iterator[Json]:
    """The annotations of all statements asked for, in their order: content, then source, then cue."""

    @lru_cache(_TEXTS_HELD)
    def raw(document: str) -> str:
        return app.raw_text(ledger, document)

    for view in app.statements(ledger, query):
        for role, part in (("content", view.content), ("source", view.source), ("cue", view.cue)):
            if part.spans:
                targets = [_target(view.document, raw(view.document.id), span) for span in part.spans]
                yield _annotation(view, role, targets)


def _annotation(view: app.StatementView, role: str, targets: list[Json]) -> Json:
    speaker = view.speaker.name if view.speaker else "nobody named"
    return {
        "id": f"urn:sayso:statement:{view.id}:{role}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": role},
            {"type": "TextualBody", "purpose": "describing", "value": f"{view.class_}, {view.form}, by {speaker}"},
            {"type": "SpecificResource", "purpose": "linking", "source": f"urn:sayso:statement:{view.id}"},
        ],
        "target": targets,
        "generator": {"id": f"urn:sayso:extractor:{view.made_by.extractor}", "type": "Software"},
    }


def _target(document: app.DocumentView, raw: str, span: Span) -> Json:
    start, end = span
    return {
        "source": {
            "id": f"urn:sayso:document:{document.id}",
            "type": "Text",
            **({"via": document.url} if document.url else {}),
        },
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": raw[start:end],
                "prefix": raw[max(0, start - AROUND) : start],
                "suffix": raw[end : end + AROUND],
            },
        ],
    }
