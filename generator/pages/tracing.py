"""What a page was made from: every entry of the archive that was looked up while it was made.

A page is made of a desk, and of nothing else that a story could change. Handed a desk whose tables note what is
looked up in them, whoever makes it leaves the list of what it depends on; and a later archive in which all of that
is the same gives the same page. (This is how incremental build systems with dynamic dependencies work; see A. Mokhov,
N. Mitchell and S. Peyton Jones, "Build systems à la carte", 2018.)
"""

from __future__ import annotations

from array import array
from collections.abc import (
    Callable,
    Hashable,
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    Sequence,
    ValuesView,
)
from typing import Any, NamedTuple, Protocol, TypeVar

from msgspec.structs import replace

from generator.archive.reasoning import Reasoning
from generator.pages.desk import Desk
from generator.pages.tables import IN_ARCHIVE, IN_EVIDENCE, IN_REASONING, ON_DESK, ROWS, tables

_KEY = TypeVar("_KEY", bound=Hashable)
_VALUE = TypeVar("_VALUE")
_ITEM = TypeVar("_ITEM")

LISTED, WHOLE, FIRST = 0, 1, 2
"""What of a table was looked at, by the number that it starts with: its keys in order, all of it, single entries."""


class Table(dict[_KEY, _VALUE]):
    """A mapping that notes what is looked up. As a dict it holds what was looked up before, so that is as fast."""

    __slots__ = ("_all", "absent", "listed", "whole")

    def __init__(self, every: Mapping[_KEY, _VALUE]) -> None:
        super().__init__()
        self._all = every
        self.absent: set[_KEY] = set()
        self.listed = self.whole = False

    def __missing__(self, key: _KEY) -> _VALUE:
        try:
            value = self._all[key]
        except KeyError:
            self.absent.add(key)
            raise
        self[key] = value
        return value

    def get(self, key: _KEY, default: Any = None) -> Any:
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: object) -> bool:
        return self.get(key, self) is not self  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[_KEY]:
        self.listed = True
        return iter(self._all)

    def __reversed__(self) -> Iterator[_KEY]:
        self.listed = True
        return reversed(tuple(self._all))

    def __len__(self) -> int:
        self.listed = True
        return len(self._all)

    def __bool__(self) -> bool:
        return len(self) > 0

    def keys(self) -> KeysView[_KEY]:  # type: ignore[override]
        self.listed = True
        return self._all.keys()

    def values(self) -> ValuesView[_VALUE]:  # type: ignore[override]
        self.whole = True
        return self._all.values()

    def items(self) -> ItemsView[_KEY, _VALUE]:  # type: ignore[override]
        self.whole = True
        return self._all.items()


class Row(Sequence[_ITEM]):
    """A tuple that notes whether anybody looked at it."""

    def __init__(self, every: tuple[_ITEM, ...]) -> None:
        self._all = every
        self.whole = False

    def __getitem__(self, place: Any) -> Any:
        self.whole = True
        return self._all[place]

    def __len__(self) -> int:
        self.whole = True
        return len(self._all)

    def __iter__(self) -> Iterator[_ITEM]:
        self.whole = True
        return iter(self._all)

    def __contains__(self, item: object) -> bool:
        self.whole = True
        return item in self._all


_looked_up: Callable[[Table[Any, Any]], KeysView[Any]] = dict.keys
_size: Callable[[Table[Any, Any]], int] = dict.__len__


class Reads(NamedTuple):
    """What was looked up: numbers by :class:`Numbers`, table by table, and keys not found, by table."""

    found: array[int]
    absent: tuple[tuple[int, Hashable], ...]

    def renumbered(self, numbers: array[int]) -> Reads:
        """The same in other numbers: see :meth:`Numbers.renumbered`."""
        return Reads(array("I", map(numbers.__getitem__, self.found)), self.absent)


class Numbering(Protocol):
    """A number for each entry of a desk's tables, and for each table's keys and whole: what reads are told in."""

    @property
    def starts(self) -> Sequence[int]:
        """Of each table the number of its keys in their order."""

    def of(self, place: int) -> Callable[[Any], int]:
        """What gives the number of an entry that is there, by its key; by the place of its table."""


class Numbers:
    """The numbers of a desk at hand.

    ``more`` are those of entries that have come since, by the places of their tables and their keys: what was made
    since tells of the desk in the numbers that it had. Whatever has no number yet nobody can have looked up.
    """

    def __init__(self, desk: Desk, more: Mapping[tuple[int, Hashable], int] | None = None) -> None:
        self._tables = tables(desk)
        self._more = more or {}
        *self.starts, self.count = numbered_from(map(len, self._tables))
        self._of: list[dict[Hashable, int]] = [
            dict(zip(table, range(start + FIRST, start + FIRST + len(table)), strict=True))
            for start, table in zip(self.starts, self._tables, strict=True)
        ]

    def of(self, place: int) -> Callable[[Any], int]:
        known, more = self._of[place], self._more
        if not more:
            return known.__getitem__
        unknown = max(more.values()) + 1
        return lambda key: known[key] if key in known else more.get((place, key), unknown)

    def renumbered(self, later: Numbers) -> array[int]:
        """For each number of these the later one; 0 for what is there no more."""
        renumbered = array("I", bytes(4 * max(self.count, *self._more.values(), -1) + 4))
        for start, late, table, of in zip(self.starts, later.starts, self._tables, later._of, strict=True):
            renumbered[start], renumbered[start + 1] = late, late + 1
            for number, key in enumerate(table, start + FIRST):
                renumbered[number] = of.get(key, 0)
        for (place, key), number in self._more.items():
            renumbered[number] = later._of[place].get(key, 0)
        return renumbered


def numbered_from(sizes: Iterable[int]) -> list[int]:
    """The number that each table starts with, by the tables' sizes; and the one after the last."""
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + FIRST + size)
    return starts


class Trace:
    """A desk that notes what is looked up, for one unit after the other."""

    def __init__(self, desk: Desk, numbers: Numbering | None = None) -> None:
        self._numbers = Numbers(desk) if numbers is None else numbers
        self._tables: list[Table[Any, Any]] = []
        self._rows: list[Row[Any]] = []
        self.desk = self._traced(desk)

    def reads(self) -> Reads:
        """What was looked up since it was last asked."""
        found = array("I")
        absent: list[tuple[int, Hashable]] = []
        for place, table in enumerate(self._tables):
            if _size(table) or table.listed or table.whole or table.absent:
                self._take(place, table, found, absent)
        for place, row in enumerate(self._rows, len(self._tables)):
            if row.whole:
                found.append(self._numbers.starts[place] + WHOLE)
                row.whole = False
        return Reads(found, tuple(absent))

    def _take(self, place: int, table: Table[Any, Any], found: array[int], absent: list[tuple[int, Hashable]]) -> None:
        """What was looked up in a table, which then is as new."""
        start = self._numbers.starts[place]
        if table.whole or table.listed:
            found.append(start + (WHOLE if table.whole else LISTED))
            table.whole = table.listed = False
        if table.absent:
            absent += ((place, key) for key in table.absent)
            table.absent = set()
        found.extend(map(self._numbers.of(place), _looked_up(table)))
        table.clear()

    def _traced(self, desk: Desk) -> Desk:
        archive = replace(desk.archive, **self._trace(desk.archive, IN_ARCHIVE))
        evidence = replace(
            desk.reasoning.evidence, archive=archive, **self._trace(desk.reasoning.evidence, IN_EVIDENCE)
        )
        in_reasoning = self._trace(desk.reasoning, IN_REASONING)
        on_desk = self._trace(desk, ON_DESK)
        rows = {name: Row(getattr(desk.reasoning, name)) for name in ROWS}
        self._rows += rows.values()
        reasoning: Reasoning = replace(
            desk.reasoning,
            archive=archive,
            evidence=evidence,
            **in_reasoning,
            **rows,
        )
        return replace(desk, archive=archive, reasoning=reasoning, **on_desk)

    def _trace(self, holder: object, names: Sequence[str]) -> dict[str, Any]:
        made = {name: Table(getattr(holder, name)) for name in names}
        self._tables += made.values()
        return made


__all__ = ["FIRST", "LISTED", "WHOLE", "Numbering", "Numbers", "Reads", "Trace", "numbered_from"]
