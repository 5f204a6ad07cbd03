"""What needs a person comes in order with reasons; readers are compared; corrections become training data."""

import json
from pathlib import Path

import msgspec
import pytest

from sayso import app
from sayso.app.queueing import SURE, is_answered
from sayso.records import DecisionKind

RULES = app.BuildOptions(extractor="rules")


def take(ledger: Path, kind: DecisionKind, target: str, actor: str, value: str | None = None) -> None:
    with app.Ledger.open(ledger, "write") as opened:
        app.decide(opened, app.Draft(kind=kind, targets=(target,), actor=actor, value=value))


@pytest.fixture
def ids(news: Path, ledger: Path) -> list[str]:
    app.build([news], ledger, RULES)
    with app.open_ledger(ledger) as opened:
        return [item.target for item in app.review(opened)]


def test_the_most_doubtful_comes_first_and_what_was_decided_is_done(ids: list[str], ledger: Path) -> None:
    take(ledger, DecisionKind.ACCEPT, ids[0], "bo")
    with app.open_ledger(ledger) as opened:
        items = app.review(opened)
        assert [item.target for item in items] == ids[1:]
        assert app.review(opened, 2) == items[:2]
    assert [item.score for item in items] == sorted((item.score for item in items), reverse=True)
    assert all(item.why[0].startswith("confidence") for item in items)


def test_readers_who_differ_come_up_and_are_counted(ids: list[str], ledger: Path) -> None:
    for reader, kinds in {"bo": "aarr", "li": "aara"}.items():
        for target, kind in zip(ids, kinds, strict=False):
            take(ledger, DecisionKind.ACCEPT if kind == "a" else DecisionKind.REJECT, target, reader)
    with app.open_ledger(ledger) as opened:
        (found,) = app.agreement(opened)
        first = app.review(opened, 1)[0]
    assert (found.a, found.b, found.question, found.items, found.agreed) == ("bo", "li", "statements", 4, 0.75)
    assert found.kappa == 0.5  # by hand: agreed 3/4, by chance 1/2·3/4 + 1/2·1/4 = 1/2
    assert found.differ == ((ids[3], "reject", "accept"),)
    assert (first.kind, first.target) == ("differing", ids[3])


def test_a_decision_that_lost_its_words_comes_up(news: Path, ids: list[str], ledger: Path) -> None:
    with app.open_ledger(ledger) as opened:
        view = next(app.statements(opened, app.StatementQuery(search="reopen")))
    take(ledger, DecisionKind.REJECT, view.id, "bo")
    text = (news / "a.txt").read_text(encoding="utf-8")
    (news / "a.txt").write_text(text.replace("would reopen", "may close").replace("3 May", "9 May"), encoding="utf-8")
    app.build([news], ledger, RULES)
    with app.open_ledger(ledger) as opened:
        lost = [item for item in app.review(opened) if item.kind == "unmatched"]
    assert len(lost) == 1
    assert "reject by bo" in lost[0].why[0]


def test_corrections_are_gold_that_the_scorer_reads(ids: list[str], ledger: Path, tmp_path: Path) -> None:
    with app.open_ledger(ledger) as opened:
        assert list(app.gold(opened)) == []
        views = [
            v for v in app.statements(opened, app.StatementQuery(classes=app.ALL_CLASSES)) if v.document.key == "b.txt"
        ]
    for view in views:
        take(ledger, DecisionKind.ACCEPT, view.id, "bo")
    with app.open_ledger(ledger) as opened:
        (article,) = app.gold(opened)
    assert (article.id, len(article.attributions)) == ("b.txt", len(views))
    path = tmp_path / "gold.jsonl"
    path.write_bytes(msgspec.json.encode(article) + b"\n")
    assert all(measure.f1 == 1 for name, measure in app.score(path, path).items() if measure.n_gold)


def test_diff_names_what_was_gained_lost_and_changed(news: Path, ledger: Path, tmp_path: Path) -> None:
    app.build([news], ledger, RULES)
    text = (news / "a.txt").read_text(encoding="utf-8")
    (news / "a.txt").write_text(text.replace("the harbour union", "the ferry union"), encoding="utf-8")
    (news / "b.txt").unlink()
    (news / "c.txt").write_text("Pilot Ed Moss said the fog was thick.", encoding="utf-8")
    other = tmp_path / "other.ledger"
    app.build([news], other, RULES)
    with app.open_ledger(ledger) as a, app.open_ledger(other) as b:
        rows = list(app.diff(a, b))
        assert list(app.diff(a, a)) == []
        back = list(app.diff(b, a))
    documents = {row.key: row.change for row in rows if row.what == "document"}
    assert documents == {"a.txt": "changed", "b.txt": "lost", "c.txt": "gained"}
    changed = [row for row in rows if row.what == "statement" and row.key == "a.txt"]
    assert [(row.change, row.fields[0].field) for row in changed] == [("changed", "source")]
    assert len(rows) == len(back)


def test_the_record_of_corrections_says_what_was_wrong_and_since_when(ids: list[str], ledger: Path) -> None:
    take(ledger, DecisionKind.SPEAKER, ids[0], "bo", "Lu Wei")
    take(ledger, DecisionKind.ACCEPT, ids[1], "bo")
    with app.open_ledger(ledger) as opened:
        (found,) = app.corrections(opened)
    assert (found.statement, found.verdict, found.actors) == (ids[0], "corrected", ("bo",))
    assert [field.field for field in found.fields] == ["speaker"]
    assert json.loads(found.fields[0].after)["name"] == "Lu Wei"
    assert found.since[:19] <= found.corrected[:19]


def test_a_correction_names_the_exports_in_which_the_mistake_went_out(
    ids: list[str], ledger: Path, tmp_path: Path
) -> None:
    wrong, right = ids[0], ids[1]
    handed = tmp_path / "page.html"
    handed.write_text("a page", encoding="utf-8")
    assert app.note_export(ledger, "report", None, [handed]) == ""
    assert app.note_export(ledger, "csv", [right], []) == ""
    take(ledger, DecisionKind.REJECT, wrong, "bo")
    assert app.note_export(ledger, "prov", None, []) == ""
    with app.open_ledger(ledger) as opened:
        (found,) = app.corrections(opened)
        assert not list(app.verify(opened))
        assert [one.format for one in app.exports(opened)] == ["report", "csv", "prov"]
    assert [one.format for one in found.exports] == ["report"]
    assert found.exports[0].files[0][0] == "page.html"


def test_an_export_that_cannot_be_noted_is_said(ledger: Path) -> None:
    assert "no" in app.note_export(ledger, "csv", None, [])


def test_two_that_were_joined_with_little_to_go_by_come_up_until_somebody_answers(tmp_path: Path) -> None:
    lines = [
        {"id": f"{n}", "outlet": f"Post {n}", "published": "2024-05-04", "text": text}
        for n, text in enumerate(
            (
                "Mayor Ana Ruiz said on Friday that the port would reopen in June after repairs to its northern quay.",
                "The port would reopen in June, Mayor Ana Ruiz said on Friday, once the northern quay was repaired.",
                "Ruiz, the mayor, said Friday the northern quay needed repairs before the port could reopen in June.",
            )
        )
    ]
    news, ledger = tmp_path / "news.jsonl", tmp_path / "port.ledger"
    news.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    app.build([news], ledger, RULES)
    with app.open_ledger(ledger) as opened:
        ties = [t for f in app.families(opened) for t in f.ties if t.score < SURE]
        items = [item for item in app.review(opened) if item.kind == "variants"]
    assert len(items) == bool(ties)
    for item in items:
        a, b = item.target.split()
        assert (item.statement and item.statement.id, item.other and item.other.id) == (a, b)
        assert not is_answered(item, [])
        draft = app.Draft(kind=DecisionKind.NOT_SAME, targets=(a, b), actor="bo")
        with app.Ledger.open(ledger, "write") as opened:
            assert is_answered(item, [app.decide(opened, draft)])


@pytest.mark.parametrize("limit", [1, 3, 50, None])
def test_the_queue_is_the_head_of_all_that_waits(ids: list[str], ledger: Path, limit: int | None) -> None:
    with app.open_ledger(ledger) as opened:
        assert [item.target for item in app.queue(opened, limit)] == ids[:limit]
