"""What a build remembers, row by row, for the next one where that has next to nothing to make.

It says the same as the memory (:mod:`generator.publish.memory`), which it lies beside: the desk, what each unit was
made from, and what was rendered.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.archive.model import Ref, Text
from generator.pages.catalogue import Unit
from generator.pages.desk import Desk
from generator.pages.tables import ABOUT, COUNT, PEOPLE, REPORTS, ROWS, TEXTS, desk_from, plain, tables
from generator.pages.tracing import Numbering, Reads, first_number, numbered_from
from generator.publish.driving.record import Record
from generator.publish.feeds import Feeds
from generator.publish.folder import Identity
from generator.publish.memory import Touched, UnitMade
from generator.publish.rows import Entries, ReadRow, Rows, write
from generator.publish.search.bundles import odd_labels
from generator.publish.site import Site

_REST, _READS, _UNITS = range(COUNT, COUNT + 3)  # tables after those of the desk
_PAGES, _OTHERS, _SITE = range(3)  # tables of what was rendered
_WIDTH = array("I").itemsize
_NOTHING = Reads(array("I"), ())


def put(path: Path, form: str, desk: Desk, units: Mapping[Unit, UnitMade]) -> None:
    """Write what a build made, and what from. OSError when it can't be written."""
    found = array("I")
    ends = array("Q")
    for made in units.values():
        found.extend(made.reads.found)
        ends.append(len(found))
    rest = {"plain": plain(desk), "newest": Feeds(desk.archive, Site("")).newest(), "labels": odd_labels(desk)}
    reads = {"found": found.tobytes(), "ends": ends}
    bare = ((unit, (made.files, made.card)) for unit, made in units.items())
    of_desk: list[Entries] = [table.items() for table in tables(desk)]
    of_desk[REPORTS] = dict.fromkeys(desk.reasoning.evidence.reports_at).items()  # as much as all others, and no news
    write(path, form, [*of_desk, rest.items(), reads.items(), bare])


def put_record(path: Path, form: str, record: Record, docs: Identity) -> None:
    """Write what was rendered, from a generated folder in that state. OSError when it can't be written."""
    site = {
        "pages": tuple(record.pages),
        "others": tuple(record.others),
        "bare": record.bare(),
        "docs": docs,
    }
    write(path, form, [record.pages.items(), record.others.items(), site.items()])


class Shelf:
    """A build to look things up in, with what touch-ups changed since."""

    def __init__(self, rows: Rows, rendered: Rows, since: Touched | None) -> None:
        self._rows = rows
        self.since = since or Touched({}, {}, {}, {}, {}, {})
        self._rest = rows.table(_REST)
        self.numbers: Numbering = _Numbers(rows)
        self._pages = rendered.table(_PAGES)
        self._others = rendered.table(_OTHERS)
        self._site = rendered.table(_SITE)

    def desk(self, texts: Mapping[str, Text]) -> Desk:
        """The desk, with the texts of some stories as they are now."""
        found: list[Mapping[Any, Any]] = [self._rows.table(place) for place in range(COUNT)]
        found[TEXTS] = _Overlaid(found[TEXTS], {**self.since.texts, **texts})
        found[REPORTS] = _Reports(found[PEOPLE], found[ABOUT])
        rows = {name: ReadRow(table, name) for name, table in zip(ROWS, found[-len(ROWS) :], strict=True)}
        return desk_from(found, rows, self._rest["plain"])

    @property
    def newest(self) -> tuple[str, ...]:
        """The stories of the whole site's feeds."""
        return tuple(self._rest["newest"])

    @property
    def labels(self) -> Mapping[Ref, str]:
        """The labels of those whose name alone is none."""
        found: Mapping[Ref, str] = self._rest["labels"]
        return found

    def touched(self, slugs: Iterable[str]) -> dict[Unit, UnitMade]:
        """The units that texts of stories went into, in the order of units; what each was made from is left out."""
        wanted = {self.numbers.of(TEXTS)(slug) for slug in slugs}
        reads = self._rows.table(_READS)
        found, ends, units = reads["found"], reads["ends"], self._rows.table(_UNITS)
        places = {bisect_right(ends, place) for number in wanted for place in _places(found, number)}
        touched = {place: units.nth(place)[0] for place in places}
        touched = {place: unit for place, unit in touched.items() if unit not in self.since.units}
        for unit, made in self.since.units.items():
            if not wanted.isdisjoint(made.reads.found):
                touched[units.place(unit)] = unit
        return {touched[place]: self._made(touched[place]) for place in sorted(touched)}

    def _made(self, unit: Unit) -> UnitMade:
        return self.since.units.get(unit) or UnitMade(_NOTHING, *self._rows.table(_UNITS)[unit])

    @property
    def record(self) -> Record:
        """What was rendered, its pages and files looked up one by one."""
        record: Record = self._site["bare"]
        since = self.since
        pages, others = _Overlaid(self._pages, since.pages), _Overlaid(self._others, since.others)
        if not since.texts:
            return replace(record, pages=pages, others=others)
        return replace(record, pages=pages, others=others, marker=since.marker, sum=since.sum)

    @property
    def docs(self) -> Identity:
        """The state of the generated folder."""
        found: Identity = self.since.docs if self.since.texts else self._site["docs"]
        return found

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages of the generated folder."""
        return tuple(self._site["pages"])

    @property
    def others(self) -> tuple[str, ...]:
        """Its other files."""
        return tuple(self._site["others"])


class _Numbers:
    """The numbers that a desk's entries had when its rows were written."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.starts = numbered_from(rows.count(place) for place in range(COUNT))

    def of(self, place: int) -> Callable[[Any], int]:
        first, find = first_number(self.starts[place]), self._rows.table(place).place
        return lambda key: first + find(key)


class _Reports(Mapping[Any, Any]):
    """For each company what there is about each of its people."""

    def __init__(self, people: Mapping[Any, Any], about: Mapping[Any, Any]) -> None:
        self._people = people
        self._about = about

    def __getitem__(self, company: Any) -> Any:
        return tuple(self._about[person] for person in self._people[company])

    def __iter__(self) -> Iterator[Any]:
        return iter(self._people)

    def __len__(self) -> int:
        return len(self._people)


class _Overlaid(Mapping[Any, Any]):
    """A table with other values under some of its keys."""

    def __init__(self, below: Mapping[Any, Any], over: Mapping[Any, Any]) -> None:
        self._below = below
        self._over = over

    def __getitem__(self, key: Any) -> Any:
        return self._over[key] if key in self._over else self._below[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._below)

    def __len__(self) -> int:
        return len(self._below)


def _places(found: bytes, number: int) -> Iterator[int]:
    """Where a number stands among numbers."""
    wanted = array("I", [number]).tobytes()
    place = found.find(wanted)
    while place >= 0:
        if place % _WIDTH == 0:
            yield place // _WIDTH
        place = found.find(wanted, place + 1)
