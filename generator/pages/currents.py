"""The posts that say who somebody is now: a few of a career that may be long, which lists of many people look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from typing import NamedTuple

from generator.archive.careers import Post
from generator.archive.model import Archive, Ref
from generator.pages.careers import Career
from generator.values.dates import EdtfDate


class Current(NamedTuple):
    """Somebody's newest post and those that run beside it, and the day of the newest story that says so."""

    posts: tuple[Post, ...]
    as_of: date | None


NOWHERE = Current((), None)


class Currents(Mapping[Ref, Current]):
    """The current posts of everybody about whom there are facts. They follow from careers.

    ``known`` are those of an earlier archive, whose hold for everybody ``but`` some.
    """

    def __init__(
        self,
        archive: Archive,
        careers: Mapping[Ref, Career],
        known: Mapping[Ref, Current] | None = None,
        but: Set[Ref] = frozenset(),
    ) -> None:
        self._archive = archive
        self._careers = careers
        self._known = {} if known is None else known
        self._but = but

    def __getitem__(self, person: Ref) -> Current:
        if person not in self._but:
            known = self._known.get(person)
            if known is not None:
                return known
        return current(self._archive, self._careers[person].posts)

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._careers)

    def __len__(self) -> int:
        return len(self._careers)


def current(archive: Archive, career: Sequence[Post]) -> Current:
    """Of somebody's posts, oldest first, those that say who they are now."""
    posts = [post for post in career if not post.doubtful]
    if not posts:
        return NOWHERE
    days = [_evidence(archive, post) for post in posts]
    newest = max(range(len(posts)), key=lambda place: (days[place], not posts[place].is_closed, place))
    told = [posts[newest]]
    if not posts[newest].is_closed:
        since = _since(posts, newest, days)
        told += [
            posts[place]
            for place in reversed(range(len(posts)))
            if place != newest and not posts[place].is_closed and days[place] >= since
        ]
    return Current(tuple(told), max(archive.facts[fact].reported for post in told for fact in post.facts))


def _since(posts: Sequence[Post], newest: int, days: Sequence[date]) -> date:
    """The first day of the newest post; of one that nobody dated, the last day that has anything of a dated one."""
    began = posts[newest].began
    if began is not None:
        return began.earliest
    return max((day for post, day in zip(posts, days, strict=True) if dates_of(post)), default=days[newest])


def dates_of(post: Post) -> list[EdtfDate]:
    """When it began and ended, and when somebody was seen in it, as far as that is on record."""
    return [each for each in (post.began, post.ended, *post.seen) if each is not None]


def _evidence(archive: Archive, post: Post) -> date:
    """The last day that anything says of a post, never later than the newest story that does.

    A post that nobody dated is as new as its story while no end of it is on record, and older than all else after.
    """
    reported = max(archive.facts[fact].reported for fact in post.facts)
    dates = dates_of(post)
    if dates:
        return min(max(each.latest for each in dates), reported)
    return date.min if post.is_closed else reported
