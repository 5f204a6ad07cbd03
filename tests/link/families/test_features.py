"""How two statements compare, and what is decided: quoted runs, days that cannot fit, what lifts a bar."""

from sayso.link.families.decide import may_only_repeat, outcome_of
from sayso.link.families.features import Features, compare, prepare
from sayso.link.families.utterances import Utterance
from tests.link.families.worlds import DAY, said

SLUR = "the mayor of an “artful smear” about her harbour plans"
OTHERS_SLUR = "her rival of an “artful smear” over the money of the port"


def compared(one: Utterance, other: Utterance, meaning: float = 0.7) -> Features:
    return compare(prepare(one), prepare(other), meaning)


def test_few_rare_quoted_words_tell_more_than_the_same_words_unquoted() -> None:
    quoted = compared(said(SLUR, "a"), said(OTHERS_SLUR, "b", 1))
    plain = compared(*(said(text.replace("“", "").replace("”", ""), text[:3], 1) for text in (SLUR, OTHERS_SLUR)))
    assert quoted.quoted_run > 0.6
    assert plain.quoted_run == 0
    assert outcome_of(quoted)[1] > outcome_of(plain)[1]


def test_a_quoted_run_counts_where_only_one_of_the_two_quotes_it() -> None:
    one, other = said(SLUR, "a"), said(OTHERS_SLUR.replace("“", "").replace("”", ""), "b", 1)
    assert compared(one, other).quoted_run == compared(other, one).quoted_run > 0.6


def test_what_was_said_after_the_other_was_published_is_less_likely_the_same() -> None:
    report = said("the sluices will be closed for the winter", "a", 0, said=(DAY, DAY))
    later = said("the sluices will be closed for the winter", "b", 9, said=(DAY + 9, DAY + 9))
    unknown = said("the sluices will be closed for the winter", "b", 9)
    assert outcome_of(compared(report, later))[2] < outcome_of(compared(report, unknown))[2]


def test_a_short_line_of_another_month_can_be_one_utterance_only_where_a_wide_day_holds_it() -> None:
    line = "“There is a place in hell for sluices.”"
    here = said(line, "a", 0)
    assert may_only_repeat(compared(here, said(line, "b", 50)))
    assert not may_only_repeat(compared(here, said(line, "b", 50, said=(DAY - 20, DAY + 50))))
