"""How texts say that somebody calls somebody something: patterns, each a rule with a name."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.resolve.view import places_of

_QUOTED = (
    r"(?:(?:“|\"|''|``)(?P<word>(?:[^”\"'\n]|'(?!')){2,60}?)[,.]?(?:”|\"|'')|"
    r"[‘'](?P<single>[^”\"’'\n]{2,60}?)[,.]?[’'](?!\w))"
)
_CALL = r"(?<![\w-])(?:call|term|label|dub|brand|nickname|deem|style)(?:s|ed|led|med|bed|d|ing|ling|ming|bing)?"
_DESCRIBE_HEADS = (
    "describ decr denounc brand label derid condemn dismiss portray paint characteris characteriz mock attack"
)
_DESCRIBE = (
    rf"(?:{'|'.join(_DESCRIBE_HEADS.split())})"
    r"(?:e|y|ies|ied|ed|led|es|s|ing|ling)?"
)
_SLUR_HEADS = "term name word nickname epithet slur label code shorthand phrase insult reference"
_SLUR = r"(?:term|name|word|nickname|epithet|slur|label|code\s*word|shorthand|phrase|insult|reference)"
_BAD_HEADS = "derogator pejorative disparaging mocking insulting contemptuous derisive scornful sneering dismissive"
_BAD = f"(?:{'|'.join(_BAD_HEADS.split())})"
_WHO = r"(?P<user>[\w’' -]{2,60}?)"
_WHOM = r"(?P<referent>(?:[^“\"‘;:.,()\n]|\([A-Z][A-Za-z/-]*\)){2,70}?)"
_ANY_WHOM = r"(?P<referent>(?:[^“\"‘;:.()\n]|\([A-Z][A-Za-z/-]*\)){2,70}?)"
_THE = r"(?:an?\s+|the\s+)?"
_END = r"(?=\s*[,.;:)\]”\"]|\s+(?:and|in|on|at|when|while|who|which|to|as)\b|\s*$)"


class Rule(NamedTuple):
    """One way of saying it.

    Attributes:
        pattern: with groups `word` (quoted) or `bare`, and where the words are there `referent` and `user`.
        needs_referent, needs_user: whether the rule says nothing without.
        subject: whether the subject of the sentence uses the word where no user is named.
        explicit: whether it says that the word is used for somebody, so that a country may be meant, too.
        said: whether the user is who says the words around.
        signs: every match holds one of these, whatever its case; a text without any need not be searched.
        heads: every match begins with one of these, in lower case; empty where any word may open it.
    """

    name: str
    pattern: re.Pattern[str]
    needs_referent: bool = True
    needs_user: bool = False
    subject: bool = True
    explicit: bool = True
    said: bool = False
    signs: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()

    def matches(self, text: str, lower: str) -> Iterator[re.Match[str]]:
        """The matches in a text, from left to right, none overlapping another.

        Args:
            text: what is searched.
            lower: the same in lower case, place by place.
        """
        if self.signs and not any(sign in lower for sign in self.signs):
            return
        if not self.heads:
            yield from self.pattern.finditer(text)
            return
        end = 0
        for at in sorted({at for head in self.heads for at in places_of(head, lower)}):
            if at >= end and (match := self.pattern.match(text, at)):
                end = match.end()
                yield match


def _rule(name: str, pattern: str, signs: str = "", heads: str = "", **options: bool) -> Rule:
    compiled = re.compile(pattern, re.IGNORECASE)
    return Rule(name, compiled, signs=tuple(signs.split()), heads=tuple(heads.split()), **options)


_TO_NAME = r"(?:used\s+)?to\s+(?:refer\s+to|describe|denote|mean)"
_FOR = rf"(?:for|{_TO_NAME})"
_WHOSE = rf"(?:{_WHO}[’']s?\s+|(?:an?|the|his|her|its|their)\s+)"
_OFTEN = r"(?:(?:has|have|often|likes?\s+to)\s+)*"

_JUDGING_SIGNS = (
    "ringleader henchman stooge lackey puppet quisling turncoat traitor thug demagogue charlatan warmonger "
    "rabble-rouser despot tyrant"
)
_JUDGING = f"(?:{'|'.join(_JUDGING_SIGNS.split())})"
"""Nouns that judge whoever they are used for; nobody is one by office or trade."""

RULES: tuple[Rule, ...] = (
    _rule(
        "refers to as",
        rf"\brefer(?:s|red|ring)?\s+to\s+{_ANY_WHOM}\s+(?:as|by)\s+(?:[\w\s-]{{0,40}}?)?{_QUOTED}",
        heads="refer",
    ),
    _rule(
        "calls",
        rf"(?<!\bin)(?<!\bto),?\s+\b(?:which|whom)\s+{_WHO}\s+(?:{_CALL}|describe[sd]?\s+as|"
        rf"refer(?:s|red)?\s+to\s+as)\s+{_THE}{_QUOTED}",
        subject=False,
    ),
    _rule(
        "calls",
        rf",\s+(?:which|whom)\s+{_WHO}\s+(?:calls?|dubs?|refers?\s+to\s+as)\s+"
        r"(?P<bare>(?:the|an?)\s+[a-z-]+(?:\s[a-z-]+)?|[a-z]+s)(?=\s*[,.;)])",
        subject=False,
        needs_user=True,
    ),
    _rule(
        "decries as",
        rf"\b{_DESCRIBE}\s+{_ANY_WHOM},?\s+as\s+{_THE}{_QUOTED}",
        heads=_DESCRIBE_HEADS,
        explicit=False,
    ),
    _rule("as somebody calls", rf"{_QUOTED},?\s+as\s+{_WHO}\s+{_OFTEN}{_CALL}\s+{_WHOM}{_END}"),
    _rule(
        "term for",
        rf"{_QUOTED},?\s*[,(\[—–-]*\s*(?:(?:which\s+)?(?:is|was)\s+)?{_WHOSE}(?:[\w-]+\s+){{0,3}}?{_SLUR}s?\s+{_FOR}\s+{_WHOM}{_END}",
    ),
    _rule(
        "term for",
        rf"\b(?P<bare>[a-z]+s?)\s*[(\[]\s*{_WHOSE}(?:[\w-]+\s+){{0,3}}?{_SLUR}s?\s+{_FOR}\s+{_WHOM}\s*[)\]]",
        signs="( [",
        said=True,
    ),
    _rule(
        "term for",
        rf"\b{_SLUR}s?\s+{_QUOTED},?\s+(?:when\s+referring\s+to|{_TO_NAME})\s+{_WHOM}{_END}",
        heads=_SLUR_HEADS,
    ),
    _rule(
        "derogatory",
        rf"\b{_BAD}\w*\s+(?:called|known\s+as|referred\s+to\s+as|dubbed|nicknamed)\s+{_QUOTED}",
        heads=_BAD_HEADS,
        needs_referent=False,
        subject=False,
    ),
    _rule("derogatory", rf"\b{_BAD}\w*\s+(?:{_SLUR}\s+|calls?\s+)?{_QUOTED}", heads=_BAD_HEADS, needs_referent=False),
    _rule(
        "called by",
        r"\b(?:called|dubbed|nicknamed|labell?ed|branded|"
        rf"known\s+as)\s+(?:as\s+)?{_THE}{_QUOTED}\s+(?:by|among)\s+{_WHO}{_END}",
        heads="called dubbed nicknamed label branded known",
        subject=False,
        needs_user=True,
        explicit=False,
    ),
    _rule(
        "calls",
        rf"{_CALL}\s+{_WHOM},?\s+(?:as\s+)?{_THE}{_QUOTED}",
        heads="call term label dub brand nickname deem style",
        explicit=False,
    ),
    _rule(
        "parenthesis",
        rf"{_QUOTED},?\s+[(\[]\s*(?:[\w\s]{{0,40}}?)(?:refer(?:s|ring|ence)?\s+to|meaning|means)"
        r"\s+[“\"‘']?(?P<referent>[\w’' -]{2,60})",
        signs="( [",
        needs_referent=False,
    ),
    _rule(
        "parenthesis",
        rf"{_QUOTED},?\s+which\s+(?:[\w\s]{{0,40}}?)(?:refers?\s+to|means)\s+[“\"‘']?(?P<referent>[\w’' -]{{2,60}})",
        signs="refer means",
        needs_referent=False,
        subject=False,
    ),
    _rule(
        "apposition",
        rf"(?:,|\s+(?:is|was))\s+(?:an?|the|its|their)\s+(?P<bare>{_JUDGING})\b",
        signs=_JUDGING_SIGNS,
        said=True,
        explicit=False,
    ),
    _rule(
        "parenthesis",
        r"\bthe\s+(?P<bare>(?:[a-z-]+\s)?[a-z]+s)\s*[(\[](?:the\s+)?(?P<referent>[A-Z][\w’'/ -]{1,60}?)[)\]]",
        signs="( [",
        said=True,
        needs_user=True,
    ),
)
"""The rules, those that tell most first; of two that match the same words the first counts."""
