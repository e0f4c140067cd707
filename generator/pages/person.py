"""A person's page: who they are now, where they have been, whom they know, and who says so."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from generator.archive.model import Ref
from generator.archive.relations import Together
from generator.pages.addresses import docs_path
from generator.pages.colleagues import NOBODY
from generator.pages.desk import Desk, StoryLine
from generator.pages.dossier import Dossier, dossier
from generator.pages.drawing.around import Around, around_person
from generator.pages.drawing.timeline import Timeline, career_drawing
from generator.pages.head import Head
from generator.pages.lines import FactLine, caution, fact_lines
from generator.pages.posts import PostLine, Standing, post_line, some_stories, standing
from generator.pages.profile import About, about, head_on
from generator.pages.split import shown
from generator.pages.words import AtLeast, number_of, plain
from generator.values.spoken import spoken_day

TIMES = 3  # at which two people were at one company
WORDS = 10  # the newest words on record; all of them are in everything reported


class RelativeLine(Struct, frozen=True):
    """Somebody's relative. ``relation`` is what the relative is to them: "sibling", or "" where it is not said."""

    person: Ref
    relation: str
    caution: str
    stories: tuple[StoryLine, ...]


class ColleagueLine(Struct, frozen=True):
    """Somebody whom they worked with, where, and when as far as that is certain."""

    person: Ref
    company: Ref
    when: str
    stories: tuple[StoryLine, ...]


class PersonPage(Struct, frozen=True):
    """Who somebody is. ``posts`` are oldest first; of very many, the newest."""

    head: Head
    ref: Ref
    name: str
    about: About
    standing: Standing
    posts: tuple[PostLine, ...]
    more_posts: int
    career: Timeline | None  # the same, drawn to scale
    around: Around | None  # the map of whom they worked with, where
    relatives: tuple[RelativeLine, ...]
    colleagues: tuple[ColleagueLine, ...]
    more_colleagues: AtLeast  # how many further times they worked with somebody
    said: tuple[FactLine, ...]  # words on record, newest first
    more_said: int
    dossier: Dossier


def person_page(desk: Desk, ref: Ref) -> PersonPage:
    """The page of a person on file."""
    entity = desk.archive.entities[ref]
    now = standing(desk, ref)
    circle = desk.colleagues.get(ref, NOBODY)
    relatives = desk.reasoning.relatives(ref)
    said = [
        fact
        for fact in desk.archive.facts_of.get(ref, ())
        if desk.archive.facts[fact].kind == "said" and desk.archive.facts[fact].subject == ref
    ]
    posts, more_posts = shown(desk.career(ref)[::-1])
    return PersonPage(
        head=person_head(desk, ref, now),
        ref=ref,
        name=entity.name,
        about=about(desk, entity),
        standing=now,
        posts=tuple(post_line(desk, post) for post in reversed(posts)),
        more_posts=more_posts,
        career=career_drawing(desk, ref),
        around=around_person(desk, ref, relatives, circle),
        relatives=tuple(
            RelativeLine(
                each.person,
                each.relation,
                caution(desk, each.facts, each.status),
                some_stories(desk, each.facts)[0],
            )
            for each in relatives
        ),
        colleagues=tuple(_colleague(desk, each) for each in circle.closest),
        more_colleagues=circle.more,
        said=fact_lines(desk, said[-WORDS:], ref),
        more_said=max(0, len(said) - WORDS),
        dossier=dossier(desk, ref, docs_path(desk.archive, ref)),
    )


def person_head(desk: Desk, ref: Ref, now: Standing) -> Head:
    """Title, description and what the theme asks of a person's page."""
    told = f"{plain(now.words)}" if now.words else "on file"
    as_of = f" (as of {spoken_day(now.as_of)})" if now.as_of else ""
    name = desk.archive.entities[ref].name
    return head_on(desk, ref, f"{name}: {told}{as_of}. {stories_in_words(desk.count(ref))}.")


def stories_in_words(count: int) -> str:
    """``1 story``, ``12 stories``."""
    return number_of(count, "story", "stories")


def _colleague(desk: Desk, each: Together) -> ColleagueLine:
    return ColleagueLine(each.person, each.company, together_words(each), some_stories(desk, each.facts)[0])


def together_words(each: Together) -> str:
    """When two people were at one company together, no more precisely than is certain."""
    if each.times:
        told = f"both there {', and '.join(_span(*days) for days in each.times[:TIMES])}"
        told += ", and at other times" if len(each.times) > TIMES else ""
        return f"founded it together; {told}" if each.founders else told
    if each.founders:
        return "founded it together"
    return "at the same time" if each.certain else "both were there; whether at the same time is not known"


def _span(first: date, last: date) -> str:
    if first == last:
        return f"on {spoken_day(first)}"
    if last == date.max:
        return f"from {spoken_day(first)} at the latest"
    return f"at least from {spoken_day(first)} to {spoken_day(last)}"
