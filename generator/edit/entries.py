"""A story that names both sides of a merge: the facts of the one go below the other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.archive.model import Ref
from generator.archive.names import resolve
from generator.edit.errors import EditRefusedError
from generator.edit.source import Replacement, Source
from generator.edit.target import Turn
from generator.read.model import EntityKind
from generator.read.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_empty

_KEYS: tuple[tuple[str, EntityKind], ...] = (("people", "person"), ("companies", "company"), ("topics", "topic"))


def joined(source: Source, made: Turn) -> Iterator[Replacement]:
    """Moves the lines of the old one's facts to the end of the new one's. EditRefusedError where lines won't do."""
    for key, kind in _KEYS:
        node = source.document.front.get(key)
        if made.old.kind != kind or made.old == made.new:
            continue
        if not isinstance(node, MappingNode):
            continue
        both = {ref: (name, facts) for name, facts in node.pairs for ref in _named(made, name.text, kind)}
        if made.old in both and made.new in both:
            yield from _moved(source, node, both[made.old], both[made.new])


def _named(made: Turn, text: str, kind: EntityKind) -> tuple[Ref, ...]:
    return resolve(made.desk.names, text, (kind,))[:1]


def _moved(
    source: Source, node: MappingNode, old: tuple[ScalarNode, Node], new: tuple[ScalarNode, Node]
) -> Iterator[Replacement]:
    (name, facts), (other, theirs) = old, new
    if node.flow or not (is_empty(facts) or isinstance(facts, SequenceNode)):
        raise _refused(name, other)
    start, end = source.offset(name.line), _end_of_entry(source, node, name)
    if is_empty(facts):
        yield Replacement(start, end, "")
        return
    if facts.line == name.line or (
        not is_empty(theirs) and (theirs.line == other.line or theirs.column != facts.column)
    ):
        raise _refused(name, other)
    lines = source.text[source.offset(name.line + 1) : end]
    place = _end_of_entry(source, node, other)
    if place == start:
        # The old entry follows at once: only its name goes.
        yield Replacement(start, source.offset(name.line + 1), "")
        return
    yield Replacement(place, place, lines)
    yield Replacement(start, end, "")


def _end_of_entry(source: Source, node: MappingNode, name: ScalarNode) -> int:
    """Where the lines of one name and its facts end: at the next name, or at the next line as far left as a key."""
    following = [key.line for key, _ in node.pairs if key.line > name.line]
    if following:
        return source.offset(min(following))
    after = [key.line for key, _ in source.document.front.pairs if key.line > name.line]
    line = min(after, default=source.closing.line)
    while line - 1 > name.line and _is_between(source, line - 1):
        line -= 1
    return source.offset(line)


def _is_between(source: Source, line: int) -> bool:
    """A blank line or a comment at the left edge belongs to what follows."""
    text = source.text[source.offset(line) : source.offset(line + 1)]
    return not text.strip() or text.startswith("#")


def _refused(name: ScalarNode, other: ScalarNode) -> EditRefusedError:
    return EditRefusedError(
        f"a story names both {name.text!r} (line {name.line}) and {other.text!r} (line {other.line}); "
        "put the facts of the one below the other, then merge."
    )
