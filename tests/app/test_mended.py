"""An input that was mended leaves nothing behind: the digest is that of a fresh build."""

from pathlib import Path

import pytest

from sayso import app

GOOD = '{"id": "one", "text": "Ana Ruiz said on Monday that taxes will fall."}\n'
ROW = "path,published\nnote.txt,2023\n"
CASES = {"news.jsonl": (GOOD + "{broken\n", GOOD), "manifest.csv": (ROW + "missing.txt,2023\n", ROW)}


@pytest.mark.parametrize("name", CASES)
def test_a_mended_input_gives_the_digest_of_a_fresh_build(name: str, tmp_path: Path) -> None:
    news, options = tmp_path / "news", app.BuildOptions(extractor="rules")
    news.mkdir()
    (news / "note.txt").write_text("Tomas Lind said that 12 ships had waited.\n", encoding="utf-8")
    broken, mended = CASES[name]
    (news / name).write_text(broken, encoding="utf-8")
    first = app.build([news], tmp_path / "one.ledger", options)
    assert first.failures
    (news / name).write_text(mended, encoding="utf-8")
    again = app.build([news], tmp_path / "one.ledger", options)
    fresh = app.build([news], tmp_path / "two.ledger", options)
    assert not again.failures
    assert again.digest == fresh.digest
