"""Whom names fit and where links lead, by whom the archive has on file."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from generator.archive.debuts import Owners
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.model import Archive, Filed, Ref
from generator.archive.names import taken_apart
from generator.read.model import EntityKind, WikiLink
from generator.values.names import match_key

Slugs = Mapping[str, str]
"""The slug of the story that each slug, or older slug, means, by its match key: those of hidden stories, too."""


def kinds_of(kind: EntityKind | None) -> tuple[EntityKind, ...]:
    """The kind that a field, or what stands before a name, says that it is; both where nothing says so."""
    return ("company", "person") if kind is None else (kind,)


def fitting(archive: Archive, owners: Owners, kind: EntityKind, text: str) -> tuple[Ref, ...]:
    """Whom a name of a kind fits: :meth:`generator.archive.names.Names.find`."""
    slug = Ref(kind, text)
    if slug in archive.entities:
        return (slug,)
    return (archive.redirects[slug],) if slug in archive.redirects else owners.get((kind, match_key(text)), ())


def links_again(
    archive: Archive,
    owners: Owners,
    slugs: Slugs,
    known: Mapping[str, Ref],
    links: Collection[WikiLink],
    *,
    is_same: bool,
) -> dict[str, Ref]:
    """Where the links of a text lead, of which it is ``known`` where they do if no person or company has such a name.

    ``is_same``: the story names the same people and companies as before, and so all that are known lead there.
    NeedsFullBuildError where only all stories can tell.
    """
    found: dict[str, Ref] = {}
    for target in dict.fromkeys(link.target for link in links):
        if target in known and is_same:
            found[target] = known[target]
            continue
        written = taken_apart(" ".join(target.split()))
        either = [ref for kind in kinds_of(written.kind) for ref in fitting(archive, owners, kind, written.text)]
        if not either:
            either = [known[target]] if target in known else _elsewhere(archive, owners, slugs, target)
        if len(either) != 1:
            raise NeedsFullBuildError(target)
        found[target] = either[0]
    return found


def links_anew(archive: Archive, owners: Owners, slugs: Slugs, links: Collection[WikiLink]) -> dict[str, Ref]:
    """The same of links of which nothing is known."""
    return links_again(archive, owners, slugs, {}, links, is_same=False)


def _elsewhere(archive: Archive, owners: Owners, slugs: Slugs, target: str) -> list[Ref]:
    """What a link may mean that means no person and no company: topics, or a story by its slug."""
    topics = fitting(archive, owners, "topic", " ".join(target.split()))
    slug = slugs.get(match_key(target))
    return [*topics] or ([Ref("story", slug)] if slug is not None and slug in archive.stories else [])


def story_meant(archive: Archive, slugs: Slugs, text: str) -> Filed:
    """The story that a text means by its slug. NeedsFullBuildError where none is out that has it."""
    slug = slugs.get(match_key(text.strip()))
    if slug is None or slug not in archive.stories:
        raise NeedsFullBuildError(text)
    return archive.stories[slug]
