"""What named profiles make of vague words, beside the words themselves."""

from sayso.link.figures.amounts import vague_word
from sayso.link.figures.lexicon import profiles
from sayso.link.figures.records import Reading
from sayso.records import Bound, ConfigError, Figure


def profile_names() -> tuple[str, ...]:
    """The names of the reading profiles, "default" first."""
    return tuple(sorted(profiles(), key=lambda name: (name != "default", name)))


def read_with(figure: Figure, profile: str) -> Reading:
    """What a profile makes of a figure: its own low, best and high for a vague word, else the figure's interval.

    Raises:
        ConfigError: `unknown_profile`, where there is no profile of that name.
    """
    if profile not in profiles():
        raise ConfigError(
            "unknown_profile", f"There is no reading profile {profile!r}.", f"Use one of {', '.join(profile_names())}."
        )
    word = vague_word(figure.text) if figure.bound is Bound.VAGUE else None
    if word is None:
        best = figure.low if figure.low == figure.high else None
        return Reading(profile=profile, low=figure.low, best=best, high=figure.high)
    low, best, high = profiles()[profile].words[word]
    return Reading(profile=profile, low=low, best=best, high=high)
