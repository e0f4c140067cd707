"""When a story came out: a day, or a time with its zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.values.dates import DateError
from generator.values.published import parse_published


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("2031-03-04", "2031-03-04", None),
        ("2031-03-04T10:00:00Z", "2031-03-04", datetime(2031, 3, 4, 10, tzinfo=UTC)),
        ("2031-03-04T10:00Z", "2031-03-04", datetime(2031, 3, 4, 10, tzinfo=UTC)),
        ("2031-03-04 10:00:00+01:00", "2031-03-04", datetime(2031, 3, 4, 9, tzinfo=UTC)),
        ("2031-03-04 10:00:00 +0100", "2031-03-04", datetime(2031, 3, 4, 9, tzinfo=UTC)),
        ("2031-03-04t10:00:00.5z", "2031-03-04", datetime(2031, 3, 4, 10, 0, 0, 500_000, tzinfo=UTC)),
        ("2031-03-04T00:30+05:30", "2031-03-04", datetime(2031, 3, 3, 19, 0, tzinfo=UTC)),
        ("2031-03-04T23:30-08:00", "2031-03-04", datetime(2031, 3, 5, 7, 30, tzinfo=UTC)),
        ("2031-03-04T10:00+14:00", "2031-03-04", datetime(2031, 3, 3, 20, tzinfo=UTC)),
    ],
)
def test_a_story_is_published_on_a_day_or_at_a_zoned_time(text: str, day: str, at: datetime | None) -> None:
    assert parse_published(text) == (date.fromisoformat(day), at)


def test_a_published_time_keeps_its_zone() -> None:
    _, at = parse_published("2031-03-04T10:00-03:30")
    assert at is not None
    assert at.tzinfo == timezone(-timedelta(hours=3, minutes=30))
    assert at.isoformat() == "2031-03-04T10:00:00-03:30"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2024", "no whole day"),
        ("2024-10", "no whole day"),
        ("2024-10-02~", "not a date"),
        ("2024-XX-XX", "no whole day"),
        ("2024/2025", "no whole day"),
        ("2024-05-01/2024-05-02", '"2024-05-01/2024-05-02" is no whole day; a story is published on a day'),
        ("2024-05-02/2024-05-01", "no whole day"),
        ("2024-05-01/..", "no whole day"),
        ("/2024-05-01", "no whole day"),
        ("2031-03-04T10:00", "a time without a zone"),
        ("2031-03-04 10:00:00", "a time without a zone"),
        ("2031-03-04T10:00+99:00", "no clock keeps"),
        ("2031-03-04T10:00-14:01", "no clock keeps"),
        ("2031-03-04T10:00+01:60", "no clock keeps"),
        ("2031-03-04T25:00Z", "no such time of day"),
        ("2031-03-04T10:60Z", "no such time of day"),
        ("2031-03-04T10:00:60Z", "no such time of day"),
        ("2031-03-04T1:00Z", "not a time"),
        ("2031-02-30", "February 2031 has 28 days"),
        ("2031-02-30T10:00Z", "February 2031 has 28 days"),
        ("2031-13-01", "no month 13"),
        ("0000-01-01", "no year 0"),
        ("0001-01-01T00:00+14:00", "outside the years"),
        ("9999-12-31T23:59-14:00", "outside the years"),
        ("2 October 2024", "write 2024-10-02"),
        ("yesterday", "write the day itself"),
        ("", "missing"),
        ("x" * 100_000, "not a date"),
    ],
)
def test_what_is_no_day_of_publication_is_told_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(DateError, match=r"date|day|time|zone|years") as caught:
        parse_published(text)
    assert advice in str(caught.value)


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
@settings(derandomize=True)
def test_published_times_are_read_as_they_are_written(moment: datetime, offset: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    assert parse_published(aware.isoformat()) == (moment.date(), aware)
