"""The home page: what is new, and who is most in the news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice

from msgspec import Struct

from generator.archive.model import Ref
from generator.pages.addresses import HOME
from generator.pages.desk import Desk, StoryLine
from generator.pages.head import Head
from generator.pages.movement import MoveLine, move_lines
from generator.pages.words import number_of

NEW_STORIES = 10
MOST_NAMED = 10
NEWS = 100  # stories, the newest, in which names are counted
MOST_PEOPLE = 8  # of one story


class NewStory(Struct, frozen=True):
    """A new story, and the first of whom it names."""

    story: StoryLine
    named: tuple[Ref, ...]
    more: int


class InTheNews(Struct, frozen=True):
    """Somebody, and how many of the newest stories name them."""

    ref: Ref
    stories: int


class HomePage(Struct, frozen=True):
    """What is new: stories and moves, newest first, and whom the newest stories name most."""

    head: Head
    stories: tuple[NewStory, ...]
    moves: tuple[MoveLine, ...]
    people: tuple[InTheNews, ...]
    companies: tuple[InTheNews, ...]
    counted: int  # the newest stories in which names were counted
    newest: date | None


def home_page(desk: Desk) -> HomePage:
    """The home page of the archive."""
    newest = [line.ref.slug for line in islice(_newest_first(desk), NEWS)]
    counts = Counter(ref for slug in newest for ref in desk.archive.stories[slug].named)
    people, companies = (sum(len(part.items) for part in desk.letters[kind]) for kind in ("person", "company"))
    on_file = f"{number_of(people, 'person', 'people')} and {number_of(companies, 'company', 'companies')} on file"
    description = f"{number_of(len(desk.stories), 'story', 'stories')}, {on_file}."
    return HomePage(
        head=Head(HOME, "Home", description, "home"),
        stories=tuple(_new_story(desk, slug) for slug in newest[:NEW_STORIES]),
        moves=move_lines(desk, desk.new_moves["newest"]),
        people=_most(counts, "person"),
        companies=_most(counts, "company"),
        counted=len(newest),
        newest=desk.newest,
    )


def _newest_first(desk: Desk) -> Iterator[StoryLine]:
    """Every story; of years, only those are looked at that it takes."""
    return (line for year in desk.years for line in desk.years[year])


def _new_story(desk: Desk, slug: str) -> NewStory:
    named = desk.archive.stories[slug].named
    return NewStory(desk.stories[slug], named[:MOST_PEOPLE], max(0, len(named) - MOST_PEOPLE))


def _most(counts: Counter[Ref], kind: str) -> tuple[InTheNews, ...]:
    found = sorted((-count, ref) for ref, count in counts.items() if ref.kind == kind)
    return tuple(InTheNews(ref, -count) for count, ref in found[:MOST_NAMED])
