"""The verb `trend`: whether a count of the ledger changed by more than its coverage, over time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import sayso
from sayso.app.asking import classes_named
from sayso.app.entities import EntityNames, entity
from sayso.app.figures import FigureQuery, figures
from sayso.app.labelled import UNKNOWN_OUTLET
from sayso.app.measuring import LabelQuery, label_uses
from sayso.app.reuse import copies
from sayso.ledger import UTTERED, DocumentRow, Ledger, StatementQuery, StatementRow
from sayso.measure.answers import Answer, Test, answer, answers
from sayso.measure.questions import Each, Question, Unit
from sayso.measure.series import Bin, Counted, Coverage, make_series
from sayso.measure.student import count_interval
from sayso.records import Family, InputError, LinkedKind, Value, canonical


class TrendBin(Value, frozen=True, kw_only=True):
    """One bin of a series; see `sayso.measure.series.Bin`.

    Attributes:
        low, high: 95 % interval of the rate, widened by the dispersion of the series; None in a gap.
    """

    start: str
    count: int
    documents: int
    rate: float | None
    low: float | None
    high: float | None


class TrendView(Value, frozen=True, kw_only=True):
    """The answer to one question of change as `--json` prints it.

    Attributes:
        question: all of it.
        series: which of the series, where the question is split; else "all".
        bins: the series; bins without documents are gaps, not zeros.
        outlets: whose documents are the coverage.
        unplaced, unplaced_documents: what has no day known well enough for a bin.
        together: how many series were asked at once.
        digest: of the ledger.
        version: of Sayso.
    """

    question: Question
    series: str
    answer: Answer
    bins: tuple[TrendBin, ...]
    outlets: tuple[str, ...]
    unplaced: int
    unplaced_documents: int
    together: int
    digest: str
    version: str


class _Item(Value, frozen=True, kw_only=True):
    """One thing that is counted: in which document, and which series it belongs to."""

    document: str
    series: str


ALL = "all"


def trend(ledger: Ledger, question: Question) -> tuple[TrendView, ...]:
    """The answers to a question: one, or one for each series it is split into, judged together.

    Time is the day of publication, since documents are the coverage.

    Raises:
        InputError: `no_compare_day`, `bad_day`, `bad_margin`, `missing_about`; ConfigError: unknown classes.
    """
    _check(question)
    rows = {row.id: row for row in ledger.documents() if _in_time(row, question)}
    items = [item for item in _items(ledger, question) if item.document in rows]
    covered = _coverage(ledger, question, rows)
    sizes = Counter(item.series for item in items)
    names = [name for name, _ in sorted(sizes.items(), key=lambda s: (-s[1], s[0]))[: question.most]]
    cut = question.compare if question.test is Test.COMPARE else None
    found = [
        make_series(
            (_counted(rows[item.document]) for item in items if item.series == name),
            (_coverage_of(row) for row in covered if question.each is not Each.OUTLET or _outlet(row) == name),
            question.by,
            cut,
        )
        for name in (names or [ALL])
    ]
    judged = answers(
        [answer(series, question.test, question.margin, question.compare) for series in found], question.margin
    )
    digest = ledger.digest()
    return tuple(
        TrendView(
            question=question,
            series=name,
            answer=one,
            bins=tuple(_bin(found, one) for found in series.bins),
            outlets=series.outlets,
            unplaced=series.unplaced,
            unplaced_documents=series.unplaced_documents,
            together=len(found),
            digest=digest,
            version=sayso.__version__,
        )
        for name, series, one in zip(names or [ALL], found, judged, strict=True)
    )


def _bin(found: Bin, judged: Answer) -> TrendBin:
    dispersion = judged.estimate.dispersion if judged.estimate else 1.0
    low, high = count_interval(found.count, dispersion) if found.documents else (0.0, 0.0)
    known = found.documents > 0
    return TrendBin(
        start=found.start,
        count=found.count,
        documents=found.documents,
        rate=found.rate,
        low=round(low / found.documents, 4) if known else None,
        high=round(high / found.documents, 4) if known else None,
    )


def _check(question: Question) -> None:
    for day in filter(None, (question.compare, question.since, question.until)):
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise InputError("bad_day", f"{day!r} is no day.", "Write it like 2016-03-01.") from error
    if question.test is Test.COMPARE and question.compare is None:
        raise InputError("no_compare_day", "The test compare needs a day.", "Give --compare DAY.")
    if question.margin <= 1:
        raise InputError("bad_margin", f"{question.margin} is no ratio above one.", "Give --margin 1.5 or the like.")
    if question.unit is Unit.LABEL and question.about is None:
        raise InputError("missing_about", "A label is used of somebody.", "Give --about NAME with --label.")


def _in_time(row: DocumentRow, question: Question) -> bool:
    """Whether a document is surely in the time and of the outlet asked for; without a known day only without a time."""
    first, last = row.published_first, row.published_last
    in_outlet = question.outlet is None or (row.outlet or "").casefold() == question.outlet.casefold()
    after = question.since is None or (first is not None and first >= question.since)
    before = question.until is None or (last is not None and last <= question.until)
    return in_outlet and after and before


def _items(ledger: Ledger, question: Question) -> Iterator[_Item]:
    match question.unit:
        case Unit.FIGURE:
            for view in figures(ledger, FigureQuery(words=question.search)):
                yield _Item(document=view.document.id, series=_series(question, view.document.outlet, view.sayer, ALL))
        case Unit.LABEL:
            yield from _label_items(ledger, question)
        case Unit.STATEMENT | Unit.FAMILY:
            rows = list(_statements(ledger, question))
            for row in _earliest(ledger, rows) if question.unit is Unit.FAMILY else rows:
                yield _Item(document=row.document, series=_series(question, row.outlet, row.speaker, row.class_))


def _label_items(ledger: Ledger, question: Question) -> Iterator[_Item]:
    query = LabelQuery(entity=question.about, speaker=question.speaker)
    found = {
        (use.document, _series(question, use.outlet, use.speaker, ALL))
        for use in label_uses(ledger, query)
        if question.label is None or use.label == question.label.casefold()
    }
    for document, series in sorted(found):
        yield _Item(document=document, series=series)


def _series(question: Question, outlet: str | None, speaker: str | None, class_: str) -> str:
    match question.each:
        case Each.OUTLET:
            return outlet or UNKNOWN_OUTLET
        case Each.SPEAKER:
            return speaker or "(nobody named)"
        case Each.CLASS:
            return class_
        case None:
            return ALL


def _statements(ledger: Ledger, question: Question) -> Iterator[StatementRow]:
    """The statements asked for; by entity where the ledger has one of the name, else by words of the name."""
    asked = {"speaker": question.speaker, "about": question.about}
    known = {role: found.id for role, name in asked.items() if name and (found := entity(ledger, name))}
    query = StatementQuery(
        search=question.search,
        classes=frozenset(c for name in question.classes for c in classes_named(name)) or UTTERED,
        speaker=None if "speaker" in known else question.speaker,
        about=None if "about" in known else question.about,
    )
    names = EntityNames(ledger)
    for row in ledger.statements(query):
        if _is_by(row, names, known.get("speaker")) and _is_about(row, names, known.get("about")):
            yield row


def _is_by(row: StatementRow, names: EntityNames, asked: str | None) -> bool:
    return asked is None or (row.speaker is not None and names.entity(row.document, row.speaker) == asked)


def _is_about(row: StatementRow, names: EntityNames, asked: str | None) -> bool:
    return asked is None or (row.about is not None and asked in names.about(row.document, row.about.split(" | ")))


def _earliest(ledger: Ledger, rows: Iterable[StatementRow]) -> Iterator[StatementRow]:
    """Of the statements of one family the one published first."""
    family = {
        statement: record.id
        for record in ledger.linked(LinkedKind.FAMILY)
        if isinstance(record, Family)
        for statement in record.statements
    }
    groups: dict[str, list[StatementRow]] = defaultdict(list)
    for row in rows:
        groups[family.get(row.id, row.id)].append(row)
    for group in groups.values():
        yield min(group, key=lambda row: (row.published or "~", row.document, row.position))


def _coverage(ledger: Ledger, question: Question, rows: Mapping[str, DocumentRow]) -> list[DocumentRow]:
    """The documents that are coverage; of copies the base alone, where utterances count once."""
    if question.unit is not Unit.FAMILY:
        return list(rows.values())
    copied = {copy.document.id for cluster in copies(ledger) for copy in cluster.copies}
    bases = {cluster.base.id for cluster in copies(ledger)}
    return [row for row in rows.values() if row.id not in copied - bases]


def _outlet(row: DocumentRow) -> str:
    return row.outlet or UNKNOWN_OUTLET


def _counted(row: DocumentRow) -> Counted:
    return Counted(outlet=_outlet(row), first=row.published_first or "", last=row.published_last or "")


def _coverage_of(row: DocumentRow) -> Coverage:
    return Coverage(outlet=_outlet(row), first=row.published_first or "", last=row.published_last or "")


class TrendRow(Value, frozen=True, kw_only=True):
    """One bin of an answer as a row of a table, with all that is needed to ask again."""

    series: str
    start: str
    count: int
    documents: int
    rate: float | None
    low: float | None
    high: float | None
    verdict: str
    text: str
    question: str
    digest: str
    version: str


def trend_rows(view: TrendView) -> Iterator[TrendRow]:
    """The bins of an answer as rows of a table."""
    question = canonical(view.question).decode()
    for found in view.bins:
        yield TrendRow(
            series=view.series,
            start=found.start,
            count=found.count,
            documents=found.documents,
            rate=found.rate,
            low=found.low,
            high=found.high,
            verdict=view.answer.verdict,
            text=view.answer.text,
            question=question,
            digest=view.digest,
            version=view.version,
        )
