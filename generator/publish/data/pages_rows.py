"""The rows of pages, stories and names. Each function's rows are in the order of its table's columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.archive.model import Archive, Entity, Filed, Ref
from generator.publish.config.site import path_of
from generator.publish.data.shape import Row, Value
from generator.values.dates import EdtfDate
from generator.values.names import match_key


def dates(when: EdtfDate | None) -> tuple[Value, Value, Value]:
    """``written``, ``earliest`` and ``latest``; a side without end is None."""
    if when is None:
        return None, None, None
    first = None if when.start.first == when.start.first.min else when.start.first.isoformat()
    last = None if when.end.last == when.end.last.max else when.end.last.isoformat()
    return when.written, first, last


def page(archive: Archive) -> Iterator[Row]:
    for filed in archive.stories.values():
        yield story_page_row(archive, filed)
    for ref, entity in archive.entities.items():
        yield ref.kind, ref.slug, path_of(archive, ref), entity.name
    for slug, ordinary in archive.pages.items():
        yield "page", slug, path_of(archive, Ref("page", slug)), ordinary.title


def story_page_row(archive: Archive, filed: Filed) -> Row:
    """One story's, of pages."""
    return "story", filed.story.slug, path_of(archive, filed.ref), filed.story.title


def story(archive: Archive) -> Iterator[Row]:
    return (story_row(archive, filed, archive.texts[slug].body) for slug, filed in archive.stories.items())


def story_row(archive: Archive, filed: Filed, body: str) -> Row:
    """One story's."""
    told = filed.story
    return (
        told.slug,
        path_of(archive, filed.ref),
        told.title,
        told.standfirst or None,
        told.published.day.isoformat(),
        told.published.at.isoformat() if told.published.at else None,
        told.updated.day.isoformat() if told.updated else None,
        filed.follows or None,
        body,
    )


def _entities(archive: Archive, kind: str) -> Iterator[Entity]:
    return (entity for ref, entity in archive.entities.items() if ref.kind == kind)


def _about(archive: Archive, entity: Entity) -> tuple[Value, Value]:
    profile = archive.profiles.get(entity.ref)
    return int(profile is not None), (profile.body if profile else "") or None


def person(archive: Archive) -> Iterator[Row]:
    for entity in _entities(archive, "person"):
        yield entity.ref.slug, path_of(archive, entity.ref), entity.name, *_about(archive, entity)


def company(archive: Archive) -> Iterator[Row]:
    for entity in _entities(archive, "company"):
        kind = entity.kind or None
        yield entity.ref.slug, path_of(archive, entity.ref), entity.name, kind, *_about(archive, entity)


def topic(archive: Archive) -> Iterator[Row]:
    for entity in _entities(archive, "topic"):
        yield entity.ref.slug, path_of(archive, entity.ref), entity.name, *_about(archive, entity)


def name(archive: Archive) -> Iterator[Row]:
    for ref, entity in archive.entities.items():
        former = {each.name: each.until.written if each.until else None for each in entity.former}
        seen: set[str] = set()
        for spelling in (entity.name, *entity.names, *former, *entity.weak_names):
            if spelling in seen:
                continue
            seen.add(spelling)
            until = None
            if spelling == entity.name:
                kind = "name"
            elif spelling in former:
                kind, until = "former", former[spelling]
            else:
                kind = "alias" if spelling in entity.names else "weak"
            yield ref.kind, ref.slug, spelling, kind, until, match_key(spelling)


def identifier(archive: Archive) -> Iterator[Row]:
    for ref in archive.entities:
        profile = archive.profiles.get(ref)
        for scheme, value in dict(profile.identifiers if profile else ()).items():
            yield ref.kind, ref.slug, scheme, value


def link(archive: Archive) -> Iterator[Row]:
    for ref in archive.entities:
        profile = archive.profiles.get(ref)
        for position, each in enumerate(profile.links if profile else (), 1):
            yield ref.kind, ref.slug, position, each.title or None, each.url


def redirect(archive: Archive) -> Iterator[Row]:
    for old, new in archive.redirects.items():
        target = path_of(archive, new)
        # A story's older address may have been in another year.
        path = f"stories/{old.slug}/" if "/" in old.slug else f"{target.removesuffix(f'{new.slug}/')}{old.slug}/"
        if path != target:
            yield path, target


def author(archive: Archive) -> Iterator[Row]:
    for filed in archive.stories.values():
        for position, each in enumerate(filed.story.authors, 1):
            yield filed.story.slug, position, each


def story_topic(archive: Archive) -> Iterator[Row]:
    for filed in archive.stories.values():
        for position, ref in enumerate(filed.topics, 1):
            yield filed.story.slug, position, ref.slug


def source(archive: Archive) -> Iterator[Row]:
    for filed in archive.stories.values():
        for each in filed.story.sources:
            yield (
                filed.story.slug,
                each.key,
                *(value or None for value in (each.title, each.publisher, each.author, each.url)),
                *dates(each.date),
                each.note or None,
            )


def _mentioned(filed: Filed) -> Iterable[Ref]:
    """Whom the front matter names, then whom only the text links to, each once."""
    linked = (ref for ref in filed.links.values() if ref.kind in ("person", "company"))
    return dict.fromkeys((*filed.people, *filed.companies, *filed.named, *linked))


def mention(archive: Archive) -> Iterator[Row]:
    for filed in archive.stories.values():
        listed, linked = {*filed.people, *filed.companies}, set(filed.links.values())
        for position, ref in enumerate(_mentioned(filed), 1):
            yield filed.story.slug, ref.kind, ref.slug, position, int(ref in listed), int(ref in linked)


def correction(archive: Archive) -> Iterator[Row]:
    for filed in archive.stories.values():
        for position, each in enumerate(filed.story.corrections, 1):
            yield filed.story.slug, position, *dates(each.date), each.text
