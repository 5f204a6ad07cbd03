"""The verb `together`: the same words in several outlets within a few days, beyond what their habits explain."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import sayso
from sayso.app.entities import EntityNames
from sayso.app.labelled import UNKNOWN_OUTLET, KnownNames, passages_of, view_of
from sayso.app.origins import origins
from sayso.app.reuse import copies
from sayso.ledger import DocumentRow, Ledger
from sayso.measure.codebook import Codebook, read_codebook
from sayso.measure.labels import Label, LabelKind, find_labels
from sayso.measure.passages import Passages, Voice, Voices
from sayso.measure.together import LEVEL, Candidate, Reach, Sight, Together, find_together
from sayso.measure.wordings import Text, Wording, find_wordings
from sayso.records import Family, InputError, LinkedKind, Reuse, Span, Spans, Value, canonical
from sayso.records.origins import Bounds

_Outward = Callable[[Span], Spans]


class What(StrEnum):
    """What is looked for in several outlets at once."""

    LABEL = "label"
    """A label of somebody, in one voice; every document that names them in that voice had the occasion."""
    WORDING = "wording"
    """A run of words, in any voice; every document with the same telling words had the occasion."""


class TogetherQuery(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which labels or wordings, and what counts as together.

    Attributes:
        what: labels or wordings.
        entity: labels of this entity only: an id or a name.
        search: only labels or wordings that hold all these words.
        since, until: first and last day of publication (ISO).
        reach: how many outlets within how many days, against how many days around.
        any_document: whether every document of the time counts as an occasion, not only those about the same.
    """

    what: What = What.LABEL
    entity: str | None = None
    search: str | None = None
    since: str | None = None
    until: str | None = None
    reach: Reach = Reach()
    any_document: bool = False


class TogetherUse(Value, frozen=True, kw_only=True):
    """One place where the words stand. Spans of the raw layer."""

    document: str
    key: str
    outlet: str
    published: str | None
    text: str
    voice: Voice
    statement: str | None
    spans: Spans


class PassageInCommon(Value, frozen=True, kw_only=True):
    """Two of the documents share a passage; `holds_it` says whether the words stand in it on both sides."""

    reuse: str
    documents: tuple[str, str]
    holds_it: bool


class UtteranceInCommon(Value, frozen=True, kw_only=True):
    """Several of the documents report one utterance that holds the words.

    Attributes:
        family: its id.
        documents: which.
        origins: on how many independent say-sos it rests.
        summary: the same in words.
    """

    family: str
    documents: tuple[str, ...]
    origins: Bounds
    summary: str


class TogetherHint(Value, frozen=True, kw_only=True):
    """Words used by several outlets at once, with what is known of why.

    Attributes:
        words: the label or wording; `entity`, `name`, `kind`, `voice` are of whom, for labels.
        measured: the counts, chance and false discovery rate.
        uses: every place of it in the window.
        passages, utterances: what the documents share.
        apart: how many documents are left when those that share a passage or utterance with the words count once.
        text: all of it in words.
    """

    words: str
    entity: str | None
    name: str | None
    kind: LabelKind | None
    voice: Voice | None
    measured: Together
    uses: tuple[TogetherUse, ...]
    passages: tuple[PassageInCommon, ...]
    utterances: tuple[UtteranceInCommon, ...]
    apart: int
    text: str


class TogetherView(Value, frozen=True, kw_only=True):
    """The answer to one question as `--json` prints it.

    Attributes:
        question: all of it.
        hints: what counts as found (false discovery rate at most .05); with `every`, all windows of enough outlets.
        candidates: how many labels or wordings enough outlets use at all: over these the false discovery rate is taken.
        copies: documents left out because they are copies of another as a whole.
        undated: documents left out because their day is not known.
        text: the answer in words.
        codebook: SHA-256 of the codebook's file.
        digest: of the ledger.
        version: of Sayso.
    """

    question: TogetherQuery
    hints: tuple[TogetherHint, ...]
    candidates: int
    copies: int
    undated: int
    text: str
    codebook: str
    digest: str
    version: str


class TogetherRow(Value, frozen=True, kw_only=True):
    """One hint as a row of a table, with all that is needed to ask again."""

    words: str
    name: str | None
    kind: LabelKind | None
    voice: Voice | None
    first: str
    last: str
    outlets: tuple[str, ...]
    able: int
    documents: tuple[str, ...]
    of: int
    else_used: int
    else_of: int
    chance: float
    q: float
    apart: int
    text: str
    question: str
    codebook: str
    digest: str
    version: str


class _Place(NamedTuple):
    """Where words stand in a document: its text's span and the same in the raw layer."""

    text: str
    spans: Spans
    voice: Voice
    statement: str | None


class _Found(NamedTuple):
    """One label or wording: what it is, its first place in each document, and which documents had the occasion."""

    key: tuple[str, ...]
    places: dict[str, _Place]
    occasion: frozenset[str]


def together(
    ledger: Ledger, query: TogetherQuery, codebook: Path | None = None, *, every: bool = False
) -> TogetherView:
    """The labels or wordings that several outlets use within a few days, beyond what their habits explain.

    Args:
        ledger: where to look.
        query: the question.
        codebook: in place of our own.
        every: give what is not found as well, up to any false discovery rate.

    Raises:
        InputError: `unknown_entity`, `bad_codebook`, `no_such_path`, `bad_day`, `bad_reach`.
    """
    _check(query)
    book, names = read_codebook(codebook), KnownNames(ledger)
    dated, copied, undated = _documents(ledger, query)
    makers = {What.LABEL: _labels, What.WORDING: _wordings}
    found = {one.key: one for one in makers[query.what](ledger, query, dated, book) if _holds(one, query.search)}
    everybody = frozenset(dated)
    candidates = [_candidate(one, dated, everybody if query.any_document else one.occasion) for one in found.values()]
    measured, judged = find_together(candidates, query.reach)
    shown = [one for one in measured if every or one.q <= LEVEL]
    evidence = _Evidence(ledger, dated)
    hints = tuple(evidence.hint(one, found[one.key], names) for one in shown)
    return TogetherView(
        question=query,
        hints=hints,
        candidates=judged,
        copies=copied,
        undated=undated,
        text=_answer_text(query, measured, judged),
        codebook=book.sha256,
        digest=ledger.digest(),
        version=sayso.__version__,
    )


def together_rows(view: TogetherView) -> Iterator[TogetherRow]:
    """The hints of an answer as rows of a table; documents by key."""
    question = canonical(view.question).decode()
    for hint in view.hints:
        found = hint.measured
        yield TogetherRow(
            words=hint.words,
            name=hint.name,
            kind=hint.kind,
            voice=hint.voice,
            first=found.first,
            last=found.last,
            outlets=found.outlets,
            able=found.able,
            documents=tuple(use.key for use in hint.uses),
            of=found.of,
            else_used=found.else_used,
            else_of=found.else_of,
            chance=found.chance,
            q=found.q,
            apart=hint.apart,
            text=hint.text,
            question=question,
            codebook=view.codebook,
            digest=view.digest,
            version=view.version,
        )


def _check(query: TogetherQuery) -> None:
    for day in filter(None, (query.since, query.until)):
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise InputError("bad_day", f"{day!r} is no day.", "Write it like 2016-03-01.") from error
    reach = query.reach
    if reach.days < 1 or reach.around < reach.days or reach.outlets < 2:
        message = f"{reach.outlets} outlets in {reach.days} days against {reach.around} around is no measure."
        raise InputError("bad_reach", message, "Give at least 2 outlets, 1 day, and as many days around as within.")


def _documents(ledger: Ledger, query: TogetherQuery) -> tuple[dict[str, DocumentRow], int, int]:
    """The documents with a known day, copies left out; how many copies; how many without a day."""
    asked = [row for row in ledger.documents() if _in_time(row, query)]
    known = {row.id: row for row in asked if row.published_first and row.published_first == row.published_last}
    copied = {copy.document.id for cluster in copies(ledger) for copy in cluster.copies} & known.keys()
    return {name: row for name, row in known.items() if name not in copied}, len(copied), len(asked) - len(known)


def _in_time(row: DocumentRow, query: TogetherQuery) -> bool:
    first, last = row.published_first, row.published_last
    return (query.since is None or (first or "") >= query.since) and (
        query.until is None or (last or "~") <= query.until
    )


def _holds(found: _Found, search: str | None) -> bool:
    words = f" {' '.join(found.key[-1].split())} "
    return search is None or all(f" {word} " in words for word in search.casefold().split())


def _passages(ledger: Ledger, rows: Iterable[DocumentRow]) -> Iterator[tuple[Passages, _Outward]]:
    names = EntityNames(ledger)
    for row in rows:
        records = ledger.records(row.row)
        if records is not None:
            view = view_of(records)
            yield passages_of(records, names, view), view.outward


def _labels(ledger: Ledger, query: TogetherQuery, dated: dict[str, DocumentRow], book: Codebook) -> Iterator[_Found]:
    """Every label but names and verbs; documents that name the entity in the same voice had the occasion."""
    of = KnownNames(ledger).known(query.entity) if query.entity is not None else None
    places: dict[tuple[str, ...], dict[str, _Place]] = defaultdict(dict)
    named: dict[tuple[str, Voice], set[str]] = defaultdict(set)
    for passages, outward in _passages(ledger, dated.values()):
        for label in find_labels(passages, book):
            if of not in {None, label.entity} or label.kind is LabelKind.VERB:
                continue
            named[label.entity, label.voice].add(label.document)
            if label.kind is not LabelKind.NAME:
                key = (label.entity, label.kind.value, label.voice.value, label.label)
                places[key].setdefault(label.document, _label_place(label, outward(label.span)))
    for key, found in sorted(places.items()):
        yield _Found(key, found, frozenset(named[key[0], Voice(key[2])]))


def _label_place(label: Label, spans: Spans) -> _Place:
    return _Place(label.text, spans, label.voice, label.statement)


def _wordings(ledger: Ledger, query: TogetherQuery, dated: dict[str, DocumentRow], book: Codebook) -> Iterator[_Found]:
    """Every wording that enough outlets share."""
    del book
    texts: list[Text] = []
    places: dict[str, tuple[Passages, _Outward]] = {}
    for passages, outward in _passages(ledger, dated.values()):
        texts.append(Text(document=passages.document, outlet=passages.outlet or UNKNOWN_OUTLET, text=passages.text))
        places[passages.document] = passages, outward
    for wording in find_wordings(texts, query.reach.outlets):
        yield _Found((wording.words,), dict(_wording_places(wording, places)), frozenset(wording.occasion))


def _wording_places(wording: Wording, known: dict[str, tuple[Passages, _Outward]]) -> Iterator[tuple[str, _Place]]:
    for document, span in wording.places:
        passages, outward = known[document]
        voice, spoken = Voices(passages).at(span[0])
        yield (
            document,
            _Place(passages.text[slice(*span)], outward(span), voice, spoken.statement if spoken else None),
        )


def _candidate(found: _Found, dated: dict[str, DocumentRow], occasion: Iterable[str]) -> Candidate:
    sights = tuple(
        Sight(
            document=document,
            outlet=dated[document].outlet or UNKNOWN_OUTLET,
            day=date.fromisoformat(dated[document].published_first or "").toordinal(),
            used=document in found.places,
        )
        for document in sorted({*occasion, *found.places})
    )
    return Candidate(key=found.key, sights=sights)


class _Evidence:
    """What a ledger knows of why documents have the same words."""

    def __init__(self, ledger: Ledger, dated: dict[str, DocumentRow]) -> None:
        self._ledger = ledger
        self._dated = dated

    def hint(self, measured: Together, found: _Found, names: KnownNames) -> TogetherHint:
        """The hint with its uses, what the documents share, and words for all of it."""
        uses = tuple(self._use(document, found.places[document]) for document in measured.documents)
        passages, utterances = tuple(self._passages(uses)), tuple(self._utterances(uses))
        *of_whom, words = found.key
        entity, kind, voice = of_whom or (None, None, None)
        name = names.name(entity) if entity else None
        apart = _components(
            measured.documents,
            [*(p.documents for p in passages if p.holds_it), *(u.documents for u in utterances)],
        )
        title = f"“{words}” of {name} ({kind}, voice {voice})" if name else f"“{words}”"
        return TogetherHint(
            words=words,
            entity=entity,
            name=name,
            kind=LabelKind(kind) if kind else None,
            voice=Voice(voice) if voice else None,
            measured=measured,
            uses=uses,
            passages=passages,
            utterances=utterances,
            apart=apart,
            text=f"{title}: {_measured_text(measured)} {_shared_text(len(uses), passages, utterances, apart)}",
        )

    def _use(self, document: str, place: _Place) -> TogetherUse:
        row = self._dated[document]
        return TogetherUse(
            document=document,
            key=row.key,
            outlet=row.outlet or UNKNOWN_OUTLET,
            published=row.published,
            text=place.text,
            voice=place.voice,
            statement=place.statement,
            spans=place.spans,
        )

    def _passages(self, uses: tuple[TogetherUse, ...]) -> Iterator[PassageInCommon]:
        places = {use.document: use.spans for use in uses}
        known = {
            found.id: found
            for document in places
            for found in self._ledger.linked_of(LinkedKind.REUSE, document)
            if isinstance(found, Reuse) and places.keys() >= set(found.documents)
        }
        for _, found in sorted(known.items()):
            one, other = found.documents
            holds = any(
                _inside(places[one], passage.first) and _inside(places[other], passage.second)
                for passage in found.passages
            )
            yield PassageInCommon(reuse=found.id, documents=(one, other), holds_it=holds)

    def _utterances(self, uses: tuple[TogetherUse, ...]) -> Iterator[UtteranceInCommon]:
        documents: dict[str, set[str]] = defaultdict(set)
        for use in uses:
            for found in self._ledger.linked_of(LinkedKind.FAMILY, use.statement) if use.statement else ():
                if isinstance(found, Family):
                    documents[found.id].add(use.document)
        for family, where in sorted(documents.items()):
            if len(where) > 1:
                rests = origins(self._ledger, family)
                yield UtteranceInCommon(
                    family=family, documents=tuple(sorted(where)), origins=rests.origins, summary=rests.summary
                )


def _inside(spans: Spans, passage: Spans) -> bool:
    """Whether words lie between the first and the last character of a passage."""
    return bool(spans) and passage[0][0] <= spans[0][0] and spans[-1][1] <= passage[-1][1]


def _components(documents: Iterable[str], joined: Iterable[Iterable[str]]) -> int:
    """How many documents are left when those that are joined count once."""
    groups = [{document} for document in documents]
    for together_ones in joined:
        touched = [group for group in groups if not group.isdisjoint(together_ones)]
        groups = [group for group in groups if group.isdisjoint(together_ones)]
        groups.append(set[str]().union(*touched))
    return len(groups)


def _measured_text(measured: Together) -> str:
    days = measured.first if measured.first == measured.last else f"{measured.first} to {measured.last}"
    here = (
        f"{len(measured.outlets)} of the {measured.able} outlets that had the occasion from {days} use it, in "
        f"{len(measured.documents)} of {measured.of} documents"
    )
    if not measured.else_of:
        return f"{here}; in the days around they had no occasion, so there is no habit to compare with."
    return (
        f"{here}; in the days around, the same outlets use it in {measured.else_used} of {measured.else_of}. By their "
        f"own habits as many would come together with a chance of at most {measured.chance:.2g} (q = {measured.q:.2g})."
    )


def _shared_text(
    uses: int, passages: tuple[PassageInCommon, ...], utterances: tuple[UtteranceInCommon, ...], apart: int
) -> str:
    held = {document for passage in passages if passage.holds_it for document in passage.documents}
    told = {document for utterance in utterances for document in utterance.documents}
    if not held and not told:
        return f"No two of the {uses} documents are seen to have it from each other or from one utterance."
    return (
        f"{len(held)} of the {uses} documents have it in a passage they share, {len(told)} in an utterance that "
        f"several report; counted once each, {apart} {'is' if apart == 1 else 'are'} left."
    )


def _answer_text(query: TogetherQuery, measured: tuple[Together, ...], judged: int) -> str:
    reach, found = query.reach, sum(one.q <= LEVEL for one in measured)
    what = f"{query.what}s that at least {reach.outlets} outlets use"
    within = f"within {_days(reach.days)}"
    if not measured:
        return f"None of {judged} {what} is used by so many {within}."
    least = "" if found else f"; the least q is {measured[0].q:.2g}"
    return (
        f"{found} of {judged} {what} are used by so many {within} beyond the habits of these outlets in the "
        f"{_days(reach.around)} around (false discovery rate at most {LEVEL:g}){least}. Sameness in time was measured, "
        f"and no more: an event, an agency's copy or a speech that all report looks the same."
    )


def _days(number: int) -> str:
    return "one day" if number == 1 else f"{number} days"
