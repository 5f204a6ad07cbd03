"""What one document tells of those it names, gathered name by name: the only step that looks into a document."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from msgspec import Struct, field

from sayso.link.entities.lexicon import entity_words
from sayso.link.entities.names import country_of, initials, is_generic, name_key, person_name, proper_key, state_of
from sayso.link.inputs import LinkDocument
from sayso.records import (
    Affiliation,
    EntityKind,
    Epithet,
    HopKind,
    Mention,
    Role,
    Span,
    SpeakerKind,
)
from sayso.resolve.kinds import PLACE, kind_of

NAMED = "name"
"""How a mention was found that is a name as written."""

HOME_MENTIONS = 3
"""How often a country must be named, and twice as often as the next, to be the one a document is about."""

_MALE = frozenset({"he", "him", "his"})
_FEMALE = frozenset({"she", "her", "hers"})
_DEFINED = r"[\s,]*[(\[]\s*(?:the\s+)?[\"“‘']?(?:[A-Za-z]+/)?{}\b"
_BRACKETED = re.compile(r"[\s,]*[(\[]\s*(?:the\s+)?[\"“‘']?([A-Z][A-Za-z]*)(?:/([A-Z][A-Za-z]*))?\b")
_NAMED_KINDS = frozenset({SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.OUTLET, SpeakerKind.GROUP})
_LOOK_BACK = 24
_ALIAS = re.compile(
    r"[\s,(\[]*(?:(?:who|which)\s+)?(?:(?:is|was|are|were)\s+)?(?:(?:also|better|otherwise|commonly|sometimes|more\s+commonly|"
    r"formerly|previously)\s+(?:known|called|referred\s+to)(?:\s+(?:as|by))?|a\.k\.a\.|aka)\s*(?:the\s+)?[\"“‘']?",
    re.IGNORECASE,
)
_OR = re.compile(r"[\"”’']?,?\s+or\s+(?:the\s+)?[\"“‘']?")


class Written(Struct, frozen=True, array_like=True):
    """One written form of a name in one document."""

    text: str
    times: int
    span: Span


class Told(Struct, frozen=True, array_like=True):
    """Something a document tells of one it names, with the record that says so."""

    what: str
    record: Role | Affiliation | Epithet


class LocalName(Struct, array_like=True):
    """One name of one document, as full as the document gives it.

    Attributes:
        key: of the name; for bodies that each country has, with the country: "interior ministry of iran" where the
            name stands behind "Iran’s", "interior ministry @iran" where the document is about Iran.
        plain: the key without a country, by which statements of the document refer to it.
        forms: as written, with counts and the first place of each.
        kind: what the document takes it for.
        male, female: how often a pronoun told.
        placed, articled: how often it follows a word like "in", or "the".
        shorts: single words that the document uses for the same one: acronyms and names beside a slash.
        aliases: keys of what the document says it is also known as.
        slashed: keys of names whose short form the document joins to this one's by a slash: "ABC/XYZ".
        defined: those of `shorts` that the document explains behind the name, in brackets.
        spoke: statements of which it is the speaker.
        cited: statements that came through it.
        told: roles, affiliations and epithets.
        published: whether it is the document's own outlet.
    """

    key: str
    plain: str
    forms: list[Written] = field(default_factory=list[Written])
    kind: EntityKind | None = None
    male: int = 0
    female: int = 0
    placed: int = 0
    articled: int = 0
    shorts: set[str] = field(default_factory=set[str])
    defined: set[str] = field(default_factory=set[str])
    aliases: set[str] = field(default_factory=set[str])
    slashed: set[str] = field(default_factory=set[str])
    spoke: int = 0
    cited: int = 0
    published: bool = False
    told: list[Told] = field(default_factory=list[Told])

    @property
    def named(self) -> int:
        """How often it is named."""
        return sum(form.times for form in self.forms)


class DocumentNames(Struct, frozen=True, array_like=True):
    """All names of a document.

    Attributes:
        outlet: the document's own, as written; None where unknown.
        statements: how many the document has.
    """

    document: str
    outlet: str | None
    statements: int
    names: tuple[LocalName, ...]


def gather(document: LinkDocument) -> DocumentNames:
    """The names of one document, by key, with all it tells of them.

    A form with other words than the fullest name ("National Commission" beside "National Council") is a name of its
    own, whatever the document's short forms were taken for.
    """
    gatherer = _Gatherer(document)
    names = gatherer.names()
    outlet = document.document.fact("outlet")
    return DocumentNames(
        document=document.document.id,
        outlet=outlet,
        statements=len(document.statements),
        names=tuple(names[key] for key in sorted(names)),
    )


class _Gatherer:
    def __init__(self, document: LinkDocument) -> None:
        self._document = document
        self._home = _home(document.mentions)
        self._names: dict[str, LocalName] = {}

    def names(self) -> dict[str, LocalName]:
        """All names by key."""
        for name, mentions in self._by_name().items():
            self._add_mentions(name, mentions)
        self._add_aliases()
        self._add_outlet()
        self._add_speakers()
        self._add_told()
        return self._names

    def _by_name(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for mention in self._document.mentions:
            found.setdefault(mention.name, []).append(mention)
        return found

    def _add_mentions(self, name: str, mentions: list[Mention]) -> None:
        """Add a name with the forms that are short for it; forms of other words become names of their own."""
        written: dict[str, list[Mention]] = {}
        for mention in mentions:
            if mention.how == NAMED:
                written.setdefault(mention.text, []).append(mention)
        own = proper_key(name)
        if not own:
            return
        for text, places in written.items():
            key = own if _is_form_of(proper_key(text), own) else proper_key(text)
            if key:
                self._add_form(key, text, places)
        local = self._names.get(self._qualified(own, mentions))
        if local is not None:
            pronouns = Counter(mention.text.lower() for mention in mentions if mention.how != NAMED)
            local.male += sum(pronouns[word] for word in _MALE)
            local.female += sum(pronouns[word] for word in _FEMALE)

    def _add_form(self, key: str, text: str, places: list[Mention]) -> None:
        local = self._local(key, places)
        local.forms.append(Written(text, len(places), min(place.span for place in places)))
        before = [self._word_before(place.span) for place in places]
        local.placed += sum(word in entity_words().place_words for word in before)
        local.articled += before.count("the")
        by_use = " " not in key and 2 * local.placed >= local.named and kind_of(text) is None
        local.kind = local.kind or (EntityKind.PLACE if by_use and local.placed else _kind(key, text, places))
        short = proper_key(text)
        if short != key and " " not in short and short not in key.split():
            local.shorts.add(short)
            if self._is_defined(local, text):
                local.defined.add(short)

    def _is_defined(self, local: LocalName, short: str) -> bool:
        pattern = re.compile(_DEFINED.format(re.escape(short.rsplit(maxsplit=1)[-1])))
        long_names = (m for m in self._document.mentions if m.how == NAMED and name_key(m.text) == local.plain)
        return any(pattern.match(self._document.raw, mention.span[1]) for mention in long_names)

    def _local(self, key: str, places: Iterable[Mention] = ()) -> LocalName:
        whole = self._qualified(key, places)
        return self._names.setdefault(whole, LocalName(key=whole, plain=key))

    def _qualified(self, key: str, places: Iterable[Mention]) -> str:
        """The key of a body that each country has, with the country: the one before its name, else the document's."""
        if not _needs_country(key):
            return key
        found = Counter(filter(None, (self._owner(place.span[0]) for place in places)))
        if found:
            return f"{key} of {min(found, key=lambda name: (-found[name], name))}"
        return f"{key} @{self._home}" if self._home else key

    def _owner(self, at: int) -> str | None:
        """The country in the possessive right before a place: "Iran’s interior ministry"."""
        before = re.search(r"([\w .]{2,24}?)[’']s?\s+$", self._document.raw[max(0, at - _LOOK_BACK) : at])
        if not before:
            return None
        words = before.group(1).split()
        options = (state_of(name_key(" ".join(words[-size:]))) for size in (3, 2, 1))
        return next(filter(None, options), None)

    def _word_before(self, span: Span) -> str:
        before = self._document.raw[max(0, span[0] - _LOOK_BACK) : span[0]].split()
        return before[-1].lower() if before else ""

    def _add_aliases(self) -> None:
        """Note what the text says in so many words: "X, also known as Y or Z"."""
        named = [mention for mention in self._document.mentions if mention.how == NAMED]
        known: LocalName | None = None
        for one, other in pairwise(sorted(named, key=lambda mention: mention.span)):
            between = self._document.raw[one.span[1] : other.span[0]]
            if _ALIAS.fullmatch(between):
                known = self._known(one.name)
            elif known is None or not _OR.fullmatch(between):
                known = None
            alias = self._known(other.name)
            if known is not None and alias is not None and alias is not known:
                known.aliases.add(alias.key)
            if self._document.raw[one.span[1] : other.span[0]] == "/":
                self._tie(one.text, other.text)

    def _tie(self, first: str, second: str) -> None:
        """Note that two names are one's where the text joins the short form of one and that of the other by a slash."""
        owners = [self._explained.get(proper_key(short), set[str]()) for short in (first, second)]
        if first.isupper() and second.isupper() and all(len(found) == 1 for found in owners):
            one, other = (self._names[next(iter(found))] for found in owners)
            if one is not other and initials(one.plain) != initials(other.plain):
                one.slashed.add(other.key)

    @cached_property
    def _explained(self) -> dict[str, set[str]]:
        """Short form -> keys of the names of several words that explain it: by their letters, or in brackets behind."""
        found: dict[str, set[str]] = {}
        keys = {local.plain: local.key for local in self._names.values() if " " in local.plain}
        for plain, key in keys.items():
            found.setdefault(initials(plain), set()).add(key)
        for mention in self._document.mentions:
            key = keys.get(name_key(mention.text)) if mention.how == NAMED else None
            behind = _BRACKETED.match(self._document.raw, mention.span[1])
            if key and behind:
                for short in filter(None, behind.groups()):
                    found.setdefault(name_key(short), set()).add(key)
        return found

    def _add_outlet(self) -> None:
        outlet = self._document.document.fact("outlet")
        if outlet and name_key(outlet):
            local = self._local(name_key(outlet))
            local.kind, local.published = EntityKind.OUTLET, True
            if not local.forms:
                local.forms.append(Written(outlet, 0, (0, 0)))

    def _add_speakers(self) -> None:
        for statement in self._document.statements:
            speaker = statement.speaker
            if speaker is not None and speaker.kind in _NAMED_KINDS and (local := self._known(speaker.name)):
                local.spoke += 1
            hops = {hop.name for hop in statement.chain[1:-1] if hop.name and hop.kind is HopKind.OUTLET}
            for hop in sorted(hops):
                local = self._known(hop) or self._hop(hop)
                local.cited += 1

    def _hop(self, name: str) -> LocalName:
        """An outlet that carried a statement and is not among the mentions."""
        local = self._local(name_key(name))
        local.kind = local.kind or EntityKind.OUTLET
        local.forms.append(Written(name, 1, (0, 0)))
        return local

    def _known(self, name: str) -> LocalName | None:
        key = proper_key(name)
        return self._names.get(key) or next((local for local in self._names.values() if local.plain == key), None)

    def _add_told(self) -> None:
        for role in self._document.roles:
            self._tell(role.name, Told(role.role, role))
        for tie in self._document.affiliations:
            self._tell(tie.name, Told(tie.to, tie))
        for epithet in self._document.epithets:
            if epithet.referent:
                self._tell(epithet.referent, Told(epithet.word, epithet))

    def _tell(self, name: str, told: Told) -> None:
        local = self._known(name)
        if local is not None:
            local.told.append(told)


def _is_form_of(form: str, name: str) -> bool:
    """Whether a written form is short for a name: equal, a single word, or some of its words in their order."""
    if " " not in form or form == name:
        return True
    words = iter(name.split())
    if not all(word in words for word in form.split()):
        return False
    one, other = person_name(form), person_name(name)
    return one is None or other is None or one.suffix == other.suffix


def _kind(key: str, text: str, places: list[Mention]) -> EntityKind | None:
    """What the document takes a name for; places are told from the bodies that speak for them."""
    if kind_of(text) == PLACE or country_of(key):
        return EntityKind.PLACE
    kinds = Counter(place.kind for place in places if place.kind in _NAMED_KINDS)
    return EntityKind(min(kinds, key=lambda kind: (-kinds[kind], kind))) if kinds else None


def _home(mentions: Iterable[Mention]) -> str | None:
    """The country that a document is about; None where none stands out."""
    named = (mention.text for mention in mentions if mention.how == NAMED)
    counts = Counter(filter(None, (state_of(name_key(text)) for text in named))).most_common(2)
    if not counts or counts[0][1] < HOME_MENTIONS:
        return None
    return counts[0][0] if len(counts) == 1 or counts[0][1] >= 2 * counts[1][1] else None


def _needs_country(key: str) -> bool:
    """Whether a name says too little by itself to be one body everywhere."""
    return is_generic(key) and country_of(key) is None


__all__ = ["DocumentNames", "LocalName", "Told", "Written", "gather"]
