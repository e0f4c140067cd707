"""Stories to read next: those that share the most telling people, companies and topics, and why."""

from __future__ import annotations

from math import log

from msgspec import Struct

from generator.archive.model import Ref
from generator.pages.desk import Desk, StoryLine
from generator.pages.words import Words, listed, say

MOST = 5


class RelatedLine(Struct, frozen=True):
    """A story, and why somebody who read the other one may want it."""

    story: StoryLine
    reason: Words  # "also about A and B", "also on hiring", "linked in the text"


def related(desk: Desk, slug: str, apart_from: frozenset[str]) -> tuple[RelatedLine, ...]:
    """The stories most related to ``slug``, best first; never those in ``apart_from``, which the page links already."""
    filed = desk.archive.stories[slug]
    scores: dict[str, float] = {}
    shared: dict[str, list[Ref]] = {}
    linked = dict.fromkeys(ref.slug for ref in filed.links.values() if ref.kind == "story")
    for ref, near in desk.nearby[slug].items():
        weight = 1 / (1 + near.size * log(2)) * (0.5 if ref.kind == "topic" else 1)
        for other in near.stories:
            scores[other] = scores.get(other, 0) + weight
            shared.setdefault(other, []).append(ref)
    for other in linked:
        scores[other] = scores.get(other, 0) + 1
    best = _best(desk, slug, {other: score for other, score in scores.items() if other not in apart_from})
    return tuple(
        RelatedLine(desk.stories[other], _reason(desk, shared.get(other, []), other in linked)) for other in best
    )


def _best(desk: Desk, slug: str, scores: dict[str, float]) -> list[str]:
    """The stories of the highest scores, of equal ones the nearest in time. No others' places are looked up."""
    place = desk.order[slug]
    alike: dict[float, list[str]] = {}
    for other, score in scores.items():
        if other != slug:
            alike.setdefault(round(score, 9), []).append(other)
    best: list[str] = []
    for score in sorted(alike, reverse=True):
        if len(best) >= MOST:
            break
        best += sorted(
            (other for other in alike[score] if other in desk.stories),
            key=lambda other: (abs(desk.order[other] - place), other),
        )
    return best[:MOST]


def _reason(desk: Desk, shared: list[Ref], linked: bool) -> Words:
    if linked:
        return say(desk.archive.entities, "linked in the text")
    people = [ref for ref in shared if ref.kind != "topic"][:3]
    topics = [ref for ref in shared if ref.kind == "topic"][:2]
    entities = desk.archive.entities
    if people:
        return (*say(entities, "also about "), *listed(entities, people))
    return (*say(entities, "also on "), *listed(entities, topics))
