"""The quick road for what is most often done: some stories say something else, in words or in facts, or are new.

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
from functools import partial
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.debuts import NotOnFileError
from generator.pages.amendments import NONE, settled
from generator.pages.desk import Desk
from generator.pages.revision import revised_desk
from generator.publish import understudy
from generator.publish.data import REVISED, revise_data, write_data
from generator.publish.driving.record import Record
from generator.publish.errors import ContentRefusedError
from generator.publish.folder import Files, Stored, digest_of, state
from generator.publish.listener import Listener
from generator.publish.lock import locked
from generator.publish.patience import TooSlowError
from generator.publish.release import Place, addresses_told, mark, mend, publish
from generator.publish.remembering import keeping
from generator.publish.remembering.memory import Touched
from generator.publish.remembering.records import DAMAGED
from generator.publish.remembering.shelf import Shelf
from generator.publish.search.bundles import changed_bundle
from generator.publish.search.told import Teller
from generator.publish.settings import Given, Settings, as_told
from generator.publish.standing import Glance, Stood
from generator.publish.touching_up.edits import Edits, edits_of, refuse_other_periods
from generator.publish.touching_up.losing import NotSoQuickError
from generator.publish.touching_up.warnings_again import warnings_again
from generator.publish.twin import Twin
from generator.publish.understudy import Rehearsal
from generator.publish.workers import Aside

MOST = 50  # stories that are touched up before everything is read again: what is remembered of them grows


class Request(Struct, frozen=True):
    """What is asked for. ``look`` shows that something has changed, and ``rehearsal`` is one that has begun.

    ``waited_for``: by somebody at a page, who can do with the exports and the search of the build before, and sees
    the site change page by page: no other version stands beside it meanwhile.
    """

    given: Given
    look: Glance
    durable: bool = True  # on the disk before it is shown
    waited_for: bool = False
    rehearsal: Rehearsal | None = None
    opened: keeping.Opened | None = None  # what earlier builds of the same process read of what is remembered


class TouchedUp(NamedTuple):
    """What came of it: what is to be remembered, and what the site is now."""

    since: Touched
    stood: Stood


def touched_up(request: Request, listener: Listener) -> TouchedUp | None:
    """Bring the site up to date, if that is all there is to do. None where it isn't, or can't be done this way.

    ContentRefusedError where nothing is to be done, for something is wrong with what was written; else it raises what a
    build does.
    """
    look = request.look
    place = Place.at(look.stood.site)
    content, build_dir = look.stamp.content, look.build_dir
    settings = as_told(look.told, request.given, content=content, site_dir=place.site, build_dir=build_dir)
    with locked(settings.lock, listener.waiting), locked(place.lock, listener.waiting):
        mend(place)
        listener.stage("Touching up")
        try:
            done = _touch_up(request, settings, place, listener)
        except (NotSoQuickError, NotOnFileError, TooSlowError, ContentRefusedError, *DAMAGED) as error:
            if request.rehearsal is not None:
                request.rehearsal.stop()
            if isinstance(error, ContentRefusedError):
                raise
            return None
        look.stamp.leave(build_dir, done.stood, look.form, look.told)
    return done


def _touch_up(request: Request, settings: Settings, place: Place, listener: Listener) -> TouchedUp:
    look, waited_for = request.look, request.waited_for
    shelf = keeping.recall_shelf(settings.build_dir, place.site, look.form, request.opened)
    if shelf is None or not shelf.record.stands(place.site) or shelf.docs != state(settings.docs_dir):
        raise NotSoQuickError
    if len({*look.changed} | shelf.since.known.keys()) > MOST:
        raise NotSoQuickError
    before = shelf.desk()
    edits = edits_of(settings, look, shelf, before)
    if not edits.are_seen:
        since = Touched(NONE, {}, edits.known, {}, {}, {}, {}, shelf.record.marker, shelf.docs, shelf.record.sum)
        keeping.keep_since(settings.build_dir, place.site, shelf.name, shelf.since.then(since))
        return TouchedUp(since, look.stood)
    stories = [*edits.stories.values()]
    desk = revised_desk(before, stories, edits.profiles, edits.pictures, pages=edits.pages, losses=edits.losses)
    refuse_other_periods(before, desk, edits)
    problems = warnings_again(settings, look, (before, desk), edits)
    with ExitStack() as ending:
        told = settings, shelf, (before, desk), edits
        works = partial(_search, *told), partial(_export, *told)
        aside = [ending.enter_context(Aside(work, settings.jobs)) for work in works if not waited_for]
        known, rehearsal = None if waited_for else understudy.recall(settings.build_dir, place), request.rehearsal
        if rehearsal is None or rehearsal.known != known:
            rehearsal = ending.enter_context(Rehearsal(known, settings.jobs))
        twin = ending.enter_context(Twin(place, settings.jobs, is_wanted=not (waited_for or known)))
        from generator.publish.touching_up.touching import Desks, Touch  # noqa: PLC0415 -- takes a while, in which all that goes on

        touch = Touch(request.given, settings, shelf, Desks(before, desk), edits)
        names = None if waited_for else ending.enter_context(Aside(touch.names, settings.jobs))
        touch.make()
        touch.make_sitemap()
        touch.render()
        if not waited_for:
            _make_ready(place, shelf.record, rehearsal, twin)
        for each in aside:
            touch.take(each.result())
        if names is not None:
            touch.take_names(names.result())
        listener.stage("Publishing")
        touch.put(place.site, place.site if waited_for else place.staging)
        number = look.stood.stories + len(edits.come) - len(edits.losses.stories)
        pages = look.stood.pages + touch.pages_come
        stood = replace(look.stood, problems=problems, pages=pages, stories=number)
        addresses = addresses_told(place.site) + touch.pages_come
        if waited_for:
            mark(place.site, addresses)
        else:
            publish(place, durable=request.durable, pages=addresses)
            understudy.follow(settings.build_dir, place, touch.changed)
        since = touch.touched(place.site)
    keeping.keep_since(settings.build_dir, place.site, shelf.name, shelf.since.then(since))
    return TouchedUp(since, stood)


def _make_ready(place: Place, standing: Record, rehearsal: Rehearsal, twin: Twin) -> None:
    """Have the site's files in the folder for the next version. NotSoQuickError where they aren't as they were."""
    if not (twin.is_of(standing) if rehearsal.known is None else rehearsal.step_in(place) == standing.sum):
        raise NotSoQuickError(place.site)


def _search(settings: Settings, shelf: Shelf, desks: tuple[Desk, Desk], edits: Edits) -> Files:
    """The search's files for the periods of some stories."""
    teller = Teller(desks[-1], settings.site.language, shelf.labels)
    folder, periods = settings.build_dir / "search", edits.periods(*desks).values()
    bundles = [changed_bundle(folder, teller, period, edits.told) for period in periods]
    return {path: made for bundle in bundles for path, made in bundle}


def _export(settings: Settings, shelf: Shelf, desks: tuple[Desk, Desk], edits: Edits) -> Files | None:
    """The exports that are others; None where they aren't those of the build before."""
    folder, site = settings.build_dir / "exports", settings.site
    known = shelf.record.others
    try:
        if any(digest_of(Stored(folder / path)) != known[path][0] for path in REVISED):
            raise LookupError(folder)  # they may be those of a build that was killed
        paths = revise_data(folder, desks, site, [*edits.stories.values()], edits.profiles, losses=edits.losses)
    except LookupError:
        if not edits.losses.stories and all(each.is_same for each in edits.stories.values()):
            return None
        paths = write_data(folder, settled(desks[-1]), site)
    return {path: Stored(folder / path, is_replaced=True) for path in paths}
