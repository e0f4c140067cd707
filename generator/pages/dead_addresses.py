"""Links and pictures of Markdown's own that lead to no file: found without making a page.

Only what certainly leads nowhere is told of here, so that a check finds it. The rest (anchors, addresses in HTML,
pages that lists are split into) is known once pages are rendered, and told of then.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator import codes
from generator.archive.model import Archive
from generator.pages.addresses import docs_path
from generator.pages.prose import Places, file_meant, places
from generator.problems import Position, Problem
from generator.read.text import Destination, destinations
from generator.values.quoting import quoted

ABSOLUTE = "starts with a slash, so it breaks on a site with a path of its own; write [[the name]]"
_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")


class _Text(NamedTuple):
    """An editor's text: its file below the content folder, the text, the line it starts on, and its page's file."""

    path: str
    body: str
    line: int
    page: str


def dead_addresses(archive: Archive, shown: str) -> Iterator[Problem]:
    """A problem for each, where its address stands; ``shown`` is the content folder as problems name it."""
    files = places(archive)
    made = {docs_path(archive, ref) for ref in archive.entities} | set(files.pages.values())
    for text in _texts(archive):
        if "](" in text.body:
            for link in destinations(text.body, text.line):
                if _is_absolute(link.target):
                    words = f"{quoted(link.target)} {ABSOLUTE}."
                    yield codes.problem("absolute-link", f"{shown}/{text.path}", _at(text, link), words)
                elif _is_dead(files, made, text, link.target):
                    yield _problem(f"{shown}/{text.path}", text, link)


def _texts(archive: Archive) -> Iterator[_Text]:
    for filed in archive.stories.values():
        story = filed.story
        yield _Text(story.path, archive.texts[story.slug].body, story.body_line, docs_path(archive, filed.ref))
    for ref, profile in archive.profiles.items():
        yield _Text(profile.path, profile.body, profile.body_line, docs_path(archive, ref))
    for slug, page in archive.pages.items():
        yield _Text(page.path, page.body, page.body_line, f"{slug}.md")


def _is_absolute(written: str) -> bool:
    try:
        parts = urlsplit(written)
    except ValueError:
        return False
    return not (parts.scheme or parts.netloc) and parts.path.startswith("/")


def _is_dead(files: Places, made: set[str], text: _Text, written: str) -> bool:
    try:
        parts = urlsplit(written)
    except ValueError:
        return False
    target = unquote(parts.path)
    ending = posixpath.splitext(target)[1].lower()
    if parts.scheme or parts.netloc or target.startswith("/") or (ending != ".md" and ending not in _PICTURES):
        return False
    if file_meant(files, posixpath.normpath(posixpath.join(posixpath.dirname(text.path), target)), target):
        return False
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(text.page), target))
    return beside not in made and not beside.endswith("index.md") and "/-/" not in beside


def _problem(path: str, text: _Text, link: Destination) -> Problem:
    at = _at(text, link)
    if posixpath.splitext(urlsplit(link.target).path)[1].lower() == ".md":
        advice = "leads nowhere; write [[the name]] of somebody, a topic or a story, or mend the address"
        return codes.problem("dead-link", path, at, f"{quoted(link.target)} {advice}.")
    message = f"content/images has no {quoted(link.target)}; put the picture there, or mend the address"
    return codes.problem("missing-picture", path, at, message)


def _at(text: _Text, link: Destination) -> Position:
    before = text.body[: link.start]
    return Position(text.line + before.count("\n"), link.start - before.rfind("\n"))
