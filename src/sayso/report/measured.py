"""What a report shows of measured rhetoric: answers to kept questions, with their plots and tables."""

from pathlib import Path

from sayso import app
from sayso.records import Value

ROWS = 60
"""Rows of a table of labels that a page shows, at most; it says how many there are."""


class Questions(Value, frozen=True, kw_only=True):
    """Files of kept questions, in the order they are answered."""

    trends: tuple[Path, ...] = ()
    labels: tuple[Path, ...] = ()
    together: tuple[Path, ...] = ()


class LabelTable(Value, frozen=True, kw_only=True):
    """The answer to one question of labels: rows, or contrasts where the question has two sides."""

    question: app.LabelQuery
    rows: tuple[app.LabelView, ...]
    contrasts: tuple[app.ContrastView, ...]
    total: int


class Measured(Value, frozen=True, kw_only=True):
    """All answers of a page."""

    trends: tuple[app.TrendView, ...] = ()
    labels: tuple[LabelTable, ...] = ()
    together: tuple[app.TogetherView, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.trends or self.labels or self.together)


def answer_questions(ledger: app.Ledger, questions: Questions) -> Measured:
    """The answers to kept questions.

    Raises:
        InputError: `no_such_path`, `bad_question`, or what answering raises.
    """
    kept = [app.read_question(path) for path in questions.trends]
    asked = [app.read_question(path, app.LabelQuery) for path in questions.labels]
    together = [app.read_question(path, app.TogetherQuery) for path in questions.together]
    return Measured(
        trends=tuple(view for question in kept for view in app.trend(ledger, question)),
        labels=tuple(_table(ledger, query) for query in asked),
        together=tuple(app.together(ledger, query) for query in together),
    )


def _table(ledger: app.Ledger, query: app.LabelQuery) -> LabelTable:
    if query.against is not None:
        found = tuple(app.label_contrasts(ledger, query))
        return LabelTable(question=query, rows=(), contrasts=found[:ROWS], total=len(found))
    rows = tuple(app.labels(ledger, query))
    return LabelTable(question=query, rows=rows[:ROWS], contrasts=(), total=len(rows))
