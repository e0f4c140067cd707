"""Where a Markdown text has code spans, HTML and links, and the text without what is code or no prose.

A masked text is as long as the text itself, with NUL for each character that was taken out: offsets
into one are offsets into the other. All of it takes time in line with the text's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.read.markdown_blocks import Span, fenced, indented, not_prose

MASK = "\0"
_CODE = frozenset({"pre", "code", "script", "style", "textarea"})
_NO_PROSE = _CODE | {"a", "blockquote", "button", "cite", "h1", "h2", "h3", "h4", "h5", "h6", "iframe", "kbd", "math"}
_NO_PROSE |= {"q", "samp", "svg", "title", "tt", "var"}
_TAG = re.compile(r"<!--|<(?P<name>/?[a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
# A run of backticks, or where the text of one paragraph, list item or heading ends.
_TICKS = re.compile(r"(?P<ticks>`+)|\n[ \t>]*(?:\n|\0|#|(?:[-*+]|[0-9]{1,9}[.)])[ \t])")
_BRACKETS = re.compile(r"\\.|!?\[|\]|\n[ \t]*\n", re.DOTALL)
# What Python-Markdown takes for a destination: anything with balanced brackets, and maybe a title in quotes after it.
_DESTINATION = re.compile(r"\((?P<inside>(?:[^()\\\n]|\\.|\n(?![ \t]*\n)|\((?:[^()\\\n]|\\.|\n(?![ \t]*\n))*\))*)\)")
_LABEL = re.compile(r"[ ]?\[(?P<label>[^\[\]\n]*)\]")
_DEFINITION = re.compile(r"^[ \t]*\[(?P<label>[^\[\]\n]+)\]:", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\0]+")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")


class InlineLink(NamedTuple):
    """``[text](destination)`` or ``![alt](destination)``; ``destination`` is None where a reference gives it."""

    whole: Span
    image: bool
    destination: Span | None


def without_code(text: str) -> str:
    """``text`` with its code, comments and HTML tags masked: what is left may hold ``[[links]]``."""
    text = _without_code(text)
    return masked(text, _html(text, _CODE))


def linkable(text: str) -> str:
    """``text`` with everything masked in which Markdown makes no link. It makes them inside ``<code>`` in a line."""
    text = _without_code(text)
    return masked(text, _html(text, _CODE - {"code"}))


def prose(text: str) -> str:
    """``text`` with only the running words left: no code, heading, quotation, link, picture, address or HTML."""
    text = _without_code(text)
    text = masked(text, _html(text, _NO_PROSE))
    references = _references(text)
    text = masked(text, not_prose(text))
    text = masked(text, (link.whole for link in inline_links(text, references)))
    if "://" in text or "www." in text:
        text = masked(text, (Span(*found.span()) for found in _ADDRESS.finditer(text)))
    if "{" in text:
        text = masked(text, (Span(*found.span()) for found in _ATTRIBUTES.finditer(text)))
    return text


def _without_code(text: str) -> str:
    text = masked(text, fenced(text))
    text = masked(text, indented(text))
    return masked(text, _code_spans(text))


def masked(text: str, spans: Iterable[Span]) -> str:
    """``text`` with NUL in place of each character in ``spans``, line ends apart. Spans come in order of start."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        if end > done:
            begin = max(start, done)
            parts.append(text[done:begin])
            parts.append("\n".join(MASK * len(line) for line in text[begin:end].split("\n")))
            done = end
    if not parts:
        return text
    parts.append(text[done:])
    return "".join(parts)


def inline_links(text: str, references: frozenset[str] = frozenset()) -> Iterator[InlineLink]:
    """Links and pictures in a text without code, outermost first. ``references``: labels that are defined."""
    if "](" not in text and not references:
        return
    found: list[InlineLink] = []
    opened: list[int] = []
    for bracket in _BRACKETS.finditer(text):
        sign = bracket.group()
        if sign in ("[", "!["):
            opened.append(bracket.start())
        elif sign == "]" and opened:
            start = opened.pop()
            link = _link(text, start, bracket.end(), references)
            if link:
                found.append(link)
        elif sign[0] == "\n":
            opened.clear()
    yield from sorted(found)


def _link(text: str, start: int, after: int, references: frozenset[str]) -> InlineLink | None:
    """The link whose text begins at ``start`` and whose closing bracket ends at ``after``."""
    image = text[start] == "!"
    following = text[after : after + 1]
    if following == "(":
        match = _DESTINATION.match(text, after)
        if match:
            return InlineLink(Span(start, match.end()), image, _trimmed(text, *match.span("inside")))
    if references:
        match = _LABEL.match(text, after)
        own = text[start + 1 + image : after - 1]
        if match and _key(match["label"] or own) in references:
            return InlineLink(Span(start, match.end()), image, None)
        if len(own) < 1_000 and _key(own) in references:
            return InlineLink(Span(start, after), image, None)
    return None


def _trimmed(text: str, start: int, end: int) -> Span:
    """What stands in a link's round brackets, without a title and the spaces around it."""
    inside = text[start:end].rstrip()
    if inside.endswith(("'", '"')):
        title = inside.rfind(inside[-1], 0, -1)
        if title > 0 and inside[title - 1].isspace():
            inside = inside[:title].rstrip()
    return Span(start + len(inside) - len(inside.lstrip()), start + len(inside))


def _references(text: str) -> frozenset[str]:
    if "]:" not in text:
        return frozenset()
    return frozenset(_key(found["label"]) for found in _DEFINITION.finditer(text) if found["label"][0] != "^")


def _key(label: str) -> str:
    return " ".join(label.lower().split())


def _code_spans(text: str) -> Iterator[Span]:
    """Runs of backticks, each with the next run of the same length in the same paragraph."""
    if "`" not in text:
        return
    runs: list[Span] = []
    for found in _TICKS.finditer(text):
        if found["ticks"]:
            runs.append(Span(*found.span()))
        elif runs:
            yield from _paired(text, runs)
            runs = []
    yield from _paired(text, runs)


def _paired(text: str, runs: list[Span]) -> Iterator[Span]:
    following: list[int | None] = [None] * len(runs)
    last: dict[int, int] = {}
    for number in range(len(runs) - 1, -1, -1):
        length = runs[number].end - runs[number].start
        following[number] = last.get(length)
        last[length] = number
    number = 0
    while number < len(runs):
        start = runs[number].start
        pair = following[number]
        if pair is None or text[start - 1 : start] == "\\":
            number += 1
            continue
        yield Span(start, runs[pair].end)
        number = pair + 1


def _html(text: str, elements: frozenset[str]) -> Iterator[Span]:
    """Tags and comments; of ``elements``, everything between their tags as well."""
    if "<" not in text:
        return
    lower = text.lower()
    never_closed: set[str] = set()
    place = 0
    while tag := _TAG.search(text, place):
        name = (tag["name"] or "!--").lower()
        end = tag.end()
        closing = "-->" if name == "!--" else f"</{name}"
        if (name in elements or name == "!--") and name not in never_closed:
            close = lower.find(closing, end)
            if close < 0:
                never_closed.add(name)
            else:
                bracket = lower.find(">", close)
                end = bracket + 1 if bracket >= 0 else len(text)
        yield Span(tag.start(), end)
        place = end
