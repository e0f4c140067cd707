"""The pipeline: read → archive → pages → publish. Everything is read and checked before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.findings import contradicted, disputed, idle
from generator.archive.index import build_archive
from generator.archive.reasoning import Reasoning, reason
from generator.pages.dead_addresses import dead_addresses
from generator.problems import Problem, has_errors, in_order
from generator.publish.assembly import assemble
from generator.publish.build_cache import store
from generator.publish.build_cache.cached_build import CachedBuild, FileCache, as_left
from generator.publish.change_detection import scan
from generator.publish.config.mkdocs_yml import Config, load, settings_of, themes
from generator.publish.config.settings import Given, Settings
from generator.publish.errors import ContentRefusedError
from generator.publish.generated.docs_dir import forget_generated, write_generated
from generator.publish.generated.made import Made
from generator.publish.html.dead_places import dead_places
from generator.publish.incremental.build import Request, incremental_build
from generator.publish.incremental.deferred import DeferredWork
from generator.publish.listener import Listener
from generator.publish.mkdocs_driver.record import Past
from generator.publish.pictures.published import damaged
from generator.publish.plugin import Hooks
from generator.publish.processes.garbage_collection import paused_collection
from generator.publish.processes.pools import opened_pool
from generator.publish.processes.workers import BackgroundTask, LocalPool, Task, WorkerPool, cores
from generator.publish.remaking import Remade
from generator.publish.rendering import render
from generator.publish.swap import release, standby
from generator.publish.swap.linked_copy import LinkedCopy
from generator.publish.swap.lock import A_WHILE, locked
from generator.read.model import Content
from generator.read.walk import Parsed, TextFile, read_chunk, read_content


class Order(Struct, frozen=True):
    """What a build is asked for. ``today`` is the day whose stories are out, one day for the whole build."""

    given: Given
    today: date
    clean: bool = False  # as if nothing had been built before
    strict_claims: bool = False  # a claim that the facts rule out is an error
    allow_shrink: bool = False  # more than a fifth of the pages may go
    durable: bool = True  # on the disk before it is shown; a preview need not be
    waited_for: bool = False  # by somebody at a page: the exports, and the search of texts, may be of the build before
    before: CachedBuild | None = None  # what the build before remembers, where that is at hand
    look: scan.Scan | None = None  # what has changed since, where a look showed it
    standby_check: standby.StandbyCheck | None = None  # where one has begun
    opened: store.OpenCache | None = None  # what is remembered, as far as earlier builds of a preview have read it
    scheduler: str | None = None  # of the Dask cluster that does the work, in the place of processes of this machine

    @property
    def asked(self) -> scan.Asked:
        """What a stamp of the build says that it was asked for."""
        told = self.given
        places = (told.config_file, told.content, told.site_dir, told.site_url)
        return scan.Asked(*places, self.today, self.strict_claims, self.allow_shrink, told.is_preview)


class Built(Struct, frozen=True):
    """What a build came to. With errors among the problems, nothing was written and the counts are 0."""

    problems: tuple[Problem, ...]
    site: Path
    pages: int = 0
    stories: int = 0
    memory: CachedBuild | None = None  # for the next build
    keep: Callable[[], CachedBuild] | None = (
        None  # puts it on the disk, where somebody waits for a page; gives what to use
    )
    deferred: Callable[[], CachedBuild | None] | None = (
        None  # makes the search and the exports good, after that; gives the same
    )
    is_behind: bool = False  # whether those may be of an earlier build


@paused_collection()
def build(order: Order, listener: Listener) -> Built:
    """Check, generate, render, and put the new site in place as a whole.

    RefusedError, BuildFailedError and OSError leave the published site as it was, and so does whatever kills the
    process.
    """
    if order.look is not None and not order.clean:
        touched = _built_incrementally(order, order.look, listener)
        if touched is not None:
            return touched
    config = load(order.given)
    settings = settings_of(config, order.given)
    place = release.Place.at(settings.site_dir)
    release.refuse_if_taken(place, settings.content, (settings.build_dir, settings.config_file))
    with locked(settings.lock, listener.waiting), locked(place.lock, listener.waiting):
        release.mend(place)
        if order.clean:
            forget_generated(settings)
            store.forget(settings.build_dir, place.site)
        with opened_pool(settings, config, order.scheduler) as settings:
            return _made_anew(order, config, settings, place, listener)


def _built_incrementally(order: Order, look: scan.Scan, listener: Listener) -> Built | None:
    """An incremental build of what a scan found changed; None where a full build is needed."""
    stood = look.stood
    if not look.changed:
        return Built(stood.problems, stood.site, stood.pages, stood.stories, order.before)
    request = Request(order.given, look, order.durable, order.waited_for, order.standby_check, order.opened)
    try:
        done = incremental_build(request, listener)
    except ContentRefusedError as refused:
        return Built(refused.problems, stood.site)
    if done is None:
        return None
    memory, stood = order.before.touched(done.since) if order.before else None, done.stood
    deferred = partial(_deferred, done.deferred, memory) if done.deferred else None
    return Built(
        stood.problems,
        stood.site,
        stood.pages,
        stood.stories,
        memory,
        deferred=deferred,
        is_behind=deferred is not None,
    )


def _deferred(deferred: DeferredWork, memory: CachedBuild | None) -> CachedBuild | None:
    """Do the deferred work of an incremental build; return the cached build to use from then on."""
    done = deferred.do()
    return memory.touched(done) if memory else None


def _made_anew(order: Order, config: Config, settings: Settings, place: release.Place, listener: Listener) -> Built:
    """A full build: everything is read and reasoned over, and pages whose inputs have changed are made."""
    stamp = scan.settled(order.asked, settings.content, themes(config))
    form = stamp.form
    keeper = store.CacheWriter(settings.build_dir, place.site, settings.jobs)
    begin = keeper.begin if order.durable or order.waited_for or order.given.is_preview else None
    is_kept = store.is_kept(settings.build_dir, place.site)
    with LinkedCopy(place, settings.jobs, is_wanted=is_kept, clears=True) as linked_copy, ExitStack() as ending:
        ending.callback(keeper.given_up)
        before = order.before if order.before and order.before.form == form else None
        before = before or store.recall(settings.build_dir, place.site, form)
        record = before.record if before and before.record and before.record.stands(place.site) else None
        unchanged = stamp.unchanged(scan.left(order.asked) if record else None)
        recollection = FileCache(before, partial(in_processes, pool=settings.pool), unchanged)
        made, problems, remembered = remake(settings, order, listener, form, recollection, known=begin)
        if made is None or remembered is None:
            return Built(problems, place.site)
        listener.stage("Rendering")
        is_left = record is not None and before is not None and before.is_left(settings.docs_dir, remembered)
        is_linked_copy = linked_copy.is_of(record if is_left else None)
        staging = place.staging if is_linked_copy else release.fresh_staging(place)
        past = Past(form, place.site, record, is_linked_copy)
        try:
            rendered = render(config, made, staging, listener.step, pool=settings.pool, past=past)
        except ContentRefusedError as refused:
            return Built(in_order((*problems, *refused.problems)), place.site)
        addresses = made.addresses
        if not order.allow_shrink:
            release.refuse_to_shrink(place, addresses, record.addresses if record else None)
        listener.stage("Publishing")
        write_generated(settings, made, record.digests if record and is_left else None)
        release.publish(place, durable=order.durable, pages=len(addresses))
        remembered = as_left(remembered, settings.docs_dir, made.files, rendered)
        keep = None
        if order.waited_for and order.before is not None:
            keep = partial(_keep, settings, place, keeper, remembered)
        else:
            last = rendered if order.given.is_swapped else None
            cleared = BackgroundTask(partial(standby.put_in_order, settings.build_dir, place, last), settings.jobs)
            remembered = keeper.done(remembered)
            cleared.result()
        ending.pop_all()
        counts = len(made.pages), made.stories
        built = Built(problems, place.site, *counts, remembered, keep, is_behind=order.waited_for)
        stood = scan.Stood(problems, built.site, built.pages, built.stories)
        stamp.leave(settings.build_dir, stood, form, settings.told)
    return built


def _keep(settings: Settings, place: release.Place, keeper: store.CacheWriter, remembered: CachedBuild) -> CachedBuild:
    """Write the cache, once somebody has their page; return the cached build to use from then on."""
    try:
        silent = Listener().waiting
        with locked(settings.lock, silent, A_WHILE), locked(place.lock, silent, A_WHILE):
            release.clear(place)
            return keeper.done(remembered)
    finally:
        keeper.given_up()


def make(settings: Settings, today: date, listener: Listener) -> tuple[Made | None, tuple[Problem, ...]]:
    """The generated folder, in memory, or None where the content has errors; and all that is wrong with the content."""
    recollection = FileCache(None, partial(in_processes, pool=settings.pool))
    made, problems, _ = remake(settings, Order(Given(settings.config_file), today), listener, "", recollection)
    return made, problems


def remake(
    settings: Settings,
    order: Order,
    listener: Listener,
    form: str,
    recollection: FileCache,
    *,
    known: Callable[[CachedBuild], None] | None = None,
) -> tuple[Made | None, tuple[Problem, ...], CachedBuild | None]:
    """As :func:`make`, with the cache of an earlier build; and what to cache of this one.

    ``known`` is told that as soon as it is known.
    """
    listener.stage("Reading")
    before, strict_claims = recollection.before, order.strict_claims
    content = read_content(settings.content, shown=settings.shown, read=recollection, recall=recollection.recall)
    reasoning, problems = followed(settings.content, content, order.today, strict_claims=strict_claims)
    if reasoning is None:
        return None, problems, None
    remembered: CachedBuild | None = None

    def tell(remade: Remade) -> None:
        nonlocal remembered
        remembered = CachedBuild(form, recollection.known, reasoning, remade.units)
        if before is not None and before.name and remade.changed is not None:
            remembered = remembered.after(before, remade.changed)
        if known is not None:
            known(remembered)

    listener.stage("Making pages")
    made = assemble(settings, reasoning, before, known=tell, is_waited_for=order.waited_for)
    return made, problems, remembered


@paused_collection()
def understand(
    folder: Path, shown: str, today: date, *, strict_claims: bool = False, looks_at_places: bool = False
) -> tuple[Reasoning | None, tuple[Problem, ...]]:
    """What the content says and what follows from it, None where it has errors; and all that is wrong with it.

    ``looks_at_places`` makes the pages that texts link to places on, to say whether they have those places.
    """
    content = read_content(folder, shown=shown, read=in_processes)
    reasoning, problems = followed(folder, content, today, strict_claims=strict_claims)
    if looks_at_places and reasoning is not None:
        problems = in_order((*problems, *dead_places(reasoning, shown)))
    return None if has_errors(problems) else reasoning, problems


def followed(
    folder: Path, read: tuple[Content, tuple[Problem, ...]], today: date, *, strict_claims: bool
) -> tuple[Reasoning | None, tuple[Problem, ...]]:
    """What follows from what was read of a content folder, None where it has errors; and all that is wrong with it."""
    content, in_files = read
    shown = content.root
    archive, together = build_archive(content, until=today)
    told = {problem.path for problem in in_files}
    pictures = tuple(name for name in content.images if f"{shown}/images/{name}" not in told)
    in_pictures = damaged(folder / "images", f"{shown}/images", pictures)
    # Whatever can't be read may be what an address means.
    dead = () if has_errors(in_files) else dead_addresses(archive, shown)
    problems = in_order((*in_files, *together, *in_pictures, *dead))
    if has_errors(problems):
        return None, problems
    reasoning = reason(archive)
    claims = contradicted(reasoning, archive.claims.values(), shown)
    if strict_claims:
        claims = (replace(claim, severity="error") for claim in claims)
    problems = in_order((*problems, *claims, *disputed(reasoning, reasoning.disputes, shown), *idle(reasoning, shown)))
    return None if has_errors(problems) else reasoning, problems


def in_processes(files: Iterable[TextFile], shown: str, pool: WorkerPool | None = None) -> Iterator[Parsed]:
    """Read text files in a worker pool; without one, in as many processes as there are cores."""
    parts = (pool or LocalPool(cores())).spread(Task(partial(read_chunk, shown=shown)), tuple(files))
    return (parsed for part in parts for parsed in part)


class CuttingsPlugin(Hooks):
    """What ``mkdocs build`` and ``mkdocs serve`` load: MkDocs' hooks, and this pipeline behind them."""

    def make(self, settings: Settings, today: date) -> tuple[Made | None, tuple[Problem, ...]]:
        return make(settings, today, Listener())
