"""Names in a text: capitalised runs, with titles, offices and possessives taken apart."""

import re
from functools import cache
from typing import NamedTuple

from sayso.records import Span, SpeakerKind
from sayso.resolve.kinds import OUTLET, PARTY, PERSON, PLACE, kind_of
from sayso.resolve.lexicon import alternatives, lexicon
from sayso.resolve.view import View
from sayso.resolve.wording import THE_BEFORE, singular

_UPPER = "".join(chr(c) for c in range(0x41, 0x590) if chr(c).isupper())
_PARTICLES = "al|el|ul|bin|ibn|abu|bint|de|del|della|di|da|dos|du|van|von|der|den|ter|la|le|ben|e|i|y"
_COMPOUND_END = re.compile(
    r"-(?:[a-z]+(?:ed|led|run|ing)|based|style|era|wide|born|like|esque|friendly|type|only|free|owned|level|wing|old|"
    r"held|elect|choice|leaning|designate)$"
)
_FOR_OR_AGAINST = re.compile(r"(?:Anti|Pro|Non|Post|Pre|Neo)-(?=[A-Z])")
_ENDS = re.compile(r"[.!?]")
QUESTION_REACH = 300
"""Code points after "Will" within which its sentence is looked at for a question mark."""
_BEFORE_OF = frozenset({"secretary", "ministry", "minister", "chief", "director", "republic", "district"})
"""Words that "of" joins to what follows, besides those for bodies: "Secretary of State"."""
_CONTRACTED = re.compile(r"[’'](?:m|d|ll|ve|re|t)$")
_POSSESSIVE = re.compile(r"(?:[’'`]s|(?<=s)[’'])$")
_JOINER = re.compile(r"\s+(?:of\s+the|of|for\s+the|for|on|and|&|in|to)\s+$")
_SENTENCE_OPENER = re.compile(r"(?:^|[.!?:;…\n]|--|—|–)[\s\"“”‘’'(\[]*$|[\"“‘(]$")
_LOWER_WORD = re.compile(r"\b[a-z]{2,}\b")
_CAPITAL_INSIDE = re.compile(rf"(?<=[a-z,;] )[{_UPPER}]\w+")
_PAIR_INSIDE = re.compile(rf"(?<=[a-z,;] )([{_UPPER}]\w+) (?=([{_UPPER}]\w+))")
_WORD_NEXT = re.compile(r"\s+(?P<word>[a-z]+)\b")
_VERBAL = re.compile(r"(?:ing|ed|ly)$")
_TOKEN = re.compile(r"[^\s\u00a0]+")
_ANY_WORD = re.compile(r"\b[^\W\d_]{3,}")


class Name(NamedTuple):
    """One name in the text.

    Attributes:
        start, end: of the name itself, without title and possessive. Offsets of the view's text.
        text: the name on one line.
        kind: a `SpeakerKind`, "place", or None where nothing tells.
        gender: "male", "female" or None.
        role: the office before the name, as in the text.
        lead: where title and modifiers before the name begin; `start` without any.
    """

    start: int
    end: int
    text: str
    kind: SpeakerKind | str | None
    gender: str | None
    role: str | None
    lead: int


class _Token(NamedTuple):
    text: str
    start: int
    end: int


@cache
def _run_pattern() -> re.Pattern[str]:
    lex = lexicon()
    dotted = {w for w in [*lex.offices, *lex.honorifics] if w.endswith(".") and " " not in w}
    abbreviations = (
        "|".join(re.escape(w.title()) for w in sorted(dotted)) + r"|Jr\.|Sr\.|St\.|Ft\.|Mt\.|Inc\.|Corp\.|Ltd\."
    )
    word = rf"[{_UPPER}]\w*(?:[’'](?!s\b)\w+|[-&]\w+)*"
    token = rf"(?:(?:{abbreviations})|[{_UPPER}]\.(?:[{_UPPER}]\.)*|{word})"
    particle = rf"(?:(?:{_PARTICLES})[ \u00a0-])"
    possessive = r"(?:[’']s?(?!\w))?"
    return re.compile(
        rf"(?<![\w@#])(?:(?:al|el|de|van|von|"
        rf"bin)[- ])?{token}(?:,?[ \u00a0]+{particle}{{0,2}}{token})*{possessive}".replace(
            ",?", r"(?:,(?=[ \u00a0]+(?:Jr|Sr|Inc)\b))?"
        )
    )


@cache
def _suffix_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{alternatives(lexicon().outlet_suffixes)})\b(?!\s+[a-z]+(?:er|or|ist)\b)", re.IGNORECASE)


_SHOUTED_LABEL = re.compile(r"\s*[^a-z:\n]{2,80}:\s")


class NameFinder:
    """Finds the names of one text; what it knows of the text is computed once."""

    def __init__(self, view: View) -> None:
        self._text = view.text
        self._view = view
        self._lex = lexicon()
        self._lower = frozenset(_LOWER_WORD.findall(view.text))
        given = re.findall(rf"\b([{_UPPER}]\w+) Will\b(?! [{_UPPER}])", view.text)
        self._is_last_name_will = any(name.lower() in self._lex.first_names for name in given)
        self._inside = frozenset(word.lower() for word in _CAPITAL_INSIDE.findall(view.text))
        self._pairs_inside = frozenset(_PAIR_INSIDE.findall(view.text))
        self.headlines = tuple(p for p in view.paragraphs if is_title_case(view.text[slice(*p)]))
        titled = frozenset(self.headlines)
        self._prose = tuple(p for p in view.paragraphs if p not in titled)
        self._bodies = self._lex.organisation_heads | self._lex.outlet_heads
        self._heads = self._bodies | self._lex.place_words
        self._closers = self._lex.organisation_heads | self._lex.place_words | self._lex.body_closers

    def names(self) -> list[Name]:
        """The names of all paragraphs that are not in title case, in text order."""
        return [name for paragraph in self._prose for name in self.names_in(paragraph)]

    def names_in(self, span: Span) -> list[Name]:
        """The names of one stretch of text."""
        runs: list[list[_Token]] = []
        for match in _run_pattern().finditer(self._text, *span):
            for run in self._split(self._tokens(match)):
                if runs and self._joins(runs[-1], run):
                    runs[-1] = [*runs[-1], *run]
                else:
                    runs.append(run)
        return [name for run in runs for part in self._parts(run) for name in self._name(part)]

    def _parts(self, run: list[_Token]) -> list[list[_Token]]:
        """A run cut after an outlet, a body, or a place of several words that another name follows."""
        lex = self._lex
        for size in range(1, len(run) - 1):
            if self._person_after_body(run, size):
                return [run[:size], run[size:]]
        whole = _joined(run)
        if len(run) < 3 or whole in lex.outlets or whole in lex.places or run[-1].text.lower() in self._heads:
            return [run]
        for size in range(len(run) - 1, 1, -1):
            first = " ".join(token.text for token in run[:size]).lower()
            known = first in lex.outlets or first in lex.places
            if known and run[size].text.lower() in self._inside and kind_of(whole) in (None, PERSON):
                return [run[:size], run[size:]]
        return [run]

    def _person_after_body(self, run: list[_Token], size: int) -> bool:
        """Whether a run is a body's name and then a person's in full: "Ministry of Health Ana Ruiz"."""
        bodies = self._bodies
        named = run[size].text.lower() in self._lex.first_names and run[size].text.lower() not in bodies
        if not named or len(run) - size > 3 or self._text[run[size - 1].end : run[size].start].strip():
            return False
        words = [token.text.lower() for token in run]
        return not bodies.isdisjoint(words[:size]) and bodies.isdisjoint(words[size:]) and not self._title(run)[2]

    def _tokens(self, match: re.Match[str]) -> list[_Token]:
        text = self._text
        tokens = [_Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, *match.span())]
        last = tokens[-1]
        bare = _POSSESSIVE.sub("", last.text)
        bare = bare[:-1] if bare.endswith(("’", "'")) and not bare[:-1].endswith("s") else bare
        tokens[-1] = _Token(bare, last.start, last.start + len(bare))
        return self._without_opener([_cut_compound(token) for token in tokens])

    def _without_opener(self, tokens: list[_Token]) -> list[_Token]:
        """The tokens without a first word that is capitalised only because a sentence begins."""
        lex = self._lex
        while tokens:
            first = tokens[0].text
            opens = self._opens(tokens[0])
            if not opens and first.lower() not in lex.function_words:
                break
            noun = singular(first.lower())
            is_noun = noun in lex.person_nouns or noun in lex.organisation_nouns or noun in lex.document_nouns
            small = first.lower() in self._lower or is_noun or self._opens_only(tokens)
            common = small and first.lower() not in lex.first_names
            is_title = first.lower() in lex.offices or first.lower() in lex.honorifics
            pair = " ".join(t.text for t in tokens[:2]).lower()
            if self._is_called_will(tokens) or self._is_inside(tokens) or self._is_whole(tokens):
                break
            suffix = len(tokens) == 1 and _suffix_pattern().match(self._text, tokens[0].end)
            if (
                pair in lex.offices
                or pair in lex.places
                or pair in lex.outlets
                or pair in lex.demonyms
                or (suffix and not (is_noun or first.lower() in lex.function_words))
            ):
                break
            if first.lower() in self._lex.function_words or (opens and common and not (is_title and len(tokens) > 1)):
                tokens = tokens[1:]
            else:
                break
        return tokens

    def _opens(self, token: _Token) -> bool:
        """Whether a token stands where a sentence begins."""
        return bool(_SENTENCE_OPENER.search(self._text, max(0, token.start - 6), token.start))

    def _is_inside(self, tokens: list[_Token]) -> bool:
        """Whether the first two words stand together inside a sentence, too, so that both are the name."""
        first = tokens[0].text.lower()
        small = first in self._lex.function_words or first in self._lex.offices
        return not small and tuple(token.text for token in tokens[:2]) in self._pairs_inside

    def _is_whole(self, tokens: list[_Token]) -> bool:
        """Whether a sentence opens with two words of which the second, no known name, stands nowhere else and speaks: a
        surname would not come alone, so that "Forward Dorn vows" names a body."""
        if len(tokens) != 2 or tokens[0].text.lower() in self._lex.function_words:
            return False
        first, last = tokens[0].text, tokens[1].text
        noun = singular(first.lower())
        common = noun in self._lex.person_nouns or first.lower() in self._lex.demonyms or _VERBAL.search(first)
        known = kind_of(last) is not None or last.lower() in self._lex.first_names or last.endswith("s")
        following = _WORD_NEXT.match(self._text, tokens[1].end)
        says = following and following["word"] in self._lex.speech
        return not (common or known) and bool(says) and self._text.count(last) == 1

    def _is_called_will(self, tokens: list[_Token]) -> bool:
        """Whether "Will" is somebody's name: "Will Ruiz", or the last name of one named in full; not in a question."""
        first = tokens[0]
        if first.text != "Will":
            return False
        ends = _ENDS.search(self._text, first.end, first.end + QUESTION_REACH)
        if ends and ends.group() == "?":
            return False
        return len(tokens) > 1 or self._is_last_name_will

    def _opens_only(self, tokens: list[_Token]) -> bool:
        """Whether a word written small elsewhere has its capital from its place alone: "Painting Ruiz"."""
        lower = [token.text.lower() for token in tokens[:2]]
        plain = self._lex.plain_words
        return lower[0] in plain and lower[0] not in self._inside and not plain.issuperset(lower[1:] or ["-"])

    def _split(self, tokens: list[_Token]) -> list[list[_Token]]:
        """The runs left when days, months, possessives and compounds inside a run are taken as borders."""
        runs: list[list[_Token]] = [[]]
        for index, token in enumerate(tokens):
            opens = self._opens_body([_bare(token), *tokens[index + 1 : index + 2]])
            if not opens and (_CONTRACTED.search(token.text) or self._is_no_name(token, runs[-1])):
                runs.append([])
                continue
            if opens:
                runs[-1].append(_bare(token))
                continue
            if self._is_compound(token, tokens[index + 1 : index + 2]):
                runs[-1].append(_bare(token))
                runs.append([])
                continue
            bare = token.text if _of_people(token.text) else _POSSESSIVE.sub("", token.text)
            runs[-1].append(_Token(bare, token.start, token.start + len(bare)))
            if bare != token.text:
                runs.append([])
        return [run for run in runs if run]

    def _opens_body(self, tokens: list[_Token]) -> bool:
        """Whether an adjective of a faith or language opens the name of a body or country: "Islamic Republic"."""
        if len(tokens) < 2 or tokens[0].text.lower() not in self._lex.body_openers:
            return False
        return tokens[1].text.lower() in self._closers

    def _is_compound(self, token: _Token, after: list[_Token]) -> bool:
        """Whether a name is only part of an adjective: "Dorn-backed", "Anti-Ruiz", but not "Anti-Fraud League"."""
        if self._text[token.end : token.end + 1] == "-":
            return True
        heads = self._lex.organisation_heads
        return bool(_FOR_OR_AGAINST.match(token.text)) and not any(t.text.lower() in heads for t in after)

    def _is_no_name(self, token: _Token, run: list[_Token]) -> bool:
        """Whether a token is a day, month or the like; after a first name it is a surname, as in "Theresa May"."""
        lex = self._lex
        if _PARTY_PLACE.fullmatch(token.text):
            return True
        if token.text.rstrip(",.") not in lex.not_names and token.text not in lex.not_names:
            return False
        return not (run and run[-1].text.lower() in lex.first_names)

    def _joins(self, left: list[_Token], right: list[_Token]) -> bool:
        """Whether two runs are one name, as in "Department of Justice"."""
        between = self._text[left[-1].end : right[0].start]
        if re.fullmatch(r"[’”]\s+", between) and self._text[left[0].start - 1 : left[0].start] in ("‘", "“"):
            return any(t.text.lower() in self._bodies for t in right)
        if _of_people(left[-1].text) and re.fullmatch(r"[’']s?\s+", between):
            return True
        if re.fullmatch(r"[’']\s+", between) and left[-1].text.endswith("s"):
            return any(t.text.lower() in self._lex.organisation_heads for t in right)
        match = _JOINER.match(between)
        if not match:
            return False
        heads = self._lex.organisation_heads
        joiner = between.split()[0]
        last = left[-1].text.lower()
        if joiner == "of":
            return last in heads or last in _BEFORE_OF
        if joiner in {"for", "on", "to"}:
            return last in heads and last not in {"house", "senate", "campaign", "government"}
        return (
            joiner in {"and", "&"}
            and any(t.text.lower() in heads for t in left)
            and " of " in self._text[left[0].start : left[-1].end]
        )

    def _name(self, run: list[_Token]) -> list[Name]:
        """The name that a run is, with its office or honorific apart."""
        title_end, gender, titled, is_office = self._title(run)
        rest = run[title_end:]
        if titled and " ".join(self._text[run[0].start : run[-1].end].split()).lower() in self._lex.offices:
            return []
        rest = rest if titled else self._without_office(rest)
        if not rest or self._is_common(rest, titled):
            return []
        text = re.sub(r"(?<!s)[’”](?=\s)", "", " ".join(self._text[rest[0].start : rest[-1].end].split()))
        if titled and kind_of(text) == PLACE:
            titled = False
        role = self._text[run[0].start : run[title_end - 1].end] if titled and is_office else None
        kind: SpeakerKind | str | None = PERSON if titled else kind_of(text)
        if kind is None and len(rest) == 1 and rest[0].text.lower() in self._lex.first_names:
            kind = PERSON
        if kind is None and len(rest) == 1 and rest[0].text.lower() in self._lex.outlet_alone:
            kind = OUTLET if THE_BEFORE.search(self._text, max(0, rest[0].start - 5), rest[0].start) else None
        if kind == PERSON and not gender:
            gender = self._lex.first_names.get(rest[0].text.lower())
        lead, end = (run[0].start if titled else rest[0].start), rest[-1].end
        suffix = None if titled else _suffix_pattern().match(self._text, end)
        if suffix and kind != PLACE:
            end, kind, gender = suffix.end(), OUTLET, None
            text = " ".join(self._text[rest[0].start : end].split())
        return [Name(rest[0].start, end, text, kind, gender, role, lead)]

    def _without_office(self, rest: list[_Token]) -> list[_Token]:
        """A body's name without an office right behind it, where no person's name follows: "[DC President]"."""
        if len(rest) < 2 or rest[-1].text.isupper() or rest[-1].text.lower() not in self._lex.offices:
            return rest
        before = self._text[rest[0].start : rest[-2].end]
        adjoining = self._text[rest[-2].end : rest[-1].start].isspace()
        return rest[:-1] if adjoining and kind_of(before) == SpeakerKind.ORGANISATION else rest

    def _is_common(self, rest: list[_Token], titled: bool) -> bool:
        """Whether the rest of a run is no name: people in the plural, an office alone, a word that opens a sentence."""
        if all(t.text.lower() in self._lex.offices for t in rest) or _joined(rest) in self._lex.offices:
            return True
        if len(rest) > 1 or titled:
            return False
        word = rest[0]
        if word.text.lower() in self._lex.group_nouns:
            return True
        opens = self._opens(word)
        known = kind_of(word.text) is not None or word.text.lower() in self._inside
        return opens and not known and bool(_LOWER_NEXT.match(self._text, word.end))

    def _is_title(self, phrase: str) -> str | None:
        """The gender a title tells ("neutral" for most), None where a phrase is no title."""
        lex = self._lex
        return lex.offices.get(phrase) or lex.honorifics.get(phrase) or ("neutral" if phrase in PARTY else None)

    def _title(self, run: list[_Token]) -> tuple[int, str | None, bool, bool]:
        """How many tokens are title, the gender it tells, whether there is one, whether it is an office."""
        lex = self._lex
        best: tuple[int, str | None, bool, bool] = (0, None, False, False)
        for index in range(len(run) - 1):
            for size in (3, 2, 1):
                first = run[max(0, index - size + 1)]
                phrase = " ".join(self._text[first.start : run[index].end].split()).lower()
                gender = self._is_title(phrase)
                if gender:
                    best = (
                        index + 1,
                        gender if gender != "neutral" else best[1],
                        True,
                        best[3] or phrase in lex.offices,
                    )
                    break
        best = (self._with_field(run, best[0]), best[1], best[2], best[3]) if best[2] else best
        rest = [t.text.lower() for t in run[best[0] :]]
        opener = run[0].text.lower()
        if best[2] and len(rest) == 1 and rest[0] in lex.organisation_heads and opener in lex.body_offices | PARTY:
            return 0, None, False, False
        if best[2] and rest and (rest[-1] in lex.organisation_heads or rest[-1] in lex.outlet_heads) and len(rest) > 1:
            return 0, None, False, False
        return best

    def _with_field(self, run: list[_Token], end: int) -> int:
        """How many tokens a title has with what it is for: "Secretary of Commerce"."""
        if end >= len(run) or " of " not in self._text[run[end - 1].end : run[end].start]:
            return end
        names = (at for at in range(end + 1, len(run)) if run[at].text.lower() in self._lex.first_names)
        return next(names, end + 1)


def _joined(run: list[_Token]) -> str:
    return " ".join(token.text for token in run).lower()


def without_pairs(names: list[Name]) -> list[Name]:
    """The names, two joined by a hyphen apart where the text gives both by themselves: "a Ruiz-Hale ticket"."""
    known = {name.text.rsplit(maxsplit=1)[-1] for name in names if "-" not in name.text}
    return [part for name in names for part in _halves(name, known)]


def _halves(name: Name, known: set[str]) -> list[Name]:
    first, dash, second = name.text.partition("-")
    if not dash or name.role or not {first, second} <= known:
        return [name]
    cut = name.start + len(first)
    left = name._replace(end=cut, text=first, kind=kind_of(first), gender=None)
    return [left, name._replace(start=cut + 1, lead=cut + 1, text=second, kind=kind_of(second), gender=None)]


def _of_people(word: str) -> bool:
    """Whether a possessive is part of a body's name: "People's Party", "Women's League"."""
    return _POSSESSIVE.sub("", word).lower() in _PEOPLE_OF_A_BODY


_PEOPLE_OF_A_BODY = frozenset({
    "people", "women", "men", "children", "workers", "teachers", "veterans", "citizens", "farmers", "students",
    "writers", "lawyers",
})  # fmt: skip
_PARTY_PLACE = re.compile(r"[DRI]-[A-Z][\w.]*")
_LOWER_NEXT = re.compile(
    r"\s+(?:of|at|to|the|in|how|what|for|and|it|my|a|an|with|from|on|is|are|was|as|that|this|your|his|her)\b"
)


_SMALL_WORDS = frozenset({
    "the", "and", "for", "from", "with", "that", "but", "not", "over", "into", "its", "his", "her", "was", "are",
    "has",
})  # fmt: skip


def is_title_case(text: str) -> bool:
    """Whether a stretch is a headline with most words capitalised; the label of a turn in capitals does not count."""
    text = _SHOUTED_LABEL.sub("", text)
    words = [word for word in _ANY_WORD.findall(text[:400]) if word not in _SMALL_WORDS]
    capitals = sum(1 for word in words if word[0].isupper())
    small = [word for word in words if word[0].islower() and word not in lexicon().function_words]
    reports = text.rstrip().endswith(".") and (len(small) > 1 or any(word in lexicon().speech for word in words))
    return len(words) >= 4 and capitals / len(words) > 0.75 and not reports


def _bare(token: _Token) -> _Token:
    """A token without "Anti-" and the like before it."""
    before = _FOR_OR_AGAINST.match(token.text)
    cut = before.end() if before else 0
    return _Token(token.text[cut:], token.start + cut, token.end)


def _cut_compound(token: _Token) -> _Token:
    """The name inside "X-led" or "X-backed"."""
    text = token.text
    cut = _COMPOUND_END.search(text)
    if cut and cut.start() > 0:
        return _Token(text[: cut.start()], token.start, token.start + cut.start())
    return token
