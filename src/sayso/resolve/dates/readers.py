"""The table of readers that `rules.toml` can name."""

from collections.abc import Callable

from sayso.records import Span
from sayso.resolve.dates import read_amounts, read_calendar, read_clock, read_relative
from sayso.resolve.dates.moment import Moment, Reading
from sayso.resolve.dates.shapes import Match, match_exactly
from sayso.resolve.dates.tokens import Lexed

Reader = Callable[[Match, Moment], Reading | None]
"""Takes a match and the point of the text; gives what it means, or None where the calendar has no such date."""

READERS: dict[str, Reader] = {
    "about_date": read_relative.about_date,
    "adverb_set": read_amounts.adverb_set,
    "ago": read_relative.ago,
    "calendar_day": read_calendar.calendar_day,
    "calendar_month": read_calendar.calendar_month,
    "calendar_year": read_calendar.calendar_year,
    "century": read_calendar.century,
    "clock": read_clock.clock,
    "day_of_year": read_calendar.day_of_year,
    "day_part_of_day": read_clock.day_part_of_day,
    "day_range": read_calendar.day_range,
    "decade": read_calendar.decade,
    "deictic_day": read_relative.deictic_day,
    "duration": read_amounts.duration,
    "each": read_amounts.each,
    "earlier_later": read_relative.earlier_later,
    "edge": read_relative.edge,
    "edge_day_part": read_clock.edge_day_part,
    "edge_half": read_relative.edge_half,
    "fiscal_year": read_calendar.fiscal_year,
    "future_vague": read_amounts.future_vague,
    "half_of_year": read_relative.half_of_year,
    "holiday": read_calendar.holiday,
    "iso_date": read_calendar.iso_date,
    "last_units": read_amounts.last_units,
    "month_of_year": read_calendar.month_of_year,
    "offset_from_date": read_relative.offset_from_date,
    "or_beyond": read_relative.or_beyond,
    "past_unit": read_relative.past_unit,
    "past_vague": read_amounts.past_vague,
    "per_unit": read_amounts.per_unit,
    "post_year": read_calendar.post_year,
    "present": read_amounts.present,
    "quarter": read_relative.quarter,
    "season": read_calendar.season,
    "season_of_year": read_calendar.season_of_year,
    "second_day": read_calendar.second_day,
    "shifted_day_part": read_relative.shifted_day_part,
    "shifted_name": read_relative.shifted_name,
    "shifted_unit": read_relative.shifted_unit,
    "slash_date": read_calendar.slash_date,
    "the_quarter": read_relative.the_quarter,
    "the_unit": read_relative.the_unit,
    "times_per": read_amounts.times_per,
    "tonight": read_relative.tonight,
    "unit_long": read_amounts.unit_long,
    "unit_or_two": read_amounts.unit_or_two,
    "vague_units": read_amounts.vague_units,
    "week_of": read_relative.week_of,
    "weekday": read_relative.weekday,
    "weekday_of_week": read_relative.weekday_of_week,
    "weekday_set": read_amounts.weekday_set,
    "year_ago_quarter": read_relative.year_ago_quarter,
    "year_end": read_relative.year_end,
    "year_in_words": read_calendar.year_in_words,
    "year_range": read_calendar.year_range,
    "year_thousand": read_calendar.year_thousand,
}


def read_tokens(lexed: Lexed, span: Span, moment: Moment) -> Reading | None:
    """What the tokens of `span` mean by themselves: the first reading of a rule that takes in exactly them."""
    for match in match_exactly(lexed, *span):
        if reading := READERS[match.rule.read](match, moment):
            return reading
    return None
