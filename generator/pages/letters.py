"""Everybody on file by the first letters of their names: the parts of the lists of all people, companies and topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.archive.model import Archive, Ref
from generator.pages.split import INDEX_LIMIT, Leaf, Part, by_letter, leaves
from generator.read.model import EntityKind

_KINDS: tuple[EntityKind, ...] = ("person", "company", "topic")


class Letters(Mapping[EntityKind, tuple[Part[Ref], ...]]):
    """Of each kind all that there are, by letter, worked out when first asked for. They follow from the archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: dict[EntityKind, tuple[Part[Ref], ...]] = {}

    def __getitem__(self, kind: EntityKind) -> tuple[Part[Ref], ...]:
        if kind not in self._known:
            if kind not in _KINDS:
                raise KeyError(kind)
            entities = self._archive.entities
            refs = [ref for ref in entities if ref.kind == kind]
            self._known[kind] = by_letter(refs, lambda ref: entities[ref].name)
        return self._known[kind]

    def __iter__(self) -> Iterator[EntityKind]:
        return iter(_KINDS)

    def __len__(self) -> int:
        return len(_KINDS)


def lettered(kind: EntityKind, parts: Sequence[Part[Ref]]) -> dict[tuple[EntityKind, str], Leaf[Ref]]:
    """The parts of the list of all of a kind that have pages, by that and their names; none of a short list."""
    return {(kind, name): leaf for name, leaf in leaves(parts)} if are_on_pages(parts) else {}


def all_lettered(letters: Mapping[EntityKind, Sequence[Part[Ref]]]) -> dict[tuple[EntityKind, str], Leaf[Ref]]:
    """Those of all kinds, in order."""
    return {key: each for kind in sorted(letters) for key, each in lettered(kind, letters[kind]).items()}


def are_on_pages(parts: Sequence[Part[Ref]]) -> bool:
    """Whether each part has a page of its own: where one page for all would be too long."""
    return sum(len(part.items) for part in parts) > INDEX_LIMIT
