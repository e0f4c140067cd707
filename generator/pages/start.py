"""The plain words that a story starts with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from generator.read.model import WikiLink

_SPACES = re.compile(r"\s+")
_NO_PARAGRAPH = re.compile(r"[#>|<!:`~=-]|[-*+] |\d+[.)] |\[\^|\{")  # how lines of other blocks start
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_PICTURE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_MARKS = re.compile(r"(?<!\\)(?:\*{1,3}|`+|~~|\b_{1,3}|_{1,3}\b)|(?<!\\)\[\^[^\[\]\n]+\]|(?<=\S)\{[^{}]*\}")
_MARKUP = re.compile(r"[<\[*`~_{\\&]")
_BACKSLASH = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")


def plain_start(body: str, links: Iterable[WikiLink], length: int = 300) -> str:
    """The first paragraph of a story's Markdown in plain words, cut at a word; "" where there is none."""
    for block in _BLANK_LINE.split(_linked(body, links, 20 * length)):
        paragraph = block.strip("\r\n")
        if paragraph.startswith(("    ", "\t")) or _NO_PARAGRAPH.match(paragraph.strip()):
            continue
        words = _plain(paragraph[: 4 * length])
        if words:
            return _cut(words, length)
    return ""


def _linked(body: str, links: Iterable[WikiLink], length: int) -> str:
    """How the text starts, with each ``[[link]]`` as the words it shows. ``links`` are in the text's order."""
    parts: list[str] = []
    done = 0
    for link in links:
        if link.start >= length:
            break
        parts += (body[done : link.start], link.label or link.target.rpartition("/")[2])
        done = link.end
    return "".join((*parts, body[done : max(done, length)]))


def _plain(markdown: str) -> str:
    if not _MARKUP.search(markdown):
        return _SPACES.sub(" ", markdown).strip()
    words = _PICTURE_OR_LINK.sub(r"\1", _TAG.sub("", markdown))
    words = _BACKSLASH.sub(r"\1", _MARKS.sub("", words))
    return _SPACES.sub(" ", unescape(words)).strip()


def _cut(words: str, length: int) -> str:
    if len(words) <= length:
        return words
    return words[:length].rpartition(" ")[0].rstrip(" ,;:–-") + " …"
