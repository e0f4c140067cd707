"""Where a text of front matter begins and ends in its file, and another one written in its place."""

from __future__ import annotations

import re

from generator.edit.scalars import Layout, written
from generator.edit.source import Replacement, Source
from generator.read.nodes import Node

_BLOCKS = ("|", ">")


def span(source: Source, layout: Layout, node: Node) -> tuple[int, int]:
    """The offsets of a text, its quotes included; of a block (``|``, ``>``), from its sign to the end of its last line.

    KeyError for a node that is no text.
    """
    scalar = layout.scalars[node.line, node.column]
    start, end = source.offset(node.line, node.column), source.offset(scalar.end.line, scalar.end.column)
    if scalar.style in _BLOCKS:
        end = len(source.text[:end].rstrip())
    return start, end


def anew(source: Source, layout: Layout, node: Node, text: str) -> Replacement:
    """``text`` in place of ``node``, quoted as that was. A block becomes a text on one line, which a name is."""
    scalar = layout.scalars[node.line, node.column]
    start, end = span(source, layout, node)
    comment = re.match(r"\S+[ \t]+(#.*)", source.text[start:end]) if scalar.style in _BLOCKS else None
    return Replacement(start, end, written(text, scalar) + (f"  {comment[1]}" if comment else ""))
