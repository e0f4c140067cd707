"""One entry more, or fewer, in a list of a file's front matter (``aliases``, ``redirect_from``, ``merged``)."""

from __future__ import annotations

from generator.edit.scalars import Layout
from generator.edit.source import Replacement, Source
from generator.problems import Position
from generator.read.nodes import MappingNode, Node, ScalarNode, SequenceNode


def with_key(source: Source, line: str) -> Replacement:
    """A line more at the end of the front matter."""
    place = source.offset(source.closing.line)
    return Replacement(place, place, line + source.line_end)


def with_entry(source: Source, layout: Layout, key: str, entry: str) -> Replacement:
    """``entry`` as the last one of the list ``key`` in brackets, as the first of one with hyphens, or in a new list."""
    node = source.document.front.get(key)
    if node is None:
        return with_key(source, f"{key}: [{entry}]")
    if isinstance(node, SequenceNode):
        listed = layout.lists[node.line, node.column]
        if listed.flow:
            return _in_brackets(source, node, source.offset(*_place(listed.end)), entry)
        start = source.offset(node.line)
        indent = source.text[start : source.offset(node.line, node.column)]
        return Replacement(start, start, f"{indent}- {entry}{source.line_end}")
    place = source.offset(node.line, node.column)
    after = "" if source.text[place - 1 : place] == " " else " "
    return Replacement(place, place, f"{after}[{entry}]")


def _in_brackets(source: Source, node: SequenceNode, closing: int, entry: str) -> Replacement:
    before = source.text[:closing].rstrip()
    comma = "" if not node.items or before.endswith(",") else ", "
    if before.endswith(",") and node.items:
        comma = " "
    return Replacement(len(before), len(before), f"{comma}{entry}")


def without_entry(source: Source, layout: Layout, key: str, text: str) -> Replacement | None:
    """The list without its entry ``text``, the whole key where it is the only one; None where it isn't in there."""
    front = source.document.front
    node = front.get(key)
    items: tuple[Node, ...] = node.items if isinstance(node, SequenceNode) else ()
    for number, item in enumerate(items):
        if isinstance(item, ScalarNode) and item.text == text:
            if len(items) == 1:
                return _without_key(source, front, key)
            return _without_item(source, layout, items, number)
    return None


def _without_key(source: Source, front: MappingNode, key: str) -> Replacement:
    lines = [name.line for name, _ in front.pairs]
    start = next(name.line for name, _ in front.pairs if name.text == key)
    end = min([line for line in lines if line > start], default=source.closing.line)
    return Replacement(source.offset(start), source.offset(end), "")


def _without_item(source: Source, layout: Layout, items: tuple[Node, ...], number: int) -> Replacement:
    item = items[number]
    scalar = layout.scalars[item.line, item.column]
    start, end = source.offset(item.line, item.column), source.offset(*_place(scalar.end))
    if not scalar.flow:
        return Replacement(source.offset(item.line), source.offset(scalar.end.line + 1), "")
    if number + 1 < len(items):
        return Replacement(start, source.offset(items[number + 1].line, items[number + 1].column), "")
    last = items[number - 1]
    before = layout.scalars[last.line, last.column].end
    return Replacement(source.offset(*_place(before)), end, "")


def _place(position: Position) -> tuple[int, int]:
    return position.line, position.column
