"""What is given for what is asked: the types of all answers that the application layer does not have itself."""

from sayso import app
from sayso.app.entities import EntityView, SuggestionView
from sayso.app.families import FamilyView, VariantView
from sayso.app.meaning import AlikeView
from sayso.app.queueing import ReviewItem
from sayso.app.reviewing import Agreement
from sayso.records import Decision, Value
from sayso.records.origins import Origins
from sayso.web.users import Role


class HandedOver(Value, frozen=True, kw_only=True):
    """Something handed on: format, who, when, how many statements (None for all), name and SHA-256 of each file."""

    format: str
    actor: str
    at: str
    statements: int | None
    files: tuple[tuple[str, str], ...]


class SessionView(Value, frozen=True, kw_only=True):
    """Who asks; `csrf` is what writing requests of a browser carry in the header `X-CSRF`."""

    name: str
    role: Role
    csrf: str


class StatementFile(Value, frozen=True, kw_only=True):
    """One statement with its passage.

    Attributes:
        show: the statement with its context, what it holds, decisions on it.
        article: its document, without its text.
        passage: the paragraphs it stands in, with one before and after.
    """

    show: app.ShowView
    document: app.ReadDocumentView
    passage: tuple[app.ParagraphView, ...]


class AlikePage(Value, frozen=True, kw_only=True):
    """Statements alike in meaning, the nearest first; `ready` is False where the ledger has no vectors."""

    statements: tuple[AlikeView, ...]
    ready: bool


class FamilyFile(Value, frozen=True, kw_only=True):
    """The family of a statement, and its variants, the fullest first."""

    family: FamilyView
    variants: tuple[VariantView, ...]


class Sharings(Value, frozen=True, kw_only=True):
    """What a document shares with others, those with most of its words first."""

    sharings: tuple[app.SharingView, ...]


class CorrectionPage(Value, frozen=True, kw_only=True):
    """One page of the record of corrections, the latest first."""

    corrections: tuple[app.Correction, ...]
    total: int


class ChangesPage(Value, frozen=True, kw_only=True):
    """One page of what this ledger gained, lost and changed against another.

    Attributes:
        against: name of the file of the other ledger; None where none was given at the start.
        counts: how many differences of each kind there are: "gained document" and so on.
    """

    against: str | None
    changes: tuple[app.DiffRow, ...]
    total: int
    counts: tuple[tuple[str, int], ...]


class RatingList(Value, frozen=True, kw_only=True):
    """What named third parties said of outlets, or of articles, by what they are about and by day."""

    ratings: tuple[app.Rating, ...]


class ExportList(Value, frozen=True, kw_only=True):
    """What was handed on and noted, the latest first; how many statements, None where all of the ledger."""

    exports: tuple[HandedOver, ...]


class OriginsPage(Value, frozen=True, kw_only=True):
    """What is reported in several articles, and on how many independent say-sos it rests: most articles first.

    Attributes:
        contents: the fullest wording of each, or what a ladder counts, in the same order.
    """

    origins: tuple[Origins, ...]
    contents: tuple[str, ...]
    total: int


class DiagnosticPage(Value, frozen=True, kw_only=True):
    """One page of diagnostics; `codes` says how often each occurs."""

    diagnostics: tuple[app.DiagnosticView, ...]
    total: int
    codes: tuple[tuple[str, int], ...]


class Names(Value, frozen=True, kw_only=True):
    """Names, the most frequent first."""

    names: tuple[str, ...]


class OutletView(Value, frozen=True, kw_only=True):
    """One outlet: its documents by month, whom it has speak, through whom it speaks.

    Attributes:
        entity: what documents say of it: names, roles, affiliations, epithets; None where it has no page.
        said, about: what it says itself and what is said about it.
    """

    name: str
    coverage: tuple[app.CoverageRow, ...]
    survey: app.Survey
    documents: tuple[app.ListedDocument, ...]
    entity: EntityView | None
    said: app.Survey
    about: app.Survey


class Outlets(Value, frozen=True, kw_only=True):
    """All outlets with their documents by month."""

    coverage: tuple[app.CoverageRow, ...]


class Network(Value, frozen=True, kw_only=True):
    """Who reports what whom said; where `whole` is False, every number is "at least"."""

    cited: tuple[tuple[str, str, int], ...]
    rows: int
    whole: bool


class FigureList(Value, frozen=True, kw_only=True):
    """Figures, by place."""

    figures: tuple[app.FigureView, ...]


class LadderPage(Value, frozen=True, kw_only=True):
    """Some ladders of figures: those that most documents observe first; `more` says whether there are others."""

    ladders: tuple[app.LadderView, ...]
    more: bool


class EntityPage(Value, frozen=True, kw_only=True):
    """One page of entities: those named in most documents first.

    Attributes:
        total: how many there are.
        private: how many more there are that have no page: persons who do not speak in two documents.
        suggestions: pairs that may be one entity, the likeliest first.
    """

    entities: tuple[EntityView, ...]
    total: int
    private: int
    suggestions: tuple[SuggestionView, ...]


class EntityFile(Value, frozen=True, kw_only=True):
    """One entity, and what is said by it and about it.

    Attributes:
        said, about: under the name used most, the latest first.
    """

    entity: EntityView
    said: app.StatementPage
    about: app.StatementPage
    decisions: tuple[Decision, ...]


class Queue(Value, frozen=True, kw_only=True):
    """What needs a person.

    Attributes:
        item: the next thing; None where nothing is left.
        file: its statement with its passage; None for what is no statement.
        other: the other statement of two variants.
        last: the reader's last decision that holds, which can be taken back.
        waiting: how many things wait, the next one included; no more than the queue holds.
        done: decisions on statements that the reader has taken.
    """

    item: ReviewItem | None
    file: StatementFile | None
    other: StatementFile | None
    last: Decision | None
    waiting: int
    done: int


class Agreements(Value, frozen=True, kw_only=True):
    """How far each two readers agree; `words` is what some of the statements say on which they differ, by id."""

    agreements: tuple[Agreement, ...]
    words: dict[str, str]


class DecisionList(Value, frozen=True, kw_only=True):
    """One page of decisions, the latest first, how many there are, and the ids of all that are superseded."""

    decisions: tuple[Decision, ...]
    total: int
    superseded: tuple[str, ...]
