"""Keys that a shape doesn't have, and keys that it lacks."""

from __future__ import annotations

from generator.problems import Position
from generator.read.nodes import MappingNode, Node, ScalarNode, is_empty
from generator.read.report import Report
from generator.read.schema import FACT_KINDS, Shape
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
