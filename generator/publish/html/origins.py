"""From a broken link on a built page back to the line of the file that an editor wrote it in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from msgspec import Struct

from generator import codes
from generator.archive.model import Archive
from generator.pages.addresses import docs_path
from generator.pages.dead_addresses import ABSOLUTE, NOWHERE
from generator.problems import Position, Problem, position_in
from generator.publish.html.links import BrokenLink, Fault
from generator.values.quoting import quoted


class Origin(Struct, frozen=True):
    """The editor's text on a page: its file below the content folder, the text, and the line that it starts on."""

    path: str
    body: str
    line: int


def origins(archive: Archive) -> Mapping[str, Origin]:
    """The editors' texts, by the page of the generated folder that each stands on."""
    return dict(_origins(archive))


def _origins(archive: Archive) -> Iterator[tuple[str, Origin]]:
    for filed in archive.stories.values():
        story = filed.story
        yield docs_path(archive, filed.ref), Origin(story.path, archive.texts[story.slug].body, story.body_line)
    for ref, profile in archive.profiles.items():
        yield docs_path(archive, ref), Origin(profile.path, profile.body, profile.body_line)
    for slug, page in archive.pages.items():
        yield f"{slug}.md", Origin(page.path, page.body, page.body_line)


NO_PLACE = "leads to a place that the page doesn't have; name one of its headings"
_ADVICE: Mapping[Fault, tuple[str, str]] = {
    "page": ("dead-link", NOWHERE),
    "place": ("dead-anchor", NO_PLACE),
    "absolute": ("absolute-link", ABSOLUTE),
    "picture": ("outside-picture", "would be loaded from another host; put the picture in content/images"),
}


def link_problem(link: BrokenLink, root: str, origin: Origin | None) -> Problem | None:
    """The problem to show for a broken link, if it stands in the editor's text; ``root`` is the content folder."""
    if origin is None:
        return None
    at = _written_at(link.target, origin)
    if at is None:
        return _footnote_problem(link, root, origin)
    code, advice = _ADVICE[link.fault]
    return codes.problem(code, f"{root}/{origin.path}", at, f"{quoted(unquote(link.target))} {advice}.")


# How MkDocs 1.6 warns of a link that it can't follow.
_WARNED = re.compile(
    r"Doc file '(?P<page>.+?)' contains an? (?:absolute |unrecognized relative )?link '(?P<target>.*?)',"
)


def warned_problem(warning: str, root: str, origins: Mapping[str, Origin]) -> Problem | None:
    """The problem to show for what MkDocs warns of, if that is a link in an editor's text."""
    found = _WARNED.match(warning)
    if found is None:
        return None
    link = BrokenLink(found["page"], found["target"], "page", found["target"])
    return link_problem(link, root, origins.get(found["page"]))


def _footnote_problem(link: BrokenLink, root: str, origin: Origin) -> Problem | None:
    """A footnote that the text never refers to: its way back leads nowhere."""
    note = f"[^{unquote(link.target.removeprefix('#fnref:'))}]"
    at = _place_of(f"{note}:", origin)
    if at is None or not link.target.startswith("#fnref:"):
        return _tag_problem(link, root, origin)
    message = f"no text refers to the footnote {note}; refer to it, or take it out"
    return codes.problem("dead-anchor", f"{root}/{origin.path}", at, f"{message}.")


def _tag_problem(link: BrokenLink, root: str, origin: Origin) -> Problem | None:
    """An address that Markdown and HTML made between them, of a tag that isn't written as tags are."""
    tag = _TAG.search(origin.body)
    if tag is None:
        return None
    at = position_in(origin.body, tag.start(), origin.line)
    code, _ = _ADVICE[link.fault]
    message = f"a tag of this text leads to {quoted(link.target, 40)}; put the addresses in its tags in double quotes"
    return codes.problem(code, f"{root}/{origin.path}", at, f"{message}.")


_TAG = re.compile(r"<[a-zA-Z]\w*[^>]*\b(?:href|src|cite)\b", re.IGNORECASE)


def _written_at(target: str, origin: Origin) -> Position | None:
    """Where a link's address stands in a text. MkDocs may have rewritten its path, but never its end."""
    name = target.rstrip("/").rpartition("/")[2]
    for words in (target, unquote(target), name, unquote(name), "#" + target.partition("#")[2]):
        at = _place_of(words, origin) if words.strip("#.") else None
        if at is not None:
            return at
    return None


def _place_of(words: str, origin: Origin) -> Position | None:
    found = origin.body.find(words)
    return None if found < 0 else position_in(origin.body, found, origin.line)
