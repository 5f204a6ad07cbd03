"""Speakers: names, pronouns, nominals, elided sources."""

import pytest
from tests.resolve.marked import statements

CASES = [
    ("surname", "Mayor Ilse Brandt spoke. <s>Brandt</s> <c>said</c> <q>taxes will fall</q>.", "Ilse Brandt"),
    ("pronoun", "Ana Ruiz met Tom Hale. <s>She</s> <c>said</c> <q>taxes will fall</q>.", "Ana Ruiz"),
    ("unnamed", "<s>A senior law-enforcement official</s> <c>said</c> <q>it is over</q>.",
     "unnamed: senior law-enforcement official"),
    ("role", "Sen. Ana Ruiz met Tom Hale. <s>The senator</s> <c>said</c> <q>taxes will fall</q>.", "Ana Ruiz"),
    ("acronym", "The National Council of Velia (NCV) met. <s>The NCV</s> <c>said</c> <q>it won</q>.",
     "National Council of Velia"),
    ("hedge", "Rates <c>are expected</c> <q>to rise</q>.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_speaker(text: str, name: str | None) -> None:
    speaker = statements(text)[0].speaker
    assert (speaker.name if speaker else None) == name
