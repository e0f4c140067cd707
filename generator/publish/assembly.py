"""The generated folder, whole: pages, feeds, exports, pictures, redirects, and what search engines read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

from generator.archive.reasoning import Reasoning
from generator.pages.desk import Desk, lay_out
from generator.publish.admin import admin_files
from generator.publish.build_cache.cached_build import CachedBuild
from generator.publish.config.settings import Settings
from generator.publish.data import FILES, write_data
from generator.publish.discovery.feeds import Feeds
from generator.publish.discovery.redirects import redirects
from generator.publish.discovery.sitemap import robots, sitemap
from generator.publish.generated.folder import Held, Stored
from generator.publish.generated.made import Made
from generator.publish.html.origins import origins
from generator.publish.pictures.cards import cards
from generator.publish.pictures.published import pictures_in
from generator.publish.processes.workers import BackgroundTask
from generator.publish.remaking import Remade, remake
from generator.publish.search import every_period, names_files, story_bundles


def assemble(
    settings: Settings,
    reasoning: Reasoning,
    before: CachedBuild | None = None,
    *,
    known: Callable[[Remade], None] = lambda _: None,
    is_waited_for: bool = False,
) -> Made:
    """Everything that the site is made from.

    ``before`` is what an earlier build remembers: pages that would be the same are not made again. ``known`` is told
    how they were made as soon as they are. Only the data exports and the search are written, to the build folder: they
    are large. Those of the build before will do while somebody waits for a page.
    """
    archive = reasoning.archive
    desk = lay_out(archive, reasoning)
    exports = settings.build_dir / "exports"

    def export() -> tuple[str, ...]:
        if is_waited_for and all((exports / path).is_file() for path in FILES):
            return FILES
        return write_data(exports, reasoning, settings.site)

    def index() -> list[tuple[str, Stored]]:
        folder = settings.build_dir / "search"
        return list(story_bundles(folder, desk, settings.site.language, is_waited_for=is_waited_for))

    with ExitStack() as ending:
        exported = ending.enter_context(BackgroundTask(export, settings.jobs))
        # What is all new keeps every core busy as it is; and each process comes to have a copy of what it looks at.
        indexed = ending.enter_context(BackgroundTask(index, settings.jobs)) if before else None
        remade = remake(desk, settings, before)
        known(remade)
        indexed = indexed or ending.enter_context(BackgroundTask(index, settings.jobs))
        files = dict(_files(settings, desk, remade))
        files |= indexed.result()
        files |= {path: Stored(exports / path, is_replaced=True) for path in exported.result()}
    return Made(settings.shown, files, origins(archive), len(archive.stories))


def _files(settings: Settings, desk: Desk, remade: Remade) -> Iterator[tuple[str, Held]]:
    archive, site = desk.archive, settings.site
    cards_of = [made.card for made in remade.units.values() if made.card is not None]
    yield from redirects(archive, site)
    yield from remade.files.items()
    yield from Feeds(desk, site).whole_site()
    yield from cards(settings.build_dir / "cards", site)
    yield from names_files(cards_of, (period.name for period in every_period(desk)))
    yield from pictures_in(settings.content / "images", archive.images)
    yield from sitemap(site, archive, (path for path in remade.files if path.endswith(".md")))
    yield robots(site)
    yield from admin_files(settings.admin, site)
