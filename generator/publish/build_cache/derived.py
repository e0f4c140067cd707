"""What follows from the rows on a shelf: whole rows of a reasoning, numbers of entries, current posts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.archive.model import Ref
from generator.archive.names import entity_kind
from generator.pages.catalogue import Unit
from generator.pages.currents import Current
from generator.pages.tables import COUNT, FOLLOWING
from generator.pages.tracing import FIRST, numbered_from
from generator.publish.build_cache.cached_build import UnitMade
from generator.publish.build_cache.rows import Rows


class ReadRow(Sequence[Any]):
    """A value that is a tuple, under its name in a table: read when somebody looks at it."""

    def __init__(self, table: Mapping[str, Sequence[Any]], name: str) -> None:
        self._table = table
        self._name = name

    @property
    def _value(self) -> Sequence[Any]:
        return self._table[self._name]

    def __getitem__(self, place: Any) -> Any:
        return self._value[place]

    def __len__(self) -> int:
        return len(self._value)


class ReadNumbers:
    """The numbers that a desk's entries had when its rows were written; what has come since gets one when asked for."""

    def __init__(self, rows: Rows, more: Mapping[tuple[int, Hashable], int]) -> None:
        self._rows = rows
        *self.starts, self._count = numbered_from(rows.count(kept_as(place)) for place in range(COUNT))
        self.more = dict(more)
        """Those of what has come, by the places of tables and keys."""

    def welcome(self, come: Iterable[tuple[int, Hashable]]) -> None:
        """Give a number to what has come, before several processes would each give one."""
        for place, key in come:
            self.of(place)(key)

    def of(self, place: int) -> Callable[[Any], int]:
        first, table = self.starts[place] + FIRST, kept_as(place)

        def number(key: Any) -> int:
            row = self._rows.find(table, key)
            return self.more.setdefault((place, key), self._count + len(self.more)) if row is None else first + row

        return number


def kept_as(place: int) -> int:
    """The table that has the same keys, which is kept."""
    return FOLLOWING.get(place, place)


class ReadCurrents(Mapping[Ref, Current]):
    """The current posts of everybody that has a page, as that was made."""

    def __init__(self, units: Mapping[Unit, Any], since: Mapping[Unit, UnitMade | None]) -> None:
        self._units = units
        self._since = since

    def __getitem__(self, person: Ref) -> Current:
        unit = Unit(entity_kind(person), person.slug)
        made = self._since.get(unit)
        found: Current | None = made.current if made else None if unit in self._since else self._units[unit][-1]
        if found is None:
            raise KeyError(person)
        return found

    def __iter__(self) -> Iterator[Ref]:
        every = (*self._units, *(unit for unit in self._since if unit not in self._units))
        left = (unit for unit in every if self._since.get(unit, unit) is not None)
        return (Ref("person", unit.key) for unit in left if unit.kind == "person")

    def __len__(self) -> int:
        return sum(1 for _ in self)
