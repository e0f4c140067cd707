"""What a touch-up makes again, and where it goes: the heavy part of :mod:`generator.publish.touching_up.touch_up`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence, Set
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from generator.archive.names import entity_kind
from generator.pages.addresses import address
from generator.pages.amendments import amendments
from generator.pages.catalogue import Unit
from generator.pages.changes import since
from generator.pages.desk import Desk
from generator.publish.configuration import listening, load
from generator.publish.driving.again import Again, Rendition
from generator.publish.driving.record import Rendered
from generator.publish.folder import Files, Held, digest, digest_of, identity, mark_mirror, put, state
from generator.publish.release import MARKER, SUM, discard, sum_of
from generator.publish.remaking import Made, Maker
from generator.publish.remembering.memory import Touched, UnitMade
from generator.publish.remembering.records import DAMAGED
from generator.publish.remembering.shelf import Shelf
from generator.publish.search.bundles import BUNDLES
from generator.publish.search.names import is_of_names, names_files
from generator.publish.search.periods import every_period, period_of
from generator.publish.settings import Given, Settings
from generator.publish.touching_up.edits import Edits, NotSoQuickError
from generator.publish.touching_up.lists_again import feeds_again, sitemap_again
from generator.publish.workers import Aside, Turns

_SEVERAL = 16  # units, worth a second process
_LONG = frozenset(("company", "list", "person"))  # kinds of units of which one may take as long as many others


class Desks(NamedTuple):
    """What pages are made from, before some edits and now."""

    before: Desk
    now: Desk


class Names(NamedTuple):
    """Of the files in which names are looked for, those that are others now, or have come; and which are gone."""

    others: Mapping[str, bytes]
    gone: Set[str]


def _made_in_turn(maker: Maker, units: Sequence[Unit], turns: Turns) -> dict[Unit, Made]:
    """What it makes of those whose turn it is while it is free."""
    return {units[place]: made for place in turns for made in maker.chunk(units[place : place + 1])}


def _made_aside(maker: Maker, units: Sequence[Unit], turns: Turns) -> dict[Unit, Made] | None:
    """The same; None where that takes more than what is remembered."""
    try:
        return _made_in_turn(maker, units, turns)
    except DAMAGED:
        return None


class Touch:
    """One touch-up: what is made again, and where it goes."""

    def __init__(self, given: Given, settings: Settings, shelf: Shelf, desks: Desks, edits: Edits) -> None:
        self._config = load(given)
        self._settings = settings
        self._shelf = shelf
        self._record = shelf.record
        self._desks = desks
        self._desk = desks.now
        self._edits = edits
        self._refiled = [*edits.stories.values()]
        self._units: dict[Unit, UnitMade] = {}
        self._has_cards = False  # others than before
        self._docs: dict[str, Held] = {}  # below the generated folder
        self._pages: dict[str, Rendition] = {}
        self._come: frozenset[str] = frozenset()  # the pages that weren't there
        self._gone: frozenset[str] = frozenset()  # files that are there no more
        self._left = 0  # of what stands for the site's files, without those that are others now

    def make(self) -> None:
        """The Markdown of pages, and the feeds. NotSoQuickError where files would be gone."""
        desk, shelf = self._desk, self._shelf
        news = {slug for slug, edit in self._edits.stories.items() if edit.is_news}
        changes = since(self._desks.before, shelf.numbers, desk, news)
        shelf.numbers.welcome(changes.come)
        touched: dict[Unit, UnitMade | None] = {**shelf.touched(changes)}
        touched |= {Unit("story", slug): None for slug in self._edits.come}
        newcomers = (newcomer.ref for newcomer in self._edits.newcomers)
        touched |= {Unit(entity_kind(ref), ref.slug): None for ref in newcomers}
        for (unit, before), (made, files) in zip(touched.items(), self._made(list(touched)), strict=True):
            told = before.files if before else ()
            if not {path for path, _ in told} <= {path for path, _ in made.files}:
                raise NotSoQuickError(unit)
            self._has_cards = self._has_cards or made.card != (before.card if before else None)
            self._units[unit] = made
            self._docs |= {path: data for path, data in files if (path, digest(data)) not in told}
        self._docs |= {f"images/{name}": picture for name, picture in self._edits.pictures.items()}
        self._docs |= feeds_again(shelf, desk, self._settings.site, self._refiled)
        self._come = frozenset(path for path in self._docs if _is_page(path) and path not in self._record.pages)

    def _made(self, units: Sequence[Unit]) -> Sequence[Made]:
        """Each of some units; where there are several, by two processes, those first that may take long."""
        settings = self._settings
        maker = Maker(self._desk, self._shelf.numbers, settings.site, settings.tip)
        if len(units) < _SEVERAL:
            return maker.chunk(units)
        line = sorted(units, key=lambda unit: unit.kind not in _LONG)
        turns = Turns(len(line))
        with Aside(partial(_made_aside, maker, line, turns), settings.jobs) as aside:
            made = _made_in_turn(maker, line, turns)
            others = aside.result()
        if others is None:
            raise NotSoQuickError(*units)
        made |= others
        return [made[unit] for unit in units]

    @property
    def pages_come(self) -> int:
        """How many pages there are more than before."""
        return len(self._come)

    def make_sitemap(self) -> None:
        """The sitemap. NotSoQuickError where that can't be mended."""
        self._docs |= sitemap_again(self._settings, self._shelf, self._desk, self._refiled, self._come)

    def names(self) -> Names | None:
        """The files in which names are looked for, as they are now; None where they can't be made."""
        if not self._has_cards:
            return Names({}, frozenset())
        try:
            periods = (period.name for period in every_period(self._desk))
            files = dict(names_files(self._shelf.cards(self._units), periods))
            known = {path: self._record.others[path][0] for path in self._shelf.others if is_of_names(path)}
        except DAMAGED:
            return None
        others = {path: data for path, data in files.items() if digest(data) != known.get(path)}
        return Names(others, known.keys() - files.keys())

    def render(self) -> None:
        """The pages. NotSoQuickError where something is wrong with one, or links to it may be broken."""
        if self._record.menu is None:
            raise NotSoQuickError
        pages, others = self._shelf.pages, {*self._shelf.others, *(path for path in self._docs if not _is_page(path))}
        again = Again(self._config, self._record.menu, {*pages, *self._come}, others)
        sources = {path: data for path, data in self._docs.items() if _is_page(path) and isinstance(data, bytes)}
        with listening() as heard:
            self._pages = dict(again.render(sources))
        if heard.messages:
            raise NotSoQuickError(*heard.messages)
        for path, page in self._pages.items():
            lost = frozenset() if path in self._come else self._record.pages[path].notes.places - page.notes.places
            if page.notes.broken or any(self._shelf.is_led_to(address(path), place, self._pages) for place in lost):
                raise NotSoQuickError(path)
        for page in self._pages.values():
            for anchor in page.notes.anchors:
                if anchor.place not in self._places(anchor.leads_to):
                    raise NotSoQuickError(anchor)

    def _places(self, page_address: str) -> frozenset[str]:
        """Where links may lead on a page. KeyError for one that isn't there."""
        paths = (f"{page_address.rstrip('/')}.md", f"{page_address}index.md")
        path = next((path for path in paths if path in self._pages or path in self._record.pages), page_address)
        page = self._pages.get(path)
        return page.notes.places if page else self._record.pages[path].notes.places

    def take_names(self, names: Names | None) -> None:
        """Those that :meth:`names` gave, maybe in another process."""
        self.take(names and names.others)
        self._gone = frozenset(names.gone if names else ())

    def take(self, files: Files | None) -> None:
        """Files that were made elsewhere. NotSoQuickError where they could not be made."""
        if files is None:
            raise NotSoQuickError
        self._docs |= files

    def _has(self, bundle: str) -> bool:
        return any(path.startswith(f"{bundle}/") for path in self._docs)

    @cached_property
    def _files(self) -> Mapping[str, Held]:
        """What is made again of the site's."""
        files: dict[str, Held] = {page.file: page.html for page in self._pages.values()}
        return files | {path: made for path, made in self._docs.items() if path not in self._pages}

    @cached_property
    def _bundles(self) -> frozenset[str]:
        """The folders of the search that are made again whole."""
        bundles = {f"{BUNDLES}/{period_of(self._desk, slug).name}" for slug in self._edits.told}
        return frozenset(bundle for bundle in bundles if self._has(bundle))

    @cached_property
    def changed(self) -> frozenset[str]:
        """The site's files, and whole folders of them, that are others now."""
        inside = tuple(f"{bundle}/" for bundle in self._bundles)
        return self._bundles | self._gone | {MARKER, *(path for path in self._files if not path.startswith(inside))}

    def put(self, site: Path, folder: Path) -> None:
        """Put everything in place: in the site itself, or in the folder that will be it."""
        docs_dir = os.fspath(self._settings.docs_dir)
        self._left = self._record.sum - sum(sum_of(f"{site}/{path}") for path in self.changed)
        for path in self._bundles | self._gone:
            discard(folder / path)
            discard(Path(f"{docs_dir}/{path}"))
        for path, made in self._docs.items():
            put(docs_dir, path, made)
        for path, made in self._files.items():
            put(os.fspath(folder), path, made)
        mark_mirror(self._settings.docs_dir)

    def touched(self, site: Path) -> Touched:
        """What is to be remembered of that, now that the site stands."""
        docs_dir = os.fspath(self._settings.docs_dir)
        inside = tuple(f"{bundle}/" for bundle in self._bundles)
        return Touched(
            amendments(*self._desks),
            self._shelf.numbers.more,
            self._edits.known,
            self._units,
            {path: identity(f"{docs_dir}/{path}") for path in self._docs},
            {
                path: Rendered(digest_of(self._docs[path]), page.notes, identity(f"{site}/{page.file}"))
                for path, page in self._pages.items()
            },
            {
                path: (digest_of(made), identity(f"{site}/{path}"))
                for path, made in self._docs.items()
                if path not in self._pages
            },
            identity(f"{site}/{MARKER}"),
            state(self._settings.docs_dir),
            (self._left + sum(sum_of(f"{site}/{path}") for path in self.changed)) & SUM,
            self._gone.union(path for path in self._shelf.others if path.startswith(inside) and path not in self._docs),
        )


def _is_page(path: str) -> bool:
    """Whether a file of the generated folder becomes a page."""
    return path.endswith(".md")
