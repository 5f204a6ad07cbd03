"""Entities and outlets of a ledger, the entity behind a name, and a file of aliases."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso import app
from sayso.cli.program import app as program
from sayso.records import DecisionKind, InputError

AT = "2026-01-01T00:00:00Z"
RULES = app.BuildOptions(extractor="rules")
TEXTS = {
    "one": "Mayor Anna Ruiz said that the port would reopen. The Salt Guild (SG) said that it was glad.",
    "two": "Mayor Anna P. Ruiz said that the port was shut. Baker Tessa Brool said that bread was dear.",
    "three": "The SG said that salt was cheap.",
}


def _build(folder: Path, ledger: Path, texts: dict[str, str] = TEXTS) -> Path:
    lines = [json.dumps({"id": key, "text": text, "outlet": "Free Tide"}) for key, text in texts.items()]
    folder.mkdir(exist_ok=True)
    (folder / "news.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    app.build([folder], ledger, RULES)
    return ledger


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[app.Ledger]:
    with app.open_ledger(_build(tmp_path / "news", tmp_path / "l.sayso")) as found:
        yield found


def test_entities_are_listed_without_private_people_who_are_counted(opened: app.Ledger) -> None:
    names = {view.name for view in app.entities(opened)}
    assert {"Anna P. Ruiz", "Salt Guild", "Free Tide"} <= names
    assert "Tessa Brool" not in names
    assert app.entities_left_out(opened, app.EntityQuery(words="brool")) == 1
    assert app.entity(opened, "Tessa Brool") is None


def test_search_and_kind_restrict(opened: app.Ledger) -> None:
    (found,) = app.entities(opened, app.EntityQuery(words="RUIZ", kind=app.entity_kind_named("person")))
    assert {form.text for form in found.names} == {"Anna Ruiz", "Anna P. Ruiz"}
    assert not list(app.entities(opened, app.EntityQuery(words="ruiz", kind=app.entity_kind_named("outlet"))))
    with pytest.raises(InputError, match="no kind"):
        app.entity_kind_named("saint")


def test_roles_point_at_the_words_that_say_so(opened: app.Ledger) -> None:
    found = app.entity(opened, "Anna Ruiz")
    assert found is not None
    (role,) = [role for role in found.roles if role.role == "Mayor"]
    text = next(text for text in TEXTS.values() if text[slice(*role.first.span)] == "Mayor")
    assert text
    assert role.documents == 2


def test_the_entity_behind_a_name_of_a_document(opened: app.Ledger) -> None:
    names = app.EntityNames(opened)
    views = {view.speaker.name: view for view in app.statements(opened, app.StatementQuery()) if view.speaker}
    ruiz, guild = app.entity(opened, "Anna Ruiz"), app.entity(opened, "Salt Guild")
    assert ruiz is not None
    assert guild is not None
    assert names.entity(views["Anna P. Ruiz"].document.id, "Anna P. Ruiz") == ruiz.id
    assert names.entity(views["SG"].document.id, "SG") == guild.id
    assert names.entity(views["Tessa Brool"].document.id, "Tessa Brool") is None
    assert names.about(views["SG"].document.id, ["SG", "Salt Guild", "nobody"]) == (guild.id,)


def test_outlets_with_what_they_published(opened: app.Ledger) -> None:
    (outlet,) = app.outlets(opened)
    assert (outlet.name, outlet.documents) == ("Free Tide", 3)
    assert outlet.statements == sum(1 for _ in app.statements(opened, app.StatementQuery(classes=app.ALL_CLASSES)))


def test_the_ledger_does_not_depend_on_parts(tmp_path: Path) -> None:
    whole = _build(tmp_path / "whole", tmp_path / "whole.sayso")
    parts = tmp_path / "parts.sayso"
    for count in (1, 2, 3):
        _build(tmp_path / "parts", parts, dict(list(TEXTS.items())[:count]))
    with app.open_ledger(whole) as one, app.open_ledger(parts) as other:
        assert list(app.entities(one)) == list(app.entities(other))


def test_a_file_of_aliases_becomes_decisions_that_hold(tmp_path: Path, write: Callable[[str, str], Path]) -> None:
    ledger = _build(tmp_path / "news", tmp_path / "l.sayso")
    path = write(
        "aliases.yaml", "- name: Anna Ruiz\n  aliases: [The Tide Mayor]\n  never: [Anna P. Ruiz]\n  page: true\n"
    )
    decisions = app.alias_decisions(path, "reader", AT)
    assert [d.kind for d in decisions] == [DecisionKind.ALIAS, DecisionKind.NEVER_MERGE, DecisionKind.ENTITY_PAGE]
    with app.Ledger.open(ledger, "write") as opened:
        opened.decide(*decisions)
        app.link(opened)
        assert app.alias_decisions(path, "reader", AT, opened.decisions()) == ()
        found = app.entity(opened, "Anna Ruiz")
    assert found is not None
    assert {form.text for form in found.names} == {"Anna Ruiz"}
    assert len(found.decisions) == 2


def test_names_with_lists_are_a_file_of_aliases_too(write: Callable[[str, str], Path]) -> None:
    path = write("aliases.yaml", "Salt Guild: [SG, the pan-owners]\nAna Ruiz: La Ruiz\n")
    assert [d.kind for d in app.alias_decisions(path, "reader", AT)] == [DecisionKind.ALIAS] * 3


@pytest.mark.parametrize("text", ["- alias: x", "[1, 2", "just words", "- {name: x, aliases: 3}"])
def test_what_is_no_file_of_aliases_is_refused(write: Callable[[str, str], Path], text: str) -> None:
    with pytest.raises(InputError) as refused:
        app.alias_decisions(write("aliases.yaml", text), "reader", AT)
    assert refused.value.code == "bad_aliases"


def test_verbs_print_json_and_tables(tmp_path: Path) -> None:
    ledger = str(_build(tmp_path / "news", tmp_path / "l.sayso"))
    run = CliRunner()
    lines = run.invoke(program, ["entities", "-l", ledger, "--json"]).stdout.splitlines()
    assert {"Anna P. Ruiz", "Salt Guild"} <= {json.loads(line)["name"] for line in lines}
    assert "left out" in run.invoke(program, ["entities", "-l", ledger]).stdout
    assert json.loads(run.invoke(program, ["outlets", "-l", ledger, "--json"]).stdout)["name"] == "Free Tide"
    assert run.invoke(program, ["entities", "-l", ledger, "--suggestions"]).exit_code == 0
