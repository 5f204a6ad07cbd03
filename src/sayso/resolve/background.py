"""To whom a document says that its actors belong."""

import re
from collections.abc import Iterator

from sayso.records import Affiliation, Span
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.kinds import ORGANISATION, OUTLET, PERSON, PLACE
from sayso.resolve.lexicon import lexicon
from sayso.resolve.mentions import Name
from sayso.resolve.view import View
from sayso.resolve.wording import singular

_PART = (
    r"branch|wing|arm|part|front|mouthpiece|organ|voice|subsidiary|affiliate|offshoot|unit|division|faction|proxy|ally|"
    r"newspaper|daily|weekly|website|news\s+agency|broadcaster|news\s+outlet|think\s+tank|militia|member"
)
_TIE = re.compile(
    r"[,\s]*[(,]?\s*(?:(?:which|who|that)\s+)?(?:(?:is|are|was|were|has\s+been|have\s+been)\s+)?"
    r"(?:(?:an?|the)\s+(?:[\w-]+\s+){0,3}?[a-z]+\s+(?:(?:which|that)\s+is\s+)?)?"
    r"(?:(?:widely|reportedly|closely|directly|officially|formally|partly)\s+)?"
    r"(?P<words>(?:affiliated|associated|aligned|allied|linked)\s+(?:with|to)|tied\s+to|close\s+to|loyal\s+to|"
    r"subordinate\s+to|answerable\s+to|under\s+the\s+(?:control|supervision|command)\s+of|"
    r"(?:run|owned|operated|controlled|funded|financed|bankrolled|sponsored|backed|supported|overseen|supervised|appointed|"
    r"created|established|set\s+up|led|"
    r"headed)\s+by|"
    r"an?\s+(?:[\w-]+\s+){0,3}?(?:PAC|group|committee|organi[sz]ation|outlet|website|militia|party|movement)\s+"
    r"(?:supporting|backing|that\s+(?:supports|backs))|"
    rf"(?:an?|the|its|one)\s+(?:[\w-]+\s+){{0,3}}?(?:{_PART})\s+of)\s+(?P<to>[^();.\n]{{2,80}})",
    re.IGNORECASE,
)
_LED = frozenset({"led by", "headed by"})
_HELD_BY = r"run|owned|controlled|affiliated|linked|backed|funded|financed|supported|sponsored|aligned|allied|operated"
_BACKER = (
    r"(?-i:[A-Z]\w*|government|military|army|opposition|regime|church|party|family|foreign|rebel|union|independence)"
)
_ADJECTIVE = re.compile(
    rf"(?<![\w-])(?P<words>semi-official|state(?:-|\s)(?:{_HELD_BY}|media)|opposition|independent|hard-?line|reformist|"
    rf"conservative|liberal|pro-{_BACKER}|{_BACKER}-(?:{_HELD_BY}))"
    r"\s+(?:(?:news|website|daily|newspaper|broadcaster|agency|channel|network|outlet|group|media|militia|party|"
    r"committee|super|PAC|television|TV)\s+){0,3}$",
    re.IGNORECASE,
)
_WING_OF = re.compile(
    r",?\s+(?:which\s+)?(?:is|was|are)\s+(?:the\s+)?(?P<to>[\w’' -]{2,50}?)[’']s?\s+"
    r"(?P<words>(?:[\w-]+\s+){0,2}?(?:wing|branch|arm|affiliate|subsidiary|offshoot|mouthpiece|newspaper|broadcaster|proxy))\b"
)
_STATE_BODY = re.compile(
    r"(?:\s*\([A-Z/]+\))?,\s+an?\s+(?P<words>(?:state|government|public)(?:-owned|-run|-controlled)?\s+(?:company|agency|"
    r"broadcaster|newspaper|body|firm|outlet|enterprise|bank|channel))\b"
)
_UNDER_WHICH = re.compile(
    r"(?:\s*\([A-Z/]+\))?,\s+(?:the|an?)\s+(?P<words>(?:[a-z-]+\s+){0,2}?(?:umbrella|coalition|alliance|federation|network|group)\s+"
    r"(?:(?:under|in|to|of|within)\s+which|that))\s+(?:the\s+)?"
)
_BELONGS = re.compile(
    r"\s+(?:(?:also|now)\s+)?(?:sits?|belongs?|stands?|works?|is\s+(?:a\s+)?(?:part|member)|forms?\s+part)\b"
)
_LABEL = re.compile(r"\s+\((?P<party>(?:[A-Z][\w’'-]*[ ]?){1,4})\)\s*:")
_BRACKET = re.compile(r"\s+\((?:the\s+)?(?=[A-Z])")
_OFFICE = re.compile(r"(?:the\s+)?(?P<who>[a-z]+)(?P<more>\s[a-z]+)?(?P<whose>[’']s\s+[a-z]+)?\b(?!\s+[A-Z])")
_PARENT = re.compile(r"[’']s?\s+(?P<words>(?:parent|umbrella|mother)\s+\w+)\s*,?\s+(?:the\s+)?$", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:its|their|his)\s+(?P<words>(?:parent|umbrella)\s+\w+)\s*,\s+(?:the\s+)?$", re.IGNORECASE)
_CHILD = re.compile(
    r"(?P<owner>[\w’'-]+)[’']s?\s+(?P<words>(?:own|main|official|semi-official|local|foreign)?\s*"
    r"(?:armed\s+wing|political\s+wing|military\s+wing|youth\s+wing|news\s+agency|newspaper|mouthpiece|broadcaster|"
    r"subsidiary|affiliate|offshoot|proxy|branch))\s*,?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[’']s?\s+(?P<words>(?:parent|umbrella)\s+(?:organi[sz]ation|company|group|body|coalition))\b")
_HELD = re.compile(
    r",\s+an?\s+(?P<words>state-(?:affiliated|linked|backed|controlled|employed)|government-(?:linked|affiliated|backed))\s",
    re.IGNORECASE,
)
_POSSESSED = re.compile(
    r"[’']s?\s+(?:own\s+)?(?:(?:[a-z-]+\s+){0,3}?(?:committee|faction|coalition|party|campaign|government|leadership|wing|"
    r"camp|movement|network|group|office|board|council)\b|[a-z-]+)|\s+(?P<noun>[a-z]+)\b"
)
_NOUN = re.compile(r"\s+(?P<noun>[a-z]+)\b")
_NO_TIE = re.compile(
    r",(?!\s+the\s*$)|\b(?:to|of|for|with|at|in)\b|^(?:an?\s+average|about|nearly|only|\d)|\d|\b(?:who|which|that|across|during|after|before)\b"
)
_STATE = re.compile(rf"^(?:semi-official|state|government|opposition|pro-)|-(?:{_HELD_BY})$", re.IGNORECASE)
FURTHEST = 60
"""Code points after the words of a tie within which its other end is named."""


def find_affiliations(document: str, view: View, entities: Entities) -> tuple[Affiliation, ...]:
    """The ties that the text states between its actors, in text order; `sayer` is left open."""
    finder = _Finder(document, view, entities)
    actors = (ORGANISATION, OUTLET, PERSON, None)
    return tuple(tie for name in entities.names if entities.at(name).kind in actors for tie in finder.ties(name))


class _Finder:
    """Finds the ties of one name after the other."""

    def __init__(self, document: str, view: View, entities: Entities) -> None:
        self._document, self._view, self._entities = document, view, entities

    def ties(self, name: Name) -> Iterator[Affiliation]:
        """The ties that stand beside a name."""
        yield from self._behind(name)
        yield from self._adjectives(name)
        yield from self._parents(name)

    def _behind(self, name: Name) -> Iterator[Affiliation]:
        """What follows a name: "(affiliated with X)", ", the armed wing of X", ", a state-linked writer"."""
        text, entity = self._view.text, self._entities.at(name)
        tie = _TIE.match(text, name.end, min(len(text), name.end + 160))
        other = self._other_end(tie) if tie and name.text.upper() != "PAC" else None
        if tie and other and other[0] != entity.name:
            words = " ".join(tie.group("words").split()).lower()
            rule = "led by" if words in _LED else "affiliated with"
            yield self._record(entity.name, other[0], (tie.start("words"), other[1]), rule)
        held = (_HELD if entity.kind is PERSON else _STATE_BODY).match(text, name.end)
        if held:
            yield self._record(entity.name, held["words"], held.span("words"), "adjective")
        yield from self._wings(name)
        yield from self._umbrella(name)

    def _umbrella(self, name: Name) -> Iterator[Affiliation]:
        """The body over another, "X, the umbrella under which Y sits"; whom a record gives with a speaker's name."""
        text, entity = self._view.text, self._entities.at(name)
        under = _UNDER_WHICH.match(text, name.end)
        below = self._entities.within((under.end(), under.end() + 1)) if under else []
        if under and below and _BELONGS.match(text, below[0].end):
            yield self._record(
                entity.name, self._entities.at(below[0]).name, (under.start("words"), below[0].end), "parent"
            )
        label = _LABEL.match(text, name.end) if entity.kind is PERSON else None
        opens = self._view.paragraphs[self._view.paragraph_index(name.start)][0] == name.lead
        if label and opens and not self._knows(label.span("party")):
            yield self._record(entity.name, label["party"].strip(), label.span("party"), "affiliated with")

    def _knows(self, span: Span) -> bool:
        """Whether a stretch is the name of a place or body."""
        kinds = (PLACE, ORGANISATION, OUTLET)
        return any((n.start, n.end) == span and self._entities.at(n).kind in kinds for n in self._entities.within(span))

    def _wings(self, name: Name) -> Iterator[Affiliation]:
        """What a name is said to be of another, "X is Y’s armed wing"; a person's body in brackets."""
        text, entity = self._view.text, self._entities.at(name)
        wing = _WING_OF.match(text, name.end)
        owners = self._entities.within(wing.span("to")) if wing else []
        if wing and owners and owners[-1].end == wing.end("to"):
            yield self._record(
                entity.name, self._entities.at(owners[-1]).name, (wing.start("to"), wing.end()), "parent"
            )
        bracket = _BRACKET.match(text, name.end) if entity.kind is PERSON else None
        bodies = self._entities.within((bracket.end(), bracket.end() + 1)) if bracket else []
        if (
            bodies
            and self._entities.at(bodies[0]).kind is ORGANISATION
            and text[bodies[0].end : bodies[0].end + 1] == ")"
        ):
            span = bodies[0].start, bodies[0].end
            yield self._record(entity.name, self._entities.at(bodies[0]).name, span, "affiliated with")

    def _adjectives(self, name: Name) -> Iterator[Affiliation]:
        """What stands before a name: "state-run X", "the Guard-affiliated agency X"."""
        entity = self._entities.at(name)
        match = _ADJECTIVE.search(self._view.text, max(0, name.lead - 70), name.lead)
        if not match or not _takes(entity, match["words"]) or name.text.upper() == "PAC":
            return
        to = self._backer(match) or match["words"]
        if to != entity.name:
            yield self._record(entity.name, to, match.span("words"), "adjective")

    def _backer(self, match: re.Match[str]) -> str | None:
        """Who is named in an adjective: "Dorn-backed"; in full where the text gives that."""
        names = self._entities.within(match.span("words"))
        return self._entities.at(names[0]).name if names and names[0].end <= match.end("words") else None

    def _other_end(self, tie: re.Match[str]) -> tuple[str, int] | None:
        """With whom a tie is, and where that ends: "Khamenei’s faction" stays as written, a name is given in full."""
        start, end = tie.span("to")
        near = self._entities.within((start, min(end, start + FURTHEST)))
        names = [name for name in near if self._entities.at(name).kind is not None or self._makes_body(name)]
        if not names or _NO_TIE.search(self._view.text[start : names[0].lead]):
            return self._office(start, end)
        other = next((n for n in names if self._entities.at(n).kind != PLACE), names[0])
        possessed = _POSSESSED.match(self._view.text, other.end, end)
        if possessed and (possessed["noun"] is None or _is_body(possessed["noun"])):
            return " ".join(self._view.text[other.start : possessed.end()].split()), possessed.end()
        return self._entities.at(other).name, other.end

    def _office(self, start: int, end: int) -> tuple[str, int] | None:
        """An office or body without a name: "appointed by the prime minister"."""
        match, lex = _OFFICE.match(self._view.text, start, end), lexicon()
        if not match:
            return None
        pair = f"{match['who']}{match['more'] or ''}"
        if match["whose"] and match["whose"].split()[-1] not in lex.organisation_nouns:
            return None
        if pair in lex.offices or (match["more"] is None and pair in lex.organisation_nouns):
            return " ".join(f"{pair}{match['whose'] or ''}".split()), match.end()
        return (match["who"], match.end("who")) if match["who"] in lex.organisation_nouns else None

    def _makes_body(self, name: Name) -> bool:
        """Whether a noun behind a name makes a body of it: "the Velian government"."""
        noun = _NOUN.match(self._view.text, name.end)
        return bool(noun and _is_body(noun["noun"]))

    def _parents(self, name: Name) -> Iterator[Affiliation]:
        """Whose parent or child a name is: "X’s parent company, Y", "X and its parent coalition, the Y"."""
        text, owner = self._view.text, self._entities.at(name).name
        left = max(0, name.lead - 60)
        for pattern in (_PARENT, _OTHERS):
            match = pattern.search(text, left, name.lead)
            child = self._named_before(match, pattern is _PARENT) if match else None
            if match and child:
                yield self._record(child, owner, (match.start("words"), name.end), "parent")
                return
        match = _CHILD.search(text, left, name.lead)
        to = self._possessor(match) if match else None
        if match and to and to != owner:
            yield self._record(owner, to, (match.start("words"), name.end), "parent")
        alone = _NO_NAME.match(text, name.end)
        if alone and not any(n.lead - alone.end() < 3 for n in self._entities.within((alone.end(), alone.end() + 8))):
            yield self._record(owner, alone["words"], alone.span("words"), "parent")

    def _named_before(self, match: re.Match[str], adjoining: bool) -> str | None:
        """The body named right before a place, or in the same sentence before it."""
        before = self._entities.before(match.start(), 3)
        if adjoining:
            found = [name for name in before if name.end == match.start()]
        else:
            start = self._view.sentence(match.start())[0]
            bodies = (ORGANISATION, OUTLET)
            found = [name for name in before if name.start >= start and self._entities.at(name).kind in bodies]
        return self._entities.at(found[-1]).name if found else None

    def _possessor(self, match: re.Match[str]) -> str | None:
        """Whose child a name is: somebody named, or a body by its noun ("the regime")."""
        named = [n for n in self._entities.before(match.end("owner"), 1) if n.end == match.end("owner")]
        noun = match["owner"].lower()
        return self._entities.at(named[0]).name if named else noun if noun in lexicon().organisation_nouns else None

    def _record(self, name: str, to: str, span: Span, rule: str) -> Affiliation:
        words = " ".join(self._view.text[slice(*span)].split())
        places = self._view.outward(span)
        return Affiliation(document=self._document, name=name, to=to, words=words, span=places[0], rule=rule)


def _takes(entity: Entity, words: str) -> bool:
    """Whether an adjective before a name ties it to somebody: leanings only where the name is a body's."""
    if entity.is_surely_person and entity.kind is PERSON:
        return False
    if _STATE.search(words):
        return True
    return entity.kind in (ORGANISATION, OUTLET) and len(entity.name.split()) > 1 and words[0].islower()


def _is_body(noun: str) -> bool:
    """Whether a noun behind a name makes a body or people of it: "the Velian government", "Dorn officials"."""
    lex = lexicon()
    people = noun.endswith("s") and singular(noun) in lex.person_nouns
    return noun in lex.organisation_nouns or noun in lex.group_nouns or people
