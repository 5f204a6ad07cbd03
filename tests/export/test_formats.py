"""Exports to other programs, each read back by a library of somebody else where there is one."""

import json
import os
from pathlib import Path
from types import ModuleType

import pytest

from sayso import app
from sayso.export import export
from sayso.records import Decision, DecisionKind, sha256

NEWS = [
    {"id": "one", "text": "“Taxes will fall,” Mayor Ana Ruiz said on Monday.", "url": "https://tidings.example/1"},
    {"id": "two", "text": "Mayor Ana Ruiz said that 12 ships had waited. The <b> union said that \u202eit was so.\r\n"},
    {"id": "three", "text": "It is rumoured that nobody came, the Harbour Board said on 3 May 2023.", "outlet": "Bell"},
]


def library(name: str) -> ModuleType:
    """A library that reads the format; missing, the test is skipped, unless all must run."""
    if os.environ.get("SAYSO_REQUIRE_VALIDATORS") == "1":
        return __import__(name, fromlist=["_"])
    return pytest.importorskip(name, reason=f"install {name.split('.')[0]} to validate this export")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    lines = "".join(json.dumps({**line, "published": "2023-05-04"}) + "\n" for line in NEWS)
    (folder / "news.jsonl").write_text(lines, encoding="utf-8")
    app.build([folder / "news.jsonl"], folder / "x.ledger", app.BuildOptions(extractor="rules"))
    return folder / "x.ledger"


def statements(ledger: Path) -> list[app.StatementView]:
    with app.open_ledger(ledger) as opened:
        return list(app.statements(opened, app.StatementQuery(classes=app.ALL_CLASSES)))


def raw_texts(ledger: Path) -> dict[str, str]:
    with app.open_ledger(ledger) as opened:
        return {document.id: app.raw_text(opened, document.id) for document in app.documents(opened)}


def test_both_selectors_of_an_annotation_find_its_words(ledger: Path, tmp_path: Path) -> None:
    (path,) = export(ledger, "webannotation", tmp_path)
    collection = json.loads(path.read_text(encoding="utf-8"))
    items = collection["first"]["items"]
    assert collection["total"] == len(items) > 6
    texts = raw_texts(ledger)
    for item in items:
        for target in item["target"]:
            raw = texts[target["source"]["id"].removeprefix("urn:sayso:document:")]
            position, quote = target["selector"]
            assert raw[position["start"] : position["end"]] == quote["exact"] != ""
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in raw


def test_provenance_is_read_by_prov(ledger: Path, tmp_path: Path) -> None:
    (path,) = export(ledger, "prov", tmp_path)
    document = library("prov.model").ProvDocument.deserialize(str(path), format="json")
    derived = [record for record in document.get_records() if "Derivation" in type(record).__name__]
    assert len(derived) == len(statements(ledger))


def test_entities_are_valid_for_followthemoney(ledger: Path, tmp_path: Path) -> None:
    (path,) = export(ledger, "ftm", tmp_path)
    model = pytest.importorskip("followthemoney", reason="pip install followthemoney, which compiles PyICU").model
    entities = [model.get_proxy(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    for entity in entities:
        entity.schema.validate(entity.to_dict())
    assert {"Article", "Organization", "Documentation"} <= {entity.schema.name for entity in entities}
    ids = {entity.id for entity in entities}
    assert all(end in ids for e in entities if e.schema.name == "Documentation" for end in e.get("entity"))


def test_a_person_without_a_page_is_only_a_mention(ledger: Path, tmp_path: Path) -> None:
    one = next(view for view in statements(ledger) if view.speaker and view.speaker.kind == "person")
    (path,) = export(ledger, "ftm", tmp_path)
    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    named = [e for e in entities if one.speaker and one.speaker.name in e["properties"].get("name", [])]
    assert {e["schema"] for e in named} == ({"Person"} if one.speaker and one.speaker.entity else {"Mention"})


@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_a_data_package_describes_its_tables(ledger: Path, tmp_path: Path, to: str) -> None:
    *tables, package = export(ledger, to, tmp_path)
    described = json.loads(package.read_text(encoding="utf-8"))["resources"]
    assert [resource["path"] for resource in described] == [path.name for path in tables]
    if to == "csv":
        report = library("frictionless").validate(str(package))
        assert report.valid, report.flatten(["message"])


def test_only_accepted_statements_are_reviewed_claims(ledger: Path, tmp_path: Path) -> None:
    (path,) = export(ledger, "claimreview", tmp_path / "before")
    assert path.read_bytes() == b""
    view = statements(ledger)[0]
    accept = Decision(
        id="", kind=DecisionKind.ACCEPT, target=view.id, actor="Reader One", at="2024-01-02T03:04:05Z", reason="read"
    )
    copy = tmp_path / "reviewed.ledger"
    copy.write_bytes(ledger.read_bytes())
    with app.Ledger.open(copy, "write") as opened:
        opened.decide(Decision(**{**_fields(accept), "id": Decision.make_id(accept)}))
    (path,) = export(copy, "claimreview", tmp_path / "after")
    (review,) = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == view.content.text
    assert review["author"]["name"] == "Reader One"
    assert "ratingValue" not in review["reviewRating"]


def _fields(decision: Decision) -> dict[str, object]:
    return {name: getattr(decision, name) for name in decision.__struct_fields__}


def test_a_crate_proves_itself_elsewhere(ledger: Path, tmp_path: Path) -> None:
    written = export(ledger, "ro-crate", tmp_path / "crate")
    moved = (tmp_path / "crate").rename(tmp_path / "elsewhere")
    assert list(app.crate_findings(moved)) == []
    inside = app.ledger_in(moved)
    assert inside is not None
    with app.open_ledger(inside) as opened, app.open_ledger(ledger) as own:
        assert opened.digest() == own.digest()
        assert list(app.verify(opened)) == []
    crate = library("rocrate.rocrate").ROCrate(str(moved))
    named = {entity.id for entity in crate.get_entities()}
    assert {path.relative_to(tmp_path / "crate").as_posix() for path in written} <= named


@pytest.mark.parametrize("damage", ["change", "remove", "outside"])
def test_a_crate_that_was_changed_is_found_out(ledger: Path, tmp_path: Path, damage: str) -> None:
    export(ledger, "ro-crate", tmp_path)
    table = tmp_path / "tables" / "statements.csv"
    if damage == "change":
        table.write_bytes(table.read_bytes().replace(b"Ruiz", b"Ruis"))
    elif damage == "remove":
        table.unlink()
    else:
        metadata = tmp_path / app.CRATE_METADATA
        metadata.write_text(metadata.read_text().replace('"tables/statements.csv"', '"../statements.csv"'))
    (finding,) = app.crate_findings(tmp_path)
    assert finding.row.endswith("statements.csv")


def test_a_crate_of_hashes_holds_no_original(ledger: Path, tmp_path: Path) -> None:
    export(ledger, "ro-crate-hashes", tmp_path)
    assert app.ledger_in(tmp_path) is None
    assert list(app.crate_findings(tmp_path)) == []
    with app.open_ledger(ledger) as opened:
        originals = [app.original(opened, document.id) for document in app.documents(opened)]
    metadata = (tmp_path / app.CRATE_METADATA).read_text(encoding="utf-8")
    assert all(sha256(original.data) in metadata for original in originals)


def test_equal_ledgers_give_equal_exports(ledger: Path, tmp_path: Path) -> None:
    for to in ("webannotation", "prov", "ftm", "ro-crate-hashes"):
        one = [path.read_bytes() for path in export(ledger, to, tmp_path / "one" / to)]
        other = [path.read_bytes() for path in export(ledger, to, tmp_path / "other" / to)]
        assert one == other
