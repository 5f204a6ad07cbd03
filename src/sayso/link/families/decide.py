"""The decision on a pair: one utterance, a line repeated on another occasion, or neither; with its reasons."""

import json
import math
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from msgspec.structs import astuple

from sayso.link.families.features import Features
from sayso.link.families.speakers import Kinship
from sayso.records import Value

TOLD_AGAIN = 0.6
"""The least share of telling words in common for two statements of one document to be one utterance told twice."""
TOO_SHORT = 0.6
"""From this shortness on a content needs more than its words to be one utterance."""

BARRED = 0.1
"""The highest score of a pair that a rule bars from being one utterance."""

FAR = 0.65
"""Nearness of publication under which two reports are a week or more apart."""


class Outcome(StrEnum):
    """What two statements are to each other."""

    SAME = "same"
    REPEAT = "repeat"
    DIFFERENT = "different"


class Factor(Value, frozen=True, kw_only=True):
    """One of the three questions: a weighted sum of features put through the logistic function."""

    bias: float
    weights: dict[str, float]

    def chance(self, numbers: Mapping[str, float]) -> float:
        """The answer to the question, 0 to 1."""
        total = 0.0
        for name, weight in self.weights.items():  # not `sum`, which rounds in other ways from Python 3.12 on
            total += weight * numbers[name]
        total += self.bias
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


class Model(Value, frozen=True, kw_only=True):
    """What `training/families.py` learnt: `weights.json`.

    Attributes:
        wording: do they say the same?
        speaker: can it be one speaker?
        occasion: if both, was it one occasion?
        same: least score of one utterance.
        match: least product of wording and speaker of a repeated line.
    """

    wording: Factor
    speaker: Factor
    occasion: Factor
    same: float
    match: float


class Judged(Value, frozen=True, kw_only=True):
    """The decision on one pair.

    Attributes:
        score: chance of one utterance, 0 to 1, four digits.
        match: chance of one line, whether on one occasion or not.
        reasons: in words, the strongest first.
    """

    outcome: Outcome
    score: float
    match: float
    reasons: tuple[str, ...]


@cache
def model() -> Model:
    """The packaged weights, read once a process."""
    table = json.loads(files("sayso.link.families").joinpath("weights.json").read_text("utf-8"))
    factors = {name: Factor(**table[name]) for name in ("wording", "speaker", "occasion")}
    return Model(**factors, same=table["same"], match=table["match"])


@cache
def least_kinship() -> Kinship:
    """The least compatible kinship with which a pair can still be anything but different, whatever else it has."""
    learnt = model()
    enough = min(learnt.same, learnt.match)
    none = dict.fromkeys(learnt.speaker.weights, 0.0)
    chances = {kind: learnt.speaker.chance({**none, _kinship_name(kind): 1.0}) for kind in Kinship}
    return min(kind for kind, chance in chances.items() if chance >= enough)


def _kinship_name(kind: Kinship) -> str:
    return f"speaker_{kind.name.lower()}"


_KINSHIPS = tuple(_kinship_name(kind) for kind in Kinship)
_NO_KINSHIP = dict.fromkeys(_KINSHIPS, 0.0)


def numbers_of(features: Features) -> dict[str, float]:
    """The features as numbers; the speakers' kinship as one number for each kind but the best."""
    numbers: dict[str, float] = dict(zip(Features.__struct_fields__, astuple(features), strict=True))
    del numbers["speaker"]
    numbers.update(_NO_KINSHIP)
    numbers[_KINSHIPS[features.speaker]] = 1.0
    return numbers


def decide(features: Features) -> Judged:
    """The decision on a pair of which `features` tell how it compares.

    Method: the chance that the words say the same, times the chance that the speaker is one, times the chance that
    the occasion is one; each a logistic function of a few features whose weights have the sign that a reader would
    expect. Thresholds by cross-validation, see `docs/families.md`. Two rules stand beside it: in one document another
    sentence of a speaker on the same matter is another statement, so most words must be told
    again; and `may_only_repeat`.
    """
    outcome, score, match = outcome_of(features)
    return Judged(outcome=outcome, score=round(score, 4), match=round(match, 4), reasons=reasons_of(features))


def outcome_of(features: Features) -> tuple[Outcome, float, float]:
    """The outcome, score and match of a decision, without its reasons; see `decide`."""
    learnt = model()
    numbers = numbers_of(features)
    match = learnt.wording.chance(numbers) * learnt.speaker.chance(numbers)
    score = match * learnt.occasion.chance(numbers)
    outcome = Outcome.SAME if score >= learnt.same else Outcome.REPEAT if match >= learnt.match else Outcome.DIFFERENT
    barred = may_only_repeat(features)
    if outcome is Outcome.SAME and barred:
        outcome = Outcome.REPEAT
    if features.same_document and not _is_told_again(features):
        outcome, barred = Outcome.DIFFERENT, True
    return outcome, min(score, BARRED) if barred else score, match


def _is_told_again(f: Features) -> bool:
    return f.inside >= TOLD_AGAIN or (f.verbatim >= TOLD_AGAIN and f.inside >= TOLD_AGAIN / 2)


def may_only_repeat(f: Features) -> bool:
    """Whether nothing shows that two alike statements were made on one occasion, so that they can only be a repeat.

    Method: a content of few words ("declined to comment") is one utterance only where the days of saying may be one,
    the names around are the same, or one quotation is in the other and both were published within days.
    Positions ("supports the treaty") are told again for months: what is reported a week or more apart must share quoted
    words, the day, the names around, or be a proposal, which has one origin.
    """
    if f.said_same or f.said_fits or f.same_document:
        return False
    if f.short > TOO_SHORT and f.setting_share <= 0.2:
        return f.verbatim < 0.85 or f.near < 0.8
    return f.near < FAR and f.verbatim < 0.25 and f.setting_share <= 0.4 and not f.proposal


def reasons_of(features: Features) -> tuple[str, ...]:
    """What speaks for and against one utterance, in words."""
    return tuple(words for holds, words in _reasons(features) if holds)


def _reasons(f: Features) -> tuple[tuple[bool, str], ...]:
    return (
        (f.inside > 0.85 and f.both > 0.85, "the same words"),
        (f.inside > 0.75 and f.both <= 0.85, "the words of one are in the other"),
        (0.4 < f.inside <= 0.75, "many words in common"),
        (f.verbatim > 0.5, "quoted words of one are in the other"),
        (f.unlike > 0.4, "both quote, and not the same words"),
        (f.meaning > 0.75, f"alike in meaning ({f.meaning:.2f})"),
        (f.speaker is Kinship.SAME, "one speaker"),
        (f.speaker is Kinship.RELATED, "one may speak for the other"),
        (f.speaker in {Kinship.NEAR, Kinship.DOUBTFUL, Kinship.UNKNOWN}, "the speaker of one is not sure"),
        (f.speaker is Kinship.OTHERS, "speakers with other names"),
        (f.said_same > 0, "said on the same day"),
        (f.said_apart > 0, "said on other days"),
        (f.impossible > 0, "said after the other was published"),
        (f.near > 0.8, "published within days"),
        (f.setting_share > 0.4, "the same names around"),
        (f.channel > 0, "the same kind of occasion"),
        (f.channel < 0, "other kinds of occasion"),
        (f.standing > 0, "told as a position or as said again and again"),
        (f.numbers > 0, "numbers differ"),
        (f.withheld > 0, "one says that it was not said or done"),
        (f.same_document > 0, "in one article"),
    )
