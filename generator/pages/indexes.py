"""The lists of everybody, by letter, and of all stories, by year and month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nsmallest
from types import MappingProxyType

from msgspec import Struct

from generator.archive.model import Ref
from generator.pages.addresses import COMPANIES, PEOPLE, STORIES, TOPICS, year_path
from generator.pages.desk import Desk, StoryLine
from generator.pages.head import Head, Parts, part_head, parts_beside, parts_of
from generator.pages.letters import are_on_pages
from generator.pages.posts import standing
from generator.pages.split import INDEX_LIMIT, SHORT, Part, numbered
from generator.pages.words import Words, number_of, say
from generator.read.model import EntityKind
from generator.values.spoken import spoken_month


class EntityLine(Struct, frozen=True):
    """Somebody, or a topic, in the list of all."""

    ref: Ref
    name: str
    note: Words  # a person's current post; a company's kind
    stories: int  # how many name it


class LetterGroup(Struct, frozen=True):
    """Everybody whose name begins alike."""

    label: str
    lines: tuple[EntityLine, ...]


class EntitiesPage(Struct, frozen=True):
    """``groups`` are by first letter. A list in parts has ``most``, those whom most stories name, on its own page."""

    head: Head
    kind: str  # "person", "company", "topic"
    groups: tuple[LetterGroup, ...]
    most: tuple[EntityLine, ...]
    parts: Parts


class MonthGroup(Struct, frozen=True):
    """A month's stories, newest first; or the way to them, where the year is too long for one page."""

    label: str
    path: str
    count: int
    stories: tuple[StoryLine, ...]


class YearLine(Struct, frozen=True):
    """The way to a year's stories."""

    year: int
    path: str
    count: int


class StoriesPage(Struct, frozen=True):
    """``months`` are there for an archive that one page can list."""

    head: Head
    years: tuple[YearLine, ...]
    months: tuple[MonthGroup, ...]


class YearPage(Struct, frozen=True):
    """A year's stories, or one month of a long year."""

    head: Head
    year: int
    months: tuple[MonthGroup, ...]
    parts: Parts


_LISTS: Mapping[EntityKind, tuple[str, str, str]] = MappingProxyType(
    {
        "person": (PEOPLE, "People", "Everybody on file, by name"),
        "company": (COMPANIES, "Companies", "Every company on file, by name"),
        "topic": (TOPICS, "Topics", "Every topic, by name"),
    }
)


def entities_page(desk: Desk, kind: EntityKind) -> EntitiesPage:
    """The list of all people, companies or topics: all of them, or those most in the news and the ways to the rest."""
    parts = desk.letters[kind]
    path, title, what = _LISTS[kind]
    total = sum(len(part.items) for part in parts)
    head = Head(path, title, f"{what}: {total:,}.", title.lower())
    if not are_on_pages(parts):
        groups = tuple(LetterGroup(part.label, _entity_lines(desk, part.items)) for part in parts)
        return EntitiesPage(head, kind, groups, (), parts_of(head.path, (), total))
    counts = dict(desk.counts.items())
    refs = nsmallest(SHORT, (ref for part in parts for ref in part.items), key=lambda ref: (-counts.get(ref, 0), ref))
    return EntitiesPage(head, kind, (), _entity_lines(desk, refs), parts_of(head.path, parts, total))


def letter_page(desk: Desk, kind: EntityKind, name: str) -> EntitiesPage:
    """One part of such a list, by its name."""
    leaf = desk.lettered[kind, name]
    path, title, _ = _LISTS[kind]
    head = part_head(Head(path, title, "", title.lower()), leaf.part)
    group = LetterGroup(leaf.part.label, _entity_lines(desk, leaf.part.items))
    return EntitiesPage(head, kind, (group,), (), parts_beside(path, leaf))


def _entity_lines(desk: Desk, refs: Sequence[Ref]) -> tuple[EntityLine, ...]:
    return tuple(_entity_line(desk, ref) for ref in refs)


def _entity_line(desk: Desk, ref: Ref) -> EntityLine:
    entity = desk.archive.entities[ref]
    note: Words = ()
    if ref.kind == "person":
        note = standing(desk, ref).words
    elif entity.kind:
        note = say(desk.archive.entities, entity.kind)
    return EntityLine(ref, entity.name, note, desk.count(ref))


def stories_page(desk: Desk) -> StoriesPage:
    """The archive by year; by month as well, where it is short."""
    total = len(desk.stories)
    years = tuple(YearLine(year, year_path(year), len(lines)) for year, lines in desk.years.items())
    months = _months(tuple(desk.stories.values())[::-1]) if total <= INDEX_LIMIT else ()
    head = Head(
        STORIES, "Stories", f"The archive by year and month: {number_of(total, 'story', 'stories')}.", "stories"
    )
    return StoriesPage(head, years, months)


def year_pages(desk: Desk, year: int) -> tuple[YearPage, ...]:
    """The stories of one year by month, each month on its own page where the year is long."""
    newest = desk.years[year]
    path = year_path(year)
    total = len(newest)
    head = Head(path, f"Stories of {year}", f"{number_of(total, 'story', 'stories')} of {year}, by month.", "stories")
    if total <= INDEX_LIMIT:
        return (YearPage(head, year, _months(newest), parts_of(path, (), total)),)
    parts = tuple(part for month, lines in _by_month(newest).items() for part in _month_parts(month, lines))
    months = tuple(MonthGroup(part.label, part.link(path).path, len(part.items), ()) for part in parts)
    return (
        YearPage(head, year, months, parts_of(path, parts, total)),
        *(
            YearPage(
                part_head(head, part),
                year,
                (MonthGroup(part.label, "", len(part.items), part.items),),
                parts_of(path, parts, total, part.label),
            )
            for part in parts
        ),
    )


def _by_month(newest: Sequence[StoryLine]) -> dict[str, list[StoryLine]]:
    """Stories by month, ``2024-10``, newest first."""
    found: dict[str, list[StoryLine]] = {}
    for line in newest:
        found.setdefault(f"{line.day:%Y-%m}", []).append(line)
    return found


def _months(newest: Sequence[StoryLine]) -> tuple[MonthGroup, ...]:
    return tuple(
        MonthGroup(spoken_month(lines[0].day), "", len(lines), tuple(lines)) for lines in _by_month(newest).values()
    )


def _month_parts(month: str, lines: Sequence[StoryLine]) -> tuple[Part[StoryLine], ...]:
    return numbered(lines, month[-2:], spoken_month(lines[0].day))
