"""What a build remembers, on disk: row by row for the next one where that has next to nothing to make, else whole.

It says what the memory says (:mod:`generator.publish.remembering.memory`): the desk, what each file of the content
says, what each unit was made from, and what was rendered. :mod:`generator.publish.remembering.shelving` writes it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from generator.archive.debuts import OnFile, Owners, with_newcomers
from generator.archive.fitting import Slugs
from generator.archive.model import Archive, Filed, Ref
from generator.archive.revised import Revised
from generator.archive.unseen import names_unseen
from generator.pages.addresses import address
from generator.pages.amendments import NONE
from generator.pages.catalogue import Unit
from generator.pages.changes import Changes
from generator.pages.desk import Desk
from generator.pages.tables import (
    ABOUT,
    COUNT,
    ENTITIES,
    PAGE_LINKS,
    PEOPLE,
    REPORTS,
    ROWS,
    STORIES,
    desk_from,
)
from generator.pages.tracing import Reads
from generator.problems import Problem
from generator.publish.driving.record import Record, Rendered
from generator.publish.folder import Identity
from generator.publish.remembering.derived import ReadCurrents, ReadNumbers, ReadReports
from generator.publish.remembering.memory import Known, Memory, Touched, UnitMade
from generator.publish.remembering.rows import ReadRow, Rows
from generator.publish.search.names import Card
from generator.read.model import OrdinaryPage, Profile, Story
from generator.read.walk import Parsed
from generator.values.names import match_key

REST, READS, UNITS, CARDS, KNOWN = range(COUNT, COUNT + 5)  # tables after those of the desk
PAGES, OTHERS, FILES, SITE = range(4)  # tables of what was rendered
_NOTHING = Reads(array("I"), ())


class Said(NamedTuple):
    """A file of the content, as :class:`Known`. ``item`` is the slug of a story that is out: the desk has the rest."""

    digest: bytes
    item: Story | Profile | OrdinaryPage | str
    problems: tuple[Problem, ...]


class Shelf:
    """A build to look things up in, with what touch-ups changed since."""

    def __init__(self, rows: Rows, rendered: Rows, since: Touched | None) -> None:
        self._rows = rows
        self.since = since or Touched(NONE, {}, {}, {}, {}, {}, {})
        self._rest = rows.table(REST)
        self.name = rows.name
        self.numbers = ReadNumbers(rows, self.since.numbers)
        self._pages = rendered.table(PAGES)
        self._others = rendered.table(OTHERS)
        self._files = rendered.table(FILES)
        self._site = rendered.table(SITE)

    def desk(self) -> Desk:
        """The desk."""
        found: list[Mapping[Any, Any]] = [self._rows.table(place) for place in range(COUNT)]
        since = self.since.amendments
        for place, entries in since.tables.items():
            found[place] = entries.over(found[place])
        found[REPORTS] = ReadReports(found[PEOPLE], found[ABOUT])
        rows = {name: ReadRow(table, name) for name, table in zip(ROWS, found[-len(ROWS) :], strict=True)}
        told = {name: since.row(name, row) for name, row in rows.items()}
        rest = since.plain(self._rest["plain"])
        return desk_from(found, told, rest, ReadCurrents(self._rows.table(UNITS), self.since.units))

    def memory(self, form: str) -> Memory:
        """All of it. One of :data:`generator.publish.remembering.records.DAMAGED` where some of it was damaged."""
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
        return whole.touched(self.since) if self.since.known else whole

    def _whole_units(self) -> Iterator[tuple[Unit, UnitMade]]:
        reads = self._rows.table(READS)
        found, start = array("I"), 0
        found.frombytes(reads["found"])
        cards = self._rows.whole(CARDS)
        for end, (unit, (files, current)) in zip(reads["ends"], self._rows.whole(UNITS).items(), strict=True):
            reads_of = Reads(found[start:end], reads["absent"].get(unit, ()))
            yield unit, UnitMade(reads_of, files, cards.get(unit), current)
            start = end

    @property
    def newest(self) -> tuple[str, ...]:
        """The stories of the whole site's feeds, and others that have come or were edited since."""
        tables = self.since.amendments.tables
        return (*self._rest["newest"], *(tables[STORIES].now if STORIES in tables else ()))

    @property
    def _come(self) -> Collection[str]:
        """The stories that have come since."""
        tables = self.since.amendments.tables
        return tables[STORIES].placed if STORIES in tables else ()

    @cached_property
    def slugs(self) -> Slugs:
        """The story that each slug, or older slug, means, hidden ones too."""
        found: Slugs = self._rest["slugs"]
        come, hidden = ({match_key(slug): slug for slug in each} for each in (self._come, self._hidden))
        return {**hidden, **found, **come}

    def unseen(self, path: str) -> Story | None:
        """What a file said that holds a story which isn't out; None for any other."""
        known = self.since.known.get(path)
        if known is None:
            return self._unseen_before(path)
        item = known.parsed.item
        return self._hidden.get(item.slug) if isinstance(item, Story) else None

    def _unseen_before(self, path: str) -> Story | None:
        said: Said | None = self._rows.table(KNOWN).get(path)
        return said.item if said is not None and isinstance(said.item, Story) else None

    @cached_property
    def _hidden(self) -> Mapping[str, Story]:
        """The stories that aren't out, of those that were edited since, or have come."""
        items = (known.parsed.item for known in self.since.known.values())
        told = {item.slug: item for item in items if isinstance(item, Story)}
        stories = self._rows.table(STORIES)
        return {slug: story for slug, story in told.items() if slug not in stories and slug not in self._come}

    @property
    def labels(self) -> Mapping[Ref, str]:
        """The labels of those whose name alone is none."""
        found: Mapping[Ref, str] = self._rest["labels"]
        return found

    def touched(self, changes: Changes) -> dict[Unit, UnitMade]:
        """The units that what changed bears on, in order, those that came since last; what each was made from isn't."""
        units, reads, since = self._rows.table(UNITS), self._rows.table(READS), self.since.units
        found, absent, start = array("I"), reads["absent"], 0
        found.frombytes(reads["found"])
        numbers, places = changes.numbers, []
        for place, end in enumerate(reads["ends"]):
            if not numbers.isdisjoint(found[start:end]):
                places.append(place)
            start = end
        missed = (units.place(unit) for unit, keys in absent.items() if not changes.come.isdisjoint(keys))
        every = {place: units.nth(place)[0] for place in (*places, *missed)}
        touched = {place: unit for place, unit in every.items() if unit not in since}
        again = [unit for unit, made in since.items() if changes.touch(made.reads)]
        touched |= {units.place(unit): unit for unit in again if unit in units}
        in_order = [touched[place] for place in sorted(touched)] + [unit for unit in again if unit not in units]
        return {unit: self._made(unit) for unit in in_order}

    def cards(self, since: Mapping[Unit, UnitMade]) -> Iterator[Card]:
        """The cards of everybody on file, in the order of units; ``since`` are units that were made again."""
        now = {**self.since.units, **since}
        cards = self._rows.whole(CARDS) | {unit: made.card for unit, made in now.items()}
        return (card for card in cards.values() if card is not None)

    def _made(self, unit: Unit) -> UnitMade:
        made = self.since.units.get(unit)
        if made is None:
            files, current = self._rows.table(UNITS)[unit]
            made = UnitMade(_NOTHING, files, self._rows.table(CARDS).get(unit), current)
        return made

    @property
    def record(self) -> Record:
        """What was rendered, its pages and files looked up one by one."""
        record: Record = self._site["bare"]
        since = self.since
        pages, others = Revised(self._pages, since.pages), Revised(self._others, since.others)
        if not since.known:
            return replace(record, pages=pages, others=others)
        return replace(record, pages=pages, others=others, marker=since.marker, sum=since.sum)

    @property
    def targets(self) -> Set[str]:
        """What texts link to, as names are compared."""
        found: Set[str] = self._rest["targets"]
        since = self.since.amendments.tables
        linked = (match_key(target) for _, target in (since[PAGE_LINKS].now if PAGE_LINKS in since else ()))
        hidden = (match_key(link.target) for story in self._hidden.values() for link in story.links)
        return found | targets_of(since[STORIES].now if STORIES in since else {}) | {*linked, *hidden}

    @cached_property
    def on_file(self) -> OnFile:
        """Whose each name is, those of newcomers since, too."""
        owners: Owners = self._rest["owners"]
        tables = self.since.amendments.tables
        newcomers = tables[ENTITIES].now.values() if ENTITIES in tables else ()
        return OnFile(with_newcomers(owners, newcomers), frozenset(self._reserved))

    @cached_property
    def _reserved(self) -> Counter[str]:
        """The keys of names that no newcomer's may be near to, each with how often it is one."""
        return Counter(self._rest["reserved"]) + _named_in(self._hidden.values())

    def on_file_but(self, path: str) -> OnFile:
        """The same, but for what is reserved because of a file with a story that isn't out, and of nothing else."""
        versions = [self._unseen_before(path), *([self.unseen(path)] if path in self.since.known else [])]
        own = _named_in(each for each in versions if each is not None)
        return replace(self.on_file, reserved=frozenset(self._reserved - own))

    def is_led_to(self, page: str, place: str, but: Collection[str]) -> bool:
        """Whether another page, ``but`` for some, links to a place on a page, which are told by their addresses."""
        since, key = self.since.pages, (page, place)
        number: int = self._site["places"].get(key, 0)
        if number:
            others = {path for path in {*since, *but} if path in self._pages}  # of the build; they are others now
            number -= sum(key in led_to(path, self._pages[path]) for path in others)
        return number > 0 or any(key in led_to(path, since[path]) for path in since.keys() - {*but})

    @property
    def docs(self) -> Identity:
        """The state of the generated folder."""
        found: Identity = self.since.docs if self.since.known else self._site["docs"]
        return found

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages of the generated folder."""
        return (*self._site["pages"], *(path for path in self.since.pages if path not in self._pages))

    @property
    def others(self) -> tuple[str, ...]:
        """Its other files."""
        come = (path for path in self.since.others if path not in self._others)
        return (*(path for path in self._site["others"] if path not in self.since.gone), *come)


def _named_in(stories: Iterable[Story]) -> Counter[str]:
    return Counter(key for story in stories for key in names_unseen(story))


def led_to(path: str, page: Rendered) -> Set[tuple[str, str]]:
    """The places on other pages that a page links to: the address of each, and the place."""
    if not page.notes.anchors:
        return frozenset()
    own = address(path)
    return {(each.leads_to, each.place) for each in page.notes.anchors if each.leads_to != own}


def targets_of(stories: Mapping[str, Filed]) -> frozenset[str]:
    """What texts of stories link to, as names are compared."""
    return frozenset(match_key(target) for target in {each for filed in stories.values() for each in filed.links})


def _known(said: Mapping[str, Said], archive: Archive) -> Iterator[tuple[str, Known]]:
    for path, (told, item, problems) in said.items():
        if isinstance(item, str):
            text = archive.texts[item]
            item = replace(archive.stories[item].story, body=text.body, links=text.links)  # noqa: PLW2901
        yield path, Known(told, Parsed(item, problems))
