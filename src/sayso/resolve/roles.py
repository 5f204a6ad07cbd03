"""Roles that a document gives its persons: before the name, after a comma, or with "is"."""

import re
from itertools import pairwise
from typing import NamedTuple

from sayso.records import Span
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import PARTY, PERSON
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import Name
from sayso.resolve.view import View
from sayso.resolve.wording import singular

_ABBREVIATED = (
    r"(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr|St|Jr|Sr|vs))\.|(?<=\bv)\.|(?<=\b(?:Mrs|Sen|Rep|Gov|Gen))\.|(?<=\bProf)\."
)
_APPOSED = re.compile(
    r",[’”\"']?\s+(?P<role>(?:(?:the|an?|his|her|its|their|who\s+(?:is|was))\s+)?(?:[^,;:.()“”\"\n]|"
    rf"{_ABBREVIATED}){{3,110}}?)(?=,|[;:)]\s|(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bv)\.(?:\s|[’”\"']|$)|"
    r"\s[—–-]\s|\s\(|$|\n)"
)
_COPULA = re.compile(
    r"(?:,\s+(?:aged\s+)?\d{1,3})?,?\s+(?:who\s+)?(?:is|was|has\s+been|became|describes\s+(?:him|her)self\s+as|serves?\s+as|served\s+as)\s+(?P<role>(?:the|an?|"
    rf"then)?\s*(?:[^,;:.()“”\"\n]|{_ABBREVIATED}){{3,90}}?)"
    r"(?=,|[;:)]|(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bv)\.|\s(?:who|that|and|but)\b|$|\n)"
)
_BEFORE = re.compile(r"(?P<role>(?:[\w’'./-]+\s+){0,6}?(?P<noun>[a-z-]+))(?P<comma>,?)\s+$")
MOST_WORDS = 7
"""Words of a role before a name, its noun counted in."""
_ARTICLE = re.compile(
    r"^(?:(?:the|an?|his|her|its|their|our|who\s+(?:is|was|serves?\s+as|served\s+as)|now|once|later|long|still|"
    r"currently|formerly|previously|also|then|for\s+(?:many\s+)?years)\s+)+",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:former|formerly|previously|once|ex-|then|then-|late|onetime|one-time|erstwhile)\b", re.IGNORECASE
)
_PAST = re.compile(r",?\s*(?:who\s+)?(?:was|served)\b")
_STOP = frozenset({
    "said", "says", "told", "added", "wrote", "asked", "as", "and", "but", "that", "when", "while", "if", "because",
    "after", "before", "with", "by", "to", "from", "for", "of", "in", "on", "at", "which", "who", "whose", "had",
    "has", "have", "is", "are", "was", "were", "will", "would", "or", "like", "except", "everybody", "him", "them",
    "it", "prompted", "showed", "endorse", "support", "over", "about", "against", "under", "between", "among", "than",
    "via", "near", "without", "within", "toward", "towards", "into", "onto", "upon", "off", "amid", "including",
    "not", "both", "several", "all", "he", "she", "we", "they", "i", "shows", "finds", "found", "put", "puts", "gave",
    "gives", "some", "many", "did", "does", "do", "can", "could", "should", "must", "may", "might", "fellow",
})  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their"})
_VERB_FOLLOWS = frozenset({
    "he", "she", "they", "we", "i", "to", "not", "did", "does", "do", "will", "would", "can", "could", "should", "must",
    "may", "might",
})  # fmt: skip
"""Words before a verb: "did not mention candidate Ana Ruiz"."""
_NOT_ROLE = re.compile(
    r"^(?:said|says|told|ladies|is|was|not|never|with|in|at|from|after|among|one|also|still|but|and|or|who|whom|whose|"
    r"which|to|if|when|while|as|because|instead|so|yet|both|several|some|many|your|my|our)\b",
    re.IGNORECASE,
)
_NO_PHRASE = re.compile(
    r"\b(?:it|he|she|they|we|you|them|him|is|are|was|were|has|have|had|did|does|will|would|can|could|should|not|than|our|"
    r"your|my|his|her|their|its|the|an?)\b|n[’']t\b"
)
"""What no noun phrase holds before its head, its article left out."""
_CLAUSE = re.compile(
    r"\s(?:who|which|that|whose|said|says|told|wrote|writes|added|announced|argued|tweeted|warned|insisted)\s.*$|\s*''.*$|"
    r"\s[a-z]+ed\s+by\s.*$"
)
_SUBJECT_OF = re.compile(r"\s(?:is|was|has|had|will|would|did|does|can|could)(?:\s|$)")
_AND = re.compile(r"\s+and\s+(?=(?:(?:later|then|now|once)\s+)?(?:an?|the|former|ex-)\b)")
_HEAD_AFTER = re.compile(
    r"\s+(?P<role>(?:head|chief|director|leader|commander|chairman|chairwoman|spokesman|spokeswoman|secretary|president)\s+"
    r"of\s+[^,;:.()“”\"\n]{3,70}?)(?=\s+(?:said|says|told|tweeted|wrote|added|was|is|has|had)\b|[,;:.(]|$)"
)
_OF_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?)\s+(?P<role>(?:[\w’'-]+\s+){0,3}?(?P<noun>[a-z-]+)\s+(?:of|for|to)\s+[^,;:.()“”\"\n]{2,60}),\s+$"
)
_DOERS = {
    "leads": "leader", "led": "leader", "heads": "head", "headed": "head", "commands": "commander",
    "commanded": "commander", "chairs": "chair", "chaired": "chair", "edits": "editor", "edited": "editor",
    "founded": "founder", "runs": "head", "directs": "director", "presides over": "president",
    "presided over": "president",
}  # fmt: skip
"""What somebody is who does something, by the verb."""
_DONE = frozenset({"led", "headed", "commanded", "chaired", "edited", "presided over"})
_WHO_DOES = re.compile(
    rf",\s+who\s+(?:(?:now|currently|then|once)\s+)?(?P<all>(?P<does>{'|'.join(_DOERS)})\s+"
    r"(?P<of>(?:the|an?|its|their)\s+(?:(?!(?:from|in|at|since|and|who|that|to|for|with|by)\b)[\w’'-]+\s*){1,5}?))"
    r"(?=\s*[,.;(]|\s+(?:from|in|at|since|and|for|with|by|said|says|told)\b)"
)
_HEAD_END = re.compile(
    r"\s(?:of|for|to|in|at|from|with|on|who|that|under|and|as|by|until|since|during|before|after|between)\s"
)
_TO_WHOM = re.compile(r"[’']s?\s|\s(?:of|to|for)\s|[a-z]\s+[A-Z]|^[A-Z]\w+\s+(?!.*\b(?:rival|opponent|colleague)$)")
_AND_LAST = re.compile(r"\s+and\s+$")
_NOUN_NEXT = re.compile(r"\s+(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z-]+)\s+(?=[A-Z])")
_OF_ADJOINING = re.compile(
    r"(?P<role>(?:(?:[Dd]eputy|[Ff]ormer|[Aa]cting|[Vv]ice)\s+){0,2}(?P<noun>[A-Za-z-]+)\s+(?:of|for)\s+"
    r"(?P<of>(?:[\w’'-]+\s+){0,9}?[\w’'-]+))\s+$"
)
_OF_PLACE = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?")
_FORMER_BEFORE = re.compile(r"\b(?:former|formerly|ex-|then|then-|late|onetime|one-time)\s*$", re.IGNORECASE)
_BRACKET = re.compile(r"\[(?P<role>[^\[\]\n]{3,60})\]\s+$")
_CONDITION = re.compile(r"\b(?:if|whether|unless|when|once|should|until)\s+(?:[\w.]+\s+){0,2}$", re.IGNORECASE)
_NATION = re.compile(r"(?<![\w’'.-])(?P<nation>[A-Z][\w.]+)\s+$")
_TITLED = re.compile(r"the\s+(?:[A-Z][a-z]+\s+){1,2}of\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*$")
"""An office in capitals that no list knows: "the Keeper of the Seal"."""
_ASIDE_NEXT = re.compile(r",|\s+[—–-]\s|\s*\(")
_LATE = re.compile(r",\s+the\s+late\s+$")
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their|our|[\w-]+[’']s)\s", re.IGNORECASE)
REACH_FORMER = 16
"""Code points before a title that are searched for "former" or a nation."""
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
            found += _after(view, holder, name)
            continue
        if entity.kind not in (PERSON, None) or name.text.rsplit(maxsplit=1)[-1].lower() in PARTY:
            continue
        title = _title(view, entity, name)
        before = None if _describes_next(view, entities, name) else _before(view, entities, name)
        doing = _doing(view, entity, name)
        found += [role for role in (title, before, doing, *_after(view, entity, name)) if role]
    for role in found:
        if role.rule != "title":
            role.entity.roles.append((role.role, role.span))
            role.entity.kind = role.entity.kind or PERSON
    return [role for role in found if not _is_relation(role.role)]


def _is_relation(role: str) -> bool:
    """Whether a role says what somebody is to somebody else, and not to whom: "niece", "chief rival"."""
    head = _HEAD_END.split(role)[0].split()[-1].lower()
    return head in lexicon().relations and not _TO_WHOM.search(role)


def _describes_next(view: View, entities: Entities, name: Name) -> bool:
    """Whether a name that may be no person's only belongs to the role of the next: "Dorn Divers owner Ana Ruiz"."""
    if entities.at(name).is_surely_person:
        return False
    noun = _NOUN_NEXT.match(view.text, name.end)
    following = entities.within((noun.end(), noun.end() + 1)) if noun and _is_role(noun["noun"]) else []
    return bool(following)


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


def _doing(view: View, entity: Entity, name: Name) -> FoundRole | None:
    """The role of somebody who is said to do its work: "Ana Ruiz, who leads the guild" is leader of the guild."""
    match = _WHO_DOES.match(view.text, name.end)
    if not match:
        return None
    does = " ".join(match["does"].lower().split())
    body = " ".join(match["of"].split())
    return FoundRole(entity, f"{_DOERS[does]} of {body}", match.span("all"), "who does it", does in _DONE)


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
    apposed = view.text[name.end : name.end + 1] == ","
    of = _OF_BEFORE.search(view.text, start, name.lead) if apposed else None
    of = of or _adjoining(view, entities, name, start)
    if of and _is_role(of.group("noun")):
        return FoundRole(entity, of["role"], of.span("role"), "before the name", bool(_FORMER.search(of["role"])))
    bracket = _BRACKET.search(view.text, start, name.lead)
    if bracket and _is_role(bracket["role"].split()[-1]):
        return FoundRole(entity, bracket["role"], bracket.span("role"), "before the name", False)
    left = max([start, *(end + 1 for end in people)])
    far = view.text[left : name.lead].rsplit(maxsplit=MOST_WORDS)
    late = _LATE.search(view.text, left, name.lead)
    end = late.start() + 2 if late else name.lead
    match = _BEFORE.search(view.text, left + (len(far[0]) if len(far) > MOST_WORDS else 0), end)
    if not match or not _is_role(match.group("noun")) or match.group("noun") != singular(match.group("noun")):
        return None
    if match["noun"] in PARTY and not entity.is_surely_person:
        return None
    text = " ".join(_kept(match["role"].split()))
    if match.group("comma") and not (_DETERMINED.match(text) and _ASIDE_NEXT.match(view.text, name.end)):
        return None
    bare = _ARTICLE.sub("", text)
    if not bare or bare not in match["role"]:
        return None
    at = match.start("role") + match["role"].rfind(bare)
    whose = _whose(view, entities, (start, at))
    role = " ".join(view.text[whose if whose is not None else at : match.end("role")].split())
    return FoundRole(
        entity, role, (at if whose is None else whose, match.end("role")), "before the name", bool(_FORMER.search(role))
    )


def _adjoining(view: View, entities: Entities, name: Name, start: int) -> re.Match[str] | None:
    """The office of something named that stands right before a name: "head of the Dorn Guild Ana Ruiz"."""
    end = name.lead if name.role or name.lead == name.start else _honorific(view.text, name)
    of = _OF_ADJOINING.search(view.text, start, end)
    if not of or any(entities.at(n).kind == PERSON for n in entities.within(of.span("of"))):
        return None
    apposed = view.text[name.end : name.end + 1] == ","
    return of if _names_a_body(of["of"]) or (apposed and _is_plain(of["of"].split())) else None


def _honorific(text: str, name: Name) -> int:
    """Where the one word of honour before a name begins, whatever capitalised words stand before it."""
    return name.lead + text[name.lead : name.start].rstrip().rfind(" ") + 1


def _is_plain(words: list[str]) -> bool:
    """Whether words hold no verb and end in no preposition."""
    inside = {"of", "the", "for", "and", "to", "in"}
    verbs = (w.lower() in _STOP - inside or _is_past(w) or w.lower() in lexicon().speech for w in words)
    return words[-1].lower() not in _STOP | {"former", "the"} and not any(verbs)


def _kept(words: list[str]) -> list[str]:
    """The words of a role among those before a name, from its noun backwards."""
    kept: list[str] = []
    for word in reversed(words):
        if (
            word.lower() in _STOP
            or not word.strip("-–—")
            or _is_past(word)
            or word.endswith("ly")
            or word.endswith((".", ","))
        ):
            break
        kept.insert(0, word)
        if word.lower() in _ARTICLES:
            break
    before = words[len(words) - len(kept) - 1].lower() if len(words) > len(kept) else ""
    verb = len(kept) > (2 if before == "to" else 1) and before in _VERB_FOLLOWS and kept[0].islower()
    return kept[1:] if verb else kept


def _whose(view: View, entities: Entities, span: Span) -> int | None:
    """Where the name begins that a role belongs to: "Ruiz spokesman Tom Hale"; with "former" before it, there."""
    owners = [n for n in entities.within(span) if n.end + 1 == span[1] and view.text[n.end] == " "]
    if not owners or entities.at(owners[-1]).kind != PERSON:
        return None
    former = _FORMER_BEFORE.search(view.text, span[0], owners[-1].lead)
    return former.start() if former else owners[-1].lead


def _names_a_body(words: str) -> bool:
    """Whether the words after "head of" are a name or a place, with no verb among them."""
    lex = lexicon()
    plain = {"the", "of", "for", "and", "province", "region", "county", "city", "district", "state", "town"}
    named = any(w[0].isupper() for w in words.split())
    return named and all(w[0].isupper() or w in plain or w in lex.organisation_nouns for w in words.split())


def _after(view: View, entity: Entity, name: Name) -> list[FoundRole]:
    """The roles behind a name, of several joined by "and" each."""
    for pattern, rule in ((_APPOSED, "apposition"), (_COPULA, "copula"), (_HEAD_AFTER, "apposition")):
        match = pattern.match(view.text, name.end)
        if match and rule == "copula" and match["role"].split(maxsplit=1)[0].lower() in lexicon().describing:
            continue
        if not match or (rule == "copula" and _CONDITION.search(view.text, max(0, name.lead - 30), name.lead)):
            continue
        found = _in_phrase(entity, match, rule)
        if found:
            return found
    return []


def _in_phrase(entity: Entity, match: re.Match[str], rule: str) -> list[FoundRole]:
    """The roles that a phrase behind a name gives; none where the first part is none."""
    cuts = [0, *(m.end() for m in _AND.finditer(match["role"])), len(match["role"])]
    past = bool(_PAST.match(match.group() if rule == "copula" else match["role"]))
    found: list[FoundRole] = []
    for start, end in pairwise(cuts):
        words = match["role"][start:end]
        part = _AND_LAST.sub("", words)
        role = _phrase(part)
        if role is None:
            return found
        at = match.start("role") + start
        found.append(FoundRole(entity, role, (at, at + len(part)), rule, past or bool(_FORMER.search(part))))
    return found


def _phrase(words: str) -> str | None:
    """The noun phrase of a role without its article and what is told after it; None for words that are no role."""
    if _SUBJECT_OF.search(re.split(r"\s(?:who|which|that|whose)\s", words)[0]):
        return None
    role = _trimmed(_ARTICLE.sub("", " ".join(words.split())))
    first = role.split()[0] if role else ""
    if not first or _NOT_ROLE.match(role) or _is_past(first):
        return None
    before = _HEAD_END.split(role)[0]
    head = before.split()[-1] if before.split() else ""
    if not (head and _is_role(head)) and _is_plain_name(role):
        before = head = role.split()[-1]
    plural = singular(head.lower()) != head.lower()
    held = head and (_is_role(head) or (_TITLED.match(words) and not _names_body(head)))
    return role if held and not plural and not _NO_PHRASE.search(before) else None


def _names_body(head: str) -> bool:
    """Whether the noun of a name is one of bodies, outlets or places: "Academy of Music"."""
    lex = lexicon()
    return head.lower() in lex.organisation_heads | lex.outlet_heads | lex.place_words


def _is_plain_name(role: str) -> bool:
    """Whether a role is a name and a noun: "University of Dorn hydrologist"."""
    *names, noun = role.split()
    return bool(names) and noun.islower() and all(w[0].isupper() or w in ("of", "the", "for", "and") for w in names)


def _is_past(word: str) -> bool:
    """Whether a word before a role is a verb ("embracing") and no participle that describes ("retired")."""
    ending = word.endswith(("ed", "ing"))
    return ending and word.islower() and word not in lexicon().describing and "-" not in word


def _trimmed(role: str) -> str:
    """A role without the verb of saying that follows it."""
    words = _CLAUSE.sub("", role).split()
    role = " ".join(words)
    left_over = lexicon().speech | {"of", "for", "to"}
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].lower() in left_over else role


def _is_role(noun: str) -> bool:
    lex = lexicon()
    word = noun.lower().strip("’'s") if noun.endswith(("’s", "'s")) else noun.lower()
    word = word.removesuffix("-elect").removesuffix("-designate").partition("-in-")[0]
    return (
        word in lex.person_nouns
        or word in lex.offices
        or singular(word) in lex.person_nouns
        or word in {"head", "secretary-general", "deputy"}
    )
