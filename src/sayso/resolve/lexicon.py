"""The room's word lists, read once from the data files beside it."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, cast

import msgspec

from sayso.extract.reader.names import load_lexicon
from sayso.extract.rules.lexicon import VerbForm
from sayso.extract.rules.lexicon import lexicon as rules_lexicon
from sayso.records import StatementClass

Words = frozenset[str]


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """All word lists of the room; words are lower case unless the list is of names.

    Attributes:
        honorifics: word before a name -> gender ("male", "female", "neutral").
        offices: office before a name -> gender.
        role_aliases: word for an office -> the noun it stands for.
        person_nouns: noun for one person -> gender.
        nicknames: short first name -> full ones.
        demonyms: adjective or inhabitant, lower case -> country.
        outlets: names of outlets, lower case, without "the".
        document_hops: noun in the text -> name of the hop.
        first_names: first name -> gender.
        saying: past and -ing forms of verbs of saying.
        plain_words: words known to be written small inside sentences.
    """

    honorifics: dict[str, str]
    offices: dict[str, str]
    role_aliases: dict[str, str]
    person_nouns: dict[str, str]
    relations: Words
    unnamed_heads: Words
    callings: Words
    describing: Words
    speaking_for: Words
    in_a_team: Words
    rival_offices: Words
    deputies: Words
    nicknames: dict[str, Words]
    organisation_heads: Words
    outlet_heads: Words
    outlet_alone: Words
    outlet_nouns: Words
    outlet_suffixes: Words
    organisation_nouns: Words
    state_bodies: Words
    group_nouns: Words
    document_nouns: Words
    authored_nouns: Words
    document_hops: dict[str, str]
    platforms: Words
    tweet_words: Words
    place_words: Words
    place_openers: Words
    body_offices: Words
    body_openers: Words
    body_closers: Words
    not_names: Words
    places: Words
    demonyms: dict[str, str]
    outlets: Words
    first_names: dict[str, str]
    attitude: Words
    hedge: Words
    speech: Words
    saying: Words
    relays: Words
    function_words: Words
    plain_words: Words


def _words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


def _lower(text: str) -> Words:
    return frozenset(word.lower() for word in _words(text))


def _by_gender(table: dict[str, str]) -> dict[str, str]:
    return {word.lower(): gender for gender, text in table.items() for word in _words(text)}


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return files("sayso.resolve").joinpath("data", name).read_text(encoding="utf-8")


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def _places() -> tuple[Words, dict[str, str]]:
    rows = [line.split("\t") for line in _text("places.tsv").splitlines() if line and not line.startswith("#")]
    demonyms = {form.lower(): row[0] for row in rows for form in row[1].split("|") if form}
    return frozenset(row[0].lower() for row in rows), demonyms


def _sayings() -> Words:
    """The past and -ing forms of the verbs of saying of the extractor by rules, those of one word."""
    told = VerbForm.PAST | VerbForm.ING
    words = (word for entries in rules_lexicon().verbs.values() for word in entries if len(word.words) == 1)
    uttered = (w for w in words if w.verb.kind == "speech" and w.verb.class_ is not StatementClass.ATTITUDE)
    return frozenset(word.words[0] for word in uttered if word.forms & told)


@cache
def lexicon() -> Lexicon:
    """The word lists; read on first use, the same object afterwards."""
    people, things, cues = _toml("people.toml"), _toml("organisations.toml"), _toml("cues.toml")
    outlets = cast(dict[str, str], _toml("outlets.toml"))
    names = cast(dict[str, str], _toml("first_names.toml"))
    places, demonyms = _places()
    return Lexicon(
        honorifics=_by_gender(people["honorifics"]),
        offices=_by_gender(people["offices"]),
        role_aliases=people["role_aliases"],
        person_nouns=_by_gender(people["person_nouns"]),
        describing=_lower(people["describing"]["words"]),
        speaking_for=_lower(people["speaking_for"]["body"]),
        in_a_team=_lower(people["speaking_for"]["team"]),
        rival_offices=_lower(people["rival_offices"]["words"]),
        deputies=_lower(people["rival_offices"]["deputies"]),
        relations=_lower(people["relations"]["words"]),
        unnamed_heads=_lower(people["unnamed_heads"]["words"]),
        callings=_lower(people["callings"]["words"]),
        nicknames={short: _lower(full) for short, full in people["nicknames"].items()},
        organisation_heads=_lower(things["organisation_heads"]["words"]),
        outlet_heads=_lower(things["outlet_heads"]["words"]),
        outlet_alone=_lower(things["outlet_alone"]["words"]),
        outlet_nouns=_lower(things["outlet_nouns"]["words"]),
        outlet_suffixes=_lower(things["outlet_suffixes"]["words"]),
        organisation_nouns=_lower(things["organisation_nouns"]["words"]),
        state_bodies=_lower(things["state_bodies"]["words"]),
        group_nouns=_lower(things["group_nouns"]["words"]),
        document_nouns=_lower(things["document_nouns"]["words"]),
        authored_nouns=_lower(things["authored_nouns"]["words"]),
        document_hops=things["document_hops"],
        platforms=_lower(things["platforms"]["names"]),
        tweet_words=_lower(things["platforms"]["tweet"]),
        place_words=_lower(things["places"]["words"]),
        place_openers=_lower(things["places"]["openers"]),
        body_offices=_lower(things["bodies"]["offices"]),
        body_openers=_lower(things["bodies"]["openers"]),
        body_closers=_lower(things["bodies"]["closers"]),
        not_names=frozenset(_words(things["not_names"]["words"])),
        places=places,
        demonyms=demonyms,
        outlets=frozenset(name.lower() for row in outlets.values() for name in row.split("|")),
        first_names={name.lower(): gender for gender, text in names.items() for name in text.split()},
        attitude=_lower(cues["attitude"]["words"]),
        hedge=_lower(cues["hedge"]["words"]),
        speech=_lower(cues["speech"]["words"]),
        saying=_sayings() | _lower(cues["telling"]["words"]),
        relays=_lower(cues["relays"]["words"]),
        function_words=frozenset(_without_comments(_text("function_words.txt")).split()),
        plain_words=load_lexicon().plain,
    )


def alternatives(words: frozenset[str] | dict[str, str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))
