"""The search and the exports: made beside the pages, or after them where somebody waits for a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.archive.fallback import NeedsFullBuildError
from generator.pages.amendments import settled
from generator.pages.desk import Desk
from generator.publish.build_cache.cached_build import CacheChanges
from generator.publish.build_cache.reader import CacheReader
from generator.publish.build_cache.records import DamagedCacheError
from generator.publish.config.settings import Settings
from generator.publish.data import REVISED, NotRevisableError, revise_data, write_data
from generator.publish.errors import BuildFailedError
from generator.publish.generated.folder import Files, Stored, digest_of
from generator.publish.incremental.edits import Edits
from generator.publish.incremental.placement import WrittenFiles, bundles_among
from generator.publish.listener import Listener
from generator.publish.processes.workers import BackgroundTask
from generator.publish.search.bundles import changed_bundle
from generator.publish.search.periods import Period, periods_of
from generator.publish.search.told import Teller
from generator.publish.swap.lock import A_WHILE, locked
from generator.publish.swap.release import Place

if TYPE_CHECKING:
    from generator.publish.incremental.rebuilding import Rebuild


class SearchAndExports(Struct, frozen=True):
    """Updates search index and exports in background processes. ``desks`` are those before and after the edits."""

    settings: Settings
    cache: CacheReader
    desks: tuple[Desk, Desk]
    edits: Edits

    @property
    def periods(self) -> Mapping[str, Period]:
        """The search periods whose stories have changed, by name."""
        return self.edits.periods(*self.desks)

    def begun(self, ending: ExitStack) -> Iterator[BackgroundTask]:
        """Start both background tasks; ``ending`` stops them."""
        for work in (self._search, self._export):
            yield ending.enter_context(BackgroundTask(work, self.settings.jobs))

    def _search(self) -> Files:
        """The index files of the periods whose stories have changed."""
        settings, edits = self.settings, self.edits
        teller = Teller(self.desks[-1], settings.site.language, self.cache.labels)
        folder = settings.build_dir / "search"
        bundles = [changed_bundle(folder, teller, period, edits.told) for period in self.periods.values()]
        return {path: made for bundle in bundles for path, made in bundle}

    def _export(self) -> Files:
        """The export files that have changed. NeedsFullBuildError where those on disk aren't of the last build."""
        folder, site, edits = self.settings.build_dir / "exports", self.settings.site, self.edits
        known = self.cache.record.others
        try:
            if any(_digest_of(folder / path) != known[path][0] for path in REVISED):
                raise NotRevisableError(folder)  # they may be those of a build that was killed
            stories = [*edits.stories.values()]
            paths = revise_data(folder, self.desks, site, stories, edits.profiles, losses=edits.losses)
        except NotRevisableError as error:
            is_same = all(each.is_same for each in edits.stories.values())
            if is_same and not (edits.losses.stories or edits.profiles):
                raise NeedsFullBuildError(folder) from error
            paths = write_data(folder, settled(self.desks[-1]), site)
        return {path: Stored(folder / path, is_replaced=True) for path in paths}


def _digest_of(path: Path) -> str:
    """Digest of an export file; "" where it is gone."""
    return digest_of(Stored(path)) if path.is_file() else ""


def refuse_other_periods(before: Desk, desk: Desk, edits: Edits) -> None:
    """NeedsFullBuildError where edits change which search periods there are."""
    come = {edits.stories[slug].filed.year for slug in edits.come}
    for year in come | {filed.year for filed in edits.losses.stories.values()}:
        if [each.name for each in periods_of(desk, year)] != [each.name for each in periods_of(before, year)]:
            raise NeedsFullBuildError(year)


class DeferredWork(Struct, frozen=True):
    """Work left for after the page is shown. ``touched`` are the cache changes of the build so far."""

    place: Place
    works: SearchAndExports
    touch: Rebuild
    touched: CacheChanges

    def do(self) -> CacheChanges:
        """Do that work; return its further changes for the cache.

        BuildFailedError where what is remembered doesn't do for that, or another build goes on; OSError.
        """
        silent, settings = Listener().waiting, self.works.settings
        with locked(settings.lock, silent, A_WHILE), locked(self.place.lock, silent, A_WHILE), ExitStack() as ending:
            aside = [*self.works.begun(ending)]
            try:
                names = self.touch.names()
                files = [names.others, *(each.result() for each in aside)]
            except (NeedsFullBuildError, DamagedCacheError) as error:
                raise BuildFailedError("What is remembered doesn't do for the search and the exports.") from error
            made = {path: held for each in files for path, held in each.items()}
            return self._put(WrittenFiles(made, {}, names.gone, bundles_among(made, self.works.periods)))

    def _put(self, lot: WrittenFiles) -> CacheChanges:
        settings, cache, site = self.works.settings, self.works.cache, self.place.site
        left = lot.left(site, self.touched.sum)
        lot.put(settings.docs_dir, site)
        done = CacheChanges(**lot.placed(settings.docs_dir, site, cache.others, left)._asdict())
        cache.journal.add(done)
        return done
