"""Front matter as a tree: every scalar kept as text, every key and value with its place in the file.

YAML gives nothing here a type: ``NO`` stays two letters and ``12:30`` five characters; the field that
a value stands in says what it is. Lines and columns count from 1, columns in characters.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class ScalarNode(NamedTuple):
    """A text, after YAML has read its quotes and folded its lines. ``plain``: neither quoted nor a block."""

    text: str
    line: int
    column: int
    plain: bool = True


class SequenceNode(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


class MappingNode(NamedTuple):
    """Keys with their values, in the order written, none twice. ``flow``: written in braces."""

    pairs: tuple[tuple[ScalarNode, Node], ...]
    line: int
    column: int
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """The value of ``key``, or None."""
        return next((value for found, value in self.pairs if found.text == key), None)


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


def is_empty(node: Node) -> bool:
    """Whether nothing was written: ``standfirst:`` and no more."""
    return type(node) is ScalarNode and not node.text and node.plain
