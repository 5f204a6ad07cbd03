"""Imports between rooms run one way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

STAGES = ("records", "ingest", "text", "extract", "resolve", "link", "measure")
MAY_IMPORT = {
    **{room: set(STAGES[:at]) for at, room in enumerate(STAGES)},
    "ledger": {"records"},
    "engines": {*STAGES, "ledger"},
    "watch": {"records", "ingest"},
    "app": {*STAGES, "ledger", "engines", "score", "watch"},
    "export": {"app", "records"},
    "report": {"app", "records"},
    "web": {"app", "records"},
    "cli": {"app", "records", "extract", "export", "report", "web"},
    "score": {"records"},
}
"""What each room may import besides itself; `cli` asks `extract` only for the name of the default extractor."""


def rooms_imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "sayso":
            names = [f"sayso.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("sayso."))


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_lies_before_it(root: Path, room: str) -> None:
    package = root / "src" / "sayso"
    files = [*(package / room).rglob("*.py"), *package.glob(f"{room}.py")]
    assert files
    wrong = {
        f"{path.relative_to(package)} imports {name}"
        for path in files
        for name in rooms_imported(path)
        if name not in {*MAY_IMPORT[room], room, "__version__"}
    }
    assert not wrong


def test_every_room_has_a_rule(root: Path) -> None:
    package = root / "src" / "sayso"
    rooms = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms - {"__init__", "__main__"} == set(MAY_IMPORT)


def test_the_package_itself_imports_nothing(root: Path) -> None:
    assert not list(rooms_imported(root / "src" / "sayso" / "__init__.py"))
