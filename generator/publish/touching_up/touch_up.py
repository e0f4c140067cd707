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
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.debuts import NotOnFileError
from generator.pages.amendments import NONE
from generator.pages.revision import revised_desk
from generator.publish import understudy
from generator.publish.driving.record import Record
from generator.publish.errors import ContentRefusedError
from generator.publish.folder import state
from generator.publish.listener import Listener
from generator.publish.lock import locked
from generator.publish.patience import TooSlowError
from generator.publish.release import Place, addresses_told, mark, mend, publish
from generator.publish.remembering import keeping
from generator.publish.remembering.memory import Touched
from generator.publish.remembering.records import DAMAGED
from generator.publish.settings import Given, Settings, as_told
from generator.publish.standing import Glance, Stood
from generator.publish.touching_up.edits import edits_of
from generator.publish.touching_up.losing import NotSoQuickError
from generator.publish.touching_up.rest import Rest, Works, refuse_other_periods
from generator.publish.touching_up.warnings_again import warnings_again
from generator.publish.touching_up.wrong import reread, unread
from generator.publish.twin import Twin
from generator.publish.understudy import Rehearsal
from generator.publish.workers import Aside

MOST = 50  # stories that are touched up before everything is read again: what is remembered of them grows


class Request(Struct, frozen=True):
    """What is asked for. ``look`` shows that something has changed, and ``rehearsal`` is one that has begun.

    ``waited_for``: by somebody at a page, who can do with the exports and the search of the build before. A preview
    changes page by page: no other version stands beside it meanwhile.
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
    rest: Rest | None = None  # what can wait, where somebody waits for their page


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
    look, waited_for, is_swapped = request.look, request.waited_for, request.given.is_swapped
    shelf = keeping.recall_shelf(settings.build_dir, place.site, look.form, request.opened)
    if shelf is None or not shelf.record.stands(place.site) or shelf.docs != state(settings.docs_dir):
        raise NotSoQuickError
    if len({*look.changed} | shelf.since.known.keys()) > MOST:
        raise NotSoQuickError
    look, before = unread(look, shelf), shelf.desk()
    edits = edits_of(settings, look, shelf, before)
    if not edits.are_seen:
        since = Touched(NONE, {}, edits.known, {}, {}, {}, {}, shelf.record.marker, shelf.docs, shelf.record.sum)
        shelf.journal.add(since)
        return TouchedUp(since, replace(look.stood, problems=reread(look.stood.problems, edits.known)))
    stories = [*edits.stories.values()]
    desk = revised_desk(before, stories, edits.profiles, edits.pictures, pages=edits.pages, losses=edits.losses)
    refuse_other_periods(before, desk, edits)
    problems = reread(warnings_again(settings, look, (before, desk), edits), edits.known)
    works = Works(settings, shelf, (before, desk), edits)
    with ExitStack() as ending:
        aside = [] if waited_for else [*works.begun(ending)]
        known, rehearsal = understudy.recall(settings.build_dir, place) if is_swapped else None, request.rehearsal
        if rehearsal is None or rehearsal.known != known:
            rehearsal = ending.enter_context(Rehearsal(known, settings.jobs))
        twin = ending.enter_context(Twin(place, settings.jobs, is_wanted=is_swapped and not known))
        from generator.publish.touching_up.touching import Desks, Touch  # noqa: PLC0415 -- takes a while, in which all that goes on

        touch = Touch(request.given, settings, shelf, Desks(before, desk), edits)
        names = None if waited_for else ending.enter_context(Aside(touch.names, settings.jobs))
        touch.make()
        touch.make_sitemap()
        touch.render()
        if is_swapped:
            _make_ready(place, shelf.record, rehearsal, twin)
        for each in aside:
            touch.take(each.result())
        if names is not None:
            touch.take_names(names.result())
        listener.stage("Publishing")
        left = touch.lot.left(place.site, shelf.record.sum)
        touch.lot.put(settings.docs_dir, place.staging if is_swapped else place.site)
        number = look.stood.stories + len(edits.come) - len(edits.losses.stories)
        pages = look.stood.pages + touch.pages_come
        stood = replace(look.stood, problems=problems, pages=pages, stories=number)
        addresses = addresses_told(place.site) + touch.addresses_come
        if is_swapped:
            publish(place, durable=request.durable, pages=addresses)
            understudy.follow(settings.build_dir, place, touch.lot.changed)
        else:
            mark(place.site, addresses)
        since = touch.touched(place.site, left)
    shelf.journal.add(since)
    return TouchedUp(since, stood, Rest(place, works, touch, since) if waited_for else None)


def _make_ready(place: Place, standing: Record, rehearsal: Rehearsal, twin: Twin) -> None:
    """Have the site's files in the folder for the next version. NotSoQuickError where they aren't as they were."""
    if not (twin.is_of(standing) if rehearsal.known is None else rehearsal.step_in(place) == standing.sum):
        raise NotSoQuickError(place.site)
