"""A comparison as Markdown for a comment on a pull request.

Names and headlines come from whoever wrote the pull request. In a comment they are text and nothing
else: no markup, no HTML, no link, no mention of anybody and no reference to another issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.cli.differences import (
    Compared,
    advice,
    changed_line,
    fact_line,
    front_matter,
    moved_lines,
    page_address,
    page_line,
)
from generator.publish.markdown.escape import fence

MARK = "<!-- cuttings diff -->"  # by which a workflow finds its own comment again
_MOST_LINES = 40  # of one section
_MOST_DRAFTS = 20
_LONGEST = 400  # characters of one line
_LONGEST_COMMENT = 60_000  # GitHub takes 65,536 characters

_JOINER = "\u2060"  # word joiner: shows nothing, and keeps what it stands in from being read as a whole
_MARKUP = re.compile(r"[\\`*_{}\[\]<>&~|$#]")
_HEAD = re.compile(r"(\d{0,9})([-+=:.)])")  # what would start a list or a heading at the head of an item
# What GitHub makes links or pictures of in plain text: @somebody, #1, GH-1, addresses, :emoji:; then names of commits.
_LINKED = re.compile(r"@|#|(?<=\bgh)-(?=\d)|\bwww(?=\.)|(?<=:)/|:(?=[\w+-]+:)", re.IGNORECASE)
_COMMIT = re.compile(r"\b[0-9a-f]{7,}\b", re.IGNORECASE)
_LONGEST_PIECE = 6  # of what may be a commit's name: they are links from seven digits


def inert(text: str) -> str:
    """Text as Markdown of GitHub that shows the same text and does nothing."""
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    apart = _LINKED.sub(lambda match: f"{match[0]}{_JOINER}", " ".join(short.split()))
    apart = _COMMIT.sub(lambda match: _JOINER.join(_pieces(match[0])), apart)
    safe = _MARKUP.sub(lambda match: f"&#{ord(match[0])};", apart)
    return _HEAD.sub(lambda match: f"{match[1]}&#{ord(match[2])};", safe, count=1) if _HEAD.match(safe) else safe


def _pieces(word: str) -> Iterator[str]:
    for at in range(0, len(word), _LONGEST_PIECE):
        yield word[at : at + _LONGEST_PIECE]


def as_github(compared: Compared) -> Iterator[str]:
    """The comment, a whole line or block at a time, as much as GitHub takes."""
    length = 0
    for part in _parts(compared):
        length += len(part) + 1
        if length > _LONGEST_COMMENT:
            yield "\n… and more than a comment can hold; `cuttings diff` shows it all."
            return
        yield part


def _parts(compared: Compared) -> Iterator[str]:
    found = compared.comparison
    yield MARK
    yield "### What this change does to the archive"
    yield ""
    if found.is_empty:
        yield "Nothing: no fact, page or count changes."
        return
    yield _summary(compared)
    yield from _older(compared)
    yield from _section("Facts added", [fact_line(found.after, each) for each in found.added])
    yield from _section("Facts changed", [changed_line(found, each) for each in found.changed])
    yield from _section("Facts gone", [fact_line(found.before, each) for each in found.gone])
    yield from _section("Pages that come", [page_line(found.after, each) for each in found.pages_added])
    moved = [
        f"{page_line(found.before, each.before)}, now {page_address(found.after, each.after)}"
        for each in found.pages_moved
    ]
    yield from _section("Pages that move", moved)
    yield from _section(
        "Pages that go, without a redirect", [page_line(found.before, each) for each in found.pages_gone]
    )


def _summary(compared: Compared) -> str:
    found = compared.comparison
    counts = (
        (len(found.added), "fact added", "facts added"),
        (len(found.changed), "fact changed", "facts changed"),
        (len(found.gone), "fact gone", "facts gone"),
        (len(found.pages_added), "page comes", "pages come"),
        (len(found.pages_moved), "page moves", "pages move"),
        (len(found.pages_gone), "page goes", "pages go"),
        (len(found.older), "older story comes out otherwise", "older stories come out otherwise"),
    )
    return ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in counts if number) + "."


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"#### {title}"
        yield ""
        yield from _items(lines)


def _items(lines: Iterable[str]) -> Iterator[str]:
    made = list(lines)
    yield from (f"- {inert(line)}" for line in made[:_MOST_LINES])
    if len(made) > _MOST_LINES:
        yield f"- … and {len(made) - _MOST_LINES} more"


def _older(compared: Compared) -> Iterator[str]:
    older = sorted(compared.comparison.older, key=lambda each: not each.needs_correction)
    if older:
        yield ""
        yield "#### Older stories that now come out otherwise"
    for each in older[:_MOST_DRAFTS]:
        yield ""
        yield f"**{inert(each.filed.story.title)}** ({inert(each.filed.story.path)})"
        yield ""
        yield from _items(moved_lines(compared.comparison.after, each))
        yield ""
        yield advice(each)
        yield ""
        yield fence(front_matter(compared, each).rstrip("\n"), "yaml")
    if len(older) > _MOST_DRAFTS:
        yield ""
        yield f"… and {len(older) - _MOST_DRAFTS} more; `cuttings diff` shows them all."
