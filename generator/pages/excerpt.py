"""The sentence of a story that names somebody, in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from generator.archive.model import Entity, Ref, Text

LONGEST = 280  # characters of a sentence that a list shows

_HERE = "\x00"  # stands where the name does while the markup goes
_LINK = re.compile(r"!\[[^\[\]]*\]\([^()]*\)|\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_WIKI = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_MARKUP = re.compile(
    r"""</?[A-Za-z!][^<>]*> | \[\^[^\[\]\n]+\] | (?<=\S)\{[^{}]*\} | ^[ ]{0,3}(?:[>#]+|[-*+](?=\s)|\d+[.)](?=\s))[ ]?
    | (?<!\\)(?:\*{1,3}|`+|~~|==|\^\^|\b_{1,3}|_{1,3}\b)""",
    re.VERBOSE | re.MULTILINE,
)
_BACKSLASH = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_MARKED = re.compile(r"[<*_`~=^{>#]")  # whether there may be any
_LISTED = re.compile(r"^[ ]{0,3}[-+\d]", re.MULTILINE)
_STOP = re.compile(r"[.!?][”\"')\]]*\s")
_BEFORE = re.compile(r"\w+\Z")
# After these a full stop doesn't end a sentence, nor after an initial.
_SHORT = frozenset({"Mr", "Ms", "Mrs", "Dr", "St", "No", "Inc", "Ltd", "Co", "Jr", "Sr", "Prof", "Gen", "Sen", "Rep"})


def sentence_naming(text: Text, links: Mapping[str, Ref], entity: Entity) -> str:
    """The first sentence of a story's text that links to or names ``entity``; "" where only its front matter does.

    ``links`` are those of the text, resolved.
    """
    body = text.body
    at = _place(text, links, entity)
    if at < 0:
        return ""
    start = max(body.rfind("\n\n", 0, at), body.rfind("\n\r\n", 0, at), -1) + 1
    end = min((place for place in (body.find("\n\n", at), body.find("\n\r\n", at)) if place >= 0), default=len(body))
    paragraph = plain(f"{body[start:at]}{_HERE}{body[at:end]}")
    mark = paragraph.find(_HERE)
    if mark < 0:
        return ""
    first, close = 0, len(paragraph)
    for stop in _STOP.finditer(paragraph):
        if _ends(paragraph, stop.start()):
            if stop.start() > mark:
                close = stop.end()
                break
            first = stop.end()
    return _cut(paragraph[first:close], mark - first)


def _ends(paragraph: str, stop: int) -> bool:
    """Whether the sign at ``stop`` ends a sentence, and not an initial or a short form."""
    word = _BEFORE.search(paragraph, max(0, stop - 8), stop)
    return (
        paragraph[stop] != "." or word is None or not (word[0] in _SHORT or (len(word[0]) == 1 and word[0].isupper()))
    )


def _place(text: Text, links: Mapping[str, Ref], entity: Entity) -> int:
    """Where a story's text first links to or names somebody; -1 for nowhere."""
    for link in text.links:
        if links.get(link.target) == entity.ref:
            return link.start
    return min((place for name in entity.names if (place := text.body.find(name)) >= 0), default=-1)


_OTHER_BLOCK = re.compile(r"[#>|<!:`~=?]|[-*+] |\d+[.)] |\[\^|\{|---")  # how blocks that are no paragraph start


def opening(body: str) -> str:
    """The first paragraph of a text in plain words; "" where it starts with no paragraph in its first pages."""
    for block in re.split(r"\n[ \t\r]*\n", body[:6000]):
        if block.strip() and not block.startswith(("    ", "\t")) and not _OTHER_BLOCK.match(block.strip()):
            words = plain(block)
            if words:
                return words
    return ""


def plain(markdown: str) -> str:
    """Markdown of a paragraph as the words that a reader sees."""
    words = markdown
    if "[" in words:
        words = _WIKI.sub(lambda match: match[2] or match[1].rpartition("/")[2], words)
        if "[" in words:
            words = _LINK.sub(lambda match: match[1] or "", words)
    if _MARKED.search(words) or _LISTED.match(words) or ("\n" in words and _LISTED.search(words)):
        words = _MARKUP.sub("", words)
    if "\\" in words:
        words = _BACKSLASH.sub(r"\1", words)
    return " ".join(unescape(words).split())


def _cut(sentence: str, mark: int) -> str:
    """A sentence that is not too long, with the name in it and marks where words are left out."""
    words = sentence.replace(_HERE, "").strip()
    if len(words) <= LONGEST:
        return words
    start = max(0, min(mark - LONGEST // 3, len(words) - LONGEST))
    start = words.find(" ", start) + 1 if start else 0
    end = len(words) if start + LONGEST >= len(words) else max(words.rfind(" ", start, start + LONGEST), start + 1)
    return f"{'… ' if start else ''}{words[start:end]}{' …' if end < len(words) else ''}"
