"""Checks that words shaped like a time are used as one: "May" the minister, "1998 people", "The Sunday Times"."""

from collections.abc import Callable

import msgspec

from sayso.resolve.dates.data import load_toml
from sayso.resolve.dates.tokens import CAPITALISED, KINDS, Lexed

Guard = Callable[[Lexed, int, int], bool]
"""Takes a text and the token numbers of a match; True where the match may stand."""

_WORDS = msgspec.convert(load_toml("guards.toml"), dict[str, frozenset[str]])
_UNITS = frozenset({"units", "clock_units"})
_SHORT_MONTHS = 4
_QUARTER_REACH = 400
"""Tokens within which "the quarter" can be one that was named before."""


def _before(lexed: Lexed, start: int, back: int = 1) -> str:
    return lexed.word(start - back).lower()


def _after(lexed: Lexed, end: int) -> str:
    return lexed.word(end).lower()


def _adjoins(lexed: Lexed, left: int, right: int) -> bool:
    """Whether token `right` follows token `left` without white space."""
    return left >= 0 and right < len(lexed.starts) and lexed.ends[left] == lexed.starts[right]


def _is_name(lexed: Lexed, number: int) -> bool:
    """Whether token `number` is a capitalised word that does not begin a sentence."""
    return (
        0 < number < len(lexed.kinds)
        and lexed.kinds[number] == CAPITALISED
        and lexed.kind(number - 1) not in {"stop", "gap", "punctuation"}
    )


def _lone_month(lexed: Lexed, start: int, end: int) -> bool:
    """Not "Mrs. May", "the march", "June Allerton", "Jan Novak"."""
    word, before = lexed.word(start), _before(lexed, start)
    if lexed.kind(start) == "month":
        return True
    if not _not_lone_short(lexed, start, end) or _is_march(lexed, start, end):
        return False
    if before in _WORDS["month_before"]:
        return True
    if word == "May":
        return False
    if word == "March" and before not in _WORDS["month_maybe_before"]:
        return before in {"the", "a", "its"} and lexed.kind(end) == "other"
    return not _is_name(lexed, end) and not _is_name(lexed, start - 1)


def _is_march(lexed: Lexed, start: int, end: int) -> bool:
    """Whether "March" is a march on or for something."""
    walks = lexed.word(start) == "March" and _after(lexed, end) in _WORDS["march_after"]
    return walks and _before(lexed, start) not in {"in", "since", "last"}


def _not_lone_short(lexed: Lexed, start: int, end: int) -> bool:
    word = lexed.word(end - 1)
    return len(word) > _SHORT_MONTHS or word in {"May", "June", "July"} or word.endswith(".")


def _day_after_month(lexed: Lexed, start: int, end: int) -> bool:
    """Not "in March 20 people", "May 5 percent", "June 3:30"."""
    following = _after(lexed, end)
    if following in _WORDS["counted"] and lexed.kind(end) != "stop":
        return False
    clock = following == ":" and _adjoins(lexed, end, end + 1)
    return not (clock or (following == "%" and _adjoins(lexed, end - 1, end)))


def _day_before_month(lexed: Lexed, start: int, end: int) -> bool:
    """Not "the second March", "$25 May", "a 10 March"."""
    if lexed.kind(start - 1) in {"money", "number", "hyphen"} or (
        _before(lexed, start) in {".", ":"} and _adjoins(lexed, start - 1, start)
    ):
        return False
    kinds = [lexed.kind(i) for i in range(start, end)]
    return "ordinal" not in kinds or "of" in kinds


def _lone_year(lexed: Lexed, start: int, end: int) -> bool:
    year = int(lexed.values[start])
    if lexed.kind(start - 1) in {"other", "capitalised"} and _adjoins(lexed, start - 1, start):
        return False
    before, after = _before(lexed, start), _after(lexed, end)
    if (
        lexed.kind(start - 1) == "money"
        or before in _WORDS["amount_before"]
        or after in _WORDS["counted"]
        or after == "%"
    ):
        return False
    if (
        lexed.kind(start - 1) in {"hyphen", "punctuation"}
        and _adjoins(lexed, start - 1, start)
        and before not in {"“", '"', "‘", "'", "`", "(", "/"}
    ):
        return (
            lexed.kind(start - 2) in {"capitalised", "other"}
            and before == "-"
            and lexed.word(start - 2).lower() in {"pre", "post"}
        )
    if lexed.kind(end) in {"large", "hyphen"} and lexed.kind(end + 1) not in {"other", "capitalised", "gap"}:
        return False
    if lexed.kind(start - 1) in {"month", "month_weak"} and lexed.kind(end) == "possessive":
        return True
    if year < 1500 or year > 2100:
        return before in {"in", "since", "until", "year", "by", "from", "around"}
    return not (lexed.kind(end) in _UNITS or lexed.kind(end) == "zone")


def _year_words(lexed: Lexed, start: int, end: int) -> bool:
    first = start + 2 if lexed.kind(start) == "the" else start
    if int(lexed.values[first]) not in {16, 17, 18, 19, 20} or end - first < 2:
        return False
    if lexed.values[first] == 20 and lexed.kind(first + 1) == "ten":
        return False
    return (
        lexed.kind(end) not in {*_UNITS, "unit", "large", "hyphen", "year_word"}
        and _after(lexed, end) not in _WORDS["counted"]
    )


def _ascending_years(lexed: Lexed, start: int, end: int) -> bool:
    first, last = int(lexed.values[start]), int(lexed.values[end - 1])
    if len(lexed.word(end - 1)) == 2:
        last += first // 100 * 100
    return 1500 < first < last < first + 150


def _lone_decade(lexed: Lexed, start: int, end: int) -> bool:
    """Not "in his 30s", "temperatures in the 70s" (unless with an apostrophe), "their forties"."""
    word = lexed.word(end - 1)
    if lexed.kind(end - 1) == "decade_word":
        return lexed.kind(start) == "the"
    if word[0] in "12" and len(word) >= 5:
        return True
    return (lexed.kind(start) == "the" and _after(lexed, end) not in {"fahrenheit", "degrees"}) or word[0] in "'’"


def _lone_season(lexed: Lexed, start: int, end: int) -> bool:
    """ "Fall" and "spring" only after an article or preposition, and not before what falls."""
    before, after = _before(lexed, start), _after(lexed, end)
    if lexed.kind(start) == "the":
        return lexed.kind(end - 1) == "season" or after in {
            "of",
            ".",
            ",",
            "and",
            "semester",
            "campaign",
            "season",
            "election",
            "elections",
        }
    if before in {"in", "by", "during", "since", "until", "over", "through", "for", "every", "of", "and"}:
        return lexed.kind(start) == "season" or (
            before in {"by", "during", "since", "until", "in", "through"} and after not in {"of", "in"}
        )
    return False


def _quarter_of_time(lexed: Lexed, start: int, end: int) -> bool:
    """Not "a third quarter-finalist", "the first quarter of the game"."""
    return _after(lexed, end) not in {"pounder", "final", "finals"}


def _quarter_known(lexed: Lexed, start: int, end: int) -> bool:
    """ "The quarter" only where quarters are reported: the text names one before."""
    if end - start < 2:
        return False
    named = KINDS["quarter"] in lexed.kinds[max(0, start - _QUARTER_REACH) : start]
    if lexed.kind(end - 1) == "quarter":
        return named or lexed.kind(start + 1) in {"latest", "current", "last"} or lexed.kind(end) == "ended"
    return named and lexed.kind(start + 1) == "latest"


def _year_ago(lexed: Lexed, start: int, end: int) -> bool:
    """ "Year-ago quarter", "the year-earlier results", and not "one year ago"."""
    hyphenated = any(lexed.kind(i) == "hyphen" for i in range(start, end))
    later_word = any(lexed.word(i).lower() == "later" for i in range(start, end))
    return hyphenated and not later_word and lexed.kind(start - 1) not in {"small", "teen", "ten", "day_no", "hyphen"}


def _not_in_name(lexed: Lexed, start: int, end: int) -> bool:
    """Not "USA Today", "Democracy Now"."""
    word = lexed.word(end - 1)
    if not word[0].isupper():
        return True
    return lexed.kind(start - 1) not in {"capitalised", "month"} and not (word.isupper() and len(word) > 1)


def _lone_weekday(lexed: Lexed, start: int, end: int) -> bool:
    """Not "The Sunday Times", "Friday prayers", "Black Friday"."""
    after = _after(lexed, end)
    if after in _WORDS["name_after"] and lexed.kind(end) in {"capitalised", "other"}:
        return False
    return not (
        _is_name(lexed, start - 1)
        and _before(lexed, start) in {"black", "good", "bloody", "holy", "super", "cyber", "giving", "palm", "easter"}
    )


def _not_subject_that(lexed: Lexed, start: int, end: int) -> bool:
    """Not "to this day", "this year-end"; "these" takes plurals."""
    if _before(lexed, start) == "to" and lexed.word(end - 1).lower() == "day":
        return False
    return lexed.word(start).lower() not in {"those", "these"} and not (
        lexed.kind(end) == "hyphen" and _adjoins(lexed, end - 1, end)
    )


def _shifted_unit(lexed: Lexed, start: int, end: int) -> bool:
    """Not the last of a row: "the last day on which they may file", "the last week of the race"."""
    following = f"{_after(lexed, end)} {_after(lexed, end + 1)}"
    of_a_row = following.startswith("of ") or following == "on which"
    last = [lexed.word(number).lower() for number in range(start, end - 1)] == ["the", "last"]
    return not (last and of_a_row) and _not_subject_that(lexed, start, end)


def _the_year(lexed: Lexed, start: int, end: int) -> bool:
    """ "The year" of the article, where it stands alone: "for the year", "of the year"."""
    if lexed.word(end - 1).lower() == "weekend":
        return True
    after = _after(lexed, end)
    if lexed.kind(end) == "ended":
        return True
    return _before(lexed, start) in {"for", "of", "in", "during"} and (
        lexed.kind(end) in {"stop", "comma", "gap"} or after in {"and", "to", "as", "but"}
    )


def _before_or_after(lexed: Lexed, start: int, end: int) -> bool:
    return _after(lexed, end) in {"before", "after", "from"}


def _edge_period(lexed: Lexed, start: int, end: int) -> bool:
    """ "Late October" and "later this month", not "later day"."""
    last = lexed.kind(end - 1)
    bare = last in {"unit", "year_word"} and lexed.kind(end - 2) not in {
        "the",
        "that",
        "same",
        "this",
        "last",
        "next",
        "current",
        "fiscal",
        "latest",
    }
    if bare or lexed.word(start).lower() in {"midst"}:
        return False
    if last == "month_weak" and not _not_lone_short(lexed, start, end):
        return False
    return not (last == "season_weak" and lexed.kind(end - 2) == "later")


def _year_end(lexed: Lexed, start: int, end: int) -> bool:
    return lexed.word(end - 1).lower() == "end"


def _about_a_date(lexed: Lexed, start: int, end: int) -> bool:
    """ "Around Nov. 1", not "nearly May", "about 1998 people", "a book about 1968"."""
    if lexed.word(start).lower() not in {"around", "circa", "about"}:
        return False
    if end - start == 2 and lexed.kind(end - 1) == "year":
        return lexed.word(start).lower() != "about" and _after(lexed, end) not in _WORDS["counted"]
    return _not_lone_short(lexed, start, end) or lexed.kind(end - 1) not in {"month", "month_weak"}


def _past_span(lexed: Lexed, start: int, end: int) -> bool:
    return lexed.word(start + 1).lower() == "past"


def _back_is_ago(lexed: Lexed, start: int, end: int) -> bool:
    """Three weeks back, not "weeks back in office"; bare units only with "ago"."""
    if lexed.kind(end - 1) == "ago":
        return True
    return lexed.kind(start) not in {"units", "unit", "year_word"} and lexed.kind(end) in {"stop", "comma"}


def _from_now(lexed: Lexed, start: int, end: int) -> bool:
    return lexed.word(end - 2).lower() == "from"


def _amount_of_time(lexed: Lexed, start: int, end: int) -> bool:
    """Not ages ("37 years old", "a 10-year-old"), not "a second", not "half the day", not "a day" per day."""
    following = [lexed.kind(end), lexed.kind(end + 1)]
    if following[0] == "old" or following == ["hyphen", "old"]:
        return False
    kinds = [lexed.kind(i) for i in range(start, end)]
    first = lexed.word(start)
    if kinds[1] == "hyphen" and len(first) == 4 and first.isdigit() and first[:2] in {"19", "20"}:
        return False
    if lexed.word(end - 1)[0].isupper() and lexed.word(start)[0].islower():
        return False
    if "a" in kinds and _per_unit(lexed, end - 2, end):
        return False
    if lexed.word(end - 1).lower() in {"quarter", "quarters"} and (
        "a" in kinds or "hyphen" in kinds or _after(lexed, end) == "of"
    ):
        return False
    if (
        kinds[-1] in {"month", "month_weak"}
        or _before(lexed, start) in {"aged", "age"}
        or lexed.kind(start - 1) == "money"
    ):
        return False
    if (
        any(lexed.word(i).lower() in {"many", "some", "various", "numerous"} for i in range(start, end))
        and kinds[0] != "few"
    ):
        return False
    return not (
        kinds[:2] == ["a", "unit"]
        and lexed.word(start + 1).lower() == "day"
        and lexed.kind(start - 1) in {"other", "punctuation", "capitalised"}
        and _before(lexed, start) not in _WORDS["span_before"]
    )


def _bare_units(lexed: Lexed, start: int, end: int) -> bool:
    """ "For weeks", "within days"; "the weeks before the vote"."""
    before, after = _before(lexed, start), _after(lexed, end)
    if lexed.kind(end) == "old" or (lexed.kind(end) == "hyphen" and lexed.kind(end + 1) == "old"):
        return False
    if before == "the":
        return (
            after in {"before", "after", "since", "following", "leading", "that", "ahead", "to"}
            and lexed.kind(start) != "clock_units"
        )
    if before in {"of", "in"}:
        return after not in {"of"} and before == "of" and _before(lexed, start, 2) == "matter"
    return before in _WORDS["bare_units_before"] and lexed.word(start).islower()


def _per_unit(lexed: Lexed, start: int, end: int) -> bool:
    """ "$1 billion a year", "twice a week", "50,000 sold a year"; not "for a year", "a year ago"."""
    if lexed.word(start).lower() not in {"a", "an"} or lexed.kind(end) in {
        "ago",
        "later",
        "hyphen",
        "old",
        "before",
        "and",
    }:
        return False
    before = _before(lexed, start)
    if before in _WORDS["span_before"] or lexed.kind(start - 1) in {
        "stop",
        "gap",
        "comma",
        "punctuation",
        "hyphen",
        "dash",
        "open",
    }:
        return False
    amounts = {
        "day_no",
        "number",
        "decimal",
        "year",
        "large",
        "times",
        "small",
        "teen",
        "ten",
        "score_words",
        "money",
        "clock_units",
        "few",
        "dozen",
    }
    return any(lexed.kind(start - back) in amounts or lexed.word(start - back) == "%" for back in range(1, 6))


def _daily(lexed: Lexed, start: int, end: int) -> bool:
    """Not "the Resalat daily", "Standard Weekly", "a daily": kinds of paper."""
    word = lexed.word(start)
    if word[0].isupper() and lexed.kind(start - 1) not in {"stop", "gap"}:
        return False
    if _is_name(lexed, start - 1) or lexed.kind(end) == "open":
        return False
    return _before(lexed, start) not in {"newspaper"}


def _these_days(lexed: Lexed, start: int, end: int) -> bool:
    return end - start == 1 or lexed.text[lexed.starts[start] : lexed.ends[end - 1]].lower() == "these days"


def _the_past(lexed: Lexed, start: int, end: int) -> bool:
    return lexed.word(end - 1).lower() == "past" and _after(lexed, end) in _WORDS["vague_after"]


def _clock(lexed: Lexed, start: int, end: int) -> bool:
    """A clock time with a sign that it is one: not a score "3:1", not a verse."""
    kinds = [lexed.kind(i) for i in range(start, end)]
    if "clock" not in kinds or {"ampm", "zone"} & set(kinds):
        return True
    return (
        _before(lexed, start) in {"at", "by", "until", "from", "to", "and", "after", "before", "around", "about"}
        or len(kinds) > 1
    )


def _mid_day_part(lexed: Lexed, start: int, end: int) -> bool:
    return lexed.word(start).lower() in {"mid", "early", "late", "later", "earlier"}


def _or_two(lexed: Lexed, start: int, end: int) -> bool:
    """ "A year or two", "a month and a half"; not "a year and two months"."""
    return "or" in {lexed.word(i).lower() for i in range(start, end)} or lexed.kind(end - 1) == "half"


def _post_or_pre(lexed: Lexed, start: int, end: int) -> bool:
    return lexed.word(start).lower() in {"post", "pre"}


GUARDS: dict[str, Guard] = {
    "about_a_date": _about_a_date,
    "amount_of_time": _amount_of_time,
    "ascending_years": _ascending_years,
    "back_is_ago": _back_is_ago,
    "bare_units": _bare_units,
    "before_or_after": _before_or_after,
    "clock": _clock,
    "daily": _daily,
    "day_after_month": _day_after_month,
    "day_before_month": _day_before_month,
    "edge_period": _edge_period,
    "from_now": _from_now,
    "lone_decade": _lone_decade,
    "lone_month": _lone_month,
    "lone_season": _lone_season,
    "lone_weekday": _lone_weekday,
    "lone_year": _lone_year,
    "mid_day_part": _mid_day_part,
    "not_in_name": _not_in_name,
    "not_lone_short": _not_lone_short,
    "or_two": _or_two,
    "past_span": _past_span,
    "per_unit": _per_unit,
    "post_or_pre": _post_or_pre,
    "quarter_known": _quarter_known,
    "quarter_of_time": _quarter_of_time,
    "shifted_unit": _shifted_unit,
    "the_past": _the_past,
    "the_year": _the_year,
    "these_days": _these_days,
    "year_ago": _year_ago,
    "year_end": _year_end,
    "year_words": _year_words,
}
"""Every guard that `rules.toml` can name."""
