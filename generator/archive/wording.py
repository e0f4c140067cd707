"""When two wordings of a role can mean one role, and which spelling of one role is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator.archive.model import Fact, Ref
from generator.read.model import Status
from generator.values.names import role_key

_SMALL_WORDS = frozenset(("a", "an", "and", "at", "for", "in", "of", "on", "the"))


def spelled_alike(facts: Sequence[Fact]) -> Sequence[Fact]:
    """One person's facts, oldest first, each role at a company in one spelling: the first confirmed, or the first."""
    spellings: dict[tuple[Ref | None, str], dict[str, bool]] = {}
    for fact in facts:
        if fact.role:
            told = spellings.setdefault((fact.object, role_key(fact.role)), {})
            told[fact.role] = told.get(fact.role, False) or fact.status is Status.CONFIRMED
    if all(len(told) == 1 for told in spellings.values()):
        return facts
    first = {key: max(told, key=told.__getitem__) for key, told in spellings.items()}  # max() keeps the first of equals
    return [replace(fact, role=first[fact.object, role_key(fact.role)]) if fact.role else fact for fact in facts]


def roles_differ(one: str, other: str) -> bool:
    """Whether two texts name two roles, not one.

    They don't where either is empty, where every word of one is in the other ("engineer", "chief
    engineer"), or where one is the other's initials ("CTO", "chief technology officer").
    """
    if not one or not other or role_key(one) == role_key(other):
        return False
    first, second = _words(one), _words(other)
    if set(first) <= set(second) or set(second) <= set(first):
        return False
    return "".join(first) != _initials(second) and "".join(second) != _initials(first)


def _words(role: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"\w+", role_key(role)) if word not in _SMALL_WORDS)


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words)
