"""What looks like a number and is no figure: times, ages, names, labels, scores, pronouns, codes."""

import re
from collections.abc import Callable
from functools import cache

from sayso.link.figures.amounts import Amount, Kind
from sayso.link.figures.lexicon import any_of, lexicon
from sayso.records import Bound, Span, Value
from sayso.resolve.dates import TimeExpression, TimexType

_LONGEST_AGE = 120
_COUNTING = frozenset({"no", "top", "number"})
"""Label words that may stand capitalised before what is counted: "Top 10 towns"."""
_AS_YOUNG = re.compile(r"\bas\s+(?:young|old)\s+(?:as|at)\s+$")
_IRREGULAR = ("people", "children", "men")
_MONTH = re.compile(
    r"\s+(?:of\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_WORD = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*")


class Spot(Value, frozen=True, kw_only=True):
    """An amount where it stands.

    Attributes:
        text: the clean layer.
        sentence: the sentence's span.
        amount: the amount looked at.
        before, after: the words of the sentence to its left and right.
        dates: the time expressions of the sentence.
        others: the other amounts of the sentence.
    """

    text: str
    sentence: Span
    amount: Amount
    before: str
    after: str
    dates: tuple[TimeExpression, ...]
    others: tuple[Amount, ...]

    @property
    def number(self) -> str:
        """The number alone, as written."""
        return self.text[slice(*self.amount.number)]

    @property
    def bounded(self) -> bool:
        """Whether words or a unit stand against the number."""
        return self.amount.span != self.amount.number or self.amount.unit is not None

    @property
    def next_word(self) -> str:
        """The next word to the right, lower case; empty at a mark of punctuation."""
        match = re.match(r"[\s-]*([^\W_]+(?:[.’'][^\W_]+)*)", self.after)
        return match[1].lower() if match else ""

    @property
    def last_word(self) -> str:
        """The word that stands before the number without punctuation between."""
        match = re.search(r"([^\W_]+(?:[.’'][^\W_]+)*\.?)\s+$", self.before)
        return match[1] if match else ""

    @property
    def worded(self) -> bool:
        """Whether the number is written in letters."""
        return not self.number[:1].isdigit() and self.number[:1].isalpha()


def is_figure(spot: Spot) -> bool:
    """Whether an amount is a figure: none of the guards knows it as something else."""
    return not any(guard(spot) for guard in _GUARDS)


def _in_date(spot: Spot) -> bool:
    """A date, a time, an amount of time; "twenty days in the month" counts days."""
    start, end = spot.amount.number
    if _MONTH.match(spot.after):
        return True
    hit = [d for d in spot.dates if d.span[0] < end and start < d.span[1]]
    if not hit:
        return False
    if spot.amount.unit in lexicon().currencies.values() or (spot.amount.unit and hit[0].type == TimexType.DATE):
        return False
    return not _is_rate_of_days(spot)


def _is_rate_of_days(spot: Spot) -> bool:
    return bool(re.match(r"\s+days\s+(?:in|of|out of)\s+(?:the|a|each|every)\s+(?:week|month|year)\b", spot.after))


def _is_time_amount(spot: Spot) -> bool:
    inner = spot.next_word in lexicon().time["units"] or re.match(
        r"[\s-]+(?:more|full|consecutive|straight|other|long|or\s+\w+|of\s+(?:those|these))[\s-]+"
        + any_of(lexicon().time["units"])
        + r"\b",
        spot.after,
    )
    of_time = re.match(r"\s+of\s+" + any_of(lexicon().time["units"]) + r"\b", spot.after)
    return bool(inner or of_time) and spot.amount.unit in {None, "percent"} and not _is_rate_of_days(spot)


def _is_clock(spot: Spot) -> bool:
    if re.match(r"\s+(?:in\s+the\s+(?:morning|afternoon|evening)|at\s+night)\b", spot.after):
        return True
    if re.fullmatch(r"\d{1,2}\.\d\d", spot.number) and not spot.bounded and re.search(r"\b(?:at|by)\s+$", spot.before):
        return True
    return bool(
        re.match(r":\d|\s*[ap]\.?m\b|\s*o[’']clock|\s*(?:GMT|EST|EDT|ET)\b", spot.after)
    ) or spot.before.endswith(":")


def _is_year(spot: Spot) -> bool:
    bare = re.fullmatch(r"(?:1[5-9]|20)\d\d", spot.number) and not spot.bounded
    return bool(bare) and not _counted_next(spot)


def _counted_next(spot: Spot) -> bool:
    """Whether a noun in the plural follows."""
    return is_plural(spot.next_word) and spot.next_word not in lexicon().naming.stops


def is_plural(word: str) -> bool:
    """Whether a word looks like a noun in the plural."""
    naming, lower = lexicon().naming, word.lower()
    ending = lower.endswith("s") and not lower.endswith(("ss", "'s", "’s"))
    return (
        lower in naming.plurals
        or lower.endswith(_IRREGULAR)
        or (ending and len(lower) > 3 and lower not in naming.not_plurals)
    )


@cache
def _age() -> dict[str, re.Pattern[str]]:
    guards = lexicon().guards
    return {
        "before": re.compile(
            rf"\b(?:{any_of(guards.age_before)})(?:\s+(?:of|between|from))?\s+(?:\d+\s+(?:and|to)\s+)?$", re.IGNORECASE
        ),
        "after": re.compile(rf"[\s-]+(?:{any_of(guards.age_after)})", re.IGNORECASE),
        "name": re.compile(r"[A-Z][\w’'-]*(?:\s+(?:Jr|Sr)\.?)?,\s+(?:now\s+|then\s+)?$"),
        "group": re.compile(rf"\b(?:{any_of(guards.age_groups)})\s+(?:ages?\s+|aged\s+|who\s+are\s+)?$", re.IGNORECASE),
    }


def _is_age(spot: Spot) -> bool:
    """ "Ana Ruiz, 43, said", "aged 12", "a 14-year-old", "voters under 30"."""
    if spot.amount.kind != Kind.NUMBER or spot.amount.value > _LONGEST_AGE or spot.amount.unit:
        return False
    patterns = _age()
    if _AS_YOUNG.search(spot.before):
        return True
    if patterns["after"].match(spot.after) or patterns["before"].search(spot.before):
        return True
    if (
        not spot.bounded
        and patterns["name"].search(spot.before)
        and re.match(r"\s*(?:[,.;)―—–-]|and\s+(?:retired|living|a)\b|$)", spot.after)
    ):
        return True
    counted = spot.next_word and is_plural(spot.next_word) and spot.next_word not in lexicon().naming.stops
    closed = not counted
    return closed and spot.bounded and bool(patterns["group"].search(spot.before))


def _is_one(spot: Spot) -> bool:
    """ "One" where it does not count: only a bound, a measure, a part of others counted or a list make it count."""
    if spot.number.lower() != "one":
        return False
    if spot.bounded and spot.last_word.lower() != "at":
        return spot.amount.bound is Bound.ABOUT and spot.amount.unit is None
    listed = spot.before.rstrip().endswith(" and") and any(
        0 < spot.amount.span[0] - o.span[1] < 40 for o in spot.others
    )
    of_them = re.match(r"\s+of\s+(?:them|whom|which)\b", spot.after) and bool(spot.others)
    return not ((listed and _noun_next(spot)) or of_them)


def _noun_next(spot: Spot) -> bool:
    return bool(spot.next_word) and spot.next_word not in lexicon().naming.stops | {"another", "of", "thing", "day"}


def _is_name(spot: Spot) -> bool:
    """ "Ashraf 3", "Channel One", "Group of Seven", "EB-5", "9/11", "911"."""
    if spot.number in lexicon().guards.names and not spot.bounded:
        return True
    if re.search(r"[^\W_][-/]$|[/#№]$", spot.before) and not re.search(
        r"\b(?:low|high|mid|all|and)[-/]$", spot.before, re.IGNORECASE
    ):
        return True
    if re.match(r"[/+]\d", spot.after) or (re.match(r"-[A-Z]\w*\b", spot.after) and not spot.bounded):
        return True
    if spot.bounded:
        return False
    if spot.worded:
        return spot.number[0].isupper() and not _opens(spot) and not _title_case(spot)
    last = spot.last_word
    named = last[:1].isupper() and last.lower() not in lexicon().naming.stops and len(spot.number) <= 4
    return named and not _opens_after(spot) and not (_counted_next(spot) or _noun_follows(spot))


def _noun_follows(spot: Spot) -> bool:
    word = re.match(r"[\s-]+([a-z][\w-]*)", spot.after)
    return bool(word) and word[1] not in lexicon().naming.stops and not word[1].endswith("ed")


def _opens_after(spot: Spot) -> bool:
    """Whether the word before the number opens the sentence."""
    return spot.before.strip() == spot.last_word


def _opens(spot: Spot) -> bool:
    """Whether the number opens a sentence, quotation or clause after a colon, dash or bracket."""
    return not spot.before.strip() or bool(re.search(r"[“\"‘':—–(\[\]-]\s*$", spot.before))


def _title_case(spot: Spot) -> bool:
    """Whether the sentence is a headline in which words are capitalised."""
    words = [w for w in _WORD.findall(spot.text[slice(*spot.sentence)]) if len(w) > 3]
    return len(words) >= 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _is_label(spot: Spot) -> bool:
    """ "page 4", "turbine number one", "No. 2", "1." at the head of a line, "(3)"."""
    if spot.bounded or spot.amount.kind != Kind.NUMBER:
        return False
    if spot.last_word.lower() in lexicon().guards.labels and not _counted_next(spot) and spot.last_word.lower() != "no":
        return True
    if spot.last_word.lower() in lexicon().guards.labels - _COUNTING and spot.last_word.istitle() and not spot.worded:
        return True
    if re.search(r"\b(?:no|nos|num)\.\s*$", spot.before, re.IGNORECASE):
        return True
    listed = not spot.before.strip() and re.match(r"\s*(?:[.)]\s|[.)]?$|\))", spot.after)
    return bool(listed) or (spot.before.endswith("(") and spot.after.startswith(")"))


def _is_score(spot: Spot) -> bool:
    """ "a 5-4 decision", "2-to-1 vote", "won 3-0", "split 4 to 1"."""
    around = spot.text[max(spot.sentence[0], spot.amount.span[0] - 6) : spot.amount.span[1] + 8]
    pair = re.search(r"\b\d{1,3}\s?[-–](?:to[-–])?\s?\d{1,3}\b", around) or re.search(r"\b[a-z]+-to-[a-z]+\b", around)
    odds = re.search(r"(?<![\d,.%$])\b(\d{1,2})\s+to\s+(\d{1,2})\b(?![\d,.]*\d|\s*%)", around)
    if odds and int(odds[1]) > int(odds[2]) and not spot.amount.unit and not _counted_next(spot):
        return True
    if not pair or spot.amount.unit:
        return False
    after = [word.lower() for word in _WORD.findall(spot.after)[:2]]
    if set(after) & lexicon().guards.score_after:
        return True
    won = re.search(
        r"\b(?:won|lost|beat|defeated|tied|voted|led|by)\s+(?:[\w’]+\s+)?(?:\d+-)?$", spot.before, re.IGNORECASE
    )
    return bool(won) or not _counted_next(spot)


def _is_compound(spot: Spot) -> bool:
    """ "two-way", "one-sided", "twenty-first", "the mid-30s", "half-hearted"."""
    match = re.match(r"-([a-z]+)", spot.after, re.IGNORECASE)
    word = match[1].lower() if match else ""
    ordinal = re.match(r"(?:st|nd|rd|th|s|ers?)\b|[’']s\b", spot.after) and not spot.worded
    return (
        word in lexicon().guards.compounds
        or bool(re.fullmatch(r"\w+(?:st|nd|rd|th)|third|second|first", word))
        or bool(ordinal)
    )


_HOUSE = re.compile(
    r"\s+(?:(?:West|East|North|South|[WENS]\.)\s+)?(?:\d+(?:st|nd|rd|th)|[A-Z]\w+)\s+"
    r"(?:Street|Avenue|Road|Boulevard|Lane|Drive|Square|St\.|Ave\.|Blvd\.)"
)


def _is_code(spot: Spot) -> bool:
    """A telephone number, a long run of digits, the height of a person, or the number of a house."""
    if _HOUSE.match(spot.after) and not spot.bounded and not spot.amount.unit:
        return True
    if re.match(r"['’]\s?\d{1,2}(?:[\"”]|''|’’)", spot.after) or re.search(r"\d['’]\s?$", spot.before):
        return True
    around = spot.text[max(spot.sentence[0], spot.amount.span[0] - 12) : spot.amount.span[1] + 12]
    groups = re.search(r"\d{2,4}[-. ]\d{2,4}[-. ]\d{3,4}\b|\+\d{1,3}[\s-]\d|\(\d{3}\)\s?\d{3}", around)
    digits = spot.number.replace(" ", "")
    if re.fullmatch(r"\d{8,}", digits) and not spot.bounded:
        return True
    return bool(groups and not spot.amount.unit and "," not in digits and "." not in digits)


def _is_part_word(spot: Spot) -> bool:
    """Halves, thirds and quarters that are no shares: "the second half", "a third man", "half an hour"."""
    if spot.amount.kind != Kind.SHARE or re.search(r"\d|\b(?:in|out|every|of)\b", spot.number):
        return False
    guards = lexicon().guards
    word = spot.number.lower().split()[-1].split("-")[-1]
    if word in {"half", "halves"}:
        after = re.match(r"[\s-]+(?:an?\s+)?(\w+)", spot.after)
        if spot.last_word.lower() == "in" and spot.next_word != "of":
            return True
        return spot.last_word.lower() in guards.half_before or bool(after and after[1].lower() in guards.half_after)
    plural = word.endswith("s")
    if not plural and _opens(spot) and spot.next_word != "of":
        return True
    share = not spot.next_word or spot.next_word in guards.share_after or plural
    return not share or (word.startswith("quarter") and spot.next_word in {"finals", "final"})


def _is_anaphor(spot: Spot) -> bool:
    """ "The two", "those three", "these four": they point back and count nothing anew."""
    if spot.bounded or spot.amount.kind != Kind.NUMBER or spot.amount.value > 12:
        return False
    pointing = re.search(r"\b(?:the|these|those|both|other)\s+$", spot.before, re.IGNORECASE)
    near = re.split(r"[,;:.”\"!?—–(]", spot.after, maxsplit=1)[0].split()[:3]
    return bool(pointing) and not any(is_plural(word) for word in near)


def _is_decimal_of_name(spot: Spot) -> bool:
    """A version, a code or an address: digits against letters or with more than one point."""
    if spot.number[0].isdigit() and spot.before[-1:].isalpha() and spot.amount.span[0] == spot.amount.number[0]:
        return True
    return bool(re.match(r"\.\d|[A-Za-z]|@", spot.after)) or bool(
        re.search(r"[@\w.]\.$", spot.before) and spot.number[0].isdigit() and not spot.before.endswith(". ")
    )


def _numbers_points(spot: Spot) -> bool:
    """Whether number words count off what is said: "one, his temper, and two, his words"."""
    if not spot.worded or spot.bounded or spot.amount.value > 9 or not spot.after.startswith(","):
        return False
    return re.search(r"\bone,\s", spot.before, re.IGNORECASE) is not None


Guard = Callable[[Spot], bool]

_GUARDS: tuple[Guard, ...] = (
    _in_date,
    _is_time_amount,
    _is_clock,
    _is_year,
    _is_age,
    _is_one,
    _is_name,
    _is_label,
    _is_score,
    _is_compound,
    _is_code,
    _is_part_word,
    _is_anaphor,
    _is_decimal_of_name,
    _numbers_points,
)
"""Every guard; each says whether an amount is what its name says."""
