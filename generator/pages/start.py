"""The plain words that a story starts with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.pages.excerpt import opening
from generator.pages.plain import words_of
from generator.read.model import WikiLink

_PICTURE = re.compile(r"(?<!^)!(\[[^\[\]]*\][(\[])", re.MULTILINE)  # in a line, where its words stand for it


def plain_start(body: str, links: Iterable[WikiLink], length: int = 300) -> str:
    """The first paragraph of a story's Markdown in plain words, cut at a word; "" where there is none."""
    start = _linked(body, links, 20 * length)
    return _cut(opening(_PICTURE.sub(r"\1", start) if "![" in start else start), length)


def _linked(body: str, links: Iterable[WikiLink], length: int) -> str:
    """How the text starts, with each ``[[link]]`` as the words it shows. ``links`` are in the text's order."""
    parts: list[str] = []
    done = 0
    for link in links:
        if link.start >= length:
            break
        parts += (body[done : link.start], link.label or words_of(link.target))
        done = link.end
    return "".join((*parts, body[done : max(done, length)]))


def _cut(words: str, length: int) -> str:
    if len(words) <= length:
        return words
    return words[:length].rpartition(" ")[0].rstrip(" ,;:–-") + " …"
