"""An editor's text as part of a page: its links rewritten, and nothing of it running on into what follows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from generator.archive.model import Ref
from generator.pages.prose import Prose, ProseLink, ProseTarget
from generator.publish.escape import Md, text
from generator.read.markdown_blocks import fenced
from generator.read.markdown_inline import masked, without_code

_HIDDEN = "\x01"  # stands for "<" while code is found, so that tags aren't taken for what they hold
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])(?:[^\"'<>]|\"[^\"<]*\"|'[^'<]*')*>")
_ADDRESS = re.compile(r"<[^\s<>]+[:@][^\s<>]*>")
_COMMENT = re.compile(r"<!--(?:[^-<]|-(?!->)|<(?!!--))*-->")
_OPEN_FENCE = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*(?P<fence>`{3,}|~{3,})", re.MULTILINE)
_BLOCK = re.compile(r"^[ ]{0,3}(?P<marks>/{3,})[ \t]*(?P<name>[\w-]*)", re.MULTILINE)
_SNIPPET = re.compile(r"-(?=-*8<-)")
_FOOTNOTE = re.compile(r"^[ ]{0,3}\[\^[^\]\n]+\]:", re.MULTILINE)
_NEVER_CLOSED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_NOT_TO_OPEN = frozenset({"plaintext"})  # nothing can close it


class Edit(NamedTuple):
    """Characters ``start`` to ``end`` of a text, and the Markdown in their place."""

    start: int
    end: int
    markdown: str


def rendered(prose: Prose, link: Callable[[Ref, Md], Md], file: Callable[[str], str]) -> Md:
    """The text as Markdown for a page. ``link`` makes a link to a page, ``file`` the relative way to a file."""
    edits = [_edit(each, link, file) for each in prose.edits]
    edits += _fences(prose.text)
    tail = ""
    if "<" in prose.text or "///" in prose.text or "8<" in prose.text:
        visible = without_code(prose.text.replace("<", _HIDDEN)).replace(_HIDDEN, "<")
        tags = _Tags(visible)
        edits += tags.edits
        edits += [Edit(found.start(), found.end(), "&#45;") for found in _SNIPPET.finditer(visible)]
        tail = tags.closing + _blocks(visible)
    return Md(_applied(prose.text, edits).strip("\r\n") + tail)


def has_footnotes(prose: Prose) -> bool:
    """Whether a text has footnotes, which belong below it and not at the end of the page."""
    return "[^" in prose.text and _FOOTNOTE.search(prose.text) is not None


def _edit(each: ProseLink | ProseTarget, link: Callable[[Ref, Md], Md], file: Callable[[str], str]) -> Edit:
    if isinstance(each, ProseLink):
        label = text(each.label)
        return Edit(each.start, each.end, link(each.ref, label) if each.ref else label)
    return Edit(each.start, each.end, file(each.path) + each.rest)


def _applied(body: str, edits: Iterable[Edit]) -> str:
    """The text with each edit made; one that begins inside an earlier one is left out."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits):
        if edit.start >= done:
            parts += (body[done : edit.start], edit.markdown)
            done = edit.end
    return "".join((*parts, body[done:]))


def _fences(body: str) -> Iterator[Edit]:
    """A fence that nothing closes: its first sign as a character reference, so that no later fence closes it."""
    if "```" not in body and "~~~" not in body:
        return
    for found in _OPEN_FENCE.finditer(masked(body, fenced(body))):
        at = found.start("fence")
        yield Edit(at, at + 1, f"&#{ord(body[at])};")


class _Tags:
    """The raw HTML of a text: what would be read past the text's end, and what closes what is left open."""

    def __init__(self, visible: str) -> None:
        self.edits: list[Edit] = []
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()
        place = visible.find("<")
        while place >= 0:
            place = visible.find("<", self._read(visible, place))

    @property
    def closing(self) -> str:
        """The end tags that the text lacks, each on its own line."""
        return "".join(f"\n\n</{name}>" for name in reversed(self._open))

    def _read(self, visible: str, place: int) -> int:
        """Take note of what begins at ``place``; where to look on."""
        tag = _TAG.match(visible, place)
        if tag and tag["name"].lower() not in _NOT_TO_OPEN:
            self._note(tag["name"].lower(), bool(tag["end"]))
            return tag.end()
        other = _COMMENT.match(visible, place) or _ADDRESS.match(visible, place)
        if other:
            return other.end()
        if visible[place + 1 : place + 2] in _STARTS:
            self.edits.append(Edit(place, place + 1, "&lt;"))
        return place + 1

    def _note(self, name: str, ends: bool) -> None:
        if not ends:
            if name not in _NEVER_CLOSED:
                self._open.append(name)
                self._counts[name] += 1
            return
        while self._counts[name]:
            last = self._open.pop()
            self._counts[last] -= 1
            if last == name:
                return


_STARTS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/!?")


def _blocks(visible: str) -> str:
    """What closes the ``/// name`` blocks that a text leaves open."""
    opened: list[str] = []
    for found in _BLOCK.finditer(visible):
        marks = found["marks"]
        if found["name"]:
            opened.append(marks)
        elif marks in opened:
            while opened.pop() != marks:
                pass
    return "".join(f"\n\n{marks}" for marks in reversed(opened))
