"""W3C PROV-JSON: which statements were made of which documents by what, and who decided on them.

Method: PROV-DM (W3C Recommendation, 2013) in the PROV-JSON serialization (W3C Member Submission, 2013).
"""

from collections import defaultdict
from pathlib import Path

from sayso import app
from sayso.export.files import write_json

PREFIXES = {"sayso": "urn:sayso:", "schema": "https://schema.org/"}

_Attributes = dict[str, object]


class _Graph:
    """Entities, activities, agents and relations, each with an id."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, _Attributes]] = defaultdict(dict)

    def node(self, kind: str, name: str, **attributes: str | float | None) -> str:
        """The id of an entity, activity or agent, which is added once."""
        known: _Attributes = {key.replace("__", ":"): value for key, value in attributes.items() if value is not None}
        self.parts[kind].setdefault(name, known)
        return name

    def relate(self, kind: str, **ends: str) -> None:
        """Add a relation; equal ones count once."""
        key = f"_:{kind}.{'.'.join(ends.values())}".replace("sayso:", "")
        self.parts[kind][key] = {f"prov:{end}": value for end, value in ends.items()}


def write_provenance(ledger: app.Ledger, query: app.StatementQuery, folder: Path) -> tuple[Path, ...]:
    """One file: documents, statements and decisions as entities; extractors as agents; readings as activities."""
    graph = _Graph()
    for document in app.documents(ledger):
        graph.node(
            "entity",
            f"sayso:document.{document.id}",
            prov__type="sayso:Document",
            prov__label=document.title,
            schema__url=document.url,
            schema__publisher=document.outlet,
            schema__datePublished=document.published,
        )
    for view in app.statements(ledger, query):
        _add_statement(graph, view)
    return (write_json(folder / "provenance.json", {"prefix": PREFIXES, **graph.parts}),)


def _add_statement(graph: _Graph, view: app.StatementView) -> None:
    made = view.made_by
    statement, document = f"sayso:statement.{view.id}", f"sayso:document.{view.document.id}"
    graph.node(
        "entity",
        statement,
        prov__type="sayso:Statement",
        prov__value=view.content.text,
        sayso__speaker=view.speaker.name if view.speaker else None,
        sayso__said=view.said.edtf if view.said else None,
        sayso__confidence=view.confidence,
    )
    agent = graph.node(
        "agent",
        f"sayso:extractor.{made.extractor}.{made.version.replace(' ', '_')}",
        prov__type="prov:SoftwareAgent",
        sayso__version=made.version,
        sayso__model_sha256=made.model_sha256,
    )
    reading = graph.node("activity", f"sayso:reading.{view.document.id}.{made.extractor}", prov__type="sayso:Reading")
    graph.relate("wasDerivedFrom", generatedEntity=statement, usedEntity=document)
    graph.relate("wasGeneratedBy", entity=statement, activity=reading)
    graph.relate("used", activity=reading, entity=document)
    graph.relate("wasAssociatedWith", activity=reading, agent=agent)
    for judgement in view.review.judgements if view.review else ():
        _add_judgement(graph, statement, judgement)


def _add_judgement(graph: _Graph, statement: str, judgement: app.JudgementView) -> None:
    person = graph.node(
        "agent",
        f"sayso:reviewer.{_name(judgement.actor)}",
        prov__type="prov:Person",
        prov__label=judgement.actor,
    )
    decision = graph.node(
        "entity",
        f"sayso:decision.{judgement.decision}",
        prov__type="sayso:Decision",
        prov__label=judgement.kind,
        sayso__at=judgement.at,
        sayso__reason=judgement.reason or None,
    )
    graph.relate("wasAttributedTo", entity=decision, agent=person)
    graph.relate("wasInfluencedBy", influencee=statement, influencer=decision)


def _name(words: str) -> str:
    """Words as the local part of a qualified name."""
    return "".join(c if c.isalnum() else f".{ord(c):x}." for c in words)
