"""A text file as it lies on the disk, changed at places that ``read`` has named, and kept to the byte elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from generator.problems import Position, position_in
from generator.read.frontmatter import Document, read_document
from generator.read.report import Report

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"


class Replacement(NamedTuple):
    """``text`` in place of what stands from ``start`` to ``end``, offsets into the file's own text."""

    start: int
    end: int
    text: str


class Source:
    """One file. Its problems are not told of: whoever changes content has checked it before."""

    def __init__(self, data: bytes, *, required: bool = True) -> None:
        self.text = data.decode("utf-8")
        self.document: Document = read_document(data, Report(""), required=required)
        self._starts = [len(_MARK) if self.text.startswith(_MARK) else 0]
        self._starts += [found.end() for found in _LINE_END.finditer(self.text)]
        found = _LINE_END.search(self.text)
        self.line_end = found.group() if found else "\n"

    def offset(self, line: int, column: int = 1) -> int:
        """Where a place of ``read``'s stands in :attr:`text`; the end of the text for a line after the last."""
        return self._starts[line - 1] + column - 1 if line <= len(self._starts) else len(self.text)

    def line_start(self, offset: int) -> int:
        """Where the line begins that an offset into :attr:`text` is on."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def next_line(self, offset: int) -> int:
        """Where the line after that begins; the end of the text after the last one."""
        following = bisect_right(self._starts, offset)
        return self._starts[following] if following < len(self._starts) else len(self.text)

    def in_body(self, offset: int) -> int:
        """Where an offset into the document's body stands in :attr:`text`."""
        place = position_in(self.document.body, offset, self.document.body_line)
        return self.offset(place.line, place.column)

    @property
    def front(self) -> str:
        """The front matter between its fences, with every line ended by one line feed. It starts on line 2."""
        closing = self.closing.line
        if closing < 2:
            return ""
        text = self.text[self.offset(2) : self.offset(closing)]
        return _LINE_END.sub("\n", text)

    @property
    def closing(self) -> Position:
        """The line that ends the front matter."""
        # Where that is the last line and has no end, the body, which is empty, is said to be on it.
        ends = self.document.body != "" or self.text.endswith(("\n", "\r"))
        return Position(max(1, self.document.body_line - ends), 1)

    def with_(self, replacements: Iterable[Replacement]) -> bytes:
        """The file with these replacements, none of which may overlap another."""
        pieces, place = [], 0
        for start, end, text in sorted(set(replacements)):
            if start < place:
                raise ValueError("two changes of one place")
            pieces += [self.text[place:start], text]
            place = end
        return "".join([*pieces, self.text[place:]]).encode("utf-8")
