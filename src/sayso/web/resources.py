"""Everything that can be asked for, in one table. The pages and the JSON below `/api/` are both made of these."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeVar

import msgspec

from sayso import app
from sayso.app.entities import entity as entity_of
from sayso.app.families import family_of, variants
from sayso.app.meaning import alike as nearest
from sayso.app.origins import origins as origins_of
from sayso.app.queueing import ReviewItem, is_answered, statements_of
from sayso.app.reviewing import agreement
from sayso.records import STATEMENT_KINDS, Decision, InputError, Value, in_force
from sayso.records.origins import Origins
from sayso.web.asked import (
    AlikeAsked,
    Asked,
    BesideAsked,
    ChangesAsked,
    DiagnosticsAsked,
    DocumentsAsked,
    EntitiesAsked,
    FiguresAsked,
    NamesAsked,
    Nothing,
    OneId,
    OutletAsked,
    PagedAsked,
    RawAsked,
    ReviewAsked,
    StatementsAsked,
    TimelineAsked,
)
from sayso.web.desk import Desk
from sayso.web.given import (
    Agreements,
    AlikePage,
    ChangesPage,
    CorrectionPage,
    DecisionList,
    DiagnosticPage,
    EntityFile,
    EntityPage,
    ExportList,
    FamilyFile,
    FigureList,
    HandedOver,
    LadderPage,
    Names,
    Network,
    OriginsPage,
    Outlets,
    OutletView,
    Queue,
    RatingList,
    SessionView,
    Sharings,
    StatementFile,
)
from sayso.web.measured import (
    LabelPage,
    LabelsAsked,
    TogetherAsked,
    TrendAsked,
    TrendPage,
    labels,
    together,
    trend,
)

DIFFERING = 200
"""Things on which two readers differ that are given with their words."""

A = TypeVar("A", bound=Asked)


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can be asked for.

    Attributes:
        name: of the function that answers.
        path: below `/api`; parts in braces are parameters.
        about: one line for the OpenAPI document.
        asks, gives: types of the parameters and of the answer.
        answer: gives it.
    """

    name: str
    path: str
    about: str
    asks: type[Asked]
    gives: type[Value]
    answer: Callable[[Desk, Any], Value]


def overview(desk: Desk, asked: Nothing) -> app.Overview:
    """What is in the ledger."""
    del asked
    return desk.kept.overview.get(desk.ledger)


def statements(desk: Desk, asked: StatementsAsked) -> app.StatementPage:
    """One page of statements; the survey of all of them is the kept one."""
    survey = None if asked.narrowed() else desk.kept.survey.peek(desk.ledger)
    return app.statement_page(desk.ledger, asked.selection(), asked.order, asked.place, survey)


def statement(desk: Desk, asked: OneId) -> StatementFile:
    """One statement with its passage."""
    article = app.article_of(desk.ledger, asked.id)
    return StatementFile(
        show=app.show(desk.ledger, asked.id),
        document=article.document,
        passage=app.passage(article, asked.id, 1),
    )


def alike(desk: Desk, asked: AlikeAsked) -> AlikePage:
    """Statements like these words in meaning."""
    index = desk.kept.meaning.get(desk.ledger)
    if index is None or not asked.q.strip():
        return AlikePage(statements=(), ready=index is not None)
    return AlikePage(statements=nearest(desk.ledger, index, asked.q, asked.size), ready=True)


def family(desk: Desk, asked: OneId) -> FamilyFile:
    """The family of a statement."""
    found = family_of(desk.ledger, asked.id)
    return FamilyFile(family=found, variants=tuple(variants(desk.ledger, found)))


def origins(desk: Desk, asked: OneId) -> Origins:
    """On how many independent say-sos a statement, family, figure or ladder rests."""
    return origins_of(desk.ledger, asked.id)


def shared(desk: Desk, asked: OneId) -> Sharings:
    """What a document shares with others."""
    return Sharings(sharings=app.sharings(desk.ledger, asked.id))


def beside(desk: Desk, asked: BesideAsked) -> app.BesideView:
    """Two documents that share passages, side by side."""
    return app.beside(desk.ledger, asked.id, asked.other)


def corrections(desk: Desk, asked: PagedAsked) -> CorrectionPage:
    """What was wrong, since when, who corrected it, and in which exports it went out."""
    found = sorted(app.corrections(desk.ledger), key=lambda one: (one.corrected, one.statement), reverse=True)
    start = (asked.page - 1) * asked.size
    return CorrectionPage(corrections=tuple(found[start : start + asked.size]), total=len(found))


def changes(desk: Desk, asked: ChangesAsked) -> ChangesPage:
    """What this ledger gained, lost and changed against the one given at the start."""
    against = desk.against
    if against is None:
        return ChangesPage(against=None, changes=(), total=0, counts=())
    found = desk.kept.changes.get(desk.ledger)
    counts = Counter(f"{row.change} {row.what}" for row in found)
    asked_for = [row for row in found if asked.change in {None, row.change}]
    start = (asked.page - 1) * asked.size
    return ChangesPage(
        against=against.name,
        changes=tuple(asked_for[start : start + asked.size]),
        total=len(asked_for),
        counts=tuple(sorted(counts.items())),
    )


def exports(desk: Desk, asked: Nothing) -> ExportList:
    """What was handed on."""
    del asked
    found = (
        HandedOver(
            format=one.format,
            actor=one.actor,
            at=one.at,
            statements=None if one.statements is None else len(one.statements),
            files=one.files,
        )
        for one in reversed(app.exports(desk.ledger))
    )
    return ExportList(exports=tuple(found))


def outlet_ratings(desk: Desk, asked: OutletAsked) -> RatingList:
    """What named third parties said of an outlet, each on a day; nothing of single articles."""
    return RatingList(ratings=app.ratings(desk.ledger, asked.name))


def article_ratings(desk: Desk, asked: OneId) -> RatingList:
    """What named third parties said of one article; nothing of its outlet."""
    return RatingList(ratings=app.ratings_of_article(desk.ledger, app.article(desk.ledger, asked.id).document))


def all_origins(desk: Desk, asked: PagedAsked) -> OriginsPage:
    """What is reported in several articles, and on how many independent say-sos it rests."""
    start = (asked.page - 1) * asked.size
    shown = tuple(islice(_counted_from(desk, start // app.BLOCK), start % app.BLOCK, start % app.BLOCK + asked.size))
    return OriginsPage(
        origins=shown,
        contents=tuple(app.origins_title(desk.ledger, one) for one in shown),
        total=desk.kept.origins.total(desk.ledger),
    )


def _counted_from(desk: Desk, block: int) -> Iterator[Origins]:
    """The origins of a block, then of those after it."""
    for number in range(block, -(-desk.kept.origins.total(desk.ledger) // app.BLOCK)):
        yield from desk.kept.origins.block(desk.ledger, number)


def documents(desk: Desk, asked: DocumentsAsked) -> app.DocumentPage:
    """One page of documents."""
    return app.document_page(desk.ledger, asked.query())


def document(desk: Desk, asked: OneId) -> app.ArticleView:
    """One document."""
    return app.article(desk.ledger, asked.id)


def raw(desk: Desk, asked: RawAsked) -> app.RawView:
    """A part of a raw layer."""
    return app.raw_view(desk.ledger, asked.id, asked.from_)


def diagnostics(desk: Desk, asked: DiagnosticsAsked) -> DiagnosticPage:
    """One page of diagnostics."""
    counts = desk.kept.codes.get(desk.ledger)
    start = (asked.page - 1) * asked.size
    return DiagnosticPage(
        diagnostics=tuple(islice(app.diagnostics(desk.ledger, asked.code), start, start + asked.size)),
        total=sum(counts.values()) if asked.code is None else counts.get(asked.code, 0),
        codes=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
    )


def names(desk: Desk, asked: NamesAsked) -> Names:
    """Names for completion."""
    return Names(names=desk.ledger.browser().names(asked.kind, asked.q, 12))


def outlets(desk: Desk, asked: Nothing) -> Outlets:
    """All outlets."""
    del asked
    return Outlets(coverage=desk.kept.overview.get(desk.ledger).coverage)


def outlet(desk: Desk, asked: OutletAsked) -> OutletView:
    """One outlet."""
    coverage = tuple(row for row in desk.kept.overview.get(desk.ledger).coverage if row.outlet == asked.name)
    page = app.document_page(desk.ledger, app.DocumentQuery(outlet=asked.name, limit=50))
    return OutletView(
        name=asked.name,
        coverage=coverage,
        survey=desk.ledger.browser().survey(app.Selection(outlet_is=asked.name)),
        documents=page.documents,
        entity=app.entity(desk.ledger, asked.name),
        said=desk.ledger.browser().survey(app.Selection(speaker_is=asked.name)),
        about=desk.ledger.browser().survey(app.Selection(query=app.StatementQuery(about=asked.name))),
    )


def timeline(desk: Desk, asked: TimelineAsked) -> app.ChronologyPage:
    """Statements in time, by the date when they were said, published, first reported, or of what they tell."""
    selection = msgspec.structs.replace(asked.asked().selection(), dated=asked.by == "said")
    return app.chronology(desk.ledger, selection, app.By(asked.by), (asked.size, (asked.page - 1) * asked.size))


def network(desk: Desk, asked: StatementsAsked) -> Network:
    """Who cites whom, in a selection or in all."""
    survey = None if asked.narrowed() else desk.kept.survey.get(desk.ledger)
    found = survey or desk.ledger.browser().survey(asked.selection())
    return Network(cited=found.cited, rows=found.rows, whole=found.whole)


def figures(desk: Desk, asked: FiguresAsked) -> LadderPage:
    """Figures of one quantity side by side."""
    query = app.FigureQuery(words=asked.q, document=asked.document, profile=asked.profile)
    start = (asked.page - 1) * asked.size
    found = tuple(islice(app.ladders(desk.ledger, query), start, start + asked.size + 1))
    return LadderPage(ladders=found[: asked.size], more=len(found) > asked.size)


def figures_of(desk: Desk, asked: OneId) -> FigureList:
    """The figures of one document."""
    return FigureList(figures=tuple(app.figures(desk.ledger, app.FigureQuery(document=asked.id))))


def entities(desk: Desk, asked: EntitiesAsked) -> EntityPage:
    """One page of entities."""
    query = app.EntityQuery(words=asked.q, kind=asked.kind)
    found = [one for one in desk.kept.entities.get(desk.ledger) if one.answers(query)]
    paged = [one for one in found if one.page]
    start = (asked.page - 1) * asked.size
    views = (app.entity(desk.ledger, one.id) for one in paged[start : start + asked.size])
    ids = {one.id for one in found}
    pairs = (pair for pair in desk.kept.suggestions.get(desk.ledger) if not ids.isdisjoint({pair.a.id, pair.b.id}))
    return EntityPage(
        entities=tuple(filter(None, views)),
        total=len(paged),
        private=len(found) - len(paged),
        suggestions=tuple(islice(pairs, 20)),
    )


def entity(desk: Desk, asked: OneId) -> EntityFile:
    """One entity."""
    found = entity_of(desk.ledger, asked.id)
    if found is None:
        raise InputError("unknown_id", f"No entity with a page has the id {asked.id}.", "Follow a link of a list.")
    everything = app.StatementQuery(classes=app.ALL_CLASSES)
    said = app.Selection(query=everything, speaker_is=found.name)
    about = app.Selection(query=msgspec.structs.replace(everything, about=found.name))
    return EntityFile(
        entity=found,
        said=app.statement_page(desk.ledger, said, app.Sort.DAY_LATEST, (12, 0)),
        about=app.statement_page(desk.ledger, about, app.Sort.DAY_LATEST, (12, 0)),
        decisions=tuple(d for d in desk.ledger.decisions() if found.id in d.targets or d.id in found.decisions),
    )


def figures_in(desk: Desk, asked: OneId) -> FigureList:
    """The figures in the content of a statement."""
    document = app.article_of(desk.ledger, asked.id).document.id
    found = app.figures(desk.ledger, app.FigureQuery(document=document))
    return FigureList(figures=tuple(one for one in found if one.statement == asked.id))


def review(desk: Desk, asked: ReviewAsked) -> Queue:
    """The next thing that needs a person, by doubt and by reach."""
    every = in_force(desk.ledger.decisions())
    held = [d for d in every if d.kind in STATEMENT_KINDS]
    mine = {d.target for d in held if d.actor == desk.session.name}
    done = mine if asked.second else {d.target for d in held}
    put_off = set(asked.skip.split(","))
    items = _others(desk, held) if asked.second else desk.kept.queue.get(desk.ledger)
    open_ones = (item for item in items if item.target not in mine | put_off and not is_answered(item, every))
    waiting = [item for item in open_ones if item.kind == "differing" or item.target not in done]
    item = waiting[0] if waiting else None
    files = [statement(desk, OneId(id=one)) for one in statements_of(item)]
    return Queue(
        item=item,
        file=files[0] if files else None,
        other=files[1] if len(files) > 1 else None,
        last=next((d for d in reversed(every) if d.actor == desk.session.name), None),
        waiting=len(waiting),
        done=len(mine),
    )


def _others(desk: Desk, held: list[Decision]) -> Iterator[ReviewItem]:
    """What others have judged, the latest first."""
    for target in dict.fromkeys(d.target for d in reversed(held) if d.actor != desk.session.name):
        found = app.show(desk.ledger, target).statement
        if found is not None:
            why = ("another reader has judged it",)
            yield ReviewItem(kind="second", target=target, doubt=1.0, reach=1, score=1.0, why=why, statement=found)


def agreements(desk: Desk, asked: Nothing) -> Agreements:
    """How far each two readers agree, and where they differ."""
    del asked
    found = agreement(desk.ledger)
    differ = (one for pair in found for target, _, _ in pair.differ[:DIFFERING] for one in target.split())
    return Agreements(agreements=found, words=app.words_of(desk.ledger, differ))


def decisions(desk: Desk, asked: PagedAsked) -> DecisionList:
    """One page of decisions."""
    found = desk.ledger.decisions()[::-1]
    start = (asked.page - 1) * asked.size
    gone = tuple(one.supersedes for one in found if one.supersedes)
    return DecisionList(decisions=found[start : start + asked.size], total=len(found), superseded=gone)


def session(desk: Desk, asked: Nothing) -> SessionView:
    """Who asks."""
    del asked
    return SessionView(name=desk.session.name, role=desk.session.role, csrf=desk.session.csrf)


def _resource(path: str, asks: type[A], gives: type[Value], answer: Callable[[Desk, A], Value]) -> Resource:
    about = (answer.__doc__ or "").strip()
    return Resource(name=answer.__name__, path=path, about=about, asks=asks, gives=gives, answer=answer)


RESOURCES: dict[str, Resource] = {
    resource.name: resource
    for resource in (
        _resource("/overview", Nothing, app.Overview, overview),
        _resource("/statements", StatementsAsked, app.StatementPage, statements),
        _resource("/statements/{id}", OneId, StatementFile, statement),
        _resource("/statements/{id}/family", OneId, FamilyFile, family),
        _resource("/statements/{id}/figures", OneId, FigureList, figures_in),
        _resource("/origins", PagedAsked, OriginsPage, all_origins),
        _resource("/origins/{id}", OneId, Origins, origins),
        _resource("/alike", AlikeAsked, AlikePage, alike),
        _resource("/documents", DocumentsAsked, app.DocumentPage, documents),
        _resource("/documents/{id}", OneId, app.ArticleView, document),
        _resource("/documents/{id}/raw", RawAsked, app.RawView, raw),
        _resource("/documents/{id}/shared", OneId, Sharings, shared),
        _resource("/documents/{id}/beside/{other}", BesideAsked, app.BesideView, beside),
        _resource("/documents/{id}/ratings", OneId, RatingList, article_ratings),
        _resource("/outlets", Nothing, Outlets, outlets),
        _resource("/outlet", OutletAsked, OutletView, outlet),
        _resource("/outlet/ratings", OutletAsked, RatingList, outlet_ratings),
        _resource("/timeline", TimelineAsked, app.ChronologyPage, timeline),
        _resource("/network", StatementsAsked, Network, network),
        _resource("/entities", EntitiesAsked, EntityPage, entities),
        _resource("/entities/{id}", OneId, EntityFile, entity),
        _resource("/figures", FiguresAsked, LadderPage, figures),
        _resource("/documents/{id}/figures", OneId, FigureList, figures_of),
        _resource("/diagnostics", DiagnosticsAsked, DiagnosticPage, diagnostics),
        _resource("/review", ReviewAsked, Queue, review),
        _resource("/agreement", Nothing, Agreements, agreements),
        _resource("/decisions", PagedAsked, DecisionList, decisions),
        _resource("/corrections", PagedAsked, CorrectionPage, corrections),
        _resource("/changes", ChangesAsked, ChangesPage, changes),
        _resource("/exports", Nothing, ExportList, exports),
        _resource("/labels", LabelsAsked, LabelPage, labels),
        _resource("/trend", TrendAsked, TrendPage, trend),
        _resource("/together", TogetherAsked, app.TogetherView, together),
        _resource("/names", NamesAsked, Names, names),
        _resource("/session", Nothing, SessionView, session),
    )
}
"""All of them by name."""


def answer(name: str, desk: Desk, asked: Asked) -> Any:
    """What a resource gives, with names masked where the ledger says so."""
    return app.as_shown(desk.ledger, RESOURCES[name].answer(desk, asked))
