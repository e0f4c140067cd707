"""Everything reported of somebody, and the stories that name them: on their own page, or in parts by year."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from generator.archive.model import Archive, Ref
from generator.pages.desk import Desk, StoryLine
from generator.pages.head import Head, Parts, part_head, parts_of
from generator.pages.lines import FactLine, fact_lines, newest_facts, shown_facts
from generator.pages.split import ENTITY_LIMIT, SHORT, Part, by_year


class NamedIn(Struct, frozen=True):
    """A story, and the sentence of it that names whoever the page is about."""

    story: StoryLine
    sentence: str  # "" where only the front matter names them


class Dossier(Struct, frozen=True):
    """Facts and stories, newest first. Where there are too many for a page, the newest, and the ways to the years."""

    facts: tuple[FactLine, ...]
    facts_total: int
    stories: tuple[NamedIn, ...]
    parts: Parts  # of the stories, and with each its facts


class DossierPage(Struct, frozen=True):
    """One year of a dossier that has too much for one page."""

    head: Head
    about: Ref
    facts: tuple[FactLine, ...]
    stories: tuple[NamedIn, ...]
    parts: Parts


def dossier(desk: Desk, ref: Ref, path: str) -> Dossier:
    """What somebody's own page shows of what is on file about them."""
    facts = shown_facts(desk, ref)
    stories = desk.archive.stories_of.get(ref, ())
    parts = _parts(desk, stories, len(facts))
    if parts:
        newest = fact_lines(desk, newest_facts(desk, facts)[:SHORT], ref)
        stories_shown = stories[-SHORT:]
    else:
        newest = fact_lines(desk, facts, ref)
        stories_shown = stories
    return Dossier(newest, len(facts), named_in(desk, ref, stories_shown), parts_of(path, parts, len(stories)))


def dossier_pages(desk: Desk, ref: Ref, head: Head) -> tuple[DossierPage, ...]:
    """The parts of a dossier; none where it is whole on the page that ``head`` is of."""
    facts = shown_facts(desk, ref)
    stories = desk.archive.stories_of.get(ref, ())
    parts = _parts(desk, stories, len(facts))
    of_story: dict[str, list[str]] = {}
    if parts:
        for fact in facts:
            of_story.setdefault(desk.archive.facts[fact].story, []).append(fact)
    return tuple(
        DossierPage(
            head=part_head(head, part, "stories"),
            about=ref,
            facts=fact_lines(desk, [fact for slug in part.items for fact in of_story.get(slug, ())], ref),
            stories=named_in(desk, ref, part.items[::-1]),
            parts=parts_of(head.path, parts, len(stories), part.label),
        )
        for part in parts
    )


def may_have_parts(archive: Archive, ref: Ref) -> bool:
    """Whether a dossier may have too much for one page: a quick look, which is right whenever it says no."""
    return max(len(archive.stories_of.get(ref, ())), len(archive.facts_of.get(ref, ()))) > ENTITY_LIMIT


def named_in(desk: Desk, ref: Ref, oldest_first: Sequence[str]) -> tuple[NamedIn, ...]:
    """Stories, newest first, each with the sentence that names somebody. A topic is named by no sentence."""
    entity = desk.archive.entities[ref]
    return tuple(
        NamedIn(desk.stories[slug], "" if ref.kind == "topic" else desk.quotes[slug].naming(entity))
        for slug in reversed(oldest_first)
    )


def _parts(desk: Desk, stories: Sequence[str], facts: int) -> tuple[Part[str], ...]:
    if len(stories) <= ENTITY_LIMIT and facts <= ENTITY_LIMIT:
        return ()
    return by_year(reversed(stories), lambda slug: desk.stories[slug].day.year)
