"""Who speaks: the name, kind and role that a source phrase stands for, and the rule that found them."""

import re

from sayso.records import Document, Span, SpeakerKind
from sayso.resolve.entities import Entities, Entity, is_people
from sayso.resolve.kinds import ORGANISATION, OUTLET, PERSON, PLACE
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import Name
from sayso.resolve.nominals import NominalResolver
from sayso.resolve.pronouns import GENDER, PronounResolver, Query
from sayso.resolve.referents import Referent
from sayso.resolve.resolved import Past, Resolved, Turn, last_reported, last_speaker, of_entity, speaker_kind
from sayso.resolve.sources import SUBJECTS, Shape, Source, parse_source
from sayso.resolve.they import PluralsAndThings
from sayso.resolve.view import View
from sayso.resolve.wording import THE_BEFORE, is_plural, listed, singular

GROUP, DOCUMENT, UNNAMED = SpeakerKind.GROUP, SpeakerKind.DOCUMENT, SpeakerKind.UNNAMED
FIRST_PERSONS = frozenset({"i", "we", "you"})
_POSSESSED = re.compile(
    r"(?P<owner>(?:the|an?|that|this)\s+[^’']{2,60}?)[’']s\s+(?:own\s+)?(?P<noun>[a-z-]+)", re.IGNORECASE
)
_ITS = re.compile(r"^(?P<unnamed>unnamed: )?[Ii]ts\s+(?:own\s+)?")
_TOLD = re.compile(
    r"(?:\s+(?:of|from)\s+[A-Z][\w. ]+|\s*\([^)]*\))?"
    r"(?:(?:,\s+(?:\d+,\s+)?(?:an?\s+|the\s+)?[^.;:!?,“”\"]{3,90})?,|,\s+(?:\d+,\s+)?(?:an?|the)\s+[^.;:!?,“”\"]{3,60})\s+"
)
_TO_NAME = re.compile(r"\b(?:an?|one)\s+(?:[\w’'-]+\s+){1,3}(?:to|for|of|with|from)\s+(?:the\s+)?$", re.IGNORECASE)
_ADVISER_TO = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s+(?P<words>(?:[\w’'-]+\s+){0,3}?(?P<noun>[a-z-]+)\s+(?:to|for|of|with|from|at|in|on)\s+"
    r"[^,.;:“”\"()]{2,50}),?\s+$"
)
_BODY = re.compile(
    r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir)\s+(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z]+)(?=\s+(?:[a-z]+(?:ed|s)|was|is|has|had|said)\b)"
)
_CONJOINED = re.compile(
    r"(?:,\s*)?\b(?:and|but|then|or)\s+(?:(?:also|later|then|even|\w+ly)\s+)?$|\b(?:before|after|while)\s+$"
)
_ING = re.compile(r"\w+ing\b", re.IGNORECASE)
_AND_THEIRS = re.compile(r",?\s+and\s+(?P<others>(?:his|her|its|their)\s+(?:[a-z][\w’'-]*\s+){0,2}[a-z][\w’'-]*s)")
_ASKED = re.compile(r"(?P<who>[^\s,;:.]+(?:\s+[A-Z][\w’'-]+)*)\s+(?:was|is)\s+(?:then\s+|also\s+)?asked\b")
_HIS_OR_HER = re.compile(r"\bwho\b.*?\b(?:(?P<male>he|his|him)|she|her)\b", re.IGNORECASE)
_WHOSE = re.compile(r"whose\s+(?P<words>(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z-]+))", re.IGNORECASE)


_LAW = re.compile(
    r"(?:\s+[A-Z]\w+){0,4}?\s+(?:Act|Agreement|Treaty|Deal|Constitution|Amendment|Accords?|Resolution|Charter)\b"
)
_AND_PRONOUN = re.compile(r"(?P<pronoun>he|she)\s+and\s+", re.IGNORECASE)
MENTIONS_SEEN = 20
"""Mentions of a name that are looked at for an article before it."""
_IS_SOMEBODY = re.compile(r"\b(?P<he>[Hh]e|[Ss]he)\s+(?:is|was)\s+(?:an?|the|one\s+of\s+the)\s+[\w -]{2,40}\s$")
_ADDS = re.compile(
    r"\b(?:add(?:s|ed|ing)|continu(?:es|ed|ing)|conclud(?:es|ed|ing)|went\s+on|goes\s+on|also)\b", re.IGNORECASE
)
POINTING = frozenset({"one", "this", "that", "these", "those", "which", "what", "who", "it", "such", "here", "there"})
"""Words that are nobody's name: where the text does not tell what they point at, nobody is named as the speaker."""


class SpeakerResolver:
    """Resolves the sources of one document, in text order."""

    def __init__(self, document: Document, view: View, entities: Entities) -> None:
        self._document = document
        self._view = view
        self._entities = entities
        self.pronouns = PronounResolver(view, entities)
        self._nominals = NominalResolver(view, entities, self.pronouns)
        self.others = PluralsAndThings(view, entities)

    def resolve(self, turn: Turn, past: list[Past]) -> Resolved | None:
        """The speaker of one attribution; None for hedges, passives without a source, and words that only point."""
        found = self._resolve(turn, past)
        return None if found and found.entity is None and found.name.lower() in POINTING else found

    def _resolve(self, turn: Turn, past: list[Past]) -> Resolved | None:
        match turn.source.shape:
            case Shape.EMPTY:
                return self._elided(turn, past)
            case Shape.NAME:
                return (
                    self._law(turn.source)
                    or self._and_theirs(turn.source)
                    or self._name(turn.source.names[0], turn.source)
                )
            case Shape.NAMES:
                return self._names(turn.source)
            case Shape.PRONOUN:
                return self._pronoun(turn, past)
            case Shape.RELATIVE:
                return self._relative(turn, past)
            case Shape.NOMINAL:
                return self._with_pronoun(turn, past) or self._possessed(turn, past) or self._nominal(turn, past)

    def _nominal(self, turn: Turn, past: list[Past]) -> Resolved:
        """The speaker for a nominal; "its" stands for the body that spoke right before."""
        found = self._nominals.resolve(turn.source, self._owner(turn, past), past)
        if turn.source.pronoun != "it" or not _ITS.search(found.name):
            return found
        last = last_speaker(past)
        near = last and last.kind in (ORGANISATION, OUTLET) and self._near(turn, past)
        whose = self._body_before(turn, past) or self._body_here(turn) or (last.name if last and near else None)
        return found._replace(name=_ITS.sub(rf"\g<unnamed>{whose}’s " if whose else r"\g<unnamed>", found.name))

    def _body_before(self, turn: Turn, past: list[Past]) -> str | None:
        """The body without a name that did something last in the sentence before: after what was said there, or in its
        last part behind a semicolon."""
        start = self._view.sentence(max(0, self._view.sentence(turn.source.span[0])[0] - 2))[0]
        spoken = [p.turn for p in past if p.speaker and start <= p.turn.cue_start < turn.source.span[0]]
        start = max([start, *(max(t.source.span[1], self._last_part(t.content)) for t in spoken)])
        nouns = [match["noun"] for match in _BODY.finditer(self._view.text, start, turn.source.span[0])]
        return next((noun for noun in reversed(nouns) if noun in lexicon().organisation_nouns), None)

    def _body_here(self, turn: Turn) -> str | None:
        """The body named first in the same sentence, for "its own": "the council was told by its own engineers"."""
        if "own" not in turn.source.text.split()[1:2]:
            return None
        start = self._view.sentence(turn.source.span[0])[0]
        found = [self._entities.at(name) for name in self._entities.within((start, turn.source.span[0]))]
        return next((entity.name for entity in found if entity.kind in (ORGANISATION, OUTLET)), None)

    def _last_part(self, content: Span) -> int:
        """Where what follows a content's last semicolon begins; the end of a content without one."""
        cut = self._view.text.rfind(";", *content)
        return content[1] if cut < 0 else cut

    def _possessed(self, turn: Turn, past: list[Past]) -> Resolved | None:
        """The speaker for "the pilot’s view" and "the minister’s office", where the possessor is no name itself."""
        match = _POSSESSED.fullmatch(turn.source.text)
        if not match or turn.source.names or turn.source.pronoun:
            return None
        start = turn.source.span[0]
        owner = parse_source(self._view, self._entities, (start, start + match.end("owner")), start)
        if owner.shape is not Shape.NOMINAL or owner.plural or owner.head not in lexicon().person_nouns:
            return None
        meant = self._nominals.resolve(owner, None, past)
        if match.group("noun") in lexicon().authored_nouns:
            return meant._replace(rule="author", through=match.group("noun"))
        if meant.entity and match.group("noun") in lexicon().organisation_nouns:
            return Resolved(f"{meant.name}’s {match.group('noun')}", ORGANISATION, "possessor", None, meant.span)
        return None

    def _law(self, source: Source) -> Resolved | None:
        """The law or treaty whose name a source begins with: "the Clean Rivers Act"."""
        name = source.names[0]
        law = _LAW.match(self._view.text, name.end, source.span[1])
        if not law or (self._entities.at(name).kind == PERSON and source.text.startswith(name.text)):
            return None
        words = " ".join(self._view.text[name.start : law.end()].split())
        return Resolved(words, DOCUMENT, "document")

    def _with_pronoun(self, turn: Turn, past: list[Past]) -> Resolved | None:
        """Two people of whom the first is a pronoun: "she and Tom Hale"."""
        match = _AND_PRONOUN.match(turn.source.text)
        if not match or not turn.source.names:
            return None
        start, pronoun = turn.source.span[0], match["pronoun"].lower()
        one = turn.source._replace(shape=Shape.PRONOUN, pronoun=pronoun, span=(start, start + len(pronoun)))
        found = self._resolve(turn._replace(source=one), past)
        other = self._entities.at(turn.source.names[-1])
        joined = f"{found.name} and {other.name}" if found else ""
        return Resolved(joined, GROUP, "names joined") if found and found.entity is not other else None

    def _and_theirs(self, source: Source) -> Resolved | None:
        """Somebody together with others of theirs: "the council and its friends"."""
        name = source.names[0]
        others = _AND_THEIRS.fullmatch(self._view.text, name.end, source.span[1])
        if not others:
            return None
        return Resolved(f"{self._entities.at(name).name} and {others['others']}", GROUP, "names joined")

    def _name(self, name: Name, source: Source) -> Resolved:
        entity = self._entities.at(name)
        country = lexicon().demonyms.get(entity.name.lower()) if entity.kind == PLACE else None
        if country:
            return Resolved(country, ORGANISATION, "demonym", None, None, entity)
        full = entity.name
        here = full == name.text
        kind = speaker_kind(entity.kind) or self._kind_by_use(entity)
        role = role_beside(self._view.text, name, source) or (entity.roles[0][0] if entity.roles else None)
        rule = "as written" if here else "full name"
        return Resolved(full, kind, rule, role, None if here else entity.full_span, entity)

    def _kind_by_use(self, entity: Entity) -> SpeakerKind | None:
        """What a name of no known kind is: a document by its noun ("the Accord"), a body if it mostly stands behind
        "the", as no person does ("the Fed")."""
        noun = entity.name.lower().rsplit(maxsplit=1)[-1]
        if noun in lexicon().document_nouns or noun in lexicon().authored_nouns:
            return DOCUMENT
        if is_people(entity.name):
            return GROUP
        seen = entity.mentions[:MENTIONS_SEEN]
        articled = sum(bool(THE_BEFORE.search(self._view.text, max(0, m[0] - 4), m[0])) for m in seen)
        if 2 * articled > len(seen):
            return ORGANISATION
        return GROUP if is_plural(noun) and singular(noun) in lexicon().person_nouns else None

    def _names(self, source: Source) -> Resolved:
        names = list(dict.fromkeys(self._entities.at(name).name for name in source.names))
        if len(names) == 1:
            return self._name(source.names[0], source)
        return Resolved(listed(names), GROUP, "names joined")

    def _pronoun(self, turn: Turn, past: list[Past]) -> Resolved | None:
        pronoun = turn.source.pronoun
        at = turn.source.span[0]
        inside = self._view.quotation(at)
        if pronoun in GENDER:
            outer = turn.outer.entity if turn.outer and not inside else None
            last = self._last_entity(turn, past)
            adds = bool(_ADDS.search(turn.cue))
            return self._singular(turn, past, Query(at, GENDER[pronoun], last, inside, turn.content, outer, adds))
        if pronoun in FIRST_PERSONS:
            return None
        found = self.others.resolve(turn, past, lambda one: self._of_phrase(turn, past, one))
        return found or self._as_written(turn.source, GROUP if pronoun == "they" else None)

    def _of_phrase(self, turn: Turn, past: list[Past], one: Referent) -> Resolved:
        """The speaker that a body or document without a name stands for: "as her campaign defended its decision"."""
        source = parse_source(self._view, self._entities, one.span, one.span[0])
        inner = turn._replace(source=source)
        before = [p for p in past if p.turn.cue_start < one.span[0]]
        found = self._resolve(inner, before) if source.shape is not Shape.PRONOUN else None
        return (found or self._as_written(source, None))._replace(rule="pronoun", span=one.span)

    def _singular(self, turn: Turn, past: list[Past], query: Query) -> Resolved:
        """The person named, or somebody without a name, whoever fits a "he" or "she" better."""
        subject = turn.source.text.lower().split()[0] in SUBJECTS
        own = turn.outer and turn.outer.kind is UNNAMED and subject and not query.inside
        if turn.outer and own and self._last_unnamed(past, query):
            return turn.outer._replace(rule="pronoun")
        named = self.pronouns.best(query)
        unnamed = self.pronouns.unnamed(query, self._last_unnamed(past, query))
        if unnamed and (named is None or unnamed[0] > named[0]):
            return unnamed[1]._replace(rule="pronoun")
        return of_entity(named[1] if named else None, "pronoun") or self._as_written(turn.source, None)

    def _last_unnamed(self, past: list[Past], query: Query) -> tuple[Resolved, int] | None:
        """Who was reported last, where that is one person without a name; not inside what is said now."""
        start, end = query.content or (0, 0)
        last = next((p for p in reversed(past) if p.speaker and not start <= p.turn.cue_start < end), None)
        if not last or not last.speaker or last.speaker.kind is not UNNAMED or last.turn.source.plural:
            return None
        gender = lexicon().person_nouns.get(last.turn.source.head)
        if gender in (None, "neutral") and (owned := _HIS_OR_HER.search(last.turn.source.text)):
            gender = "male" if owned["male"] else "female"
        if gender not in (None, "neutral", query.gender) or last.speaker.entity or last.turn.source.names:
            return None
        span = last.speaker.span or last.turn.source.span
        return last.speaker._replace(span=span), last.turn.cue_start

    def _relative(self, turn: Turn, past: list[Past]) -> Resolved | None:
        """The antecedent of "who" or "which": the phrase right before it."""
        at = turn.source.span[0]
        who = turn.source.text.lower() in {"who", "whom", "whose"}
        if who and (person := self._person_told(at) or self._adviser_to(at)):
            return person
        if who and (meant := self._said_to_be(turn, past)):
            return meant
        if who and (people := self._nominals.people_before(at)):
            return people
        names = [n for n in self._entities.before(at, 2) if at - n.end < 60]
        if names and re.fullmatch(r"[’']?s?[,\s—–-]*(?:\([^)]*\),?\s*)?", self._view.text[names[-1].end : at]):
            whose = _WHOSE.fullmatch(turn.source.text)
            if whose and singular(whose["noun"]) in lexicon().person_nouns:
                return self._of_whom(self._entities.at(names[-1]), whose["words"], is_plural(whose["noun"]))
            return of_entity(self._entities.at(names[-1]), "relative")
        return self._nominals.antecedent(at) or self._as_written(turn.source, None)

    def _of_whom(self, whose: Entity, words: str, plural: bool) -> Resolved:
        """Somebody told by whose they are: "the council, whose president"."""
        if plural:
            return Resolved(f"{whose.name}’s {words}", GROUP, "relative", span=whose.full_span)
        return Resolved(f"unnamed: {whose.name}’s {words}", UNNAMED, "relative", span=whose.full_span)

    def _said_to_be(self, turn: Turn, past: list[Past]) -> Resolved | None:
        """Whoever is said to be somebody "who": "He was a desperate man who hoped"."""
        start = self._view.sentence(turn.source.span[0])[0]
        match = _IS_SOMEBODY.search(self._view.text, start, turn.source.span[0])
        if not match:
            return None
        source = turn.source._replace(shape=Shape.PRONOUN, pronoun=match["he"].lower(), span=match.span("he"))
        found = self._resolve(turn._replace(source=source), past)
        return found._replace(rule="relative") if found else None

    def _person_told(self, at: int) -> Resolved | None:
        """The person whose description ends before "who": "Ana Ruiz of Lirr, the head of the House committee, who"."""
        start = self._view.sentence(at)[0]
        people = [n for n in self._entities.within((start, at)) if self._entities.at(n).kind == PERSON]
        if not people or _TO_NAME.search(self._view.text, max(start, people[-1].lead - 40), people[-1].lead):
            return None
        told = _TOLD.fullmatch(self._view.text, people[-1].end, at)
        return of_entity(self._entities.at(people[-1]), "relative") if told else None

    def _adviser_to(self, at: int) -> Resolved | None:
        """Somebody unnamed who is told by whom they serve: "a longtime adviser to Ruiz, who"."""
        match = _ADVISER_TO.search(self._view.text, self._view.sentence(at)[0], at)
        noun = match and singular(match.group("noun"))
        if not match or noun not in lexicon().person_nouns:
            return None
        words = " ".join(match.group("words").split())
        return Resolved(f"unnamed: {words}", UNNAMED, "relative", span=match.span("words"))

    def _elided(self, turn: Turn, past: list[Past]) -> Resolved | None:
        cue = turn.cue.lower()
        words = set(re.findall(r"[\w’']+", cue))
        if cue.strip(" ,:—–-") and not (_ING.match(cue.strip()) and words & lexicon().speech):
            return self._conjoined(turn, past)
        last = past[-1] if past else None
        quoted = self._view.quotation(turn.content[0] + 1) is not None
        if quoted and not cue.strip() and (answers := self._answers(turn, past)):
            return answers
        if not last or not last.speaker:
            return None
        same = self._view.sentence_index(last.turn.cue_start) == self._view.sentence_index(turn.cue_start)
        if same or (quoted and not cue.strip()):
            return last.speaker._replace(rule="carried over", span=last.speaker.span or last.turn.source.span)
        return None

    def _answers(self, turn: Turn, past: list[Past]) -> Resolved | None:
        """Whoever was asked in the sentence right before a quotation: "Ruiz was asked what it cost. “Nothing.”"."""
        number = self._view.sentence_index(turn.content[0])
        before = self._view.sentences[number - 1] if number else (0, 0)
        match = _ASKED.match(self._view.text, *before)
        if not match:
            return None
        source = parse_source(self._view, self._entities, match.span("who"), match.start())
        found = self._resolve(turn._replace(source=source), past)
        return found._replace(rule="asked", span=found.span or match.span("who")) if found else None

    def _conjoined(self, turn: Turn, past: list[Past]) -> Resolved | None:
        """The speaker of the clause before, for a verb of saying joined to it: "Ruiz denied it and vowed to stay"."""
        first = next(iter(re.findall(r"[\w’'-]+", turn.cue.lower())), "")
        at, last = turn.cue_start, past[-1] if past else None
        if not last or not last.speaker or first not in lexicon().saying | lexicon().speech:
            return None
        same = self._view.sentence_index(last.turn.cue_start) == self._view.sentence_index(at)
        joined = _CONJOINED.search(self._view.text, max(0, at - 24), at)
        span = last.speaker.span or last.turn.source.span
        return last.speaker._replace(rule="carried over", span=span) if same and joined else None

    def _owner(self, turn: Turn, past: list[Past]) -> Entity | None:
        """The person that "his" in "his campaign" stands for."""
        gender = GENDER.get(turn.source.pronoun)
        if not gender:
            return None
        found = self.pronouns.person(Query(turn.source.span[0], gender, self._last_entity(turn, past), None))
        return found if found and found.kind == PERSON else None

    def _near(self, turn: Turn, past: list[Past]) -> bool:
        last = last_reported(past)
        here = self._view.sentence_index(turn.cue_start)
        return last is not None and here - self._view.sentence_index(last.turn.cue_start) <= 2

    def _last_entity(self, turn: Turn, past: list[Past]) -> tuple[Entity, int] | None:
        for before in reversed(past):
            if before.speaker and before.speaker.entity and before.turn.cue_start < turn.source.span[0]:
                return before.speaker.entity, before.turn.cue_start
        return None

    def _as_written(self, source: Source, kind: SpeakerKind | None) -> Resolved:
        return Resolved(source.text, kind, "as written")


def role_beside(text: str, name: Name, source: Source) -> str | None:
    """The role that stands with a name in its source phrase: before it, or after a comma."""
    if name.role:
        return name.role
    before = text[source.span[0] : name.start].strip(" ,")
    before = re.sub(r"^(?:the|an?)\b\s*", "", before, flags=re.IGNORECASE)
    if before and before.lower() not in lexicon().honorifics:
        return before
    after = re.match(r",\s+([^,;(]{3,80}?)(?:,|$)", text[name.end : source.span[1]])
    if after and any(_names_role(w) for w in after.group(1).lower().split()):
        return after.group(1)
    return None


def _names_role(word: str) -> bool:
    return singular(word) in lexicon().person_nouns or word in lexicon().offices
