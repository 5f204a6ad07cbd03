"""Which speakers can be one at all: told for every pair of a block at hardly any cost, before anything is compared."""

from array import array
from zlib import crc32

from sayso.link.families.decide import least_kinship
from sayso.link.families.speakers import Kinship, profile_of
from sayso.link.families.utterances import Utterance

_NOBODY = (0,)
"""The words of a speaker without any: two of them may be one."""


class Profiles:
    """The speakers of numbered utterances: hashes of their words and entity, one row after the other.

    Words of one hash make a pair that is compared in vain, and no other difference.
    """

    def __init__(self) -> None:
        self._words, self._ends = array("L"), array("L", [0])
        self._entities, self._loose = array("L"), bytearray()
        self._all_may = least_kinship() is Kinship.OTHERS

    def add(self, utterance: Utterance) -> None:
        """Add the speaker of the next utterance."""
        profile = profile_of(utterance)
        self._words.extend(sorted(crc32(word.encode()) for word in profile.words) or _NOBODY)
        self._ends.append(len(self._words))
        self._entities.append(crc32(profile.entity.encode()) if profile.entity else 0)
        self._loose.append(profile.is_loose)

    def may_match(self, one: int, other: int) -> bool:
        """Whether two utterances can be judged anything but different, as far as their speakers tell."""
        if self._all_may or self._loose[one] or self._loose[other]:
            return True
        entity = self._entities[one]
        return (entity != 0 and entity == self._entities[other]) or not self._of(one).isdisjoint(self._of(other))

    def _of(self, number: int) -> set[int]:
        return set(self._words[self._ends[number] : self._ends[number + 1]])
