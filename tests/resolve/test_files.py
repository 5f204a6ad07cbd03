"""The documentation of the room names every file of it."""

from pathlib import Path

import pytest

import sayso.resolve

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path.name for path in Path(sayso.resolve.__file__).parent.glob("*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_a_row(name: str) -> None:
    table = (ROOT / "docs" / "resolve.md").read_text(encoding="utf-8").partition("## How it works")[2]
    assert f"`{name}`" in table.partition("## ")[0]
