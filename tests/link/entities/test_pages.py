"""Who may be shown by itself."""

from tests.link.entities.making import document, holder, joined


def test_a_person_has_a_page_only_as_a_speaker_of_two_documents() -> None:
    entities = joined(
        document(
            "d1", "[p:Ana Ruiz], [p:Tess Brool] and [p:Odo Lum]", speakers=["Ana Ruiz", "Tess Brool", "Tess Brool"]
        ),
        document("d2", "[p:Ana Ruiz] and [p:Odo Lum]", speakers=["Ana Ruiz"]),
    )
    assert holder(entities, "Ana Ruiz").page
    assert not holder(entities, "Tess Brool").page
    assert not holder(entities, "Odo Lum").page


def test_what_may_be_a_person_is_treated_as_one() -> None:
    entities = joined(document("d1", "[?:Brool]", speakers=["Brool"]), document("d2", "[?:Brool]"))
    assert not holder(entities, "Brool").page


def test_bodies_outlets_and_places_have_pages() -> None:
    entities = joined(document("d1", "the [o:Salt Guild] in [o:Iran], says [t:Free Tide]"))
    assert all(holder(entities, name).page for name in ("Salt Guild", "Iran", "Free Tide"))


def test_a_first_name_alone_never_has_a_page() -> None:
    entities = joined(document("d1", "[p:Anna]", speakers=["Anna"]), document("d2", "[p:Anna]", speakers=["Anna"]))
    assert not holder(entities, "Anna").page
