"""Roles that a document gives its persons: before the name, after a comma, or with "is"."""

import re
from typing import NamedTuple

from sayso.records import Span
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import PARTY, PERSON
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import Name, singular_noun
from sayso.resolve.view import View

_APPOSED = re.compile(
    r",[’”\"']?\s+(?P<role>(?:(?:the|an?|his|her|its|their|who\s+(?:is|was))\s+)?(?:[^,;:.()“”\"\n]|"
    r"(?<=\b[A-Z])\.){3,110}?)(?=,|[.;:)]\s|\s[—–-]\s|$|\n)"
)
_COPULA = re.compile(
    r",?\s+(?:who\s+)?(?:is|was|has\s+been|became|serves?\s+as|served\s+as)\s+(?P<role>(?:the|an?|"
    r"then)?\s*[^,;:.()“”\"\n]{3,90}?)(?=,|[.;:)]|\s(?:who|that|and|but)\b|$|\n)"
)
_BEFORE = re.compile(r"(?P<role>(?:[\w’'./-]+\s+){0,6}?(?P<noun>[a-z-]+))(?P<comma>,?)\s+$")
_ARTICLE = re.compile(r"^(?:the|an?|his|her|its|their|our|who\s+(?:is|was|serves?\s+as|served\s+as))\s+", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:former|formerly|ex-|then|then-|late|onetime|one-time)\b", re.IGNORECASE)
_STOP = frozenset(
    [
        "said",
        "says",
        "told",
        "added",
        "wrote",
        "asked",
        "as",
        "and",
        "but",
        "that",
        "when",
        "while",
        "if",
        "because",
        "after",
        "before",
        "with",
        "by",
        "to",
        "from",
        "for",
        "of",
        "in",
        "on",
        "at",
        "which",
        "who",
        "whose",
        "had",
        "has",
        "have",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "or",
        "like",
        "except",
        "everybody",
        "him",
        "them",
        "it",
        "prompted",
        "showed",
        "endorse",
        "support",
    ]
)
_NOT_ROLE = re.compile(
    r"^(?:said|says|told|ladies|is|was|not|never|with|in|at|from|after|among|one|also|still|now)\b", re.IGNORECASE
)
_HEAD_AFTER = re.compile(
    r"\s+(?P<role>(?:head|chief|director|leader|commander|chairman|chairwoman|spokesman|spokeswoman|secretary|president)\s+"
    r"of\s+[^,;:.()“”\"\n]{3,70}?)(?=\s+(?:said|says|told|tweeted|wrote|added|was|is|has|had)\b|[,;:.(]|$)"
)
_OF_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?)\s+(?P<role>(?:[\w’'-]+\s+){0,3}?(?P<noun>[a-z-]+)\s+(?:of|for|to)\s+[^,;:.()“”\"\n]{2,60}),\s+$"
)
LEFT = 90
"""Code points before a name that are searched for a role."""


class FoundRole(NamedTuple):
    """A role as found. Offsets of the view's text."""

    entity: Entity
    role: str
    span: Span
    rule: str
    former: bool


def find_roles(view: View, entities: Entities) -> list[FoundRole]:
    """The roles given to persons, in text order; each is also added to its entity."""
    found: list[FoundRole] = []
    for name in entities.names:
        entity = entities.at(name)
        holder = _holder(view, entities, name)
        if holder:
            found += [role] if (role := _after(view, holder, name)) else []
            continue
        if entity.kind not in (PERSON, None) or name.text.rsplit(maxsplit=1)[-1].lower() in PARTY:
            continue
        for role in (_title(view, entity, name), _before(view, entities, name), _after(view, entity, name)):
            if role:
                found.append(role)
    for role in found:
        if role.rule != "title":
            role.entity.roles.append((role.role, role.span))
            role.entity.kind = role.entity.kind or PERSON
    return found


def _holder(view: View, entities: Entities, name: Name) -> Entity | None:
    """The person whose place a name is: what follows "Ana Ruiz of Dorn" tells of Ruiz."""
    if entities.at(name).kind == PERSON:
        return None
    before = entities.before(name.start, 1)
    joined = before and _OF_PLACE.fullmatch(view.text, before[0].end, name.lead)
    return entities.at(before[0]) if joined and entities.at(before[0]).kind == PERSON else None


def _title(view: View, entity: Entity, name: Name) -> FoundRole | None:
    if not name.role:
        return None
    before = view.text[max(0, name.lead - REACH_FORMER) : name.lead]
    former = bool(_FORMER.search(name.role) or _FORMER_BEFORE.search(before))
    nation = _NATION.search(before)
    start = name.lead - len(before) + nation.start("nation") if nation and _of_nation(nation["nation"]) else name.lead
    role = " ".join(view.text[start : name.lead + len(name.role)].split())
    return FoundRole(entity, role, (start, name.lead + len(name.role)), "title", former)


def _of_nation(word: str) -> bool:
    """Whether a word before a title belongs to it: "French President", "US Senator"."""
    lex = lexicon()
    return word.lower() in lex.demonyms or word.lower() in lex.places or word in ("US", "U.S.", "UK", "U.K.", "EU")


def _before(view: View, entities: Entities, name: Name) -> FoundRole | None:
    """A role in lower case right before the name: "campaign manager Ana Ruiz", "the leader of the guild, Ana Ruiz,"."""
    entity = entities.at(name)
    start = max(view.sentence(name.lead)[0], name.lead - LEFT)
    people = [n.end for n in entities.within((start, name.lead)) if entities.at(n).kind == PERSON]
    people = [end for end in people if view.text[end : end + 1] not in ("’", "'")]
    of = _OF_BEFORE.search(view.text, start, name.lead)
    if of and _is_role(of.group("noun")) and view.text[name.end : name.end + 1] == ",":
        return FoundRole(entity, of["role"], of.span("role"), "before the name", bool(_FORMER.search(of["role"])))
    bracket = _BRACKET.search(view.text, start, name.lead)
    if bracket and _is_role(bracket["role"].split()[-1]):
        return FoundRole(entity, bracket["role"], bracket.span("role"), "before the name", False)
    match = _BEFORE.search(view.text, max([start, *(end + 1 for end in people)]), name.lead)
    if not match or not _is_role(match.group("noun")) or match.group("noun") != singular_noun(match.group("noun")):
        return None
    words = match.group("role").split()
    at = match.end("role")
    kept: list[str] = []
    for word in reversed(words):
        if word.lower() in _STOP or _is_past(word) or word.endswith("ly") or word.endswith((".", ",")):
            break
        kept.insert(0, word)
    text = " ".join(kept)
    infinitive = len(kept) > 2 and len(words) > len(kept) and words[-len(kept) - 1].lower() == "to"
    if infinitive and kept[0].islower():
        text = " ".join(kept[1:])
    if match.group("comma") and not (_DETERMINED.match(text) and view.text[name.end : name.end + 1] == ","):
        return None
    bare = _ARTICLE.sub("", text)
    span = (
        (at - len(match.group("role")) + match.group("role").rfind(bare), at) if bare in match.group("role") else None
    )
    return FoundRole(entity, bare, span, "before the name", bool(_FORMER.search(bare))) if span and bare else None


def _after(view: View, entity: Entity, name: Name) -> FoundRole | None:
    for pattern, rule in ((_APPOSED, "apposition"), (_COPULA, "copula"), (_HEAD_AFTER, "apposition")):
        match = pattern.match(view.text, name.end)
        if not match or (rule == "copula" and _CONDITION.search(view.text, max(0, name.lead - 30), name.lead)):
            continue
        role = _trimmed(_ARTICLE.sub("", " ".join(match.group("role").split())))
        if _NOT_ROLE.match(role):
            continue
        head = re.split(r"\s(?:of|for|to|in|at|from|with|on|who|that|under|and|as|by)\s", role)[0].split()
        if head and _is_role(head[-1]):
            past = rule == "copula" and re.match(r",?\s+(?:who\s+)?(?:was|served)\b", match.group())
            former = bool(past or _FORMER.search(role))
            return FoundRole(entity, role, match.span("role"), rule, former)
    return None


def _is_past(word: str) -> bool:
    """Whether a word before a role is a verb ("embracing") and no participle that describes ("retired")."""
    ending = word.endswith(("ed", "ing"))
    return ending and word.islower() and word not in lexicon().describing and "-" not in word


def _trimmed(role: str) -> str:
    """A role without the verb of saying that follows it."""
    words = re.split(r"\s(?:who|which|that)\s", role)[0].split()
    role = " ".join(words)
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].lower() in lexicon().speech else role


_OF_PLACE = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?")
_FORMER_BEFORE = re.compile(r"\b(?:former|formerly|ex-|then|then-|late|onetime|one-time)\s*$", re.IGNORECASE)
_BRACKET = re.compile(r"\[(?P<role>[^\[\]\n]{3,60})\]\s+$")
_CONDITION = re.compile(r"\b(?:if|whether|unless|when|once|should|until)\s+(?:[\w.]+\s+){0,2}$", re.IGNORECASE)
_NATION = re.compile(r"(?<![\w’'.-])(?P<nation>[A-Z][\w.]+)\s+$")
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their|our|[\w-]+[’']s)\s", re.IGNORECASE)
REACH_FORMER = 16


def _is_role(noun: str) -> bool:
    lex = lexicon()
    word = noun.lower().strip("’'s") if noun.endswith(("’s", "'s")) else noun.lower()
    word = word.removesuffix("-elect").removesuffix("-designate")
    return (
        word in lex.person_nouns
        or word in lex.offices
        or singular_noun(word) in lex.person_nouns
        or word in {"head", "secretary-general", "deputy"}
    )
