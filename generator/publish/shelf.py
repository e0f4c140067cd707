"""What a build remembers, on disk: row by row for the next one where that has next to nothing to make, else whole.

It says what the memory says (:mod:`generator.publish.memory`): the desk, what each file of the content says, what each
unit was made from, and what was rendered.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from generator.archive.model import Archive, Ref, Text
from generator.pages.catalogue import Unit
from generator.pages.desk import Desk, lay_out
from generator.pages.tables import ABOUT, COUNT, PEOPLE, REPORTS, ROWS, TEXTS, desk_from, plain, tables
from generator.pages.tracing import Numbering, Reads, first_number, numbered_from
from generator.problems import Problem
from generator.publish.driving.record import Record
from generator.publish.feeds import Feeds
from generator.publish.folder import Identity
from generator.publish.memory import Known, Memory, Touched, UnitMade
from generator.publish.records import DAMAGED
from generator.publish.rows import Earlier, Entries, ReadRow, Rows, write
from generator.publish.search.bundles import odd_labels
from generator.publish.site import Site
from generator.read.model import OrdinaryPage, Profile, Story
from generator.read.walk import Parsed

_REST, _READS, _UNITS, _KNOWN = range(COUNT, COUNT + 4)  # tables after those of the desk
_PAGES, _OTHERS, _FILES, _SITE = range(4)  # tables of what was rendered
_WIDTH = array("I").itemsize
_NOTHING = Reads(array("I"), ())


class _Said(NamedTuple):
    """A file of the content, as :class:`Known`. ``item`` is the slug of a story that is out: the desk has the rest."""

    digest: bytes
    item: Story | Profile | OrdinaryPage | str
    problems: tuple[Problem, ...]


def put(path: Path, memory: Memory, before: Path, since: Touched | None) -> str:
    """Write what a build made, and what from; what stands for that. OSError when it can't be written.

    What is the same ``before``, where the memory says how it differs from that with ``since`` on top of it, is taken
    over as it is.
    """
    desk = lay_out(memory.reasoning.archive, memory.reasoning)
    units = memory.units
    found = array("I")
    ends = array("Q")
    for made in units.values():
        found.extend(made.reads.found)
        ends.append(len(found))
    absent = {unit: made.reads.absent for unit, made in units.items() if made.reads.absent}
    rest = {"plain": plain(desk), "newest": Feeds(desk.archive, Site("")).newest(), "labels": odd_labels(desk)}
    reads = {"found": found.tobytes(), "ends": ends, "absent": absent}
    bare = ((unit, (made.files, made.card)) for unit, made in units.items())
    of_desk: list[Entries] = [table.items() for table in tables(desk)]
    of_desk[REPORTS] = dict.fromkeys(desk.reasoning.evidence.reports_at).items()  # as much as all others, and no news
    written = [*of_desk, rest.items(), reads.items(), bare, _said(memory)]
    return write(path, memory.form, written, _earlier(before, memory, since, (rest, reads)))


def _earlier(before: Path, memory: Memory, since: Touched | None, always: Iterable[Collection[str]]) -> Earlier | None:
    """What stands there, and all that is another now; what ``always`` is, in the tables after the desk's."""
    difference = memory.difference
    if difference is None:
        return None
    try:
        rows = Rows(before, memory.form)
    except DAMAGED:
        return None
    if rows.name != difference.name:
        return None
    changed: list[Collection[Any]] = [*difference.tables, *always, difference.units, difference.known]
    if since is not None:
        for place, more in ((TEXTS, since.texts), (_UNITS, since.units), (_KNOWN, since.known)):
            changed[place] = {*changed[place], *more}
    return Earlier(rows, changed)


def _said(memory: Memory) -> Iterator[tuple[str, _Said]]:
    stories = memory.reasoning.archive.stories
    for path, (told, (item, problems)) in memory.known.items():
        filed = stories.get(item.slug) if isinstance(item, Story) else None
        is_out = filed is not None and filed.story.path == path
        yield path, _Said(told, item.slug if is_out else item, problems)


def put_record(path: Path, form: str, memory: Memory) -> None:
    """Write what was rendered, and what the generated folder holds. OSError when it can't be written."""
    record = memory.record
    pages, others = (record.pages, record.others) if record else ({}, {})
    site = {"pages": tuple(pages), "others": tuple(others), "bare": record and record.bare(), "docs": memory.docs}
    write(path, form, [pages.items(), others.items(), memory.files.items(), site.items()])


class Shelf:
    """A build to look things up in, with what touch-ups changed since."""

    def __init__(self, rows: Rows, rendered: Rows, since: Touched | None) -> None:
        self._rows = rows
        self.since = since or Touched({}, {}, {}, {}, {}, {})
        self._rest = rows.table(_REST)
        self.name = rows.name
        self.numbers: Numbering = _Numbers(rows)
        self._pages = rendered.table(_PAGES)
        self._others = rendered.table(_OTHERS)
        self._files = rendered.table(_FILES)
        self._site = rendered.table(_SITE)

    def desk(self, texts: Mapping[str, Text]) -> Desk:
        """The desk, with the texts of some stories as they are now."""
        found: list[Mapping[Any, Any]] = [self._rows.table(place) for place in range(COUNT)]
        found[TEXTS] = _Overlaid(found[TEXTS], {**self.since.texts, **texts})
        found[REPORTS] = _Reports(found[PEOPLE], found[ABOUT])
        rows = {name: ReadRow(table, name) for name, table in zip(ROWS, found[-len(ROWS) :], strict=True)}
        return desk_from(found, rows, self._rest["plain"])

    def memory(self, form: str) -> Memory:
        """All of it. One of :data:`generator.publish.records.DAMAGED` where some of it was damaged."""
        found = [self._rows.whole(place) for place in range(COUNT)]
        found[REPORTS] = {
            company: tuple(found[ABOUT][person] for person in found[PEOPLE][company]) for company in found[REPORTS]
        }
        rows = {name: table[name] for name, table in zip(ROWS, found[-len(ROWS) :], strict=True)}
        desk = desk_from(found, rows, self._rest["plain"])
        record: Record | None = self._site["bare"]
        if record is not None:
            record = replace(record, pages=self._pages.whole(), others=self._others.whole())
        whole = Memory(
            form,
            dict(_known(self._rows.whole(_KNOWN), desk.archive)),
            desk.reasoning,
            dict(self._whole_units()),
            files=self._files.whole(),
            record=record,
            docs=self._site["docs"],
            name=self._rows.name,
        )
        return whole.touched(self.since) if self.since.texts else whole

    def _whole_units(self) -> Iterator[tuple[Unit, UnitMade]]:
        reads = self._rows.table(_READS)
        found, start = array("I"), 0
        found.frombytes(reads["found"])
        for end, (unit, (files, about)) in zip(reads["ends"], self._rows.whole(_UNITS).items(), strict=True):
            yield unit, UnitMade(Reads(found[start:end], reads["absent"].get(unit, ())), files, about)
            start = end

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


def _known(said: Mapping[str, _Said], archive: Archive) -> Iterator[tuple[str, Known]]:
    for path, (told, item, problems) in said.items():
        if isinstance(item, str):
            text = archive.texts[item]
            item = replace(archive.stories[item].story, body=text.body, links=text.links)  # noqa: PLW2901
        yield path, Known(told, Parsed(item, problems))


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
