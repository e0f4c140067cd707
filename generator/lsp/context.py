"""What somebody is writing at a cursor: a link, a name, a key or a value, and of which field.

Half-written YAML can't be parsed, so this looks at the text before the cursor only: the indentation of
the lines above, and the brackets that are open on the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from generator.read.schema import CLAIM, FACT_KINDS, PAGE, PROFILES, STORY, Field, FieldType, Shape, kinds_under
from generator.read.schema.types import Side

_KEY = re.compile(r"(\s*)(?:- +)?([^\s:{}\[\],#][^:{}\[\],#]*?):(?:\s|$)")
_SIDES: Mapping[str, Side] = {"people": "person", "companies": "company"}
_WORD = re.compile(r"[^\s{}\[\],:][^{}\[\],:]*$")


class Context(NamedTuple):
    """``written`` is what there is of it already. ``keys``: those that can stand here; ``field``: whose value it is."""

    what: Literal["link", "name", "key", "value"]
    written: str
    keys: tuple[Field, ...] = ()
    field: Field | None = None
    side: Side | None = None  # name: of a person or a company


def context_at(path: str, lines: Sequence[str], line: int, column: int) -> Context | None:
    """What is being written at ``line`` and ``column`` (from 1); None where nothing can be proposed."""
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    opened = before.rfind("[[")
    if opened > before.rfind("]]"):
        return Context("link", before[opened + 2 :])
    if not _in_front_matter(lines, line):
        return None
    shape = _shape_of(path)
    above = _keys_above(lines, line, before)
    if "{" in before and before.rfind("{") > before.rfind("}"):
        return _in_braces(before, above, shape)
    written = _written(before)
    side = _SIDES.get(above[0]) if above else None
    if side is not None and shape is STORY:
        return _in_entries(before, above, side, written)
    if not above:
        key = _KEY.match(before)
        return _value(shape.table.get(key[2]), before) if key else Context("key", written, shape.fields)
    if len(above) == 1:
        return _value(shape.table.get(above[0]), before)
    return None


def _in_front_matter(lines: Sequence[str], line: int) -> bool:
    marks = [number for number, text in enumerate(lines[:line], 1) if text.rstrip() == "---"]
    return len(marks) == 1 and marks[0] == 1 and line > 1


def _shape_of(path: str) -> Shape:
    folder = path.partition("/")[0]
    kinds = {"people": "person", "companies": "company", "topics": "topic"}
    if folder in kinds:
        return next(shape for kind, shape in PROFILES.items() if kind == kinds[folder])
    return PAGE if folder == "pages" else STORY


def _keys_above(lines: Sequence[str], line: int, before: str) -> tuple[str, ...]:
    """The keys that the line stands under, outermost first, by their indentation."""
    indent = len(before) - len(before.lstrip())
    found: list[str] = []
    for text in reversed(lines[1 : line - 1]):
        key = _KEY.match(text)
        if key and len(key[1]) < indent:
            found.append(key[2].strip("\"'"))
            indent = len(key[1])
    return tuple(reversed(found))


def _in_entries(before: str, above: tuple[str, ...], side: Side, written: str) -> Context | None:
    """Under ``people:`` or ``companies:``: a name at the first level, a fact below it."""
    if len(above) == 1:
        return Context("name", written, side=side) if not _KEY.match(before) else None
    own = before.lstrip().removeprefix("-").strip()
    key = _KEY.match(before)
    if key is None:
        return Context("key", own, tuple(kind.value for kind in kinds_under(side)))
    kind = FACT_KINDS.get(key[2])
    if kind is not None:
        return _value(kind.value, before)
    inside = next((FACT_KINDS[name] for name in reversed(above) if name in FACT_KINDS), None)
    return _value(inside.shape.table.get(key[2]), before) if inside else None


def _in_braces(before: str, above: tuple[str, ...], shape: Shape) -> Context | None:
    """Inside ``{…}``: its keys, or the value of the last one."""
    inside = before[before.rfind("{") + 1 :]
    outer = (*above, *([key[2]] if (key := _KEY.match(before[: before.rfind("{")])) else []))
    within = _braces_shape(inside, outer, shape)
    last = _cut(inside)
    name, colon, _ = last.partition(":")
    if colon and within is not None:
        return _value(within.table.get(name.strip()), last)
    used = {part.partition(":")[0].strip() for part in inside.split(",") if ":" in part}
    side = _SIDES.get(outer[0]) if outer else None
    if within is None:
        return Context("key", last.strip(), tuple(kind.value for kind in kinds_under(side))) if side else None
    return Context("key", last.strip(), tuple(field for field in within.fields if field.name not in used))


def _braces_shape(inside: str, outer: tuple[str, ...], shape: Shape) -> Shape | None:
    if outer and outer[0] in _SIDES:
        first = inside.partition(":")[0].strip()
        return FACT_KINDS[first].shape if ":" in inside and first in FACT_KINDS else None
    if outer and outer[0] == "claims":
        return CLAIM
    field = shape.table.get(outer[0]) if outer else None
    return field.shape if field is not None else None


def _cut(inside: str) -> str:
    """What stands after the last comma that is not inside a list."""
    depth, start = 0, 0
    for place, letter in enumerate(inside):
        depth += (letter == "[") - (letter == "]")
        if letter == "," and not depth:
            start = place + 1
    return inside[start:]


_PROPOSED: frozenset[FieldType] = frozenset({"name", "choice", "yes-no", "source", "entries", "picture"})


def _value(field: Field | None, text: str) -> Context | None:
    if field is None or field.type not in _PROPOSED:
        return None
    return Context("value", _written(text), field=field)


def _written(text: str) -> str:
    """The word or words right before the cursor, back to a bracket, comma or colon."""
    found = _WORD.search(text)
    return found[0].removeprefix("- ").lstrip("\"'") if found else ""
