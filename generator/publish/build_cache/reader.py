"""The cache of the last build, read from disk: row by row for an incremental build, whole for a full one.

It holds what :mod:`generator.publish.build_cache.cached_build` holds: the desk, what each file of the content says,
what each unit was made from, and what was rendered. :mod:`generator.publish.build_cache.writing` writes it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from generator.archive.debuts import OnFile, Owners, owners_now
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.fitting import Slugs
from generator.archive.model import Ref
from generator.archive.threads import slugs_of
from generator.archive.unseen import names_unseen
from generator.pages.amendments import Entries
from generator.pages.catalogue import Unit
from generator.pages.changes import Changes
from generator.pages.desk import Desk
from generator.pages.tables import COUNT, ENTITIES, PAGE_LINKS, ROWS, STORIES, desk_from
from generator.pages.tracing import Reads
from generator.problems import Problem
from generator.publish.build_cache.cached_build import CacheChanges, CachedBuild, UnitMade, over
from generator.publish.build_cache.derived import ReadCurrents, ReadNumbers, ReadRow
from generator.publish.build_cache.file_contents import Said, known_by
from generator.publish.build_cache.journal import Journal
from generator.publish.build_cache.rows import Rows
from generator.publish.build_cache.targets import awaited_by, led_to, targets_of, words_in_addresses
from generator.publish.generated.folder import Identity, below
from generator.publish.mkdocs_driver.record import Record
from generator.publish.search.names import Card
from generator.read.model import Story
from generator.read.stories import slug_from
from generator.values.names import match_key

REST, READS, UNITS, CARDS, KNOWN = range(COUNT, COUNT + 5)  # tables after those of the desk
PAGES, OTHERS, FILES, SITE, FRAMES = range(5)  # tables of what was rendered
_NOTHING = Reads(array("I"), ())


class CacheReader:
    """A build to look things up in, with what incremental builds changed since."""

    def __init__(self, rows: Rows, rendered: Rows, journal: Journal) -> None:
        self._rows = rows
        self.journal = journal
        self._is_touched = journal.touched is not None
        self.since = journal.touched or CacheChanges()
        self._rest = rows.table(REST)
        self.name = rows.name
        self.numbers = ReadNumbers(rows, self.since.numbers)
        self._pages = rendered.table(PAGES)
        self._others = rendered.table(OTHERS)
        self._files = rendered.table(FILES)
        self._site = rendered.table(SITE)
        self._frames = rendered.table(FRAMES)

    def desk(self) -> Desk:
        """The desk."""
        found: list[Mapping[Any, Any]] = [self._rows.table(place) for place in range(COUNT)]
        since = self.since.amendments
        for place, entries in since.tables.items():
            found[place] = entries.over(found[place])
        rows = {name: ReadRow(table, name) for name, table in zip(ROWS, found[-len(ROWS) :], strict=True)}
        told = {name: since.row(name, row) for name, row in rows.items()}
        rest = since.plain(self._rest.needed("plain"))
        return desk_from(found, told, rest, ReadCurrents(self._rows.table(UNITS), self.since.units))

    def memory(self, form: str) -> CachedBuild:
        """All of it. DamagedCacheError where some of it was damaged, or a file that it names is none of ours."""
        found = [self._rows.whole(place) for place in range(COUNT)]
        rows = {name: table[name] for name, table in zip(ROWS, found[-len(ROWS) :], strict=True)}
        desk = desk_from(found, rows, self._rest.needed("plain"))
        record: Record | None = self._site.needed("bare")
        if record is not None:
            pages, others, frames = (table.whole() for table in (self._pages, self._others, self._frames))
            record = replace(record, pages=pages, others=others, frames=frames)
        units = dict(self._whole_units())
        written = (path for made in units.values() for path, _ in made.files)
        for path in (*written, *((*record.pages, *record.others) if record else ())):
            below("", path)
        whole = CachedBuild(
            form,
            dict(known_by(self._rows.whole(KNOWN), desk.archive)),
            desk.reasoning,
            units,
            files=self._files.whole(),
            record=record,
            docs=self._site.needed("docs"),
            name=self._rows.name,
        )
        return whole.touched(self.since) if self._is_touched else whole

    def _whole_units(self) -> Iterator[tuple[Unit, UnitMade]]:
        reads = self._rows.table(READS)
        found, absent, start = array("I"), reads.needed("absent"), 0
        found.frombytes(reads.needed("found"))
        cards = self._rows.whole(CARDS)
        for end, (unit, (files, current)) in zip(reads.needed("ends"), self._rows.whole(UNITS).items(), strict=True):
            reads_of = Reads(found[start:end], absent.get(unit, ()))
            yield unit, UnitMade(reads_of, files, cards.get(unit), current)
            start = end

    @property
    def newest(self) -> tuple[str, ...]:
        """The stories of the whole site's feeds, and others that have come or were edited since."""
        stories = self._stories
        return tuple(slug for slug in (*self._rest.needed("newest"), *stories.now) if slug not in stories.gone)

    @property
    def _stories(self) -> Entries:
        """The stories that are others since, or have come, or gone and aren't there again."""
        return self.since.amendments.tables.get(STORIES, Entries({}))

    @property
    def _come(self) -> Set[str]:
        """The stories that have come since."""
        return {slug for slug, _ in self._stories.placed} - self._stories.gone

    @cached_property
    def slugs(self) -> Slugs:
        """The story that each slug, or older slug, means, hidden ones too."""
        found: Slugs = self._rest.needed("slugs")
        gone = {slug_from(path) for path, known in self.since.known.items() if known is None}
        told = slugs_of({slug: filed.story for slug, filed in self._stories.now.items()}, self._hidden)
        others = gone.union(self._stories.now, self._hidden)
        left = {key: slug for key, slug in found.items() if slug not in others} if others else found
        return {**left, **{key: story.slug for key, story in told.items()}}

    @property
    def shared_slugs(self) -> Set[str]:
        """Those that several stories have, as one now or as an older one."""
        found: Set[str] = self._rest.needed("shared")
        return found

    def unseen(self, path: str) -> Story | None:
        """What a file said that holds a story which isn't out; None for any other."""
        if path not in self.since.known:
            return self._unseen_before(path)
        known = self.since.known[path]
        item = known and known.parsed.item
        return self._hidden.get(item.slug) if isinstance(item, Story) else None

    def warned(self, path: str) -> tuple[Problem, ...]:
        """What was wrong with a file by itself when it was read; nothing where it wasn't there."""
        if path in self.since.known:
            known = self.since.known[path]
            return known.parsed.problems if known else ()
        said = self._said_before(path)
        return said.problems if said else ()

    def _unseen_before(self, path: str) -> Story | None:
        said = self._said_before(path)
        return said.item if said is not None and isinstance(said.item, Story) else None

    def _said_before(self, path: str) -> Said | None:
        said: Said | None = self._rows.table(KNOWN).get(path)
        return said

    @cached_property
    def _hidden(self) -> Mapping[str, Story]:
        """The stories that aren't out, of those that were edited since, or have come."""
        items = (known.parsed.item for known in self.since.known.values() if known is not None)
        told = {item.slug: item for item in items if isinstance(item, Story)}
        stories, come, gone = self._rows.table(STORIES), self._come, self._stories.gone
        out = {slug for slug in told if slug in come or (slug in stories and slug not in gone)}
        return {slug: story for slug, story in told.items() if slug not in out}

    @property
    def labels(self) -> Mapping[Ref, str]:
        """The labels of those whose name alone is none."""
        found: Mapping[Ref, str] = self._rest.needed("labels")
        return found

    def touched(self, changes: Changes) -> dict[Unit, UnitMade]:
        """The units that what changed bears on, in order, those that came since last; what each was made from isn't."""
        units, reads, since = self._rows.table(UNITS), self._rows.table(READS), self.since.units
        found, absent, start = array("I"), reads.needed("absent"), 0
        found.frombytes(reads.needed("found"))
        numbers, places = changes.numbers, []
        for place, end in enumerate(reads.needed("ends")):
            if not numbers.isdisjoint(found[start:end]):
                places.append(place)
            start = end
        missed = (units.place(unit) for unit, keys in absent.items() if not changes.come.isdisjoint(keys))
        every = {place: units.nth(place)[0] for place in (*places, *missed)}
        touched = {place: unit for place, unit in every.items() if unit not in since}
        again = [unit for unit, made in since.items() if made is not None and changes.touch(made.reads)]
        touched |= {units.place(unit): unit for unit in again if unit in units}
        in_order = [touched[place] for place in sorted(touched)] + [unit for unit in again if unit not in units]
        return {unit: made for unit in in_order if (made := self.made(unit)) is not None}

    def cards(self, since: Mapping[Unit, Card | None]) -> Iterator[Card]:
        """The cards of everybody on file, in the order of units; ``since`` are those that are others now, or gone."""
        earlier = {unit: made.card if made else None for unit, made in self.since.units.items()}
        cards: dict[Unit, Card | None] = {**self._rows.whole(CARDS), **earlier, **since}
        return (card for card in cards.values() if card is not None)

    def made(self, unit: Unit) -> UnitMade | None:
        """A unit, but for what it was made from; None where there is none."""
        if unit in self.since.units:
            return self.since.units[unit]
        if unit not in (units := self._rows.table(UNITS)):
            return None
        files, current = units[unit]
        return UnitMade(_NOTHING, files, self._rows.table(CARDS).get(unit), current)

    @property
    def record(self) -> Record:
        """What was rendered, its pages and files looked up one by one. NeedsFullBuildError where nothing says."""
        record: Record | None = self._site.needed("bare")
        if record is None:
            raise NeedsFullBuildError
        since = self.since
        pages, others = over(self._pages, since.pages), over(self._others, since.others)
        record = replace(record, pages=pages, others=others, frames=self._frames)
        return replace(record, marker=since.marker, sum=since.sum) if self._is_touched else record

    @property
    def targets(self) -> Set[str]:
        """What texts link to, as names are compared, and what stories that aren't out continue."""
        found: Set[str] = self._rest.needed("targets")
        since = self.since.amendments.tables
        linked = (match_key(target) for _, target in (since[PAGE_LINKS].now if PAGE_LINKS in since else ()))
        return found | targets_of(self._stories.now) | {*linked, *self.awaited}

    @property
    def awaited(self) -> Set[str]:
        """Those of them that are in stories which aren't out."""
        found: Set[str] = self._rest.needed("awaited")
        return found | awaited_by(self._hidden.values())

    @property
    def addressed(self) -> Set[str]:
        """Whatever is a word of an address that an editor wrote into a text, in Markdown's way or HTML's."""
        found: frozenset[str] = self._rest.needed("addressed")
        items = (known.parsed.item for known in self.since.known.values() if known is not None)
        return found.union(*(words_in_addresses(item.body) for item in items))

    @cached_property
    def on_file(self) -> OnFile:
        """Whose each name is, those of newcomers since, too."""
        owners: Owners = self._rest.needed("owners")
        tables = self.since.amendments.tables
        entities = tables.get(ENTITIES, Entries({}))
        owners = owners_now(owners, self._rows.table(ENTITIES), entities.now, entities.gone)
        return OnFile(owners, frozenset(self._reserved))

    @cached_property
    def _reserved(self) -> Counter[str]:
        """The keys of names that no newcomer's may be near to, each with how often it is one."""
        return Counter(self._rest.needed("reserved")) + _named_in(self._hidden.values())

    def on_file_but(self, path: str) -> OnFile:
        """The same, but for what is reserved because of a file with a story that isn't out, and of nothing else."""
        versions = [self._unseen_before(path), *([self.unseen(path)] if path in self.since.known else [])]
        own = _named_in(each for each in versions if each is not None)
        return replace(self.on_file, reserved=frozenset(self._reserved - own))

    def is_led_to(self, page: str, place: str, but: Collection[str]) -> bool:
        """Whether another page, ``but`` for some, links to a place on a page, which are told by their addresses."""
        since, key = self.since.pages, (page, place)
        number: int = self._site.needed("places").get(key, 0)
        if number:
            others = {path for path in {*since, *but} if path in self._pages}  # of the build; they are others now
            number -= sum(key in led_to(path, self._pages[path]) for path in others)
        told = ((path, since[path]) for path in since.keys() - {*but})
        return number > 0 or any(key in led_to(path, made) for path, made in told if made is not None)

    @property
    def docs(self) -> Identity:
        """The state of the generated folder."""
        found: Identity = self.since.docs if self._is_touched else self._site.needed("docs")
        return found

    @cached_property
    def pages(self) -> Set[str]:
        """The pages of the generated folder."""
        return self._paths("pages", self.since.pages)

    @cached_property
    def others(self) -> Set[str]:
        """Its other files."""
        return self._paths("others", self.since.others)

    def _paths(self, name: str, since: Mapping[str, object]) -> Set[str]:
        """Those of some files of a build, by the name of their list, and of those that have come since."""
        gone = {path for path, made in since.items() if made is None}
        return frozenset(self._site.needed(name)).union(since) - gone


def _named_in(stories: Iterable[Story]) -> Counter[str]:
    return Counter(key for story in stories for key in names_unseen(story))
