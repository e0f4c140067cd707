"""The search and the exports: made while a touch-up makes pages, or after that where somebody waits for a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.pages.amendments import NONE, settled
from generator.pages.desk import Desk
from generator.publish.data import REVISED, revise_data, write_data
from generator.publish.errors import BuildFailedError
from generator.publish.folder import Files, Stored, digest_of
from generator.publish.listener import Listener
from generator.publish.lock import A_WHILE, locked
from generator.publish.release import Place
from generator.publish.remembering.memory import Touched
from generator.publish.remembering.shelf import Shelf
from generator.publish.search.bundles import changed_bundle
from generator.publish.search.periods import Period, periods_of
from generator.publish.search.told import Teller
from generator.publish.settings import Settings
from generator.publish.touching_up.edits import Edits
from generator.publish.touching_up.losing import NotSoQuickError
from generator.publish.touching_up.placing import Lot, bundles_among
from generator.publish.workers import Aside

if TYPE_CHECKING:
    from generator.publish.touching_up.touching import Touch


class Works(Struct, frozen=True):
    """What takes a process of its own. ``shelf`` is as it was before, and ``desks`` are that before and that now."""

    settings: Settings
    shelf: Shelf
    desks: tuple[Desk, Desk]
    edits: Edits

    @property
    def periods(self) -> Mapping[str, Period]:
        """The periods of the search that have other stories, or stories that say something else, by name."""
        return self.edits.periods(*self.desks)

    def begun(self, ending: ExitStack) -> Iterator[Aside]:
        """Both on their way, until the end of the stack."""
        for work in (self._search, self._export):
            yield ending.enter_context(Aside(work, self.settings.jobs))

    def _search(self) -> Files:
        """The search's files for the periods of the stories that are others."""
        settings, edits = self.settings, self.edits
        teller = Teller(self.desks[-1], settings.site.language, self.shelf.labels)
        folder = settings.build_dir / "search"
        bundles = [changed_bundle(folder, teller, period, edits.told) for period in self.periods.values()]
        return {path: made for bundle in bundles for path, made in bundle}

    def _export(self) -> Files | None:
        """The exports that are others; None where they aren't those of the build before."""
        folder, site, edits = self.settings.build_dir / "exports", self.settings.site, self.edits
        known = self.shelf.record.others
        try:
            if any(digest_of(Stored(folder / path)) != known[path][0] for path in REVISED):
                raise LookupError(folder)  # they may be those of a build that was killed
            stories = [*edits.stories.values()]
            paths = revise_data(folder, self.desks, site, stories, edits.profiles, losses=edits.losses)
        except LookupError:
            is_same = all(each.is_same for each in edits.stories.values())
            if is_same and not (edits.losses.stories or edits.profiles):
                return None
            paths = write_data(folder, settled(self.desks[-1]), site)
        return {path: Stored(folder / path, is_replaced=True) for path in paths}


def refuse_other_periods(before: Desk, desk: Desk, edits: Edits) -> None:
    """NotSoQuickError where edits change what no page is made from: which periods of the search there are."""
    come = {edits.stories[slug].filed.year for slug in edits.come}
    for year in come | {filed.year for filed in edits.losses.stories.values()}:
        if [each.name for each in periods_of(desk, year)] != [each.name for each in periods_of(before, year)]:
            raise NotSoQuickError(year)


class Rest(Struct, frozen=True):
    """What is left to do when somebody has their page: ``touched`` is what is to be remembered of that."""

    place: Place
    works: Works
    touch: Touch
    touched: Touched

    def do(self) -> Touched:
        """Do it; what is to be remembered of it, besides.

        BuildFailedError where what is remembered doesn't do for that, or another build goes on; OSError.
        """
        silent, settings = Listener().waiting, self.works.settings
        with locked(settings.lock, silent, A_WHILE), locked(self.place.lock, silent, A_WHILE), ExitStack() as ending:
            aside = [*self.works.begun(ending)]
            names = self.touch.names()
            files = [names and names.others, *(each.result() for each in aside)]
            made = {path: held for each in files if each is not None for path, held in each.items()}
            if names is None or None in files:
                raise BuildFailedError("What is remembered doesn't do for the search and the exports.")
            return self._put(Lot(made, {}, names.gone, bundles_among(made, self.works.periods)))

    def _put(self, lot: Lot) -> Touched:
        settings, shelf, site = self.works.settings, self.works.shelf, self.place.site
        left = lot.left(site, self.touched.sum)
        lot.put(settings.docs_dir, site)
        done = Touched(NONE, {}, {}, {}, *lot.placed(settings.docs_dir, site, shelf.others, left))
        shelf.journal.add(done)
        return done
