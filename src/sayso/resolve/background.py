"""To whom a document says that its actors belong."""

import re

from sayso.records import Affiliation, Span
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import ORGANISATION, OUTLET, PERSON, PLACE
from sayso.resolve.mentions import Name
from sayso.resolve.view import View

_TIE = re.compile(
    r"[,\s]*[(,]?\s*(?:which\s+is\s+|who\s+is\s+|is\s+|are\s+)?(?P<words>affiliated\s+(?:with|to)|"
    r"linked\s+(?:with|to)|tied\s+to|close\s+to|allied\s+(?:with|to)|"
    r"loyal\s+to|run\s+by|owned\s+by|controlled\s+by|funded\s+by|backed\s+by|aligned\s+with|supported\s+by|"
    r"led\s+by|headed\s+by|"
    r"a\s+(?:branch|wing|member|arm|part|front|mouthpiece)\s+of)\s+(?P<to>[^();.\n]{2,80})",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"\b(?P<words>(?:semi-official|state(?:-|\s)(?:run|owned|controlled|affiliated|linked|backed|funded|"
    r"media)|government-(?:run|owned|backed|controlled)|"
    r"opposition|pro-government|pro-opposition|independent|hard-?line|reformist|conservative|liberal|"
    r"[\w]+-(?:backed|aligned|affiliated|linked|controlled|run))"
    r")\s+(?:(?:news|website|daily|newspaper|broadcaster|agency|channel|network|outlet|group|media|"
    r"television|TV)\s+){0,3}$",
    re.IGNORECASE,
)
_PARENT = re.compile(
    r"[’']s?\s+(?P<words>parent\s+\w+|umbrella\s+\w+|armed\s+wing|political\s+wing|sister\s+\w+)\s*,?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:its|their|his)\s+(?P<words>parent\s+\w+|umbrella\s+\w+)\s*,\s+(?:the\s+)?$", re.IGNORECASE)
_HELD = re.compile(
    r",\s+an?\s+(?P<words>state-(?:affiliated|linked|backed|controlled|employed)|government-(?:linked|affiliated|backed))\s",
    re.IGNORECASE,
)
_POSSESSED = re.compile(
    r"[’']s?\s+(?:own\s+)?(?:(?:[a-z-]+\s+){0,3}?(?:committee|faction|coalition|party|campaign|government|leadership|wing|"
    r"camp|movement|network|group|office|board|council)\b|[a-z-]+)|\s+(?!(?:and|or|in|of|on|at|for|to|with|who|which|that|"
    r"from|by|is|was|has|had|have|are|were|said|says|will|would|as|but|after|before|during|since|when|while)\b)[a-z]+\b"
)
_NO_TIE = re.compile(
    r",(?!\s+the\s*$)|^(?:an?\s+average|about|nearly|only|\d)|\d|\b(?:who|which|that|across|during|after|before)\b"
)
_STATE = re.compile(
    r"^(?:semi-official|state|government|opposition|pro-)|-(?:backed|aligned|affiliated|linked|controlled|run)$",
    re.IGNORECASE,
)
FURTHEST = 60
"""Code points after the words of a tie within which its other end is named."""


def find_affiliations(document: str, view: View, entities: Entities) -> tuple[Affiliation, ...]:
    """The ties that the text states between its actors, in text order."""
    found: list[Affiliation] = []
    for name in entities.names:
        if entities.at(name).kind not in (ORGANISATION, OUTLET, PERSON, None):
            continue
        found.extend(_tied(document, view, entities, name))
    return tuple(found)


def _tied(document: str, view: View, entities: Entities, name: Name) -> list[Affiliation]:
    text, entity = view.text, entities.at(name)
    found: list[Affiliation] = []
    tie = _TIE.match(text, name.end, min(len(text), name.end + 140))
    other = _other_end(view, entities, tie) if tie and name.text.upper() != "PAC" else None
    if tie and other:
        words = " ".join(tie.group("words").split()).lower()
        rule = "led by" if words in {"led by", "headed by"} else "affiliated with"
        found.append(_record(document, view, entity.name, other[0], (tie.start("words"), other[1]), rule))
    adjective = _ADJECTIVE.search(text, max(0, name.lead - 70), name.lead)
    if adjective and _takes(entity, adjective.group("words")):
        found.append(_record(document, view, entity.name, adjective["words"], adjective.span("words"), "adjective"))
    held = _HELD.match(text, name.end) if entity.kind is PERSON else None
    if held:
        found.append(_record(document, view, entity.name, held["words"], held.span("words"), "adjective"))
    found.extend(_parents(document, view, entities, name))
    return found


def _takes(entity: Entity, words: str) -> bool:
    """Whether an adjective before a name ties it to somebody: leanings only where the name is a body's."""
    if words[0].isupper() and not words.startswith(("State", "Government")):
        return False
    if _STATE.match(words):
        return entity.kind is not PERSON
    return entity.kind in (ORGANISATION, OUTLET) and len(entity.name.split()) > 1


def _other_end(view: View, entities: Entities, tie: re.Match[str]) -> tuple[str, int] | None:
    """With whom a tie is, and where that ends: "Khamenei’s faction" stays as written, a name is given in full."""
    start, end = tie.span("to")
    names = [n for n in entities.within((start, min(end, start + FURTHEST))) if entities.at(n).kind is not None]
    if not names or _NO_TIE.search(view.text[start : names[0].lead]):
        return None
    other = next((n for n in names if entities.at(n).kind != PLACE), names[0])
    possessed = _POSSESSED.match(view.text, other.end, end)
    if possessed:
        return " ".join(view.text[other.start : possessed.end()].split()), possessed.end()
    return entities.at(other).name, other.end


def _parents(document: str, view: View, entities: Entities, name: Name) -> list[Affiliation]:
    """Whose parent or umbrella a name is: "X’s parent company, Y", "X and its parent coalition, the Y"."""
    left = max(0, name.lead - 50)
    parent = _PARENT.search(view.text, left, name.lead)
    others = _OTHERS.search(view.text, left, name.lead)
    match = parent or others
    if match is None:
        return []
    before = entities.before(match.start())
    adjoining = [n for n in before if n.end == match.start()]
    children = adjoining if parent else _bodies(view, entities, before, match.start())
    if not children:
        return []
    child, owner = entities.at(children[-1]).name, entities.at(name).name
    return [_record(document, view, child, owner, (match.start("words"), name.end), "parent")]


def _bodies(view: View, entities: Entities, names: list[Name], at: int) -> list[Name]:
    """The bodies named in the same sentence before a place."""
    start = view.sentence(at)[0]
    return [n for n in names[-3:] if n.start >= start and entities.at(n).kind in (ORGANISATION, OUTLET)]


def _record(document: str, view: View, name: str, to: str, span: Span, rule: str) -> Affiliation:
    words = " ".join(view.text[slice(*span)].split())
    return Affiliation(document=document, name=name, to=to, words=words, span=view.outward(span)[0], rule=rule)
