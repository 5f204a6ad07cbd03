"""Which speakers can be one at all: told for every pair of a block at hardly any cost, before anything is compared."""

from array import array

from sayso.link.families.decide import least_kinship
from sayso.link.families.speakers import Kinship, Profile, profile_of
from sayso.link.families.utterances import Utterance


class Profiles:
    """The speakers of numbered utterances; equal ones are held once."""

    def __init__(self) -> None:
        self._of = array("L")
        self._places: dict[Profile, int] = {}
        self._held: list[Profile] = []
        self._all_may = least_kinship() is Kinship.OTHERS

    def add(self, utterance: Utterance) -> None:
        """Add the speaker of the next utterance."""
        profile = profile_of(utterance)
        place = self._places.setdefault(profile, len(self._held))
        if place == len(self._held):
            self._held.append(profile)
        self._of.append(place)

    def may_match(self, one: int, other: int) -> bool:
        """Whether two utterances can be judged anything but different, as far as their speakers tell."""
        a, b = self._of[one], self._of[other]
        if a == b or self._all_may:
            return True
        left, right = self._held[a], self._held[b]
        if left.is_loose or right.is_loose or not left.words.isdisjoint(right.words):
            return True
        return left.entity is not None and left.entity == right.entity
