"""Stories to read next: those that share the most telling people, companies and topics, and why."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.desk import Desk, StoryLine
from generator.pages.relatives import Relative
from generator.pages.words import Words, listed, say


class RelatedLine(Struct, frozen=True):
    """A story, and why somebody who read the other one may want it."""

    story: StoryLine
    reason: Words  # "also about A and B", "also on hiring", "linked in the text"


def related(desk: Desk, slug: str) -> tuple[RelatedLine, ...]:
    """The stories most related to ``slug``, best first; none of its thread, which the page links already."""
    return tuple(RelatedLine(desk.stories[each.slug], _reason(desk, each)) for each in desk.relatives[slug])


def _reason(desk: Desk, relative: Relative) -> Words:
    entities = desk.archive.entities
    if relative.is_linked:
        return say(entities, "linked in the text")
    people = [ref for ref in relative.shared if ref.kind != "topic"][:3]
    topics = [ref for ref in relative.shared if ref.kind == "topic"][:2]
    if people:
        return (*say(entities, "also about "), *listed(entities, people))
    return (*say(entities, "also on "), *listed(entities, topics))
