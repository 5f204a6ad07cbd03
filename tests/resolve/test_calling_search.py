"""Rules for epithets are searched from the words they begin with: what is found is what a plain search finds."""

import pytest

from sayso.resolve.calling import RULES

TEXTS = (
    "Ruiz called the guild “the hypocrites”, dubbed by farmers “the sleepers” among themselves.",
    "Some refer to a league as “the owls”. REFERRING TO the council as “the Nine”, Hale DERIDED Dorn as “a toad”.",
    "“the owls”, a derogatory term for the guild, and disparagingly called “the moths” (meaning the Dorn Guild).",
    "labelled Ruiz “a label”, branded “brands” by Hale, the word “rats” to describe clerks, which Hale calls “İzm”.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_heads_and_signs_lose_no_match(text: str) -> None:
    lower = "".join(c.lower()[0] for c in text)
    for rule in RULES:
        plain = [match.span() for match in rule.pattern.finditer(text)]
        assert [match.span() for match in rule.matches(text, lower)] == plain


def test_the_texts_hold_matches_of_rules_with_heads() -> None:
    found = [rule for rule in RULES for text in TEXTS if rule.heads and rule.pattern.search(text)]
    assert len(found) > 4
