"""Everything reported of somebody, and the stories that name them: on their own page, or in volumes by year."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from generator.archive.model import Ref
from generator.pages.desk import Desk, StoryLine
from generator.pages.head import Head, Parts, part_head, parts_beside, parts_of
from generator.pages.lines import FactLine, fact_lines, newest_facts
from generator.pages.profile import head_on
from generator.pages.split import SHORT
from generator.pages.volumes import parts_on, shown_facts


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


class VolumePage(Struct, frozen=True):
    """One year of a dossier that has too much for one page."""

    head: Head
    about: Ref
    facts: tuple[FactLine, ...]
    stories: tuple[NamedIn, ...]
    parts: Parts


def dossier(desk: Desk, ref: Ref, path: str) -> Dossier:
    """What somebody's own page shows of what is on file about them."""
    facts = shown_facts(desk.archive, ref)
    stories = desk.archive.stories_of.get(ref, ())
    parts = parts_on(desk.archive, ref, facts)
    if parts:
        newest = fact_lines(desk, newest_facts(desk, facts)[:SHORT], ref)
        stories_shown = stories[-SHORT:]
    else:
        newest = fact_lines(desk, facts, ref)
        stories_shown = stories
    return Dossier(newest, len(facts), named_in(desk, ref, stories_shown), parts_of(path, parts, len(stories)))


def volume_page(desk: Desk, ref: Ref, name: str) -> VolumePage:
    """A volume of somebody's dossier, by its name."""
    leaf, facts = desk.volumes[ref, name]
    head = head_on(desk, ref)
    return VolumePage(
        head=part_head(head, leaf.part, "stories"),
        about=ref,
        facts=fact_lines(desk, facts, ref),
        stories=named_in(desk, ref, leaf.part.items[::-1]),
        parts=parts_beside(head.path, leaf),
    )


def named_in(desk: Desk, ref: Ref, oldest_first: Sequence[str]) -> tuple[NamedIn, ...]:
    """Stories, newest first, each with the sentence that names somebody. A topic is named by no sentence."""
    entity = desk.archive.entities[ref]
    return tuple(
        NamedIn(desk.stories[slug], "" if ref.kind == "topic" else desk.quotes[slug].naming(entity))
        for slug in reversed(oldest_first)
    )
