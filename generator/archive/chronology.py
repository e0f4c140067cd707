"""Days as the reasoning compares them, and facts in the order in which they were reported.

Days are proleptic Gregorian ordinals (``date.toordinal()``). ``EARLIEST`` and ``LATEST`` stand for
"no bound on this side".
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date
from typing import NamedTuple

from generator.archive.model import Archive, Fact
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


ROOM = 1 << 10
"""Between the numbers of what comes one after the other: what comes between two has one of its own, and moves none."""
_STORIES_BITS = 32  # a day has fewer than 4 million stories, ROOM apart


def publication(story: Story) -> tuple[date, str, str]:
    """Oldest first: by day, by time (in one zone) where there is one, by slug."""
    at = story.published.at
    return story.published.day, at.astimezone(UTC).isoformat() if at else "", story.slug


def before_day(day: Day) -> int:
    """The number before those of a day's stories: :func:`story_places`."""
    return day.toordinal() << _STORIES_BITS


def day_number(place: int) -> int:
    """The day (``date.toordinal()``) of a story with this number."""
    return place >> _STORIES_BITS


def between(low: int, high: int | None, count: int) -> range | None:
    """As many numbers that grow, above one and below another, if there is one; None where there is no room for them."""
    step = ROOM if high is None else (high - low) // (count + 1)
    return range(low + step, low + step * (count + 1), step) if step > 0 else None


def story_places(archive: Archive) -> dict[str, int]:
    """A number for each story, by slug, that grows with the order of publication.

    It is made of the story's day and its place among those of that day, with room for others in between. Whoever
    compares two numbers learns which story is older, and nothing else: one that comes may have any between the others'.
    """
    on_day: Counter[Day] = Counter()
    found = {}
    for slug, filed in archive.stories.items():
        day = filed.story.published.day
        on_day[day] += ROOM
        found[slug] = before_day(day) + on_day[day]
    return found


def by_publication(archive: Archive) -> tuple[Fact, ...]:
    """Every fact, oldest story first (day, time, slug), then in the order written; a derived one follows its own.

    An archive as of a day (:mod:`generator.archive.hindsight`) has only some of its stories' facts.
    """
    facts = archive.facts
    return tuple(facts[fact] for filed in archive.stories.values() for fact in filed.facts if fact in facts)
