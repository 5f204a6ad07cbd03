"""Persons across documents: what is one, what is two, what a person must decide."""

import pytest

from tests.link.entities.making import document, holder, joined, one, suggested

PAIRS_THAT_ARE_ONE = [
    ("Ana Ruiz", "Ana P. Ruiz"),
    ("Jean-Noël Karrow", "Jean Noel Karrow"),
    ("Omar al-Hadri", "Omar Hadri"),
    ("Vera Ahmadi Nejad", "Vera Ahmadinejad"),
    ("ANA RUIZ", "Ana Ruiz’s"),
    ("Taven Orskal", "Ταβέν Ορσκάλ"),
]

PAIRS_THAT_ARE_TWO = [
    ("Ana Ruiz", "Eva Ruiz"),
    ("Ivo Kessarin", "Iva Kessarin"),
    ("Peter Lind", "Peter Lind Jr."),
    ("Carl A. Moss", "Carl E. Moss"),
    ("Hassan Belor", "Hussein Belor"),
    ("James Thomas", "Thomas James"),
    ("Maria Tolm", "Mario Tolm"),
]


@pytest.mark.parametrize(("a", "b"), PAIRS_THAT_ARE_ONE)
def test_ways_to_write_one_name_are_one_person(a: str, b: str) -> None:
    entities = joined(document("d1", f"[p:{a}] came."), document("d2", f"{{mayor}} [p:{b}] left. [p:She|{b}] did."))
    assert one(entities, a, b)


@pytest.mark.parametrize(("a", "b"), PAIRS_THAT_ARE_TWO)
def test_different_given_names_suffixes_and_middles_are_never_joined(a: str, b: str) -> None:
    entities = joined(document("d1", f"{{mayor}} [p:{a}]"), document("d2", f"{{mayor}} [p:{b}]"))
    assert not one(entities, a, b)
    assert not suggested(entities, a, b)


def test_a_transliteration_needs_a_role_or_company_and_is_else_suggested() -> None:
    with_role = joined(document("d1", "{envoy} [p:Tawen Orskall]"), document("d2", "{envoy} [p:Taven Orskal]"))
    without = joined(document("d1", "{envoy} [p:Tawen Orskall]"), document("d2", "{baker} [p:Taven Orskal]"))
    assert one(with_role, "Tawen Orskall", "Taven Orskal")
    assert not one(without, "Tawen Orskall", "Taven Orskal")
    assert suggested(without, "Tawen Orskall", "Taven Orskal")


def test_names_side_by_side_in_one_document_are_two_people() -> None:
    entities = joined(
        document("d1", "{envoy} [p:Tawen Orskall] met {envoy} [p:Taven Orskal]."),
        document("d2", "{envoy} [p:Taven Orskal]"),
    )
    assert not one(entities, "Tawen Orskall", "Taven Orskal")


def test_a_name_that_may_be_either_of_two_is_joined_to_none() -> None:
    entities = joined(
        document("d1", "{senator} [p:Georg W. Brand]"),
        document("d2", "{senator} [p:Georg H. Brand]"),
        document("d3", "{senator} [p:Georg Brand]"),
    )
    assert len({holder(entities, name).id for name in ("Georg W. Brand", "Georg H. Brand", "Georg Brand")}) == 3
    assert suggested(entities, "Georg Brand", "Georg W. Brand")


def test_no_chain_joins_what_its_ends_keep_apart() -> None:
    entities = joined(
        *(document(f"w{n}", "{judge} [p:Carl A. Moss]") for n in range(30)),
        document("d1", "{judge} [p:Carl Moss]"),
        document("d2", "{judge} [p:Carl E. Moss]"),
    )
    assert one(entities, "Carl Moss", "Carl A. Moss")
    assert not one(entities, "Carl Moss", "Carl E. Moss")


def test_pronouns_of_two_genders_keep_names_apart() -> None:
    entities = joined(
        document("d1", "{envoy} [p:Sasha Belor]. [p:He|Sasha Belor] said. [p:He|Sasha Belor] left."),
        document("d2", "{envoy} [p:Sasha K. Belor]. [p:She|Sasha K. Belor] said. [p:She|Sasha K. Belor] left."),
    )
    assert not one(entities, "Sasha Belor", "Sasha K. Belor")


def test_words_of_an_office_are_no_part_of_a_name() -> None:
    entities = joined(document("d1", "[p:State Anna Ruiz]"), document("d2", "{secretary} [p:Anna Ruiz]"))
    assert one(entities, "State Anna Ruiz", "Anna Ruiz")
    assert holder(entities, "State Anna Ruiz").name == "Anna Ruiz"


def test_a_bare_surname_belongs_to_the_only_candidate_that_its_document_points_to() -> None:
    entities = joined(
        document("d1", "{mayor} [p:Anna Ruiz]"),
        document("d2", "{mayor} [p:Anna Ruiz]"),
        document("d3", "{mayor} [p:Ruiz] spoke."),
        document("d4", "[p:Ruiz] sang."),
    )
    assert holder(entities, "Ruiz", "d3").name == "Anna Ruiz"
    assert holder(entities, "Ruiz", "d4").name == "Ruiz"
    assert suggested(entities, "Ruiz", "Anna Ruiz")


def test_a_bare_surname_of_two_people_is_nobodys() -> None:
    entities = joined(
        *(document(f"a{n}", "{minister} [p:Ivo Kessarin]") for n in range(3)),
        *(document(f"b{n}", "{minister} [p:Lena Kessarin]") for n in range(3)),
        document("d", "{minister} [p:Kessarin]"),
    )
    bare = holder(entities, "Kessarin", "d")
    assert bare.name == "Kessarin"
    assert not bare.page
    assert {s.name for s in bare.suggestions} == {"Ivo Kessarin", "Lena Kessarin"}


def test_every_merge_has_a_score_and_reasons() -> None:
    entities = joined(document("d1", "{mayor} [p:Ana Ruiz]"), document("d2", "{mayor} [p:Ana P. Ruiz]"))
    (merge,) = holder(entities, "Ana Ruiz").merges
    assert {merge.a, merge.b} == {"Ana Ruiz", "Ana P. Ruiz"}
    assert 0.85 <= merge.score < 1
    assert merge.reasons[:2] == ("middle initial left out", "role in common: mayor")
