"""The verbs `entities` and `outlets`, the entity behind a name, and a user's file of aliases."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import cast

import msgspec

from sayso.app.views import StatementView
from sayso.ledger import Ledger
from sayso.link.entities import proper_key
from sayso.records import (
    AliasValue,
    CitedBy,
    Decision,
    DecisionKind,
    Entity,
    EntityEpithet,
    EntityKind,
    EntityRole,
    EntityTie,
    InputError,
    LinkedKind,
    Merge,
    NamedValue,
    NameForm,
    OutletUse,
    PairValue,
    SpeakerKind,
    Suggestion,
    Value,
    entity_id,
    sealed,
    value_text,
)

NAMES_HELD = 20_000
"""How many names a look-up remembers with their entities."""


class EntityQuery(Value, frozen=True, kw_only=True):
    """Which entities; what is None does not restrict.

    Attributes:
        words: all of them stand in one of its names; case and accents do not matter.
        kind: see `EntityKind`.
    """

    words: str | None = None
    kind: EntityKind | None = None


class EntityView(Value, frozen=True, kw_only=True):
    """An entity as `--json` prints it; see `Entity` for the fields."""

    id: str
    name: str
    kind: EntityKind | None
    names: tuple[NameForm, ...]
    documents: int
    speaks_in: int
    statements: int
    merges: tuple[Merge, ...]
    suggestions: tuple[Suggestion, ...]
    roles: tuple[EntityRole, ...]
    affiliations: tuple[EntityTie, ...]
    epithets: tuple[EntityEpithet, ...]
    outlet: OutletUse | None
    decisions: tuple[str, ...]


class NamedEntity(Value, frozen=True, kw_only=True):
    """One side of a suggestion."""

    id: str
    name: str
    kind: EntityKind | None
    documents: int


class SuggestionView(Value, frozen=True, kw_only=True):
    """Two entities that may be one, for a person to decide; `a` has the smaller id."""

    a: NamedEntity
    b: NamedEntity
    score: float
    reasons: tuple[str, ...]


class OutletView(Value, frozen=True, kw_only=True):
    """An outlet: what it published, and what came through it."""

    id: str
    name: str
    names: tuple[NameForm, ...]
    documents: int
    statements: int
    cited: int
    cited_by: tuple[CitedBy, ...]


EVERY = EntityQuery()
"""All entities."""


def entity_kind_named(name: str | None) -> EntityKind | None:
    """The kind that `--kind` asks for.

    Raises:
        InputError: `unknown_kind`.
    """
    try:
        return EntityKind(name) if name is not None else None
    except ValueError:
        known = ", ".join(EntityKind)
        raise InputError("unknown_kind", f"There is no kind {name!r}.", f"Give one of: {known}.") from None


def entities(ledger: Ledger, query: EntityQuery = EVERY) -> Iterator[EntityView]:
    """The entities asked for: those named in most documents first. Private people are not among them."""
    found = (entity for entity in _entities(ledger) if entity.page and _asked(entity, query))
    return (_view(entity) for entity in sorted(found, key=_by_documents))


def entities_left_out(ledger: Ledger, query: EntityQuery = EVERY) -> int:
    """How many more the query would give: persons, or what may be one, who do not speak in two documents."""
    return sum(not entity.page and _asked(entity, query) for entity in _entities(ledger))


class EntityName(Value, frozen=True, kw_only=True):
    """What a list of entities is made of: an id, whether it has a page, its kind, all names as they are compared."""

    id: str
    page: bool
    kind: EntityKind | None
    keys: tuple[str, ...]

    def answers(self, query: EntityQuery) -> bool:
        """Whether a query asks for it."""
        words = proper_key(query.words or "").split()
        fits = not words or any(all(word in key for word in words) for key in self.keys)
        return fits and query.kind in {None, self.kind}


def entity_names(ledger: Ledger) -> tuple[EntityName, ...]:
    """All entities in short, those named in most documents first."""
    found = sorted(((_by_documents(e), _short(e)) for e in _entities(ledger)), key=lambda pair: pair[0])
    return tuple(short for _, short in found)


def _short(entity: Entity) -> EntityName:
    keys = tuple(proper_key(form.text) for form in entity.names)
    return EntityName(id=entity.id, page=entity.page, kind=entity.kind, keys=keys)


def suggestions(ledger: Ledger, query: EntityQuery = EVERY) -> Iterator[SuggestionView]:
    """Pairs that may be one entity, the likeliest first; of each at least one may be shown by itself."""
    known = {entity.id: entity for entity in _entities(ledger)}
    pairs = (
        SuggestionView(a=_named(entity), b=_named(known[other.entity]), score=other.score, reasons=other.reasons)
        for entity in known.values()
        for other in entity.suggestions
        if entity.id < other.entity and (entity.page or known[other.entity].page)
        if _asked(entity, query) or _asked(known[other.entity], query)
    )
    return iter(sorted(pairs, key=_likeliest))


def entity(ledger: Ledger, entity_or_name: str) -> EntityView | None:
    """The entity that has this id or goes by this name in all documents; None where none may be shown."""
    keys = (entity_or_name, entity_id(proper_key(entity_or_name)))
    found = next((e for key in keys for e in ledger.linked_of(LinkedKind.ENTITY, key) if isinstance(e, Entity)), None)
    return _view(found) if found is not None and found.page else None


def outlets(ledger: Ledger) -> Iterator[OutletView]:
    """What publishes in the ledger or is a hop of its chains: those with most documents first."""
    found = [entity for entity in _entities(ledger) if entity.outlet is not None and entity.page]
    for entity in sorted(found, key=lambda e: (-_use(e).documents, -_use(e).cited, e.name, e.id)):
        use = _use(entity)
        yield OutletView(
            id=entity.id,
            name=entity.name,
            names=entity.names,
            documents=use.documents,
            statements=use.statements,
            cited=use.cited,
            cited_by=use.cited_by,
        )


class EntityNames:
    """Finds the entity behind a name of a document; each look-up is an index hit, and the last are remembered."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._page = lru_cache(NAMES_HELD)(self._read)

    def entity(self, document: str, name: str) -> str | None:
        """The id of the entity that a name stands for in a document; None for who has no page.

        Args:
            document: id of the document.
            name: as in `Speaker.name` or `Statement.about`.
        """
        key = proper_key(name)
        return self._page(entity_id(key, document)) or self._page(entity_id(key))

    def about(self, document: str, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the entities that names stand for in a document, each once; those without a page are left out."""
        found = (self.entity(document, name) for name in names)
        return tuple(dict.fromkeys(filter(None, found)))

    def _read(self, member: str) -> str | None:
        found = self._ledger.linked_of(LinkedKind.ENTITY, member)
        return next((entity.id for entity in found if isinstance(entity, Entity) and entity.page), None)


def with_entities(ledger: Ledger) -> Callable[[StatementView], StatementView]:
    """What gives views of a ledger's statements the ids of the entities behind their names, where these have a page."""
    names = EntityNames(ledger)

    def named(view: StatementView) -> StatementView:
        speaker, document = view.speaker, view.document.id
        if speaker is not None and speaker.entity is None and speaker.kind is not SpeakerKind.UNNAMED:
            speaker = msgspec.structs.replace(speaker, entity=names.entity(document, speaker.name))
        return msgspec.structs.replace(view, speaker=speaker, about=names.about(document, view.about_names))

    return named


def alias_decisions(path: Path, actor: str, at: str, held: Iterable[Decision] = ()) -> tuple[Decision, ...]:
    """The decisions that a file of aliases stands for; those that are held already are left out.

    The file is YAML: a list of entries with `name`, `aliases`, `never` (names that are somebody else) and `page`
    (whether it may be shown by itself), or simply names with lists of aliases. See `docs/entities.md`.

    Args:
        path: the file.
        actor: who decides.
        at: when, RFC 3339 in UTC.
        held: the decisions in force.

    Raises:
        InputError: `no_such_path`, `bad_aliases`.
    """
    known = {(decision.kind, decision.target, decision.value) for decision in held}
    reason = f"from {path.name}"
    drafts = (draft for entry in _entries(path) for draft in _drafts(entry, actor, at, reason))
    decisions = {(d.kind, d.target, d.value): d for d in map(sealed, drafts)}
    return tuple(decision for key, decision in decisions.items() if key not in known)


class AliasEntry(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of a file of aliases."""

    name: str
    aliases: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    page: bool | None = None


def _entries(path: Path) -> tuple[AliasEntry, ...]:
    import yaml

    try:
        loaded = cast("object", yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("no_such_path", f"{path} cannot be read: {error}.", "Name a YAML file in UTF-8.") from error
    except yaml.YAMLError as error:
        raise _bad_aliases(path, str(error)) from error
    if isinstance(loaded, Mapping):
        pairs = cast("Mapping[object, object]", loaded).items()
        loaded = [
            {"name": name, "aliases": [aliases] if isinstance(aliases, str) else aliases} for name, aliases in pairs
        ]
    try:
        return msgspec.convert(loaded or [], tuple[AliasEntry, ...])
    except msgspec.ValidationError as error:
        raise _bad_aliases(path, str(error)) from error


def _bad_aliases(path: Path, problem: str) -> InputError:
    return InputError("bad_aliases", f"{path} is no list of aliases: {problem}.", "See docs/entities.md for its form.")


def _drafts(entry: AliasEntry, actor: str, at: str, reason: str) -> Iterator[Decision]:
    own = entity_id(proper_key(entry.name))

    def draft(kind: DecisionKind, target: str, value: AliasValue | PairValue | NamedValue) -> Decision:
        text = value_text(value)
        return Decision(id="", kind=kind, target=target, value=text, actor=actor, at=at, reason=reason)

    for alias in entry.aliases:
        yield draft(DecisionKind.ALIAS, own, AliasValue(alias=alias, name=entry.name))
    for other in entry.never:
        pair = PairValue(names=(entry.name, other))
        yield draft(DecisionKind.NEVER_MERGE, f"{own} {entity_id(proper_key(other))}", pair)
    if entry.page is not None:
        yield draft(DecisionKind.ENTITY_PAGE, own, NamedValue(name=entry.name, holds=entry.page))


def _entities(ledger: Ledger) -> Iterator[Entity]:
    return (entity for entity in ledger.linked(LinkedKind.ENTITY) if isinstance(entity, Entity))


def _asked(entity: Entity, query: EntityQuery) -> bool:
    if query.kind is not None and entity.kind is not query.kind:
        return False
    words = proper_key(query.words or "").split()
    return not words or any(all(word in proper_key(form.text) for word in words) for form in entity.names)


def _likeliest(pair: SuggestionView) -> tuple[float, int, str, str]:
    return (-pair.score, -pair.a.documents - pair.b.documents, pair.a.id, pair.b.id)


def _by_documents(entity: Entity) -> tuple[int, int, str, str]:
    return (-entity.documents, -entity.statements, entity.name, entity.id)


def _use(entity: Entity) -> OutletUse:
    return entity.outlet or OutletUse(documents=0, statements=0, cited=0, cited_by=())


def _named(entity: Entity) -> NamedEntity:
    return NamedEntity(id=entity.id, name=entity.name, kind=entity.kind, documents=entity.documents)


def _view(entity: Entity) -> EntityView:
    return EntityView(**{name: getattr(entity, name) for name in EntityView.__struct_fields__})
