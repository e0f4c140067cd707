"""When two wordings of a role can mean one role."""

from __future__ import annotations

import re

from generator.values.names import role_key

_SMALL_WORDS = frozenset(("a", "an", "and", "at", "for", "in", "of", "on", "the"))


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
