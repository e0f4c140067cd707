"""The home page: what is new, and who is most in the news."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from generator.archive.model import Ref
from generator.pages.addresses import HOME
from generator.pages.desk import Desk, StoryLine
from generator.pages.head import Head
from generator.pages.movement import MoveLine, move_lines, newest_moves
from generator.pages.words import number_of

NEW_STORIES = 10
NEW_MOVES = 10
MOST_NAMED = 10
NEWS = 100  # stories, the newest, in which names are counted
MOST_PEOPLE = 8  # of one story


@dataclass(frozen=True, slots=True)
class NewStory:
    """A new story, and the first of whom it names."""

    story: StoryLine
    named: tuple[Ref, ...]
    more: int


@dataclass(frozen=True, slots=True)
class InTheNews:
    """Somebody, and how many of the newest stories name them."""

    ref: Ref
    stories: int


@dataclass(frozen=True, slots=True)
class HomePage:
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
    newest = tuple(desk.stories)[::-1]
    counts = Counter(ref for slug in newest[:NEWS] for ref in desk.archive.stories[slug].named)
    kinds = Counter(ref.kind for ref in desk.archive.entities)
    people = number_of(kinds["person"], "person", "people")
    companies = number_of(kinds["company"], "company", "companies")
    description = f"{number_of(len(newest), 'story', 'stories')}, {people} and {companies} on file."
    return HomePage(
        head=Head(HOME, "Home", description, "home"),
        stories=tuple(_new_story(desk, slug) for slug in newest[:NEW_STORIES]),
        moves=move_lines(desk, newest_moves(desk, desk.reasoning.moves)[:NEW_MOVES]),
        people=_most(counts, "person"),
        companies=_most(counts, "company"),
        counted=min(NEWS, len(newest)),
        newest=desk.newest,
    )


def _new_story(desk: Desk, slug: str) -> NewStory:
    named = desk.archive.stories[slug].named
    return NewStory(desk.stories[slug], named[:MOST_PEOPLE], max(0, len(named) - MOST_PEOPLE))


def _most(counts: Counter[Ref], kind: str) -> tuple[InTheNews, ...]:
    found = sorted((-count, ref) for ref, count in counts.items() if ref.kind == kind)
    return tuple(InTheNews(ref, -count) for count, ref in found[:MOST_NAMED])
