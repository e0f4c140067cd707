"""Brackets whose end a comment holds. What comments take away from texts is tried with the nodes, in test_nodes."""

from __future__ import annotations

import time

import pytest

from generator.read.comments import open_bracket
from generator.read.stories import read_story


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("topics: [a, #b]\ndate: 2031", (0, 8)),
        ("topics: [#b]\ndate: 2031", (0, 8)),
        ("x:\n  - {a: b, c: [d, #e]}\n  - {f: g}", (1, 14)),
        ("x:\n  - {a: b,\n     c: #d}\ny: z", (1, 4)),
        ("x:\n  - {a: b,\n     #c}\ny: z", (1, 4)),
        ("topics: [a, #b\n  ]\nauthors: [c, #d]\n", (2, 9)),
        ("topics: [a, #b]\n  ]\nauthors: [c", None),
        ("topics: [a]  # see [b]\nauthors: [c", None),
        ("topics: ['a #b]', c", None),
        ("title: C#]\nauthors: [c", None),
    ],
)
def test_a_bracket_that_only_a_comment_closes(text: str, place: tuple[int, int] | None) -> None:
    lines = text.split("\n")
    assert open_bracket(lines, len(lines) - 1) == place


@pytest.mark.parametrize(
    "front",
    [
        "x: [a" + " #" * 490_000,
        "x: [a" + " #" * 490_000 + "]",
        "x:\n" + "- [ #]\n  ]\n" * 90_000 + "y: [a\nz: b: c",
        "x:\n" + "  - [a, #b]\n" * 80_000 + "y: [a\nz: b: c",
        "".join(f"k{number}: #a\n" for number in range(80_000)),
    ],
    ids=["one line", "one closed line", "closed below", "never closed", "beginnings"],
)
def test_a_megabyte_of_them_is_quick(front: str) -> None:
    began = time.process_time()
    read_story(f"---\n{front}\n---\n".encode(), "stories/a.md", "")
    assert time.process_time() - began < 4
