"""The verb `labels`: what each side calls whom, from the rows of a ledger; `sayso.app.trending` asks about change."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import sayso
from sayso.app.labelled import UNKNOWN_OUTLET, KnownNames, all_labels
from sayso.ledger import Ledger
from sayso.measure.codebook import Codebook, read_codebook
from sayso.measure.contrasts import Contrast, LabelRow, by_outlet, by_speaker, contrasts, label_rows
from sayso.measure.labels import Label, LabelKind
from sayso.measure.passages import Voice
from sayso.records import InputError, Spans, Value, canonical


class LabelQuery(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which labels; what is None or empty does not restrict.

    Attributes:
        entity: of whom: an id or a name.
        outlet: who prints it; None for all.
        speaker: who says it: an id or a name. With it, or with `by_speaker`, labels are counted by speaker.
        against: the outlet or speaker to contrast with; "" for all others together.
        kinds: see `LabelKind`; empty for all but verbs.
        voices: see `Voice`.
        least: least number of documents with the label.
    """

    entity: str | None = None
    outlet: str | None = None
    speaker: str | None = None
    against: str | None = None
    by_speaker: bool = False
    kinds: tuple[LabelKind, ...] = ()
    voices: tuple[Voice, ...] = ()
    least: int = 1


class LabelsAsked(Value, frozen=True, kw_only=True):
    """All that is needed to make the same rows again.

    Attributes:
        question: what was asked.
        codebook: SHA-256 of the codebook's file.
        digest: of the ledger.
        version: of Sayso.
    """

    question: LabelQuery
    codebook: str
    digest: str
    version: str


class LabelView(Value, frozen=True, kw_only=True):
    """One row of the table of labels as `--json` prints it; see `sayso.measure.contrasts.LabelRow`.

    Attributes:
        entity: id; `name` is its name.
        by: outlet, or name of the speaker.
        loaded: who calls the word loaded; None where the codebook names nobody.
        asked: what the row answers.
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
    low: float
    high: float
    base: float
    loaded: str | None
    example: tuple[str, str]
    asked: LabelsAsked


class ContrastView(Value, frozen=True, kw_only=True):
    """One contrast as `--json` prints it; see `sayso.measure.contrasts.Contrast`.

    Attributes:
        one, other: who is contrasted; "all others" where nobody is named.
        asked: what the row answers.
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
    asked: LabelsAsked


class LabelUseView(Value, frozen=True, kw_only=True):
    """One use of a label as `--json` prints it.

    Attributes:
        statement: id of the innermost statement whose content holds it.
        spans: where it stands. Raw layer; several where a line of the page is broken in it.
    """

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
    statement: str | None
    spans: Spans
    asked: LabelsAsked


NO_RESTRICTION = LabelQuery()
"""All labels."""
ALL_OTHERS = "all others"


def label_kinds_named(names: Iterable[str]) -> tuple[LabelKind, ...]:
    """The kinds that `--kind` asks for.

    Raises:
        InputError: `unknown_label_kind`.
    """
    try:
        return tuple(sorted({LabelKind(name) for name in names}))
    except ValueError as error:
        known = ", ".join(LabelKind)
        raise InputError("unknown_label_kind", f"There is no such kind: {error}.", f"Give some of: {known}.") from None


def voices_named(names: Iterable[str]) -> tuple[Voice, ...]:
    """The voices that `--voice` asks for.

    Raises:
        InputError: `unknown_voice`.
    """
    try:
        return tuple(sorted({Voice(name) for name in names}))
    except ValueError as error:
        raise InputError("unknown_voice", f"There is no such voice: {error}.", f"Give: {', '.join(Voice)}.") from None


def labels(ledger: Ledger, query: LabelQuery = NO_RESTRICTION, codebook: Path | None = None) -> Iterator[LabelView]:
    """The table of labels, by name of the entity, kind and voice, the most frequent first.

    Raises:
        InputError: `unknown_entity`, `bad_codebook`, `no_such_path`.
    """
    book, names = read_codebook(codebook), KnownNames(ledger)
    user, asked = _user(names, query), _asked(ledger, query, book)
    found = _found(ledger, query, book)
    speakers = _is_by_speaker(query)
    rows = label_rows(found, by_speaker if speakers else by_outlet)
    kept = (row for row in rows if row.documents >= query.least and user in {None, row.by})
    views = (_label_view(row, names, speakers, book, asked) for row in kept)
    return iter(sorted(views, key=lambda v: (v.name, v.entity, v.kind, v.voice, -v.documents, -v.uses, v.label, v.by)))


def label_contrasts(ledger: Ledger, query: LabelQuery, codebook: Path | None = None) -> Iterator[ContrastView]:
    """How the labels of the query's outlet or speaker differ from those of `against`, the clearest first.

    Raises:
        ConfigError, InputError: `nobody_to_contrast`, `unknown_entity`, `bad_codebook`, `no_such_path`.
    """
    book, names = read_codebook(codebook), KnownNames(ledger)
    one = _user(names, query)
    if one is None:
        raise InputError("nobody_to_contrast", "Nobody is named to contrast.", "Give --outlet or --speaker as well.")
    speakers, asked = _is_by_speaker(query), _asked(ledger, query, book)
    other = query.against or None
    if other is not None and speakers:
        other = names.known(other)
    by = by_speaker if speakers else by_outlet
    rows = contrasts(_found(ledger, query, book), by, one, other, least=query.least)
    sides = (names.name(one) if speakers else one, names.name(other) if speakers and other else other or ALL_OTHERS)
    return (_contrast_view(row, names, sides, book, asked) for row in rows)


def label_uses(
    ledger: Ledger, query: LabelQuery = NO_RESTRICTION, codebook: Path | None = None
) -> Iterator[LabelUseView]:
    """Every single use of a label with its place, by document key and place.

    Raises:
        InputError: `unknown_entity`, `bad_codebook`, `no_such_path`.
    """
    book, names = read_codebook(codebook), KnownNames(ledger)
    user, asked = _user(names, query), _asked(ledger, query, book)
    by = by_speaker if _is_by_speaker(query) else by_outlet
    found = (use for use in _found(ledger, query, book) if user in {None, by(use)})
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
            statement=use.statement,
            spans=use.raw,
            asked=asked,
        )


def _asked(ledger: Ledger, query: LabelQuery, book: Codebook) -> LabelsAsked:
    return LabelsAsked(question=query, codebook=book.sha256, digest=ledger.digest(), version=sayso.__version__)


def _user(names: KnownNames, query: LabelQuery) -> str | None:
    """Whose labels a query asks for: an outlet, or the id of a speaker; None for everybody's."""
    return names.known(query.speaker) if query.speaker is not None else query.outlet


def _is_by_speaker(query: LabelQuery) -> bool:
    return query.by_speaker or query.speaker is not None


def _found(ledger: Ledger, query: LabelQuery, book: Codebook) -> Iterator[Label]:
    """The labels of all current documents that a query asks for, of every user."""
    of = KnownNames(ledger).known(query.entity) if query.entity is not None else None
    kinds = frozenset(query.kinds) or frozenset(LabelKind) - {LabelKind.VERB}
    for label in all_labels(ledger, book, of):
        if label.kind in kinds and (not query.voices or label.voice in query.voices):
            yield label


def _label_view(row: LabelRow, names: KnownNames, speakers: bool, book: Codebook, asked: LabelsAsked) -> LabelView:
    fields = {name: getattr(row, name) for name in LabelRow.__struct_fields__ if name != "by"}
    by = names.name(row.by) if speakers else row.by
    return LabelView(**fields, name=names.name(row.entity), by=by, loaded=book.loaded_by(row.label), asked=asked)


def _contrast_view(
    row: Contrast, names: KnownNames, sides: tuple[str, str], book: Codebook, asked: LabelsAsked
) -> ContrastView:
    fields = {name: getattr(row, name) for name in Contrast.__struct_fields__}
    one, other = sides
    return ContrastView(
        **fields,
        name=names.name(row.entity),
        one=one,
        other=other,
        loaded=book.loaded_by(row.label),
        asked=asked,
    )


def asked_text(asked: LabelsAsked) -> dict[str, str]:
    """What a row answers as cells of a table: the question as JSON, codebook, digest and version."""
    return {
        "question": canonical(asked.question).decode(),
        "codebook": asked.codebook,
        "digest": asked.digest,
        "version": asked.version,
    }
