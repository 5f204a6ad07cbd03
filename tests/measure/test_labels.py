"""Which words are labels of whom, of which kind, and in whose voice."""

import pytest
from msgspec.structs import replace

from sayso.measure.codebook import own_codebook
from sayso.measure.labels import LabelKind, find_labels
from sayso.measure.passages import Naming
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


@pytest.mark.parametrize(
    "text",
    [
        "A tweet that attacked Lind was deleted.",
        "Shops sell a half-dozen Lind-themed books.",
        "It heard seven current and former Lind and Free Quay Front aides.",
        "During the primary Lind came out against it.",
        "Ana Ruiz, a top aide said, is confident.",
        "In the south they preferred Lind, the race was close there.",
        "They fear what comes if Lind is the nominee.",
        "Throwing support to Lind is a non-starter.",
        "It named Ana Ruiz and Lind, the likely Democratic and Republican candidates.",
        "All camps – Lind, the RNC, Ana Ruiz – argue.",
    ],
)
def test_what_only_looks_like_a_label_is_none(text: str) -> None:
    assert found(text) == set()


def test_a_title_before_a_name_loses_what_does_not_belong() -> None:
    text = "It did not mention front-runner Ana Ruiz. His rival, who had left, was Lind."
    titles = {"mention front-runner": "ruiz", "His rival, who had left": "lind"}
    given = passages(text, NAMES)
    roles = tuple(Naming(entity=who, span=(at := text.index(words), at + len(words))) for words, who in titles.items())
    labels = find_labels(replace(given, titles=roles), own_codebook())
    assert {x.label for x in labels if x.kind is LabelKind.TITLE} == {"front-runner", "his rival"}


def test_pronouns_and_words_that_hold_the_name_do_not_stand_for_it() -> None:
    instead = {"who": "lind", "Lindish": "lind", "His tweet": "lind", "the camp of Lind": "lind", "The nominee": "lind"}
    text = "It was Lind who left. His tweet said so, and the camp of Lind agreed. "
    text += "The nominee denied it to Lindish officials."
    assert {x for x in found(text, instead=instead) if x[0] == "instead"} == {("instead", "nominee", "own", None)}
