"""Reuse and origins of a built ledger."""

import json
from pathlib import Path

import pytest

from sayso import app
from sayso.records import Decision, DecisionKind, Direction, InputError, NamedValue, name_target, sealed, value_text
from sayso.records.origins import CheckKind

STORY = (
    "PORTHAVEN, 3 May 2024 (AP) – The harbour union said on Thursday that at least 40 people had been dismissed at the "
    "port of Porthaven since the new owner took over in March. “We counted them one by one at the gate,” union leader "
    "Tomas Lind told reporters. The figures could not be independently verified. Mayor Ana Ruiz said that the port "
    "would reopen next week whatever happened, and that the city would help those who had lost their jobs."
)
REVIEW = (
    "It was a busy year for the city and everybody in it, from the new theatre to the floods in the autumn that nobody "
    "will forget. {} The theatre opened in June to long queues and a speech by the actor who had paid for it."
)
LINES = [
    {"id": "post", "text": STORY, "outlet": "Harbor Post", "published": "2024-05-03"},
    {"id": "tide", "text": STORY.replace("least 40", "least 50"), "outlet": "Daily Tide", "published": "2024-05-04"},
    {
        "id": "year",
        "text": REVIEW.format(STORY[STORY.index("The harbour") : STORY.index("The figures")]),
        "outlet": "Coast News",
        "published": "2024-12-30",
    },
]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    app.build([tmp_path / "news.jsonl"], tmp_path / "news.ledger", app.BuildOptions(jobs=1, extractor="rules"))
    return tmp_path / "news.ledger"


def test_passages_are_characters_of_their_originals(built: Path) -> None:
    texts = {line["id"]: line["text"] for line in LINES}
    with app.open_ledger(built) as ledger:
        found = list(app.reuse(ledger))
    assert len(found) == 3
    for view in found:
        for passage in view.passages:
            for document, role in zip(view.documents, (passage.first, passage.second), strict=True):
                assert role.text == " … ".join(texts[document.key][start:end] for start, end in role.spans)
        both = {document.key for document in view.documents}
        assert view.direction is Direction.COMMON or "year" in both


def test_the_union_passage_stands_in_three_documents(built: Path) -> None:
    with app.open_ledger(built) as ledger:
        views = list(app.reuse(ledger, "year"))
    assert len(views) == 2
    assert {passage.frequency for view in views for passage in view.passages} == {3}


def test_a_copy_shows_the_one_number_it_changed(built: Path) -> None:
    with app.open_ledger(built) as ledger:
        (cluster,) = app.copies(ledger)
    (copy,) = cluster.copies
    assert (cluster.base.key, copy.document.key) == ("post", "tide")
    (change,) = copy.changes
    assert (change.kind, change.base.text, change.own.text) == ("number", "40", "50")


def test_an_older_section_is_told(built: Path) -> None:
    with app.open_ledger(built) as ledger:
        found = list(app.pasted(ledger))
    assert {view.document.key for view in found} == {"year"}
    assert {view.older.key for view in found if view.older} == {"post", "tide"}


def test_rows_for_passim_have_its_columns(built: Path) -> None:
    with app.open_ledger(built) as ledger:
        rows = list(app.passim_rows(ledger))
    texts = {line["id"]: line["text"] for line in LINES}
    assert {"uid", "cluster", "size", "pboiler", "id", "series", "date", "begin", "end", "text"} <= set(rows[0])
    assert all(texts[str(row["id"])][row["begin"] : row["end"]] == row["text"] for row in rows)  # type: ignore[misc]


def lind(ledger: app.Ledger) -> str:
    """The id of the first statement of Tomas Lind."""
    return next(view.id for view in app.statements(ledger, app.StatementQuery(speaker="Lind")))


def test_copies_of_one_report_have_one_origin(built: Path) -> None:
    with app.open_ledger(built) as ledger:
        found = app.origins(ledger, lind(ledger))
    assert found.kind == "statement"
    assert (found.origins.low, found.origins.high) == (1, 1)
    assert "Tomas Lind" in found.summary


def test_what_could_not_be_verified_is_told_as_said_by_the_article(built: Path) -> None:
    with app.open_ledger(built) as ledger:
        checks = app.origins(ledger, lind(ledger)).checks
    assert {(check.kind, check.own_voice) for check in checks} == {(CheckKind.UNVERIFIED, True)}
    assert {check.text for check in checks} == {"could not be independently verified"}


def test_an_id_that_is_nowhere_is_an_error(built: Path) -> None:
    with app.open_ledger(built) as ledger, pytest.raises(InputError, match="no statement"):
        app.origins(ledger, "f" * 32)


def test_what_rests_on_a_discredited_source_is_listed(built: Path) -> None:
    decision = sealed(
        Decision(
            id="",
            kind=DecisionKind.DISCREDIT,
            target=name_target("Tomas Lind"),
            value=value_text(NamedValue(name="Tomas Lind")),
            actor="Jo",
            at="2024-06-01T10:00:00Z",
            reason="he took it back",
        )
    )
    with app.Ledger.open(built, "write") as ledger:
        assert not list(app.all_origins(ledger, resting_only=True))
        ledger.decide(decision)
        found = list(app.all_origins(ledger, resting_only=True))
        statement = lind(ledger)
        assert app.origins(ledger, statement).rests_only_on_discredited
    assert found
    assert all(view.discredited == ("Tomas Lind",) for view in found)
