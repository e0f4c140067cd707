"""What a fact is about, so that two reports of one thing find each other.

Two facts with one topic may still be two things: two departures with a return between, two rounds in
two years. Facts without a topic (what a story's reporters asked) stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.archive.model import Fact, Ref
from generator.read.model import Status
from generator.values.names import match_key, role_key

# Kinds whose date is the day on which something happened once: two dates that don't fit can't both be true.
ONCE = frozenset(("founded", "joined", "left", "formed", "acquired", "folded_into", "renamed", "launched"))
MOVES = frozenset(("founded", "joined", "left"))
WHEREABOUTS = MOVES | {"held"}  # kinds that say where somebody is on some day
_BY_OBJECT = frozenset((*MOVES, "related", "acquired", "folded_into", "part_of"))
LASTING = frozenset(("held", "part_of", "related", "event"))  # true for a while; an interval is all of it
_BY_TEXT = frozenset(("said", "event", "renamed", "launched"))
_BY_SUBJECT = frozenset(("formed", "raised", "valued"))


class Topic(NamedTuple):
    """The key that reports of one thing share. Sorts by subject, kind, object and words."""

    subject: Ref
    kind: str
    object: Ref | None
    words: str

    @property
    def order(self) -> tuple[Ref, str, Ref | tuple[()], str]:
        return (self.subject, self.kind, self.object or (), self.words)


def topic_of(fact: Fact) -> Topic | None:
    """What the fact is about, or None for one that no other fact can repeat."""
    kind = fact.kind
    if kind in _BY_OBJECT:
        return Topic(fact.subject, kind, fact.object, "")
    if kind in _BY_TEXT:
        return Topic(fact.subject, kind, None, match_key(fact.text))
    if kind in _BY_SUBJECT:
        return Topic(fact.subject, kind, None, "")
    if kind == "held":
        return Topic(fact.subject, kind, fact.object, role_key(fact.role))
    return None


def by_topic(facts: Iterable[Fact]) -> dict[Topic, list[Fact]]:
    """Facts that are not retracted, by topic, in the order given: a retracted fact meets no other."""
    found: dict[Topic, list[Fact]] = {}
    for fact in facts:
        if fact.status is not Status.RETRACTED and (topic := topic_of(fact)) is not None:
            found.setdefault(topic, []).append(fact)
    return found
