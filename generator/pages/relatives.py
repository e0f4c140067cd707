"""Which stories are related to each story: one thing to whoever shows them, though many more were weighed for it.

A page then depends on which stories it shows and why, and not on all that are on whatever it is about, of which nearly
every new story changes some.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from math import log
from typing import NamedTuple

from generator.archive.chronology import day_number
from generator.archive.model import Archive, Ref
from generator.archive.threads import continued, continuing
from generator.pages.nearby import nearby, nearest_to, neighbours

MOST = 5


class Relative(NamedTuple):
    """A story, and why somebody who read the other one may want it."""

    slug: str
    shared: tuple[Ref, ...]  # whom and what both are about
    is_linked: bool  # in the text of the other one


class Relatives(Mapping[str, tuple[Relative, ...]]):
    """For each story, by slug, the most related ones, best first. It follows from the archive, and is kept nowhere.

    None of a story's thread is among them: its page links to those already. ``order``:
    :func:`generator.archive.chronology.story_places`.
    """

    def __init__(self, archive: Archive, order: Mapping[str, int]) -> None:
        self._archive = archive
        self._order = order

    def __getitem__(self, slug: str) -> tuple[Relative, ...]:
        stories = self._archive.stories
        scores: dict[str, float] = {}
        shared: dict[str, list[Ref]] = {}
        for ref, near in nearby(self._archive, self._order, slug):
            weight = 1 / (1 + near.size * log(2)) * (0.5 if ref.kind == "topic" else 1)
            for other in near.stories:
                scores[other] = scores.get(other, 0) + weight
                shared.setdefault(other, []).append(ref)
        linked = {ref.slug for ref in stories[slug].links.values() if ref.kind == "story" and ref.slug in stories}
        for other in linked:
            scores[other] = scores.get(other, 0) + 1
        for other in (slug, *continued(stories, slug), *continuing(stories, slug)):
            scores.pop(other, None)
        day = day_number(self._order[slug])

        def rank(other: str) -> tuple[float, int, str]:
            """The highest score first; of equal ones the nearest in time."""
            return -round(scores[other], 9), abs(day_number(self._order[other]) - day), other

        return tuple(
            Relative(other, tuple(shared.get(other, ())), other in linked) for other in sorted(scores, key=rank)[:MOST]
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive.stories)

    def __len__(self) -> int:
        return len(self._archive.stories)


def estranged(
    archives: Sequence[Archive],
    orders: Sequence[Mapping[str, int]],
    stories: Set[str],
    moved: Set[str],
    on: Iterable[Ref],
) -> set[str]:
    """The stories that may have other relatives by one archive than by another.

    ``stories`` are others, or have come or gone, ``moved`` at another place; ``on`` is whatever has other stories.
    """
    found = {*stories}
    for ref in on:
        found |= neighbours(*(archive.stories_of.get(ref, ()) for archive in archives))
    for archive, order in zip(archives, orders, strict=True):
        for slug in (slug for slug in stories if slug in archive.stories):
            found |= {*continued(archive.stories, slug), *continuing(archive.stories, slug)}
        for slug in (slug for slug in moved if slug in archive.stories):
            found |= {*nearest_to(archive, order, slug), *archive.linked_from.get(Ref("story", slug), ())}
    return found
