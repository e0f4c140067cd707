"""Days as the reasoning compares them, and facts in the order in which they were reported.

Days are proleptic Gregorian ordinals (``date.toordinal()``). ``EARLIEST`` and ``LATEST`` stand for
"no bound on this side".
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date
from typing import NamedTuple

from generator.archive.model import Archive, Fact
from generator.problems import Position
from generator.read.model import Story
from generator.values.dates import EdtfDate

Day = date  # under a name that no field has
EARLIEST = Day.min.toordinal()
LATEST = Day.max.toordinal()


class Days(NamedTuple):
    """The days from ``first`` to ``last``, both included: one of them is meant."""

    first: int
    last: int

    @property
    def exact(self) -> bool:
        return self.first == self.last

    def touches(self, other: Days) -> bool:
        return self.first <= other.last and other.first <= self.last

    def inside(self, other: Days) -> bool:
        return other.first <= self.first and self.last <= other.last

    def shared(self, other: Days) -> Days:
        """What both cover; only for two that touch."""
        return Days(max(self.first, other.first), min(self.last, other.last))


def days_of_date(date: EdtfDate) -> Days:
    """Every day that a date may mean."""
    return Days(date.earliest.toordinal(), date.latest.toordinal())


def days_of(fact: Fact) -> Days:
    """When a fact was true: what its date covers; without one, some day up to the story's own."""
    if fact.date is None:
        return Days(EARLIEST, fact.reported.toordinal())
    return days_of_date(fact.date)


def dates_fit(one: Fact, other: Fact) -> bool:
    """Whether two reports of one thing may mean the same day. One without a date fits every other."""
    first, second = one.date, other.date
    if first is None or second is None:
        return True
    return first.start.first <= second.end.last and second.start.first <= first.end.last


_STORIES_BITS = 24  # a day has fewer than 16 million stories


def publication(story: Story) -> tuple[date, str, str]:
    """Oldest first: by day, by time (in one zone) where there is one, by slug."""
    at = story.published.at
    return story.published.day, at.astimezone(UTC).isoformat() if at else "", story.slug


def first_place(day: Day) -> int:
    """The place of the first story of a day: :func:`story_places`."""
    return day.toordinal() << _STORIES_BITS


def story_places(archive: Archive) -> dict[str, int]:
    """A number for each story, by slug, that grows with the order of publication.

    It is made of the story's day and its place among those of that day, so a new story leaves the numbers of all
    other days as they are.
    """
    on_day: Counter[Day] = Counter()
    found = {}
    for slug, filed in archive.stories.items():
        day = filed.story.published.day
        found[slug] = first_place(day) + on_day[day]
        on_day[day] += 1
    return found


def by_publication(archive: Archive) -> tuple[Fact, ...]:
    """Every fact, oldest story first (day, time, slug), then in the order written; a derived one follows its own."""
    rank = {slug: place for place, slug in enumerate(archive.stories)}
    return tuple(sorted(archive.facts.values(), key=lambda fact: (rank[fact.story], *as_written(fact))))


def as_written(fact: Fact) -> tuple[Position, bool, str]:
    """What the facts of one story are sorted by, in the order written; a derived one follows its own."""
    return fact.at, bool(fact.derived_from), fact.id
