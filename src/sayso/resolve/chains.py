"""Through whom: the hops between the article and the speaker, and to whom it was said."""

import re
from functools import cache
from typing import NamedTuple

from sayso.records import Document, Hop, HopKind, Span, SpeakerKind
from sayso.resolve.entities import Entities
from sayso.resolve.kinds import OUTLET
from sayso.resolve.lexicon import alternatives, lexicon
from sayso.resolve.mentions import Name
from sayso.resolve.resolved import Resolved
from sayso.resolve.view import View

_CITED = re.compile(
    r"\b(citing|cited|quoting|quoted by|cited by|according to|reported by|published by|carried by|"
    r"broadcast by|aired by|told to|given to|provided to|obtained by|seen by|leaked to|"
    r"by way of|via|through)\s+(?:[\w’'“\"-]+\s+){0,4}$",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(told|tells|telling|tell|assured|informed)\s+(?:[\w’'“\"&.-]+\s+){0,5}$", re.IGNORECASE)
_INTERVIEW = re.compile(
    r"\b(interview(?:ed)?|appearance|appearing|appeared|conversation|chat|sit-down|call|"
    r"speaking|spoke)\b"
    r"(?:\s+\w+){0,3}?\s+(?:with|on|by|to|for|in|published by)\s+(?:[\w’'“\"-]+\s+){0,5}$",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b((?:said|says|wrote|writes|writing|told|argued|column|op-ed|essay|article|editorial|"
    r"piece|stated by [^,;]{3,40}?)"
    r"(?:\s+\w+){0,4}?\s+(?:in|on|for))\s+(?:[\w’'“\"-]+\s+){0,3}$",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"[’'”\"]?(?:,\s+(?:citing|quoting)\s[^,.]{3,90},)?\s+(?:[\w-]+\s+){0,2}?(reported|reports|reporting|quoted|quotes|quoting|"
    r"cited|cites|wrote|said|carried|"
    r"aired|broadcast|published|revealed|relayed)\b",
    re.IGNORECASE,
)
_UNNAMED_OUTLET = re.compile(
    r"\b(?P<verb>citing|quoting|quoted by|cited by|reported by|carried by|according to|told|interview with|"
    r"interview on)\s+(?:the\s+|an?\s+)?"
    r"(?P<name>(?:[\w’'-]+\s+){0,3}?[“\"‘]?(?:state|state-run|state-owned|local|official|national|government|"
    r"public|opposition|independent|semi-official)"
    r"\s+(?:television|TV|media|radio|news agency|newspaper|broadcaster|news website|press)[”\"’]?)",
    re.IGNORECASE,
)
_STATED_BY = re.compile(
    r"\b(?P<verb>as\s+(?:stated|reported|told|quoted|cited|noted|relayed|recounted|described)\s+by)\s+$", re.IGNORECASE
)
_TOLD_NOUN = re.compile(
    r"\b(?P<verb>told|interview\s+with|interview\s+to|spoke\s+to|speaking\s+to)\s+(?:the|that)\s+"
    r"(?P<noun>website|site|newspaper|paper|daily|weekly|magazine|network|channel|broadcaster|station|agency|"
    r"news\s+agency|outlet)\b(?!\s+[A-Z])"
)
_OWN_PAGE = re.compile(
    r"\bon\s+(?P<name>(?:his|her|its|their)\s+(?:own\s+)?(?:official\s+)?(?:page|channel|account|feed|profile|blog|website))\b"
)
_HEADED = re.compile(r"[\s—–-]*(?:[Tt]he\s+)?(?P<name>[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3})\s+(?P<noun>[a-z]+)\b")
_INTERVIEWED_BY = re.compile(r"\binterview(?:ed)?\s+(?:with|by|for)\s+(?:the\s+)?$")
_LETTER = re.compile(r"\s+(?:back\s+)?to\b")
_DETERMINERS = r"(?:an?|the|his|her|their|its|another|one|that|this|[\w’'.]+[’']s?)"

_ASIDE = re.compile(r"\([^)]*\)")
HEADING_WORDS = 3
"""Words that may stand with the outlet in the heading of a list item: "the state-run … news agency"."""
NEAR_CUE = 120
"""Code points from a cue within which a platform or an outlet told belongs to it."""
_RANK = {"report": 0, "placed": 1, "stated": 2, "cited": 3, "told": 4, "platform": 5, "document": 6}
"""How far from the article a hop of each sort lies, when the words do not tell: outermost first."""


class Frame(NamedTuple):
    """What stands around the content of one attribution. Offsets of the view's text.

    Attributes:
        spans: the sentence of the cue without the content.
        source: of the source phrase, None where there is none.
        cue: the words of the cue.
        cue_span: from its first to its last word, None where there is none.
        cue_spans, content: fragments.
        sentence: the sentence of the cue.
    """

    spans: tuple[Span, ...]
    source: Span | None
    cue: str
    cue_span: Span | None
    cue_spans: tuple[Span, ...]
    content: tuple[Span, ...]
    sentence: Span


class _Found(NamedTuple):
    rank: int
    at: int
    hop: Hop


class ChainBuilder:
    """Builds the chains of one document."""

    def __init__(self, document: Document, view: View, entities: Entities) -> None:
        self._view = view
        self._entities = entities
        self._outlet = document.fact("outlet")

    def chain(self, frame: Frame, speaker: Resolved | None, outer: tuple[Hop, ...]) -> tuple[Hop, ...]:
        """The hops from the article to the speaker; `outer` are those that enclosing attributions contribute."""
        article = Hop(kind=HopKind.ARTICLE, name=self._outlet)
        frame = frame._replace(spans=self._of_clause(frame))
        parts = (self._outlets(frame, speaker), self._relaying(frame, speaker), self._passages(frame, speaker))
        found = sorted((f for part in parts for f in part), key=lambda f: (f.rank, f.at))
        hops: list[Hop] = [article]
        for hop in [*outer, *(f.hop for f in found)]:
            if not self._is_own(hop) and (hop.kind, hop.name) not in {(h.kind, h.name) for h in hops}:
                hops.append(hop)
        if speaker is None:
            return (*hops, Hop(kind=HopKind.UNKNOWN))
        spans = self._view.outward(speaker.span) if speaker.span else ()
        kept = [h for h in hops[1:] if h.name != speaker.name or (h.kind is HopKind.PERSON and h in outer)]
        return (article, *kept, Hop(kind=HopKind.SPEAKER, name=speaker.name, spans=spans))

    def _of_clause(self, frame: Frame) -> tuple[Span, ...]:
        """The words around the content between the semicolons that stand around the cue outside of quotations."""
        if frame.cue_span is None:
            return frame.spans
        cuts = [m.start() for m in re.finditer(";", self._view.text[slice(*frame.sentence)])]
        cuts = [c + frame.sentence[0] for c in cuts if not self._view.quotation(c + frame.sentence[0])]
        left = max((c for c in cuts if c < frame.cue_span[0]), default=frame.sentence[0])
        right = min((c for c in cuts if c >= frame.cue_span[1]), default=frame.sentence[1])
        clipped = [(max(start, left), min(end, right)) for start, end in frame.spans]
        return tuple((start, end) for start, end in clipped if start < end)

    def heading(self, span: Span) -> Hop | None:
        """The outlet that a list item's heading names, with nothing but its description after it."""
        plain = _HEADED.match(self._view.text, *span)
        names = self._entities.within(span)
        first = names[0] if names else None
        if plain and plain["noun"] in lexicon().outlet_nouns and not (first and first.start <= plain.start("name")):
            return Hop(kind=HopKind.OUTLET, name=plain["name"], spans=self._raw(plain.span("name")))
        if first is None or self._entities.at(first).kind == SpeakerKind.PERSON:
            return None
        lead, rest = self._view.text[span[0] : first.lead], self._view.text[first.end : span[1]]
        if len(_ASIDE.sub("", rest).split()) > HEADING_WORDS or len(lead.split()) > HEADING_WORDS:
            return None
        return Hop(kind=HopKind.OUTLET, name=self._entities.at(first).name, spans=self._raw((first.start, first.end)))

    def _is_own(self, hop: Hop) -> bool:
        """Whether a hop is the article's own outlet, which is never repeated."""
        return bool(self._outlet and hop.name and _same_outlet(self._outlet, hop.name))

    def _outlets(self, frame: Frame, speaker: Resolved | None) -> list[_Found]:
        found: list[_Found] = []
        for span in frame.spans:
            for name in self._entities.within(span):
                entity = self._entities.at(name)
                if not (entity.kind == OUTLET or self._interviews(name)) or (speaker and speaker.entity is entity):
                    continue
                if frame.source and frame.source[0] <= name.start < frame.source[1]:
                    continue
                passed = self._passing(name, span)
                if passed and not (passed[0] == "cited" and speaker and speaker.kind is SpeakerKind.OUTLET):
                    sort, verb = passed
                    hop = Hop(kind=HopKind.OUTLET, name=entity.name, verb=verb, spans=self._raw((name.start, name.end)))
                    found.append(_Found(_RANK[sort], name.start, hop))
        return found

    def _interviews(self, name: Name) -> bool:
        """Whether a body that is no known outlet is said to have interviewed somebody; courts and offices do not."""
        entity = self._entities.at(name)
        words = {word.lower() for word in entity.name.split()}
        body = entity.kind in (None, SpeakerKind.ORGANISATION) and len(words) > 1
        asks = _INTERVIEWED_BY.search(self._view.text, max(0, name.lead - 30), name.lead)
        return bool(body and asks and not words & (lexicon().state_bodies | {"bureau", "guard", "force"}))

    def _relaying(self, frame: Frame, speaker: Resolved | None) -> list[_Found]:
        """Outlets without a name ("citing state television") and whoever is named with "as stated by"."""
        found: list[_Found] = []
        own_words = speaker is not None and speaker.kind is SpeakerKind.OUTLET
        for span in frame.spans:
            found.extend(self._told_noun(frame, span, speaker))
            for match in _UNNAMED_OUTLET.finditer(self._view.text, *span):
                if own_words or (frame.source and frame.source[0] <= match.start("name") < frame.source[1]):
                    continue
                name = re.sub(r"[“”\"‘]|’(?!s\b|\w)", "", match.group("name"))
                sort = "told" if match.group("verb").lower().startswith(("told", "interview")) else "cited"
                hop = Hop(kind=HopKind.OUTLET, name=name, verb=match.group("verb"), spans=self._raw(match.span("name")))
                found.append(_Found(_RANK[sort], match.start(), hop))
            for name in self._entities.within(span):
                entity = self._entities.at(name)
                match = _STATED_BY.search(self._view.text, max(span[0], name.lead - 40), name.lead)
                if match and entity.kind != OUTLET and not (speaker and speaker.entity is entity):
                    verb = " ".join(match.group("verb").split())
                    hop = Hop(kind=HopKind.PERSON, name=entity.name, verb=verb, spans=self._raw((name.start, name.end)))
                    found.append(_Found(_RANK["stated"], name.start, hop))
        return found

    def _told_noun(self, frame: Frame, span: Span, speaker: Resolved | None) -> list[_Found]:
        """The outlet named last before, for "told the website"."""
        match = _TOLD_NOUN.search(self._view.text, *span)
        if not match or not frame.cue_span or abs(match.start() - frame.cue_span[0]) > NEAR_CUE:
            return []
        before = [self._entities.at(name) for name in self._entities.before(match.start())]
        outlet = next((entity for entity in reversed(before) if entity.kind == OUTLET), None)
        if outlet is None or (speaker and speaker.entity is outlet):
            return []
        hop = Hop(kind=HopKind.OUTLET, name=outlet.name, verb=match.group("verb"), spans=self._raw(match.span("noun")))
        return [_Found(_RANK["told"], match.start(), hop)]

    def _passing(self, name: Name, span: Span) -> tuple[str, str] | None:
        """How an outlet passes the words on: the sort of hop, and its verb."""
        before = self._view.text[max(span[0], name.lead - 80) : name.lead]
        for sort, pattern in (("told", _TOLD), ("told", _INTERVIEW), ("cited", _CITED), ("placed", _PLACED)):
            match = pattern.search(before)
            if match:
                return sort, " ".join(match.group(1).split())
        after = _REPORTS.match(self._view.text, name.end, span[1])
        return ("report", after.group(1)) if after else None

    def _passages(self, frame: Frame, speaker: Resolved | None) -> list[_Found]:
        """The documents and platforms that the words went through."""
        found: list[_Found] = []
        if speaker and speaker.through:
            name = lexicon().document_hops.get(speaker.through, speaker.through)
            kind = HopKind.PLATFORM if name in lexicon().tweet_words else HopKind.DOCUMENT
            name = "Twitter" if kind is HopKind.PLATFORM else name
            if name not in {"", "speech", "remarks", "testimony", "interview"}:
                found.append(_Found(_RANK["document"], 0, Hop(kind=kind, name=name)))
        for span in frame.spans:
            for match in _document_pattern().finditer(self._view.text, *span):
                noun = " ".join(match.group(1).lower().split())
                name = lexicon().document_hops[noun]
                if name and not (noun == "paper" and " the " in f" {match.group().lower()} "):
                    hop = Hop(kind=HopKind.DOCUMENT, name=name, verb=frame.cue or None, spans=self._raw(match.span(1)))
                    found.append(_Found(_RANK["document"], match.start(), hop))
            found.extend(self._platforms(frame, span))
        return found or self._letter(frame)

    def _letter(self, frame: Frame) -> list[_Found]:
        """What is written to somebody is a letter: "he wrote to me"."""
        if frame.cue.lower() not in ("wrote", "writes", "written") or not frame.cue_span:
            return []
        if not _LETTER.match(self._view.text, frame.cue_span[1]):
            return []
        hop = Hop(kind=HopKind.DOCUMENT, name="letter", verb=frame.cue, spans=self._raw(frame.cue_span))
        return [_Found(_RANK["document"], frame.cue_span[0], hop)]

    def _platforms(self, frame: Frame, span: Span) -> list[_Found]:
        found: list[_Found] = []
        for match in _platform_pattern().finditer(self._view.text, *span):
            name = match.group("name") or "Twitter"
            if frame.cue_span and abs(match.start() - frame.cue_span[0]) < NEAR_CUE:
                hop = Hop(kind=HopKind.PLATFORM, name=name, verb=frame.cue or None, spans=self._raw(match.span()))
                found.append(_Found(_RANK["platform"], match.start(), hop))
        own = _OWN_PAGE.search(self._view.text, *span)
        if own and not found and frame.cue_span and abs(own.start() - frame.cue_span[0]) < NEAR_CUE:
            spans = self._raw(own.span("name"))
            hop = Hop(kind=HopKind.PLATFORM, name=own.group("name"), verb=frame.cue or None, spans=spans)
            return [_Found(_RANK["platform"], own.start(), hop)]
        return found[:1]

    def _raw(self, span: Span) -> tuple[Span, ...]:
        return self._view.outward(span)


@cache
def _document_pattern() -> re.Pattern[str]:
    nouns = alternatives(lexicon().document_hops)
    return re.compile(
        rf"\b(?:in|by|via|through|with|"
        rf"from)\s+{_DETERMINERS}\s+(?:[\w’',-]+\s+){{0,3}}?({nouns})\b(?!\s+(?:of|by)\s+the\s+(?:poll|survey))",
        re.IGNORECASE,
    )


@cache
def _platform_pattern() -> re.Pattern[str]:
    lex = lexicon()
    tweets = alternatives(lex.tweet_words - {"twitter"})
    names = "|".join(
        re.escape(n.title() if n != "youtube" else "YouTube")
        for n in sorted(lex.platforms)
        if n not in {"x", "medium", "signal", "threads"}
    )
    return re.compile(
        rf"\b(?:(?:{tweets})\b|(?:on|via|through|to|in)\s+(?:(?:an?|his|her|their|its|"
        rf"the)\s+)?(?:[\w-]+\s+)?(?P<name>{names})\b)"
    )


def _same_outlet(one: str, other: str) -> bool:
    """Whether two names are one outlet: equal but for "the", blanks, hyphens and case, or one begins the other."""
    a, b = (re.sub(r"[\W_]|^the\s+", "", name.lower()) for name in (one, other))
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", one) if word[0].isupper())
    if len(initials) > 2 and other == initials:
        return True
    return a == b or (min(len(a), len(b)) >= 5 and (a.startswith(b) or b.startswith(a) or a.endswith(b)))


def outer_hop(view: View, speaker: Resolved, verb: str, source: Span | None) -> Hop:
    """The hop that an enclosing attribution contributes."""
    kinds = {SpeakerKind.OUTLET: HopKind.OUTLET, SpeakerKind.DOCUMENT: HopKind.DOCUMENT}
    kind = kinds.get(speaker.kind, HopKind.PERSON) if speaker.kind else HopKind.PERSON
    return Hop(kind=kind, name=speaker.name, verb=verb or None, spans=view.outward(source) if source else ())
