"""The stage: attributions of one document in, statements out."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

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
    Spans,
    SpeakerKind,
    Statement,
    Value,
)
from sayso.resolve.background import find_affiliations, find_epithets
from sayso.resolve.chains import ChainBuilder, Frame, outer_hop
from sayso.resolve.cited import cited_span
from sayso.resolve.entities import Entities
from sayso.resolve.firstperson import FirstPerson
from sayso.resolve.lexicon import lexicon
from sayso.resolve.resolved import Past, Resolved, Turn, speaker_kind
from sayso.resolve.roles import FoundRole, find_roles
from sayso.resolve.said import DateFinder
from sayso.resolve.sources import SUBJECTS, Shape, parse_source
from sayso.resolve.speakers import FIRST_PERSONS, SpeakerResolver
from sayso.resolve.view import View

CARRY_SENTENCES = 4
"""How many sentences below a dated one a date is carried over to the same speaker."""
SCENE_SENTENCES = 3
"""How many sentences below one that tells of a day the same person's words are taken as said then."""
HEADLINE_SHARE = 0.34
"""Share of a headline's words that a statement below must have for the headline to sum it up."""
APART = 12
"""Code points between the pieces of a source from which it is no longer taken as one phrase."""
RESOLVER = "rules"
VERSION = "4"
"""Version of what this stage makes of the same input; part of every statement."""


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
    """

    about_limit: int = 12


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


class _Item:
    """One attribution with its places in the view's text."""

    def __init__(self, attribution: Attribution, view: View) -> None:
        self.attribution = attribution
        self.source = _one_piece(view, view.inward(attribution.source))
        self.cue = view.inward(attribution.cue)
        self.content = view.inward(attribution.content)
        self.reporter: tuple[Span | None, str] | None = None
        self.frame = (*self.cue, *((self.source,) if self.source else ()))
        self.cue_text = " ".join(view.text[s:e].strip() for s, e in self.cue)
        self.at = self._anchor()
        self.start = min(
            s for s, _ in (*self.cue, *self.content, *((self.source,) if self.source else ()), (1 << 60, 0))
        )

    def _anchor(self) -> int:
        """Where the reporting words stand."""
        if self.cue:
            return self.cue[0][0]
        if self.source:
            return self.source[0]
        return self.content[0][0] if self.content else 0

    def encloses(self, other: "_Item") -> bool:
        """Whether the content holds the whole frame of another attribution."""
        if not other.frame or self is other:
            return False
        return all(any(s <= i[0] and i[1] <= e for s, e in self.content) for i in other.frame)


class _Pieces:
    """The fragments of all contents by place, so that those around a span are found without a look at all of them."""

    def __init__(self, items: Sequence[_Item]) -> None:
        self._pieces = sorted((*span, index) for index, item in enumerate(items) for span in item.content)
        self._starts = [start for start, _, _ in self._pieces]
        self._furthest = list(accumulate((end for _, end, _ in self._pieces), max))

    def around(self, span: Span) -> list[int]:
        """The indexes of the items with a fragment that holds a span, ascending."""
        found: set[int] = set()
        at = bisect_right(self._starts, span[0]) - 1
        while at >= 0 and self._furthest[at] >= span[1]:
            _, end, index = self._pieces[at]
            if end >= span[1]:
                found.add(index)
            at -= 1
        return sorted(found)


class _Run:
    def __init__(self, inputs: ResolveInput, params: ResolveParams) -> None:
        needed = tuple(span for a in inputs.attributions for span in (*a.source, *a.cue, *a.content))
        self._inputs = inputs
        self._params = params
        self._view = View(inputs.raw, inputs.clean, inputs.layout, needed)
        self._entities = Entities(self._view)
        self._roles = find_roles(self._view, self._entities)
        self._speakers = SpeakerResolver(inputs.document, self._view, self._entities)
        self._first_person = FirstPerson(inputs.document, self._view, self._entities)
        self._chains = ChainBuilder(inputs.document, self._view, self._entities)
        self._dates = DateFinder(inputs.document, self._view)
        self._items = [_Item(a, self._view) for a in inputs.attributions]
        self._contents = tuple(span for item in self._items for span in item.content)
        self._pieces = _Pieces(self._items)
        self._outer = self._enclosing()

    def resolution(self) -> Resolution:
        """The statements, in the order of the attributions."""
        speakers = self._all_speakers()
        said = self._all_dates(speakers)
        statements = tuple(self._statement(index, speakers, said) for index in range(len(self._items)))
        key = self._inputs.document.id
        return Resolution(
            statements=statements,
            diagnostics=self._dates.diagnostics(),
            mentions=self._mentions(speakers),
            roles=tuple(self._role(role) for role in self._roles),
            affiliations=find_affiliations(key, self._view, self._entities),
            epithets=find_epithets(key, self._view, self._entities),
        )

    def _mentions(self, speakers: Sequence[Resolved | None]) -> tuple[Mention, ...]:
        """The names, and the sources that stand for one."""
        found: dict[Span, Mention] = {}
        for name in self._entities.names:
            entity = self._entities.at(name)
            found[(name.start, name.end)] = self._mention((name.start, name.end), entity.name, entity.kind, "name")
        for item, speaker in zip(self._items, speakers, strict=True):
            if speaker and speaker.entity and item.source and speaker.rule not in {"as written", "full name"}:
                found[item.source] = self._mention(item.source, speaker.name, speaker.kind, speaker.rule)
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
        )

    def _enclosing(self) -> list[int | None]:
        """For each attribution the index of the one whose content holds it."""
        by_id = {item.attribution.id: index for index, item in enumerate(self._items)}
        return [self._outer_of(item, by_id) for item in self._items]

    def _outer_of(self, item: _Item, by_id: dict[str, int]) -> int | None:
        if self._opens_turn(item):
            return None
        given = item.attribution.nested_in
        if given is not None and given in by_id:
            return by_id[given]
        near = self._pieces.around(item.frame[0]) if item.frame else ()
        holders = [i for i in near if self._items[i].encloses(item) and not item.encloses(self._items[i])]
        return min(holders, key=lambda index: _length(self._items[index].content)) if holders else None

    def _opens_turn(self, item: _Item) -> bool:
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
        past: list[Past] = []
        first_persons: list[tuple[int, Turn]] = []
        for index in sorted(range(len(self._items)), key=lambda i: (self._items[i].at, i)):
            turn = self._turn(index)
            if turn.source.pronoun in FIRST_PERSONS and turn.source.shape is Shape.PRONOUN:
                first_persons.append((index, turn))
                continue
            speakers[index] = self._speakers.resolve(turn, past)
            past.append(Past(turn, speakers[index]))
        for index, turn in first_persons:
            outer = self._outer[index]
            speakers[index] = self._first_person.resolve(turn, past, speakers[outer] if outer is not None else None)
        return speakers

    def _all_dates(self, speakers: Sequence[Resolved | None]) -> list[Said | None]:
        """The dates of saying: as stated, then carried over within one speech, then to headlines."""
        frames = [self._frame(item) for item in self._items]
        said = [self._dates.stated(frame) or self._dates.of_item(frame) for frame in frames]
        order = sorted(range(len(self._items)), key=lambda i: (self._items[i].at, i))
        for index in order:
            if said[index] is None and speakers[index] and self._dates.may_carry(frames[index]):
                said[index] = self._carried(index, order, speakers, said)
        self._headline(order, speakers, said)
        return said

    def _carried(
        self, index: int, order: list[int], speakers: Sequence[Resolved | None], said: Sequence[Said | None]
    ) -> Said | None:
        """The date of the same speaker's words, or of the scene, in the sentences right before."""
        here = self._view.sentence_index(self._items[index].at)
        speaker = speakers[index]
        for other in reversed(order[: order.index(index)]):
            distance = here - self._view.sentence_index(self._items[other].at)
            if distance > CARRY_SENTENCES or not self._view.same_section(self._items[other].at, self._items[index].at):
                break
            before, date = speakers[other], said[other]
            same = before and speaker and before.name == speaker.name
            if date and same and self._dates.carries(date):
                return replace(date, rule="carried over")
        for number in range(here, max(-1, here - SCENE_SENTENCES - 1), -1):
            sentence = self._view.sentences[number]
            if not self._view.same_section(sentence[0], self._items[index].at):
                break
            near = (number >= here - 1 and self._goes_on(index)) or (speaker and self._names_speaker(sentence, speaker))
            if near and (date := self._dates.of_scene(sentence, self._contents)):
                return date
        return None

    def _goes_on(self, index: int) -> bool:
        """Whether the source is a pronoun or elided, so that the sentence goes on with what was told before."""
        source = self._items[index].source
        return source is None or self._view.text[slice(*source)].strip().lower() in SUBJECTS

    def _names_speaker(self, sentence: Span, speaker: Resolved) -> bool:
        return any(self._entities.at(name) is speaker.entity for name in self._entities.within(sentence))

    def _headline(self, order: list[int], speakers: Sequence[Resolved | None], said: list[Said | None]) -> None:
        """Give a headline the date of the first statement below that it sums up."""
        for index in order:
            item, speaker = self._items[index], speakers[index]
            if said[index] or not speaker or not self._dates.is_headline(item.at):
                continue
            for other in order:
                date, below = said[other], speakers[other]
                if date and below and below.name == speaker.name and self._sums_up(index, other):
                    said[index] = replace(date, rule="headline")
                    break

    def _sums_up(self, headline: int, below: int) -> bool:
        """Whether two contents share a good part of the headline's words."""
        one, other = (self._content_words(self._items[i]) for i in (headline, below))
        return bool(one) and len(one & other) >= max(1, len(one) * HEADLINE_SHARE)

    def _content_words(self, item: _Item) -> frozenset[str]:
        text = " ".join(self._view.text[s:e] for s, e in item.content).lower()
        return frozenset(word[:5] for word in re.findall(r"[^\W\d_]{4,}", text))

    def _turn(self, index: int) -> Turn:
        item = self._items[index]
        source = parse_source(self._view, self._entities, item.source, item.at)
        cited = cited_span(self._view, self._entities, self._frame(item), source)
        if cited:
            item.reporter = item.source, self._entities.at(source.names[0]).name
            item.source = cited
            source = parse_source(self._view, self._entities, cited, item.at)
        if source.text.lower() in lexicon().speech and item.cue:
            swapped = parse_source(self._view, self._entities, _hull(item.cue), item.at)
            source = swapped if swapped.shape is Shape.NAME else source
        return Turn(source, item.cue_text, item.at, _hull(item.content) or (item.at, item.at))

    def _statement(self, index: int, speakers: Sequence[Resolved | None], said: Sequence[Said | None]) -> Statement:
        item, speaker = self._items[index], speakers[index]
        frame = self._frame(item)
        return Statement(
            id=item.attribution.id,
            document=item.attribution.document,
            speaker=speaker.record(self._view) if speaker else None,
            said=said[index],
            chain=self._chains.chain(frame, speaker, self._outer_hops(index, speakers)),
            addressee=self._chains.addressee(frame),
            about=self._about(item, speaker),
            reasons=_reasons(speaker, said[index]),
            resolver=RESOLVER,
            resolver_version=VERSION,
        )

    def _outer_hops(self, index: int, speakers: Sequence[Resolved | None]) -> tuple[Hop, ...]:
        hops: list[Hop] = self._reporter(self._items[index])
        seen = {index}
        outer = self._outer[index]
        while outer is not None and outer not in seen:
            seen.add(outer)
            speaker, item = speakers[outer], self._items[outer]
            if speaker:
                hops.append(outer_hop(self._view, speaker, item.cue_text, item.source))
            hops.extend(self._reporter(item))
            outer = self._outer[outer]
        return tuple(reversed(hops))

    def _reporter(self, item: _Item) -> list[Hop]:
        """The outlet that cites somebody for the whole attribution."""
        if item.reporter is None:
            return []
        span, name = item.reporter
        spans = self._view.outward(span) if span else ()
        return [Hop(kind=HopKind.OUTLET, name=name, verb=item.cue_text or None, spans=spans)]

    def _frame(self, item: _Item) -> Frame:
        """The sentence of the cue without the content."""
        sentence = self._view.sentence(item.at)
        spans: list[Span] = []
        at = sentence[0]
        for start, end in sorted(item.content):
            if end <= sentence[0] or start >= sentence[1]:
                continue
            if at < start:
                spans.append((at, start))
            at = max(at, end)
        if at < sentence[1]:
            spans.append((at, sentence[1]))
        return Frame(tuple(spans), item.source, item.cue_text, _hull(item.cue), item.cue, item.content, sentence)

    def _about(self, item: _Item, speaker: Resolved | None) -> tuple[str, ...]:
        """Names of what the content names, the speaker apart."""
        names: dict[str, None] = {}
        for span in item.content:
            for name in self._entities.within(span):
                names[self._entities.at(name).name] = None
        if speaker:
            names.pop(speaker.name, None)
        return tuple(names)[: self._params.about_limit]


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


def _one_piece(view: View, spans: Spans) -> Span | None:
    """A source as one span: of pieces far apart ("A clerk had doubts: … he") the first that is no pronoun."""
    hull = _hull(spans)
    if hull is None or hull[1] - hull[0] <= _length(spans) + APART:
        return hull
    return next((span for span in spans if view.text[slice(*span)].strip().lower() not in SUBJECTS), spans[0])


def _hull(spans: Spans) -> Span | None:
    return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else None


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)
