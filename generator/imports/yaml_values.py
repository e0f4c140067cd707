"""YAML of any archive → plain values, scalars as text. Bombs are refused: nesting and repetition are bounded."""

from __future__ import annotations

from typing import Any

import yaml

from generator.imports.model import UnreadableError, Value

_DEEPEST = 18
_MOST_VALUES = 20_000  # with each repetition counted: a bomb of aliases has billions
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def parse_yaml(text: str) -> Value:
    """The one document in ``text``. UnreadableError where it can't be read, or would grow beyond all measure."""
    parser = getattr(yaml, "CParser", yaml.SafeLoader)(text)
    try:
        return _Builder(parser).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        raise UnreadableError(f"its YAML can't be read{where}: {getattr(error, 'problem', None) or error}") from None
    finally:
        parser.dispose()


class _Builder:
    """Values from the parser's events. Recursion is bounded by ``_DEEPEST``, not by what the text says."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        self._anchors: dict[str, tuple[Value, int]] = {}
        self._count = 0

    def document(self) -> Value:
        found: Value = None
        event = self._parser.get_event()
        while not isinstance(event, yaml.StreamEndEvent):
            if isinstance(event, yaml.NodeEvent):
                found = self._value(event, 0)
                break
            event = self._parser.get_event()
        return found

    def _value(self, event: Any, depth: int) -> Value:
        if depth > _DEEPEST:
            raise UnreadableError(f"its lists are nested over {_DEEPEST} deep")
        before = self._count
        self._add(1)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise UnreadableError(f"its YAML repeats *{event.anchor}, which isn't there")
            value, weight = self._anchors[event.anchor]
            self._add(weight)
            return value
        if isinstance(event, yaml.ScalarEvent):
            value = None if event.implicit[0] and event.value in _NOTHING else str(event.value)
        elif isinstance(event, yaml.SequenceStartEvent):
            items: list[Value] = []
            while not isinstance(inner := self._parser.get_event(), yaml.SequenceEndEvent):
                items.append(self._value(inner, depth + 1))
            value = items
        else:
            value = self._mapping(depth)
        if event.anchor:
            self._anchors[event.anchor] = (value, self._count - before)
        return value

    def _mapping(self, depth: int) -> Value:
        pairs: dict[str, Value] = {}
        while not isinstance(event := self._parser.get_event(), yaml.MappingEndEvent):
            key = self._value(event, depth + 1)
            value = self._value(self._parser.get_event(), depth + 1)
            if key == "<<" and isinstance(value, dict):
                pairs = {**value, **pairs}
            else:
                pairs[key if isinstance(key, str) else str(key)] = value
        return pairs

    def _add(self, number: int) -> None:
        self._count += number
        if self._count > _MOST_VALUES:
            raise UnreadableError("its YAML repeats itself until it would fill a computer's memory")
