"""Links and pictures of Markdown's own that lead to no file: found without making a page.

Only what certainly leads nowhere is told of here, so that a check finds it. The rest (addresses in HTML, pages that
lists are split into) is known once pages are rendered, and told of then; for places on pages see
:mod:`generator.publish.html.dead_places`.
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
from generator.problems import Problem, position_in
from generator.read.text import Destination, destinations
from generator.values.quoting import quoted

NOWHERE = "leads nowhere; write [[the name]] of somebody, a topic or a story, or mend the address"
ABSOLUTE = "starts with a slash, so it breaks on a site with a path of its own; write [[the name]]"
_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")


class EditorsText(NamedTuple):
    """An editor's text: its file below the content folder, the text, the line it starts on, and its page's file."""

    path: str
    body: str
    line: int
    page: str


def dead_addresses(archive: Archive, shown: str) -> Iterator[Problem]:
    """A problem for each, where its address stands; ``shown`` is the content folder as problems name it."""
    files = places(archive)
    made = {docs_path(archive, ref) for ref in archive.entities} | set(files.pages.values())
    for text in editors_texts(archive):
        if "](" in text.body:
            for link in destinations(text.body, text.line):
                problem = _problem(files, made, text, link)
                if problem is not None:
                    code, words = problem
                    at = position_in(text.body, link.start, text.line)
                    yield codes.problem(code, f"{shown}/{text.path}", at, words)


def editors_texts(archive: Archive) -> Iterator[EditorsText]:
    """The texts of all stories, profiles and ordinary pages."""
    for filed in archive.stories.values():
        story = filed.story
        yield EditorsText(story.path, archive.texts[story.slug].body, story.body_line, docs_path(archive, filed.ref))
    for ref, profile in archive.profiles.items():
        yield EditorsText(profile.path, profile.body, profile.body_line, docs_path(archive, ref))
    for slug, page in archive.pages.items():
        yield EditorsText(page.path, page.body, page.body_line, f"{slug}.md")


def _problem(files: Places, made: set[str], text: EditorsText, link: Destination) -> tuple[str, str] | None:
    """What is wrong with an address: the code, and what to do about it; None for one that may lead somewhere."""
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return None
    target, shown = unquote(parts.path), quoted(link.target)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        return "absolute-link", f"{shown} {ABSOLUTE}."
    ending = posixpath.splitext(target)[1].lower()
    if target.startswith("/") or (ending != ".md" and ending not in _PICTURES):
        return None
    if file_meant(files, text.path, target):
        return None
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(text.page), target))
    if beside in made or beside.endswith("index.md") or "/-/" in beside:
        return None
    if ending == ".md":
        return "dead-link", f"{shown} {NOWHERE}."
    return "missing-picture", f"content/images has no {shown}; put the picture there, or mend the address"
