"""FollowTheMoney entities: articles, those who spoke in them, and what was reported of them.

Persons are written as entities of their own only where they have an entity page; all others are mentions by name.
"""

from collections.abc import Iterator
from pathlib import Path

from sayso import app
from sayso.export.files import write_lines
from sayso.records import content_hash

SCHEMATA = {"person": "Person", "organisation": "Organization", "outlet": "Organization", "group": "LegalEntity"}
"""The schema of a speaker, by kind; other kinds (documents, unnamed) are mentions."""

LANGUAGES = {"en": "eng"}
"""The code of three letters of each language that is read."""

Json = dict[str, object]


def write_ftm(ledger: app.Ledger, query: app.StatementQuery, folder: Path) -> tuple[Path, ...]:
    """One file with an entity a line: each document as Article, each speaker, and a link between them a statement."""
    return (write_lines(folder / "entities.ftm.json", ftm_entities(ledger, query)),)


def ftm_entities(ledger: app.Ledger, query: app.StatementQuery) -> Iterator[Json]:
    """The entities, each once: articles by key, then speakers and links in the order of the statements."""
    for document in app.documents(ledger):
        yield _article(document)
    written: set[str] = set()
    for view in app.statements(ledger, query):
        if view.speaker is None:
            continue
        speaker = _speaker(view.speaker)
        if speaker is None:
            yield _mention(view, view.speaker)
            continue
        speaker_id = str(speaker["id"])
        if speaker_id not in written:
            written.add(speaker_id)
            yield speaker
        yield _link(view, speaker_id)


def _article(document: app.ReadDocumentView) -> Json:
    return _entity(
        f"sayso-{document.id}",
        "Article",
        title=document.title or document.key,
        sourceUrl=document.url,
        publisher=document.outlet,
        author=document.author,
        language=LANGUAGES.get(document.language or ""),
        publishedAt=_day(document.published),
    )


def _speaker(speaker: app.SpeakerView) -> Json | None:
    schema = SCHEMATA.get(speaker.kind or "")
    if schema is None or (schema == "Person" and speaker.entity is None):
        return None
    entity = speaker.entity or content_hash("speaker", speaker.kind, speaker.name)[:32]
    return _entity(f"sayso-{entity}", schema, name=speaker.name)


def _mention(view: app.StatementView, speaker: app.SpeakerView) -> Json:
    return _entity(f"sayso-mention-{view.id}", "Mention", document=f"sayso-{view.document.id}", name=speaker.name)


def _link(view: app.StatementView, speaker_id: str) -> Json:
    return _entity(
        f"sayso-{view.id}",
        "Documentation",
        document=f"sayso-{view.document.id}",
        entity=speaker_id,
        role=f"reported {view.class_} ({view.form})",
        date=_day(view.said.edtf if view.said else None),
        summary=view.content.text,
        recordId=view.id,
    )


def _entity(entity_id: str, schema: str, **properties: str | None) -> Json:
    known = {name: [value] for name, value in properties.items() if value}
    return {"id": entity_id, "schema": schema, "properties": known}


def _day(edtf: str | None) -> str | None:
    """A day, month or year as FollowTheMoney has them; None for intervals and for what is approximate."""
    return edtf if edtf and edtf.replace("-", "").isdigit() else None
