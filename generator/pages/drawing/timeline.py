"""Careers on an axis of time: what is on record solid, coarse dates as coarse, ends that nobody reported fading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from generator.archive.careers import Post
from generator.archive.model import Ref
from generator.pages.currents import heard_of
from generator.pages.desk import Desk
from generator.pages.drawing.axis import Axis, axis
from generator.pages.posts import post_caution
from generator.pages.staff import Everybody, StaffLine, record
from generator.pages.tenure import END_NOT_RECORDED, NOT_RECORDED, closed, dates_of, opened, seen
from generator.values.dates import EdtfDate

MOST_POSTS = 12  # drawn of a career
MOST_PEOPLE = 16  # drawn of a company
FEW = 8  # people whose roles and dates there is room for beside their bars
_CANDIDATES = 64  # of a company's people, looked at for those that can be drawn

Kind = Literal["sure", "maybe", "fade-in", "fade-out"]


class Stretch(Struct, frozen=True):
    """A piece of a bar, from ``left`` to ``right``.

    "sure": there on every day of it. "maybe": it began or ended on some day of it, as coarsely as that was
    reported. "fade-in", "fade-out": nobody reported when it began or ended.
    """

    kind: Kind
    left: float
    right: float


class Row(Struct, frozen=True):
    """One bar with its words: a post of somebody, or somebody at a company."""

    label: str
    note: str
    words: str  # when, in words; "" for none
    stretches: tuple[Stretch, ...]
    edges: tuple[float, ...]  # beginnings and ends that are known to the day
    seen: tuple[tuple[float, float], ...]  # days, or spans with a day, on which they were seen there
    doubt: str  # why it may not have been so: drawn as an outline


class Timeline(Struct, frozen=True):
    """Bars below each other. ``more`` are not drawn; ``undated`` have no date that could be drawn."""

    of: Ref  # whose career, or whose people
    title: str
    axis: Axis
    rows: tuple[Row, ...]
    more: int
    undated: int


def career_drawing(desk: Desk, person: Ref) -> Timeline | None:
    """Somebody's career to scale; None where no date of it is on record."""
    posts, day = desk.career(person), desk.as_of(person)
    if day is None or not any(dates_of(post) for post in posts):
        return None
    drawn = posts[-MOST_POSTS:]
    scale = _axis(drawn, day)
    heard = heard_of(desk.archive, posts)
    rows = tuple(_post_row(desk, post, scale, heard) for post in drawn)
    return Timeline(person, f"Career of {desk.name(person).text}", scale, rows, len(posts) - len(drawn), 0)


def people_drawing(desk: Desk, company: Ref, people: Everybody) -> Timeline | None:
    """A company's people over time, the earliest first; None where no date of anybody is on record."""
    if people.day is None:
        return None
    staff = people.lines
    likely = sorted(staff, key=lambda line: (not line.founder, line.there != "yes", line.person))[:_CANDIDATES]
    found = [(line, desk.posts_at(line.person, company)) for line in likely]
    dated = [(line, posts) for line, posts in found if any(map(dates_of, posts))]
    if not dated:
        return None
    chosen = dated[:MOST_PEOPLE]
    scale = _axis([post for _, posts in chosen for post in posts], people.day)
    chosen.sort(key=lambda each: (_first(each[1]), each[0].person))
    return Timeline(
        of=company,
        title=f"People of {desk.name(company).text} over time",
        axis=scale,
        rows=tuple(_person_row(desk, line, posts, scale, few=len(chosen) <= FEW) for line, posts in chosen),
        more=len(staff) - (len(found) - len(dated)) - len(chosen),
        undated=len(found) - len(dated),
    )


def stretches(post: Post, scale: Axis) -> Iterator[Stretch]:
    """The pieces of one post's bar, from left to right."""
    began, ended = post.began, post.ended
    known = [*([began.span.last] if began else []), *(each.latest for each in post.seen)]
    start = min(known, default=None)
    stop = ended.earliest if ended else max((each.earliest for each in post.seen), default=start)
    if began is not None:  # who left in May came by then, in whatever month of the year that was
        latest = min(began.latest, ended.latest) if ended else began.latest
        yield from _piece(scale, "maybe", began.earliest, latest, sharp=_is_sharp(began))
    elif (post.opening or post.closing) and (start or ended):
        yield from _piece(scale, "fade-in", scale.first, start or stop)
    if start is not None and stop is not None:
        yield from _piece(scale, "sure", start, scale.last if post.goes_on else stop)
    if ended is not None:
        earliest = max(ended.earliest, began.earliest) if began else ended.earliest
        yield from _piece(scale, "maybe", earliest, ended.latest, sharp=_is_sharp(ended))
    elif (post.opening or post.closing) and not post.goes_on and stop is not None:
        yield from _piece(scale, "fade-out", stop, scale.newest)


def _piece(scale: Axis, kind: Kind, first: date | None, last: date | None, *, sharp: bool = False) -> Iterator[Stretch]:
    """A piece of a bar, unless it has no width or is not coarse at all."""
    if first is None or last is None or sharp:
        return
    left, right = scale.at(first), scale.at(last)
    if left < right:
        yield Stretch(kind, left, right)


def _is_sharp(day: EdtfDate) -> bool:
    return day.is_day


def _as(role: str, *, founder: bool) -> str:
    """What somebody was; that they founded it comes first, where the rest may have to be cut."""
    return ", ".join(dict.fromkeys((*(("founder",) if founder else ()), *((role,) if role else ()))))


def _post_row(desk: Desk, post: Post, scale: Axis, heard: date) -> Row:
    label = desk.name(post.company).text if post.company else post.role
    role = post.role if post.company else ""
    note = _as(role, founder=post.founder)
    words = ", ".join(each for each in (opened(post, heard), seen(post), closed(post, heard)) if each)
    return Row(label, note, words, *_shapes((post,), scale), post_caution(desk, post))


def _person_row(desk: Desk, line: StaffLine, posts: Sequence[Post], scale: Axis, *, few: bool) -> Row:
    doubt = next((each for each in (post_caution(desk, post) for post in posts) if each), "")
    told = record(posts, scale.newest)
    role = _as(line.role, founder=line.founder)
    note, words = (role, told) if few else (_brief(told), "")
    return Row(desk.name(line.person).text, note, words, *_shapes(posts, scale), doubt)


def _brief(told: str) -> str:
    """What is on record, for the room beside a name: ``joined 2 Jan 2024``. That no end is, the bar says by fading."""
    for words in (" (date not given)", f", {NOT_RECORDED}", f", {END_NOT_RECORDED}"):
        told = told.replace(words, "")
    told = _SEEN_SINCE.sub("", told)
    return _MONTH.sub(lambda month: month[0][:3], _BEFORE_DATE.sub(" ", told))


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SEEN_SINCE = re.compile(r", seen there [^,;]*")  # beside a beginning; it is drawn as a day
_MONTH = re.compile(rf"\b({_MONTHS})\b")
_BEFORE_DATE = re.compile(rf" (?:on|in) (?=\d|{_MONTHS})")
_Shapes = tuple[tuple[Stretch, ...], tuple[float, ...], tuple[tuple[float, float], ...]]


def _shapes(posts: Iterable[Post], scale: Axis) -> _Shapes:
    pieces: list[Stretch] = []
    edges: list[float] = []
    sightings: list[tuple[float, float]] = []
    for post in posts:
        pieces += stretches(post, scale)
        edges += [scale.at(each.earliest) for each in (post.began, post.ended) if each and each.is_day]
        sightings += [(scale.at(each.earliest), scale.at(each.latest)) for each in post.seen]
    return tuple(pieces), tuple(edges), tuple(dict.fromkeys(sightings))


def _first(posts: Iterable[Post]) -> date:
    return min(each.earliest for post in posts for each in dates_of(post))


def _axis(posts: Sequence[Post], newest: date) -> Axis:
    """An axis for posts. A span that goes on past what is on record ("the 2020s") does not stretch it."""
    dates = [each for post in posts for each in dates_of(post)]
    ends = [min(each.latest, max(newest, each.earliest)) for each in dates]
    starts = [each.earliest for each in dates if each.earliest > date.min] or ends
    first = min(starts)
    lead = any(
        (post.opening or post.closing) and post.began is None and dates_of(post) and _first((post,)) <= _soon(first)
        for post in posts
    )
    return axis((*starts, *ends), newest, lead=lead)


def _soon(day: date) -> date:
    return day.replace(month=12, day=31)
