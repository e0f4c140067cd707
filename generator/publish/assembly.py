"""The generated folder, whole: pages, feeds, exports, pictures, redirects, and what search engines read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.archive.reasoning import Reasoning
from generator.publish.admin import admin_files
from generator.publish.cards import cards
from generator.publish.data import write_data
from generator.publish.feeds import feeds
from generator.publish.folder import Stored
from generator.publish.made import Made
from generator.publish.markdown import pages
from generator.publish.origins import origins
from generator.publish.pictures import Picture, pictures_in
from generator.publish.redirects import redirects
from generator.publish.search import search_files
from generator.publish.settings import Settings
from generator.publish.sitemap import robots, sitemap


def assemble(settings: Settings, reasoning: Reasoning) -> Made:
    """Everything that the site is made from. Only the data exports are written, to the build folder: they are large."""
    archive = reasoning.archive
    return Made(
        root=settings.shown,
        files=dict(_files(settings, reasoning)),
        origins=origins(archive),
        stories=len(archive.stories),
    )


def _files(settings: Settings, reasoning: Reasoning) -> Iterator[tuple[str, bytes | Picture | Stored]]:
    archive, site = reasoning.archive, settings.site
    made = pages(reasoning, site, settings.tip, settings.jobs)
    yield from redirects(archive, site)
    yield from made.items()
    yield from feeds(archive, site)
    yield from cards(site)
    yield from search_files(settings.build_dir / "search", reasoning, site)
    yield from _exports(settings.build_dir / "exports", reasoning, settings)
    yield from pictures_in(settings.content / "images", archive.images)
    yield from sitemap(site, archive, (path for path in made if path.endswith(".md")))
    yield robots(site)
    yield from admin_files(settings.admin, site)


def _exports(folder: Path, reasoning: Reasoning, settings: Settings) -> Iterator[tuple[str, Stored]]:
    for path in write_data(folder, reasoning, settings.site):
        yield path, Stored(folder / path)
