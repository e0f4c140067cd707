"""Texts that are more than text: whole numbers, web addresses, slugs, picture paths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from generator.values.hygiene import slug_faults

YES_NO: Mapping[str, bool] = MappingProxyType({"yes": True, "true": True, "no": False, "false": False})

_SPACE = re.compile(r"[ \t\n\r]+")
_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:[,_][0-9]{3}){1,2}")
_WEB = re.compile(r"https?://[^\s<>\"'`\\^{}|/?#]+(?:[/?#][^\s<>\"`\\^{}|]*)?", re.IGNORECASE)
_YEAR = re.compile(r"[0-9]{4}/")


def one_line(text: str) -> str:
    """``text`` with every run of spaces and line ends as one space. Spaces that don't break stay what they are."""
    if "\n" in text or "  " in text or "\t" in text:
        text = _SPACE.sub(" ", text)
    return text.strip()


def whole_number(text: str) -> int | None:
    """``12``, ``1,200`` or ``1_200``; None for anything else, and for more than nine digits."""
    text = text.strip()
    return int(text.replace(",", "").replace("_", "")) if _NUMBER.fullmatch(text) else None


def is_web_address(text: str) -> bool:
    """Whether ``text`` is an http or https address in full, and so safe to link to."""
    return len(text) <= 4_000 and bool(_WEB.fullmatch(text))


def matches(pattern: str, text: str) -> bool:
    """Whether the whole of ``text`` is formed like ``pattern``."""
    return bool(re.fullmatch(pattern, text))


def slug(text: str, *, with_year: bool) -> tuple[str, tuple[str, ...]]:
    """A slug in Unicode form NFC, and why it can't be one. ``with_year``: a year and a slash may stand before it."""
    written = unicodedata.normalize("NFC", text.strip())
    last = _YEAR.sub("", written, count=1) if with_year else written
    return written, slug_faults(last)


def picture_path(text: str) -> str | None:
    """A path below content/images with forward slashes; None for one that leads anywhere else."""
    path = text.strip()
    parts = path.split("/")
    if "\\" in path or ":" in path or any(part in ("", ".", "..") or part.startswith(".") for part in parts):
        return None
    return path
