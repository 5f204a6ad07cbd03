"""Pairs that are passed over for their speakers alone would be different whatever else they had in common."""

from itertools import combinations, product

from sayso.link.families.decide import least_kinship
from sayso.link.families.profiles import Profiles
from sayso.link.families.speakers import kinship
from sayso.link.families.utterances import Utterance
from sayso.records import SpeakerKind

SPEAKERS = (
    ("Taven Orskal", "Orskal", SpeakerKind.PERSON),
    ("Taven Orskal", "he", SpeakerKind.PERSON),
    ("T. Orskal", "T. Orskal", SpeakerKind.PERSON),
    ("Lena Kessarin", "Lena Kessarin", SpeakerKind.PERSON),
    ("Orskal campaign", "the Orskal campaign", SpeakerKind.ORGANISATION),
    ("unnamed: an aide", "an aide to Kessarin", SpeakerKind.UNNAMED),
    ("Guild of Ferrymen", "the guild", SpeakerKind.GROUP),
    (None, "", None),
)


def test_no_pair_is_passed_over_whose_speakers_can_be_one() -> None:
    made = [
        Utterance(id=f"{at}", document=f"{at}", content="", speaker=name, source=source, kind=kind, entity=entity,
                  named=name is not None and source[-6:] == name[-6:])
        for at, ((name, source, kind), entity) in enumerate(product(SPEAKERS, (None, "e1", "e2")))
    ]  # fmt: skip
    profiles = Profiles()
    for utterance in made:
        profiles.add(utterance)
    passed = [pair for pair in combinations(range(len(made)), 2) if not profiles.may_match(*pair)]
    assert passed
    assert all(kinship(made[a], made[b]) < least_kinship() for a, b in passed)
