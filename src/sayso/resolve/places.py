"""Where a time expression stands in the sentence, when that makes it the date of saying."""

import re

from sayso.records import Span
from sayso.resolve.chains import Frame
from sayso.resolve.view import View
from sayso.resolve.wording import PARTICIPLE

_NEW_CLAUSE = re.compile(
    r"[;:“”\"]|\b(?:who|which|that|because|when|while|and|but|since|until|whether|how|if|though|although|"
    r"where|whose)\b|,\s+\w+ing\b",
    re.IGNORECASE,
)
_ANOTHER_EVENT = re.compile(
    r"\b(?:before|until|unless|once|will|would)\s+\w|\bafter\s+(?:[^\s,]+\s+){1,5}?(?:was|were|had|\w+ed)\s"
)
_WHEN = re.compile(r"\s*,?\s*when\s*")
_NOT_WHEN = re.compile(
    r"\b(?:after|before|since|until|from|by|for|of|about|between|than|through|till|following|ahead\s+of|"
    r"prior\s+to|over)\s+"
    r"(?:the\s+|last\s+|this\s+|a\s+|his\s+|her\s+|their\s+)?$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^[\s“\"—–(-]*(?:(?:moreover|but|and|earlier|later|late|early|then|also|however|meanwhile|so|yet|only|"
    r"just|again|back)"
    r"\W+)*(?:(?:on|in|at|by|during|as\s+recently\s+as|over|this|that|speaking|late|early|earlier)\s+)*(?:the\s+)?$",
    re.IGNORECASE,
)
_OPENING_PHRASE = re.compile(r"\s*(?:In|At|During|Speaking|On|Appearing|Asked)\b")
_MAIN_VERB = re.compile(r"\b(?:was|were|is|are|had|has|have|did|will|would|came|went|took|made|got|won|lost)\b")
_IN_WAKE = re.compile(r"In\s+the\s+(?:wake|aftermath)\s+of\b[^,]*$")
_NOUN_CUE = re.compile(
    r"\b(?:allegations?|accusations?|claims?|calls?|statements?|comments?|criticism|remarks?)\s+(?:of|about|on|for|that)$"
)
_DID = re.compile(r"\b\w{3,}ed\b")
_OWN_VERB = re.compile(
    r"\b(?:it|he|she|they|who|which|was|were|is|are|had|has|have|did|will|would|came|went|took|made|got|won|lost)\b"
)
"""In a clause after the content: a date in it tells of that, not of the saying."""
_IN_A = re.compile(r"[\s“\"]*[Ii]n\s+(?:an?|the|his|her|their|its|[A-Z][\w’'.-]*[’']s)\s+")
DATED_DOCUMENT = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:book|memoir|autobiography|report|letter|interview|speech|address|article|essay|column|"
    r"op-ed|statement|e-?mail|memo|testimony|paper|study|tweet|post|debate|conference|briefing|hearing|broadcast|video(?:tape)?|recording|audio|tape|"
    r"clip|footage|documentary)\b"
)
"""After a time that is a document's or an occasion's own: "in a 2013 video"."""
_ASIDE = re.compile(
    r"(?:[,(—–]|--)\s*(?:who|which|whose|where)\b(?!\s+(?:was\s+)?(?:spoke|speaking|testified|talked|interviewed)\b)"
    r"(?:(?!--)[^,;()—–])*$"
)
_ASIDE_END = re.compile(r"[,)—–]|--")
_LIST_DASH = re.compile(r"^\s*[—–:-]")
_CONDUCTED = re.compile(
    r"\b(?:conducted|taken|fielded|surveyed|polled|carried out|interviewed|spoke (?:to|with)|"
    r"talked (?:to|with))\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\b(?:released|published|issued|dated|posted|sent|aired|reported|filed|unveiled|announced|printed|broadcast|out|"
    r"(?:polls?|surveys?|stud(?:y|ies)|reports?|letters?|memos?|filings?|e-?mails?)\s+(?:of|from)|"
    r"(?:statement|speech|address|interview|letter|e-?mail|tweet|post|message)(?=\s+on\b))\s+"
    r"(?:on\s+|in\s+|late\s+|early\s+)*$",
    re.IGNORECASE,
)
_DATED_NOUN = re.compile(
    r"(?:[’']s)?\s+(?:[\w-]+\s+)?(?:poll|survey|report|letter|study|memo|op-ed|e-?mail|filing|column|editorial|"
    r"lawsuit|complaint|petition|brief|ruling|statement|memorandum|directive|article|review|speech|address|"
    r"interview|judgment|verdict|note|paper|bulletin|notice|release|announcement|remarks|comments|testimony|post|tweet|"
    r"message)\b"
)
_SPEAKING = re.compile(
    r",\s+(?:in\s+an?\s+\w+\s+\w+|speaking|asked|interviewed|addressing|appearing|talking|writing|testifying|responding|reached|contacted|"
    r"questioned)\s[^,;]*$"
)
"""Before a time inside the words for the speaker that is that of the words: "Ruiz, speaking on Monday, said"."""
_JUST_ARTICLE = re.compile(r"\s*(?:(?:the|an?|his|her|their|its)\s+)?", re.IGNORECASE)
SHORT_CONTENT = 40
_NEAR = 120
"""Code points after a cue within which a date without a new clause between still belongs to it."""


def place(view: View, frame: Frame, span: Span) -> str | None:
    """How an expression of the frame belongs to the cue; None where it does not, or that is not plain."""
    cue = frame.cue_span
    if cue is None or view.quotation(span[0]):
        return None
    if frame.source and frame.source[0] <= span[0] < frame.source[1]:
        before = view.text[frame.source[0] : span[0]]
        sent = "dates the document" if _SENT.search(before) else None
        named = _DATED_NOUN.match(view.text, span[1]) and _JUST_ARTICLE.fullmatch(before)
        spoke = "with the speaker" if _SPEAKING.search(before) else None
        return "field dates" if is_conducted(before) else "dates the document" if named else sent or spoke
    if cue[0] <= span[0] and span[1] <= cue[1]:
        return "in the cue"
    if _NOT_WHEN.search(view.text[max(0, span[0] - 24) : span[0]]):
        return None
    return _after(view, frame, cue, span) if span[0] >= cue[1] else _before(view, frame, cue, span)


def is_conducted(before: str) -> bool:
    """Whether the words before a date say that people were asked then: "a poll taken from"."""
    return bool(_CONDUCTED.search(before))


def _after(view: View, frame: Frame, cue: Span, span: Span) -> str | None:
    between = _between(view, frame, cue[1], span[0])
    last = max((end for _, end in frame.content if cue[1] < end <= span[0]), default=span[0])
    noun = _NOUN_CUE.search(view.text, *cue)
    comma = last if noun else view.text.find(",", last, span[0])
    if noun and _DID.search(view.text, last, span[0]):
        return None
    if comma >= 0 and _OWN_VERB.search(view.text, comma, span[0]):
        return None
    apart = len(between) > _NEAR or _NEW_CLAUSE.search(between) or _ANOTHER_EVENT.search(between)
    return None if apart else "after the cue"


def _before(view: View, frame: Frame, cue: Span, span: Span) -> str | None:
    opening = view.text[frame.sentence[0] : span[0]]
    if _IN_WAKE.match(opening):
        return None
    if _IN_A.fullmatch(opening) and DATED_DOCUMENT.match(view.text, span[1]):
        return "dates the document"
    if _OPENING.match(opening):
        if ";" in view.text[span[1] : cue[0]] and not view.quotation(cue[0]):
            return None
        return "opens the item" if _LIST_DASH.match(view.text[span[1] : span[1] + 3]) else "opens the sentence"
    if _is_aside(view, opening, (span[1], cue[0])):
        return None
    between = _between(view, frame, span[1], cue[0])
    if _WHEN.fullmatch(between):
        return "before the cue"
    if len(between.split()) <= 3 and between.count(",") < 2 and not _NEW_CLAUSE.search(between):
        return "before the cue"
    phrase = between.lstrip().startswith(",") and _OPENING_PHRASE.match(opening)
    return "opening phrase" if phrase and not _MAIN_VERB.search(opening) else None


def _is_aside(view: View, opening: str, until_cue: Span) -> bool:
    """Whether a time stands in an aside that is closed before the cue: "Ruiz, who stood in 2012, said"."""
    closed = _ASIDE.search(opening) and _ASIDE_END.search(view.text, *until_cue)
    return bool(closed) and not _SENT.search(opening) and not PARTICIPLE.match(view.text, until_cue[1])


def _between(view: View, frame: Frame, start: int, end: int) -> str:
    """The words between two places, the source and a short content left out: "rejected that plea in a ruling …"."""
    short = tuple(span for span in frame.content if span[1] - span[0] <= SHORT_CONTENT)
    out = (*short, *((frame.source,) if frame.source else ()))
    pieces: list[str] = []
    at = start
    for first, last in sorted(out):
        if start <= first and last <= end and at <= first:
            pieces.append(view.text[at:first])
            at = last
    return "".join((*pieces, view.text[at:end]))
