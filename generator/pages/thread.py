"""The stories that a story continues, and those that continue it."""

from __future__ import annotations

from collections import deque

from msgspec import Struct

from generator.pages.desk import Desk, StoryLine

MOST = 12  # on each side


class Thread(Struct, frozen=True):
    """Earlier and later stories of one thread, each side oldest first."""

    earlier: tuple[StoryLine, ...]
    later: tuple[StoryLine, ...]


def thread(desk: Desk, slug: str) -> Thread:
    """The thread around a story: up to ``MOST`` on each side, the nearest."""
    return Thread(_earlier(desk, slug), _later(desk, slug))


def _earlier(desk: Desk, slug: str) -> tuple[StoryLine, ...]:
    found: dict[str, StoryLine] = {}
    at = desk.archive.stories[slug].follows
    while at and at in desk.stories and at not in found and at != slug and len(found) < MOST:
        found[at] = desk.stories[at]
        at = desk.archive.stories[at].follows
    return tuple(reversed(found.values()))


def _later(desk: Desk, slug: str) -> tuple[StoryLine, ...]:
    found: set[str] = set()
    waiting = deque(desk.archive.stories[slug].followed_by)
    while waiting and len(found) < MOST:
        at = waiting.popleft()
        if at not in found and at != slug and at in desk.stories:
            found.add(at)
            waiting.extend(desk.archive.stories[at].followed_by)
    return tuple(desk.stories[each] for each in sorted(found, key=lambda each: desk.order[each]))
