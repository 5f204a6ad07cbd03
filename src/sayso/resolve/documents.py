"""Documents as sources: a letter speaks for whoever wrote it where the text tells who, all others for themselves."""

import re
from collections.abc import Sequence

from sayso.records import Span, SpeakerKind
from sayso.resolve.entities import Entities, Entity
from sayso.resolve.introduced import introduction
from sayso.resolve.kinds import PERSON
from sayso.resolve.lexicon import lexicon
from sayso.resolve.resolved import TURNS_LOOKED_AT, Past, Resolved, last_speaker, of_entity
from sayso.resolve.sources import Source, is_head
from sayso.resolve.view import View

DOCUMENT = SpeakerKind.DOCUMENT
_ISSUED = re.compile(
    r"(?:,[^,.;“”\"]{2,70},)?\s+(?:has\s+|had\s+|also\s+|later\s+)*"
    r"(?:issued|released|published|put\s+out|sent(?:\s+out)?|wrote|posted|delivered|read|circulated|distributed)\s+"
    r"(?:[\w’'-]+\s+){0,3}?"
)
_FROM = re.compile(
    r"(?:[^.;:“”\"]{0,40}?\b(?:sent|written|signed|penned|drafted|issued|released|posted|published|read|circulated|composed)"
    r"\b[^.;:“”\"]{0,30}?)?,?\s*\b(?:by|from)\s+(?:the\s+)?(?P<told>(?:[a-z’'-]+,?\s+|[\w’'-]+[’']s\s+){0,7}?)"
)
_DONE_TO = re.compile(
    r",?\s+(?:taken|conducted|released|published|commissioned|provided|dated|obtained|leaked|seen|reviewed|issued|"
    r"carried\s+out|made\s+public|posted|signed\s+by|signed\s+on|written|drawn\s+up|sent|given)\b.*$"
)
_TITLED = re.compile(
    r"(?:called|titled|entitled|headed)\s+(?:[“\"«‘']\s*(?P<marked>[A-Z][^“”\"«»\n]{3,90}?)[,.]?[”\"»]|"
    r"(?P<bare>[A-Z][\w’'-]*(?:\s+(?:(?:of|the|and|for|on|in|to|an?)\s+)*[A-Z][\w’'-]*)+))"
)
_PAPERS = frozenset({"paper", "document", "text"})
TITLE_REACH = 4000
"""Code points back within which a document must be given its title."""
_POSTS = {"tweet": ("tweeted", "tweets", "tweeting"), "post": ("posted", "posts"), "message": ("posted",)}
"""Verbs with which a document is put out, by its noun."""
FROM_REACH = 120
"""Code points after a document within which whoever it is from must be named."""


class DocumentResolver:
    """Resolves the sources of one text that are documents."""

    def __init__(self, view: View, entities: Entities) -> None:
        self._view = view
        self._entities = entities
        self._lex = lexicon()

    def resolve(
        self, source: Source, head: str, owner: Entity | None, past: Sequence[Past], described: str
    ) -> Resolved:
        """The author where the text tells who wrote it, else the document as it was brought in.

        Args:
            head: its noun in the singular.
            owner: whoever "his" in "his letter" means.
            past: the turns before.
            described: the words of the source.
        """
        points = source.definite and not source.names
        if points and (called := self._called(source, head)):
            return called
        heads = is_head(self._view, source)
        found = (
            introduction(self._view, head, len(self._view.text) if heads else source.span[0])
            if points or heads
            else None
        )
        if head in self._lex.authored_nouns:
            author = self._author(source, owner) or (
                self._pointed(source, head, past, found and found.span) if points else None
            )
            if author:
                return author._replace(rule="author", through=head)
        last = last_speaker(past)
        if points and last and last.kind == DOCUMENT and head in last.name.lower():
            return last._replace(rule="nominal")
        if found:
            return Resolved(_bare(found.words), DOCUMENT, "introduced", span=found.span)
        return Resolved(_bare(described), DOCUMENT, "document")

    def _called(self, source: Source, head: str) -> Resolved | None:
        """A document by its title, once given: "the paper" after "fourteen pages called A Plan for the Dorn"."""
        noun = "pages|booklet" if head in _PAPERS else re.escape(head)
        told = re.compile(rf"\b(?:{noun}|{re.escape(head)})\b[^.;:“”\"]{{0,40}}?\s{_TITLED.pattern}")
        found = list(told.finditer(self._view.text, max(0, source.span[0] - TITLE_REACH), source.span[0]))
        if not found:
            return None
        title = re.sub(r"^(?:an?|the)\s+", "", found[-1]["marked"] or found[-1]["bare"], flags=re.IGNORECASE)
        return Resolved(title, DOCUMENT, "titled", span=found[-1].span("marked" if found[-1]["marked"] else "bare"))

    def _author(self, source: Source, owner: Entity | None) -> Resolved | None:
        """Whose document the source itself says it is: "X's letter", "a statement from X", "his memo"."""
        text = self._view.text
        if owner:
            return of_entity(owner, "author")
        for name in source.names:
            if re.match(r"[’']", text[name.end : name.end + 1]):
                return of_entity(self._entities.at(name), "author")
            if re.search(r"\b(?:by|from|of)\s+(?:the\s+)?$", text[max(0, name.lead - 12) : name.lead]):
                return of_entity(self._entities.at(name), "author")
        return None

    def _pointed(self, source: Source, head: str, past: Sequence[Past], brought: Span | None) -> Resolved | None:
        """The author of a document that was spoken of before: who issued it, whom it is from, who spoke in it."""
        named = (self._issuer(brought) or self._from(brought)) if brought else None
        return of_entity(named, "author") or self._spoke_in(source, head, past)

    def _issuer(self, span: Span) -> Entity | None:
        """Whoever is said to have issued the document brought in at a place: "the council issued a statement"."""
        before = self._entities.before(span[0], 3)
        issued = [n for n in before if _ISSUED.fullmatch(self._view.text, n.end, span[0])]
        return self._entities.at(issued[-1]) if issued else None

    def _from(self, span: Span) -> Entity | None:
        """Whoever the document brought in at a place is from: "an e-mail was sent from the club's director, X"."""
        text, end = self._view.text, self._view.sentence(span[0])[1]
        head = re.search(r"\b(?:from|by|was|sent|signed|written|to|with|about|on|in|of)\b", text[slice(*span)])
        start = span[0] + head.start() if head else span[1]
        for name in self._entities.within((start, min(end, start + FROM_REACH))):
            told = _FROM.fullmatch(text, start, name.lead)
            if told and (self._entities.at(name).kind == PERSON or not told["told"]):
                return self._entities.at(name)
        return None

    def _spoke_in(self, source: Source, head: str, past: Sequence[Past]) -> Resolved | None:
        """The last who spoke in such a document: "Ruiz said in a letter"."""
        inside = re.compile(
            rf"\b(?:in|by|via|through|with)\s+(?:an?|his|her|its|their|the|another)\s+(?:[\w’'-]+\s+){{0,3}}?{re.escape(head)}\b",
            re.IGNORECASE,
        )
        for before in past[: -TURNS_LOOKED_AT - 1 : -1]:
            speaker, at = before.speaker, before.turn.cue_start
            if speaker is None or speaker.kind is DOCUMENT or at >= source.span[0]:
                continue
            told = inside.search(self._view.text, *self._view.sentence(at))
            posted = before.turn.cue.lower() in _POSTS.get(head, ())
            if posted or speaker.through == head or (told and not _holds(before.turn.content, told.start())):
                return speaker._replace(span=speaker.span or before.turn.source.span)
        return None


def _holds(span: Span, at: int) -> bool:
    return span[0] <= at < span[1]


def _bare(words: str) -> str:
    """The name of a document without what was done to it: "poll by the institute, taken in May"."""
    return _DONE_TO.sub("", words) or words
