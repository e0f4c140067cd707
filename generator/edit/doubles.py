"""Lists that name both sides of a merge, and would name one twice: which of their texts go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.archive.model import Ref
from generator.edit.namings import Naming
from generator.edit.target import Turn
from generator.read.nodes import Node, ScalarNode, SequenceNode

Place = tuple[int, int]  # line and column: they tell nodes apart more quickly than what is in them


def place_of(node: Node) -> Place:
    return node.line, node.column


def doubles(namings: Iterable[Naming], made: Turn) -> Iterator[tuple[SequenceNode, list[int]]]:
    """The lists of names that lose texts to a merge, each with those texts' places in it, counted from 0."""
    lists: dict[Place, SequenceNode] = {}
    named: dict[Place, dict[Place, Ref]] = {}
    for naming in namings:
        who = made.meant(naming)
        if naming.among is not None and who in (made.old, made.new):
            place = place_of(naming.among)
            lists[place] = naming.among
            named.setdefault(place, {})[place_of(naming.node)] = who
    for place, among in lists.items():
        gone = _gone(among, named[place], made)
        if gone:
            yield among, gone


def _gone(among: SequenceNode, named: Mapping[Place, Ref], made: Turn) -> list[int]:
    """What named the new one stays as it was, and so does a name with facts below it."""
    old = {place for place, who in named.items() if who == made.old}
    texts = {place_of(item): number for number, item in enumerate(among.items) if isinstance(item, ScalarNode)}
    facts = named.keys() - texts.keys()
    if facts & old:
        return [number for place, number in texts.items() if place in named]
    gone = [number for place, number in texts.items() if place in old]
    return gone if facts or len(gone) < len(named) else gone[1:]
