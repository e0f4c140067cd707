"""What old front matter says, made fit for ours: dates in the order of ISO 8601, lists of names, texts on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo
from email.utils import parsedate_to_datetime
from html import unescape

from generator.imports.model import Value
from generator.read.composer import UNSEEN
from generator.values.dates import DateError
from generator.values.hygiene import name_faults
from generator.values.names import match_key
from generator.values.published import parse_published

_YES = frozenset({"true", "yes", "on", "1", "draft", "hidden", "pending", "private"})
_NO = frozenset({"false", "no", "off", "0", "draft", "hidden"})
_ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[Tt ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp][Mm])?\s*(?P<zone>Z|z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?(?:\s*[A-Z]{2,5})?)?"
)
_SPOKEN = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%a, %d %b %Y", "%A, %B %d, %Y", "%Y%m%d")
_LONGEST_NAME = 150
_MARKUP = re.compile(r"<[^<>]{1,200}>")


def published(value: Value, zone: tzinfo | None) -> str:
    """A day, or a time with its zone, as our stories write it; "" for what is neither.

    A time without a zone is of ``zone``; where that isn't known either, only its day is kept.
    """
    if not isinstance(value, str):
        return ""
    words = " ".join(value.split())
    found = _ISO.fullmatch(words)
    written = _iso(found, zone) if found else _spoken(words)
    try:
        parse_published(written)
    except DateError:
        return ""
    return written


def _iso(found: re.Match[str], zone: tzinfo | None) -> str:
    day = f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
    if found["hour"] is None:
        return day
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    time = f"{day}T{hour:02}:{found['minute']}:{found['second'] or '00'}"
    try:
        naive = datetime.fromisoformat(time)
    except ValueError:
        return day
    offset = found["zone"]
    if offset is None:
        return naive.replace(tzinfo=zone).isoformat().replace("+00:00", "Z") if zone else day
    if offset[0] not in "+-":
        return f"{time}Z"
    digits = re.sub(r"\D", "", offset)
    hours, minutes = (digits, "00") if len(digits) < 3 else (digits[:-2], digits[-2:])
    written = f"{time}{offset[0]}{int(hours):02}:{minutes}"
    try:
        parse_published(written)
    except DateError:
        return day
    return written


def _spoken(words: str) -> str:
    for form in _SPOKEN:
        try:
            return datetime.strptime(words, form).date().isoformat()  # noqa: DTZ007 - only its day is used
        except ValueError:
            continue
    try:
        at = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError):
        return ""
    return at.isoformat() if at.tzinfo else at.date().isoformat()


def one_line(value: Value) -> str:
    """A text on one line, without markup and unseen characters; "" for what is no text."""
    if isinstance(value, list):
        value = " ".join(each for each in value if isinstance(each, str))
    if not isinstance(value, str):
        return ""
    return " ".join(UNSEEN.sub(" ", unescape(_MARKUP.sub("", value))).split())


def names(value: Value) -> list[str]:
    """Names in a list, in one text with commas, as keys, or in mappings with a ``name``; each once, none unfit."""
    found: dict[str, str] = {}
    for each in _names(value):
        name = _clean(each)
        if match_key(name) and len(name) <= _LONGEST_NAME:
            found.setdefault(match_key(name), name)
    return list(found.values())


def _names(value: Value) -> Iterable[str]:
    if isinstance(value, str):
        yield from re.split(r"[,;]", value.strip("[] "))
    elif isinstance(value, list):
        for each in value:
            yield from [each] if isinstance(each, str) else _names(each)
    elif isinstance(value, dict):
        named = [value[key] for key in ("name", "title", "label") if isinstance(value.get(key), str)]
        yield from [str(named[0])] if named else value


def _clean(name: str) -> str:
    text = one_line(name).strip("\"'")
    for fault in reversed(name_faults(text)):
        if not fault.is_warning:
            text = text.replace(text[fault.at], " ")
    text = " ".join(text.split())
    folder = text.partition("/")[0].strip().lower()
    return text.replace("/", " ") if folder in ("people", "companies", "topics", "stories", "pages") else text


def is_yes(value: Value) -> bool:
    """Whether a key such as ``draft`` or ``status`` says that the post isn't out."""
    return isinstance(value, str) and value.strip().lower() in _YES


def is_no(value: Value) -> bool:
    """Whether a key such as ``published`` says so."""
    return isinstance(value, str) and value.strip().lower() in _NO
