"""The incremental build for what is most often done: some stories say something else, in words or in facts, or are new.

Nothing is read but those stories. What follows from what they report now is worked out for those whom it bears on
(:mod:`generator.archive.revision`), all else is looked up, row by row, in what an earlier build remembers, and the
pages are made again that were made from something which is another now. Whatever is found on the way that only all
stories together can tell (who is new, or gone; a problem more, or less) sends the build back to the road that reads
everything.

What makes pages is loaded while others make the search and the exports: that takes as long as all else that is done
here.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.fallback import NeedsFullBuildError
from generator.pages.revision import revised_desk
from generator.publish.boundary import Boundary
from generator.publish.build_cache import store
from generator.publish.build_cache.cached_build import CacheChanges
from generator.publish.build_cache.records import DamagedCacheError
from generator.publish.change_detection.scan import Scan, Stood
from generator.publish.config.settings import Given, Settings, as_told
from generator.publish.errors import BuildFailedError, ContentRefusedError, RefusedError, TooSlowError
from generator.publish.generated.folder import is_state
from generator.publish.incremental.deferred import DeferredWork, SearchAndExports, refuse_other_periods
from generator.publish.incremental.edits import edits_of
from generator.publish.incremental.file_problems import reread, unread
from generator.publish.incremental.warnings_again import warnings_again
from generator.publish.listener import Listener
from generator.publish.mkdocs_driver.record import Record
from generator.publish.processes.workers import BackgroundTask
from generator.publish.swap import standby
from generator.publish.swap.linked_copy import LinkedCopy
from generator.publish.swap.lock import locked
from generator.publish.swap.release import Place, addresses_told, mark, mend, publish
from generator.publish.swap.standby import StandbyCheck

MOST = 50  # files that are built incrementally before everything is read again: what is remembered of them grows


class Request(Struct, frozen=True):
    """Input of an incremental build: the scan of changed files, and the standby check if one has been started.

    ``waited_for``: by somebody at a page, who can do with the exports and the search of the build before. A preview
    changes page by page: no other version stands beside it meanwhile.
    """

    given: Given
    look: Scan
    durable: bool = True  # on the disk before it is shown
    waited_for: bool = False
    standby_check: StandbyCheck | None = None
    opened: store.OpenCache | None = None  # what earlier builds of the same process read of what is remembered


class IncrementalBuild(NamedTuple):
    """Result of an incremental build: changes for the cache, the state of the site, and work that can wait."""

    since: CacheChanges
    stood: Stood
    deferred: DeferredWork | None = None  # what can wait, where somebody waits for their page


def incremental_build(request: Request, listener: Listener) -> IncrementalBuild | None:
    """Bring the site up to date incrementally; None where a full build is needed.

    ContentRefusedError where nothing is to be done, for something is wrong with what was written; else it raises what a
    build does.
    """
    look = request.look
    place = Place.at(look.stood.site)
    content, build_dir = look.stamp.content, look.build_dir
    settings = as_told(look.told, request.given, content=content, site_dir=place.site, build_dir=build_dir)
    with locked(settings.lock, listener.waiting), locked(place.lock, listener.waiting):
        mend(place)
        listener.stage("Updating")
        done: IncrementalBuild | None = None
        with Boundary(TooSlowError) as boundary:
            done = _build(request, settings, place, listener)
        if done is None:
            if request.standby_check is not None:
                request.standby_check.stop()
            _refuse(boundary.error, listener)
            return None
        look.stamp.leave(build_dir, done.stood, look.form, look.told)
    return done


def _refuse(error: BaseException | None, listener: Listener) -> None:
    """Raise again what would end a full build, too. A fault of this program is told of, for a full build has none."""
    if isinstance(error, (OSError, BuildFailedError, RefusedError, ContentRefusedError)):
        raise error
    if error is not None and not isinstance(error, (NeedsFullBuildError, TooSlowError, DamagedCacheError)):
        listener.fault(error)


def _build(request: Request, settings: Settings, place: Place, listener: Listener) -> IncrementalBuild:
    look, waited_for, is_swapped = request.look, request.waited_for, request.given.is_swapped
    cache = store.open_cache(settings.build_dir, place.site, look.form, request.opened)
    if cache is None or not cache.record.stands(place.site) or not is_state(settings.docs_dir, cache.docs):
        raise NeedsFullBuildError
    if len({*look.changed} | cache.since.known.keys()) > MOST:
        raise NeedsFullBuildError
    look, before = unread(look, cache), cache.desk()
    edits = edits_of(settings, look, cache, before)
    if not edits.are_seen:
        record = cache.record
        since = CacheChanges(known=edits.known, marker=record.marker, docs=cache.docs, sum=record.sum)
        cache.journal.add(since)
        return IncrementalBuild(since, replace(look.stood, problems=reread(look.stood.problems, edits.known)))
    stories = [*edits.stories.values()]
    desk = revised_desk(before, stories, edits.profiles, edits.pictures, pages=edits.pages, losses=edits.losses)
    refuse_other_periods(before, desk, edits)
    problems = reread(warnings_again(settings, look, (before, desk), edits), edits.known)
    works = SearchAndExports(settings, cache, (before, desk), edits)
    with ExitStack() as ending:
        aside = [] if waited_for else [*works.begun(ending)]
        known, standby_check = standby.recall(settings.build_dir, place) if is_swapped else None, request.standby_check
        if standby_check is None or standby_check.known != known:
            standby_check = ending.enter_context(StandbyCheck(known, settings.jobs))
        linked_copy = ending.enter_context(LinkedCopy(place, settings.jobs, is_wanted=is_swapped and not known))
        from generator.publish.incremental.rebuilding import Desks, Rebuild  # noqa: PLC0415 -- takes a while, in which all that goes on

        touch = Rebuild(request.given, settings, cache, Desks(before, desk), edits)
        names = None if waited_for else ending.enter_context(BackgroundTask(touch.names, settings.jobs))
        touch.make()
        touch.make_sitemap()
        touch.render()
        if is_swapped:
            _make_ready(place, cache.record, standby_check, linked_copy)
        for each in aside:
            touch.take(each.result())
        if names is not None:
            touch.take_names(names.result())
        listener.stage("Publishing")
        left = touch.lot.left(place.site, cache.record.sum)
        addresses = addresses_told(place.site) + touch.addresses_come
        if not is_swapped:
            mark(place.site, addresses)  # another marker than the cache tells of, until all files are written
        touch.lot.put(settings.docs_dir, place.staging if is_swapped else place.site)
        number = look.stood.stories + len(edits.come) - len(edits.losses.stories)
        pages = look.stood.pages + touch.pages_come
        stood = replace(look.stood, problems=problems, pages=pages, stories=number)
        if is_swapped:
            publish(place, durable=request.durable, pages=addresses)
            standby.follow(settings.build_dir, place, touch.lot.changed)
        else:
            mark(place.site, addresses)
        since = touch.touched(place.site, left)
    cache.journal.add(since)
    return IncrementalBuild(since, stood, DeferredWork(place, works, touch, since) if waited_for else None)


def _make_ready(place: Place, standing: Record, standby_check: StandbyCheck, linked_copy: LinkedCopy) -> None:
    """Fill the staging folder with the site's files. NeedsFullBuildError where somebody has changed them."""
    if standby_check.known is None:
        is_ready = linked_copy.is_of(standing)
    else:
        try:
            is_ready = standby_check.step_in(place) == standing.sum
        except OSError as error:  # no more room, or a file system without second names: a full build may do without
            raise NeedsFullBuildError(place.site) from error
    if not is_ready:
        raise NeedsFullBuildError(place.site)
