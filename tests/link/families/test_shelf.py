"""Utterances put aside come back as they were, whenever they are asked for."""

from sayso.link.families.shelf import Shelf
from sayso.link.families.utterances import Utterance


def made(number: int) -> Utterance:
    return Utterance(
        id=f"{number:032x}", document="d", content=f"The {number}th sluice " + "stays shut " * (number % 7)
    )


def test_what_is_put_aside_after_others_were_read_overwrites_nothing() -> None:
    with Shelf() as shelf:
        for number in range(60):
            assert shelf.add(made(number)) == number
            assert shelf.utterance(number // 2) == made(number // 2)
        assert [shelf.utterance(number) for number in range(60)] == [made(number) for number in range(60)]


def test_ids_and_fingerprints_belong_to_their_utterance() -> None:
    with Shelf() as shelf:
        one, other, again = (shelf.add(made(number)) for number in (1, 2, 1))
        assert [shelf.id(n) for n in (one, other)] == [made(1).id, made(2).id]
        assert shelf.fingerprint(one) == shelf.fingerprint(again) != shelf.fingerprint(other)
