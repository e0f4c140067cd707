"""What is on file about those on whom there is too much for one page: the facts and stories of each year are a volume.

A volume is one thing to whoever makes its page, which then depends on what it holds, and not on what others hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.archive.model import Archive, Ref
from generator.pages.split import ENTITY_LIMIT, Leaf, Part, by_year, leaves


class Volume(NamedTuple):
    """The stories of a year, newest first, and the facts that they report, in that order."""

    leaf: Leaf[str]
    facts: tuple[str, ...]


def shown_facts(archive: Archive, ref: Ref) -> tuple[str, ...]:
    """The facts that somebody takes part in, each told once: none that the archive derived from another of them."""
    own = archive.facts_of.get(ref, ())
    held = set(own)
    return tuple(fact for fact in own if archive.facts[fact].derived_from not in held)


def parts_on(archive: Archive, ref: Ref, facts: Sequence[str]) -> tuple[Part[str], ...]:
    """The stories on somebody by year, newest first; none where they and these facts are few enough for one page."""
    stories = archive.stories_of.get(ref, ())
    if len(stories) <= ENTITY_LIMIT and len(facts) <= ENTITY_LIMIT:
        return ()
    return by_year(reversed(stories), archive.years.__getitem__)


def volumes_on(archive: Archive, ref: Ref) -> dict[tuple[Ref, str], Volume]:
    """All volumes on somebody, by whom they are about and their names; none where there is one page."""
    if max(len(archive.stories_of.get(ref, ())), len(archive.facts_of.get(ref, ()))) <= ENTITY_LIMIT:
        return {}  # a quick look, at no fact
    facts = shown_facts(archive, ref)
    parts = parts_on(archive, ref, facts)
    of_story: dict[str, list[str]] = {}
    for fact in facts if parts else ():
        of_story.setdefault(archive.facts[fact].story, []).append(fact)
    return {
        (ref, name): Volume(leaf, tuple(fact for slug in leaf.part.items for fact in of_story.get(slug, ())))
        for name, leaf in leaves(parts)
    }


def all_volumes(archive: Archive) -> dict[tuple[Ref, str], Volume]:
    """All volumes on everybody on file, in order."""
    return {key: volume for ref in archive.entities for key, volume in volumes_on(archive, ref).items()}
