"""Days on which stories say that they were changed, and that are still to come: slips of somebody's hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.archive.fallback import NeedsFullBuildError
from generator.archive.model import Day
from generator.archive.register import START
from generator.archive.threads import is_out
from generator.problems import Position
from generator.read.model import Story

# The archive's day is that of UTC, and there are clocks up to 14 hours ahead: a day later it is there already.
_AHEAD = 1


class ToCome(NamedTuple):
    """One such day: where it stands, and what to do about it."""

    at: Position
    message: str


def days_to_come(story: Story, until: Day) -> Iterator[ToCome]:
    """The days after ``until`` that a story which is out gives for its update and its corrections."""
    if story.updated and _is_to_come(story.updated.day, until):
        message = f"updated on {story.updated.written}, a day still to come; write the day on which it was changed"
        yield ToCome(story.at.get("updated", START), message)
    for correction in story.corrections:
        if _is_to_come(correction.date.earliest, until):
            message = f"corrected on {correction.date}, a day still to come; write the day on which that was done"
            yield ToCome(correction.at, message)


def refuse_to_come(stories: Iterable[Story], until: Day) -> None:
    """NeedsFullBuildError where one of some stories gives such a day: that is told of with all that is wrong."""
    for story in stories:
        if is_out(story, until) and any(days_to_come(story, until)):
            raise NeedsFullBuildError(story.slug)


def _is_to_come(day: Day, until: Day) -> bool:
    return (day - until).days > _AHEAD
