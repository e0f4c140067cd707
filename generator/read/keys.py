"""Keys that a shape doesn't have, and keys that it lacks."""

from __future__ import annotations

import re
from itertools import dropwhile, islice, takewhile

from generator.problems import Position
from generator.read.nodes import MappingNode, Node, ScalarNode, is_empty
from generator.read.report import Report
from generator.read.schema import FACT_KINDS, Shape
from generator.values.money import is_money
from generator.values.names import closest
from generator.values.quoting import quoted


def refuse_key(key: ScalarNode, value: Node, within: MappingNode, shape: Shape, report: Report) -> None:
    """Reports a key that ``shape`` doesn't have, with what was likely meant."""
    if report.is_full("unknown-key"):
        return
    advice = shape.advice.get(key.text)
    if advice:
        report.add(
            "unknown-key", key, advice if "did you mean" in advice else f'{shape.noun} has no "{key.text}": {advice}'
        )
        return
    written = quoted(key.text, 40)
    if is_fact(shape) and key.text in FACT_KINDS:
        message = (
            f"{shape.noun} has no {written}; it is a fact of its own, so give it an entry of its own below this one"
        )
        report.add("unknown-key", key, message)
        return
    near = closest(key.text, shape.table) or _half(key.text, shape)
    if near:
        report.add("unknown-key", key, f'{shape.noun} has no {written}; did you mean "{near}"?', near)
    elif within.flow and is_empty(value):
        message = (
            f"{shape.noun} has no {written}; if it belongs to the text before the comma, put the whole text in quotes"
        )
        report.add("unknown-key", key, message)
    else:
        nearest = closest(key.text, shape.table, always=True) or ""
        keys = ", ".join(shape.table)
        report.add(
            "unknown-key",
            key,
            f'{shape.noun} has no {written}; the nearest is "{nearest}", and all are: {keys}',
            nearest,
        )


def refuse_split_amount(value: Node, within: MappingNode, report: Report) -> tuple[str, ...]:
    """Reports an amount of money in braces that ends at its first comma; () for any other.

    What follows is returned, since YAML makes keys without values of that: ``6,6 billion USD``.
    """
    if not (type(value) is ScalarNode and value.plain and value.text[-1:].isdigit()):
        return ()
    after = dropwhile(lambda pair: pair[1] is not value, within.pairs)
    found = takewhile(lambda pair: pair[0].text[:1].isdigit() and is_empty(pair[1]), islice(after, 1, None))
    rest = tuple(key.text for key, _ in found)
    if rest:
        advice = "put the whole amount in quotes, or leave its commas out"
        with_point = f"{value.text}.{rest[0]}"
        if len(rest) == 1 and not re.match(r"[0-9]{3}(?![0-9])", rest[0]) and is_money(with_point):
            advice = f"write {with_point}, with a point"
        message = f"this amount ends after {quoted(value.text)}, at a comma, as every value in braces does; {advice}"
        report.add("bad-money", value, message)
    return rest


def _half(key: str, shape: Shape) -> str | None:
    """A key that ``key`` is the beginning of, or the other way round: ``alias`` for ``aliases``."""
    near = (name for name in shape.table if name.startswith(key) or key.startswith(name))
    return next(near, None) if len(key) > 2 else None


def refuse_missing(node: MappingNode, shape: Shape, report: Report) -> None:
    """Reports each required key that isn't there."""
    there = {key.text for key, _ in node.pairs}
    for field in shape.required:
        if field.name not in there:
            place = Position(max(1, node.line), node.column)
            message = f'{shape.noun} needs "{field.name}": {field.doc}, such as {field.name}: {field.example}'
            report.add("missing-key", place, message)


def is_fact(shape: Shape) -> bool:
    """Whether a shape is that of a kind of fact."""
    return any(kind.shape is shape for kind in FACT_KINDS.values())
