"""Where a Markdown text has blocks of code, headings, quotations: enough of its structure to leave those alone.

What counts is what Python-Markdown with the extensions of Material makes of a text: content of list
items, admonitions and tabs is indented by four, fences are SuperFences', and a fence that nothing
closes is no fence. Everything here takes time in line with the text's length, whatever is in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

# After the signs of a fence SuperFences takes a language, and then attributes or options that it knows; with any other
# words behind them the line opens nothing.
_LANGUAGE = r"(?:[ \t]*\.?[\w#.+-]+(?=[ \t]|$))?"
_LINES = r"\d+(?:-\d+)?(?:[ \t]+\d+(?:-\d+)?)*"
_OPTION = rf"""(?:title(?:_mode)?(?:=(?:"[^"\n]*"|'[^'\n]*'))?|hl_lines=(?:"{_LINES}"|'{_LINES}')"""
_OPTION += r"""|linenums=(?:"\d[^"\n]*"|'\d[^'\n]*'))(?=[ \t]|$)"""
FENCE_LINE = rf"(?P<fence>`{{3,}}|~{{3,}})(?P<info>{_LANGUAGE}(?:[ \t]*\{{[^\n]*\}}|(?:[ \t]*{_OPTION})*)[ \t]*)$"
_FENCE = re.compile(rf"^[ \t>]*{FENCE_LINE}", re.MULTILINE)
# A line that opens a container, whose content is indented by four: a list item, an admonition, a tab, a footnote.
_CONTAINER = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]|(?:!!!|\?\?\?\+?|===|///)[ \t!+]|\[\^[^\]\n]+\]:|:[ \t]")
_MARKER = r"(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+){0,8}"
_NOT_PROSE = re.compile(
    rf"^(?P<indent>[ \t]*){_MARKER}(?:(?P<quote>>)|(?P<heading>#)|(?P<underline>=+|-+)[ \t]*$"
    r"|(?P<opener>!!!|\?\?\?\+?|===|///)[ \t!+](?P<quotation>[ \t]*(?:quote|cite)\b)?"
    r"|(?P<definition>\[[^\[\]\n]+\]:|\*\[)).*$",
    re.MULTILINE,
)
_FOOTNOTE = re.compile(r"[ \t]*\[\^")


class Span(NamedTuple):
    """A stretch of text, ``end`` excluded."""

    start: int
    end: int


def fenced(text: str) -> Iterator[Span]:
    """Fenced blocks of code, from the opening fence's line to the closing one's."""
    if "```" not in text and "~~~" not in text:
        return
    fences = list(_FENCE.finditer(text))
    closing: dict[str, list[int]] = {}
    for number, fence in enumerate(fences):
        if not fence["info"].strip():
            closing.setdefault(fence["fence"], []).append(number)
    number = 0
    while number < len(fences):
        numbers = closing.get(fences[number]["fence"], [])
        following = bisect_right(numbers, number)
        if following == len(numbers):
            number += 1
            continue
        last = numbers[following]
        yield Span(fences[number].start(), fences[last].end())
        number = last + 1


def indented(text: str) -> Iterator[Span]:
    """Lines of indented code: after a blank line, four spaces further in than the list items and tabs around them."""
    if "    " not in text and "\t" not in text:
        return
    level = 0  # how many containers are open
    after_blank = True
    start = 0
    for line in text.split("\n"):
        content = line.lstrip(" \t")
        if not content:
            after_blank = True
        else:
            indent = len(line[: len(line) - len(content)].expandtabs(4))
            if after_blank and indent >= 4 * (level + 1) and "\0" not in line:
                yield Span(start, start + len(line))  # and the next line may be code as well: still "after a blank"
            else:
                if _CONTAINER.match(content):
                    level = indent // 4 + 1
                elif after_blank:
                    level = min(level, indent // 4)
                after_blank = False
        start += len(line) + 1


def not_prose(text: str) -> Iterator[Span]:
    """Headings, block quotations, definitions of links and abbreviations, titles of admonitions and tabs."""
    done = 0  # what was yielded reaches to here; to look on from each of its lines would take too long
    for found in _NOT_PROSE.finditer(text):
        start, end = found.span()
        if start < done:
            continue
        if found["quote"]:
            done = _blank_line_after(text, end)
            yield Span(start, done)
        elif found["underline"]:
            before = text.rfind("\n", 0, max(0, start - 1)) + 1
            if text[before : max(0, start - 1)].strip():
                yield Span(before, end)
        elif found["quotation"]:
            done = _dedent_after(text, end, len(found["indent"]))
            yield Span(start, done)
        elif not (found["definition"] and _FOOTNOTE.match(text, start)):
            yield Span(start, end)


def _blank_line_after(text: str, place: int) -> int:
    """Where the paragraph at ``place`` ends: a quotation goes on to there, with or without more ``>``."""
    blank = re.compile(r"\n[ \t]*(?:\n|$)").search(text, place)
    return blank.start() if blank else len(text)


def _dedent_after(text: str, place: int, indent: int) -> int:
    """Where the lines that are indented further than ``indent`` end."""
    dedent = re.compile(rf"\n[ \t]{{0,{indent + 1}}}[^ \t\n]").search(text, place)
    return dedent.start() if dedent else len(text)
