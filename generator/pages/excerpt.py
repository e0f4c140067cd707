"""The sentence of a story that names somebody, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.archive.model import Entity, Ref, Text
from generator.pages.literal import HIDDEN_BLOCK, SIGN, hidden, without_code, without_fences
from generator.pages.plain import APART, definitions, parted, words_of
from generator.read.model import WikiLink

LONGEST = 280  # characters of a sentence that a list shows

_HERE = "\x00"  # stands where the name does while the markup goes
_STOP = re.compile(r"[.!?][”\"')\]]*\s")
_BARE_LINK = re.compile(r"\[\[([^\[\]|\n]+)\]\]")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_BEFORE = re.compile(r"\w+\Z")
# After these a full stop doesn't end a sentence, nor after an initial.
_SHORT = frozenset({"Mr", "Ms", "Mrs", "Dr", "St", "No", "Inc", "Ltd", "Co", "Jr", "Sr", "Prof", "Gen", "Sen", "Rep"})


def sentence_naming(text: Text, links: Mapping[str, Ref], entity: Entity) -> str:
    """The first sentence of a story's text that links to or names ``entity``; "" where only its front matter does.

    ``links`` are those of the text, resolved.
    """
    body = without_fences(text.body)
    at = _place(body, text.links, links, entity)
    if at < 0:
        return ""
    start = max(body.rfind("\n\n", 0, at), body.rfind("\n\r\n", 0, at), -1) + 1
    end = min((place for place in (body.find("\n\n", at), body.find("\n\r\n", at)) if place >= 0), default=len(body))
    words = _words(f"{body[start:at]}{_HERE}{_named(body[at:end], links, entity)}", body)
    mark = words.find(_HERE)
    if mark < 0:
        return ""
    close = words.find(APART, mark)
    paragraph = " ".join(words[words.rfind(APART, 0, mark) + 1 : close if close >= 0 else len(words)].split())
    mark = paragraph.find(_HERE)
    first, close = 0, len(paragraph)
    for stop in _STOP.finditer(paragraph):
        if _ends(paragraph, stop.start()):
            if stop.start() > mark:
                close = stop.end()
                break
            first = stop.end()
    return _cut(paragraph[first:close], mark - first)


def _named(words: str, links: Mapping[str, Ref], entity: Entity) -> str:
    """Words that begin with somebody's link, with their name in it, where it has no words but their slug."""
    link = _BARE_LINK.match(words)
    if link and links.get(link[1]) == entity.ref and words_of(link[1]) != link[1]:
        return f"{SIGN}{hidden(entity.name)}{words[link.end() :]}"
    return words


def _ends(paragraph: str, stop: int) -> bool:
    """Whether the sign at ``stop`` ends a sentence, and not an initial or a short form."""
    word = _BEFORE.search(paragraph, max(0, stop - 8), stop)
    return (
        paragraph[stop] != "." or word is None or not (word[0] in _SHORT or (len(word[0]) == 1 and word[0].isupper()))
    )


def _place(body: str, written: Iterable[WikiLink], links: Mapping[str, Ref], entity: Entity) -> int:
    """Where a story's text first links to or names somebody; -1 for nowhere."""
    for link in written:
        if links.get(link.target) == entity.ref:
            return link.start
    return min((place for name in entity.names if (place := body.find(name)) >= 0), default=-1)


# How blocks that are no paragraph start, and what only they have.
_OTHER_BLOCK = re.compile(
    rf"[#>|!:=?]|<(?!https?://|[^<>\s]+@)|~~~|[-*+] |\d+[.)] |\[\^|\{{|---|{HIDDEN_BLOCK}"
    r"|[^\n]*\n(?:=+|-+|:[ \t][^\n]*|[ >]*(?=[-:| ]*\|)[ |]*:?-[-:| ]*)[ \t\r]*(?:\n|\Z)"
)


def opening(body: str) -> str:
    """The first paragraph of a text in plain words; "" where it starts with no paragraph in its first pages."""
    start = without_code(body[:6000])
    for block in _BLANK_LINE.split(start):
        if block.strip() and not block.startswith(("    ", "\t")) and not _OTHER_BLOCK.match(block.strip()):
            words = " ".join(_words(block, body).replace(APART, " ").split())
            if words:
                return words
    return ""


def _words(paragraph: str, body: str) -> str:
    """The words of a paragraph of a text, with what keeps them apart."""
    words = parted(paragraph)
    if "[" in words and "]:" in body:  # a link whose destination stands elsewhere, perhaps
        words = parted(f"{paragraph}\n{definitions(body)}")
    return words


def _cut(sentence: str, mark: int) -> str:
    """A sentence that is not too long, with the name in it and marks where words are left out."""
    words = sentence.replace(_HERE, "").strip()
    if len(words) <= LONGEST:
        return words
    start = max(0, min(mark - LONGEST // 3, len(words) - LONGEST))
    start = words.find(" ", start) + 1 if start else 0
    end = len(words) if start + LONGEST >= len(words) else max(words.rfind(" ", start, start + LONGEST), start + 1)
    return f"{'… ' if start else ''}{words[start:end]}{' …' if end < len(words) else ''}"
