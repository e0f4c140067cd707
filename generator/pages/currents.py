"""The posts that say who somebody is now: a few of a career that may be long, which lists of many people look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import NamedTuple

from generator.archive.careers import Post
from generator.archive.model import Archive, Ref
from generator.pages.careers import Career
from generator.pages.tenure import begins_later, dates_of, has_closed


class Current(NamedTuple):
    """Somebody's newest post, those that run beside it and those still to come, and the newest story's day of them.

    ``heard``: the day of the newest story that reports any post of theirs, up to which something is still to come.
    """

    posts: tuple[Post, ...]
    as_of: date | None
    heard: date


NOWHERE = Current((), None, date.max)


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


def heard_of(archive: Archive, career: Iterable[Post]) -> date:
    """The day of the newest story that reports one of somebody's posts; of nobody's, the last of all days."""
    return max((archive.facts[fact].reported for post in career for fact in post.facts), default=date.max)


def current(archive: Archive, career: Sequence[Post]) -> Current:
    """Of somebody's posts, oldest first, those that say who they are now."""
    posts = [post for post in career if not post.doubtful]
    if not posts:
        return NOWHERE
    heard = heard_of(archive, posts)
    coming = [post for post in posts if begins_later(post, heard)]
    told = (*_told(archive, [post for post in posts if post not in coming], heard), *coming)
    return Current(told, heard_of(archive, told), heard)


def _told(archive: Archive, posts: Sequence[Post], heard: date) -> tuple[Post, ...]:
    """The newest post, and whatever else goes on beside it."""
    if not posts:
        return ()
    days = [_evidence(archive, post) for post in posts]
    open_ones = [place for place, post in enumerate(posts) if not has_closed(post, heard)]

    def rank(place: int) -> tuple[date, bool, int]:
        return days[place], place in open_ones, place

    newest = max(range(len(posts)), key=rank)
    if newest not in open_ones:
        ended = posts[newest].ended
        since = ended.earliest if ended else days[newest]  # some day of the year in which they came elsewhere, say
        running = (place for place in open_ones if posts[place].goes_on or days[place] >= since)
        newest = max(running, key=rank, default=newest)
    if newest not in open_ones:
        return (posts[newest],)
    since = _since(posts, newest, days)
    beside = (place for place in reversed(open_ones) if posts[place].goes_on or days[place] >= since)
    return (posts[newest], *(posts[place] for place in beside if place != newest))


def _since(posts: Sequence[Post], newest: int, days: Sequence[date]) -> date:
    """The first day of the newest post; of one that nobody dated, the last day that has anything of a dated one."""
    began = posts[newest].began
    if began is not None:
        return began.earliest
    return max((day for post, day in zip(posts, days, strict=True) if dates_of(post)), default=days[newest])


def _evidence(archive: Archive, post: Post) -> date:
    """The last day that anything says of a post, never later than the newest story that does.

    That is its end, where one is on record: somebody who joined some day of a year and left in its May came before.
    A post that goes on did so when it was told. One that nobody dated is as new as its story while no end of it is on
    record, and older than all else after.
    """
    reported = heard_of(archive, (post,))
    if post.goes_on:
        return reported
    dates = [each for each in (post.ended or post.began, *post.seen) if each is not None]
    if dates:
        return min(max(each.latest for each in dates), reported)
    return date.min if post.is_closed else reported
