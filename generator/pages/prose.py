"""Texts that editors write, with what each [[link]], first mention and relative address in them leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from generator.archive.model import Archive, Filed, Ref, Text
from generator.pages.addresses import docs_path
from generator.pages.words import name_span
from generator.read.markdown_inline import InlineLink, inline_links, without_code
from generator.read.model import OrdinaryPage, Profile, WikiLink
from generator.read.text import first_mentions
from generator.values.names import match_key


class ProseLink(Struct, frozen=True):
    """Characters ``start`` to ``end`` of a text become ``label``, linked to ``ref`` (None: in a link already)."""

    start: int
    end: int
    ref: Ref | None
    label: str


class ProseTarget(Struct, frozen=True):
    """Characters ``start`` to ``end`` of a text are a relative address; it is ``path`` in the generated folder."""

    start: int
    end: int
    path: str
    rest: str  # "#anchor", or ""


class Prose(Struct, frozen=True):
    """A text's own Markdown, unchanged, and what to put in place of some of it, in order and apart from each other."""

    text: str
    edits: tuple[ProseLink | ProseTarget, ...] = ()


class Places(Struct, frozen=True):
    """The pages that files of the content folder become, by path below that folder, and its pictures."""

    pages: Mapping[str, str]
    pictures: Mapping[str, None]


def places(archive: Archive) -> Places:
    """Where relative addresses in texts may lead."""
    found = {filed.story.path: docs_path(archive, filed.ref) for filed in archive.stories.values()}
    found.update({profile.path: docs_path(archive, ref) for ref, profile in archive.profiles.items()})
    found.update({page.path: f"{slug}.md" for slug, page in archive.pages.items()})
    return Places(found, dict.fromkeys(archive.images))


def story_prose(archive: Archive, files: Places, filed: Filed) -> Prose:
    """A story's text: its [[links]], and the first plain mention of each whom its front matter names."""
    story = filed.story
    text = archive.texts[story.slug]
    edits = _written(archive, files, _Text(text.body, story.path, text.links), filed.links)
    if story.autolink and filed.named:
        names: dict[str, Ref | None] = {}
        for ref in filed.named:
            for name in archive.entities[ref].names:
                names[name] = None if names.get(name, ref) != ref else ref  # one name of two people links to neither
        known = {name: ref for name, ref in names.items() if ref is not None}
        edits += (
            []
            if not _may_name(text, known)
            else [
                ProseLink(found.start, found.end, found.key, text.body[found.start : found.end])
                for found in first_mentions(text.body, known)
            ]
        )
    return Prose(text.body, tuple(_apart(edits)))


def _may_name(text: Text, names: Iterable[str]) -> bool:
    """Whether any name can stand in a text outside its [[links]]: a quick look that spares most texts a long one."""
    parts: list[str] = []
    done = 0
    for link in text.links:
        parts.append(text.body[done : link.start])
        done = link.end
    words = " ".join("\n".join((*parts, text.body[done:])).split())
    return any(not name.isascii() or name in words for name in (" ".join(each.split()) for each in names))


def profile_prose(archive: Archive, files: Places, owner: Ref, profile: Profile) -> Prose:
    """The short text of a profile."""
    return _text(archive, files, owner, profile)


def page_prose(archive: Archive, files: Places, page: OrdinaryPage) -> Prose:
    """The text of an ordinary page."""
    return _text(archive, files, Ref("page", page.slug), page)


def _text(archive: Archive, files: Places, owner: Ref, text: Profile | OrdinaryPage) -> Prose:
    targets = {
        link.target: archive.page_links[owner, link.target]
        for link in text.wikilinks
        if (owner, link.target) in archive.page_links
    }
    edits = _written(archive, files, _Text(text.body, text.path, text.wikilinks), targets)
    return Prose(text.body, tuple(_apart(edits)))


class _Text(NamedTuple):
    """A text as it was read."""

    body: str
    path: str
    links: tuple[WikiLink, ...]


def _written(archive: Archive, files: Places, text: _Text, targets: Mapping[str, Ref]) -> list[ProseLink | ProseTarget]:
    """The links that a text has, of either kind."""
    own = tuple(inline_links(without_code(text.body))) if "](" in text.body else ()
    edits: list[ProseLink | ProseTarget] = []
    for link in text.links:
        ref = targets.get(link.target)
        if ref is not None:
            inside = any(each.whole.start < link.start and link.end < each.whole.end for each in own)
            edits.append(ProseLink(link.start, link.end, None if inside else ref, _label(archive, link, ref)))
    edits += _addresses(files, text, own)
    return edits


def _label(archive: Archive, link: WikiLink, ref: Ref) -> str:
    """The words that a link shows: those written, or the name of whoever was written as a slug."""
    if link.label:
        return link.label
    if ref.kind == "story":
        return archive.stories[ref.slug].story.title
    if ref.kind == "page":
        return archive.pages[ref.slug].title
    key = match_key(link.target)
    if any(match_key(name) == key for name in archive.entities[ref].names):
        return link.target
    return name_span(archive.entities, ref).text


def _addresses(files: Places, text: _Text, own: Iterable[InlineLink]) -> Iterator[ProseTarget]:
    """Relative addresses of files in the content folder, as they are in the generated one."""
    for link in own:
        if link.destination is None:
            continue
        start, end = link.destination
        written = text.body[start:end].strip("<>")
        try:
            parts = urlsplit(written)
        except ValueError:
            continue
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            continue
        target = unquote(parts.path)
        found = file_meant(files, text.path, target)
        if found:
            yield ProseTarget(start, end, found, f"#{parts.fragment}" if parts.fragment else "")


def file_meant(files: Places, text: str, written: str) -> str:
    """The file that an address means: from the text's own file, from the content folder, or a picture's bare name.

    ``text`` is the path of the text's file below the content folder. "" where the address means none.
    """
    beside = posixpath.join(posixpath.dirname(text), written)
    for candidate in map(posixpath.normpath, (beside, written)):
        if candidate in files.pages:
            return files.pages[candidate]
        if candidate.startswith("images/") and candidate.removeprefix("images/") in files.pictures:
            return candidate
    return f"images/{written}" if written in files.pictures else ""


def _apart(edits: Iterable[ProseLink | ProseTarget]) -> Iterator[ProseLink | ProseTarget]:
    """Edits in order, without those that begin inside another."""
    done = 0
    for edit in sorted(edits, key=lambda each: (each.start, -each.end)):
        if edit.start >= done:
            yield edit
            done = edit.end
