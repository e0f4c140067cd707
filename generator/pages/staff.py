"""Who is on file at a company: there on a day, not known, no longer, each with what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from generator.archive.careers import Founder, Post
from generator.archive.model import Ref
from generator.archive.presence import Presence, There
from generator.pages.desk import Desk, StoryLine
from generator.pages.head import Head, Parts, part_head, parts_of
from generator.pages.phrasing import on_days
from generator.pages.posts import telling_stories
from generator.pages.rosters import Resident
from generator.pages.split import ENTITY_LIMIT, SHORT, Part, by_letter, named
from generator.pages.tenure import closed, doubt, opened, seen
from generator.values.spoken import in_words


class StaffLine(Struct, frozen=True):
    """Somebody at a company."""

    person: Ref
    there: str  # "yes", "no longer", "not yet", "not known", on the day that the list is of
    role: str
    founder: bool
    record: str  # "joined in October 2024, not recorded as leaving"
    stories: tuple[StoryLine, ...]
    more_stories: int


class FounderLine(Struct, frozen=True):
    """A founder on file, and whether they are still there."""

    person: Ref
    when: str  # "in 2015", or ""
    there: str
    disputed: bool
    record: str
    stories: tuple[StoryLine, ...]
    more_stories: int


class Everybody(Struct, frozen=True):
    """Everybody on file at a company, by slug, on the day up to which the archive has heard of it.

    ``day`` is None, and nobody is there, where no story names it.
    """

    day: date | None
    lines: tuple[StaffLine, ...] = ()


class Group(Struct, frozen=True):
    """People of whom the same is known: all of them, or the first and how many more there are."""

    lines: tuple[StaffLine, ...]
    more: int


class Staff(Struct, frozen=True):
    """Everybody on file at a company, as of one day, each group by slug."""

    day: date | None  # as :class:`Everybody` has it
    there: Group
    not_known: Group
    before: Group  # no longer there
    not_yet: Group
    parts: Parts  # by letter, where they are too many for one page


class StaffPage(Struct, frozen=True):
    """One part of a company's people, by the first letters of their names."""

    head: Head
    company: Ref
    day: date | None
    lines: tuple[StaffLine, ...]
    parts: Parts


def staff_line(desk: Desk, resident: Resident, day: date) -> StaffLine:
    """One person at one company, on ``day``."""
    presence, posts = resident.line.on(day), resident.posts
    facts = dict.fromkeys((*presence.facts, *(fact for post in posts for fact in post.facts)))
    stories, more = telling_stories(desk, facts)
    return StaffLine(
        person=presence.person,
        there=_there(presence, posts, day),
        role=presence.role or next((post.role for post in reversed(posts) if post.role), ""),
        founder=presence.founder,
        record=record(posts, day),
        stories=stories,
        more_stories=more,
    )


def founder_line(desk: Desk, company: Ref, founder: Founder, day: date) -> FounderLine:
    """One founder, and whether they were there on ``day``."""
    resident = desk.roster(company).people[founder.person]
    there, posts = resident.line.on(day), resident.posts
    facts = dict.fromkeys((*founder.facts, *there.facts, *(fact for post in posts for fact in post.facts)))
    stories, more = telling_stories(desk, facts)
    return FounderLine(
        person=founder.person,
        when=on_days(founder.date, founder.dates).strip() if founder.date else "",
        there=_there(there, posts, day),
        disputed=founder.disputed,
        record=record(posts, day),
        stories=stories,
        more_stories=more,
    )


LEFT = "no longer (left, the day is not known)"


def _there(presence: Presence, posts: Sequence[Post], day: date) -> str:
    """Whether somebody was there on the day up to which the archive has heard of a company.

    On that very day the archive's counts hold it open whether somebody had left who is reported as having left by
    then, on a day that is not known. A reader is told that they left, unless that is in dispute.
    """
    if presence.there is There.NOT_KNOWN and posts and posts[-1].closing == "left" and not posts[-1].ends:
        ended = posts[-1].ended
        if ended is None or ended.earliest <= day <= ended.latest:
            return LEFT
    return presence.there.value


def record(posts: Sequence[Post], day: date) -> str:
    """What is on record of somebody at one company by ``day``: how it began and ended, as far as that was reported."""
    told: list[str] = []
    stints = {(post.began, post.ended) for post in posts if post.opening in ("founded", "joined")}
    for post in posts:
        if post.opening == "held" and (post.began, post.ended) in stints:
            continue  # one post, from the first day to the last: told already
        parts = [opened(post, day), _seen_there(post, day), closed(post, day), doubt(post)]
        stint = ", ".join(dict.fromkeys(part for part in parts if part))
        if stint and stint not in told:
            told.append(stint)
    return "; ".join(told)


def _seen_there(post: Post, day: date) -> str:
    """The days that somebody was seen there on; of a post whose beginning is on record and no end, the last."""
    if not opened(post, day):
        return f"seen there {seen(post)}" if seen(post) else ""
    return f"seen there {in_words(post.seen[-1])}" if post.seen and not post.is_closed else ""


def everybody(desk: Desk, company: Ref) -> Everybody:
    """Everybody on file at a company."""
    day = desk.as_of(company)
    if day is None:
        return Everybody(None)
    return Everybody(day, tuple(staff_line(desk, each, day) for each in desk.roster(company).people.values()))


def staff(desk: Desk, path: str, people: Everybody) -> Staff:
    """The people of a company as its own page shows them."""
    lines = people.lines
    parts = _parts(desk, lines)
    most = SHORT if parts else len(lines)

    def group(*there: str) -> Group:
        found = [line for line in lines if line.there in there]
        return Group(tuple(found[:most]), max(0, len(found) - most))

    return Staff(
        day=people.day,
        there=group(There.YES),
        not_known=group(There.NOT_KNOWN),
        before=group(There.NO_LONGER, LEFT),
        not_yet=group(There.NOT_YET),
        parts=parts_of(path, parts, len(lines)),
    )


def staff_pages(desk: Desk, company: Ref, head: Head, people: Everybody) -> tuple[StaffPage, ...]:
    """The parts of a company's people; none where its own page shows them all."""
    parts = _parts(desk, people.lines)
    return tuple(
        StaffPage(
            head=part_head(head, part, "people"),
            company=company,
            day=people.day,
            lines=part.items,
            parts=parts_of(head.path, parts, len(people.lines), part.label),
        )
        for part in parts
    )


def _parts(desk: Desk, lines: Sequence[StaffLine]) -> tuple[Part[StaffLine], ...]:
    if len(lines) <= ENTITY_LIMIT:
        return ()
    return named("people", by_letter(lines, lambda line: desk.name(line.person).text))
