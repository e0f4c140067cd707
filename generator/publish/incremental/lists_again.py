"""What lists the whole site, its feeds and its sitemap, after some stories were edited, or have come or gone."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence, Set
from datetime import date

from generator.archive.fallback import NeedsFullBuildError
from generator.archive.model import Archive, Ref
from generator.archive.refiling import Refiled
from generator.archive.revised import Revised
from generator.pages.addresses import HOME, docs_path, year_path
from generator.pages.desk import Desk, StoryLine
from generator.publish.build_cache.reader import CacheReader
from generator.publish.config.settings import Settings
from generator.publish.config.site import Site
from generator.publish.discovery.feeds import Feeds, candidates, updated_at
from generator.publish.discovery.sitemap import Listed, changed, day_of, entries_of, is_of_sitemap, listed_again
from generator.publish.incremental.edits import Edits
from generator.read.walk import PROFILE_FOLDERS


def feeds_again(
    cache: CacheReader, desk: Desk, site: Site, edits: Sequence[Refiled], gone: Collection[str]
) -> dict[str, bytes]:
    """The whole site's feeds, if they are others now. ``gone`` are the stories that went, or have another place.

    NeedsFullBuildError where a story in them is older now, and another may belong there.
    """
    known = {*cache.newest}
    if not known.isdisjoint(gone):
        return dict(Feeds(desk, site).whole_site(candidates(desk)))
    for edit in edits:
        if edit.was and edit.filed.ref.slug in known and updated_at(edit.filed) < updated_at(edit.was):
            raise NeedsFullBuildError(edit.filed.ref)
    newer = {edit.filed.ref.slug for edit in edits if _is_renewed(edit)}
    if not newer and known.isdisjoint(edit.filed.ref.slug for edit in edits):
        return {}
    return dict(Feeds(desk, site).whole_site(known | newer))


def sitemap_again(
    settings: Settings, cache: CacheReader, desk: Desk, edits: Edits, *, come: Set[str], gone: Set[str]
) -> dict[str, bytes]:
    """The sitemap, where pages have ``come`` or ``gone``, or what is on some changed on another day.

    NeedsFullBuildError where a story changed earlier than before. ValueError where it isn't that of the build before.
    """
    archive, lost = desk.archive, edits.losses.stories.values()
    assert isinstance(archive.stories_of, Revised)
    refiled = [*edits.stories.values()]
    days = {docs_path(archive, ref): _day_of(desk, ref) for ref in archive.stories_of.now}
    days |= _days_of_renewed(desk, refiled)
    is_another = days or lost or come or gone or archive.stories_of.gone
    files = [path for path in cache.others if is_of_sitemap(path)] if is_another else []
    if not files:
        return {}
    known = entries_of({path: (settings.docs_dir / path).read_text(encoding="utf-8") for path in files}, cache.pages)
    again = {filed.year for filed in lost if _may_be_newest(changed(filed), known[year_path(filed.year)])}
    days |= {year_path(year): max(_changed(desk, desk.years[year])) for year in again}
    newest = None
    if any(_may_be_newest(changed(filed), known[HOME]) for filed in lost):
        newest = max(_changed(desk, (line for year in desk.years for line in desk.years[year])))
    earlier = {*map(year_path, again), *(docs_path(archive, Ref("story", slug)) for slug in edits.come)}
    unnamed = {docs_path(archive, ref) for ref in archive.stories_of.gone if ref in archive.entities}
    pages = Listed(known, come, gone, _PagesNamed(archive), unnamed, earlier)
    return dict(listed_again(settings.site, days, pages, newest))


def _may_be_newest(day: date, entry: str) -> bool:
    """Whether nothing on a page of a sitemap's entry may have changed later than that day."""
    was = day_of(entry)
    return was is None or day >= was


def _changed(desk: Desk, lines: Iterable[StoryLine]) -> Iterator[date]:
    """The days on which some stories last changed."""
    return (changed(desk.archive.stories[line.ref.slug]) for line in lines)


def _days_of_renewed(desk: Desk, edits: Sequence[Refiled]) -> dict[str, date]:
    """The days of stories that have come, or changed later than before, of their years, and of whoever they name.

    NeedsFullBuildError where a story changed earlier than before.
    """
    archive, days = desk.archive, dict[str, date]()
    for edit in filter(_is_renewed, edits):
        filed = edit.filed
        if edit.was is not None and changed(filed) < changed(edit.was):
            raise NeedsFullBuildError(filed.ref)
        for page in (docs_path(archive, filed.ref), year_path(filed.year)):
            days[page] = max(changed(filed), days.get(page, date.min))
        for ref in (*filed.named, *filed.topics):
            days[docs_path(archive, ref)] = _day_of(desk, ref)
    return days


def _day_of(desk: Desk, ref: Ref) -> date:
    """The day on which what there is on somebody last changed: a story came out, or was updated or corrected."""
    newest = desk.archive.stories_of[ref][-1]
    renewed = (changed(desk.archive.stories[slug]) for slug in desk.renewed.get(ref, ()))
    return max((desk.stories[newest].day, *renewed))


def _is_renewed(edit: Refiled) -> bool:
    """Whether a story has come, or was updated or corrected on another day than before."""
    was, now = edit.was, edit.filed
    return was is None or (updated_at(was), changed(was)) != (updated_at(now), changed(now))


class _PagesNamed(Container[str]):
    """The pages of everybody whom a story names."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __contains__(self, page: object) -> bool:
        folder, _, rest = str(page).partition("/")
        kind = PROFILE_FOLDERS.get(folder)
        return kind is not None and Ref(kind, rest.removesuffix(".md")) in self._archive.stories_of
