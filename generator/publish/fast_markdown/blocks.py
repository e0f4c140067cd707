"""Blocks of the known kind → HTML: headings, paragraphs, flat lists, quotations, tables, BibTeX."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from itertools import count
from typing import NamedTuple

from msgspec import Struct

from generator.publish.fast_markdown.bibtex import highlighted
from generator.publish.fast_markdown.drawings import places
from generator.publish.fast_markdown.inline import Resolve, inline


class Heading(NamedTuple):
    """One heading: its level, its id, its text as a table of contents prints it."""

    level: int
    id: str
    title: str


class Quick(Struct, frozen=True):
    """What the quick way made of a text."""

    html: str
    headings: tuple[Heading, ...]
    places: frozenset[str]  # ids that something on the page has


# Nothing of this stands in a page of the known kind: controls, no characters, white space that means something.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_INDENTED = re.compile(r"\n[ ](?! [a-z]+ = \{)")
_HEADING = re.compile(r"(#{1,6}) ([^\s#{}][^{}\n#]*?)(?: \{ #([a-z0-9][a-z0-9-]*) \})?")
_ANCHOR = re.compile(r'<a href="[^"]*">|</a>')
_CLASSED = re.compile(r"\{: \.([a-z]+(?:-[a-z]+)*) \}")
# Line starts of a paragraph: words, quotation marks, brackets of links, emphasis.
_START = re.compile(r"[^\W_]|[“”‘’\"'(—–…«»€£\u2068]|\[|\*\*?(?=[^\s*])|&#|&(?=amp|lt|gt)|`(?!``)")
_NUMBERED = re.compile(r"\d{1,9}[.)](?:\s|$)")
_RULER = re.compile(r"\|(?: --- \|)+")
_NO_SLUG = re.compile(r"[^\w\s-]")
_BETWEEN = re.compile(r"[-\s]+")
# A drawing of ours: one line, no links, every element closed.
_DRAWING = re.compile(r'<figure class="drawn[a-z -]*"><svg[ >][^\n]*</figure>')
_TAG = re.compile(r'<(/?)([a-z]+[1-6]?)(?: [a-zA-Z][a-zA-Z0-9-]*="[^"<>]*")*>')
_ID = re.compile(r' id="([^"]*)"')
_LOOKS_LIKE_COUNT = re.compile(r".*_[0-9]+")


class Page:
    """Renders one page."""

    def __init__(self, resolve: Resolve, permalink: str, clean: Callable[[str], str]) -> None:
        """``permalink`` is the title of the link beside each heading; ``clean`` makes raw HTML safe."""
        self._resolve = resolve
        self._clean = clean
        self._drawn: set[str] = set()
        self._ids: set[str] = set()  # of headings, those that are given in the text first, wherever they stand
        self._permalink = escape(permalink, quote=True)

    def render(self, text: str) -> Quick | None:
        """The page, or None where the text has anything that isn't known."""
        text = text.strip("\n")
        if not text or _is_odd(text):
            return None
        headings: list[Heading] = []
        out: list[str] = []
        blocks = text.split("\n\n")
        heads = (_HEADING.fullmatch(block) for block in blocks if block[0] == "#")
        given = [found[3] for found in heads if found and found[3]]
        self._ids = {*given}
        if len(self._ids) < len(given):
            return None
        place = 0
        while place < len(blocks):
            block = blocks[place]
            place += 1
            kind, following = block[0], blocks[place][0] if place < len(blocks) else ""
            if kind == following == ">":
                return None  # the two would run into one
            if kind == "#":
                html = self._heading(block, headings)
            elif kind == following == "-":
                end = next((at for at in range(place, len(blocks)) if blocks[at][0] != "-"), len(blocks))
                html = self._loose_list(blocks[place - 1 : end])
                place = end
            else:
                html = self._block(block)
            if html is None:
                return None
            out.append(html)
        return Quick("\n".join(out).rstrip("\n"), tuple(headings), frozenset((*self._ids, *self._drawn)))

    def _block(self, block: str) -> str | None:
        match block[0]:
            case "-":
                return self._list(block) if block.startswith("- ") else None
            case ">":
                return self._quotation(block)
            case "|":
                return self._table(block)
            case "<":
                return self._drawing(block)
            case "`":
                return highlighted(block) if block.startswith("```") else self._paragraph(block)
            case _:
                return self._paragraph(block)

    def _heading(self, block: str, headings: list[Heading]) -> str | None:
        found = _HEADING.fullmatch(block)
        if found is None:
            return None
        level, words, given = len(found[1]), found[2], found[3]
        html = inline(words, self._resolve)
        if html is None or words != words.rstrip() or "  " in words:
            return None
        title = unescape(_ANCHOR.sub("", html))
        name = given or _BETWEEN.sub("-", _NO_SLUG.sub("", title).strip().lower())
        if "<" in title or not name or not name.isascii() or _LOOKS_LIKE_COUNT.fullmatch(name):
            return None
        if not given:
            name = self._unlike(name)
        headings.append(Heading(level, name, escape(title, quote=True)))
        link = f'<a class="headerlink" href="#{name}" title="{self._permalink}">¶</a>'
        return f'<h{level} id="{name}">{html}{link}</h{level}>'

    def _unlike(self, name: str) -> str:
        """An id that no other heading has: with a number where its words come again, as Python-Markdown has it."""
        numbered = (f"{name}_{number}" for number in count(1))
        found = name if name not in self._ids else next(each for each in numbered if each not in self._ids)
        self._ids.add(found)
        return found

    def _paragraph(self, block: str) -> str | None:
        lines = block.split("\n")
        opening = "<p>"
        if len(lines) > 1:
            classed = _CLASSED.fullmatch(lines[-1])
            if classed:
                opening = f'<p class="{classed[1]}">'
                del lines[-1]
                block = "\n".join(lines)
        for line in lines:
            if _START.match(line) is None or _NUMBERED.match(line):
                return None
        html = inline(block, self._resolve)
        return None if html is None else f"{opening}{html}</p>"

    def _drawing(self, block: str) -> str | None:
        ids = places(block)
        if ids is not None:
            self._drawn.update(ids)
            return f"{block}\n"
        if _DRAWING.fullmatch(block) is None or block.count("<figure") > 1 or "<a" in block:
            return None
        opened: list[str] = []
        done = 0
        for tag in _TAG.finditer(block):
            if "<" in block[done : tag.start()]:
                return None
            done = tag.end()
            if not tag[1]:
                opened.append(tag[2])
            elif not opened or opened.pop() != tag[2]:
                return None
        html = self._clean(block)
        self._drawn.update(map(unescape, _ID.findall(html)))
        return None if opened else f"{html}\n"  # as Python-Markdown leaves raw HTML

    def _list(self, block: str) -> str | None:
        items = ["<ul>"]
        for line in block.split("\n"):
            words = line[2:]
            if not line.startswith("- ") or _START.match(words) is None or _NUMBERED.match(words):
                return None
            html = inline(words, self._resolve)
            if html is None:
                return None
            items.append(f"<li>{html}</li>")
        items.append("</ul>")
        return "\n".join(items)

    def _loose_list(self, blocks: list[str]) -> str | None:
        """A list whose items have blank lines between them: each is a paragraph."""
        items = ["<ul>"]
        for block in blocks:
            html = self._paragraph(block[2:]) if block.startswith("- ") and "\n" not in block else None
            if html is None:
                return None
            items.append(f"<li>\n{html}\n</li>")
        items.append("</ul>")
        return "\n".join(items)

    def _quotation(self, block: str) -> str | None:
        inside: list[str] = []
        for line in block.split("\n"):
            if line != ">" and not line.startswith("> "):
                return None
            inside.append(line[2:])
        out = ["<blockquote>"]
        for paragraph in "\n".join(inside).split("\n\n"):
            html = self._paragraph(paragraph) if paragraph else None
            if html is None:
                return None
            out.append(html)
        out.append("</blockquote>")
        return "\n".join(out)

    def _table(self, block: str) -> str | None:
        head, *rows = block.split("\n")
        if len(rows) < 2 or _RULER.fullmatch(rows[0]) is None:
            return None
        columns = rows[0].count("---")
        heads = self._cells(head, columns, "th")
        if heads is None:
            return None
        out = ["<table>\n<thead>\n<tr>", *heads, "</tr>\n</thead>\n<tbody>"]
        for row in rows[1:]:
            cells = self._cells(row, columns, "td")
            if cells is None:
                return None
            out += ("<tr>", *cells, "</tr>")
        out.append("</tbody>\n</table>")
        return "\n".join(out)

    def _cells(self, row: str, columns: int, tag: str) -> list[str] | None:
        if not (row.startswith("| ") and row.endswith(" |")) or "`" in row:
            return None
        cells = row[1:-1].split("|")
        if len(cells) != columns:
            return None
        made = []
        for cell in cells:
            html = inline(cell.strip(" "), self._resolve)
            if html is None:
                return None
            made.append(f"<{tag}>{html}</{tag}>")
        return made


def _is_odd(text: str) -> bool:
    return (
        _CONTROL.search(text) is not None
        or " \n" in text
        or "\n\n\n" in text
        or text[0].isspace()
        or ("\n " in text and _INDENTED.search(text) is not None)
    )
