"""The word lists of the extractor by rules, read once from the data files beside this module."""

import tomllib
from enum import IntFlag
from functools import cache
from importlib.resources import files

from sayso.records import StatementClass, Value


class VerbForm(IntFlag):
    """The forms a word can be of its verb."""

    BASE = 1
    THIRD = 2
    PAST = 4
    PARTICIPLE = 8
    ING = 16


FINITE = VerbForm.BASE | VerbForm.THIRD | VerbForm.PAST


class Verb(Value, frozen=True, kw_only=True):
    """One cue verb.

    Attributes:
        kind: speech, thought, act, show or hedge.
        class_: the class its content gets when nothing else tells.
        frames: letters, see the head of `verbs.tsv`.
        prepositions: words that may open its content.
    """

    lemma: str
    kind: str
    class_: StatementClass
    frames: frozenset[str]
    prepositions: frozenset[str]


class Noun(Value, frozen=True, kw_only=True):
    """One cue noun: the class of its content and the words that may open it."""

    lemma: str
    class_: StatementClass
    openers: frozenset[str]


class VerbWord(Value, frozen=True, kw_only=True):
    """One word (or words) that can be a cue: of which verb, and in which forms."""

    verb: Verb
    forms: VerbForm
    words: tuple[str, ...]


class Words(Value, frozen=True, kw_only=True):
    """The closed classes of words; see `words.toml`."""

    auxiliaries: frozenset[str]
    be: frozenset[str]
    adverbs: frozenset[str]
    pronouns: frozenset[str]
    subject_pronouns: frozenset[str]
    contracted_pronouns: frozenset[str]
    possessives: frozenset[str]
    object_pronouns: frozenset[str]
    determiners: frozenset[str]
    noun_prepositions: frozenset[str]
    breaking_prepositions: frozenset[str]
    conjunctions: frozenset[str]
    content_openers: frozenset[str]
    adjunct_openers: frozenset[str]
    times: frozenset[str]
    catenatives: frozenset[str]
    titles: frozenset[str]
    hearers: frozenset[str]
    media: frozenset[str]
    issuing: frozenset[str]
    not_names: frozenset[str]
    labels: frozenset[str]
    plural_pronouns: frozenset[str]
    plural_nouns: frozenset[str]


class Lexicon(Value, frozen=True, kw_only=True):
    """All word lists; `verbs` are listed by their first word, longest first."""

    words: Words
    verbs: dict[str, tuple[VerbWord, ...]]
    nouns: dict[str, Noun]
    according: tuple[tuple[str, ...], ...]
    precision: dict[str, float]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read on first use; it is the same for every document."""
    closed = tomllib.loads(_read("words.toml"))
    return Lexicon(
        words=Words(**{name: frozenset(closed[name].split()) for name in Words.__struct_fields__}),
        verbs=_verbs(),
        nouns=_nouns(),
        according=tuple(tuple(phrase.split()) for phrase in closed["according"]),
        precision={pattern: float(value) for pattern, _, value in _rows("precision.tsv")},
    )


def _read(name: str) -> str:
    return (files("sayso.extract.rules") / name).read_text(encoding="utf-8")


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _read(name).splitlines() if line and not line.startswith("#")]


def _nouns() -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for singular, plural, class_, openers in _rows("nouns.tsv"):
        noun = Noun(lemma=singular, class_=StatementClass(class_), openers=frozenset(openers.split(",")))
        nouns[singular] = nouns[plural] = noun
    return nouns


def _verbs() -> dict[str, tuple[VerbWord, ...]]:
    by_first: dict[str, dict[tuple[str, ...], VerbWord]] = {}
    for lemma, irregular, kind, class_, frames, prepositions in _rows("verbs.tsv"):
        verb = Verb(
            lemma=lemma,
            kind=kind,
            class_=StatementClass(class_),
            frames=frozenset(frames),
            prepositions=frozenset(filter(None, prepositions.split(","))),
        )
        for words, forms in _forms(lemma, irregular).items():
            by_first.setdefault(words[0], {})[words] = VerbWord(verb=verb, forms=forms, words=words)
    return {first: tuple(sorted(entries.values(), key=lambda e: -len(e.words))) for first, entries in by_first.items()}


def _forms(lemma: str, irregular: str) -> dict[tuple[str, ...], VerbForm]:
    given = [form.replace("_", " ") for form in irregular.split()]
    past, participle, ing = given[:3] if given else _regular(lemma)
    third = given[3] if len(given) > 3 else _third(lemma)
    forms: dict[tuple[str, ...], VerbForm] = {}
    for text, form in (
        (lemma, VerbForm.BASE),
        (third, VerbForm.THIRD),
        (past, VerbForm.PAST),
        (participle, VerbForm.PARTICIPLE),
        (ing, VerbForm.ING),
    ):
        words = tuple(text.split())
        forms[words] = forms.get(words, VerbForm(0)) | form
    return forms


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return lemma + "es"
    return lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeiou" else lemma + "s"


def _regular(lemma: str) -> tuple[str, str, str]:
    if lemma.endswith("e"):
        past, ing = lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        past, ing = lemma[:-1] + "ied", lemma + "ing"
    else:
        past, ing = lemma + "ed", lemma + "ing"
    return past, past, ing
