"""How one archive differs from an earlier one, by the tables that pages are made from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from itertools import chain
from typing import Any, cast

from generator.archive.model import Ref
from generator.archive.revised import Revised
from generator.archive.topics import WHEREABOUTS
from generator.pages.careers import facts_in, retold
from generator.pages.casts import Casts, recast
from generator.pages.colleagues import acquainted
from generator.pages.desk import Desk
from generator.pages.relatives import estranged
from generator.pages.rosters import Rosters, posted, reassigned
from generator.pages.tables import (
    ABOUT,
    ATTENDANCE,
    BESIDES,
    CAREERS,
    CASTS,
    COLLEAGUES,
    CURRENTS,
    ENTITIES,
    FACTS,
    FACTS_OF,
    FOLLOWING,
    LETTERS,
    ORDER,
    PEOPLE,
    PLACES,
    QUOTES,
    RELATIVES,
    ROSTERS,
    STORIES,
    STORIES_OF,
    TEXTS,
    tables,
)
from generator.pages.tracing import LISTED, WHOLE, Numbering, Numbers, Reads


class Changes:
    """How one desk differs from an earlier one, in the numbers that its entries had, or got since."""

    def __init__(self, numbers: Numbering) -> None:
        """No difference yet: :meth:`add` is told of each table, in their order."""
        self._given = numbers
        self.numbers: set[int] = set()
        """Of all that is another: entries, the keys of tables in their order, tables as a whole."""
        self.come: set[tuple[int, Hashable]] = set()
        """The keys that had no entry, with the places of their tables."""
        self._tables: list[Set[Hashable]] = []
        self._posted: set[tuple[Ref, Ref]] | None = None  # people of whom something else is told, with the companies
        self.moved = False
        """Whether any entry has come, or gone, or has another place."""

    def add(self, changed: Set[Hashable], come: Set[Hashable], *, moved: bool) -> None:
        """The next table: under which keys there is something else, or nothing any more, and which have come."""
        place = len(self._tables)
        start = self._given.starts[place]
        self.numbers.update(map(self._given.of(place), changed))
        self.come.update((place, key) for key in come)
        self._tables.append(come | changed)
        if moved:
            self.moved = True
            self.numbers.add(start + LISTED)
        if moved or changed:
            self.numbers.add(start + WHOLE)

    @property
    def tables(self) -> tuple[Set[Hashable], ...]:
        """The keys of each table whose entries are others now, or have come or gone."""
        return tuple(self._tables)

    def touch(self, reads: Reads) -> bool:
        """Whether anything that was looked up is another now."""
        return not self.numbers.isdisjoint(reads.found) or (
            bool(reads.absent) and not self.come.isdisjoint(reads.absent)
        )

    def where(self, place: int, *desks: Desk) -> Set[Any] | None:
        """Under which keys a table may have something else, if it follows from those before it; None for any."""
        changed: Sequence[Set[Any]] = self._tables
        if place == QUOTES:
            return changed[STORIES] | changed[TEXTS]
        if place == RELATIVES:
            archives, orders = [desk.archive for desk in desks], [desk.order for desk in desks]
            return estranged(archives, orders, changed[STORIES], changed[PLACES], changed[STORIES_OF])
        reasonings = [desk.reasoning for desk in desks]
        if place == ATTENDANCE:
            where = (each.evidence.companies_of.get(person, ()) for each in reasonings for person in changed[ABOUT])
            return {*changed[PEOPLE], *chain.from_iterable(where)}
        if place == LETTERS:
            return {ref.kind for ref in changed[ENTITIES]}
        if place not in (CASTS, CAREERS, CURRENTS, COLLEAGUES, ROSTERS):
            return None
        changed_facts = changed[FACTS] | changed[ORDER]
        facts = facts_in((desk.archive for desk in desks), changed_facts)
        if place in (CAREERS, CURRENTS):
            return retold((*changed[FACTS_OF], *changed[ABOUT]), facts)
        people = {*changed[ABOUT], *changed[BESIDES]}
        people |= {fact.subject for fact in facts if fact.kind in WHEREABOUTS}
        rosters = [cast("Rosters", desk.rosters) for desk in desks]
        if self._posted is None:
            self._posted = posted(rosters, people)
        if place == CASTS:
            return changed[STORIES] | recast([cast("Casts", desk.casts) for desk in desks], people, self._posted)
        if place == ROSTERS:
            return reassigned(rosters, people, self._posted)
        return people | acquainted(reasonings, self._posted)


def between(before: Desk, numbers: Numbers, after: Desk) -> Changes:
    """How one desk differs from an earlier one, whose ``numbers`` these are: all of both is looked at."""
    changes = Changes(numbers)
    for place, (old, new) in enumerate(zip(tables(before), tables(after), strict=True)):
        changed = _changed(old, new, changes.where(place, before, after))
        was, now = list(old), list(new)
        changes.add(changed, {*now} - {*was}, moved=was != now)  # to ask a table for a key may be to work it out
    return changes


def since(before: Desk, numbers: Numbering, after: Desk, news: Set[str]) -> Changes:
    """How a revised desk (:func:`generator.pages.revision.revised_desk`) differs from that before.

    ``news`` are the stories that say something else, and not only on other lines.
    """
    changes, now = Changes(numbers), tables(after)
    for place, (old, new) in enumerate(zip(tables(before), now, strict=True)):
        if isinstance(new, Revised):
            changed = new.changed & news if place == STORIES else new.changed
            changes.add(changed - new.come, new.come, moved=new.is_moved)
        elif place in FOLLOWING:
            same = now[FOLLOWING[place]]
            come, is_moved = (same.come, same.is_moved) if isinstance(same, Revised) else (set(), False)
            where = changes.where(place, before, after)
            changes.add(_changed(old, new, where), come, moved=is_moved)
        else:
            changes.add({name for name, row in new.items() if row is not old[name]}, set(), moved=False)
    return changes


def _changed(old: Mapping[Any, Any], new: Mapping[Any, Any], where: Iterable[Any] | None) -> set[Hashable]:
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
