"""Which words are labels of whom, of which kind, and in whose voice."""

import pytest

from sayso.measure.codebook import own_codebook
from sayso.measure.labels import LabelKind, find_labels
from tests.measure.marked import passages

NAMES = {"Ana Ruiz": "ruiz", "Lind": "lind", "Free Quay Front": "front"}


def found(text: str, **options: object) -> set[tuple[str, str, str, str | None]]:
    """(kind, label, voice, speaker) of all labels but the names themselves."""
    labels = find_labels(passages(text, NAMES, **options), own_codebook())  # type: ignore[arg-type]
    return {(x.kind.value, x.label, x.voice.value, x.speaker) for x in labels if x.kind is not LabelKind.NAME}


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("Reporters met the embattled Ana Ruiz at noon.", "before", "embattled"),
        ("It was in the state-run daily Free Quay Front again.", "before", "state-run daily"),
        ("A crowd cheered for crooked Ana Ruiz at noon.", "before", "crooked"),
        ("The Lind regime denied it.", "noun", "regime"),
        ("It fought Lind's militia for years.", "noun", "militia"),
        ("It fought the government of Lind for years.", "noun", "government"),
        ("Ana Ruiz, a retired harbour pilot, won.", "after", "retired harbour pilot"),
        ("Ana Ruiz, the mayor of Porthaven, won.", "after", "mayor"),
        ("Ana Ruiz (a pilot) won.", "after", "pilot"),
        ("The Free Quay Front is a terrorist group.", "is", "terrorist group"),
    ],
)
def test_words_beside_a_name_are_its_labels(text: str, kind: str, label: str) -> None:
    assert found(text) == {(kind, label, "own", None)}


@pytest.mark.parametrize(
    "text",
    [
        "At noon Ana Ruiz left.",
        "It was a night Ana Ruiz would not forget.",
        "The vote that night could ratify Ana Ruiz.",
        "They sold the actual Lind merchandise.",
        "As he left Lind, the attendees chanted.",
        "It pleased the supporters of Lind's old rivals.",
        "The anti-Lind forces won.",
        "Reporters asked Ana Ruiz whether she would leave.",
        "He met Ana Ruiz and the bishop.",
        "Ana Ruiz said the regime had fallen.",
        "The pilot who met Lind left.",
    ],
)
def test_other_words_are_none(text: str) -> None:
    assert found(text) == set()


def test_voices_are_kept_apart() -> None:
    text = (
        "The embattled Lind was there. Ana Ruiz said that the criminal Lind would fall. "
        "Ana Ruiz said: “The corrupt Lind must go.” The “heroic Lind” left."
    )
    said = (("that the criminal Lind would fall", "ruiz", "said"), ("“The corrupt Lind must go.”", "ruiz", "said"))
    assert {x for x in found(text, said=said) if x[0] == "before"} == {
        ("before", "embattled", "own", None),
        ("before", "criminal", "indirect", "ruiz"),
        ("before", "corrupt", "quoted", "ruiz"),
        ("before", "heroic", "marked", None),
    }


def test_the_innermost_speaker_has_the_word() -> None:
    text = "Ana Ruiz said that Lind claimed the brutal Free Quay Front had won."
    said = (
        ("that Lind claimed the brutal Free Quay Front had won", "ruiz", "said"),
        ("the brutal Free Quay Front had won", "lind", "claimed"),
    )
    assert ("before", "brutal", "indirect", "lind") in found(text, said=said)
    assert ("verb", "claimed", "indirect", "ruiz") in found(text, said=said)


def test_words_that_stand_for_a_name_are_labels_of_it() -> None:
    assert ("instead", "group", "own", None) in found("The group denied it.", instead={"The group": "front"})
