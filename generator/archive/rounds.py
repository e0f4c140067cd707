"""Which reports of money raised are about one round."""

from __future__ import annotations

from generator.archive.chronology import Days, dates_fit, days_of
from generator.archive.model import Fact
from generator.values.names import match_key

# Reports of one sum so many days apart are taken for one round (announced, then closed); so is a report
# without a date that comes so soon after a round. Longer, and it may be the next one.
NEAR = 31


def same_round(one: Fact, other: Fact) -> bool:
    """Whether two ``raised`` facts of one company report one round.

    Round names decide where both give one. Otherwise: one sum, near in time or without a date; or two
    sums of one month or day, or one of them in a story that comes soon after the other's day.
    """
    if one.round and other.round:
        return match_key(one.round) == match_key(other.round)
    one_sum = one.money is not None and other.money is not None and one.money.value == other.money.value
    dated = one.date is not None and other.date is not None
    if (one_sum and not dated) or (not one_sum and dated and not dates_fit(one, other)):
        return one_sum
    days, other_days = round_days(one), round_days(other)
    gap = max(days.first - other_days.last, other_days.first - days.last, 0)
    if one_sum:
        return gap <= NEAR
    if dated:
        return gap == 0 and max(days.last - days.first, other_days.last - other_days.first) < NEAR
    return gap <= NEAR and max(days.last - days.first, other_days.last - other_days.first) < NEAR


def round_days(fact: Fact) -> Days:
    """The round's days; without a date, the day of the story that reports it."""
    if fact.date is None:
        day = fact.reported.toordinal()
        return Days(day, day)
    return days_of(fact)
