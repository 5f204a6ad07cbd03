"""The signs by which candidates for a pronoun are weighed, and the weights shipped for them."""

from sayso.resolve.candidates import Query, weights
from sayso.resolve.entities import Entities
from sayso.resolve.kinds import PERSON
from sayso.resolve.pronouns import PronounResolver
from sayso.resolve.view import View
from tests.resolve.marked import read

TEXT = "“No,” Ana Ruiz said. Mary Stone, she told him, was late. She left."


def _signs() -> dict[str, dict[str, float]]:
    """The signs of each candidate for the last pronoun, Ruiz having spoken last."""
    inputs = read(TEXT)
    view = View(inputs.raw, inputs.clean, inputs.layout, ())
    entities = Entities(view)
    ruiz = entities.named("Ana Ruiz")
    assert ruiz is not None
    query = Query(TEXT.index("She"), "female", (ruiz, TEXT.index("said")), None, (0, 5))
    return {entity.name: dict(signs) for entity, signs in PronounResolver(view, entities).weighed(query, (PERSON,))}


def test_every_sign_has_a_weight() -> None:
    signs = _signs()
    assert set(signs) == {"Ana Ruiz", "Mary Stone"}
    assert {name for found in signs.values() for name in found} - set(weights("person")) == set()


def test_signs_tell_who_spoke_and_who_is_near() -> None:
    signs = _signs()
    assert "spoke_near" in signs["Ana Ruiz"]
    assert signs["Mary Stone"]["name_back"] == 1
    assert signs["Ana Ruiz"]["rivals"] == 1 or signs["Ana Ruiz"]["meant_back"] == 1


def test_another_section_speaks_against() -> None:
    assert weights("person")["section"] < -3
