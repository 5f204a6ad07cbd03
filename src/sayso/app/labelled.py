"""What the verbs that measure words read of a ledger: its documents as passages, and every label with its place."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from sayso.app.entities import EntityNames, entity
from sayso.extract.rules.lexicon import lexicon
from sayso.ledger import DocumentRecords, Ledger
from sayso.measure.codebook import Codebook
from sayso.measure.labels import Label, find_labels
from sayso.measure.passages import CalledSo, Naming, Passages, Spoken
from sayso.records import InputError, Span
from sayso.resolve.view import View

UNKNOWN_OUTLET = "(unknown outlet)"
"""Who uses a label in a document whose outlet is not known."""


def all_labels(ledger: Ledger, book: Codebook, of: str | None = None) -> Iterator[Label]:
    """The labels of all current documents, of every user; of one entity, given by its id, or of all."""
    names = EntityNames(ledger)
    for row in ledger.documents():
        records = ledger.records(row.row)
        if records is not None:
            view = view_of(records)
            for label in find_labels(passages_of(records, names, view), book):
                if of is None or label.entity == of:
                    yield replace(label, raw=view.outward(label.span))


def view_of(records: DocumentRecords) -> View:
    """The text of a document that labels are looked for in."""
    needed = tuple(span for a in records.as_decided.attributions for span in a.content)
    return View(records.raw, records.clean, records.layout, needed)


def passages_of(records: DocumentRecords, names: EntityNames, view: View) -> Passages:
    """One document as the search for labels sees it; who may not be shown by themselves are not in it."""
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
            statement=attribution.id,
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


class KnownNames:
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
