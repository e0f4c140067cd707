"""The stories that a story continues, and those that continue it."""

from __future__ import annotations

from msgspec import Struct

from generator.archive.threads import continued, continuing
from generator.pages.desk import Desk, StoryLine


class Thread(Struct, frozen=True):
    """Earlier and later stories of one thread, each side oldest first."""

    earlier: tuple[StoryLine, ...]
    later: tuple[StoryLine, ...]


def thread(desk: Desk, slug: str) -> Thread:
    """The thread around a story: the nearest on each side."""
    stories = desk.archive.stories
    later = sorted(continuing(stories, slug), key=lambda each: desk.order[each])
    return Thread(*(tuple(desk.stories[each] for each in side) for side in (continued(stories, slug), later)))
