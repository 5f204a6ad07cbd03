"""A text longer than any article is kept, but not extracted, and that is said."""

import pytest

from sayso import extract
from tests.extract.helpers import clean_text


def test_a_text_that_is_too_long_gives_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "MAX_CHARACTERS", 40)
    text = clean_text("Ana Ruiz said that taxes would fall. It rained.")
    attributions, diagnostics = extract.extract(extract.RulesExtractor(), text, text.clean)
    assert attributions == ()
    assert [d.code for d in diagnostics] == ["too_long"]


def test_a_text_within_the_limit_is_extracted() -> None:
    text = clean_text("Ana Ruiz said that taxes would fall. It rained.")
    attributions, _ = extract.extract(extract.RulesExtractor(), text, text.clean)
    assert len(attributions) == 1
