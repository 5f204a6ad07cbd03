"""The table of diagnostics: every row is used, and says what to do."""

from pathlib import Path

import pytest

from sayso.records import CODES, Diagnostic, Severity


def test_every_code_is_given_somewhere(root: Path) -> None:
    package = root / "src" / "sayso"
    source = "".join(path.read_text("utf-8") for path in package.rglob("*.py") if path.name != "diagnostics.py")
    assert not [code for code in CODES if f'"{code}"' not in source]


@pytest.mark.parametrize("code", CODES)
def test_every_row_is_whole_sentences(code: str) -> None:
    row = CODES[code]
    assert row.meaning.endswith(".")
    assert row.remedy.endswith(".")


def test_a_diagnostic_has_the_severity_of_its_code() -> None:
    assert Diagnostic(code="empty", key="a.txt").severity is Severity.ERROR
