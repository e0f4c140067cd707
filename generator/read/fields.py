"""A node and the field it stands in → a typed value, or the problem that says why not.

Values come back under the model's names for them. A value that can't be read is left out, so that
whoever builds the model falls back on its default and every other problem is found as well.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from generator.problems import Position
from generator.read.keys import refuse_key, refuse_missing, refuse_split_amount
from generator.read.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_empty
from generator.read.scalar_fields import ScalarReader
from generator.read.schema import Field, Shape

Values = dict[str, Any]  # by the model's name: what a shape's fields hold, each of the type that its field says


class Part(NamedTuple):
    """A value that has keys of its own, and where it stands. What is in ``values`` was read without a fault."""

    values: Values
    node: MappingNode

    @property
    def at(self) -> Position:
        return Position(self.node.line, self.node.column)

    def place(self, key: str) -> Position:
        """Where the value of ``key`` stands."""
        node = self.node.get(key) or self.node
        return Position(node.line, node.column)


class FieldReader(ScalarReader):
    """Reads the values of one file. ``source_keys``: what ``source`` may say; None where that isn't known."""

    def shape(self, node: MappingNode, shape: Shape, *, whole: bool = True) -> Values:
        """The values of a mapping's keys. ``whole``: a required key that isn't there is missing, not just unread."""
        values: Values = {}
        table = shape.table
        told: tuple[str, ...] = ()  # keys that are none, of which more has been said already
        for key, value in node.pairs:
            field = table.get(key.text)
            if field is None:
                if key.text not in told:
                    refuse_key(key, value, node, shape, self.report)
                continue
            if field.type == "money" and node.flow and (rest := refuse_split_amount(value, node, self.report)):
                told += rest
                continue
            found = self.value(value, field)
            if found is not None:
                values[field.attribute or field.name] = found
        if shape.required and whole:
            refuse_missing(node, shape, self.report)
        return values

    def value(self, node: Node, field: Field) -> object:
        """One field's value: a tuple for a field of many, None where there is none."""
        if type(node) is ScalarNode and field.many != "list":
            reader = self.scalars.get(field.type)
            if reader is not None and node.text:
                found = reader(node, field)
                return (found,) if field.many != "one" and found is not None else found
            if not node.text:
                self.nothing(node, field)
                return None
        if field.many == "one":
            return self._one(node, field)
        if isinstance(node, SequenceNode):
            return self._many(node, field)
        if is_empty(node):
            self.nothing(node, field)
            return None
        if field.many == "list":
            written = f": {field.name}: {field.example}" if len(field.example) < 60 else ""
            self.report.add("wrong-type", node, f'"{field.name}" is a list; write it in square brackets{written}')
            return None
        return self._one(node, field)

    def _one(self, node: Node, field: Field) -> object:
        reader = self.scalars.get(field.type)
        if reader is None:
            return self.composite(node, field)
        if isinstance(node, ScalarNode):
            return reader(node, field)
        what = "a list" if isinstance(node, SequenceNode) else "keys and values"
        advice = f"write {field.doc}, such as {field.example}"
        if field.type == "name" and isinstance(node, SequenceNode):
            advice = "write the name without brackets"
        elif isinstance(node, MappingNode) and node.flow:
            advice = "put a text that begins with { in quotes"
        self.report.add("wrong-type", node, f'"{field.name}" takes one text, and this is {what}; {advice}')
        return None

    def composite(self, node: Node, field: Field) -> object:
        """The value of a field whose values have keys of their own. Whoever reads other such types overrides it."""
        if isinstance(node, MappingNode):
            if field.shape:
                return Part(self.shape(node, field.shape), node)
            return json.dumps(_plain(node), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        message = f'"{field.name}" has keys of its own; write {field.example}'
        if field.many == "list":
            one = field.example.removeprefix("[").removesuffix("]")
            message = f'each entry of "{field.name}" has keys of its own; write {one}'
        self.report.add("wrong-type", node, message)
        return None

    def _many(self, node: SequenceNode, field: Field) -> tuple[object, ...]:
        if len(node.items) > field.limit:
            message = f'"{field.name}" has {len(node.items):,} entries; more than {field.limit:,} are refused'
            self.report.add("too-many", node, message)
            return ()
        values = []
        for item in node.items:
            if is_empty(item):
                advice = self.in_comment(item) or "; take it out"
                self.report.add("empty-value", item, f'an entry of "{field.name}" has nothing in it{advice}')
                continue
            value = self._one(item, field)
            if value is not None:
                values.append(value)
        return tuple(values)


def _plain(node: Node) -> object:
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.pairs}
