"""Organisations, outlets and places across documents."""

import pytest

from tests.link.entities.making import document, holder, joined, one, suggested

PAIRS_THAT_ARE_ONE = [
    ("Ministry of Water", "Water Ministry"),
    ("Organisation for Rivers", "Organization for Rivers"),
    ("Velian Rivers Ltd", "Velian Rivers"),
    ("Salt & Tide Fund", "Salt and Tide Fund"),
    ("Iranian Foreign Ministry", "Foreign Ministry of Iran"),
    ("Works Guard", "Works Guards"),
]

PAIRS_THAT_ARE_TWO = [
    ("Estuary National Council", "Estuary National Commission"),
    ("Foreign Ministry of Iran", "Foreign Ministry of Iraq"),
    ("Free Estuary Movement", "Free Estuary Movement of Lirrane"),
    ("Night Guard", "Works Guard"),
    ("University of Orm", "Orm University"),
    ("Iran Radio", "Iran Television"),
]


@pytest.mark.parametrize(("a", "b"), PAIRS_THAT_ARE_ONE)
def test_ways_to_write_one_body_are_one(a: str, b: str) -> None:
    entities = joined(document("d1", f"The [o:{a}] met."), document("d2", f"The [o:{b}] left."))
    assert one(entities, a, b)


@pytest.mark.parametrize(("a", "b"), PAIRS_THAT_ARE_TWO)
def test_other_words_are_another_body(a: str, b: str) -> None:
    entities = joined(document("d1", f"The [o:{a}] met."), document("d2", f"The [o:{b}] left."))
    assert not one(entities, a, b)


def test_an_acronym_means_what_a_document_explains_it_as() -> None:
    entities = joined(
        document("d1", "The [o:Free Estuary Movement] ([o:FEM|Free Estuary Movement]) met."),
        document("d2", "The [o:FEM] left."),
    )
    assert one(entities, "FEM", "Free Estuary Movement")
    assert holder(entities, "FEM").merges[0].reasons == ("acronym explained",)


def test_an_acronym_of_two_bodies_is_suggested_only() -> None:
    entities = joined(
        document("d1", "The [o:National River Council] ([o:NRC|National River Council]) met."),
        document("d2", "The [o:Nurses Relief Club] ([o:NRC|Nurses Relief Club]) met."),
        document("d3", "The [o:NRC] left."),
    )
    assert not one(entities, "NRC", "National River Council")
    assert suggested(entities, "NRC", "National River Council")
    assert suggested(entities, "NRC", "Nurses Relief Club")


def test_an_outlet_and_its_site_are_one_though_one_document_names_both() -> None:
    entities = joined(document("d1", "The [t:Dorn News website] had it from [t:Dorn News]."))
    assert one(entities, "Dorn News", "Dorn News website")


def test_two_short_forms_in_common_make_one_body_of_other_words() -> None:
    entities = joined(
        document("d1", "The [o:Velian River Front] ([o:VRF|Velian River Front]/[o:KLU|Velian River Front]) met."),
        document("d2", "[o:Kara Lurra Ulvena] ([o:VRF|Kara Lurra Ulvena]/[o:KLU|Kara Lurra Ulvena]) met."),
    )
    assert one(entities, "Velian River Front", "Kara Lurra Ulvena")
    merges = holder(entities, "Kara Lurra Ulvena").merges
    assert merges[0].reasons == ("two short forms in common", "short forms: klu, vrf")


def test_a_slash_between_the_short_forms_of_two_names_makes_them_one() -> None:
    entities = joined(
        document(
            "d1",
            "The [o:Velian River Front] met. [o:Kara Lurra Ulvena|Velian River Front] ([o:KLU|Velian River Front]) "
            "met. The [o:VRF|Velian River Front]/[o:KLU|Velian River Front] left.",
        ),
    )
    assert one(entities, "Velian River Front", "Kara Lurra Ulvena")


def test_council_and_commission_of_one_short_form_stay_two() -> None:
    entities = joined(
        document("d1", "The [o:Estuary National Council] ([o:ENC|Estuary National Council]) met."),
        document("d2", "The [o:Estuary National Commission] ([o:ENC|Estuary National Commission]) met."),
    )
    assert not one(entities, "Estuary National Council", "Estuary National Commission")


def test_two_bodies_that_share_a_short_form_are_put_before_a_person() -> None:
    entities = joined(
        document("d1", "The [o:Free Estuary Movement], [o:FEM|Free Estuary Movement]/[o:LU|Free Estuary Movement]."),
        document("d2", "[o:Lurra Ulvena] ([o:LU|Lurra Ulvena])."),
    )
    assert suggested(entities, "Free Estuary Movement", "Lurra Ulvena")


def test_what_the_text_says_it_is_also_known_as() -> None:
    entities = joined(
        document("d1", "The [o:River Front], also known as [o:Night Tide] or [o:NT], was founded."),
        document("d2", "[o:Night Tide] and [o:NT] struck."),
        document("d3", "The [o:River Front], once known for courage as [o:Day Tide] was."),
    )
    assert one(entities, "River Front", "Night Tide", "NT")
    assert not one(entities, "River Front", "Day Tide")


def test_a_body_that_each_country_has_is_that_of_its_country() -> None:
    iran = "[o:Iran] said. [o:Iran] did. [o:Iran] left. The [o:Interior Ministry] met."
    peru = "[o:Peru] said. [o:Peru] did. [o:Peru] left. The [o:Interior Ministry] met."
    entities = joined(
        document("d1", iran),
        document("d2", peru),
        document("d3", "[o:Iran]’s [o:Interior Ministry] met."),
    )
    assert holder(entities, "Interior Ministry", "d1").id != holder(entities, "Interior Ministry", "d2").id
    assert holder(entities, "Interior Ministry", "d1").id == holder(entities, "Interior Ministry", "d3").id


def test_the_same_body_in_documents_of_no_country_is_one() -> None:
    entities = joined(
        document("d1", "The [o:Interior Ministry] met."), document("d2", "The [o:Interior Ministry] left.")
    )
    assert holder(entities, "Interior Ministry").documents == 2


def test_an_adjective_and_another_name_of_a_country_are_the_country() -> None:
    entities = joined(document("d1", "[o:America] and [o:American] goods"), document("d2", "the [o:United States]"))
    assert one(entities, "America", "American", "United States")
    assert holder(entities, "America").kind == "place"


def test_an_outlet_with_and_without_its_kind_is_one() -> None:
    entities = joined(
        *(document(f"d{n}", "[t:Tide website] and [p:Ann Lum], [p:Bo Tarn] wrote.") for n in range(2)),
        document("d9", "[t:Tide] and [p:Ann Lum], [p:Bo Tarn] wrote."),
    )
    assert one(entities, "Tide", "Tide website")


def test_what_an_outlet_published_and_who_cites_it() -> None:
    entities = joined(
        document("d1", "[t:Northline] reported.", outlet="Free Tide", speakers=["Ana Ruiz via Northline"]),
        document("d2", "[p:Ana Ruiz] spoke.", outlet="Northline", speakers=["Ana Ruiz", "Ana Ruiz"]),
    )
    use = holder(entities, "Northline").outlet
    assert use is not None
    assert (use.documents, use.statements, use.cited) == (1, 2, 1)
    assert [(row.outlet, row.statements) for row in use.cited_by] == [("Free Tide", 1)]


def test_persons_and_bodies_are_never_one() -> None:
    entities = joined(document("d1", "{mayor} [p:Dolmar Fund]"), document("d2", "The [o:Dolmar Fund Inc]"))
    assert not one(entities, "Dolmar Fund", "Dolmar Fund Inc")


def test_an_outlet_of_one_word_may_be_the_only_one_that_ends_so() -> None:
    entities = joined(document("d1", "[t:Quillon Courier]"), document("d2", "[t:Courier]"))
    assert not one(entities, "Quillon Courier", "Courier")
    assert suggested(entities, "Quillon Courier", "Courier")
