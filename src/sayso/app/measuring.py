"""The verb `labels`: what each side calls whom, from the rows of a ledger; `trends` asks about change over time."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.app.entities import EntityNames, entity
from sayso.extract.rules.lexicon import lexicon
from sayso.ledger import DocumentRecords, Ledger
from sayso.measure.codebook import Codebook, read_codebook
from sayso.measure.contrasts import Contrast, LabelRow, by_outlet, by_speaker, contrasts, label_rows
from sayso.measure.labels import Label, LabelKind, find_labels
from sayso.measure.passages import CalledSo, Naming, Passages, Spoken, Voice
from sayso.records import InputError, Span, Value
from sayso.resolve.view import View

UNKNOWN_OUTLET = "(unknown outlet)"
"""Who uses a label in a document whose outlet is not known."""


class LabelQuery(Value, frozen=True, kw_only=True):
    """Which labels; what is None does not restrict.

    Attributes:
        entity: of whom: an id or a name.
        outlet: who prints it; None for all.
        speaker: who says it: an id or a name. With it, or with `by_speaker`, labels are counted by speaker.
        against: the outlet or speaker to contrast with; "" for all others together.
        kinds: see `LabelKind`; empty for all but verbs.
        voices: see `Voice`; empty for all.
        least: least number of documents with the label.
    """

    entity: str | None = None
    outlet: str | None = None
    speaker: str | None = None
    against: str | None = None
    by_speaker: bool = False
    kinds: frozenset[LabelKind] = frozenset()
    voices: frozenset[Voice] = frozenset()
    least: int = 1


class LabelView(Value, frozen=True, kw_only=True):
    """One row of the table of labels as `--json` prints it; see `sayso.measure.contrasts.LabelRow`.

    Attributes:
        entity: id; `name` is its name.
        by: outlet, or name of the speaker.
        loaded: who calls the word loaded; None where the codebook names nobody.
        codebook: SHA-256 of the codebook's file.
    """

    entity: str
    name: str
    kind: LabelKind
    label: str
    voice: Voice
    by: str
    uses: int
    documents: int
    of: int
    share: float
    base: float
    loaded: str | None
    example: tuple[str, str]
    codebook: str


class ContrastView(Value, frozen=True, kw_only=True):
    """One contrast as `--json` prints it; see `sayso.measure.contrasts.Contrast`.

    Attributes:
        one, other: who is contrasted; "all others" where nobody is named.
    """

    entity: str
    name: str
    kind: LabelKind
    label: str
    voice: Voice
    one: str
    other: str
    a: int
    of_a: int
    b: int
    of_b: int
    log_odds: float
    low: float
    high: float
    q: float
    loaded: str | None
    codebook: str


class LabelUseView(Value, frozen=True, kw_only=True):
    """One use of a label as `--json` prints it; `span` is of the text `label` was read from: the clean layer."""

    entity: str
    name: str
    kind: LabelKind
    label: str
    text: str
    voice: Voice
    outlet: str
    speaker: str | None
    document: str
    key: str
    span: Span


NO_RESTRICTION = LabelQuery()
"""All labels."""
ALL_OTHERS = "all others"


def label_kinds_named(names: Iterable[str]) -> frozenset[LabelKind]:
    """The kinds that `--kind` asks for.

    Raises:
        InputError: `unknown_label_kind`.
    """
    try:
        return frozenset(LabelKind(name) for name in names)
    except ValueError as error:
        known = ", ".join(LabelKind)
        raise InputError("unknown_label_kind", f"There is no such kind: {error}.", f"Give some of: {known}.") from None


def voices_named(names: Iterable[str]) -> frozenset[Voice]:
    """The voices that `--voice` asks for.

    Raises:
        InputError: `unknown_voice`.
    """
    try:
        return frozenset(Voice(name) for name in names)
    except ValueError as error:
        raise InputError("unknown_voice", f"There is no such voice: {error}.", f"Give: {', '.join(Voice)}.") from None


def labels(ledger: Ledger, query: LabelQuery = NO_RESTRICTION, codebook: Path | None = None) -> Iterator[LabelView]:
    """The table of labels, by name of the entity, kind and voice, the most frequent first.

    Raises:
        InputError: `unknown_entity`, `bad_codebook`, `no_such_path`.
    """
    book, names = read_codebook(codebook), _Names(ledger)
    user = names.user(query)
    found = _found(ledger, query, book)
    by = by_speaker if _is_by_speaker(query) else by_outlet
    rows = [row for row in label_rows(found, by) if row.documents >= query.least and user in {None, row.by}]
    speakers = _is_by_speaker(query)
    views = (_label_view(row, names, names.name(row.by) if speakers else row.by, book) for row in rows)
    return iter(sorted(views, key=lambda v: (v.name, v.entity, v.kind, v.voice, -v.documents, -v.uses, v.label, v.by)))


def label_contrasts(ledger: Ledger, query: LabelQuery, codebook: Path | None = None) -> Iterator[ContrastView]:
    """How the labels of the query's outlet or speaker differ from those of `against`, the clearest first.

    Raises:
        ConfigError, InputError: `nobody_to_contrast`, `unknown_entity`, `bad_codebook`, `no_such_path`.
    """
    book, names = read_codebook(codebook), _Names(ledger)
    one = names.user(query)
    if one is None:
        raise InputError("nobody_to_contrast", "Nobody is named to contrast.", "Give --outlet or --speaker as well.")
    speakers = _is_by_speaker(query)
    other = query.against or None
    if other is not None and speakers:
        other = names.known(other)
    rows = contrasts(_found(ledger, query, book), by_speaker if speakers else by_outlet, one, other)
    sides = (names.name(one) if speakers else one, names.name(other) if speakers and other else other or ALL_OTHERS)
    return (_contrast_view(row, names, sides, book) for row in rows if row.a + row.b >= query.least)


def label_uses(
    ledger: Ledger, query: LabelQuery = NO_RESTRICTION, codebook: Path | None = None
) -> Iterator[LabelUseView]:
    """Every single use of a label with its place, by document key and place.

    Raises:
        InputError: `unknown_entity`, `bad_codebook`, `no_such_path`.
    """
    names = _Names(ledger)
    user = names.user(query)
    by = by_speaker if _is_by_speaker(query) else by_outlet
    found = (use for use in _found(ledger, query, read_codebook(codebook)) if user in {None, by(use)})
    for use in sorted(found, key=lambda u: (u.key, u.document, u.span, u.kind, u.entity)):
        yield LabelUseView(
            entity=use.entity,
            name=names.name(use.entity),
            kind=use.kind,
            label=use.label,
            text=use.text,
            voice=use.voice,
            outlet=use.outlet or UNKNOWN_OUTLET,
            speaker=names.name(use.speaker) if use.speaker else None,
            document=use.document,
            key=use.key,
            span=use.span,
        )


def passages_of(records: DocumentRecords, names: EntityNames) -> Passages:
    """One document as the search for labels sees it; who may not be shown by themselves are not in it."""
    decided = records.as_decided
    needed = tuple(span for a in decided.attributions for span in a.content)
    view = View(records.raw, records.clean, records.layout, needed)
    document = records.document

    def namings(found: Iterable[tuple[str, Span, bool]]) -> Iterator[Naming]:
        for name, span, named in found:
            entity_id, inward = names.entity(document.id, name), view.inward((span,))
            if entity_id and inward:
                yield Naming(entity=entity_id, span=inward[0], named=named)

    mentions = ((m.name, m.span, m.how == "name") for m in records.mentions if m.how != "pronoun")
    return Passages(
        document=document.id,
        key=document.key,
        outlet=document.fact("outlet") or UNKNOWN_OUTLET,
        text=view.text,
        namings=tuple(namings(mentions)),
        titles=tuple(namings((role.name, role.span, True) for role in records.roles)),
        spoken=tuple(_spoken(records, view, names)),
        called=tuple(_called(records, view, names)),
        quotations=view.quotations,
    )


def _spoken(records: DocumentRecords, view: View, names: EntityNames) -> Iterator[Spoken]:
    decided = records.as_decided
    speakers = {statement.id: statement.speaker for statement in decided.statements}
    for attribution in decided.attributions:
        speaker = speakers.get(attribution.id)
        cues = view.inward(attribution.cue)
        words = " ".join(view.text[slice(*span)] for span in cues)
        yield Spoken(
            content=view.inward(attribution.content),
            speaker=names.entity(records.document.id, speaker.name) if speaker else None,
            verb=cue_verb(words),
            cue=cues[0] if cues else None,
        )


def _called(records: DocumentRecords, view: View, names: EntityNames) -> Iterator[CalledSo]:
    document = records.document.id
    for epithet in records.epithets:
        entity_id = names.entity(document, epithet.referent) if epithet.referent else None
        inward = view.inward((epithet.span,))
        if entity_id and inward:
            user = names.entity(document, epithet.user) if epithet.user else None
            yield CalledSo(entity=entity_id, word=epithet.word, span=inward[0], user=user)


def cue_verb(cue: str) -> str | None:
    """The lemma of the last verb of saying in the words of a cue; None where there is none.

    Example:
        >>> cue_verb("has repeatedly claimed")
        'claim'
    """
    words = tuple(cue.casefold().split())
    known = lexicon().verbs
    found = [
        entry.verb.lemma
        for at, word in enumerate(words)
        for entry in known.get(word.strip(",.:;"), ())[:1]
        if words[at : at + len(entry.words)] == entry.words or len(entry.words) == 1
    ]
    return found[-1].replace("_", " ") if found else None


class _Names:
    """Finds entities by the names that a user gives, and their names by id."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._names: dict[str, str] = {}

    def known(self, name: str) -> str:
        """The id of the entity with this id or name.

        Raises:
            InputError: `unknown_entity`.
        """
        found = entity(self._ledger, name)
        if found is None:
            message = f"The ledger has no entity {name!r} that may be shown by itself."
            raise InputError("unknown_entity", message, "Take a name from `sayso entities`.")
        self._names[found.id] = found.name
        return found.id

    def name(self, entity_id: str) -> str:
        """The name of an entity."""
        if entity_id not in self._names:
            found = entity(self._ledger, entity_id)
            self._names[entity_id] = found.name if found else entity_id
        return self._names[entity_id]

    def user(self, query: LabelQuery) -> str | None:
        """Whose labels a query asks for: an outlet, or the id of a speaker; None for everybody's."""
        return self.known(query.speaker) if query.speaker is not None else query.outlet


def _is_by_speaker(query: LabelQuery) -> bool:
    return query.by_speaker or query.speaker is not None


def _found(ledger: Ledger, query: LabelQuery, book: Codebook) -> Iterator[Label]:
    """The labels of all current documents that a query asks for, of every user."""
    of = _Names(ledger).known(query.entity) if query.entity is not None else None
    kinds = query.kinds or frozenset(LabelKind) - {LabelKind.VERB}
    names = EntityNames(ledger)
    for row in ledger.documents():
        records = ledger.records(row.row)
        if records is not None:
            for label in find_labels(passages_of(records, names), book):
                asked = label.kind in kinds and (not query.voices or label.voice in query.voices)
                if asked and of in {None, label.entity}:
                    yield label


def _label_view(row: LabelRow, names: _Names, by: str, book: Codebook) -> LabelView:
    fields = {name: getattr(row, name) for name in LabelRow.__struct_fields__ if name != "by"}
    return LabelView(
        **fields,
        name=names.name(row.entity),
        by=by,
        loaded=book.loaded_by(row.label),
        codebook=book.sha256,
    )


def _contrast_view(row: Contrast, names: _Names, sides: tuple[str, str], book: Codebook) -> ContrastView:
    fields = {name: getattr(row, name) for name in Contrast.__struct_fields__}
    return ContrastView(
        **fields,
        name=names.name(row.entity),
        one=sides[0],
        other=sides[1],
        loaded=book.loaded_by(row.label),
        codebook=book.sha256,
    )
