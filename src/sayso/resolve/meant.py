"""Whom pronouns inside what is said mean, where that is fairly sure."""

from math import exp

from sayso.resolve.candidates import Query
from sayso.resolve.entities import Entity
from sayso.resolve.kinds import PERSON
from sayso.resolve.pronouns import GENDER, PronounResolver
from sayso.resolve.they import PluralsAndThings
from sayso.resolve.view import View

SURE = 0.75
"""Share that a candidate must have of all, by the learned weights of pronouns, to be the one meant."""


class Pronouns:
    """Resolves pronouns anywhere in one document, and gives none where two candidates are about as likely."""

    def __init__(self, view: View, people: PronounResolver, others: PluralsAndThings) -> None:
        self._view, self._people, self._others = view, people, others

    def meant(self, at: int, word: str, apart: Entity | None = None) -> Entity | None:
        """Whom a "he", "she" or "it" at a place means; None where that is not fairly sure.

        Method: candidates and weights of `sayso.resolve.pronouns`; their weights made shares by the exponential, as in
        the learning of these weights.

        Args:
            at: where it stands, in the view's text.
            word: "he", "she" or "it"; for any other there is nobody.
            apart: who cannot be meant, as the speaker of a quotation cannot be its "he".
        """
        if word == "it":
            return self._others.body(at)
        if word not in GENDER:
            return None
        query = Query(at, GENDER[word], None, self._view.quotation(at))
        scores = [(score, entity) for score, entity in self._people.people(query) if entity is not apart]
        unnamed = self._people.unnamed(query, None)
        return _surest(scores, unnamed[0] if unnamed else None)


def _surest(scores: list[tuple[float, Entity]], rival: float | None) -> Entity | None:
    """The candidate with more than `SURE` of all shares; `rival` is the weight of somebody without a name."""
    best = max(scores, key=lambda pair: (pair[0], -pair[1].number), default=None)
    if best is None:
        return None
    total = sum(exp(score - best[0]) for score, _ in scores) + (exp(rival - best[0]) if rival is not None else 0.0)
    return best[1] if 1.0 / total >= SURE and best[1].kind is PERSON else None
