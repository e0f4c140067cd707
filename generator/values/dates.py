"""Dates as newsrooms know them: to the day, the month, the year, or only roughly.

What is written is EDTF level 1 (ISO 8601-2:2019, annex A; https://www.loc.gov/standards/datetime/).
What is compared is the span of days that it covers, first and last day included: ``2024-08`` is one
day somewhere in August 2024. An :class:`EdtfDate` keeps both, so nothing that is shown or exported
is ever more precise than what was written.

Days are those of the proleptic Gregorian calendar, years 1 to 9999. Seasons follow the northern
meteorological year: spring (21) is March to May, summer (22) June to August, autumn (23) September
to November, winter (24) December to the end of the next February. ``~``, ``?`` and ``%`` say how
sure a writer was and leave the span as it is written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from msgspec import Struct

from generator.values.date_advice import what_to_write

Boundary = Literal["known", "open", "unknown"]
Precision = Literal["day", "month", "season", "year", "decade", "century", "interval"]


class DateError(ValueError):
    """A text that is not a date the archive can use; the message says what to write instead."""


class DaySpan(NamedTuple):
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def overlaps(self, other: DaySpan) -> bool:
        return self.first <= other.last and other.first <= self.last

    def inside(self, other: DaySpan) -> bool:
        return other.first <= self.first and self.last <= other.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


class EdtfDate(Struct, frozen=True):
    """One date or interval: as written, and as the days it may mean.

    A date that is no interval has ``start == end``: ONE day, somewhere in that span. An interval
    starts on some day of ``start`` and ends on some day of ``end``, both days included.

    ``A/..`` goes on: ``end`` is ``(date.max, date.max)``. ``A/`` has an end nobody reported:
    ``(start.first, date.max)``. ``../B`` and ``/B`` mirror them with ``date.min``.
    """

    written: str
    start: DaySpan
    end: DaySpan
    interval: bool = False
    approximate: bool = False
    uncertain: bool = False
    start_kind: Boundary = "known"
    end_kind: Boundary = "known"
    precision: Precision = "day"

    @property
    def earliest(self) -> date:
        return self.start.first

    @property
    def latest(self) -> date:
        return self.end.last

    @property
    def span(self) -> DaySpan:
        """Every day that the date may touch."""
        return DaySpan(self.start.first, self.end.last)

    @property
    def is_day(self) -> bool:
        """Whether this is one known day (``2024-10-02``, also ``2024-10-02~``)."""
        return not self.interval and self.start.first == self.start.last

    def __str__(self) -> str:
        return self.written


_DATE = re.compile(
    r"(?:(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"|(?P<decade>[0-9]{3})X|(?P<century>[0-9]{2})XX)(?P<mark>[~?%]?)"
)
_NO_DATE = ("", "..")  # of an interval's sides: not known, and open
_SEASON_MONTHS: Mapping[int, int] = {21: 3, 22: 6, 23: 9, 24: 12}


@lru_cache(maxsize=1 << 17)
def parse_date(text: str) -> EdtfDate:
    """The EDTF level 1 date or interval that ``text`` writes. DateError for anything else."""
    written = text.strip()
    found = _read(written)
    if found is None:
        raise DateError(what_to_write(written, is_date))
    return found


def is_date(text: str) -> bool:
    """Whether :func:`parse_date` reads ``text``."""
    return _read(text.strip()) is not None


def _read(written: str) -> EdtfDate | None:
    first, slash, second = written.partition("/")
    if not slash:
        return _single(written)
    start = None if first in _NO_DATE else _single(first)
    end = None if second in _NO_DATE else _single(second)
    if (start is None and first not in _NO_DATE) or (end is None and second not in _NO_DATE):
        return None
    if start is None and end is None:  # an interval that says nothing
        return None
    if start and end and end.start.last < start.start.first:
        return None
    return EdtfDate(
        written,
        start.start if start else _missing_start(first, end),
        end.start if end else _missing_end(second, start),
        interval=True,
        approximate=bool((start and start.approximate) or (end and end.approximate)),
        uncertain=bool((start and start.uncertain) or (end and end.uncertain)),
        start_kind="known" if start else "open" if first else "unknown",
        end_kind="known" if end else "open" if second else "unknown",
        precision="interval",
    )


def _missing_start(written: str, end: EdtfDate | None) -> DaySpan:
    return DaySpan(date.min, end.start.last if end and not written else date.min)


def _missing_end(written: str, start: EdtfDate | None) -> DaySpan:
    return DaySpan(start.start.first if start and not written else date.max, date.max)


@lru_cache(maxsize=1 << 17)
def _single(text: str) -> EdtfDate | None:
    """One date that is no interval, or None where ``text`` isn't one."""
    match = _DATE.fullmatch(text)
    found = match and _span(match["year"], match["month"], match["day"], match["decade"], match["century"])
    if not match or not found:
        return None
    mark = match["mark"]
    span, precision = found
    return EdtfDate(
        text,
        span,
        span,
        approximate=mark in ("~", "%"),
        uncertain=mark in ("?", "%"),
        precision=precision,
    )


def _span(
    year: str | None, month: str | None, day: str | None, decade: str | None, century: str | None
) -> tuple[DaySpan, Precision] | None:
    """The days that the parts of a date cover, and how precise it is; None where there is no such date."""
    if decade or century:
        first = int(decade or century or 0) * (10 if decade else 100)
        years = 9 if decade else 99
        return (_months(first, 1, first + years, 12), "decade" if decade else "century") if first else None
    number = int(year or 0)
    if not number:
        return None
    if month is None or month == "XX":
        # 1985-XX and 1985-XX-XX; 1985-XX-05 is level 2
        return (_months(number, 1, number, 12), "year") if day in (None, "XX") else None
    if int(month) in _SEASON_MONTHS:
        opens = _SEASON_MONTHS[int(month)]
        closes = (number + 1, 2) if opens == 12 else (number, opens + 2)
        return (_months(number, opens, *closes), "season") if day is None and closes[0] <= date.max.year else None
    if not 1 <= int(month) <= 12:
        return None
    if day is None or day == "XX":
        return _months(number, int(month), number, int(month)), "month"
    if not 1 <= int(day) <= monthrange(number, int(month))[1]:
        return None
    known = date(number, int(month), int(day))
    return DaySpan(known, known), "day"


def _months(first_year: int, first_month: int, last_year: int, last_month: int) -> DaySpan:
    last_day = monthrange(last_year, last_month)[1]
    return DaySpan(date(first_year, first_month, 1), date(last_year, last_month, last_day))


@lru_cache(maxsize=1 << 17)
def from_day(day: date) -> EdtfDate:
    """The date that is this very day."""
    span = DaySpan(day, day)
    return EdtfDate(day.isoformat(), span, span)


def may_be_same(a: EdtfDate, b: EdtfDate) -> bool:
    """Whether both can be true of one event or one post.

    Two intervals: their starts may be one day and their ends may be one day. Otherwise: the spans
    of days overlap, so a day may lie inside an interval.
    """
    if a.interval and b.interval:
        return a.start.overlaps(b.start) and a.end.overlaps(b.end)
    return a.span.overlaps(b.span)


def overlap(a: EdtfDate, b: EdtfDate) -> bool:
    """Whether any day may belong to both."""
    return a.span.overlaps(b.span)


def within(a: EdtfDate, b: EdtfDate) -> bool:
    """Whether all that ``a`` may mean lies inside what ``b`` may. Of two intervals, start in start and end in end."""
    if a.interval and b.interval:
        return a.start.inside(b.start) and a.end.inside(b.end)
    return a.span.inside(b.span)


def sharpens(a: EdtfDate, b: EdtfDate) -> bool:
    """Whether ``a`` says more than ``b``: inside it, and smaller."""
    return within(a, b) and not within(b, a)


def narrower(a: EdtfDate, b: EdtfDate) -> EdtfDate:
    """The one that covers fewer days; of two equals the one without ``~``, ``?`` or ``%``; else ``a``."""
    return min(a, b, key=_width)  # min() keeps the first of equals


def _width(value: EdtfDate) -> tuple[int, bool]:
    days = value.start.days + value.end.days if value.interval else 2 * value.start.days
    return days, value.approximate or value.uncertain
