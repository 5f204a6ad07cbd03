"""Families: the statements that report one utterance, in all articles, and how its wording drifts.

The method and its figures are in `docs/families.md`.
"""

from sayso.link.families.decide import Judged, Outcome, decide
from sayso.link.families.drift import Drifted, drift_of
from sayso.link.families.features import Features, compare, prepare, text_to_embed
from sayso.link.families.joining import Tools, join
from sayso.link.families.linking import link_families
from sayso.link.families.utterances import Utterance, utterances

__all__ = [
    "Drifted",
    "Features",
    "Judged",
    "Outcome",
    "Tools",
    "Utterance",
    "compare",
    "decide",
    "drift_of",
    "join",
    "link_families",
    "prepare",
    "text_to_embed",
    "utterances",
]
