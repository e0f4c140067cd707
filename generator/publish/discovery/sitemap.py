"""What search engines are told: every page with the day on which what it shows last changed, and robots.txt."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Set
from datetime import date
from html import escape
from typing import NamedTuple

from generator.archive.model import Archive, Filed
from generator.pages.addresses import HOME, STORIES, address, docs_path, year_path
from generator.publish.config.site import Site

FIRST = "sitemap.xml"
MOST = 50_000  # addresses in one sitemap file (sitemaps.org protocol)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_PART_OF_A_LIST = "/-/"


def changed(filed: Filed) -> date:
    """The day on which a story last changed: published, updated or corrected."""
    story = filed.story
    days = [story.published.day, *(correction.date.latest for correction in story.corrections)]
    if story.updated is not None:
        days.append(story.updated.day)
    return max(days)


class LastChanges:
    """When the content of each page last changed: the newest change to a story that it is made from."""

    def __init__(self, archive: Archive) -> None:
        self._days: dict[str, date] = {}
        self._newest: date | None = None
        days = {slug: changed(filed) for slug, filed in archive.stories.items()}
        for slug, filed in archive.stories.items():
            self._raise(docs_path(archive, filed.ref), days[slug])
            self._raise(year_path(filed.year), days[slug])
        for ref, slugs in archive.stories_of.items():
            if slugs:
                self._raise(docs_path(archive, ref), max(days[slug] for slug in slugs))
        self._newest = max(days.values(), default=None)

    def _raise(self, path: str, day: date) -> None:
        self._days[path] = max(day, self._days.get(path, day))

    def of(self, path: str) -> date | None:
        """The day for a page of the generated folder; None where no story bears on it."""
        return self._days.get(_whole(path), self._newest)


def _whole(path: str) -> str:
    """The page of which one is a part; else the page itself."""
    owner, mark, _ = path.partition(_PART_OF_A_LIST)
    return f"{owner}.md" if mark else path


def sitemap(site: Site, archive: Archive, pages: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """``sitemap.xml``, and for more than 50,000 pages the files that it then lists. Nothing without a site address.

    ``pages`` are the pages' files in the generated folder.
    """
    if not site.url:
        return
    changes = LastChanges(archive)
    yield from _files(site, [_entry("url", site.at(address(page)), changes.of(page)) for page in sorted(pages)])


def _files(site: Site, entries: list[str]) -> Iterator[tuple[str, bytes]]:
    """The files for the entries of pages."""
    if len(entries) <= MOST:
        yield FIRST, _document("urlset", entries)
        return
    parts = [entries[start : start + MOST] for start in range(0, len(entries), MOST)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield FIRST, _document("sitemapindex", [_entry("sitemap", site.at(name), None) for name in names])
    for name, part in zip(names, parts, strict=True):
        yield name, _document("urlset", part)


class Listed(NamedTuple):
    """The pages that a sitemap lists: those that it listed before, without those ``gone``; those that have ``come``.

    ``before`` is what :func:`entries_of` gives.
    ``named`` are the pages of everybody whom a story names, ``unnamed`` those of whom none does any more, and
    ``earlier`` those that may be of an earlier day now.
    """

    before: Mapping[str, str]
    come: Set[str]
    gone: Set[str]
    named: Container[str]
    unnamed: Set[str]
    earlier: Set[str]


def entries_of(files: Mapping[str, str], pages: Iterable[str]) -> dict[str, str]:
    """What a sitemap's files say of each of the pages that it lists. ValueError where it lists others."""
    texts = (files[name] for name in sorted(files, key=lambda name: (len(name), name)))
    entries = [line for text in texts for line in text.split("\n") if line.startswith("<url>")]
    return dict(zip(sorted(pages), entries, strict=True))


def day_of(entry: str) -> date | None:
    """The day that an entry tells."""
    told = entry.partition("<lastmod>")[2].partition("</lastmod>")[0]
    return date.fromisoformat(told) if told else None


def listed_again(
    site: Site, days: Mapping[str, date], pages: Listed, newest: date | None = None
) -> Iterator[tuple[str, bytes]]:
    """A sitemap's files with other days for some of its pages, and for their parts, as pages come and go.

    Where stories have come, or changed later than before, ``days`` has theirs, those of their years, and of whoever
    they name; where one is gone, those of whoever it named, of its year if that is of another day, and ``newest`` that
    of the newest change of all.
    """
    known = pages.before
    before = day_of(known[HOME])
    newest = newest or max((*days.values(), *([before] if before else [])))
    entries = []
    for page in sorted({*known, *pages.come} - pages.gone):
        line, whole = known.get(page, ""), _whole(page)
        day = was = day_of(line)
        if whole in days:
            is_later = _is_of_stories(whole) and whole not in pages.earlier
            day = max(days[whole], was) if was and is_later else days[whole]
        elif not line and whole in known:
            day = day_of(known[whole])  # a part that has come
        elif not line or whole in pages.unnamed or (was == before and not _has_own_day(whole, pages)):
            day = newest  # as of all pages that every story bears on
        entries.append(line if line and day == was else _entry("url", site.at(address(page)), day))
    yield from _files(site, entries)


def _has_own_day(page: str, pages: Listed) -> bool:
    """Whether only some stories bear on a page."""
    return _is_of_stories(page) or page in pages.named


def _is_of_stories(page: str) -> bool:
    """Whether a page is a story's, or a year's."""
    return page.startswith("stories/") and page != STORIES


def robots(site: Site) -> tuple[str, bytes]:
    """``robots.txt``: everything may be read, and where the sitemap is."""
    lines = ["User-agent: *", "Allow: /"]
    if site.url:
        lines.append(f"Sitemap: {site.at('sitemap.xml')}")
    return "robots.txt", ("\n".join(lines) + "\n").encode()


def _entry(tag: str, location: str, day: date | None) -> str:
    modified = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<{tag}><loc>{escape(location, quote=False)}</loc>{modified}</{tag}>"


def is_of_sitemap(path: str) -> bool:
    """Whether a file of the generated folder lists pages for search engines."""
    return path.startswith("sitemap") and path.endswith(".xml")


def _document(tag: str, entries: list[str]) -> bytes:
    return (_HEAD + f"<{tag} {_SPACE}>\n" + "\n".join(entries) + f"\n</{tag}>\n").encode()
