"""The same words in several outlets, found in a ledger, with what the documents share."""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from sayso import app
from sayso.records import InputError

OUTLETS = ("Bell", "Quay", "Tide", "Wire")
WORDS = (
    "ferries tolls nets buoys pilots ropes sheds lamps tides markets bridges orchards meadows clocks ovens rails "
    "signals painters bakers clerks voters murals loaves terraces goats rivers festivals papers trains barrels saddles "
    "visited praised passed counted painted closed rented measured sold mended carried watched weighed hired opened"
)


def filler(seed: int) -> str:
    """Two sentences that no other document has."""
    random = Random(seed)
    return " ".join(f"{' '.join(random.sample(WORDS.split(), 9)).capitalize()}." for _ in range(2))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty days of four outlets that write of Ana Ruiz; on day 30 all call her the same and use the same words."""
    folder = tmp_path_factory.mktemp("news")
    lines: list[dict[str, str]] = []
    for at in range(60):
        for number, outlet in enumerate(OUTLETS):
            which = at * 4 + number
            word = "clownish" if at == 30 else "embattled" if which % 5 == 0 else "tired"
            more = "She lives in a gilded cage of rust." if at == 30 else "She lives in a cage of gilded rust."
            text = f"{filler(which)} The {word} Ana Ruiz came. {more if at % 6 == 0 else ''} "
            text += f"Ana Ruiz said that {filler(which + 500)}"
            day = (date(2024, 1, 1) + timedelta(days=at)).isoformat()
            lines.append({"id": f"{outlet}-{at}", "text": text, "outlet": outlet, "published": day})
    # One copy as a whole, which must not count as one more outlet.
    lines.append({**lines[120], "id": "copy", "outlet": "Copyist", "text": lines[120]["text"] + " Ends."})
    (folder / "news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    ledger = folder / "news.ledger"
    app.build([folder / "news.jsonl"], ledger, app.BuildOptions(extractor="rules"))
    return ledger


@pytest.fixture(scope="module")
def ledger(path: Path):
    with app.open_ledger(path) as opened:
        yield opened


def test_a_label_of_one_day_is_found_and_others_are_not(ledger: app.Ledger) -> None:
    found = app.together(ledger, app.TogetherQuery(entity="Ana Ruiz"))
    (hint,) = found.hints
    assert (hint.words, hint.name, hint.kind, hint.voice) == ("clownish", "Ana Ruiz", "before", "own")
    assert len(hint.measured.outlets) == 4  # which of two equal copies counts is arbitrary
    assert {use.published for use in hint.uses} == {"2024-01-31"}
    assert found.candidates == 3
    assert found.copies == 1
    assert "Sameness in time was measured" in found.text


def test_uses_lead_to_the_characters(ledger: app.Ledger) -> None:
    (hint,) = app.together(ledger, app.TogetherQuery()).hints
    for use in hint.uses:
        found = ledger.find(use.document)
        assert found is not None
        assert found.records is not None
        ((start, end),) = use.spans
        assert found.records.raw[start:end] == use.text == "clownish"


def test_a_wording_is_found_against_documents_with_the_same_words(ledger: app.Ledger) -> None:
    view = app.together(ledger, app.TogetherQuery(what=app.What.WORDING, search="gilded cage"))
    hint = next(hint for hint in view.hints if "gilded cage" in hint.words)
    assert len(hint.measured.outlets) == 4
    assert hint.measured.else_of >= 24
    assert hint.measured.else_used == 0


def test_what_is_not_found_is_given_when_asked_for(ledger: app.Ledger) -> None:
    every = app.together(ledger, app.TogetherQuery(), every=True)
    assert {hint.words for hint in every.hints} == {"clownish", "embattled", "tired"}
    assert all(hint.measured.q > 0.05 for hint in every.hints if hint.words != "clownish")


def test_a_kept_question_has_the_same_answer(ledger: app.Ledger, tmp_path: Path) -> None:
    asked = app.TogetherQuery(search="clownish", reach=app.Reach(days=1, around=20, outlets=4))
    app.write_question(tmp_path / "q.json", asked)
    kept = app.read_question(tmp_path / "q.json", app.TogetherQuery)
    assert app.together(ledger, kept) == app.together(ledger, asked)
    (row,) = app.together_rows(app.together(ledger, kept))
    assert json.loads(row.question)["reach"] == {"days": 1, "around": 20, "outlets": 4}
    assert row.digest == ledger.digest()


def test_wrong_questions_are_refused(ledger: app.Ledger) -> None:
    with pytest.raises(InputError, match="bad_reach"):
        app.together(ledger, app.TogetherQuery(reach=app.Reach(days=9, around=3)))
    with pytest.raises(InputError, match="bad_day"):
        app.together(ledger, app.TogetherQuery(since="soon"))
