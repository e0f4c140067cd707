"""One entry more, fewer, or another, in a list of a file's front matter (``aliases``, ``redirect_from``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from generator.edit.scalars import Layout, anew, as_value, span
from generator.edit.source import Replacement, Source
from generator.read.nodes import ScalarNode, SequenceNode

_REST_OF_LINE = re.compile(r"[ \t]*,?[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")  # behind an entry that ends its line


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
            return _in_brackets(source, node, source.offset(listed.end.line, listed.end.column), entry)
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


def exchanged(
    source: Source, layout: Layout, key: str, goes: Callable[[str], bool], come: str
) -> Iterator[Replacement]:
    """The list ``key`` with ``come`` ("" for nothing) in place of the first text that ``goes``, and without the others.

    With ``come`` besides, where none goes; without the key, where nothing is left.
    """
    node = source.document.front.get(key)
    items = node.items if isinstance(node, SequenceNode) else ()
    gone = [place for place, item in enumerate(items) if isinstance(item, ScalarNode) and goes(item.text)]
    if come and not gone:
        yield with_entry(source, layout, key, as_value(come, flow=True))
    elif come:
        yield anew(source, layout, items[gone.pop(0)], come)
    if isinstance(node, SequenceNode) and gone:
        whole = len(gone) == len(items)
        yield from [_without_key(source, layout, key, node)] if whole else without_entries(source, layout, node, gone)


def _without_key(source: Source, layout: Layout, key: str, node: SequenceNode) -> Replacement:
    start = next(name.line for name, _ in source.document.front.pairs if name.text == key)
    listed = layout.lists[node.line, node.column]
    end = source.offset(*listed.end) if listed.flow else span(source, layout, node.items[-1])[1]
    return Replacement(source.offset(start), source.next_line(end), "")


def without_entries(source: Source, layout: Layout, node: SequenceNode, gone: Collection[int]) -> Iterator[Replacement]:
    """The list without the texts at some of its places, not at all of them, and without what stands beside each."""
    places = sorted(gone)
    if not layout.lists[node.line, node.column].flow:
        for start, end in (span(source, layout, node.items[place]) for place in places):
            hyphen = len(source.text[:start].rstrip()) - 1
            yield Replacement(source.line_start(hyphen), source.next_line(end), "")
        return
    runs = [place for place in places if place - 1 not in gone]
    for first in runs:
        last = next(place for place in range(first, len(node.items)) if place + 1 not in gone)
        yield from _without_run(source, layout, node, first, last)


def _without_run(source: Source, layout: Layout, node: SequenceNode, first: int, last: int) -> Iterator[Replacement]:
    """A list in brackets without neighbours: their lines, if they have lines of their own, or else with a comma."""
    edges = [span(source, layout, item) for item in node.items[first : last + 1]]
    lines = [line for edge in edges if (line := _own_line(source, *edge))]
    start, end = edges[0][0], edges[-1][1]
    if len(lines) == len(edges):
        yield from lines
    elif last + 1 < len(node.items):
        following = node.items[last + 1]
        yield Replacement(start, source.offset(following.line, following.column), "")
    else:
        # The comma before it; one that ends a comment is none.
        before = source.text[:start].rstrip()
        has_comma = before.endswith(",") and "#" not in before[source.line_start(len(before)) :]
        yield Replacement(len(before) - 1 if has_comma else start, end, "")


def _own_line(source: Source, start: int, end: int) -> Replacement | None:
    """The line of an entry, or lines, with its comma and its comment; None where another one stands there, too."""
    line, rest = source.line_start(start), _REST_OF_LINE.match(source.text, end)
    return Replacement(line, rest.end(), "") if rest and not source.text[line:start].strip() else None
