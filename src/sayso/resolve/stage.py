"""The stage: attributions of one document in, statements out."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from sayso.records import (
    Affiliation,
    Attribution,
    Diagnostic,
    Document,
    Epithet,
    Hop,
    HopKind,
    Layout,
    Mention,
    Role,
    Said,
    Span,
    SpeakerKind,
    Statement,
    Value,
)
from sayso.resolve.about import About
from sayso.resolve.addressee import Addressees
from sayso.resolve.background import find_affiliations
from sayso.resolve.carrying import DateCarrier
from sayso.resolve.chains import ChainBuilder, outer_hop
from sayso.resolve.cited import cited_span
from sayso.resolve.entities import Entities
from sayso.resolve.epithets import Hearing, KnownEpithet, epithets_in, find_epithets, known_epithets
from sayso.resolve.firstperson import FirstPerson
from sayso.resolve.items import Item, Pieces, hull, length
from sayso.resolve.lexicon import lexicon
from sayso.resolve.meant import Pronouns
from sayso.resolve.resolved import Past, Resolved, Turn, speaker_kind
from sayso.resolve.roles import FoundRole, find_roles
from sayso.resolve.said import DateFinder
from sayso.resolve.sources import Shape, parse_source
from sayso.resolve.speakers import FIRST_PERSONS, SpeakerResolver
from sayso.resolve.told import Told
from sayso.resolve.view import View

RESOLVER = "rules"
VERSION = "50"
"""Version of what this stage makes of the same input; part of every statement."""


CARRIED = 2
"""Sentences over which the page, document or outlet of somebody's words goes on within a paragraph."""


class ResolveInput(Value, frozen=True, kw_only=True):
    """What `resolve_document` reads: a document with its layers, layout and attributions."""

    document: Document
    raw: str
    clean: str
    layout: Layout
    attributions: tuple[Attribution, ...]


class ResolveParams(Value, frozen=True, kw_only=True):
    """Parameters of the stage.

    Attributes:
        about_limit: the most names that `about` keeps.
        epithets: words that somebody is known to use for somebody, beside those the document itself explains.
    """

    about_limit: int = 12
    epithets: tuple[KnownEpithet, ...] = ()


class Resolution(Value, frozen=True, kw_only=True):
    """What `resolve_document` returns: a statement per attribution, in their order, and what else the document tells.

    Attributes:
        mentions: every name, and every source that stands for one; in text order.
        roles, affiliations, epithets: as the document gives them, in text order.
    """

    statements: tuple[Statement, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    epithets: tuple[Epithet, ...] = ()


def resolve_document(inputs: ResolveInput, params: ResolveParams | None = None) -> Resolution:
    """One statement per attribution: who spoke, through whom, when, to whom and about whom.

    Method: rules over names found in the document itself; see `docs/resolve.md`.
    Limits: English; one document at a time, so a name is as full as this document gives it.

    Args:
        inputs: the document with its attributions, in any order.
        params: see `ResolveParams`.
    """
    return _Run(inputs, params or ResolveParams()).resolution()


def _reports(item: Item) -> bool:
    """Whether an attribution tells what somebody said, rather than how something seems: not by "seemed", "appears"."""
    words = item.cue_text.lower().split()
    return item.source is not None or not any(word in lexicon().hedge for word in words)


class _Run:
    def __init__(self, inputs: ResolveInput, params: ResolveParams) -> None:
        needed = tuple(span for a in inputs.attributions for span in (*a.source, *a.cue, *a.content))
        self._inputs = inputs
        self._params = params
        self._view = View(inputs.raw, inputs.clean, inputs.layout, needed)
        self._entities = Entities(self._view, inputs.document.fact("title"), inputs.document.fact("outlet"))
        self._roles = find_roles(self._view, self._entities)
        self._speakers = SpeakerResolver(inputs.document, self._view, self._entities)
        self._first_person = FirstPerson(inputs.document, self._view, self._entities)
        self._pronouns = Pronouns(self._view, self._speakers.pronouns, self._speakers.others)
        self._about = About(self._view, self._entities, self._pronouns, params.about_limit)
        self._addressees = Addressees(self._view, self._entities, self._pronouns)
        self._chains = ChainBuilder(inputs.document, self._view, self._entities)
        self._items = [Item(a, self._view) for a in inputs.attributions]
        reported = Pieces([item for item in self._items if _reports(item)])
        self._told = Told(inputs.document, self._view, reported)
        self._dates = DateFinder(self._told, tuple(sorted(item.cue[0] for item in self._items if item.cue)))
        self._hops: dict[int, tuple[Hop, ...]] = {}
        self._pieces = Pieces(self._items)
        self._outer = self._enclosing()
        self._order = sorted(range(len(self._items)), key=lambda i: (self._items[i].at, i))
        self._places = {index: place for place, index in enumerate(self._order)}
        self._past: list[Past] = []

    def resolution(self) -> Resolution:
        """The statements, in the order of the attributions."""
        speakers = self._all_speakers()
        said = DateCarrier(self._view, self._entities, self._dates, self._items, self._whom).all(speakers)
        key = self._inputs.document.id
        told = Hearing(self._pronouns.meant, self._speaker_of(speakers))
        epithets = find_epithets(key, self._view, self._entities, told)
        self._meant = self._epithets_used(speakers, known_epithets(epithets, self._params.epithets))
        for index in self._order:
            self._chain(index, speakers)
        statements = tuple(self._statement(index, speakers, said) for index in range(len(self._items)))
        return Resolution(
            statements=statements,
            diagnostics=self._told.diagnostics(),
            mentions=self._mentions(speakers),
            roles=tuple(self._role(role) for role in self._roles),
            affiliations=tuple(self._said_by(a) for a in find_affiliations(key, self._view, self._entities)),
            epithets=epithets,
        )

    def _epithets_used(
        self, speakers: Sequence[Resolved | None], known: tuple[KnownEpithet, ...]
    ) -> list[list[tuple[Span, str]]]:
        """For each item where its speaker's words hold epithets of that speaker's, and whom they stand for."""
        return [
            [found for span in item.content for found in epithets_in(self._view, span, speaker.name, known)]
            if speaker and known
            else []
            for item, speaker in zip(self._items, speakers, strict=True)
        ]

    def _sayer(self, span: Span) -> str | None:
        """The innermost statement whose content holds a span of the view's text."""
        inner = self._innermost(span)
        return self._items[inner].attribution.id if inner is not None else None

    def _speaker_of(self, speakers: Sequence[Resolved | None]) -> Callable[[Span], str | None]:
        """A look-up of who says a span of the view's text: the speaker of the innermost statement around it."""

        def sayer(span: Span) -> str | None:
            inner = self._innermost(span)
            speaker = speakers[inner] if inner is not None else None
            return speaker.name if speaker else None

        return sayer

    def _innermost(self, span: Span) -> int | None:
        """The innermost item whose content holds a span of the view's text."""
        around = self._pieces.around(span)
        return min(around, key=lambda index: length(self._items[index].content), default=None)

    def _said_by(self, affiliation: Affiliation) -> Affiliation:
        places = self._view.inward((affiliation.span,))
        return replace(affiliation, sayer=self._sayer(places[0]) if places else None)

    def _mentions(self, speakers: Sequence[Resolved | None]) -> tuple[Mention, ...]:
        """The names, and the sources that stand for one."""
        found: dict[Span, Mention] = {}
        for name in self._entities.names:
            entity = self._entities.at(name)
            found[(name.start, name.end)] = self._mention((name.start, name.end), entity.name, entity.kind, "name")
        for item, speaker in zip(self._items, speakers, strict=True):
            if speaker and speaker.entity and item.source and speaker.rule not in {"as written", "full name"}:
                found[item.source] = self._mention(item.source, speaker.name, speaker.kind, speaker.rule)
        for span, name in sorted({pair for used in self._meant for pair in used}):
            entity = self._entities.named(name)
            found.setdefault(span, self._mention(span, name, entity.kind if entity else None, "epithet"))
        return tuple(found[span] for span in sorted(found))

    def _mention(self, span: Span, name: str, kind: SpeakerKind | str | None, how: str) -> Mention:
        raw = self._view.outward(span)
        return Mention(
            document=self._inputs.document.id,
            span=(raw[0][0], raw[-1][1]),
            text=self._view.text[slice(*span)],
            name=name,
            kind=speaker_kind(kind),
            how=how,
        )

    def _role(self, found: FoundRole) -> Role:
        raw = self._view.outward(found.span)
        return Role(
            document=self._inputs.document.id,
            name=found.entity.name,
            role=found.role,
            span=(raw[0][0], raw[-1][1]),
            rule=found.rule,
            former=found.former,
            sayer=self._sayer(found.span),
        )

    def _enclosing(self) -> list[int | None]:
        """For each attribution the index of the one whose content holds it."""
        by_id = {item.attribution.id: index for index, item in enumerate(self._items)}
        return [self._outer_of(item, by_id) for item in self._items]

    def _outer_of(self, item: Item, by_id: dict[str, int]) -> int | None:
        if self._opens_turn(item):
            return None
        given = item.attribution.nested_in
        if given is not None and given in by_id:
            return by_id[given]
        near = self._pieces.around(item.outline[0]) if item.outline else ()
        holders = [i for i in near if self._items[i].encloses(item) and not item.encloses(self._items[i])]
        return min(holders, key=lambda index: length(self._items[index].content)) if holders else None

    def _opens_turn(self, item: Item) -> bool:
        """Whether an attribution is a turn of a transcript: its source opens a paragraph and a colon follows."""
        if not item.source or not self._view.paragraphs:
            return False
        start, end = self._view.paragraphs[self._view.paragraph_index(item.source[0])]
        words = self._view.text[slice(*item.source)].rstrip()
        followed = words.endswith(":") or self._view.text[item.source[1] : end].lstrip().startswith(":")
        return followed and not self._view.text[start : item.source[0]].strip()

    def _all_speakers(self) -> list[Resolved | None]:
        """The speakers in text order, so that each sees those before it; then those of "I", "we" and "you"."""
        speakers: list[Resolved | None] = [None] * len(self._items)
        past = self._past
        first_persons: list[tuple[int, Turn]] = []
        for index in self._order:
            outer = self._outer[index]
            turn = self._turn(index)._replace(outer=speakers[outer] if outer is not None else None)
            if turn.source.pronoun in FIRST_PERSONS and turn.source.shape is Shape.PRONOUN:
                first_persons.append((index, turn))
                continue
            label = self._first_person.lettered(turn.source.text) if self._opens_turn(self._items[index]) else None
            speakers[index] = label or self._speakers.resolve(turn, past)
            past.append(Past(turn, speakers[index]))
        for index, turn in first_persons:
            outer = self._outer[index]
            speakers[index] = self._first_person.resolve(turn, past, speakers[outer] if outer is not None else None)
        return speakers

    def _whom(self, span: Span) -> Resolved | None:
        """The speaker that a phrase anywhere stands for, once all speakers are known."""
        source = parse_source(self._view, self._entities, span, span[0])
        before = [past for past in self._past if past.turn.cue_start < span[0]]
        return self._speakers.resolve(Turn(source, "", span[0], (span[0], span[0])), before)

    def _turn(self, index: int) -> Turn:
        item = self._items[index]
        source = parse_source(self._view, self._entities, item.source, item.at)
        cited = cited_span(self._view, self._entities, item.frame, source)
        if cited:
            item.cite(cited, self._entities.at(source.names[0]).name)
            source = parse_source(self._view, self._entities, cited, item.at)
        return Turn(source, item.cue_text, item.at, hull(item.content) or (item.at, item.at))

    def _statement(self, index: int, speakers: Sequence[Resolved | None], said: Sequence[Said | None]) -> Statement:
        item, speaker = self._items[index], speakers[index]
        frame = item.frame
        return Statement(
            id=item.attribution.id,
            document=item.attribution.document,
            speaker=speaker.record(self._view) if speaker else None,
            said=said[index],
            chain=self._chain(index, speakers),
            addressee=self._addressees.addressee(frame),
            about=self._about_whom(index, speaker),
            reasons=_reasons(speaker, said[index]),
            resolver=RESOLVER,
            resolver_version=VERSION,
        )

    def _chain(self, index: int, speakers: Sequence[Resolved | None]) -> tuple[Hop, ...]:
        """The chain of one item; those that enclose it contribute theirs, inwards from the article."""
        if index not in self._hops:
            item, outer = self._items[index], self._outer[index]
            self._hops[index] = ()
            hops = [*self._outer_hops(outer, speakers), *self._reporter(item)]
            hops += _voice(speakers[index], hops)
            if outer is None:
                hops = [*self._heading(item, speakers[index]), *hops]
            self._hops[index] = self._chains.chain(item.frame, speakers[index], tuple(hops))
            if len(self._hops[index]) == len(hops) + 2 and (carried := self._carried(index, speakers)):
                self._hops[index] = self._chains.chain(item.frame, speakers[index], (*hops, *carried))
        return self._hops[index]

    def _carried(self, index: int, speakers: Sequence[Resolved | None]) -> list[Hop]:
        """What the speaker's words right before went through, in the same paragraph: "“…,” she wrote" goes on with the
        page that she wrote on, "he added" with the outlet that he told."""
        place = self._places[index]
        before = self._order[place - 1] if place else None
        one, other = speakers[index], speakers[before] if before is not None else None
        if (
            before is None
            or not one
            or not other
            or one.name != other.name
            or self._outer[before] != self._outer[index]
        ):
            return []
        start, end = self._items[before].at, self._items[index].at
        near = self._view.sentence_index(end) - self._view.sentence_index(start) <= CARRIED
        if not near or self._view.paragraph_index(start) != self._view.paragraph_index(end):
            return []
        outer = self._outer_hops(self._outer[index], speakers)
        return [h for h in self._hops.get(before, ())[1:-1] if h not in outer and _goes_on(h)]

    def _outer_hops(self, outer: int | None, speakers: Sequence[Resolved | None]) -> list[Hop]:
        """The hops that an enclosing attribution contributes: its own, and its speaker."""
        if outer is None:
            return []
        speaker, item = speakers[outer], self._items[outer]
        hops = list(self._chain(outer, speakers)[1:-1])
        if speaker:
            hops.append(outer_hop(self._view, speaker, item.cue_text, item.source))
        return hops

    def _heading(self, item: Item, speaker: Resolved | None) -> list[Hop]:
        """The outlet that heads the item of a dated list: "Oct. 7—Dorn News: the minister said …"."""
        heading = self._dates.item_heading(item.at)
        if heading is None or (item.source and item.source[0] < heading[1]):
            return []
        hop = self._chains.heading(heading)
        return [hop] if hop and not (speaker and speaker.name == hop.name) else []

    def _reporter(self, item: Item) -> list[Hop]:
        """The outlet that cites somebody for the whole attribution."""
        if item.reporter is None:
            return []
        span, name = item.reporter
        spans = self._view.outward(span)
        return [Hop(kind=HopKind.OUTLET, name=name, verb=item.cue_text or None, spans=spans)]

    def _about_whom(self, index: int, speaker: Resolved | None) -> tuple[str, ...]:
        """Names of those one item is about; see `About.names`."""
        item = self._items[index]
        known = speaker.entity or self._entities.named(speaker.name) if speaker else None
        return self._about.names(item.content, known, self._meant[index])


def _voice(speaker: Resolved | None, hops: Sequence[Hop]) -> list[Hop]:
    """Whoever says "we" for the body that is the speaker, where no hop is that person yet."""
    said = speaker.voice if speaker else None
    return [Hop(kind=HopKind.PERSON, name=said)] if said and all(hop.name != said for hop in hops) else []


def _goes_on(hop: Hop) -> bool:
    """Whether what somebody says next goes through a hop, too: a page, a document, an outlet that was told."""
    told = hop.kind is HopKind.OUTLET and (hop.verb or "").lower().startswith(
        ("told", "tell", "interview", "spea", "spoke")
    )
    return told or hop.kind in (HopKind.PLATFORM, HopKind.DOCUMENT)


_PLAIN = frozenset({"as written", "full name", "unnamed", "collective", "document", "names joined", "demonym"})
"""Rules that say no more than the source does."""


def _reasons(speaker: Resolved | None, said: Said | None) -> tuple[str, ...]:
    """Why speaker and date are what they are, where the sentence alone does not say so."""
    found: list[str] = []
    if speaker and speaker.rule not in _PLAIN:
        found.append(f"speaker: {speaker.rule}")
    if said and said.rule in {"carried over", "headline", "list item"}:
        found.append(f"date of saying: {said.rule}")
    if said and said.edtf and (said.edtf.endswith("~") or "/" in said.edtf):
        found.append(f"date of saying: not one day, “{said.text}”")
    return tuple(found)
