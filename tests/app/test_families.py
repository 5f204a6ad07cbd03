"""Families of a ledger: one utterance in several articles, given spans, decisions, and builds in parts."""

import json
from pathlib import Path

import pytest

from sayso import app
from sayso.records import DriftKind

SAID = "“The sluices of Port Isel will open before the first frost, and nobody will drown this winter,”"
LINES = [
    {"id": "a", "text": f"{SAID} Mayor Ana Ruiz said on Tuesday.", "outlet": "Wire", "published": "2024-05-07"},
    {
        "id": "b",
        "text": "Ana Ruiz said on Tuesday that “the sluices of Port Isel will open before the first frost”.",
        "outlet": "Tide",
        "published": "2024-05-08",
    },
    {
        "id": "c",
        "text": "Ana Ruiz said on Tuesday that the sluices of Port Isel could open before the first frost.",
        "outlet": "Morning",
        "published": "2024-05-08",
    },
    {
        "id": "d",
        "text": "Tomas Lind said the ferry captains deserve a pension.",
        "outlet": "Wire",
        "published": "2024-05-08",
    },
]


def write(path: Path, lines: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("families")
    path = folder / "news.ledger"
    app.build([write(folder / "news.jsonl", LINES)], path, app.BuildOptions(extractor="rules"))
    with app.open_ledger(path) as opened:
        yield opened


def test_every_statement_stands_in_exactly_one_family(ledger: app.Ledger) -> None:
    members = [statement for family in app.families(ledger) for statement in family.statements]
    assert sorted(members) == sorted(view.id for view in app.statements(ledger, app.StatementQuery()))


def test_one_utterance_in_three_articles_is_one_family(ledger: app.Ledger) -> None:
    (family,) = app.families(ledger, app.FamilyQuery(least=2))
    shown = list(app.variants(ledger, family))
    assert [variant.statement.document.key for variant in shown] == ["a", "b", "c"]
    assert [variant.drift.kind if variant.drift else None for variant in shown] == [
        None,
        DriftKind.TRIMMED,
        DriftKind.CONTRADICTORY,
    ]
    assert (family.earliest, family.fullest) == (shown[0].statement.id, shown[0].statement.id)
    assert app.family_of(ledger, shown[2].statement.id) == family


def test_searches_restrict_families(ledger: app.Ledger) -> None:
    assert len(list(app.families(ledger, app.FamilyQuery(contradictory=True)))) == 1
    (ferry,) = app.families(ledger, app.FamilyQuery(search="ferry captains"))
    assert len(ferry.statements) == 1
    assert list(app.families(ledger, app.FamilyQuery(repeated=True))) == []


def test_a_build_in_parts_has_the_same_families(ledger: app.Ledger, tmp_path: Path) -> None:
    for count in (1, 3, len(LINES)):
        app.build([write(tmp_path / "news.jsonl", LINES[:count])], tmp_path / "l", app.BuildOptions(extractor="rules"))
    with app.open_ledger(tmp_path / "l") as parts:
        assert list(app.families(parts)) == list(app.families(ledger))
