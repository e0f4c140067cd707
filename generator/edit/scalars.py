"""Where each text and list of front matter begins and ends, how it is quoted, and another one written likewise."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from yaml import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # types-PyYAML doesn't say that it is there

from generator.edit.source import Replacement, Source
from generator.problems import Position
from generator.read.nodes import Node

_FIRST_LINE = 2  # of front matter in its file
_BLOCKS = ("|", ">")


class Scalar(NamedTuple):
    """A text: its end, its quotes ("" for none, "|" or ">" for a block), and whether brackets or braces are around."""

    end: Position
    style: str
    flow: bool


class Listed(NamedTuple):
    """A list: the place of its closing bracket; ``flow`` is False for one with hyphens, whose end nobody needs."""

    end: Position
    flow: bool


class Layout(NamedTuple):
    """By where each starts: its place is that of its node."""

    scalars: Mapping[tuple[int, int], Scalar]
    lists: Mapping[tuple[int, int], Listed]


def layout(front: str) -> Layout:
    """The places of all texts and lists in front matter that can be read. yaml.YAMLError for any other."""
    scalars: dict[tuple[int, int], Scalar] = {}
    lists: dict[tuple[int, int], Listed] = {}
    opened: list[tuple[tuple[int, int], bool]] = []
    parser = CParser(front)
    while not isinstance(event := parser.get_event(), StreamEndEvent):
        if isinstance(event, ScalarEvent):
            flow = bool(opened) and opened[-1][1]
            scalars[_at(event.start_mark)] = Scalar(Position(*_at(event.end_mark)), event.style or "", flow)
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            opened.append((_at(event.start_mark), bool(event.flow_style)))
        elif isinstance(event, SequenceEndEvent):
            start, flow = opened.pop()
            line, column = _at(event.end_mark)
            lists[start] = Listed(Position(line, column - 1), flow)
        elif isinstance(event, MappingEndEvent):
            opened.pop()
    return Layout(scalars, lists)


def written(text: str, like: Scalar) -> str:
    """``text`` as a scalar on one line, quoted as ``like`` is; where that can't hold it, in double quotes."""
    if like.style == "'":
        return "'" + text.replace("'", "''") + "'"
    if like.style != '"' and _is_plain(text, flow=like.flow):
        return text
    return json.dumps(text, ensure_ascii=False)


def as_value(text: str, *, flow: bool = False) -> str:
    """``text`` as a scalar of its own: without quotes where it can do without."""
    return written(text, Scalar(Position(1, 1), "", flow))


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


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether a text without quotes is read as itself, as a value and as a key."""
    if re.search(r"\s#", text):
        return False
    front = f"{{{text}: [{text}]}}" if flow else f"{text}:\n- {text}\n"
    parser = CParser(front)
    found = []
    try:
        while not isinstance(event := parser.get_event(), StreamEndEvent):
            if isinstance(event, AliasEvent):
                return False
            if isinstance(event, ScalarEvent):
                found.append((event.value, event.tag, event.anchor, event.style or ""))
    except YAMLError:
        return False
    return found == [(text, None, None, "")] * 2


def _at(mark: Any) -> tuple[int, int]:
    return mark.line + _FIRST_LINE, mark.column + 1
