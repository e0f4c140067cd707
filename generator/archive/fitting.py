"""Whom names fit and where links lead, by whom the archive has on file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from generator.archive.debuts import NotOnFileError, Owners
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


def links_to(
    archive: Archive, owners: Owners, known: Mapping[str, Ref], links: Collection[WikiLink], *, is_same: bool
) -> dict[str, Ref]:
    """Where links lead, of which it is ``known`` where they do if no person or company has such a name.

    ``is_same``: the story names the same people and companies as before, and so all that are known lead there.
    """
    found: dict[str, Ref] = {}
    for target in dict.fromkeys(link.target for link in links):
        if target in known and is_same:
            found[target] = known[target]
            continue
        text = " ".join(target.split())
        written = taken_apart(text)
        either = [ref for kind in kinds_of(written.kind) for ref in fitting(archive, owners, kind, written.text)]
        if len(either) > 1 or not (either or target in known):
            raise NotOnFileError(target)
        found[target] = either[0] if either else known[target]
    return found


def story_meant(archive: Archive, slugs: Slugs, text: str) -> Filed:
    """The story that a text means by its slug. NotOnFileError where none is out that has it."""
    slug = slugs.get(match_key(text.strip()))
    if slug is None or slug not in archive.stories:
        raise NotOnFileError(text)
    return archive.stories[slug]


def links_anew(archive: Archive, owners: Owners, slugs: Slugs, links: Collection[WikiLink]) -> dict[str, Ref]:
    """Where the links of a text lead, of which nothing is known. NotOnFileError where only all stories can tell."""
    stories = _links_to_stories(archive, owners, slugs, {link.target: None for link in links})
    return links_to(archive, owners, stories, links, is_same=False)


def _links_to_stories(archive: Archive, owners: Owners, slugs: Slugs, targets: Iterable[str]) -> Mapping[str, Ref]:
    """Those of some targets of links that mean a story by its slug: where no topic has that name."""
    found = {}
    for target in targets:
        slug = slugs.get(match_key(target))
        if slug is not None and slug in archive.stories and not fitting(archive, owners, "topic", target):
            found[target] = Ref("story", slug)
    return found
