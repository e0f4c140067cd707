"""One YAML document → its tree of nodes, noting what YAML allows and front matter doesn't.

The tree is built from the events of libyaml (PyYAML's C parser). libyaml's own tree builder calls
itself once a level and dies of deep nesting; reading event by event, we stop it at the first level
that is too deep, before it sees what follows.
"""

from __future__ import annotations

import re
from typing import Any

from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # types-PyYAML doesn't say that it is there

from generator.problems import Position
from generator.read.comments import note_comments
from generator.read.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.read.report import Report
from generator.values.quoting import quoted

DEEPEST = 20  # lists and mappings in each other, the front matter itself not counted
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _marked_lines(text: str) -> dict[int, str]:
    """The lines, counted from 0, where a lone ``!`` may stand before quotes."""
    return {number: line for number, line in enumerate(text.split("\n")) if "! " in line} if "! " in text else {}


class TooDeep(Exception):
    """Nesting over the limit. What follows in the text was not read."""


class Composer:
    """Builds the tree of ``text``, whose first line is line ``first_line`` of the file."""

    def __init__(self, text: str, first_line: int, report: Report) -> None:
        self._text = text
        self._parser: Any = CParser(text)
        self._offset = first_line
        self._report = report
        self._marked = _marked_lines(text)

    def compose(self) -> Node | None:
        """The document's root, or None where there is nothing.

        yaml.YAMLError where the text can't be parsed, TooDeep where it is nested too deep.
        """
        following = self._parser.get_event
        following()  # the stream starts
        if not hasattr(following(), "explicit"):
            return None
        root = self._node(following(), 0)
        end, after = following(), following()
        if end.explicit or hasattr(after, "explicit"):
            self._report.add(
                "two-documents",
                self._place(end.start_mark if end.explicit else after.start_mark),
                'one file has one set of front matter, which ends with "---"; take this line out',
            )
        note_comments(self._text, self._offset, self._report)
        return root

    def _place(self, mark: Any) -> Position:
        return Position(mark.line + self._offset, mark.column + 1)

    def _node(self, event: Any, depth: int) -> Node:
        mark = event.start_mark
        kind = type(event)
        if kind is ScalarEvent:
            text: str = event.value
            plain = not event.style
            if event.tag is not None or event.anchor is not None or (plain and not event.implicit[0]):
                self._refuse(event)
            if not plain and UNSEEN.search(text):
                text = self._seen(event)
            if self._marked and not plain and event.tag is None:
                self._look_before(event)
            # tuple.__new__ is what ScalarNode(…) comes down to, at a third of its time, for every text in the archive
            return tuple.__new__(ScalarNode, (text, mark.line + self._offset, mark.column + 1, plain))
        line, column = mark.line + self._offset, mark.column + 1
        if kind is AliasEvent:
            self._refuse(event)
            return ScalarNode("", line, column)
        if event.anchor is not None or not event.implicit:
            self._refuse(event)
        if depth > DEEPEST:
            message = (
                f"lists and mappings stand in each other over {DEEPEST} deep here; take out some brackets or indents"
            )
            self._report.add("too-deep", Position(line, column), message)
            raise TooDeep
        if kind is MappingStartEvent:
            return MappingNode(self._pairs(depth + 1), line, column, event.flow_style)
        return SequenceNode(self._items(depth + 1), line, column)

    def _items(self, depth: int) -> tuple[Node, ...]:
        following = self._parser.get_event
        items = []
        event = following()
        while type(event) is not SequenceEndEvent:
            items.append(self._node(event, depth))
            event = following()
        return tuple(items)

    def _pairs(self, depth: int) -> tuple[tuple[ScalarNode, Node], ...]:
        following = self._parser.get_event
        pairs: dict[str, tuple[ScalarNode, Node]] = {}
        event = following()
        while type(event) is not MappingEndEvent:
            key = self._node(event, depth)
            value = self._node(following(), depth)
            if type(key) is ScalarNode and key.text not in pairs and key.text != "<<":
                pairs[key.text] = (key, value)
            else:
                self._refuse_key(key, pairs)
            event = following()
        return tuple(pairs.values())

    def _refuse_key(self, key: Node, pairs: dict[str, tuple[ScalarNode, Node]]) -> None:
        if not isinstance(key, ScalarNode):
            self._report.add("wrong-type", key, "before a colon stands one text; here it is a list or a mapping")
        elif key.text in pairs:
            first = pairs[key.text][0]
            message = f"{quoted(key.text)} is given twice, first on line {first.line}; keep one of the two"
            self._report.add("duplicate-key", key, message)
        else:
            self._report.add(
                "merge-key", key, '"<<" merges mappings, which front matter doesn\'t do; write the keys out'
            )

    def _refuse(self, event: Any) -> None:
        """An alias, an anchor or a tag, each of which may just be a text that lacks its quotes."""
        place = self._place(event.start_mark)
        if event.anchor is not None:
            sign = "*" if type(event) is AliasEvent else "&"
            self._report.add(
                "yaml-anchor",
                place,
                f"{quoted(sign + event.anchor)} repeats or names a value, which front matter doesn't do; "
                f"write the value out, or put a text that begins with {sign} in quotes",
            )
        if type(event) is AliasEvent or (event.anchor is not None and event.tag is None):
            return
        tag = (event.tag or "!").replace("tag:yaml.org,2002:", "!!")
        self._report.add(
            "yaml-tag",
            place,
            f"{quoted(tag)} gives a value a type, which front matter doesn't do; take it out, "
            "or put a text that begins with ! in quotes",
        )

    def _seen(self, event: Any) -> str:
        """A quoted text without the unseen characters that its escapes wrote."""
        text: str = event.value
        found = UNSEEN.search(text)
        written = f"U+{ord(found.group()):04X}" if found else ""
        message = f"this text holds the character {written}, which can't be seen; take out what is written for it"
        self._report.add("control-character", self._place(event.start_mark), message)
        return UNSEEN.sub(" ", text)

    def _look_before(self, event: Any) -> None:
        """What the event itself doesn't say: a lone ``!`` before quotes."""
        mark = event.start_mark
        if self._marked.get(mark.line, "")[mark.column : mark.column + 1] == "!":
            self._refuse(event)
