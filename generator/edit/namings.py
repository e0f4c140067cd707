"""Every place in a file's front matter that names a person, a company, a topic or a story, found by the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.archive.model import RefKind
from generator.read.model import EntityKind
from generator.read.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.read.schema import FACT_KINDS, PROFILES, STORY, Field, NamedKind, Shape
from generator.read.schema.profile import RULING

_OWN_NAMES = ("name", "aliases", "weak_aliases", "former_names", "redirect_from", "merged")  # a profile's, of itself


class Naming(NamedTuple):
    """A text that names somebody, or ends with a name (``left Orbital``: ``skip`` is what stands before it).

    ``among``: the list of names that it is in, itself or as a key with facts below it.
    """

    node: ScalarNode
    kinds: tuple[RefKind, ...]
    skip: int = 0
    slug_only: bool = False
    among: SequenceNode | None = None

    @property
    def text(self) -> str:
        return self.node.text[self.skip :]


def in_story(front: MappingNode) -> Iterator[Naming]:
    """Those of a story, in the order written."""
    yield from _in_shape(front, STORY, "person")


def in_profile(front: MappingNode, kind: EntityKind) -> Iterator[Naming]:
    """Those of a profile that name others, in the order written."""
    others = tuple(pair for pair in front.pairs if pair[0].text not in _OWN_NAMES)
    yield from _in_shape(front._replace(pairs=others), PROFILES[kind], kind)


def _in_shape(node: MappingNode, shape: Shape, owner: EntityKind) -> Iterator[Naming]:
    for key, value in node.pairs:
        field = shape.table.get(key.text)
        if field is None:
            continue
        if field.type == "entries":
            yield from _entries(value, field)
        elif field.shape is not None:
            for part in _parts(value):
                yield from _in_shape(part, field.shape, owner)
        elif field.type in ("name", "slug"):
            kinds = _kinds(field.names) or (owner,)
            among = value if isinstance(value, SequenceNode) else None
            yield from (Naming(text, kinds, 0, field.type == "slug", among) for text in _texts(value))
        elif shape is RULING and field.name == "fact":
            yield from _in_ruling(value)


def _kinds(names: NamedKind) -> tuple[RefKind, ...]:
    """The kinds that a field takes; where it takes two, in the order in which the archive looks for them."""
    if names == "person or company":
        return "company", "person"
    return (names,) if names else ()


def _entries(node: Node, field: Field) -> Iterator[Naming]:
    among, kinds = (node if isinstance(node, SequenceNode) else None), _kinds(field.names)
    for item in node.items if isinstance(node, SequenceNode) else (node,):
        if isinstance(item, ScalarNode) and item.text:
            yield Naming(item, kinds, among=among)
        elif isinstance(item, MappingNode):
            for key, facts in item.pairs:
                yield Naming(key, kinds, among=among)
                for fact in _parts(facts):
                    kind = FACT_KINDS.get(fact.pairs[0][0].text) if fact.pairs else None
                    if kind is not None:
                        yield from _in_shape(fact, kind.shape, "person")


def _in_ruling(node: Node) -> Iterator[Naming]:
    """``left Orbital``: a kind of fact and then, maybe, a name."""
    if isinstance(node, ScalarNode):
        kind, space, name = node.text.partition(" ")
        if kind in FACT_KINDS and name.strip():
            yield Naming(node, ("company", "person"), skip=len(kind) + len(space))


def _parts(node: Node) -> Iterator[MappingNode]:
    for item in node.items if isinstance(node, SequenceNode) else (node,):
        if isinstance(item, MappingNode):
            yield item


def _texts(node: Node) -> Iterator[ScalarNode]:
    for item in node.items if isinstance(node, SequenceNode) else (node,):
        if isinstance(item, ScalarNode) and item.text:
            yield item
