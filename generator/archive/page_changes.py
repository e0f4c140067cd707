"""Which pages a change brings, moves and takes away."""

from __future__ import annotations

from typing import NamedTuple

from generator.archive.matching import Renamed
from generator.archive.model import Archive, Ref


class Page(NamedTuple):
    """A page by what it shows; ``year`` is the one in a story's address, 0 for every other page."""

    ref: Ref
    year: int
    title: str


class PageMoved(NamedTuple):
    """A page that goes and leaves a redirect to one that is there."""

    before: Page
    after: Page


class PageChanges(NamedTuple):
    added: tuple[Page, ...]
    moved: tuple[PageMoved, ...]
    gone: tuple[Page, ...]


def _pages(archive: Archive) -> dict[tuple[Ref, int], Page]:
    """Every page by what makes its address."""
    stories = (Page(filed.ref, filed.year, filed.story.title) for filed in archive.stories.values())
    entities = (Page(ref, 0, entity.name) for ref, entity in archive.entities.items())
    ordinary = (Page(Ref("page", slug), 0, page.title) for slug, page in archive.pages.items())
    return {(page.ref, page.year): page for page in sorted((*stories, *entities, *ordinary))}


def compare_pages(before: Archive, after: Archive, renamed: Renamed) -> PageChanges:
    old, new = _pages(before), _pages(after)
    moved, gone = [], []
    for key, page in old.items():
        if key in new:
            continue
        ref = Ref("story", renamed.story(before.stories[page.ref.slug])) if page.ref.kind == "story" else None
        now = _now(after, ref or renamed.ref(page.ref))
        if now is not None and (now.ref != page.ref or Ref("story", f"{page.year}/{page.ref.slug}") in after.redirects):
            moved.append(PageMoved(page, now))
        else:
            gone.append(page)
    targets = {(move.after.ref, move.after.year) for move in moved}
    added = (page for key, page in new.items() if key not in old and key not in targets)
    return PageChanges(tuple(added), tuple(moved), tuple(gone))


def _now(archive: Archive, ref: Ref) -> Page | None:
    if ref.kind == "story":
        filed = archive.stories.get(ref.slug)
        return Page(ref, filed.year, filed.story.title) if filed else None
    entity = archive.entities.get(ref)
    return Page(ref, 0, entity.name) if entity else None
