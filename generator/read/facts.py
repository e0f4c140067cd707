"""``people`` and ``companies``: whom a story names, and the facts under each name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.problems import Position
from generator.read.fields import FieldReader, Values
from generator.read.model import Entry, RawFact, Status
from generator.read.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_empty
from generator.read.schema import FACT_KINDS, FactKind, Side, kinds_under
from generator.values.names import closest
from generator.values.quoting import quoted

# Of people in one story, and of companies as many: a roll-call may have thousands.
MOST_NAMES = 10_000
MOST_FACTS = 1_000  # under one name: what is reported of one thing is held against everything else that is
_PLURALS: Mapping[Side, str] = MappingProxyType({"person": "people", "company": "companies"})


def read_entries(reader: FieldReader, node: Node, side: Side) -> tuple[Entry, ...]:
    """The names, in order: a mapping from names to facts, or a list of names, some with facts."""
    if isinstance(node, (MappingNode, SequenceNode)):
        if _too_many(reader, node, side):
            return ()
        if isinstance(node, MappingNode):
            return tuple(_entries(reader, node, side))
        return tuple(entry for item in node.items for entry in _listed(reader, item, side))
    if not is_empty(node):
        message = (
            f'"{_PLURALS[side]}" takes a list of names, [{quoted(node.text, 40)[1:-1]}], or names with facts below them'
        )
        reader.report.add("wrong-type", node, message)
    return ()


def _too_many(reader: FieldReader, node: MappingNode | SequenceNode, side: Side) -> bool:
    """Whether there are more names, or more facts under one of them, than any true story has."""
    items = (node,) if isinstance(node, MappingNode) else node.items
    named = [pair for item in items if isinstance(item, MappingNode) for pair in item.pairs]
    names = max(len(items), len(named))
    if names > MOST_NAMES:
        message = f'"{_PLURALS[side]}" has {names:,} names; more than {MOST_NAMES:,} are refused'
        reader.report.add("too-many", node, message)
        return True
    crowded = [(key, len(value.items)) for key, value in named if isinstance(value, SequenceNode)]
    for key, facts in crowded:
        if facts > MOST_FACTS:
            message = f"{quoted(key.text)} has {facts:,} facts; more than {MOST_FACTS:,} in one story are refused"
            reader.report.add("too-many", key, message)
            return True
    return False


def _listed(reader: FieldReader, item: Node, side: Side) -> Iterator[Entry]:
    if isinstance(item, ScalarNode):
        name = reader.name(item)
        if name:
            yield Entry(name)
    elif isinstance(item, SequenceNode):
        reader.report.add("wrong-type", item, "a list of names holds names, not lists; take these brackets out")
    elif any(key.text == "name" for key, _ in item.pairs):
        reader.report.add("wrong-type", item, 'write the name itself, without "name:", and facts below it')
    elif item.pairs and item.pairs[0][0].text in FACT_KINDS:
        message = f"{quoted(item.pairs[0][0].text)} must stand under the name that it is about"
        reader.report.add("wrong-type", item, message)
    else:
        yield from _entries(reader, item, side)


def _entries(reader: FieldReader, node: MappingNode, side: Side) -> Iterator[Entry]:
    for key, value in node.pairs:
        name = reader.name(key)
        facts = tuple(_facts(reader, value, side))
        if name:
            yield Entry(name, facts)


def _facts(reader: FieldReader, node: Node, side: Side) -> Iterator[RawFact]:
    if isinstance(node, SequenceNode):
        for item in node.items:
            fact = _fact(reader, item, side)
            if fact:
                yield fact
    elif isinstance(node, MappingNode):
        message = 'facts are a list, even one alone; begin it with a dash and a space ("- ")'
        reader.report.add("wrong-type", node, message)
    elif not is_empty(node):
        message = "facts are a list, such as - {joined: Perigee, date: 2031-03}; this is a text"
        reader.report.add("wrong-type", node, message)


def _fact(reader: FieldReader, node: Node, side: Side) -> RawFact | None:
    """One fact, or None where it can't stand; the key that comes first says its kind."""
    if not isinstance(node, MappingNode) or not node.pairs:
        message = "a fact is a kind and its value in braces, such as {joined: Perigee, date: 2031-03}"
        reader.report.add("wrong-type", node, message)
        return None
    first = node.pairs[0][0]
    kind = FACT_KINDS.get(first.text)
    if kind is None:
        _refuse_kind(reader, node, side)
        return None
    if side not in kind.under:
        other = kind.under[0]
        message = f'"{kind.name}" stands under a {other}, not under a {side}; move it to "{_PLURALS[other]}"'
        reader.report.add("misplaced-fact", first, message)
        return None
    values = reader.shape(node, kind.shape)
    if kind.value.target not in values:
        return None
    if "status" in values:
        values["status"] = Status(values["status"])
    if kind.value.type == "date" and values.get("date", values[kind.value.target]) != values[kind.value.target]:
        _refuse_second_date(reader, node, kind, values)
    return RawFact(kind.name, Position(first.line, first.column), **values)


def _refuse_second_date(reader: FieldReader, node: MappingNode, kind: FactKind, values: Values) -> None:
    """A fact whose value is its date, and that has another one besides, which nothing would be made of."""
    message = (
        f'"date" says {values["date"]}, and "{kind.name}" {values[kind.value.target]}, which is the date of this fact; '
        'take "date" out'
    )
    reader.report.add("misplaced-key", node.get("date") or node, message)


def _refuse_kind(reader: FieldReader, node: MappingNode, side: Side) -> None:
    """A fact that begins with something else: its kind comes later, or is misspelt, or isn't there."""
    first = node.pairs[0][0]
    later = next((key.text for key, _ in node.pairs if key.text in FACT_KINDS), None)
    written = quoted(first.text, 40)
    if later:
        message = f'a fact begins with the key that says what it is; put "{later}" first, before {written}'
        reader.report.add("kind-not-first", first, message, later)
        return
    here = [kind.name for kind in kinds_under(side)]
    near = closest(first.text, here) or closest(first.text, FACT_KINDS)
    if near:
        message = f'{written} is no kind of fact; did you mean "{near}"?'
    else:
        near = closest(first.text, here, always=True) or here[0]
        message = (
            f'{written} is no kind of fact; the nearest is "{near}", and under a {side} may stand: {", ".join(here)}'
        )
    reader.report.add("unknown-fact", first, message, near)
