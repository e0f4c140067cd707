"""The mapping file to begin with: each key of the old archive, what it is taken for, how often, with samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from generator.imports import values
from generator.imports.mapping import TARGETS, usual
from generator.imports.model import Post, System, Value
from generator.imports.posts import find_posts
from generator.imports.written import text

_SAMPLES = 4
_WIDEST = 100


class _Key(Struct):
    """How a key is used: in how many posts, and how often with which values."""

    posts: int = 0
    said: Counter[str] = field(default_factory=Counter)


def suggest(root: Path, system: System) -> str:
    """A mapping file for the archive at ``root``. ImportRefusedError where there is none."""
    mapping = usual(system)
    posts, passed = find_posts(root, system, mapping)
    keys = _keys(posts)
    lines = [
        f"# What the import takes each key for: {len(posts):,} posts were read, {len(passed):,} files passed over.",
        f"# To the right of each key stands one of: {', '.join(TARGETS)}.",
        "# What becomes extra is kept in the story and shown nowhere. Change what is wrong, then run the import.",
        f"from: {system}",
        "# The old site's address: links to what wasn't imported lead there. Without it they become plain words.",
        "# site: https://example.org",
        "# The zone of times that say none (+01:00, Europe/Lisbon); without it such a time is kept as its day.",
        f"{'' if mapping.zone else '# '}zone: {mapping.zone or 'Europe/Lisbon'}",
        "# Files to leave out: patterns of paths below the archive.",
        "skip: []",
        "keys:",
    ]
    for key in sorted(keys, key=lambda name: (-keys[name].posts, name)):
        used = keys[key]
        lines.append(f"  # {used.posts:,} posts, {len(used.said):,} values: {_samples(used)}"[:_WIDEST].rstrip())
        lines.append(f"  {text(key)}: {mapping.target(key) or 'extra'}")
    return "\n".join(lines) + "\n"


def _keys(posts: list[Post]) -> dict[str, _Key]:
    keys: dict[str, _Key] = {}
    for post in posts:
        for key, value in _pairs(post):
            used = keys.setdefault(key, _Key())
            used.posts += 1
            used.said.update(_said(value))
    return keys


def _pairs(post: Post) -> Iterator[tuple[str, Value]]:
    for key, value in post.front.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", each) for inner, each in value.items())
        else:
            yield key, value


def _said(value: Value) -> list[str]:
    return values.names(value) if isinstance(value, list) else [values.one_line(value)]


def _samples(used: _Key) -> str:
    common = sorted(used.said.items(), key=lambda pair: (-pair[1], pair[0]))[:_SAMPLES]
    return "; ".join(f"{words[:40]} ({number:,})" if number > 1 else words[:40] for words, number in common if words)
