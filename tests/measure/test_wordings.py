"""Wordings that documents of several outlets share."""

from sayso.measure.wordings import Text, find_wordings

FILLER = [
    "Boats left early and the market opened late again.",
    "Rain fell on terraces where goats were grazing quietly.",
    "Voters queued while clerks counted every paper twice.",
    "Trains stopped because signals failed beside rivers.",
    "Bakers sold seeded loaves during long festivals.",
    "Painters repaired faded murals under broad bridges.",
]


def texts(*more: str, outlets: tuple[str, ...] = ("Bell", "Quay", "Tide", "Wire")) -> list[Text]:
    """Each given text by another outlet, among others that share nothing with them."""
    filler = [Text(document=f"f{at}", outlet="Farm", text=f"{a} {b}") for at, a in enumerate(FILLER) for b in FILLER]
    return filler + [Text(document=f"d{at}", outlet=outlets[at % 4], text=text) for at, text in enumerate(more)]


def found(*more: str, outlets: int = 3) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {w.words: (tuple(d for d, _ in w.places), w.occasion) for w in find_wordings(texts(*more), outlets)}


def test_the_longest_wording_that_the_same_documents_have_comes_back() -> None:
    said = "He spoke of a gilded cage of lies today."
    assert found(f"{said} Alpha.", f"Beta. {said}", f"Gamma {said.lower()}") == {
        "he spoke of a gilded cage of lies today": (("d0", "d1", "d2"), ("d0", "d1", "d2"))
    }


def test_documents_with_the_same_words_in_another_order_had_the_occasion() -> None:
    wording = "the gilded cage"
    shown = found(f"Once {wording}.", f"Then {wording}.", f"Now {wording}.", "A cage that somebody gilded: gilded.")
    assert shown[wording] == (("d0", "d1", "d2"), ("d0", "d1", "d2", "d3"))


def test_too_few_outlets_and_common_words_give_nothing() -> None:
    assert found("the gilded cage", "the gilded cage") == {}
    assert found(*["Boats left early again"] * 3) == {} or "boats left early" not in found(*["so it was"] * 3)


def test_no_wording_crosses_the_end_of_a_sentence() -> None:
    assert found(*["He saw a gilded. Cage of lies."] * 3).keys().isdisjoint({"gilded cage of", "a gilded cage"})


def test_places_lead_to_the_words() -> None:
    given = texts("Look, the gilded cage!", "See the gilded cage.", "In the  gilded, cage.")
    (wording,) = find_wordings(given, 3)
    by_id = {text.document: text.text for text in given}
    assert [by_id[document][slice(*span)] for document, span in wording.places] == [
        "the gilded cage",
        "the gilded cage",
        "the  gilded, cage",
    ]
