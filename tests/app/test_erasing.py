"""What a person orders to be erased is gone, stays gone, and everything else is as it was."""

import json
from pathlib import Path

import pytest

from sayso import app
from sayso.app.masking import Mask
from sayso.records import DecisionKind, Entity, InputError, LinkedKind

MARKER = "Zanzivorp"
RULES = app.BuildOptions(extractor="rules")


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "pile"
    folder.mkdir()
    secret = f"Storm over {MARKER}\n\nPORT, 3 May 2024 – Mayor Ana Ruiz said that {MARKER} would fall on Monday."
    (folder / "secret.txt").write_text(secret, encoding="utf-8")
    (folder / "other.txt").write_text("Union leader Tomas Lind said the strike was over.", encoding="utf-8")
    lines = [
        {"id": "w1", "title": f"{MARKER} again", "text": f"Harbour chief Jo Brandt said {MARKER} was closed."},
        {"id": "w2", "text": "Minister Kay Odun denied the report."},
    ]
    (folder / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return folder


def whole_file(ledger: Path) -> bytes:
    return b"".join(path.read_bytes() for path in ledger.parent.glob(ledger.name + "*"))


def erase(ledger: Path, target: str, options: app.EraseOptions | None = None) -> None:
    with app.Ledger.open(ledger, "write") as opened:
        app.erase(opened, target, "bo", "asked to", options or app.EraseOptions())


def test_an_erased_document_is_nowhere_and_does_not_come_back(pile: Path, ledger: Path) -> None:
    app.build([pile], ledger, RULES)
    assert MARKER.encode() in whole_file(ledger)
    erase(ledger, "secret.txt")
    erase(ledger, "w1")
    assert MARKER.encode() not in whole_file(ledger)
    assert MARKER.casefold().encode() not in whole_file(ledger)
    summary = app.build([pile], ledger, RULES)
    assert summary.failures == ()
    assert MARKER.encode() not in whole_file(ledger)
    with app.open_ledger(ledger) as opened:
        assert [found.key for found in app.diagnostics(opened, "erased")] == ["secret.txt", "w1"]
        assert not list(app.verify(opened))
        assert [(e.actor, e.reason, e.inputs) for e in app.erasures(opened)] == [("bo", "asked to", 1)] * 2
        assert {row.key for row in opened.documents()} == {"other.txt", "w2"}


def test_the_same_text_in_another_file_does_not_bring_it_back(pile: Path, ledger: Path) -> None:
    app.build([pile], ledger, RULES)
    text = (pile / "secret.txt").read_text(encoding="utf-8")
    erase(ledger, "secret.txt")
    (pile / "copy.txt").write_text(text, encoding="utf-8")
    (pile / "copy.jsonl").write_text(json.dumps({"id": "c", "text": text}) + "\n", encoding="utf-8")
    app.build([pile], ledger, RULES)
    with app.open_ledger(ledger) as opened:
        assert {row.key for row in opened.documents()} == {"other.txt", "w1", "w2"}
        assert [found.key for found in app.diagnostics(opened, "erased")] == ["c", "copy.txt", "secret.txt"]


def test_what_is_left_is_a_ledger_built_without_it(pile: Path, ledger: Path, tmp_path: Path) -> None:
    app.build([pile], ledger, RULES)
    erase(ledger, "secret.txt")
    (pile / "secret.txt").unlink()
    other = app.build([pile], tmp_path / "other.ledger", RULES)
    with app.open_ledger(ledger) as opened:
        assert opened.digest() == other.digest


def test_shared_content_needs_a_choice(pile: Path, ledger: Path) -> None:
    (pile / "twin.txt").write_bytes((pile / "secret.txt").read_bytes())
    app.build([pile], ledger, RULES)
    with pytest.raises(InputError, match=r"twin\.txt.*shared_content"):
        erase(ledger, "secret.txt")
    erase(ledger, "secret.txt", app.EraseOptions(shared="keep"))
    with app.open_ledger(ledger) as opened:
        assert {"twin.txt"} & opened.keys()
        assert not list(app.verify(opened))
    app.build([pile], ledger, RULES)
    with app.open_ledger(ledger) as opened:
        assert not {"secret.txt"} & opened.keys()
    erase(ledger, "twin.txt", app.EraseOptions(shared="erase"))
    with app.open_ledger(ledger) as opened:
        assert not list(app.verify(opened))


def test_somebody_is_erased_with_the_documents_that_name_them(pile: Path, ledger: Path) -> None:
    app.build([pile], ledger, RULES)
    with app.open_ledger(ledger) as opened:
        people = [e for e in opened.linked(LinkedKind.ENTITY) if isinstance(e, Entity) and "Lind" in e.name]
    if not people:
        pytest.skip("no entities are linked")
    with pytest.raises(InputError, match="erases_documents"):
        erase(ledger, people[0].id)
    erase(ledger, people[0].id, app.EraseOptions(documents=True))
    assert b"Lind" not in whole_file(ledger)


def test_somebody_is_erased_from_decisions_bylines_and_debris(ledger: Path, tmp_path: Path) -> None:
    pile = tmp_path / "people"
    pile.mkdir()
    (pile / "one.txt").write_text("Shopkeeper Tessa Broolova said the door was broken.", encoding="utf-8")
    (pile / "two.txt").write_text("Shopkeeper Tessa Broolova said two doors were broken.", encoding="utf-8")
    (pile / "mayor.txt").write_text("Mayor Garrick Senn said the town would pay on Monday.", encoding="utf-8")
    line = {"id": "byline", "text": "Mayor Garrick Senn said the town would wait.", "author": "Tessa BROOLOVA"}
    (pile / "wire.jsonl").write_text(json.dumps(line), encoding="utf-8")
    app.build([pile], ledger, RULES)
    with app.Ledger.open(ledger, "write") as opened:
        (person,) = [e for e in opened.linked(LinkedKind.ENTITY) if isinstance(e, Entity) and "Brool" in e.name]
        senn = next(v for v in app.statements(opened, app.StatementQuery()) if v.document.key == "mayor.txt")
        said = {"value": "Tessa Broolova", "actor": "bo", "reason": "it was really Broolova"}
        app.decide(opened, app.Draft(kind=DecisionKind.SPEAKER, targets=(senn.id,), **said))
    assert b"Broolova" in whole_file(ledger)
    erase(ledger, person.id, app.EraseOptions(documents=True))
    assert b"broolova" not in whole_file(ledger).lower()
    with app.open_ledger(ledger) as opened:
        assert not list(app.verify(opened))
        assert [d.key for d in app.documents(opened)] == ["mayor.txt"]
        assert [v.speaker.name for v in app.statements(opened, app.StatementQuery()) if v.speaker] == ["Garrick Senn"]


@pytest.mark.parametrize("spelt", ["Téssa Broolóva", "TESSA\u00adBROOLOVA", "tessa_broolova", "Tessa\nBroolova"])
def test_decisions_are_emptied_in_any_spelling(ledger: Path, tmp_path: Path, spelt: str) -> None:
    pile = tmp_path / "people"
    pile.mkdir()
    for name in ("one", "two"):
        (pile / f"{name}.txt").write_text(f"Shopkeeper Tessa Broolova said door {name} broke.", encoding="utf-8")
    (pile / "mayor.txt").write_text("Mayor Garrick Senn said the town would pay on Monday.", encoding="utf-8")
    app.build([pile], ledger, RULES)
    with app.Ledger.open(ledger, "write") as opened:
        (person,) = [e for e in opened.linked(LinkedKind.ENTITY) if isinstance(e, Entity) and "Brool" in e.name]
        senn = next(v for v in app.statements(opened, app.StatementQuery()) if v.document.key == "mayor.txt")
        draft = {"value": "somebody else", "actor": "bo", "reason": f"it was {spelt} who said so"}
        app.decide(opened, app.Draft(kind=DecisionKind.SPEAKER, targets=(senn.id,), **draft))
    erase(ledger, person.id, app.EraseOptions(documents=True))
    with app.open_ledger(ledger) as opened:
        assert not app.decisions_in_force(opened)
        assert not list(app.verify(opened))


@pytest.mark.parametrize(
    ("target", "actor", "reason", "code"),
    [("secret.txt", "", "r", "no_actor"), ("secret.txt", "bo", " ", "no_reason"), ("none", "bo", "r", "unknown_id")],
)
def test_wrong_orders_erase_nothing(pile: Path, ledger: Path, target: str, actor: str, reason: str, code: str) -> None:
    app.build([pile], ledger, RULES)
    with app.Ledger.open(ledger, "write") as opened:
        before = opened.digest()
        with pytest.raises(InputError, match=code):
            app.erase(opened, target, actor, reason)
        assert opened.digest() == before


def test_an_order_given_again_only_writes_the_file_anew(pile: Path, ledger: Path) -> None:
    app.build([pile], ledger, RULES)
    with app.Ledger.open(ledger, "write") as opened:
        first = app.erase(opened, "secret.txt", "bo", "asked to")
        assert app.erase(opened, first.target, "li", "again") == first
        assert len(app.erasures(opened)) == 1


def test_no_name_is_in_no_text() -> None:
    """Somebody all of whose names others share has none to search for: that is nobody's document, not everybody's."""
    assert not Mask(()).spans("A word, and (more) of it.")
    assert Mask(()).text("Ångström, again") == "Ångström, again"
