"""Entities: persons, organisations, outlets, groups and places as they are named in all documents."""

from enum import StrEnum

from sayso.records.base import Value, short_id
from sayso.records.linked import Linked
from sayso.records.spans import Span


class EntityKind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    OUTLET = "outlet"
    PLACE = "place"


class SeenAt(Value, frozen=True, kw_only=True):
    """Where a document says something. Span of the raw layer; (0, 0) where the document's own facts say it."""

    document: str
    span: Span


class NameForm(Value, frozen=True, kw_only=True):
    """One form under which an entity is named.

    Attributes:
        text: as written.
        count: how often, in all documents.
        documents: in how many.
        first: one place, that of the first document by id.
    """

    text: str
    count: int
    documents: int
    first: SeenAt


class Merge(Value, frozen=True, kw_only=True):
    """Why two names are taken for one entity.

    Attributes:
        a, b: the names.
        score: 0 to 1; 1 where a person decided.
        reasons: the rule first, then what speaks for and against.
        decision: id of the decision, where one says so.
    """

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]
    decision: str | None = None


class Suggestion(Value, frozen=True, kw_only=True):
    """Another entity that may be the same, for a person to decide.

    Attributes:
        entity: its id.
        name: its name.
        score: 0 to 1, below what is merged or with something that speaks against it.
        reasons: the rule first, then what speaks for and against.
    """

    entity: str
    name: str
    score: float
    reasons: tuple[str, ...]


class EntityRole(Value, frozen=True, kw_only=True):
    """A role that documents give an entity.

    Attributes:
        role: the words, as in the text.
        former: whether the words say it is past.
        rule: see `Role`.
        sayer: id of the statement that says so; None where the article says it itself.
        documents: in how many.
        first: one place, that of the first document by id.
    """

    role: str
    former: bool
    rule: str
    sayer: str | None
    documents: int
    first: SeenAt


class EntityTie(Value, frozen=True, kw_only=True):
    """Whom documents tie an entity to.

    Attributes:
        to: with whom, as named there; for "state-run" and the like, the adjective.
        words: the words that say so.
        rule: see `Affiliation`.
        sayer, documents, first: as in `EntityRole`.
    """

    to: str
    words: str
    rule: str
    sayer: str | None
    documents: int
    first: SeenAt


class EntityEpithet(Value, frozen=True, kw_only=True):
    """A word that somebody uses for an entity, learnt from text that says so.

    Attributes:
        word: the word.
        user: who uses it; None where the text does not tell.
        rule: see `Epithet`.
        documents, first: as in `EntityRole`.
    """

    word: str
    user: str | None
    rule: str
    documents: int
    first: SeenAt


class CitedBy(Value, frozen=True, kw_only=True):
    """How many statements of one outlet's documents came through another."""

    outlet: str
    statements: int


class OutletUse(Value, frozen=True, kw_only=True):
    """What an outlet does in the ledger.

    Attributes:
        documents: it published.
        statements: in them.
        cited: statements of all documents that came through it, as a hop.
        cited_by: whose documents these were, by number, then name; "" where the outlet is unknown.
    """

    documents: int
    statements: int
    cited: int
    cited_by: tuple[CitedBy, ...]


class Entity(Linked, frozen=True, kw_only=True, tag="entity"):
    """One person, organisation, outlet, group or place, with all the names it goes by.

    Attributes:
        id: hash of the key of its name; it stays while that is the name used most.
        name: the fullest of the forms used most.
        kind: None where the documents do not tell.
        keys: ids of all names that are its own, and of short names that are its own in one document; see `entity_id`.
        names: every form, the most frequent first.
        documents: how many name it.
        speaks_in: in how many documents it is a named speaker.
        statements: how many are its own.
        merges: why its names are one.
        suggestions: entities that may be the same, best first.
        roles, affiliations, epithets: what documents tell of it, each with a place that says so.
        outlet: what it does as an outlet; None for what is none.
        page: whether it may be shown by itself: never a person who does not speak in two documents, unless decided.
        decisions: ids of the decisions that made it what it is.
    """

    name: str
    kind: EntityKind | None
    keys: tuple[str, ...]
    names: tuple[NameForm, ...]
    documents: int
    speaks_in: int
    statements: int
    merges: tuple[Merge, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    roles: tuple[EntityRole, ...] = ()
    affiliations: tuple[EntityTie, ...] = ()
    epithets: tuple[EntityEpithet, ...] = ()
    outlet: OutletUse | None = None
    page: bool = False
    decisions: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Its own id and those of its names."""
        return (self.id, *self.keys)


def entity_id(key: str, document: str | None = None) -> str:
    """The id under which a name is found: in all documents, or as a name of one document alone.

    Args:
        key: `sayso.link.entities.name_key` of the name.
        document: id of the document, for short names that are somebody's in that document only.
    """
    return short_id("entity", key) if document is None else short_id("entity", key, document)
