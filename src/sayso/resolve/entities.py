"""Who and what one document names: its mentions gathered into entities, and look-ups among them."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from sayso.records import Span, SpeakerKind
from sayso.resolve.evidence import told_kind
from sayso.resolve.kinds import PARTY, PERSON, PLACE
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import Name, NameFinder, without_pairs
from sayso.resolve.scraps import without_scraps
from sayso.resolve.view import View

_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$")
_ACRONYM_AFTER = re.compile(r"\s*[,(]\s*(?:the\s+)?[\"“‘']?([A-Z][A-Za-z&]*[A-Z](?:/[A-Z][A-Z]+)?)[\"”’']?\s*\)")
_APPOSED_NOUN = re.compile(
    r",\s+(?:an?|the|her|his|its|their)\s+(?:[\w’'-]+\s+){0,2}?([a-z-]+)(?=,|\s(?:close|of|in|run|that|which|for|from)\b)"
)
_BODY_BEHIND = re.compile(
    r"(?:,|\s+(?:is|was))\s+(?:an?|the|its|their|[\w’'-]+[’']s?)\s+(?:[\w’'-]+\s+){0,2}?(?P<noun>[a-z]+)(?=,|[.;]|\s(?:of|in|that|which|for|close)\b)"
)
_BODY_NOUNS = frozenset({
    "agency", "alliance", "army", "charity", "club", "coalition", "committee", "company", "faction", "firm", "front",
    "foundation", "group", "guild", "league", "militia", "movement", "network", "organisation", "organization", "party",
    "union", "wing",
})  # fmt: skip
_NOUN_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]er|[Hh]is|[Tt]heir|[a-z-]+)\s+([a-z-]+),?\s+$")
_REPORTED = re.compile(
    r"(?:\s+agency)?(?:,\s+(?:citing|quoting)\s[^,.]{3,80},)?\s+report(?:ed|s)\b(?!\s+(?:to|for|in|directly)\b)"
)
_REPORTED_BY = re.compile(r"\b(?:,|”|\"|’)\s+reported\s+$|\breported\s+by\s+(?:the\s+)?$")
_EDITED = re.compile(r"\b(?:editors?|columnists?|correspondents?)\s+(?:of|at|for|with)\s+(?:[Tt]he\s+)?$")
_IN_OR_FROM = re.compile(r"\b(?:[Ii]n|[Ff]rom|[Nn]ear)\s+([^\W\d_]\w*)")
_STATED_IN = re.compile(r"\b(?:stated|told|reported|noted|written|said)\s+by\s+[^,;:.]{3,40}\s+in\s+(?:[Tt]he\s+)?$")
_EDITORIAL = re.compile(r"[’']s\s+(?:editorial|front\s+page|newsroom|editors?|columnists?|correspondents?)\b")
_CREDIT = re.compile(r"\)\s*[—–-]")
CREDIT_REACH = 60
"""Code points from the start of a paragraph within which a dateline's credit stands."""
_ARTICLES = frozenset({"The", "A", "An"})
_CHAMBERS = frozenset({"house", "senate", "congress", "parliament", "assembly"})
_BEFORE_FIRST_NAMES = frozenset({"king", "queen", "prince", "princess", "pope"})
_SMALL = frozenset(["of", "the", "for", "and", "on", "in", "de", "la", "e", "i", "al"])


@dataclass(slots=True)
class Entity:
    """One person, organisation, outlet or place of a document.

    Attributes:
        number: its place in the order of first mention.
        forms: every form of its name, with counts.
        roles: (words, span of the words), in text order.
        mentions: spans where it is named, in text order.
    """

    number: int
    kind: SpeakerKind | str | None
    gender: str | None
    forms: Counter[str] = field(default_factory=Counter[str])
    roles: list[tuple[str, Span]] = field(default_factory=list[tuple[str, Span]])
    mentions: list[Span] = field(default_factory=list[Span])
    _name: str | None = field(default=None, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The fullest form, of several as full the most frequent, then the first."""
        if self._name is None:
            self._name = max(self.forms, key=lambda form: (_fullness(form), self.forms[form], -len(form)))
        return self._name

    @property
    def is_surely_person(self) -> bool:
        """Whether more than the number of its words tells that a name is a person's."""
        return bool(self.gender or self.roles)

    @property
    def full_span(self) -> Span:
        """Where a form as long as its fullest name first stands."""
        length = len(self.name)
        return next((m for m in self.mentions if m[1] - m[0] >= length), self.mentions[0])

    def add(self, name: Name) -> None:
        """Count a mention in."""
        self.forms[name.text] += 1
        self._name = None
        self.mentions.append((name.start, name.end))
        if name.kind and (self.kind is None or name.role):
            self.kind = name.kind
        self.gender = self.gender or name.gender
        if name.role:
            self.roles.append((name.role, (name.lead, name.start)))

    def take_in(self, other: "Entity") -> None:
        """Count all mentions and roles of another in."""
        self.forms.update(other.forms)
        self._name = None
        self.mentions.extend(other.mentions)
        self.roles.extend(other.roles)


def _fullness(form: str) -> int:
    """Names in full are better than single words, acronyms worse than what they stand for."""
    return min(len(form.split()), 6) * 2 - (1 if form.isupper() else 0)


class Entities:
    """The entities of one document.

    `at(span)` says which entity a name stands for; `names` are the mentions in text order. A name that is the
    document's own outlet is an outlet, whatever it looks like.
    """

    def __init__(self, view: View, title: str | None = None, outlet: str | None = None) -> None:
        self._view = view
        first_line = view.text[slice(*view.paragraphs[0])] if view.paragraphs else ""
        self.title = "\n".join(filter(None, (title, first_line)))
        self._finder = NameFinder(view)
        self._gathered: list[Name] = []
        self._lex = lexicon()
        self.all: list[Entity] = []
        self._by_form: dict[str, Entity] = {}
        self._by_surname: dict[str, list[Entity]] = {}
        self._by_first: dict[str, list[Entity]] = {}
        self._by_last: dict[str, dict[int, Entity]] = {}
        self._by_opening: dict[str, dict[int, Entity]] = {}
        self._owner: dict[Span, Entity] = {}
        self._topics: dict[int, bool] = {}
        names = without_scraps(view.text, self._with_outlets(without_pairs(self._finder.names()), outlet))
        self._gather(names)
        self.names = sorted([*names, *self._headline_names()], key=lambda n: n.start)
        self._starts = [n.start for n in self.names]

    def at(self, name: Name) -> Entity:
        """The entity that a mention belongs to."""
        return self._owner[(name.start, name.end)]

    def within(self, span: Span) -> list[Name]:
        """The mentions that begin inside a span."""
        first = bisect_right(self._starts, span[0] - 1)
        last = bisect_right(self._starts, span[1] - 1)
        return self.names[first:last]

    def before(self, at: int, most: int | None = None) -> list[Name]:
        """The mentions that begin before a place, in text order; the last so many where a number is given."""
        last = bisect_right(self._starts, at - 1)
        return self.names[0 if most is None else max(0, last - most) : last]

    def named(self, text: str) -> Entity | None:
        """The entity with a form of name, whatever its case; by surname where only one person has it."""
        key = _key(text)
        if key in self._by_form:
            return self._by_form[key]
        people = self._by_surname.get(key) or self._by_first.get(key)
        return max(people, key=lambda e: (len(e.mentions), -e.number)) if people else None

    def is_topic(self, entity: Entity) -> bool:
        """Whether the title names somebody."""
        known = self._topics.get(entity.number)
        if known is None:
            words = (form.split()[-1] for form in entity.forms)
            known = any(w in self.title and re.search(rf"\b{re.escape(w)}\b", self.title) for w in words)
            self._topics[entity.number] = known
        return known

    def _with_outlets(self, names: list[Name], own: str | None) -> list[Name]:
        """The names, those of outlets marked: the document's own, and where the text says once that it is one."""
        people = {_key(name.text) for name in names if name.kind == PERSON and (name.role or name.gender)}
        places = self._lex.places
        unknown = [
            n
            for n in names
            if n.kind != PLACE or not (n.text.lower() in places or n.text.lower() in self._lex.demonyms)
        ]
        known = [n for n in unknown if not n.role and _key(n.text) not in people]
        told = {_key(name.text) for name in known if self._told_outlet(name)} | {_key(own or "")}
        unsure = [n for n in known if n.kind in (None, PERSON) and not n.gender]
        kinds: dict[str, SpeakerKind | str] = {**self._by_use(unsure), **dict.fromkeys(told, SpeakerKind.OUTLET)}
        by_use = {id(n) for n in unsure}
        meant = {id(n): kinds[_key(n.text)] for n in known if _key(n.text) in (kinds if id(n) in by_use else told)}
        return [n._replace(kind=meant[id(n)], gender=None) if id(n) in meant else n for n in names]

    def _by_use(self, unsure: list[Name]) -> dict[str, SpeakerKind | str]:
        """Kinds of names taken for persons by the number of their words alone, where the text tells another."""
        bodies = {_key(name.text) for name in unsure if self._told_body(name)}
        places: dict[str, list[Span]] = {}
        for name in unsure:
            if name.kind == PERSON and _key(name.text) not in bodies:
                places.setdefault(_key(name.text), []).append((name.start, name.end))
        told = {key: told_kind(self._view.text, spans, PERSON) for key, spans in places.items()}
        found: dict[str, SpeakerKind | str] = dict.fromkeys(bodies, SpeakerKind.ORGANISATION)
        return found | {key: kind for key, kind in told.items() if kind and kind != PERSON}

    def _told_body(self, name: Name) -> bool:
        """Whether what stands behind a name makes it a body: ", the armed wing of", " is a militia"."""
        told = _BODY_BEHIND.match(self._view.text, name.end)
        return bool(told and told["noun"] in _BODY_NOUNS)

    def nouns_of(self, entity: Entity) -> frozenset[str]:
        """The nouns for bodies that stand behind an entity's name: "wing" for "X, the armed wing of Y"."""
        told = (_BODY_BEHIND.match(self._view.text, mention[1]) for mention in entity.mentions)
        return frozenset(match["noun"] for match in told if match)

    def _told_outlet(self, name: Name) -> bool:
        """Whether an apposition ("X, a website"), a noun before the name or a dateline's credit makes it an outlet."""
        nouns = self._lex.outlet_nouns
        after = _APPOSED_NOUN.match(self._view.text, name.end)
        if after and after.group(1).lower() in nouns:
            return True
        before = _NOUN_BEFORE.search(self._view.text, max(0, name.lead - 24), name.lead)
        if before and before.group(1).lower() in nouns:
            return True
        edited = _EDITED.search(self._view.text, max(0, name.lead - 24), name.lead)
        if _STATED_IN.search(self._view.text, max(0, name.lead - 60), name.lead):
            return True
        if name.kind is None and (edited or _EDITORIAL.match(self._view.text, name.end)):
            return True
        if (name.kind is None or name.text.endswith(" agency")) and self._reports(name):
            return True
        opens = self._view.paragraphs[self._view.paragraph_index(name.start)][0]
        credited = _CREDIT.match(self._view.text, name.end) and self._view.text[name.start - 1 : name.start] == "("
        return bool(credited) and name.start - opens < CREDIT_REACH

    def _reports(self, name: Name) -> bool:
        """Whether a name of no known kind is said to report: "X reported that", "reported X, citing"."""
        text = self._view.text
        by = _REPORTED_BY.search(text, max(0, name.start - 24), name.start)
        return bool(by or _REPORTED.match(text, name.end))

    def _told_gender(self, name: Name) -> str | None:
        """The gender that a noun of kin or office beside a full name tells: "her uncle, X", "X, the spokeswoman"."""
        text = self._view.text
        before = _NOUN_BEFORE.search(text, max(0, name.lead - 24), name.lead)
        after = _APPOSED_NOUN.match(text, name.end)
        for match in (before, after):
            gender = self._lex.person_nouns.get(match.group(1).lower()) if match else None
            if gender in ("male", "female"):
                return gender
        return None

    def _gather(self, names: list[Name]) -> None:
        """Full names first, so that a surname before the full name finds it too."""
        for name in names:
            if _is_full(name):
                self._own(name, self._find_full(name) or self._new(name))
                entity = self.at(name)
                entity.gender = entity.gender or (self._told_gender(name) if entity.kind == PERSON else None)
        for titled in (True, False):
            for name in names:
                if not _is_full(name) and (name.lead < name.start) == titled:
                    self._own(name, self._find_short(name) or self._new(name))
        for entity in self.all:
            entity.mentions.sort()
            entity.roles.sort(key=lambda role: role[1])
        self._gathered = names
        self._kinds_by_use()
        self._acronyms()
        self._slashes()
        for entity in self.all:
            entity.mentions.sort()

    def _kinds_by_use(self) -> None:
        """Give entities of no known kind the one that the words around all their mentions tell."""
        for entity in self.all:
            if entity.kind is None and not is_people(entity.name):
                entity.kind = told_kind(self._view.text, entity.mentions)

    def _own(self, name: Name, entity: Entity) -> None:
        entity.add(name)
        self._owner[(name.start, name.end)] = entity
        key = _key(name.text)
        self._by_form.setdefault(key, entity)
        if " " in key:
            self._by_last.setdefault(key.rsplit(maxsplit=1)[-1], {})[entity.number] = entity
            self._by_opening.setdefault(key.split(maxsplit=1)[0], {})[entity.number] = entity

    def _new(self, name: Name) -> Entity:
        entity = Entity(number=len(self.all), kind=name.kind, gender=name.gender)
        self.all.append(entity)
        words = _key(name.text).split()
        if name.kind == PERSON and (_is_full(name) or name.lead < name.start):
            self._by_surname.setdefault(words[-1], []).append(entity)
        if _is_full(name) and name.kind == PERSON:
            self._by_first.setdefault(words[0], []).append(entity)
            if len(words) > 2:
                self._by_surname.setdefault(" ".join(words[1:]), []).append(entity)
                self._by_surname.setdefault(" ".join(words[-2:]), []).append(entity)
        return entity

    def _find_full(self, name: Name) -> Entity | None:
        key = _key(name.text)
        if key in self._by_form:
            return self._by_form[key]
        if name.kind != PERSON:
            return None
        words = key.split()
        for entity in self._by_surname.get(words[-1], []):
            if any(_key(form).endswith(f" {key}") for form in entity.forms):
                return entity
            firsts = {_key(form).split()[0] for form in entity.forms if len(form.split()) > 1}
            if any(self._same_first(words[0], first) for first in firsts):
                return entity
        return None

    def _same_first(self, one: str, other: str) -> bool:
        """Whether two first names may be one person's: equal, an initial, or a short form."""
        if one == other:
            return True
        short, full = sorted((one.rstrip("."), other.rstrip(".")), key=len)
        if len(short) == 1:
            return full.startswith(short)
        nicknames = self._lex.nicknames
        return full in nicknames.get(short, frozenset()) or short in nicknames.get(full, frozenset())

    def _find_short(self, name: Name) -> Entity | None:
        """The person or thing a single word stands for, None for one not named otherwise."""
        key = _key(name.text)
        if name.kind == PLACE:
            return self._by_form.get(key)
        candidates = list(self._by_surname.get(key, []))
        alone = not name.role and (name.kind is None or name.lead == name.start)
        if not candidates and (alone or (name.role or "").lower() in _BEFORE_FIRST_NAMES):
            candidates = list(self._by_first.get(key, []))
        if name.gender:
            fitting = [c for c in candidates if c.gender in (None, name.gender)]
            surname = name.lead == name.start and key in self._by_surname
            candidates = fitting or (candidates if surname else [])
        if name.text.isupper():
            candidates = [c for c in candidates if any(form.isupper() for form in c.forms)] or candidates
        if name.role:
            candidates = [c for c in candidates if self._may_hold(c, name)]
        if not candidates:
            return self._by_form.get(key) or self._outlet_ending_in(key)
        return max(candidates, key=lambda entity: (self._nearness(entity, name), -entity.number))

    def _may_hold(self, entity: Entity, name: Name) -> bool:
        """Whether somebody may be who an office and surname name: named before, or given that office elsewhere."""
        before = any(m[0] < name.start for m in entity.mentions)
        office = (name.role or "").lower()
        return (
            before
            or any(office in role.lower() for role, _ in entity.roles)
            or (not entity.roles and not entity.gender)
        )

    def _outlet_ending_in(self, key: str) -> Entity | None:
        """The outlet or organisation that "the Times" is short for; "the House" is a chamber of its own."""
        if key in _CHAMBERS:
            return None
        ending = [
            e for e in self._by_last.get(key, {}).values() if e.kind in (SpeakerKind.OUTLET, SpeakerKind.ORGANISATION)
        ]
        opening = [] if key in self._placed else list(self._by_opening.get(key, {}).values())
        opened = (e for e in opening if e.kind == SpeakerKind.OUTLET and not e.name.lower().endswith(" agency"))
        found = [*ending, *opened]
        return min(found, key=lambda entity: entity.number, default=None)

    @cached_property
    def _placed(self) -> frozenset[str]:
        """The words that the text has somebody in or from, so that they are short for no outlet there."""
        return frozenset(_key(word) for word in _IN_OR_FROM.findall(self._view.text))

    def _nearness(self, entity: Entity, name: Name) -> float:
        """How likely a short name means an entity: often named, above all in full, and named shortly before."""
        full = sum(count for form, count in entity.forms.items() if len(form.split()) > 1)
        often = min(len(entity.mentions), 20) / 8 + min(full, 5)
        before = [m for m in entity.mentions if m[0] < name.start]
        if not before:
            return -20.0 - (entity.mentions[0][0] - name.start) / 1000
        gap = self._view.paragraph_index(name.start) - self._view.paragraph_index(before[-1][0])
        return often - min(gap, 8)

    def _acronyms(self) -> None:
        """Merge "National Council … (NC)" and acronyms made of a name's first letters."""
        for entity in list(self.all):
            for form in list(entity.forms):
                if len(form.split()) < 2 or (entity.kind == PERSON and entity.roles):
                    continue
                defined = self._defined_after(entity)
                for short in defined or {_initials(form)}:
                    other = self._by_form.get(short.lower())
                    if other and other is not entity and (defined or self._spelt_by(form, other)):
                        self._merge(entity, other)

    def _spelt_by(self, form: str, other: Entity) -> bool:
        """Whether a body's first letters give an acronym that no name of other words has already."""
        longer = [set(_key(f).split()) for f in other.forms if " " in f]
        words = set(_key(form).split())
        return other.kind == SpeakerKind.ORGANISATION and all(_alike(words, others) for others in longer)

    def _defined_after(self, entity: Entity) -> set[str]:
        found: set[str] = set()
        for span in entity.mentions:
            match = _ACRONYM_AFTER.match(self._view.text, span[1])
            if match and _fits(match.group(1), self._view.text[span[0] : span[1]]):
                found.update(match.group(1).split("/"))
        return found

    def _slashes(self) -> None:
        """Merge the two acronyms of "ABC/XYZ", which are two names of one body; outlets that share a poll are not."""
        for name in self._gathered:
            at = name.end
            if self._view.text[at : at + 1] != "/" or not name.text.isupper() or name.kind == SpeakerKind.OUTLET:
                continue
            after = next((s for s in self._owner if s[0] == at + 1), None)
            if after is None or not self._view.text[slice(*after)].isupper():
                continue
            one, other = self._owner[(name.start, name.end)], self._owner[after]
            if one is not other and SpeakerKind.OUTLET not in (one.kind, other.kind):
                into, gone = (one, other) if _fullness(one.name) >= _fullness(other.name) else (other, one)
                self._merge(into, gone)

    def _merge(self, into: Entity, gone: Entity) -> None:
        into.take_in(gone)
        if into.kind in (None, PERSON):
            into.kind = SpeakerKind.ORGANISATION
            into.gender = None
        for span in gone.mentions:
            self._owner[span] = into
        for form in gone.forms:
            self._by_form[_key(form)] = into
        self.all.remove(gone)

    def _headline_names(self) -> list[Name]:
        """Mentions in headlines, where most words are capitalised: only of names that stand elsewhere in the text."""
        found: list[Name] = []
        for paragraph in self._finder.headlines:
            found.extend(self._known_names(self._view.text[slice(*paragraph)], paragraph[0]))
        return found

    def _known_names(self, text: str, shift: int) -> list[Name]:
        found: list[Name] = []
        words = [(m.group(), m.start(), m.end()) for m in re.finditer(r"[^\W\d_][\w.&]*(?:[-’'](?!s\b)\w+)*", text)]
        index = 0
        while index < len(words):
            for size in (5, 4, 3, 2, 1):
                group = words[index : index + size]
                phrase = text[group[0][1] : group[-1][2]]
                begins = len(group) == size and group[0][0][0].isupper() and group[0][0] not in _ARTICLES
                entity = self.named(phrase) if begins else None
                if entity:
                    start, end = shift + group[0][1], shift + group[-1][2]
                    name = Name(start, end, phrase, entity.kind, None, None, start)
                    self._owner[(start, end)] = entity
                    found.append(name)
                    break
            else:
                size = 1
            index += size
        return found


def is_people(name: str) -> bool:
    """Whether a name is that of people by their country or party: "Velians", "Asian Americans"."""
    last = re.split(r"[\s-]", name.lower())[-1]
    return last.endswith("s") and (last[:-1] in lexicon().demonyms or last[:-1] in PARTY)


def _is_full(name: Name) -> bool:
    return len(_SUFFIX.sub("", name.text).split()) > 1


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    """The form under which a name is looked up: lower case, no accents, middle initials, suffix or article."""
    plain = _SUFFIX.sub("", text).replace("’", "'").lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = plain.removeprefix("the ").split()
    kept = [w for i, w in enumerate(words) if not (0 < i < len(words) - 1 and len(w.rstrip(".")) == 1)]
    return " ".join(kept)


def _alike(words: set[str], others: set[str]) -> bool:
    """Whether one of two names has all words of the other, numbers of nouns aside."""
    one, other = ({w.removesuffix("s") for w in each} for each in (words, others))
    return one <= other or other <= one


def _initials(form: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", form) if word and word.lower() not in _SMALL).upper()


def _fits(acronym: str, form: str) -> bool:
    """Whether the letters of an acronym stand in a name, in order, the first as its first or a word's first."""
    letters = acronym.split("/", maxsplit=1)[0].lower()
    at = 0
    text = form.lower()
    for letter in letters:
        at = text.find(letter, at) + 1
        if at == 0:
            return False
    return any(word.startswith(letters[0]) for word in re.split(r"[\s-]+", text))
