"""How one archive differs from an earlier one, by the tables that pages are made from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence, Set
from typing import Any

from generator.pages.desk import Desk
from generator.pages.tables import ABOUT, CAREERS, FACTS, FACTS_OF, ORDER, QUOTES, STORIES, TEXTS, tables
from generator.pages.tracing import LISTED, WHOLE, Numbers, Reads


class Changes:
    """How one desk differs from an earlier one."""

    def __init__(self, before: Desk, numbers: Numbers, after: Desk) -> None:
        """``numbers`` are the earlier desk's."""
        self._numbers: set[int] = set()
        self._come: set[tuple[int, Hashable]] = set()
        self._tables: list[Set[Hashable]] = []
        self.moved = False
        """Whether any entry has come, or gone, or has another place."""
        for place, (start, old, new) in enumerate(zip(numbers.starts, tables(before), tables(after), strict=True)):
            changed = _changed(old, new, self._where(place, before, after))
            come = {key for key in new if key not in old}
            self._numbers.update(map(numbers.of(place), changed))
            self._come.update((place, key) for key in come)
            self._tables.append(come | changed)
            moved = list(old) != list(new)
            if moved:
                self.moved = True
                self._numbers.add(start + LISTED)
            if moved or changed:
                self._numbers.add(start + WHOLE)

    def _where(self, place: int, *desks: Desk) -> Set[Any] | None:
        """Under which keys a table may have something else, if it follows from those before it; None for any."""
        changed: Sequence[Set[Any]] = self._tables
        if place == QUOTES:
            return changed[STORIES] | changed[TEXTS]
        if place != CAREERS:
            return None
        facts = changed[FACTS] | changed[ORDER]
        whose = (desk.archive.facts[fact].subject for desk in desks for fact in facts if fact in desk.archive.facts)
        return changed[FACTS_OF] | changed[ABOUT] | frozenset(whose)

    @property
    def tables(self) -> tuple[Set[Hashable], ...]:
        """The keys of each table whose entries are others now, or have come or gone."""
        return tuple(self._tables)

    def touch(self, reads: Reads) -> bool:
        """Whether anything that was looked up is another now."""
        return not self._numbers.isdisjoint(reads.found) or (
            bool(reads.absent) and not self._come.isdisjoint(reads.absent)
        )


def _changed(old: Mapping[Any, Any], new: Mapping[Any, Any], where: Set[Any] | None) -> set[Hashable]:
    """The keys, of some or all, under which there was something else before."""
    missing = object()
    if where is None:
        return {key for key, value in old.items() if new.get(key, missing) != value}
    return {key for key in where if key in old and new.get(key, missing) != old[key]}


def comparable(before: Desk, after: Desk) -> bool:
    """Whether the two differ in their tables alone, and in nothing on which every answer may depend."""
    old, new = before.reasoning.evidence, after.reasoning.evidence
    return (
        before.archive.rulings == after.archive.rulings
        and old.accepted == new.accepted
        and old.rejected == new.rejected
        and old.doubtful == new.doubtful
    )
