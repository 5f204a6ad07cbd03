"""What can be asked of measured rhetoric: labels and contrasts, change over time, words used together."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from sayso import app
from sayso.records import Value
from sayso.web.asked import Asked, Day, Page, Size, Words, first_day, last_day
from sayso.web.desk import Desk

Small = Annotated[int, Meta(ge=1, le=1000)]
_Kind = Literal["name", "title", "before", "noun", "instead", "after", "is", "epithet", "verb"]
_Voice = Literal["own", "indirect", "quoted", "marked"]


class LabelsAsked(Asked, frozen=True, kw_only=True):
    """Labels: of whom, by whom, in which voice and of which kind; with `against`, a contrast; page.

    Attributes:
        entity: whole name or id; without it the workbench shows the form only.
        against: another outlet or speaker, or "others".
    """

    entity: Words | None = None
    outlet: Words | None = None
    speaker: Words | None = None
    against: Words | None = None
    by: Literal["outlet", "speaker"] = "outlet"
    kind: _Kind | None = None
    voice: _Voice | None = None
    least: Small = 1
    page: Page = 1
    size: Size = 50

    def query(self) -> app.LabelQuery:
        """The question."""
        return app.LabelQuery(
            entity=self.entity,
            outlet=self.outlet,
            speaker=self.speaker,
            against="" if self.against == "others" else self.against,
            by_speaker=self.by == "speaker",
            kinds=app.label_kinds_named([self.kind] if self.kind else []),
            voices=app.voices_named([self.voice] if self.voice else []),
            least=self.least,
        )


class TrendAsked(Asked, frozen=True, kw_only=True, rename={"from_": "from", "class_": "class"}):
    """A question of change; see `Question`. `ask` is what the form of the workbench sends when it is filled."""

    ask: Literal["yes"] | None = None
    unit: Literal["statement", "family", "figure", "label"] = "statement"
    about: Words | None = None
    speaker: Words | None = None
    outlet: Words | None = None
    class_: (
        Literal["all", "statement", "question", "demand", "promise", "threat", "denial", "attitude", "act"] | None
    ) = None
    q: Words | None = None
    label: Words | None = None
    from_: Day | None = None
    to: Day | None = None
    each: Literal["outlet", "speaker", "class"] | None = None
    by: Literal["day", "week", "month"] = "month"
    compare: Day | None = None
    change: Literal["yes"] | None = None
    margin: Annotated[float, Meta(gt=1, le=20)] = 1.5

    def question(self) -> app.Question:
        """The question."""
        compare = first_day(self.compare)
        return app.question_of(
            {
                "unit": "label" if self.label else self.unit,
                "about": self.about,
                "speaker": self.speaker,
                "outlet": self.outlet,
                "classes": [self.class_] if self.class_ else [],
                "search": self.q,
                "label": self.label,
                "since": first_day(self.from_),
                "until": last_day(self.to),
                "each": self.each,
                "by": self.by,
                "test": "compare" if compare else "change" if self.change else "trend",
                "compare": compare,
                "margin": self.margin,
            }
        )


class TogetherAsked(Asked, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Labels or wordings used by several outlets within a few days; `ask` as in a question of change."""

    ask: Literal["yes"] | None = None
    what: Literal["label", "wording"] = "label"
    entity: Words | None = None
    q: Words | None = None
    from_: Day | None = None
    to: Day | None = None
    days: Small = 3
    around: Small = 30
    outlets: Annotated[int, Meta(ge=2, le=1000)] = 3
    any_document: Literal["yes"] | None = None
    every: Literal["yes"] | None = None

    def query(self) -> app.TogetherQuery:
        """The question."""
        return app.TogetherQuery(
            what=app.What(self.what),
            entity=self.entity,
            search=self.q,
            since=first_day(self.from_),
            until=last_day(self.to),
            reach=app.Reach(days=self.days, around=self.around, outlets=self.outlets),
            any_document=self.any_document == "yes",
        )


class LabelPage(Value, frozen=True, kw_only=True):
    """One page of labels, or of contrasts where two sides are asked for."""

    labels: tuple[app.LabelView, ...]
    contrasts: tuple[app.ContrastView, ...]
    total: int


class TrendPage(Value, frozen=True, kw_only=True):
    """The answers to a question of change: one, or one a series."""

    answers: tuple[app.TrendView, ...]


def labels(desk: Desk, asked: LabelsAsked) -> LabelPage:
    """What each side calls whom."""
    query = asked.query()
    key, ledger = _key("labels", query), desk.ledger
    shown = slice((asked.page - 1) * asked.size, asked.page * asked.size)
    if query.against is None:
        rows = desk.kept.measured.get(ledger, key, lambda: tuple(app.labels(ledger, query)))
        return LabelPage(labels=rows[shown], contrasts=(), total=len(rows))
    contrasts = desk.kept.measured.get(ledger, key, lambda: tuple(app.label_contrasts(ledger, query)))
    return LabelPage(labels=(), contrasts=contrasts[shown], total=len(contrasts))


def trend(desk: Desk, asked: TrendAsked) -> TrendPage:
    """Whether a count changed by more than its coverage."""
    question = asked.question()
    return TrendPage(
        answers=desk.kept.measured.get(desk.ledger, _key("trend", question), lambda: app.trend(desk.ledger, question))
    )


def together(desk: Desk, asked: TogetherAsked) -> app.TogetherView:
    """The same words in several outlets within a few days."""
    query, every = asked.query(), asked.every == "yes"
    return desk.kept.measured.get(
        desk.ledger, _key(f"together {every}", query), lambda: app.together(desk.ledger, query, every=every)
    )


def _key(name: str, question: Value) -> str:
    return f"{name} {msgspec.json.encode(question).decode()}"
