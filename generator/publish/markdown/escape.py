"""The one place where text becomes Markdown, HTML or YAML that says the same text and nothing more.

Names, titles and quotations are data: `*`, `[[`, `<script>` or `:smile:` in one of them is shown as it
was written. Python-Markdown honours a backslash before some signs only, and every extension adds
its own; a character reference (`&#42;`) is understood everywhere and by every Markdown, so each sign
that could mean something, where it could mean something, becomes one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape as escape_html
from urllib.parse import quote, urlsplit

from generator.publish.markdown.direction import held


class Md(str):
    """Markdown that is ready for a page: written by a template, or made by this module."""

    __slots__ = ()

    def __html__(self) -> str:
        """Itself: what Jinja asks of a text before it would escape it."""
        return self


# Signs that start something wherever they stand, then those that do so only beside others: an emoji's or
# an address's colon, `//`, fractions, `c/o`, `(c)` and `www.`.
_SIGN = re.compile(
    r"""[\\`*_{}\[\]<>&~^=|$\#+@]
    | : (?=\S) | (?<=/) / | (?<=\d) / (?=\d) | (?<=c) / (?=o)
    | \( (?=(?:c|r|tm)\)) | (?<=www) \.""",
    re.VERBOSE | re.IGNORECASE,
)
# What would start a list, a definition or a block of an extension at the head of a line: the last sign of it.
_HEAD = re.compile(r"[-:!?/;] | \d{1,9}[.)](?=\s|$)", re.VERBOSE)
_ODD = re.compile(r"[\\`*_{}\[\]<>&~^=|$#+@:/(]")
_ODD_HEADS = frozenset(" -!?;0123456789")


def _is_plain(value: str) -> bool:
    """Whether a text has nothing of what this module is for: nearly every text, which is let through at once."""
    return (
        value.isprintable()
        and not _ODD.search(value)
        and "  " not in value
        and not ("." in value and "www." in value.lower())
        and value[:1] not in _ODD_HEADS
        and value[-1:] != " "
    )


_NAMED: Mapping[str, str] = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def reference(sign: str) -> Md:
    """A sign as a character reference: what it stands for, and no markup."""
    return Md(_NAMED.get(sign) or f"&#{ord(sign)};")


def _reference(match: re.Match[str]) -> str:
    return reference(match[0])


def one_line(value: str) -> str:
    """The text on one line: runs of white space are one space, controls are gone, both ends are bare."""
    if value.isprintable() and "  " not in value and value[:1] != " " and value[-1:] != " ":
        return value  # nearly every text
    return _SPACES.sub(" ", _CONTROLS.sub("", value)).strip()


@lru_cache(maxsize=1 << 14)  # days, names and roles stand on page after page
def text(value: str) -> Md:
    """Text as inline Markdown that reads as the same text, at the head of a line too, and in a table."""
    value = held(value)
    if _is_plain(value):
        return Md(value)
    line = one_line(value)
    head = _HEAD.match(line)
    if head is None:
        return Md(_SIGN.sub(_reference, line))
    end = head.end()
    return Md(f"{line[: end - 1]}{reference(line[end - 1])}{_SIGN.sub(_reference, line[end:])}")


def inner(words: str) -> Md:
    """Text that stands between other words: as :func:`text`, with the white space at its ends."""
    if _is_plain(words.strip(" ")):
        return Md(words)
    line = _SPACES.sub(" ", _CONTROLS.sub("", words))
    return Md(_SIGN.sub(_reference, line))


def html(value: str) -> Md:
    """Text for an HTML element or a quoted attribute, and for a template of the theme that escapes nothing."""
    if _BARE.fullmatch(value):
        return Md(value)
    return Md(escape_html(one_line(value), quote=True))


_BARE = re.compile(
    r"[!#-%(-;=?-~]+(?: [!#-%(-;=?-~]+)*"
)  # ASCII that HTML has no other use for, one space at a time between


_SCHEMES = ("http", "https", "mailto")
_MARKDOWN_KEPT = "-._~:/?#@!$&,;=+%"


def url(value: str) -> str:
    """An address on the web, percent-encoded so that Markdown takes all of it; "" for one that can't be linked.

    Only http, https and mailto can: whatever else an editor wrote is shown as text.
    """
    bare = _CONTROLS.sub("", value).strip()
    try:
        parts = urlsplit(bare)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.scheme.lower() == "mailto"):
        return ""
    return quote(bare, safe=_MARKDOWN_KEPT).replace("&", "&amp;")


def link(label: Md, target: str) -> Md:
    """A Markdown link. ``target`` is encoded already: a relative path, or what :func:`url` gave."""
    return Md(f"[{label}]({target})")


def yaml(value: object) -> Md:
    """A value as JSON that YAML reads the same: front matter that text cannot break out of.

    Strings must be HTML-escaped before where a theme prints them raw.
    """
    if isinstance(value, str) and _PRINTED.fullmatch(value):
        return Md(f'"{value}"')
    return Md(_UNPRINTED.sub(_escaped, json.dumps(value, ensure_ascii=False)))


# PyYAML refuses these, or takes them for the end of a line.
_UNPRINTED = re.compile(r"[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


_PRINTED = re.compile(r"[ !#-\[\]-~]*")  # ASCII that JSON writes as it is


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


_TICKS = re.compile(r"`+")


def fence(lines: str, language: str = "", *, beside: str = "") -> Md:
    """Text as a fenced block of code. ``language`` is a template's word, never an editor's.

    The fence is longer than any in the text, and than any in the text ``beside`` it: what is left open there
    is not closed here.
    """
    longest = max((len(ticks) for text in (lines, beside) for ticks in _TICKS.findall(text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return Md(f"{ticks}{language}\n{_CONTROLS.sub('', lines)}\n{ticks}")
