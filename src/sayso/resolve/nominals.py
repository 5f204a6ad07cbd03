"""What a nominal source stands for: "the senator", "the network", "his campaign", "officials", "the letter"."""

import re
from collections.abc import Sequence

from sayso.records import SpeakerKind
from sayso.resolve.below import named_below
from sayso.resolve.bodies import BodyResolver
from sayso.resolve.documents import DocumentResolver
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.introduced import introduction, told_of, without_day
from sayso.resolve.kinds import ORGANISATION, OUTLET, PERSON, PLACE
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import Name
from sayso.resolve.pairs import PairResolver
from sayso.resolve.pronouns import PronounResolver, Query
from sayso.resolve.resolved import Past, Resolved, last_reported, last_speaker, speaker_kind
from sayso.resolve.sources import Source, is_head
from sayso.resolve.view import View
from sayso.resolve.wording import is_plural, singular

GROUP, DOCUMENT, UNNAMED = SpeakerKind.GROUP, SpeakerKind.DOCUMENT, SpeakerKind.UNNAMED
_OWNER = re.compile(r"^(?:his|her|their|its|our|my)\s+", re.IGNORECASE)
_PEOPLE_BEFORE = re.compile(
    r"(?<![\w’'-])(?P<people>(?:(?!(?:is|are|was|were|to|of|by|for|and|that|the|likely|among|between|with|in|from|at|on)\b)[\w’'-]+\s+){0,2}"
    r"[\w’'-]+s)"
    r"(?:\s+(?:on|in|from|at|of|with|for|around|across)\s+(?:[\w’'.-]+\s*){1,5})?,?\s*$"
)
_WORD = re.compile(r"[^\W\d_][\w.]*(?:-\w+)*")
_ASIDE = re.compile(
    r",\s+(?:who|which|whose|whom)\b.*$|,\s+(?!\w+,? (?:and|or) )(?:like|including|such as|as well as|some|"
    r"many|most|an?|the)\b.*$",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"(?<=\w),?\s+and\s+(?:who|whose|which)\b.*$|(?<=\w),\s+(?:\w+(?:ed|ing)|seen|shown|written|sent|given|put|held)\s+"
    r"(?:to|on|in|at|by|with|for|from|under|of|the|an?|about|as)\b.*$"
)
"""A second clause about somebody, and what hangs on loosely: ", and who had carried it", ", speaking on condition"."""
_MET = re.compile(r"\s+(?:I|we|who\s+(?:I|we))\s+(?:have\s+)?(?:spoke|spoken|talked|interviewed|asked|met)\b.*$")
_PERSON_ENDINGS = ("man", "woman", "ist", "eer")
_DETERMINED = re.compile(
    r"(\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Ss]ome|[Mm]any|[Mm]ost|[Tt]hose|[Aa]nother)\s+)"
    r"((?:(?!(?:the|an?|that|and|to|of|in|for)\b)[\w’'-]+\s+){0,4}[\w’'-]+)$"
)
_ROLE_ENDING = re.compile(r",\s+(?:[\w’'-]+\s+){0,3}?(?P<noun>[a-z-]+)\s+$")


_PUBLIC = frozenset({
    "people", "experts", "analysts", "women", "men", "lawyers", "attorneys", "reporters", "teachers", "students",
})  # fmt: skip
"""People in the plural who are a group, and no informants who keep their names to themselves."""
_COUNTED = re.compile(
    r"(?:(?:about|around|only|just|nearly|almost|roughly|over|at\s+least|more\s+than|fewer\s+than|less\s+than|the)\s+)*"
    r"(?:(?:an?|the)\s+)?(?:number|quarter|third|half|fifth|majority|plurality|minority|rest|handful|share|dozens|hundreds|"
    r"thousands|millions|tens\s+of\s+thousands|much|most|many|some|few|several|[\d,.]+|one|two|three|four|five|six|seven|"
    r"eight|nine)\s+(?:of|in|out\s+of)\s+(?P<of>.+)",
    re.IGNORECASE | re.DOTALL,
)
_QUANTITY = re.compile(
    r"(?:(?:an?|the)\s+)?(?:[a-z-]+\s+){0,2}(?:number|lot|couple|pair|trio|slew|chorus|array|series|band|class|wave|majority|percentage|"
    r"group|crowd|flood|stream|roster|trove|collection|batch|handful|dozen|network|coalition)\s+of\s+(?P<of>.+)",
    re.IGNORECASE | re.DOTALL,
)
_ARTICLE = re.compile(
    r"^(?:the|an?|one(?!\s+(?:of|in|or|and|for|against|who|with)\b)|that|this|(?:these|those)(?!\s+(?:who|with|in|at|on|of|from|\w+ed|\w+ing)\b))\s+",
    re.IGNORECASE,
)
_SOMEBODY = frozenset({"somebody", "someone"})
_AND_ANOTHER = re.compile(r"\band\s+(?:the|an?)\s+(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z-]+)\b")
_SELF = re.compile(r"\s+(?:(?:him|her|it)self|themselves|(?<!those\s)(?<!these\s)(?:who|which))$")
_OWNED = re.compile(r"^(?:his|her|their|its|our|my)\b|[’']s\b", re.IGNORECASE)
_AGED = re.compile(r"\d+-year-old")
_OF_END = re.compile(r"\b(?:of|who|in|from|at|that|with|for|on)\b|,")
_FOR_A_BODY = frozenset({"a spokesman", "a spokeswoman", "a spokesperson"})
_LINKS = re.compile(
    r"[,;:]|\b(?:to|for|of|with|from|in|at|by|on|within|against|about|near|under|over|that|who|which)\b"
)
_ACRONYM = re.compile(r"\s*\([A-Z][\w/]*\)?")
LONGEST_BACK = 4
"""Words of a phrase that may point back at somebody brought in before; a longer one describes anew."""
TOPIC_REACH = 800
"""Code points back within which the person must be named whom a definite description is taken to mean."""


class NominalResolver:
    """Resolves nominal sources of one document."""

    def __init__(self, view: View, entities: Entities, pronouns: PronounResolver) -> None:
        self._view = view
        self._pronouns = pronouns
        self._entities = entities
        self._pairs = PairResolver(view, entities)
        self._bodies = BodyResolver(view, entities)
        self._documents = DocumentResolver(view, entities)
        self._lex = lexicon()

    def resolve(self, source: Source, owner: Entity | None, past: Sequence[Past]) -> Resolved:
        """The speaker for a nominal; as written where the document names nobody it could stand for.

        Args:
            owner: whoever "his" in "his campaign" means.
            past: the turns before.
        """
        head = source.head if source.head == "police" else singular(source.head)
        counted = self._pairs.resolve(source, past)
        if counted:
            return counted
        named = self._named_last(source)
        one = source.text.lower().startswith("one of ")
        if named and (one or not source.plural):
            role = source.phrase if named.kind == PERSON else None
            return Resolved(named.name, speaker_kind(named.kind), "apposition", role, None, named)
        if source.text.lower().startswith(("those ", "these ")) and not self._lex.document_nouns & {source.head, head}:
            return self._plural(source, owner)
        found = self._share_of(source, owner) or self._voice(source, head, owner) or self._some_body(source, owner)
        if found := found or self._joined(source, owner):
            return found
        if head in self._lex.authored_nouns or head in self._lex.document_nouns:
            return self._documents.resolve(source, head, owner, past, self._described(source, owner))
        if (source.plural or source.head in self._lex.group_nouns) and source.head != "police":
            return self._plural(source, owner)
        if head in self._lex.person_nouns or _AGED.fullmatch(head):
            return self._person(source, head, owner, past)
        return self._thing(source, head, owner)

    def _share_of(self, source: Source, owner: Entity | None) -> Resolved | None:
        """The people that a count takes a part of: "a quarter of voters", "three in five"; studies stay documents."""
        if several := self._quantity(source, owner):
            return several
        counted = _COUNTED.fullmatch(source.text)
        if not counted or source.text.lower().startswith("one of"):
            return None
        nouns = {word.lower() for word in _WORD.findall(re.split(_OF_END, counted["of"], maxsplit=1)[0])}
        papers = nouns & self._lex.document_nouns
        return Resolved(self._described(source, owner), DOCUMENT if papers else GROUP, "collective")

    def _quantity(self, source: Source, owner: Entity | None) -> Resolved | None:
        """People or papers by a noun for how many: "a growing number of lawmakers", "a trove of documents"."""
        counted = _QUANTITY.fullmatch(source.text)
        words = [w.lower() for w in _WORD.findall(re.split(_OF_END, counted["of"], maxsplit=1)[0])] if counted else []
        noun = words[-1] if words else ""
        if noun in self._lex.document_nouns | self._lex.authored_nouns:
            return Resolved(self._described(source, owner), DOCUMENT, "collective")
        people = is_plural(noun) and (singular(noun) in self._lex.person_nouns or singular(noun) in self._lex.demonyms)
        if people or noun in self._lex.group_nouns:
            return Resolved(self._described(source, owner), GROUP, "collective")
        return None

    def _some_body(self, source: Source, owner: Entity | None) -> Resolved | None:
        """One person of whom nothing is told but that there is one: "somebody", "one of the farmers"."""
        word = _SELF.sub("", source.text.lower())
        one = word.startswith("one of ") and singular(source.head) in self._lex.person_nouns
        return self._unnamed(source, owner) if one or word in _SOMEBODY else None

    def _joined(self, source: Source, owner: Entity | None) -> Resolved | None:
        """Two people without names, each with an article of their own: "the baker and the man from the mill"."""
        second = _AND_ANOTHER.search(source.text)
        nouns = [source.head, second["noun"] if second else ""]
        if not all(noun in self._lex.person_nouns for noun in nouns):
            return None
        return Resolved(self._described(source, owner), GROUP, "collective")

    def _unnamed(self, source: Source, owner: Entity | None) -> Resolved:
        """Somebody under their description alone."""
        return Resolved(f"unnamed: {self._described(source, owner)}", UNNAMED, "unnamed")

    def _voice(self, source: Source, head: str, owner: Entity | None) -> Resolved | None:
        """Somebody only heard: "a voice from the gallery"."""
        if head != "voice" or owner or _OWNED.search(source.text) or re.search(r"\bof\b", source.text):
            return None
        return self._unnamed(source, None)

    def people_before(self, at: int) -> Resolved | None:
        """The plural people before "who", also with a place after them: "Democrats on the coast, who"."""
        sentence = self._view.sentence(at)
        match = _PEOPLE_BEFORE.search(self._view.text, max(sentence[0], at - 120), at)
        if not match:
            return None
        words = match.group("people").split()
        if not is_plural(words[-1].lower()) or words[-1].lower() in self._lex.organisation_nouns:
            return None
        return Resolved(match.group().strip(" ,"), GROUP, "relative", span=match.span("people"))

    def antecedent(self, at: int) -> Resolved | None:
        """The nominal that ends right before a relative pronoun at `at`."""
        sentence = self._view.sentence(at)
        before = self._view.text[sentence[0] : at].rstrip(" ,")
        match = _DETERMINED.search(before) or re.search(r"()((?:[\w’'-]+\s+){0,3}[\w’'-]+)$", before)
        if not match:
            return None
        head = match.group(2).split()[-1].lower()
        phrase = match.group(2) if match.group(1) else match.group(2).split()[-1]
        start = sentence[0] + match.start()
        span = (start, sentence[0] + match.end())
        if singular(head) in self._lex.organisation_nouns:
            return Resolved(phrase, ORGANISATION, "relative", span=span)
        if head in self._lex.document_nouns:
            return Resolved(phrase, DOCUMENT, "relative", span=span)
        if is_plural(head) or head in self._lex.group_nouns:
            return Resolved(phrase, GROUP, "relative", span=span)
        if head in self._lex.person_nouns:
            return Resolved(f"unnamed: {phrase}", UNNAMED, "relative", span=span)
        return Resolved(phrase, None, "relative", span=span) if match.group(1) else None

    def _person(self, source: Source, head: str, owner: Entity | None, past: Sequence[Past]) -> Resolved:
        last = last_speaker(past)
        named = self._apposed(source)
        if named:
            return Resolved(named.name, speaker_kind(named.kind), "apposition", source.phrase, None, named)
        if speaking := self._speaks_for(source, last_reported(past)):
            return speaking
        if source.definite and source.names and (holder := self._by_role(source, head, least=2)):
            return Resolved(holder.name, speaker_kind(holder.kind), "role", source.phrase, holder.full_span, holder)
        if owner or self._indefinite(source) or any(n.kind in (PERSON, ORGANISATION, OUTLET) for n in source.names):
            return self._below(source, head, owner) or self._unnamed(source, owner)
        found, rule = self._by_role(source, head) or self._named_later(source, head), "role"
        if not found and is_head(self._view, source) and head in self._lex.callings:
            found, rule = self._of_title(source), "headline"
        if not found and source.definite and self._is_epithet(source, head):
            found, rule = self._topic(source, head, last), "definite description"
        if not found and source.definite:
            found, rule = self._named_next(source, head), "named next"
        if found:
            return Resolved(found.name, speaker_kind(found.kind), rule, source.phrase, found.full_span, found)
        return self._introduced(source) or self._below(source, head, owner) or self._unnamed(source, owner)

    def _speaks_for(self, source: Source, before: Past | None) -> Resolved | None:
        """Somebody who speaks for the body reported right before: "The council denied it. A spokesman said …"."""
        last = before.speaker if before else None
        if source.text.lower() not in _FOR_A_BODY or not before or not last or last.kind not in (ORGANISATION, OUTLET):
            return None
        if self._view.sentence_index(source.span[0]) - self._view.sentence_index(before.turn.cue_start) > 2:
            return None
        words = f"{source.phrase} for the {last.name}"
        return Resolved(f"unnamed: {words}", UNNAMED, "spokesman", span=last.span or before.turn.source.span)

    def _of_title(self, source: Source) -> Entity | None:
        """The person a headline names most of those before: "Ruiz lays off staff; candidate says …"."""
        named = [self._entities.at(name) for name in self._entities.before(source.span[0])]
        people = [entity for entity in named if entity.kind == PERSON and entity.is_surely_person]
        return max(people, key=lambda e: (len(e.mentions), -e.number), default=None)

    def _named_next(self, source: Source, head: str) -> Entity | None:
        """Whose surname the same paragraph has first behind it: "The minister said …. Mr Hale added"."""
        end = self._view.paragraphs[self._view.paragraph_index(source.span[0])][1]
        gender = self._lex.person_nouns.get(head)
        for name in self._entities.within((source.span[1], end)):
            entity = self._entities.at(name)
            if entity.kind == PERSON:
                titled = name.lead < name.start and not name.role and " " not in name.text
                first = entity.mentions[0] == (name.start, name.end)
                fits = entity.gender is None or gender in (None, "neutral", entity.gender)
                return entity if titled and first and fits and not self._holds_rival(entity, source) else None
        return None

    def _introduced(self, source: Source) -> Resolved | None:
        """Somebody unnamed whom the text has brought in before: "a pilot from the coast" for "the pilot"."""
        if not source.definite or source.names or len(source.text.split()) > LONGEST_BACK:
            return None
        find = introduction(self._view, source.head, source.span[0])
        found = find or told_of(self._view, source.head, source.span[0])
        return Resolved(f"unnamed: {found.words}", UNNAMED, "introduced", span=found.span) if found else None

    def _apposed(self, source: Source) -> Entity | None:
        """The person named after a comma, "a lawyer for X, Ana Ruiz,", or right before: "Ana Ruiz, the mayor,"."""
        start = source.span[0]
        before = [n for n in self._entities.before(start, 1) if self._view.text[n.end : start].strip() == ","]
        if before and self._entities.at(before[0]).kind == PERSON and not self._indefinite(source):
            return self._entities.at(before[0])
        return self._named_last(source)

    def _named_last(self, source: Source) -> Entity | None:
        """Whoever is named after a comma at the end: "a lawyer for X, Ana Ruiz", "the site, Dorn News"."""
        text, end = self._view.text, source.span[1]
        last = next((n for n in reversed(source.names) if not _closes(text, n.start)), None)
        if last is None or not (last.end >= end - 1 or _ACRONYM.fullmatch(text, last.end, end)):
            last = self._named_first(source)
        if last is None:
            return None
        entity = self._entities.at(last)
        things = self._lex.outlet_nouns | self._lex.organisation_nouns
        fits = (
            entity.kind == PERSON
            or (entity.kind in (ORGANISATION, OUTLET) and singular(source.head) not in self._lex.person_nouns)
            or (entity.kind is None and source.head in things)
        )
        before = re.sub(r"\s*\bthe\s+(?:late\s+)?$", "", text[source.span[0] : last.lead])
        role = _ROLE_ENDING.search(before)
        apposed = before.rstrip().endswith(",") or (role and role.group("noun") in self._lex.person_nouns)
        apposed = apposed or (entity.kind == PERSON and " " in last.text and self._ends_in_role(before, last))
        return entity if fits and apposed else None

    def _ends_in_role(self, before: str, name: Name) -> bool:
        """Whether the words before a full name end in what somebody is: "X’s pollster and strategist", "Mayor"."""
        words = before.lower().split()
        if not words or _LINKS.search(before):
            return False
        return name.lead < name.start or (singular(words[-1]) == words[-1] and words[-1] in self._lex.person_nouns)

    def _named_first(self, source: Source) -> Name | None:
        """The person named right behind the first comma and told more of: "its spokeswoman, Ana Ruiz — a cousin"."""
        text, (start, end) = self._view.text, source.span
        comma = text.find(",", start, end)
        found = next((n for n in source.names if n.kind == PERSON and not text[comma + 1 : n.lead].strip()), None)
        return found if found and comma > 0 and re.match(r"\s*[,(—–]|\s+-", text[found.end : end]) else None

    def _is_epithet(self, source: Source, head: str) -> bool:
        """Whether a definite phrase describes somebody known: more than the bare noun, and not a bystander's noun."""
        titled = source.phrase.split()[-1][:1].isupper()
        if head in self._lex.unnamed_heads or titled:
            return False
        if _AGED.fullmatch(head):
            return True
        return len(source.phrase.split()) > 1 or (
            head in self._lex.callings and not introduction(self._view, head, source.span[0])
        )

    def _topic(self, source: Source, head: str, last: Resolved | None) -> Entity | None:
        """The person the passage is about: as for a pronoun."""
        gender = self._lex.person_nouns.get(head)
        speaker = (last.entity, source.span[0]) if last and last.entity else None
        found = self._pronouns.person(Query(source.span[0], None if gender == "neutral" else gender, speaker, None))
        if found is None or found.kind != PERSON or not found.is_surely_person or self._holds_rival(found, source):
            return None
        near = any(source.span[0] - m[1] < TOPIC_REACH and m[1] <= source.span[0] for m in found.mentions)
        return found if near else None

    def _holds_rival(self, entity: Entity, source: Source) -> bool:
        """Whether somebody is known by another office of the same noun than a phrase names."""
        asked = {w.lower() for w in _WORD.findall(source.phrase)}
        held = [{w.lower() for w in _WORD.findall(role)} for role, _ in entity.roles]
        return any(source.head in words and _rival(asked, words) for words in held)

    def _indefinite(self, source: Source) -> bool:
        return bool(re.match(r"(?:an?|one|another|some|any|no|each|every)\b", source.text, re.IGNORECASE))

    def _by_role(self, source: Source, head: str, least: int = 1) -> Entity | None:
        """The person last named before with this role; `least` as `_role_fit` counts."""
        noun = self._lex.role_aliases.get(head, head)
        words = source.phrase if least == 1 else source.text
        asked = {w.lower() for w in _WORD.findall(words)} - {head, "the", "of", "a", "an", "and", "for", "in"}
        best: tuple[int, int, Entity] | None = None
        fitting: list[Entity] = []
        at = source.span[0]
        for entity in self._entities.all:
            if entity.kind not in (PERSON, None):
                continue
            if self._lex.person_nouns.get(head) not in (entity.gender, "neutral", None) and entity.gender:
                continue
            fit = max((self._role_fit(role, noun, asked) for role, span in entity.roles if span[0] < at), default=0)
            last = max((m[0] for m in entity.mentions if m[0] < at), default=-1)
            if fit >= least and last >= 0:
                fitting.append(entity)
                best = max(best or (0, -1, entity), (fit, last, entity), key=lambda row: row[:2])
        if len(fitting) > 1 and not asked and (spoken := self._spoken_of(source, head)) in fitting:
            return spoken
        return best[2] if best else None

    def _spoken_of(self, source: Source, head: str) -> Entity | None:
        """Whom a pronoun in the place of a description would mean."""
        gender = self._lex.person_nouns.get(head)
        return self._pronouns.person(Query(source.span[0], None if gender == "neutral" else gender, None, None))

    def _below(self, source: Source, head: str, owner: Entity | None) -> Resolved | None:
        """The person whom the opening describes, "a federal judge", and the text names further on."""
        determined = source.definite or self._indefinite(source)
        if owner or not (determined or self._view.is_headline(source.span[0])):
            return None
        noun = self._lex.role_aliases.get(head, head)
        asked = {w.lower() for w in _WORD.findall(source.phrase)} - {head}
        found = named_below(self._entities, source, lambda role: self._role_fit(role, noun, asked))
        return Resolved(found.name, PERSON, "named below", source.phrase, found.full_span, found) if found else None

    def _named_later(self, source: Source, head: str) -> Entity | None:
        """The only person of the document with this role, where an opening names the role before the name."""
        if not source.definite and not source.names and not is_head(self._view, source):
            return None
        noun = self._lex.role_aliases.get(head, head)
        asked = {w.lower() for w in _WORD.findall(source.phrase)} - {head}
        fits = [
            entity
            for entity in self._entities.all
            if entity.kind == PERSON and any(self._role_fit(role, noun, asked) for role, _ in entity.roles)
        ]
        return fits[0] if len(fits) == 1 else None

    def _role_fit(self, role: str, noun: str, asked: set[str]) -> int:
        """How well a role given earlier answers a nominal: 0 not, 1 the noun, more for words in common."""
        words = [w.lower() for w in _WORD.findall(role)]
        nouns = {self._lex.role_aliases.get(w, self._lex.role_aliases.get(w + ".", w)) for w in words}
        whole = " " in noun and f" {noun} " in f" {' '.join(words)} "
        if not (whole or noun in nouns) or _rival(asked | (set(noun.split()) if whole else set()), set(words)):
            return 0
        return 1 + len(asked & set(words))

    def _plural(self, source: Source, owner: Entity | None) -> Resolved:
        described = self._described(source, owner)
        if source.head in self._lex.unnamed_heads - _PUBLIC:
            return Resolved(f"unnamed: {described}", UNNAMED, "unnamed")
        return Resolved(described, GROUP, "collective")

    def _thing(self, source: Source, head: str, owner: Entity | None) -> Resolved:
        described = self._described(source, owner)
        if re.search(rf"\b{re.escape(source.head)}\s+who\b", source.text, re.IGNORECASE):
            return Resolved(f"unnamed: {described}", UNNAMED, "unnamed")
        if meant := self._bodies.meant(source, head):
            return meant
        if head in self._lex.outlet_nouns and all(name.kind in (PLACE, None) for name in source.names):
            return Resolved(described, OUTLET, "as written")
        if head in self._lex.organisation_nouns:
            return self._bodies.told_before(source) or Resolved(described, ORGANISATION, "as written")
        if self._indefinite(source) and head.endswith(_PERSON_ENDINGS):
            return Resolved(f"unnamed: {described}", UNNAMED, "unnamed")
        return Resolved(described, None, "as written")

    def _described(self, source: Source, owner: Entity | None) -> str:
        """The words of the source without article, a pronoun replaced by its name."""
        text = _SELF.sub("", _ARTICLE.sub("", source.text))
        text = re.sub(r"[’']s$", "", _MET.sub("", _ASIDE.sub("", _FURTHER.sub("", text))) or text)
        text = without_day(re.sub(r"[“”\"‘]", "", text))
        if owner:
            text = _OWNER.sub(f"{owner.name}’s ", text)
        return self._with_full_owner(source, text)

    def _with_full_owner(self, source: Source, text: str) -> str:
        """A description with the full name of the person or body it begins with, an office kept: "Mr Ruiz’s office" is
        "Ana Ruiz’s office"."""
        name = next(iter(source.names), None)
        if name is None or self._entities.at(name).kind not in (PERSON, ORGANISATION, OUTLET):
            return text
        before = " ".join(self._view.text[name.lead : name.end].split())
        if not text.startswith(before):
            return text
        rest = text.removeprefix(before)
        office = f"{name.role} " if name.role else ""
        return f"{office}{self._entities.at(name).name}{rest}" if rest.startswith(("’s ", "'s ")) else text


def _rival(asked: set[str], held: set[str]) -> bool:
    """Whether two phrases name different offices or parties: "the prime minister" is no interior minister."""
    lex = lexicon()
    rivals = lex.rival_offices | lex.deputies
    one, other = asked & rivals, held & rivals
    return bool(one and one != other) or bool(not one and other & lex.deputies)


def _closes(text: str, at: int) -> bool:
    """Whether a name stands in a parenthesis that gives an acronym."""
    return text[at - 1 : at] == "("
