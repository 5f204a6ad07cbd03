"""The word lists of the room, read once from `data/words.toml`, with those it shares with the stage `resolve`."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from sayso.resolve.lexicon import lexicon as resolve_lexicon

Words = frozenset[str]


class EntityWords(msgspec.Struct, frozen=True, kw_only=True):
    """Words that matter when names are compared; all lower case, see `data/words.toml`.

    Attributes:
        first_names: first name -> gender.
        nicknames: short first name -> full ones.
        demonyms: adjective of a country -> the country.
        places: countries and other listed places.
        heads: words that show an organisation.
        states: countries that have bodies of their own: ministries, parliaments.
        spellings: word -> the form it is read as.
        countries: other name of a country -> its usual one.
    """

    particles: Words
    suffixes: Words
    office_words: Words
    small: Words
    company: Words
    generic: Words
    ordered: Words
    outlet_tails: Words
    outlet_formats: Words
    place_words: Words
    spellings: dict[str, str]
    countries: dict[str, str]
    first_names: dict[str, str]
    nicknames: dict[str, Words]
    demonyms: dict[str, str]
    places: Words
    heads: Words
    states: Words


@cache
def entity_words() -> EntityWords:
    """The word lists; read on first use, the same object afterwards."""
    text = files("sayso.link.entities").joinpath("data", "words.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    people, bodies, shared = data["people"], data["bodies"], resolve_lexicon()
    regions = {word.replace("_", " ") for word in data["places"]["no_country"].split()}
    return EntityWords(
        states=frozenset(country.lower() for country in shared.demonyms.values()) - regions,
        particles=_set(people["particles"]),
        suffixes=_set(people["suffixes"]),
        office_words=_set(people["office_words"]),
        small=_set(bodies["small"]),
        company=_set(bodies["company"]),
        generic=_set(bodies["generic"]),
        ordered=_set(bodies["ordered"]),
        outlet_tails=_set(bodies["outlet_tails"]),
        outlet_formats=_set(bodies["outlet_formats"]),
        place_words=_set(data["places"]["before"]),
        spellings=data["spellings"],
        countries=data["countries"],
        first_names=shared.first_names,
        nicknames=shared.nicknames,
        demonyms={
            word: country.lower()
            for word, country in shared.demonyms.items()
            if word not in _set(data["places"]["no_adjectives"]) | data["countries"].keys()
        },
        places=shared.places,
        heads=frozenset(word for head in shared.organisation_heads for word in head.split()),
    )


def _set(text: str) -> Words:
    return frozenset(text.split())
