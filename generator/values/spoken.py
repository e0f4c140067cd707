"""Dates in words, as a newspaper writes them, never more precise than they were written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.values.dates import EdtfDate, parse_date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEASONS: Mapping[str, str] = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def spoken_day(day: date) -> str:
    """``2 October 2024``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def spoken_month(day: date) -> str:
    """``October 2024``, the month that ``day`` lies in."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def spoken(when: EdtfDate) -> str:
    """``2 October 2024``, ``about 2018``, ``the 2010s``, ``2016 to 2018``, ``from 2016, end not known``."""
    if when.interval:
        return _interval(when, "")
    return _single(when)


def in_words(when: EdtfDate) -> str:
    """The same to follow a verb: ``on 2 October 2024``, ``in about 2018``, ``from 2016 to 2018``."""
    if when.interval:
        return _interval(when, "from ")
    words = _single(when)
    if words.startswith(("between ", "roughly between ")):
        return words
    return f"on {words}" if when.precision == "day" else f"in {words}"


def once_spoken(when: EdtfDate) -> str:
    """The day of something that happened once, ``spoken``: an interval says no more than that it lies in there."""
    return _within(when) if when.interval else _single(when)


def once_in_words(when: EdtfDate) -> str:
    """The same to follow a verb: ``some time between 2018 and 2019``, ``by 2010``, ``in or after November 2019``."""
    return _within(when) if when.interval else in_words(when)


def _within(when: EdtfDate) -> str:
    first, last = _ends(when)
    start, end = _single(first) if first else "", _single(last) if last else ""
    vague = any("between" in words for words in (start, end))  # a decade, or a century
    if start and end:
        return f"some time from {start} to {end}" if vague else f"some time between {start} and {end}"
    if first is not None:
        return f"{start} or after" if vague else f"{'on' if first.precision == 'day' else 'in'} or after {start}"
    return f"{end} or before" if vague else f"by {end}"


def _ends(when: EdtfDate) -> tuple[EdtfDate | None, EdtfDate | None]:
    first, _, second = when.written.partition("/")
    start = parse_date(first) if when.start_kind == "known" else None
    return start, parse_date(second) if when.end_kind == "known" else None


def _interval(when: EdtfDate, preposition: str) -> str:
    first, last = _ends(when)
    start, end = _single(first) if first else "", _single(last) if last else ""
    if start and end:
        return f"{preposition}{start} to {end}"
    if start:
        return f"from {start}" if when.end_kind == "open" else f"from {start}, end not known"
    return f"until {end}" if when.start_kind == "open" else f"until {end}, start not known"


def _single(when: EdtfDate) -> str:
    words = _plain(when)
    if when.approximate:
        words = f"roughly {words}" if words.startswith("between") else f"about {words}"
    notes = [*_unspecified(when.written), *(("uncertain",) if when.uncertain else ())]
    return f"{words} ({', '.join(notes)})" if notes else words


def _plain(when: EdtfDate) -> str:
    first = when.start.first
    match when.precision:
        case "day":
            return spoken_day(first)
        case "month":
            return spoken_month(first)
        case "season":
            return f"{_SEASONS[when.written[5:7]]} {first.year}"
        case "decade" if first.year % 100:
            return f"the {first.year}s"
        case "decade" | "century":  # "the 1900s" would be read as either
            return f"between {first.year} and {when.start.last.year}"
        case _:
            return str(first.year)


def _unspecified(written: str) -> tuple[str, ...]:
    """The part that was left as X, where the words don't show it."""
    if "-XX-XX" in written:
        return ("day not known",)
    if "-XX" in written:
        return ("month not known",) if written.count("-") == 1 else ("day not known",)
    return ()
