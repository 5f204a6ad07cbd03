"""What documents tell of names in full: written forms, roles, statements. Read from the shelf when it is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from sayso.link.entities.gather import LocalName, Told
from sayso.link.entities.names import name_key
from sayso.records import Affiliation, Epithet, Role, Span

_Counted = TypeVar("_Counted")
Seen = tuple[str, Span]
"""A document's id and a place in it."""


class Tally(dict[_Counted, int]):
    """Counts by what was counted, 0 for all else. A `Counter` takes several times the memory, and most are empty."""

    __slots__ = ()

    def __missing__(self, key: _Counted) -> int:
        return 0

    def add(self, counted: Iterable[_Counted]) -> None:
        """Count each once, or as often as another tally does."""
        for key in counted:
            self[key] += counted[key] if isinstance(counted, Tally) else 1

    def total(self) -> int:
        """How often anything was counted."""
        return sum(self.values())


@dataclass(slots=True)
class FormCount:
    """How often a form is written, in how many documents, and the first place by document and span."""

    count: int
    documents: int
    first: Seen


@dataclass(slots=True)
class Telling:
    """A role, affiliation or epithet that documents give: in how many, and the record of the first by id and span."""

    what: str
    record: Role | Affiliation | Epithet
    documents: set[int]


class Teller(NamedTuple):
    """The document that tells: its number, id, outlet and how many statements it has."""

    number: int
    document: str
    outlet: str | None
    statements: int


@dataclass(slots=True)
class Details:
    """All that some documents tell of some names.

    Attributes:
        speaks: number of each document in which it speaks -> its statements there.
        cited: name of the citing document's outlet -> statements that came through it.
        published: how many documents it published; `carried`: their statements.
        told: by what tells one thing told from another.
    """

    forms: dict[str, FormCount] = field(default_factory=dict[str, FormCount])
    speaks: Tally[int] = field(default_factory=Tally[int])
    cited: Tally[str] = field(default_factory=Tally[str])
    published: int = 0
    carried: int = 0
    told: dict[tuple[str, str], Telling] = field(default_factory=dict[tuple[str, str], Telling])

    def text(self, plain: str) -> str:
        """The form of a key's own words that is written most; of several that with fewest capitals, then the first."""
        whole = [form for form in self.forms if name_key(form) == plain] or list(self.forms)
        return min(whole, key=self._best_form)

    def _best_form(self, form: str) -> tuple[bool, int, int, str]:
        shouted = " " in form and form.isupper()
        return shouted, -self.forms[form].count, sum(map(str.isupper, form)), form

    @property
    def roles(self) -> list[str]:
        """The roles that documents give it."""
        return [telling.what for telling in self.told.values() if isinstance(telling.record, Role)]

    def add(self, teller: Teller, local: LocalName) -> None:
        """Add what a document tells of a name."""
        if local.spoke:
            self.speaks[teller.number] += local.spoke
        if local.cited:
            self.cited[teller.outlet or ""] += local.cited
        if local.published:
            self.published += 1
            self.carried += teller.statements
        for form in local.forms:
            _count(self.forms, form.text, FormCount(form.times, 1, (teller.document, form.span)))
        for told in local.told:
            _tell(self.told, told_key(told), Telling(told.what, told.record, {teller.number}))


def _count(forms: dict[str, FormCount], text: str, new: FormCount) -> None:
    known = forms.get(text)
    if known is None:
        forms[text] = FormCount(new.count, new.documents, new.first)
        return
    known.count += new.count
    known.documents += new.documents
    known.first = min(known.first, new.first)


def told_key(told: Told) -> tuple[str, str]:
    """What tells one thing told from another: who says a word matters, how it is spelt does not."""
    user = told.record.user if isinstance(told.record, Epithet) else None
    return type(told.record).__name__, f"{told.what.casefold()} {user or ''}"


def _tell(tellings: dict[tuple[str, str], Telling], key: tuple[str, str], new: Telling) -> None:
    """Note what is told once for all documents, under the first record that says so."""
    known = tellings.get(key)
    if known is None:
        tellings[key] = Telling(new.what, new.record, set(new.documents))
        return
    known.documents |= new.documents
    if (new.record.document, new.record.span) < (known.record.document, known.record.span):
        known.what, known.record = new.what, new.record
