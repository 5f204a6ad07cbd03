"""What a document tells of its actors: to whom they belong, and what they call each other."""

import re

from sayso.records import Affiliation, Epithet, Span
from sayso.resolve.entities import Entities
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
_QUOTED = r"[“\"‘'](?P<word>[^”\"’'\n]{2,60}?)[,.]?[”\"’']"
_EPITHETS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("refers to as", re.compile(rf"\b(?:refer(?:s|red|"
    rf"ring)?)\s+to\s+(?P<referent>[^“\"‘;.\n]{{2,70}}?)\s+(?:as|by)\s+(?:[\w\s-]{{0,40}}?)?{_QUOTED}", re.IGNORECASE)),
    ("calls", re.compile(rf"(?P<referent_before>)\b(?:which|whom|"
    rf"what)\s+(?P<user>[\w’' -]{{2,60}}?)\s+(?:call(?:s|ed)?|term(?:s|ed)?|label(?:s|ed|led)?|dub(?:s|bed)?|"
    rf"brand(?:s|ed)?|describe[sd]?\s+as|refer(?:s|red)?\s+to\s+as)\s+(?:[\w\s]{{0,30}}?)?{_QUOTED}", re.IGNORECASE)),
    ("derogatory", re.compile(rf"\b(?:derogator\w+|pejorative\w*|disparaging\w*|mocking\w*|"
    rf"insulting\w*)\s+(?:term\s+|name\s+|nickname\s+|called\s+|known\s+as\s+|referred\s+to\s+as\s+|"
    rf"calls?\s+|dubbed\s+)?{_QUOTED}", re.IGNORECASE)),
    ("parenthesis", re.compile(rf"{_QUOTED},?\s+(?:\(\s*|which\s+)(?:[\w\s]{{0,40}}?)(?:refers?\s+to|meaning|"
    rf"means|(?:a|their|its|his)\s+(?:term|name|word)\s+for)\s+[“\"‘']?(?P<referent>[\w’' -]{{2,60}})", re.IGNORECASE)),
)  # fmt: skip


def find_affiliations(document: str, view: View, entities: Entities) -> tuple[Affiliation, ...]:
    """The ties that the text states between its actors, in text order."""
    found: list[Affiliation] = []
    for name in entities.names:
        if entities.at(name).kind not in (ORGANISATION, OUTLET, PERSON, None):
            continue
        found.extend(_tied(document, view, entities, name))
    return tuple(found)


def _tied(document: str, view: View, entities: Entities, name: Name) -> list[Affiliation]:
    owner = entities.at(name).name
    found: list[Affiliation] = []
    tie = _TIE.match(view.text, name.end, min(len(view.text), name.end + 140))
    if tie and (names := entities.within(tie.span("to"))):
        words = " ".join(tie.group("words").split())
        rule = "led by" if words.lower() in {"led by", "headed by"} else "affiliated with"
        other = next((n for n in names if entities.at(n).kind != PLACE), names[0])
        found.append(_record(document, view, owner, entities.at(other).name, (tie.start("words"), other.end), rule))
    adjective = _ADJECTIVE.search(view.text, max(0, name.lead - 70), name.lead)
    if adjective and name.kind is not PERSON:
        found.append(_record(document, view, owner, adjective.group("words"), adjective.span("words"), "adjective"))
    parent = _PARENT.search(view.text, max(0, name.lead - 50), name.lead)
    if parent:
        children = [n for n in entities.before(name.lead) if n.end == parent.start()]
        if children:
            child = entities.at(children[-1]).name
            found.append(_record(document, view, child, owner, (parent.start("words"), name.end), "parent"))
    return found


def _record(document: str, view: View, name: str, to: str, span: Span, rule: str) -> Affiliation:
    words = " ".join(view.text[slice(*span)].split())
    return Affiliation(document=document, name=name, to=to, words=words, span=view.outward(span)[0], rule=rule)


def find_epithets(document: str, view: View, entities: Entities) -> tuple[Epithet, ...]:
    """The words that the text says somebody uses for somebody, in text order."""
    found: dict[Span, Epithet] = {}
    for rule, pattern in _EPITHETS:
        for match in pattern.finditer(view.text):
            groups = match.groupdict()
            span = match.span()
            if any(s < span[1] and span[0] < e for s, e in found):
                continue
            found[span] = Epithet(
                document=document,
                user=_user(view, entities, match),
                word=match.group("word").strip(),
                referent=_referent(entities, match, groups),
                span=view.outward(span)[0],
                rule=rule,
            )
    return tuple(found[span] for span in sorted(found))


def _user(view: View, entities: Entities, match: re.Match[str]) -> str | None:
    """Who uses the word: the subject named in the match, else the actor named before it in the sentence, else after."""
    if "user" not in match.groupdict() and match.group().lower().find("which") > 0:
        return None
    if match.groupdict().get("user"):
        names = entities.within(match.span("user"))
        if names:
            return entities.at(names[-1]).name
        words = match.group("user").strip()
        if words.lower() == "they":
            return None
        if words.lower() not in {"it", "he", "she", "they", "we"}:
            return re.sub(r"^(?:the|an?)\s+", "", words, flags=re.IGNORECASE)
    sentence = view.sentence(match.start())
    subject = re.match(r"[\s(“\"]*(?:[Tt]he\s+)?(?P<noun>[a-z]+)\s+$", view.text[sentence[0] : match.start()])
    if subject:
        return subject.group("noun")
    before = [n for n in entities.within((sentence[0], match.start())) if entities.at(n).kind != PLACE]
    after = [
        n for n in entities.within((match.end(), min(sentence[1], match.end() + 60))) if entities.at(n).kind == PERSON
    ]
    chosen = before[0] if before else after[0] if after else None
    return entities.at(chosen).name if chosen else None


def _referent(entities: Entities, match: re.Match[str], groups: dict[str, str | None]) -> str | None:
    """For whom the word stands: named in the match, or right before it."""
    if groups.get("referent"):
        names = entities.within(match.span("referent"))
        if names:
            return entities.at(names[0]).name
        text = re.sub(r"^(?:the|an?)\s+", "", (groups["referent"] or "").strip(), flags=re.IGNORECASE)
        nouns = {"group", "organisation", "organization", "movement", "party"}
        organisations = [n for n in entities.before(match.start()) if entities.at(n).kind == ORGANISATION]
        return entities.at(organisations[-1]).name if text in nouns and organisations else text or None
    if match.group().lower().startswith("what"):
        return None
    names = [n for n in entities.before(match.start()) if match.start() - n.end < 40]
    return entities.at(names[-1]).name if names else None
