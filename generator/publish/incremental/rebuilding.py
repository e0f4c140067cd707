"""What an incremental build makes again: the part that takes long to load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from generator.archive.fallback import NeedsFullBuildError
from generator.archive.story_addresses import older_addresses_in, redirects_from
from generator.pages.addresses import address
from generator.pages.amendments import amendments
from generator.pages.catalogue import Unit, about
from generator.pages.desk import Desk
from generator.publish.build_cache.cached_build import CacheChanges, UnitMade
from generator.publish.build_cache.reader import CacheReader
from generator.publish.captured_warnings import listening
from generator.publish.config.settings import Given, Settings
from generator.publish.discovery.redirects import redirects
from generator.publish.generated.folder import Files, Held, digest
from generator.publish.incremental.edits import Edits
from generator.publish.incremental.lists_again import feeds_again, sitemap_again
from generator.publish.incremental.placement import WrittenFiles, bundles_among, is_page
from generator.publish.incremental.units_again import units_again
from generator.publish.mkdocs_driver.again import Rendition, Rerender
from generator.publish.processes.workers import BackgroundTask, Turns
from generator.publish.remaking import Maker, UnitFiles
from generator.publish.search.names import Card, card, is_of_names, names_files
from generator.publish.search.periods import every_period

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_FEW = 10  # times as many pages as go stay
_SEVERAL = 16  # units, worth a second process
_LONG = frozenset(("company", "list", "person"))  # kinds of units of which one may take as long as many others


class Desks(NamedTuple):
    """The desks before and after the edits."""

    before: Desk
    now: Desk


class Names(NamedTuple):
    """The name-search files that have changed or are new, and those that are gone."""

    others: Mapping[str, bytes]
    gone: frozenset[str]


def _made_in_turn(maker: Maker, units: Sequence[Unit], turns: Turns) -> dict[Unit, UnitFiles]:
    """Make one unit after the other, taking turns with another process."""
    return {units[place]: made for place in turns for made in maker.chunk(units[place : place + 1])}


class Rebuild:
    """One incremental build: makes affected pages again, and collects what is to be written."""

    def __init__(self, given: Given, settings: Settings, cache: CacheReader, desks: Desks, edits: Edits) -> None:
        self._given = given
        self._settings = settings
        self._cache = cache
        self._record = cache.record
        self._desks = desks
        self._desk = desks.now
        self._edits = edits
        self._refiled = [*edits.stories.values()]
        self._again = units_again(*desks, cache, edits)
        self._units: dict[Unit, UnitMade | None] = {}
        self._docs: dict[str, Held] = {}  # below the generated folder
        self._pages: dict[str, Rendition] = {}
        self._come: frozenset[str] = frozenset()  # the pages that weren't there
        self._gone: set[str] = set()  # files below the generated folder that are there no more
        self._redirects_come = 0

    def make(self) -> None:
        """Make Markdown and feeds. NeedsFullBuildError where suspiciously many pages would go."""
        cache, edits = self._cache, self._edits
        touched, gone = self._again
        kept: set[str] = set()
        for (unit, before), (made, files) in zip(touched.items(), self._made(list(touched)), strict=True):
            self._take(unit, before, made)
            kept.update(path for path, _ in files)
            told = before.files if before else ()
            self._docs |= {path: data for path, data in files if (path, digest(data)) not in told}
        for unit in gone:
            self._take(unit, cache.made(unit), None)
        self._gone -= kept
        if _FEW * len(self._pages_gone) > len(cache.pages):
            raise NeedsFullBuildError(*gone)
        self._docs |= {f"images/{name}": picture for name, picture in edits.pictures.items()}
        self._docs |= feeds_again(cache, self._desk, self._settings.site, self._refiled, edits.losses.stories)
        self._come = frozenset(filter(is_page, self._docs)) - cache.pages
        self._redirect()

    def _redirect(self) -> None:
        """The pages at older addresses. NeedsFullBuildError where something else is there."""
        older, site = older_addresses_in(self._edits.versions), self._settings.site
        before, now = (
            dict(redirects(replace(desk.archive, redirects=redirects_from(desk.archive, older)), site))
            for desk in self._desks
        )
        self._gone |= before.keys() - now.keys()
        for path in now.keys() - before.keys():
            folder = path.removesuffix("/index.html")
            pages = {f"{folder}.md", f"{folder}/index.md"} - self._gone
            if path in self._cache.others or any(page in self._cache.pages or page in self._come for page in pages):
                raise NeedsFullBuildError(path)
        self._docs |= {path: page for path, page in now.items() if page != before.get(path)}
        self._redirects_come = len(now) - len(before)

    def _take(self, unit: Unit, before: UnitMade | None, made: UnitMade | None) -> None:
        """Note a unit that was made again or is gone, with the files that it had."""
        self._units[unit] = made
        self._gone.update(path for path, _ in (before.files if before else ()))

    def _made(self, units: Sequence[Unit]) -> Sequence[UnitFiles]:
        """Make units; several by two processes, long ones first."""
        settings = self._settings
        maker = Maker(self._desk, self._cache.numbers, settings.site, settings.tip)
        if len(units) < _SEVERAL:
            return maker.chunk(units)
        line = sorted(units, key=lambda unit: unit.kind not in _LONG)
        turns = Turns(len(line))
        with BackgroundTask(partial(_made_in_turn, maker, line, turns), settings.jobs) as aside:
            made = _made_in_turn(maker, line, turns) | aside.result()
        return [made[unit] for unit in units]

    @property
    def pages_come(self) -> int:
        """By how many the number of pages has grown; negative where it shrank."""
        return len(self._come) - len(self._pages_gone)

    @property
    def addresses_come(self) -> int:
        """By how many the number of addresses has grown, redirects included."""
        return self.pages_come + self._redirects_come

    @property
    def _pages_gone(self) -> frozenset[str]:
        return frozenset(filter(is_page, self._gone))

    def make_sitemap(self) -> None:
        """Update the sitemap. NeedsFullBuildError where that can't be done."""
        come, gone = self._come, self._pages_gone
        self._docs |= sitemap_again(self._settings, self._cache, self._desk, self._edits, come=come, gone=gone)

    def names(self) -> Names:
        """Make the name-search files. NeedsFullBuildError where they can't be made."""
        cards = self._cards()
        if not cards:
            return Names({}, frozenset())
        periods = (period.name for period in every_period(self._desk))
        files = dict(names_files(self._cache.cards(cards), periods))
        known = {path: self._record.others[path][0] for path in self._cache.others if is_of_names(path)}
        others = {path: data for path, data in files.items() if digest(data) != known.get(path)}
        return Names(others, frozenset(known.keys() - files.keys()))

    def _cards(self) -> dict[Unit, Card | None]:
        """The search cards that differ, by unit; None for whoever is gone."""
        touched, gone = self._again
        before: dict[Unit, UnitMade | None] = {**touched, **{unit: self._cache.made(unit) for unit in gone}}
        now = {unit: card(self._desk, ref) for unit in touched if (ref := about(unit)) is not None}
        return {unit: now.get(unit) for unit, made in before.items() if now.get(unit) != (made and made.card)}

    def render(self) -> None:
        """Render the pages. NeedsFullBuildError where one has a problem, or links to it may break."""
        menu = self._record.menu
        if menu is None:
            raise NeedsFullBuildError
        again = Rerender(self._load, menu, self._record.frames, *self._paths())
        sources = {path: data for path, data in self._docs.items() if is_page(path) and isinstance(data, bytes)}
        with listening() as heard:
            self._pages = dict(again.render(sources))
        if heard.messages:
            raise NeedsFullBuildError(*heard.messages)
        again_or_gone = self._pages.keys() | self._pages_gone
        for path in again_or_gone:
            places, page = self._places_before(path), self._pages.get(path)
            lost = places - page.notes.places if page else places
            is_broken = page is not None and page.notes.broken
            if is_broken or any(self._cache.is_led_to(address(path), place, again_or_gone) for place in lost):
                raise NeedsFullBuildError(path)
        for page in self._pages.values():
            for anchor in page.notes.anchors:
                if anchor.place not in self._places(anchor.leads_to):
                    raise NeedsFullBuildError(anchor)

    def _load(self) -> MkDocsConfig:
        from generator.publish.config.mkdocs_yml import (  # noqa: PLC0415 -- takes a while, and few pages need it
            escape_names,
            load,
        )

        config = load(self._given)
        escape_names(config)
        return config

    def _paths(self) -> tuple[Set[str], Set[str]]:
        """The pages that there are now, and all other files."""
        cache, others = self._cache, {path for path in self._docs if not is_page(path)}
        return (cache.pages | self._come) - self._gone, (cache.others | others) - self._gone

    def _places_before(self, path: str) -> frozenset[str]:
        """Where links could lead on a page; nowhere on one that has come."""
        return frozenset() if path in self._come else self._record.pages[path].notes.places

    def _places(self, page_address: str) -> frozenset[str]:
        """Where links may lead on a page. NeedsFullBuildError for one that isn't there."""
        paths = (f"{page_address.rstrip('/')}.md", f"{page_address}index.md")
        path = next((path for path in paths if path in self._pages or path in self._record.pages), None)
        if path is None or path in self._gone:
            raise NeedsFullBuildError(page_address)
        page = self._pages.get(path)
        return page.notes.places if page else self._record.pages[path].notes.places

    def take_names(self, names: Names) -> None:
        """Those that :meth:`names` gave, maybe in another process."""
        self.take(names.others)
        self._gone |= names.gone

    def take(self, files: Files) -> None:
        """Files that were made elsewhere."""
        self._docs |= files

    @cached_property
    def lot(self) -> WrittenFiles:
        """All that is made again, and where it goes."""
        bundles = bundles_among(self._docs, self._edits.periods(*self._desks))
        return WrittenFiles(self._docs, self._pages, frozenset(self._gone), bundles)

    def touched(self, site: Path, left: int) -> CacheChanges:
        """The changes for the cache, once the site is in place. ``left``: :meth:`WrittenFiles.left`."""
        placed = self.lot.placed(self._settings.docs_dir, site, self._cache.others, left)
        return CacheChanges(
            amendments=amendments(*self._desks),
            numbers=self._cache.numbers.more,
            known=self._edits.known,
            units=self._units,
            **placed._asdict(),
        )
