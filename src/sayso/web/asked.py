"""What can be asked for: the parameters of every address, typed and bounded, and how they are read off a request."""

import calendar
from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta

from sayso.app import (
    DocumentQuery,
    Selection,
    Sort,
    StatementQuery,
    classes_named,
)
from sayso.records import EntityKind, Form, InputError

Words = Annotated[str, Meta(max_length=500)]
Id = Annotated[str, Meta(pattern="^[0-9a-f]{32}$", description="An id of the ledger.")]
Day = Annotated[
    str,
    Meta(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$", description="YYYY, YYYY-MM or a day."),
]
Page = Annotated[int, Meta(ge=1, le=200)]
Size = Annotated[int, Meta(ge=1, le=200)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Asked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The base of all parameters."""


class Nothing(Asked, frozen=True, kw_only=True):
    """No parameters."""


class OneId(Asked, frozen=True, kw_only=True):
    """One record."""

    id: Id


class PagedAsked(Asked, frozen=True, kw_only=True):
    """One page of a list."""

    page: Page = 1
    size: Size = 30


class ReviewAsked(Asked, frozen=True, kw_only=True):
    """The queue of what needs a person.

    Attributes:
        skip: ids that the reader has put off, joined by commas.
        second: whether to read what others have judged and oneself has not.
    """

    skip: Annotated[str, Meta(max_length=8000)] = ""
    second: Literal["yes"] | None = None


class RawAsked(Asked, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A part of a raw layer."""

    id: Id
    from_: Annotated[int, Meta(ge=0, le=2**31)] = 0


class StatementsAsked(Asked, frozen=True, kw_only=True, rename={"from_": "from", "class_": "class"}):
    """Statements: words to search for, facets, order, page.

    Attributes:
        q: words; "in quotation marks" side by side.
        speaker, about, outlet: words of a name.
        speaker_is, outlet_is: a whole name.
        from_, to: days of saying, else of publication.
        class_: one class or "all"; without it, all but attitudes and acts.
        low, high: confidence.
        reviewed: whether a person has decided on it.
        rejected: whether to show those that people rejected too.
        document: id of its document.
    """

    q: Words | None = None
    speaker: Words | None = None
    about: Words | None = None
    outlet: Words | None = None
    speaker_is: Words | None = None
    outlet_is: Words | None = None
    from_: Day | None = None
    to: Day | None = None
    form: Form | None = None
    class_: (
        Literal["all", "statement", "question", "demand", "promise", "threat", "denial", "attitude", "act"] | None
    ) = None
    low: Share | None = None
    high: Share | None = None
    reviewed: Literal["yes", "no"] | None = None
    rejected: Literal["yes"] | None = None
    document: Id | None = None
    sort: Sort | None = None
    page: Page = 1
    size: Size = 50

    def narrowed(self) -> bool:
        """Whether anything is left out besides attitudes and acts."""
        plain = msgspec.structs.replace(self, sort=None, page=1, size=50)
        return plain != StatementsAsked()

    def selection(self) -> Selection:
        """What the ledger is asked."""
        query = StatementQuery(
            search=self.q,
            speaker=self.speaker,
            about=self.about,
            outlet=self.outlet,
            since=first_day(self.from_),
            until=last_day(self.to),
            form=self.form,
            classes=classes_named(self.class_),
            document=self.document,
            reviewed=None if self.reviewed is None else self.reviewed == "yes",
            rejected=self.rejected == "yes",
        )
        return Selection(
            query=query,
            speaker_is=self.speaker_is,
            outlet_is=self.outlet_is,
            confidence_from=self.low,
            confidence_to=self.high,
        )

    @property
    def order(self) -> Sort:
        """The order asked for, or the one that fits what is searched."""
        return self.sort or (Sort.RANK if self.q else Sort.DAY)

    @property
    def place(self) -> tuple[int, int]:
        """Limit and offset."""
        return self.size, (self.page - 1) * self.size


class DocumentsAsked(Asked, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Documents: words in title or text, outlet, days of publication, page."""

    q: Words | None = None
    outlet: Words | None = None
    from_: Day | None = None
    to: Day | None = None
    page: Page = 1
    size: Size = 50

    def query(self) -> DocumentQuery:
        """What the ledger is asked."""
        return DocumentQuery(
            search=self.q,
            outlet=self.outlet,
            since=first_day(self.from_),
            until=last_day(self.to),
            limit=self.size,
            offset=(self.page - 1) * self.size,
        )


class DiagnosticsAsked(Asked, frozen=True, kw_only=True):
    """Diagnostics: one code or all, page."""

    code: Words | None = None
    page: Page = 1
    size: Size = 100


class NamesAsked(Asked, frozen=True, kw_only=True):
    """Names that hold words beginning so."""

    kind: Literal["speaker", "outlet"] = "speaker"
    q: Words = ""


class AlikeAsked(Asked, frozen=True, kw_only=True):
    """Statements like these words in meaning."""

    q: Words = ""
    size: Size = 50


class OutletAsked(Asked, frozen=True, kw_only=True):
    """One outlet, by its whole name."""

    name: Annotated[str, Meta(min_length=1, max_length=500)]


class FiguresAsked(Asked, frozen=True, kw_only=True):
    """Ladders of figures: words of what is counted, unit, place or sayer; a reading of vague words; page."""

    q: Words | None = None
    document: Id | None = None
    profile: Annotated[str, Meta(max_length=60)] | None = None
    page: Page = 1
    size: Annotated[int, Meta(ge=1, le=50)] = 20


class EntitiesAsked(Asked, frozen=True, kw_only=True):
    """Entities: words of a name, kind, page."""

    q: Words | None = None
    kind: EntityKind | None = None
    page: Page = 1
    size: Size = 50


class BesideAsked(Asked, frozen=True, kw_only=True):
    """Two documents."""

    id: Id
    other: Id


class ChangesAsked(Asked, frozen=True, kw_only=True):
    """What changed against another ledger: of one kind or all, page."""

    change: Literal["gained", "lost", "changed"] | None = None
    page: Page = 1
    size: Size = 50


class TimelineAsked(Asked, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A chronology: by which date, and of what."""

    by: Literal["said", "event", "reported", "published"] = "said"
    q: Words | None = None
    speaker: Words | None = None
    about: Words | None = None
    outlet: Words | None = None
    from_: Day | None = None
    to: Day | None = None
    page: Page = 1
    size: Size = 60

    def asked(self) -> StatementsAsked:
        """The statements of the chronology."""
        return StatementsAsked(
            q=self.q, speaker=self.speaker, about=self.about, outlet=self.outlet, from_=self.from_, to=self.to
        )


T = TypeVar("T", bound=Asked)


def read_asked(kind: type[T], given: Mapping[str, str], *, strict: bool) -> T:
    """The parameters of a request; empty ones count as not given.

    Args:
        kind: what is asked for.
        given: names and values as they came.
        strict: whether an unknown name is an error.

    Raises:
        InputError: `unknown_parameter`, `bad_parameter`.
    """
    known = {field.encode_name for field in msgspec.structs.fields(kind)}
    values = {name: value for name, value in given.items() if value.strip()}
    if strict and (unknown := sorted(values.keys() - known)):
        raise InputError("unknown_parameter", f"There is no parameter {unknown[0][:64]!r}.", f"Give {sorted(known)}.")
    try:
        return msgspec.convert({n: v for n, v in values.items() if n in known}, kind, strict=False)
    except msgspec.ValidationError as error:
        raise InputError("bad_parameter", f"{error}", "Mend that value.") from error


def query_values(asked: Asked) -> dict[str, str]:
    """The parameters that differ from their defaults, as they stand in an address."""
    values: dict[str, object] = msgspec.to_builtins(asked)
    return {name: str(value) for name, value in values.items() if value is not None}


def first_day(day: str | None) -> str | None:
    """The first day of a year, month or day.

    Example:
        >>> first_day("2024"), last_day("2024-02")
        ('2024-01-01', '2024-02-29')
    """
    return None if day is None else day + "-01" * (2 - day.count("-"))


def last_day(day: str | None) -> str | None:
    """The last day of a year, month or day."""
    if day is None or len(day) == 10:
        return day
    month = day if len(day) == 7 else f"{day}-12"
    year, number = (int(part) for part in month.split("-"))
    return f"{month}-{calendar.monthrange(max(year, 1), number)[1]:02d}"
