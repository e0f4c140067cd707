"""A story that names both sides of a merge: the facts of the one go below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator import codes
from generator.archive.names import FOLDERS, entity_kind
from generator.edit.namings import Naming
from generator.edit.source import Replacement, Source
from generator.edit.target import Turn
from generator.problems import Position, Problem
from generator.read.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_empty
from generator.values.quoting import quoted


class Entry(NamedTuple):
    """A name as a key, and the facts below it."""

    name: ScalarNode
    facts: Node


class Joined(NamedTuple):
    """What moves in a file; or, where it can't be moved, what an editor has to put together first."""

    moves: Sequence[Replacement] = ()
    problems: Sequence[Problem] = ()


def joined(source: Source, made: Turn, path: str) -> Joined:
    """The lines of the old one's facts at the end of the new one's. ``path`` is the story's, as problems show it."""
    kind = entity_kind(made.old)
    node = source.document.front.get(FOLDERS[kind])
    moves: list[Replacement] = []
    problems: list[Problem] = []
    for part in node.items if isinstance(node, SequenceNode) else (node,):
        entries = [Entry(*pair) for pair in part.pairs] if isinstance(part, MappingNode) else []
        meant = [(made.meant(Naming(entry.name, (kind,))), entry) for entry in entries]
        old = [entry for who, entry in meant if who == made.old]
        new = [entry for who, entry in meant if who == made.new]
        rest = old if new else old[1:]
        if not rest:
            continue
        into = (new or old)[0]
        if isinstance(node, MappingNode) and len(rest) == 1 and _are_lines(source, node, rest[0], into):
            moves += _moved(source, entries, rest[0], into)
        else:
            problems += (_by_hand(path, entry, into) for entry in rest)
    return Joined(moves, problems)


def _by_hand(path: str, entry: Entry, into: Entry) -> Problem:
    """After the merge its name would be given twice."""
    message = (
        f"{quoted(entry.name.text)} would be the name on line {into.name.line}, {quoted(into.name.text)}, once more; "
        "put the facts of the two together, below one of them, then merge."
    )
    return codes.problem("duplicate-key", path, Position(entry.name.line, entry.name.column), message)


def _are_lines(source: Source, node: MappingNode, *both: Entry) -> bool:
    """Whether two names, and the facts of each, stand in lines of their own, the facts all at one indent."""
    before = (source.text[source.offset(name.line) : source.offset(name.line, name.column)] for name, _ in both)
    lists = [facts for _, facts in both if not is_empty(facts)]
    have_hyphens = all(source.text.startswith("-", source.offset(facts.line, facts.column)) for facts in lists)
    one_indent = len({facts.column for facts in lists}) < 2
    return not node.flow and not any(text.strip() for text in before) and have_hyphens and one_indent


def _moved(source: Source, entries: Sequence[Entry], old: Entry, into: Entry) -> Iterator[Replacement]:
    """The facts of ``old`` at the end of those of ``into``, with the comments right above its name."""
    name = old.name.line
    if entries.index(old) == entries.index(into) + 1:
        yield Replacement(source.offset(name), source.offset(name + 1), "")
        return
    start, end = _first_comment(source, old.name), _end(source, entries, old)
    below = [_line(source, line) for line in range(name + 1, end)]
    kept = [line for line in below if line.strip()] if is_empty(old.facts) else below
    lines = [*(_line(source, line) for line in range(start, name)), *kept]
    place = source.offset(_end(source, entries, into))
    yield Replacement(place, place, "".join(lines))
    yield Replacement(source.offset(start), source.offset(end), "")


def _first_comment(source: Source, name: ScalarNode) -> int:
    """The line of the first of the comments right above a name; the name's own where there is none."""
    line = name.line
    while _is_comment(source, line - 1, name.column):
        line -= 1
    return line


def _end(source: Source, entries: Sequence[Entry], entry: Entry) -> int:
    """The line after a name and its facts: the next name's, or that of the comments above it, or the next key's."""
    following = entries[entries.index(entry) + 1 :]
    if not following:
        return _end_of_last(source, entry)
    name = following[0].name
    end = line = name.line
    while _is_comment(source, line - 1, name.column) or not _line(source, line - 1).strip():
        line -= 1
        end = line if _line(source, line).strip() else end
    return end


def _end_of_last(source: Source, entry: Entry) -> int:
    """A blank line or a comment at the left edge belongs to what follows."""
    after = [key.line for key, _ in source.document.front.pairs if key.line > entry.name.line]
    line = min(after, default=source.closing.line)
    while not _line(source, line - 1).strip() or _is_comment(source, line - 1, 1):
        line -= 1
    return line


def _is_comment(source: Source, line: int, column: int) -> bool:
    """Whether a line is a comment that begins no further right than the column, and so is about what follows."""
    text = _line(source, line)
    return text.lstrip().startswith("#") and len(text) - len(text.lstrip()) < column


def _line(source: Source, line: int) -> str:
    """A line of the file, with its end."""
    return source.text[source.offset(line) : source.offset(line + 1)]
