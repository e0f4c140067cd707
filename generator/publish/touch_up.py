"""The quick road for the edits that are most often made: a story's text changed, its title or standfirst, no more.

What nobody reads but the pages that show them can't change with them: who is on file, what is reported, what follows.
So nothing is read but the story, what an earlier build remembers of those pages is looked up row by row, and they are
made again. Whatever else is found to have changed on the way sends the build back to the road that reads everything.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.pages.addresses import address
from generator.pages.catalogue import Unit
from generator.pages.desk import Desk
from generator.publish import keeping, understudy
from generator.publish.data import revise_story
from generator.publish.driving.again import Again, Rendition
from generator.publish.driving.record import Record, Rendered
from generator.publish.edits import Edited, NotSoQuickError, edits_of, requoted, retold
from generator.publish.feeds import Feeds
from generator.publish.folder import Files, Held, Stored, digest, digest_of, identity, mark_mirror, put, state
from generator.publish.listener import Listener
from generator.publish.memory import Touched, UnitMade
from generator.publish.patience import TooSlowError
from generator.publish.records import DAMAGED
from generator.publish.release import MARKER, SUM, Place, discard, mark, publish, sum_of
from generator.publish.remaking import Maker
from generator.publish.search.bundles import BUNDLES, changed_bundle
from generator.publish.search.periods import period_of
from generator.publish.settings import Settings, listening
from generator.publish.shelf import Shelf
from generator.publish.standing import Glance
from generator.publish.twin import Twin
from generator.publish.understudy import Rehearsal
from generator.publish.workers import Aside

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

MOST = 50  # stories that are touched up before everything is read again: what is remembered of them grows


def touch_up(
    config: MkDocsConfig,
    settings: Settings,
    place: Place,
    look: Glance,
    listener: Listener,
    *,
    durable: bool,
    waited_for: bool = False,
    rehearsal: Rehearsal | None = None,
) -> Touched | None:
    """Bring the site up to date, if that is all there is to do. None where it isn't, or can't be done this way.

    ``waited_for``: by somebody at a page, who can do with the exports and the search of the build before, and sees
    the site change page by page: no other version stands beside it meanwhile. ``rehearsal`` is one that has begun.
    """
    listener.stage("Touching up")
    try:
        shelf = keeping.recall_shelf(settings.build_dir, place.site, look.form)
        if shelf is None or not shelf.record.stands(place.site) or shelf.docs != state(settings.docs_dir):
            return None
        edits = dict(edits_of(settings, look, shelf))
        if len(edits.keys() | shelf.since.texts.keys()) > MOST:
            return None
        desk = shelf.desk({slug: edit.after for slug, edit in edits.items()}, retold(edits))
        with ExitStack() as ending:
            works = (partial(_search, settings, shelf, desk, edits), partial(_export, settings, desk, edits))
            aside = [ending.enter_context(Aside(work, settings.jobs)) for work in works if not waited_for]
            known = None if waited_for else understudy.recall(settings.build_dir, place)
            if rehearsal is None or rehearsal.known != known:
                rehearsal = ending.enter_context(Rehearsal(known, settings.jobs))
            twin = ending.enter_context(Twin(place, settings.jobs, is_wanted=not (waited_for or known)))
            touch = _Touch(config, settings, shelf, desk, edits)
            touch.make()
            touch.render()
            if not waited_for:
                _make_ready(place, shelf.record, rehearsal, twin)  # takes a while, and so do those that are aside
            for each in aside:
                touch.take(each.result())
            listener.stage("Publishing")
            touch.put(place.site, place.site if waited_for else place.staging)
            if waited_for:
                mark(place.site, look.stood.pages)
            else:
                publish(place, durable=durable, pages=look.stood.pages)
                understudy.follow(settings.build_dir, place, touch.changed)
            since = touch.touched(place.site)
        keeping.keep_since(settings.build_dir, place.site, shelf.name, shelf.since.then(since))
    except (NotSoQuickError, TooSlowError, *DAMAGED):
        return None
    return since


def _make_ready(place: Place, standing: Record, rehearsal: Rehearsal, twin: Twin) -> None:
    """Have the site's files in the folder for the next version. NotSoQuickError where they aren't as they were."""
    if not (twin.is_of(standing) if rehearsal.known is None else rehearsal.step_in(place) == standing.sum):
        raise NotSoQuickError(place.site)


def _search(settings: Settings, shelf: Shelf, desk: Desk, edits: Mapping[str, Edited]) -> Files:
    """The search's files for the periods of some stories."""
    folder, language = settings.build_dir / "search", settings.site.language
    periods = {period.name: period for period in (period_of(desk, slug) for slug in edits)}
    bundles = [changed_bundle(folder, desk, period, language, shelf.labels) for period in periods.values()]
    return {path: made for bundle in bundles for path, made in bundle}


def _export(settings: Settings, desk: Desk, edits: Mapping[str, Edited]) -> Files | None:
    """The exports that hold the text of stories; None where they aren't those of the build before."""
    folder = settings.build_dir / "exports"
    try:
        revised = [revise_story(folder, desk.archive, settings.site, edit.was, edit.before) for edit in edits.values()]
    except LookupError:
        return None
    return {path: Stored(folder / path, is_replaced=True) for paths in revised for path in paths}


class _Touch:
    """One touch-up: what is made again, and where it goes."""

    def __init__(
        self, config: MkDocsConfig, settings: Settings, shelf: Shelf, desk: Desk, edits: Mapping[str, Edited]
    ) -> None:
        self._config = config
        self._settings = settings
        self._shelf = shelf
        self._record = shelf.record
        self._desk = desk
        self._edits = edits
        self._units: dict[Unit, UnitMade] = {}
        self._docs: dict[str, Held] = {}  # below the generated folder
        self._pages: dict[str, Rendition] = {}
        self._left = 0  # of what stands for the site's files, without those that are others now

    def make(self) -> None:
        """The Markdown of pages, and the feeds. NotSoQuickError where there would be other files than before."""
        settings, desk = self._settings, self._desk
        touched = self._shelf.touched(self._edits, requoted(self._edits, desk.archive), retold(self._edits))
        made_again = Maker(desk, self._shelf.numbers, settings.site, settings.tip).chunk(list(touched))
        for (unit, before), (made, files) in zip(touched.items(), made_again, strict=True):
            if before.card != made.card or [path for path, _ in before.files] != [path for path, _ in made.files]:
                raise NotSoQuickError(unit)
            self._units[unit] = made
            self._docs |= {path: data for path, data in files if (path, digest(data)) not in before.files}
        if not self._edits.keys().isdisjoint(self._shelf.newest):
            self._docs |= dict(Feeds(desk, settings.site).whole_site(self._shelf.newest))

    def render(self) -> None:
        """The pages. NotSoQuickError where something is wrong with one, or links to it may be broken."""
        if self._record.menu is None:
            raise NotSoQuickError
        again = Again(self._config, self._record.menu, self._shelf.pages, self._shelf.others)
        sources = {path: data for path, data in self._docs.items() if path.endswith(".md") and isinstance(data, bytes)}
        with listening() as heard:
            self._pages = dict(again.render(sources))
        if heard.messages:
            raise NotSoQuickError(*heard.messages)
        for path, page in self._pages.items():
            lost = self._record.pages[path].notes.places - page.notes.places
            if page.notes.broken or any(self._shelf.is_led_to(address(path), place) for place in lost):
                raise NotSoQuickError(path)
        for page in self._pages.values():
            for anchor in page.notes.anchors:
                if anchor.place not in self._places(anchor.leads_to):
                    raise NotSoQuickError(anchor)

    def _places(self, page_address: str) -> frozenset[str]:
        """Where links may lead on a page. KeyError for one that isn't there."""
        paths = (f"{page_address.rstrip('/')}.md", f"{page_address}index.md")
        path = next((path for path in paths if path in self._record.pages), page_address)
        page = self._pages.get(path)
        return page.notes.places if page else self._record.pages[path].notes.places

    def take(self, files: Files | None) -> None:
        """Files that were made elsewhere. NotSoQuickError where they could not be made."""
        if files is None:
            raise NotSoQuickError
        self._docs |= files

    def _has(self, bundle: str) -> bool:
        return any(path.startswith(f"{bundle}/") for path in self._docs)

    @property
    def _files(self) -> Mapping[str, Held]:
        """What is made again of the site's."""
        files: dict[str, Held] = {page.file: page.html for page in self._pages.values()}
        return files | {path: made for path, made in self._docs.items() if path not in self._pages}

    @property
    def _bundles(self) -> frozenset[str]:
        """The folders of the search that are made again whole."""
        bundles = {f"{BUNDLES}/{period_of(self._desk, slug).name}" for slug in self._edits}
        return frozenset(bundle for bundle in bundles if self._has(bundle))

    @property
    def changed(self) -> frozenset[str]:
        """The site's files, and whole folders of them, that are others now."""
        inside = tuple(f"{bundle}/" for bundle in self._bundles)
        return self._bundles | {MARKER, *(path for path in self._files if not path.startswith(inside))}

    def put(self, site: Path, folder: Path) -> None:
        """Put everything in place: in the site itself, or in the folder that will be it."""
        docs_dir = os.fspath(self._settings.docs_dir)
        self._left = self._record.sum - sum(sum_of(f"{site}/{path}") for path in self.changed)
        for bundle in self._bundles:
            discard(folder / bundle)
            discard(Path(f"{docs_dir}/{bundle}"))
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
            {slug: edit.after for slug, edit in self._edits.items()},
            retold(self._edits),
            {edit.filed.story.path: edit.known for edit in self._edits.values()},
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
            frozenset(path for path in self._shelf.others if path.startswith(inside) and path not in self._docs),
        )
