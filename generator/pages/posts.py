"""Where somebody has been, in words that claim no more than was reported.

An end that nobody reported is "not recorded as leaving"; a role seen on a day is "on 2 October 2024".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from generator.archive.careers import Post
from generator.archive.model import Fact, Ref
from generator.pages.currents import NOWHERE, heard_of
from generator.pages.desk import Desk, StoryLine
from generator.pages.lines import caution
from generator.pages.tenure import begins_later, closed, doubt, entered, has_closed, opened, seen, still_open
from generator.pages.words import Span, Words, say
from generator.values.spoken import in_words

MOST_STORIES = 3  # behind one post or move; the rest are in the list of everything reported


class PostLine(Struct, frozen=True):
    """One stint or role, for the table of a career."""

    company: Ref | None
    role: str
    founder: bool
    opened: str  # "joined in October 2024"; "" where nobody reported the beginning
    closed: str  # "left in August 2024", "not recorded as leaving", or ""
    seen: str  # "on 2 October 2024", for a role that was only seen
    caution: str
    stories: tuple[StoryLine, ...]
    more_stories: int  # how many further stories report it


class Standing(Struct, frozen=True):
    """Who somebody is now, as far as the stories go, and the day of the newest story that says so."""

    words: Words
    as_of: date | None


def some_stories(desk: Desk, facts: Iterable[str]) -> tuple[tuple[StoryLine, ...], int]:
    """The first few stories that report some facts, oldest first, and how many more there are."""
    slugs = sorted({desk.archive.facts[fact].story for fact in facts}, key=lambda slug: desk.order[slug])
    return first_stories(desk, slugs)


def telling_stories(desk: Desk, facts: Iterable[str]) -> tuple[tuple[StoryLine, ...], int]:
    """Stories behind facts, oldest first, and how many more there are: at least one for each day and sum that is told.

    Of a role that was only seen those days are the first and the last.
    """
    told = [desk.archive.facts[fact] for fact in facts]
    slugs = sorted({fact.story for fact in told}, key=lambda slug: desk.order[slug])
    chosen: dict[tuple[object, ...], str] = {}
    for fact in sorted(told, key=lambda fact: desk.order[fact.story]):
        date = fact.date.written if fact.date else ""
        if fact.kind != "held" or (fact.date and fact.date.interval):
            sums = (money.value for money in (fact.money, fact.valuation) if money)
            chosen.setdefault((fact.kind, date, *sums), fact.story)
        else:
            chosen.setdefault(("first seen",), fact.story)
            chosen["last seen",] = fact.story
    needed = {*chosen.values()}
    needed |= {*[slug for slug in slugs if slug not in needed][: max(0, MOST_STORIES - len(needed))]}
    return tuple(desk.stories[slug] for slug in slugs if slug in needed), len(slugs) - len(needed)


def reports_of(desk: Desk, slugs: Sequence[str], facts: Iterable[str]) -> tuple[tuple[StoryLine, ...], int]:
    """The same, where the stories are known; of few, the facts needn't be looked at."""
    return first_stories(desk, slugs) if len(slugs) <= MOST_STORIES else telling_stories(desk, facts)


def first_stories(desk: Desk, slugs: Sequence[str]) -> tuple[tuple[StoryLine, ...], int]:
    """The first few of some stories, and how many more there are."""
    return tuple(desk.stories[slug] for slug in slugs[:MOST_STORIES]), max(0, len(slugs) - MOST_STORIES)


def post_line(desk: Desk, post: Post) -> PostLine:
    """One post as a line."""
    stories, more = telling_stories(desk, post.facts)
    day = heard_of(desk.archive, desk.career(post.person))
    doubts = _doubts(desk, post)
    are_one = len(set(doubts.values())) == 1  # else each stands beside what it is about

    def told(words: str, half: str) -> str:
        return f"{words} ({doubts[half]})" if words and not are_one and half in doubts else words

    return PostLine(
        company=post.company,
        role=post.role,
        founder=post.founder,
        opened=told(opened(post, day), "opening"),
        closed=told(closed(post, day), "closing"),
        seen=seen(post),
        caution=_row_caution(post, doubts, are_one=are_one),
        stories=stories,
        more_stories=more,
    )


def post_caution(desk: Desk, post: Post) -> str:
    """Why a post may not have been so."""
    if post.doubtful:
        return "; ".join(dict.fromkeys(_doubts(desk, post).values()))
    return "disputed" if post.disputed else ""


def _row_caution(post: Post, doubts: Mapping[str, str], *, are_one: bool) -> str:
    if post.doubtful:
        return next(iter(doubts.values())) if are_one else doubts.get("role", "")
    return doubt(post)


def _doubts(desk: Desk, post: Post) -> dict[str, str]:
    """Why the opening of a post that rests on rumours and denials, its closing and the role may not have been so."""
    found: dict[str, list[str]] = {}
    for fact in (desk.archive.facts[each] for each in post.facts if post.doubtful):
        found.setdefault(_half(post, fact), []).append(caution(desk, (fact.id,), fact.status))
    return {half: "; ".join(dict.fromkeys(told)) for half, told in found.items()}


def _half(post: Post, fact: Fact) -> str:
    """What of a post a fact tells of. A departure to a company is an arrival there."""
    if fact.kind == "held":
        return "role"
    return "closing" if (fact.kind == "left") is (fact.object == post.company) else "opening"


def standing(desk: Desk, person: Ref) -> Standing:
    """Who somebody is now: the newest of their posts, and whatever else of them runs beside it."""
    now = desk.currents.get(person, NOWHERE)
    words: list[Span] = []
    for place, post in enumerate(_one_a_company(now.posts)):
        joint = "; " if begins_later(post, now.heard) else "; also "
        words += [*((Span(joint),) if place else ()), *post_words(desk, post, now.heard)]
    return Standing(tuple(words), now.as_of)


def _one_a_company(posts: Sequence[Post]) -> list[Post]:
    """The first post told of each company and role."""
    told: dict[tuple[Ref | None, str], Post] = {}
    for post in posts:
        told.setdefault((post.company, post.role), post)
    return list(told.values())


def post_words(desk: Desk, post: Post, day: date) -> Words:
    """``editor at Orbital on 2 October 2024``; ``at Perigee, joined in March 2031, not recorded as leaving``.

    ``day``: up to which the archive has heard of whoever holds it.
    """
    told = _post_words(desk, post, day)
    return (*told, Span(f", {doubt(post)}")) if doubt(post) else told


def _post_words(desk: Desk, post: Post, day: date) -> Words:
    entities = desk.archive.entities
    if post.company is None:
        place: Words = say(entities, post.role)
    else:
        place = say(entities, f"{post.role} at " if post.role else "at ", post.company)
    if has_closed(post, day):
        return (
            *say(entities, "last on record as " if post.role else "last on record "),
            *place,
            Span(f", {closed(post, day)}"),
        )
    told = entered(post, day)
    seen_last = f" {in_words(post.seen[-1])}" if post.seen and not told else ""
    still_there = still_open(post) if told and not begins_later(post, day) else ""
    end = closed(post, day) if post.is_closed else still_there
    return (*place, *say(entities, seen_last), *(Span(f", {each}") for each in (told, end) if each))
