"""Whoever and whatever a story is about, and the stories on that which are nearest to it in the archive's order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from generator.archive.model import Archive, Ref

# Only so many of the nearest in time are looked at on each side, so that a page costs the same however large the
# archive is, and a new story bears on no page of one that is far from it.
NEIGHBOURS = 12


class Near(NamedTuple):
    """A person, company or topic of a story.

    ``size``: how many stories there are on it, as the number of binary digits of that, which few new ones change.
    ``stories`` are the nearest, oldest first, without the story itself.
    """

    size: int
    stories: tuple[str, ...]


def nearby(archive: Archive, order: Mapping[str, int], slug: str) -> Iterator[tuple[Ref, Near]]:
    """All that a story is about. ``order``: :func:`generator.archive.chronology.story_places`."""
    filed = archive.stories[slug]
    for ref in dict.fromkeys((*filed.named, *filed.topics)):
        stories = archive.stories_of.get(ref, ())
        at = bisect_left(stories, order[slug], key=order.__getitem__)
        yield ref, Near(len(stories).bit_length(), tuple(each for each in _nearest(stories, at) if each != slug))


def nearest_to(archive: Archive, order: Mapping[str, int], slug: str) -> set[str]:
    """The stories to which one is near."""
    return {each for _, near in nearby(archive, order, slug) for each in near.stories}


def neighbours(before: Sequence[str], now: Sequence[str]) -> Set[str]:
    """The stories on something that may be near to others than before, where there were other stories on it."""
    if len(before).bit_length() != len(now).bit_length():
        return {*before, *now}
    was, are = ({slug: place for place, slug in enumerate(stories)} for stories in (before, now))
    return {
        slug
        for slug in was.keys() | are.keys()
        if slug not in was or slug not in are or _nearest(before, was[slug]) != _nearest(now, are[slug])
    }


def _nearest(stories: Sequence[str], at: int) -> Sequence[str]:
    return stories[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
