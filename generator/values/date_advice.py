"""What to write instead of something that is not a date: most slips say plainly enough what was meant."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping

from generator.values.quoting import quoted

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SEASONS: Mapping[str, str] = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_HOW = "write a day as 2024-10-02, a month as 2024-10, a year as 2024 or a span as 2016/2018"
_HOW_DAY = "a story is published on a day: write it as 2024-10-02, or with a time and its zone as 2024-10-02T09:30Z"

_NUMBERS = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?[~?%]?")
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]+[0-9]{1,2}:[0-9]{2}.*")
_COARSE = re.compile(r"[0-9X]{4}(-[0-9X]{2})?(-XX)?[~?%]?")
_RELATIVE = re.compile(r"(now|today|yesterday|tomorrow|present|ongoing|recently|(last|this|next)\b.*|.*\bago)", re.I)
_OUT_OF_RANGE = re.compile(r"-[0-9]{4,}.*|Y-?[0-9]+|[0-9]{5,7}|[0-9]{9,}", re.I)

# Each line: what it looks like, and how it is written. Tried in this order; only what is a date is suggested.
_REWRITES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), rewrite)
    for pattern, rewrite in (
        (r"(?:c|ca|circa|about|around|approx|approximately|~)\.? ?(.+)", lambda m: f"{m[1]}~"),
        (r"(?:maybe|perhaps|possibly|probably|\?) ?(.+)", lambda m: f"{m[1]}?"),
        (r"(.+?)(?:~\?|\?~)", lambda m: f"{m[1]}%"),
        (r"(.+?) (?:\(?uncertain\)?|\?)", lambda m: f"{m[1]}?"),
        (r"(.+?)(?:/| *[-–—] *| to )(?:now|today|present|ongoing|open)", lambda m: f"{m[1]}/.."),
        (r"(?:since|from|after) (.+)", lambda m: f"{m[1]}/.."),
        (r"([0-9]{4}) ?[-–—]", lambda m: f"{m[1]}/.."),
        (r"(?:until|till|to|before) (.+)|[–—] ?([0-9]{4})", lambda m: f"../{m[1] or m[2]}"),
        (r"(?:between|from)? ?(.+?) (?:to|and|until|[-–—/]) (.+)", lambda m: f"{m[1]}/{m[2]}"),
        (r"([0-9]{4})[-–—]([0-9]{4})", lambda m: f"{m[1]}/{m[2]}"),
        (r"([0-9-]+)[–—]([0-9-]+)", lambda m: f"{m[1]}/{m[2]}"),
        (r"([0-9]{2})([0-9]{2})[/–—]([0-9]{2})", lambda m: f"{m[1]}{m[2]}/{m[1]}{m[3]}"),
        (r"(?:the )?([0-9]{3})0s", lambda m: f"{m[1]}X"),
        (r"([0-9]+x+|[0-9]{4}(?:-[0-9]{2})?(?:-xx)+)", lambda m: m[1].upper()),
        (r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})", lambda m: _day(m[1], m[2], m[3])),
        (r"([0-9]{4})[-/. ]([0-9]{1,2})", lambda m: f"{m[1]}-{int(m[2]):02}"),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})", lambda m: _day(m[1], m[2], m[3])),
        (r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})", lambda m: _day(m[3], m[2], m[1])),
        (r"(1[3-9]|2[0-9]|3[01])/([0-9]{1,2})/([0-9]{4})", lambda m: _day(m[3], m[2], m[1])),
        (r"([0-9]{1,2})/(1[3-9]|2[0-9]|3[01])/([0-9]{4})", lambda m: _day(m[3], m[1], m[2])),
        (r"[a-z]+day,? (.+)", lambda m: m[1]),
        (r"([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+)\.?,? ([0-9]{4})", lambda m: _named(m[3], m[2], m[1])),
        (r"([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})", lambda m: _named(m[3], m[1], m[2])),
        (r"([a-z]+)\.?,? (?:of )?([0-9]{4})", lambda m: _named(m[2], m[1])),
        (r"([0-9]{4})[- ]([a-z]+)", lambda m: _named(m[1], m[2])),
        (r"Q([1-4])[/ -]?([0-9]{4})", lambda m: _quarter(m[2], int(m[1]))),
        (r"([0-9]{4})[/ -]?Q([1-4])", lambda m: _quarter(m[1], int(m[2]))),
        (r"([0-9]{4})-3([3-6])", lambda m: _quarter(m[1], int(m[2]) - 2)),
    )
)  # fmt: skip
_LONGEST = 60  # characters that are looked at for what was meant; keeps hostile input cheap
_DEEPEST = 3  # rewrites of rewrites: "about October 2024" takes two


def what_to_write(text: str, is_date: Callable[[str], bool], *, publication: bool = False) -> str:
    """One sentence about ``text``, which is not a date: what is wrong with it and what to write.

    ``is_date`` says whether a suggestion is one that the archive reads. ``publication``: a whole day is wanted.
    """
    shown = quoted(text)
    how = _HOW_DAY if publication else _HOW
    if not text:
        return f"a date is missing here; {how}"
    if len(text) > _LONGEST:
        return f"{shown} is not a date; {how}"
    time = _TIME.fullmatch(text)
    if time and is_date(time[1]):
        if publication:
            return f"{shown} is not a time that can be read; {how}"
        return f"{shown} has a time of day, which a fact cannot have; write {time[1]}"
    first, slash, second = text.partition("/")
    is_span = slash and (is_date(first) or is_date(second))
    is_coarse = (_COARSE.fullmatch(first) or _COARSE.fullmatch(second)) and not _impossible(first)
    if publication and (is_span or is_coarse):
        return f"{shown} is no whole day; {_HOW_DAY}"
    if slash and first in ("", "..") and second in ("", ".."):
        return f"{shown} says nothing of when; leave the date out, or give one side of it, as 2016/ or 2016/.."
    if slash and " " not in text and "/" not in second and is_date(first) and is_date(second):
        return f"{shown} ends before it starts; write the earlier one first: {second}/{first}"
    impossible = _impossible(text) or (slash and (_impossible(first) or _impossible(second)))
    if impossible:
        return f"{shown} is not a date: {impossible}"
    suggestion = next(_suggestions(text, is_date), None)
    if suggestion:
        return f"{shown} is not written as a date; write {suggestion}"
    if re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", text):
        return f"{shown} can be read as two days; write year, month and day, as 2024-10-02"
    if _RELATIVE.fullmatch(text):
        return f"{shown} is another day for every reader; write the day itself, as 2024-10-02"
    if _OUT_OF_RANGE.fullmatch(text):
        return f"{shown} is not a date: years are written with four digits, from 0001 to 9999"
    return f"{shown} is not a date; {how}"


def _impossible(text: str) -> str:
    """What the calendar doesn't have, in a date that has the right shape."""
    if text[:4] in ("0000", "000X", "00XX"):
        return "there is no year 0"
    match = _NUMBERS.fullmatch(text)
    if not match:
        return ""
    year, month, day = int(match[1]), int(match[2]), match[3]
    if day is None and 21 <= month <= 41:  # seasons, quarters and the like
        return ""
    if day is None:
        return "" if 1 <= month <= 12 else f"there is no month {match[2]}; write a month from 01 to 12"
    if not 1 <= month <= 12:
        return f"there is no month {match[2]}; write year, month and day, as 2024-10-02"
    days = monthrange(year, month)[1]
    return "" if 1 <= int(day) <= days else f"{_NAMES[month - 1].capitalize()} {year} has {days} days"


def _suggestions(text: str, is_date: Callable[[str], bool], depth: int = 0) -> Iterator[str]:
    """Dates that ``text`` may have been meant to be, likeliest first."""
    if depth == _DEEPEST:
        return
    for pattern, rewrite in _REWRITES:
        match = pattern.fullmatch(text)
        if not match:
            continue
        written = rewrite(match)
        if is_date(written):
            yield written
        yield from _suggestions_of_parts(written, is_date, depth + 1)


def _suggestions_of_parts(written: str, is_date: Callable[[str], bool], depth: int) -> Iterator[str]:
    """The same where what is left over (the October 2024 of ``October 2024~``) needs rewriting too."""
    if "/" in written:
        sides = [_first_date(side.strip(), is_date, depth) for side in written.split("/")]
        if len(sides) == 2 and all(sides) and is_date("/".join(sides)):
            yield "/".join(sides)
        return
    inner, mark = (written[:-1], written[-1]) if written[-1:] in ("~", "?", "%") else (written, "")
    found = _first_date(inner.strip(), is_date, depth)
    if found and is_date(found + mark):
        yield found + mark


def _first_date(text: str, is_date: Callable[[str], bool], depth: int) -> str:
    return text if text == ".." or is_date(text) else next(_suggestions(text, is_date, depth), "")


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _named(year: str, name: str, day: str = "") -> str:
    """The date of a month or season given by its English name, or "" where the name is neither."""
    word = name.lower()
    if word in _SEASONS:
        return "" if day else f"{year}-{_SEASONS[word]}"
    known = word in _NAMES or word in _MONTHS or word == "sept"
    if not known:
        return ""
    month = f"{year}-{_MONTHS.index(word[:3]) + 1:02}"
    return f"{month}-{int(day):02}" if day else month


def _quarter(year: str, quarter: int) -> str:
    first = 3 * quarter - 2
    return f"{year}-{first:02}/{year}-{first + 2:02}"
