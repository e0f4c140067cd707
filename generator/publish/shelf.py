"""What a build remembers, on disk: row by row for the next one where that has next to nothing to make, else whole.

It says what the memory says (:mod:`generator.publish.memory`): the desk, what each file of the content says, what each
unit was made from, and what was rendered. :mod:`generator.publish.shelving` writes it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from generator.archive.model import Archive, Filed, Ref, Text
from generator.pages.addresses import address
from generator.pages.catalogue import Unit
from generator.pages.desk import Desk, story_line
from generator.pages.tables import (
    ABOUT,
    CAREERS,
    COUNT,
    FACTS_OF,
    LINES,
    PEOPLE,
    QUOTES,
    REPORTS,
    ROWS,
    STORIES,
    TEXTS,
    YEARS,
    desk_from,
)
from generator.pages.tracing import FIRST, WHOLE, Reads, numbered_from
from generator.problems import Problem
from generator.publish.driving.record import Record, Rendered
from generator.publish.folder import Identity
from generator.publish.memory import Known, Memory, Touched, UnitMade
from generator.publish.rows import ReadRow, Rows
from generator.read.model import OrdinaryPage, Profile, Story
from generator.read.walk import Parsed

REST, READS, UNITS, KNOWN, USES = range(COUNT, COUNT + 5)  # tables after those of the desk
USED = (TEXTS, QUOTES, STORIES, LINES, YEARS)  # those of the desk of which it is kept which units looked what up
PAGES, OTHERS, FILES, SITE = range(4)  # tables of what was rendered
_NOTHING = Reads(array("I"), ())


class Said(NamedTuple):
    """A file of the content, as :class:`Known`. ``item`` is the slug of a story that is out: the desk has the rest."""

    digest: bytes
    item: Story | Profile | OrdinaryPage | str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Uses:
    """Which units looked something up in a table: its numbers in their order, and beside each the place of a unit."""

    numbers: array[int]
    units: array[int]

    def of(self, numbers: Iterable[int]) -> Iterator[int]:
        """The places of the units that looked one of these up."""
        for number in numbers:
            first = bisect_left(self.numbers, number)
            yield from self.units[first : bisect_right(self.numbers, number, first)]


class Shelf:
    """A build to look things up in, with what touch-ups changed since."""

    def __init__(self, rows: Rows, rendered: Rows, since: Touched | None) -> None:
        self._rows = rows
        self.since = since or Touched({}, {}, {}, {}, {}, {}, {})
        self._rest = rows.table(REST)
        self.name = rows.name
        self.numbers = _Numbers(rows)
        self._pages = rendered.table(PAGES)
        self._others = rendered.table(OTHERS)
        self._files = rendered.table(FILES)
        self._site = rendered.table(SITE)

    def desk(self, texts: Mapping[str, Text], stories: Mapping[str, Filed]) -> Desk:
        """The desk, with some stories and their texts as they are now."""
        found: list[Mapping[Any, Any]] = [self._rows.table(place) for place in range(COUNT)]
        stories = {**self.since.stories, **stories}
        lines = {slug: story_line(filed) for slug, filed in stories.items()}
        years = {
            year: tuple(lines.get(line.ref.slug, line) for line in found[YEARS][year]) for year in years_of(stories)
        }
        for place, now in ((TEXTS, {**self.since.texts, **texts}), (STORIES, stories), (LINES, lines), (YEARS, years)):
            found[place] = _Overlaid(found[place], now)
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
            dict(_known(self._rows.whole(KNOWN), desk.archive)),
            desk.reasoning,
            dict(self._whole_units()),
            files=self._files.whole(),
            record=record,
            docs=self._site["docs"],
            name=self._rows.name,
        )
        return whole.touched(self.since) if self.since.texts else whole

    def _whole_units(self) -> Iterator[tuple[Unit, UnitMade]]:
        reads = self._rows.table(READS)
        found, start = array("I"), 0
        found.frombytes(reads["found"])
        for end, (unit, (files, about)) in zip(reads["ends"], self._rows.whole(UNITS).items(), strict=True):
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

    def touched(
        self, texts: Collection[str], quoted: Collection[str], stories: Mapping[str, Filed]
    ) -> dict[Unit, UnitMade]:
        """The units that texts of stories went into, what is quoted of some, and what others say of themselves.

        In the order of units; what each was made from is left out.
        """
        tables = ((TEXTS, texts), (QUOTES, quoted), (STORIES, stories), (LINES, stories), (YEARS, years_of(stories)))
        wanted = {self.numbers.of(place)(key) for place, keys in tables for key in keys}
        wanted |= {self.numbers.starts[place] + WHOLE for place, keys in tables if keys}
        units, uses = self._rows.table(UNITS), self._rows.table(USES)
        places = {unit for place, keys in tables if keys for unit in uses[place].of(wanted)}
        touched = {place: units.nth(place)[0] for place in places}
        touched = {place: unit for place, unit in touched.items() if unit not in self.since.units}
        for unit, made in self.since.units.items():
            if not wanted.isdisjoint(made.reads.found):
                touched[units.place(unit)] = unit
        return {touched[place]: self._made(touched[place]) for place in sorted(touched)}

    def _made(self, unit: Unit) -> UnitMade:
        return self.since.units.get(unit) or UnitMade(_NOTHING, *self._rows.table(UNITS)[unit])

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
    def targets(self) -> Set[str]:
        """What texts link to, as names are compared."""
        found: Set[str] = self._rest["targets"]
        return found

    def is_led_to(self, page: str, place: str) -> bool:
        """Whether another page links to a place on a page, which are told by their addresses."""
        return (page, place) in self._site["places"] or (page, place) in led_to(self.since.pages)

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


def led_to(pages: Mapping[str, Rendered]) -> Iterator[tuple[str, str]]:
    """The places on other pages that pages link to: the address of each, and the place."""
    for path, page in pages.items():
        if page.notes.anchors:
            own = address(path)
            yield from ((each.leads_to, each.place) for each in page.notes.anchors if each.leads_to != own)


def years_of(stories: Mapping[str, Filed]) -> frozenset[int]:
    return frozenset(filed.year for filed in stories.values())


def _known(said: Mapping[str, Said], archive: Archive) -> Iterator[tuple[str, Known]]:
    for path, (told, item, problems) in said.items():
        if isinstance(item, str):
            text = archive.texts[item]
            item = replace(archive.stories[item].story, body=text.body, links=text.links)  # noqa: PLW2901
        yield path, Known(told, Parsed(item, problems))


class _Numbers:
    """The numbers that a desk's entries had when its rows were written."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.starts = numbered_from(rows.count(_kept_as(place)) for place in range(COUNT))

    def of(self, place: int) -> Callable[[Any], int]:
        first, find = self.starts[place] + FIRST, self._rows.table(_kept_as(place)).place
        return lambda key: first + find(key)


def _kept_as(place: int) -> int:
    """The table that has the same keys: what is quoted, and careers, are not kept."""
    return {QUOTES: STORIES, CAREERS: FACTS_OF}.get(place, place)


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
