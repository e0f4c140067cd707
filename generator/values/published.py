"""When a story came out: a day, or a time that says its zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from generator.values.date_advice import what_to_write
from generator.values.dates import DateError, is_date

_PUBLISHED = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt ] *(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,9}))?)?"
    r" *(?P<zone>[Zz]|(?P<sign>[+-])(?P<zone_hour>[0-9]{2}):?(?P<zone_minute>[0-9]{2}))?)?"
)
_WIDEST_OFFSET = timedelta(hours=14)  # UTC+14:00, Kiribati; the widest zone there is


@lru_cache(maxsize=1 << 14)
def parse_published(text: str) -> tuple[date, datetime | None]:
    """The day that ``text`` says, in the zone it is written in, and the aware time if it gives one.

    A time is RFC 3339's (``2031-03-04T10:00:00+01:00``), with a space for the ``T`` and without
    seconds too. DateError for a time without a zone, an offset beyond 14 hours, and anything else.
    """
    written = text.strip()
    match = _PUBLISHED.fullmatch(written)
    if not match:
        raise DateError(what_to_write(written, _is_whole_day, publication=True))
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        raise DateError(what_to_write(match["day"], _is_whole_day, publication=True)) from None
    if match["hour"] is None:
        return day, None
    if match["zone"] is None:
        raise DateError(f'"{written}" is a time without a zone; add one, as in {written}Z or {written}+01:00')
    return day, _time(match, day, written)


def _is_whole_day(text: str) -> bool:
    return len(text) == len("2024-10-02") and "X" not in text and is_date(text)


def _time(match: re.Match[str], day: date, written: str) -> datetime:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise DateError(f'"{written}" has no such time of day; write hours from 00 to 23, minutes and seconds to 59')
    offset = timedelta()
    if match["sign"]:
        offset = timedelta(hours=int(match["zone_hour"]), minutes=int(match["zone_minute"]))
        if offset > _WIDEST_OFFSET or int(match["zone_minute"]) > 59:
            raise DateError(f'"{written}" has a zone that no clock keeps; offsets go from -14:00 to +14:00')
        offset = -offset if match["sign"] == "-" else offset
    zone = timezone(offset) if offset else UTC
    fraction = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    time = datetime(day.year, day.month, day.day, hour, minute, second, fraction, zone)
    try:
        time.astimezone(UTC)
    except OverflowError:  # the first and the last hours of the calendar
        raise DateError(f'"{written}" lies outside the years 1 to 9999 in UTC; write only the day') from None
    return time
