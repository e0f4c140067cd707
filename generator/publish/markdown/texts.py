"""An editor's text as part of a page: its links rewritten, and nothing of it running on into what follows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from generator.archive.model import Ref
from generator.pages.prose import Prose, ProseLink, ProseTarget
from generator.publish.markdown.escape import Md, reference, text
from generator.read.markdown_blocks import FENCE_LINE, Span, fenced
from generator.read.markdown_inline import masked, without_code

_HIDDEN = "\x01"  # stands for "<" while code is found, so that tags aren't taken for what they hold
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])(?:[^\"'<>]|\"[^\"<]*\"|'[^'<]*')*>")
_ADDRESS = re.compile(r"<[^\s<>]+[:@][^\s<>]*>")
_COMMENT = re.compile(r"<!--(?:[^-<]|-(?!->)|<(?!!--))*-->")
_OPEN_FENCE = re.compile(rf"^[ \t>]*(?:[-*+]|\d{{1,9}}[.)])?[ \t]*{FENCE_LINE}", re.MULTILINE)
_BLOCK = re.compile(r"^[ ]{0,3}(?P<marks>/{3,})[ \t]*(?P<name>[\w-]*)", re.MULTILINE)
_SNIPPET = re.compile(r"-(?=-*8<-)")
_FOOTNOTE = re.compile(r"^[ ]{0,3}\[\^[^\]\n]+\]:", re.MULTILINE)
_NEVER_CLOSED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
# All that follows one of these is taken for what it holds, up to its end tag, or for good: shown as text instead.
# So are those that other end tags don't close (HTML, 13.2.4.2, "in scope"): what follows would be in them unseen.
_NOT_TO_OPEN = frozenset(
    [
        *("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp"),
        *("applet", "frameset", "marquee", "math", "object", "option", "select", "template"),
    ]
)
# What begins a block of raw HTML in Python-Markdown.
_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "canvas", "center", "colgroup", "dd", "details", "div"),
        *(
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "group",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
        ),
        *("header", "hgroup", "hr", "html", "iframe", "legend", "li", "main", "map", "math", "menu", "nav", "noscript"),
        *("object", "ol", "option", "output", "p", "pre", "progress", "script", "section", "style", "summary", "table"),
        *("tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "video"),
    ]
)
_HEADS_LINE = re.compile(r"(?:\A|\n) {0,3}\Z")


class Edit(NamedTuple):
    """Characters ``start`` to ``end`` of a text, and the Markdown in their place."""

    start: int
    end: int
    markdown: str


def rendered(prose: Prose, link: Callable[[Ref, Md], Md], file: Callable[[str], str]) -> Md:
    """The text as Markdown for a page. ``link`` makes a link to a page, ``file`` the relative way to a file."""
    edits = [_edit(each, link, file) for each in prose.edits]
    fences = list(_fences(prose.text))
    edits += fences
    tail = ""
    if "<" in prose.text or "///" in prose.text or "8<" in prose.text:
        read = masked(prose.text, (Span(each.start, each.end) for each in fences))  # as Markdown will read it
        visible = without_code(read.replace("<", _HIDDEN)).replace(_HIDDEN, "<")
        tags = _Tags(masked(read, fenced(read)), visible)
        edits += tags.edits
        edits += [Edit(found.start(), found.end(), reference("-")) for found in _SNIPPET.finditer(visible)]
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
        yield Edit(at, at + 1, reference(body[at]))


class _Level:
    """A block that is open, and the elements that are open in it and make no block: no end tag of theirs leaves it."""

    def __init__(self, block: str, *, raw: bool = False) -> None:
        """``raw`` where Python-Markdown leaves all that is in it as it is, code or not."""
        self.block = block
        self.raw = raw
        self.inline: list[str] = []
        self._counts: Counter[str] = Counter()

    def note(self, name: str, ends: bool) -> None:
        """Take note of a tag."""
        if not ends:
            self.inline.append(name)
            self._counts[name] += 1
        while ends and self._counts[name]:
            last = self.inline.pop()
            self._counts[last] -= 1
            ends = last != name


class _Tags:
    """The raw HTML of a text: what would be read past the text's end, and what closes what is left open.

    ``text`` is without fenced code, ``visible`` without any code. Python-Markdown looks for blocks of raw HTML
    before it looks for code between backticks: at the head of a line and inside such a block, tags count.
    """

    def __init__(self, text: str, visible: str) -> None:
        self.edits: list[Edit] = []
        self._levels = [_Level("")]  # the text itself, and the blocks that are open in it
        # By whether they are raw: an end tag that is raw leaves no block that isn't, and the other way round.
        self._blocks: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._tail = 0  # what stands behind a block, on the line where it ends
        place = text.find("<")
        while place >= 0:
            raw = self._is_raw(text, place)
            is_code = visible[place] != "<" and not raw
            place = text.find("<", place + 1 if is_code else self._read(text, place, raw=raw))

    @property
    def closing(self) -> str:
        """The end tags that the text lacks, each on its own line."""
        opened = (name for level in self._levels for name in (level.block, *level.inline) if name)
        return "".join(f"\n\n</{name}>" for name in reversed(tuple(opened)))

    def _is_raw(self, text: str, place: int) -> bool:
        """Whether Python-Markdown takes what is at ``place`` for HTML, backticks or not."""
        if self._levels[-1].raw or place < self._tail:
            return True
        return _HEADS_LINE.search(text, max(0, place - 4), place) is not None

    def _read(self, text: str, place: int, *, raw: bool) -> int:
        """Take note of what begins at ``place``; where to look on."""
        tag = _TAG.match(text, place)
        if tag and tag["name"].lower() not in _NOT_TO_OPEN:
            name, within = tag["name"].lower(), self._levels[-1].raw
            self._note(name, bool(tag["end"]), raw=raw)
            if within or (raw and name == "hr"):
                self._look_behind(text, tag.end())
            return tag.end()
        comment = _COMMENT.match(text, place)
        if comment:
            if raw:
                self._look_behind(text, comment.end())
            return comment.end()
        address = _ADDRESS.match(text, place)
        if address:
            return address.end()
        if text[place + 1 : place + 2] in _STARTS:
            self.edits.append(Edit(place, place + 1, reference("<")))
        return place + 1

    def _look_behind(self, text: str, place: int) -> None:
        """Where a block is over, Python-Markdown takes what else begins on its last line for blocks as well."""
        if not self._levels[-1].raw:
            end = text.find("\n", place)
            self._tail = end if end >= 0 else len(text)

    def _note(self, name: str, ends: bool, *, raw: bool) -> None:
        if name in _NEVER_CLOSED:
            return
        if name not in _BLOCKS:
            self._levels[-1].note(name, ends)
            return
        opened = self._blocks[self._levels[-1].raw if ends else raw]
        if not ends:
            self._levels.append(_Level(name, raw=raw))
            opened[name] += 1
        while ends and opened[name]:
            last = self._levels.pop().block
            opened[last] -= 1
            ends = last != name


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
