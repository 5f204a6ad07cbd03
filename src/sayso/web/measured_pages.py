"""The pages of measured rhetoric: forms, answers with their plots, and the tables that hold the same."""

from sayso import app
from sayso.web.asked import query_values
from sayso.web.desk import Desk
from sayso.web.measured import LabelPage, LabelsAsked, TogetherAsked, TrendAsked
from sayso.web.resources import answer

Filled = dict[str, object]

NO_LABELS = LabelPage(labels=(), contrasts=(), total=0)
PLOTS: Filled = {"trend_plot": app.trend_plot, "share_plot": app.share_plot, "contrast_plot": app.contrast_plot}


def labels(desk: Desk, asked: LabelsAsked) -> Filled:
    """What each side calls whom; the form alone where nobody is named."""
    found = answer("labels", desk, asked) if asked.entity or asked.outlet or asked.speaker else NO_LABELS
    values = query_values(asked)
    values.pop("page", None)
    return {"found": found, "asked": asked, "values": values, "pages": -(-found.total // asked.size), **PLOTS}


def trend(desk: Desk, asked: TrendAsked) -> Filled:
    """Whether a count changed by more than its coverage; the form alone before it is sent."""
    answers = answer("trend", desk, asked).answers if asked.ask else ()
    return {"answers": answers, "asked": asked, "values": query_values(asked), **PLOTS}


def together(desk: Desk, asked: TogetherAsked) -> Filled:
    """The same words in several outlets; the form alone before it is sent."""
    found = answer("together", desk, asked) if asked.ask else None
    return {"found": found, "asked": asked, "values": query_values(asked)}
