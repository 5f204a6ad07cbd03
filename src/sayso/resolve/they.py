"""What "it" and "they" stand for: the referent that most speaks for, by weights that were learned."""

import re
from collections.abc import Callable, Sequence

from sayso.resolve.candidates import Signs, weights
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import ORGANISATION, OUTLET
from sayso.resolve.referents import Referent, Referents
from sayso.resolve.resolved import Past, Resolved, Turn, of_entity
from sayso.resolve.view import View

RUN = 4
"""How many sentences in a row "they" is followed back to where it began."""
_OPENING = r"[\s\"“(]*(?:(?:But|And|So|Yet|Now|Then|Still|Also|Here|There),?\s+)?"
_PRONOUNS = {
    "they": (re.compile(r"\b[Tt]hey\b"), re.compile(rf"{_OPENING}[Tt]hey\b")),
    "it": (re.compile(r"\bIt\b"), re.compile(rf"{_OPENING}It\b(?!\s+(?:is|was|would\s+be|will\s+be)\b)")),
}


class PluralsAndThings:
    """Resolves "it" and "they" in one document."""

    def __init__(self, view: View, entities: Entities) -> None:
        self._view = view
        self._entities = entities
        self._referents = Referents(view, entities)

    def resolve(self, turn: Turn, past: Sequence[Past], nominal: Callable[[Referent], Resolved]) -> Resolved | None:
        """Whom the "it" or "they" that is a source means; None where nothing stands near that it could mean.

        Args:
            nominal: gives the speaker that a phrase without a name stands for.
        """
        best = self.best(turn, past)
        if best is None or best.resolved:
            return best.resolved if best else None
        return of_entity(best.entity, "pronoun") or nominal(best)

    def body(self, at: int) -> Entity | None:
        """The body or outlet with a name that an "it" anywhere in the text means; None where it means anything else."""
        found = self._referents.things(self._first(at, "it"), ())
        best = _best(found, self._referents.signs(found, at, "", ()), "it")
        return best.entity if best and best.entity and best.entity.kind in (ORGANISATION, OUTLET) else None

    def best(self, turn: Turn, past: Sequence[Past]) -> Referent | None:
        """The referent that most speaks for."""
        found, signs = self.weighed(turn, past)
        return _best(found, signs, turn.source.pronoun)

    def weighed(self, turn: Turn, past: Sequence[Past]) -> tuple[list[Referent], list[Signs]]:
        """Every referent with its signs, the nearest first; a body named right before "they" is the only one."""
        pronoun = turn.source.pronoun
        at = self._first(turn.source.span[0], pronoun)
        found = self._right_before(at) if pronoun == "they" else []
        if not found:
            found = (self._referents.people if pronoun == "they" else self._referents.things)(at, past)
        return found, list(self._referents.signs(found, at, turn.cue, past))

    def _right_before(self, at: int) -> list[Referent]:
        """The body named right before, as in "when I said so to the council they said"."""
        names = [n for n in self._entities.before(at, 1) if not self._view.text[n.end : at].strip()]
        bodies = [n for n in names if self._entities.at(n).kind in (ORGANISATION, OUTLET)]
        return [Referent((n.start, n.end), "name", self._entities.at(n)) for n in bodies]

    def _first(self, at: int, pronoun: str) -> int:
        """Where a run of the pronoun began: the first of its sentence, and of those before that open with one."""
        anywhere, opening = _PRONOUNS[pronoun]
        for _ in range(RUN):
            number = self._view.sentence_index(at)
            start, end = self._view.sentences[number]
            first = anywhere.search(self._view.text, start, min(end, at))
            at = first.start() if first else at
            before = self._view.sentences[number - 1] if number else None
            opens = opening.match(self._view.text, start, at + len(pronoun))
            again = opening.match(self._view.text, *before) if before and opens else None
            if again is None or not self._view.same_section(again.start(), at):
                break
            at = again.end() - len(pronoun)
        return at


def _best(found: Sequence[Referent], signs: Sequence[Signs], pronoun: str) -> Referent | None:
    """The referent with the highest sum of all signs, each times its weight; of two alike the nearer."""
    table = weights(pronoun)
    scores = [sum(table.get(name, 0.0) * value for name, value in of.items()) for of in signs]
    return found[max(range(len(found)), key=lambda i: (scores[i], -i))] if found else None
