"""Reports made of a document's records: whom each statement and figure names, through whom, when."""

from collections.abc import Callable

from msgspec.structs import replace

from sayso.link.origins.inputs import Days, Relay, Report, Sayer
from sayso.link.origins.lexicon import first_hand_pattern
from sayso.link.reuse.credits import find_credits, outlet_key, same_outlet
from sayso.records import (
    ARTICLE,
    Attribution,
    Document,
    Figure,
    Hop,
    HopKind,
    Layout,
    Span,
    Spans,
    SpeakerKind,
    Statement,
    Value,
)

UNNAMED = "unnamed"
"""How the name of an informant without a name begins."""


class Known(Value, frozen=True, kw_only=True):
    """What the ledger knows of a name in a document.

    Attributes:
        key: equal for all names of one entity.
        name: the fullest.
        bodies: keys of what documents tie it to.
        outlet: whether it is an outlet in the ledger.
    """

    key: str
    name: str
    bodies: tuple[str, ...] = ()
    outlet: bool = False


Naming = Callable[[str, str], Known]
"""What is known of a name in the document with an id."""


class Source(Value, frozen=True, kw_only=True):
    """One document as reports are made of it.

    Attributes:
        clean, layout: its clean layer and the map to the raw one.
        raw: its raw layer.
        published: first and last day.
        credits: agencies it credits, never its own outlet.
    """

    document: Document
    raw: str
    clean: str
    layout: Layout
    published: Days
    credits: tuple[Relay, ...] = ()

    @property
    def outlet(self) -> str | None:
        """Name of its outlet."""
        return self.document.fact("outlet")


def make_source(document: Document, texts: tuple[str, str], layout: Layout, published: Days) -> Source:
    """A document with the agencies that it credits.

    Args:
        texts: its raw and its clean layer.
        document, layout, published: as in `Source`.
    """
    outlet = document.fact("outlet")
    credits = tuple(
        Relay(key=relay_key(credit.name), name=credit.name, text=credit.text, spans=credit.spans)
        for credit in find_credits(texts[1], layout, document.fact("author"))
        if credit.agency and not same_outlet(credit.name, outlet)
    )
    unique = {credit.key: credit for credit in reversed(credits)}
    return Source(
        document=document,
        raw=texts[0],
        clean=texts[1],
        layout=layout,
        published=published,
        credits=tuple(unique[key] for key in dict.fromkeys(credit.key for credit in credits)),
    )


def relay_key(outlet: str) -> str:
    """The key of an outlet, equal for its names."""
    return f"outlet {outlet_key(outlet)}"


def statement_report(source: Source, attribution: Attribution, statement: Statement, naming: Naming) -> Report:
    """The report that one statement is."""
    said = statement.said.interval[1] if statement.said else None
    return replace(
        _bare(source, statement.id, attribution.content),
        said_by=said,
        sayer=_sayer(source, statement, naming),
        relays=_relays(source, statement.chain, naming),
        access=_access(source, statement),
        first_hand=_first_hand(source, attribution.content),
    )


def figure_report(source: Source, figure: Figure, of: Report | None, naming: Naming) -> Report:
    """The report that one figure is; `of` is the report of the statement that holds it."""
    sayer, relays, said_by, first_hand = None, (), None, None
    if of is not None:
        sayer, relays, said_by, first_hand = of.sayer, of.relays, of.said_by, of.first_hand
    if (sayer is None or figure.statement is None) and figure.sayer != ARTICLE:
        sayer = _named_sayer(figure.sayer, None, None, naming, source.document.id)
    return replace(
        _bare(source, figure.id, (figure.span,)),
        said_by=said_by,
        sayer=sayer,
        relays=relays,
        first_hand=first_hand,
        value=(figure.low, figure.high),
    )


def _bare(source: Source, name: str, spans: Spans) -> Report:
    """A report with what is known of its document alone."""
    document, outlet = source.document, source.outlet
    return Report(
        id=name,
        document=document.id,
        title=document.fact("title") or document.key,
        outlet=outlet,
        outlet_key=relay_key(outlet) if outlet else None,
        published=source.published,
        credits=source.credits,
        spans=spans,
    )


def _sayer(source: Source, statement: Statement, naming: Naming) -> Sayer | None:
    speaker = statement.speaker
    if speaker is None or not statement.origin_stated:
        return None
    sayer = _named_sayer(speaker.name, speaker.kind, speaker.role, naming, source.document.id)
    spans = speaker.spans or (statement.chain[-1].spans if statement.chain else ())
    return replace(sayer, spans=spans)


def _named_sayer(name: str, kind: SpeakerKind | None, role: str | None, naming: Naming, document: str) -> Sayer:
    """A sayer by name; a name without any capital letter ("residents") names nobody in particular."""
    if kind is SpeakerKind.UNNAMED or name.casefold().startswith(UNNAMED) or name == name.lower():
        return Sayer(key=f"{document} {name}", name=name, named=False)
    known = naming(name, document)
    if kind is SpeakerKind.OUTLET or known.outlet:
        return Sayer(key=relay_key(name), name=name, outlet=True)
    speaks = known.bodies[:1] if role and "spokes" in role.casefold() else ()
    return Sayer(key=known.key, name=known.name, bodies=known.bodies, speaks_for=speaks)


def _relays(source: Source, chain: tuple[Hop, ...], naming: Naming) -> tuple[Relay, ...]:
    """The outlets and persons between article and sayer; a person's own letter or tweet is no relay."""
    found: list[Relay] = []
    for hop in chain[1:]:
        if hop.name is None or hop.kind not in {HopKind.OUTLET, HopKind.PERSON}:
            continue
        person = hop.kind is HopKind.PERSON
        key = naming(hop.name, source.document.id).key if person else relay_key(hop.name)
        if not same_outlet(hop.name, source.outlet):
            text = " ".join(filter(None, (hop.verb, hop.name)))
            found.append(Relay(key=key, name=hop.name, person=person, text=text, spans=hop.spans))
    return tuple(found)


def _access(source: Source, statement: Statement) -> Relay | None:
    """Whether the words were said to the article's own outlet."""
    addressee = statement.addressee
    if not addressee or not same_outlet(addressee, source.outlet):
        return None
    return Relay(key=relay_key(addressee), name=addressee, text=f"told {addressee}")


def _first_hand(source: Source, content: Spans) -> Relay | None:
    """Words in what is said that show that the speaker saw or counted it."""
    for start, end in content:
        match = first_hand_pattern().search(source.raw, start, end)
        if match:
            span: Span = match.span()
            return Relay(key="", name="", text=match.group(), spans=(span,))
    return None
