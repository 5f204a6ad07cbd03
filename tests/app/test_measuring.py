"""Labels and trends of a ledger."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from sayso import app
from sayso.records import InputError

RUIZ, LIND = "Ana Ruiz", "Tomas Lind"


def build(folder: Path, first: str, second: str) -> Path:
    """A ledger of two outlets whose statements are given; the names are put in where they belong."""
    folder.mkdir()
    lines, given = [], []
    for at in range(8):
        outlet = "Tide" if at % 2 else "Wire"
        word = "embattled" if at % 4 == 1 else "popular"
        quote = "the ferries are safe"
        text = (
            f"The {word} {first} came to Porthaven. {first} boasted that {quote}. {second} said that the quay is shut."
        )
        spans = {
            "source": text.index(f"{first} boasted"),
            "cue": text.index("boasted"),
            "content": text.index("that the f"),
        }
        sizes = {"source": len(first), "cue": 7, "content": len("that " + quote)}
        other = text.index(f"{second} said")
        day = (date(2024, 1, 1) + timedelta(days=at)).isoformat()
        lines.append({"id": f"n{at}", "text": text, "outlet": outlet, "published": day})
        given.append({
            "id": f"n{at}",
            "attributions": [
                {role: [[start, start + sizes[role]]] for role, start in spans.items()},
                {
                    "source": [[other, other + len(second)]],
                    "cue": [[other + len(second) + 1, other + len(second) + 5]],
                    "content": [[other + len(second) + 6, len(text) - 1]],
                },
            ],
        })  # fmt: skip
    (folder / "news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "given.jsonl").write_text("".join(json.dumps(line) + "\n" for line in given), encoding="utf-8")
    ledger = folder / "news.ledger"
    app.build([folder / "news.jsonl"], ledger, app.BuildOptions(extractor="rules", attributions=folder / "given.jsonl"))
    return ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    with app.open_ledger(build(tmp_path_factory.mktemp("news") / "a", RUIZ, LIND)) as opened:
        yield opened


def table(ledger: app.Ledger) -> set[tuple[object, ...]]:
    kinds = app.label_kinds_named(["before", "verb", "is", "after", "noun", "title"])
    rows = app.labels(ledger, app.LabelQuery(kinds=kinds))
    return {(v.name, v.kind.value, v.label, v.voice.value, v.by, v.uses, v.documents, v.of, v.base) for v in rows}


def test_labels_are_counted_by_outlet_with_a_base_rate(ledger: app.Ledger) -> None:
    found = table(ledger)
    assert (RUIZ, "before", "embattled", "own", "Tide", 2, 2, 4, 0.25) in found
    assert (RUIZ, "verb", "boast", "own", "Wire", 4, 4, 4, 1.0) in found
    assert (LIND, "verb", "say", "own", "Wire", 4, 4, 4, 1.0) in found


def test_swapping_the_names_swaps_the_tables_and_nothing_else(ledger: app.Ledger, tmp_path: Path) -> None:
    swap = {RUIZ: LIND, LIND: RUIZ}
    with app.open_ledger(build(tmp_path / "b", LIND, RUIZ)) as other:
        assert {(swap.get(str(row[0]), row[0]), *row[1:]) for row in table(other)} == table(ledger)


def test_every_use_has_its_place(ledger: app.Ledger) -> None:
    (use, *_) = app.label_uses(ledger, app.LabelQuery(entity=RUIZ, kinds=app.label_kinds_named(["before"])))
    assert (use.text, use.spans, use.key) == ("popular", ((4, 11),), "n0")


def test_outlets_are_contrasted(ledger: app.Ledger) -> None:
    query = app.LabelQuery(entity=RUIZ, outlet="Tide", against="Wire", kinds=app.label_kinds_named(["before"]))
    found = {view.label: view for view in app.label_contrasts(ledger, query)}
    assert found["embattled"].log_odds > 0 > found["popular"].log_odds
    assert (found["embattled"].a, found["embattled"].b, found["embattled"].other) == (2, 0, "Wire")


def test_what_nobody_knows_is_said(ledger: app.Ledger) -> None:
    with pytest.raises(InputError, match="unknown_entity"):
        list(app.labels(ledger, app.LabelQuery(entity="Nobody At All")))
    with pytest.raises(InputError, match="unknown_label_kind"):
        app.label_kinds_named(["bias"])


def test_few_documents_cannot_tell(ledger: app.Ledger) -> None:
    pytest.importorskip("scipy")
    (view,) = app.trend(ledger, app.question_of({"speaker": RUIZ, "by": "week"}))
    assert view.answer.verdict == "cannot tell"
    assert view.answer.count == 8
    assert [b.documents for b in view.bins] == [7, 1]
    assert view.digest == ledger.digest()


def test_a_question_that_was_kept_has_the_same_answer(ledger: app.Ledger, tmp_path: Path) -> None:
    pytest.importorskip("scipy")
    asked = app.question_of({"about": RUIZ, "by": "day", "each": "outlet", "margin": 2.0})
    app.write_question(tmp_path / "q.json", asked)
    assert app.trend(ledger, app.read_question(tmp_path / "q.json")) == app.trend(ledger, asked)
    (tmp_path / "q.toml").write_text('unit = "family"\nby = "week"\n', encoding="utf-8")
    assert app.read_question(tmp_path / "q.toml") == app.question_of({"unit": "family", "by": "week"})
    with pytest.raises(InputError, match="bad_question"):
        app.question_of({"unit": "opinion"})


def test_reprinted_words_count_once_where_utterances_are_the_unit(ledger: app.Ledger) -> None:
    pytest.importorskip("scipy")
    every = app.trend(ledger, app.question_of({"by": "day", "speaker": LIND}))[0]
    once = app.trend(ledger, app.question_of({"by": "day", "speaker": LIND, "unit": "family"}))[0]
    assert every.answer.count == 8
    assert once.answer.count < 8


def test_a_row_can_be_asked_for_again(ledger: app.Ledger, tmp_path: Path) -> None:
    asked = app.LabelQuery(entity=RUIZ, outlet="Tide", against="", kinds=app.label_kinds_named(["before", "title"]))
    app.write_question(tmp_path / "q.json", asked)
    kept = app.read_question(tmp_path / "q.json", app.LabelQuery)
    rows = list(app.label_contrasts(ledger, kept))
    assert rows == list(app.label_contrasts(ledger, asked))
    assert (rows[0].asked.question, rows[0].asked.digest) == (asked, ledger.digest())
    with pytest.raises(InputError, match="bad_question"):
        app.read_question(tmp_path / "q.json")
