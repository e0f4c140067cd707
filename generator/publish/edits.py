"""What an editor changed in the files of stories, where that is so little that it can be touched up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from generator.archive.index import without_text
from generator.archive.model import Archive, Filed, Text
from generator.pages.quotes import Quoted
from generator.problems import Position
from generator.publish.memory import Known, file_digest
from generator.publish.settings import Settings
from generator.publish.shelf import Shelf
from generator.publish.standing import Glance
from generator.read.model import Story
from generator.read.walk import TextFile, read_file
from generator.values.names import match_key


class NotSoQuickError(Exception):
    """More has changed than what some stories say of themselves, or what is remembered doesn't do."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A story whose text, title or standfirst was changed, before and now, and all that its file says now."""

    was: Filed
    filed: Filed
    before: Text
    after: Text
    known: Known


def edits_of(settings: Settings, look: Glance, shelf: Shelf) -> Iterator[tuple[str, Edited]]:
    """What was changed, by the stories' slugs. NotSoQuickError where that is more."""
    archive = shelf.desk({}, {}).archive
    for path in look.changed:
        shown = f"{settings.shown}/{path}"
        if not path.startswith("stories/") or any(problem.path == shown for problem in look.stood.problems):
            raise NotSoQuickError(path)
        file = TextFile(path, (settings.content / path).read_bytes())
        parsed = read_file(file, settings.shown)
        was = archive.stories.get(parsed.item.slug)
        if parsed.problems or was is None or not isinstance(parsed.item, Story):
            raise NotSoQuickError(path)
        story, text = without_text(parsed.item)
        links = dict.fromkeys(link.target for link in text.links)
        if not _is_the_same(story, was.story, shelf) or list(links) != list(was.links):
            raise NotSoQuickError(path)
        known = Known(file_digest(file, settings.shown), parsed)
        yield story.slug, Edited(was, replace(was, story=story), archive.texts[story.slug], text, known)


def _is_the_same(story: Story, before: Story, shelf: Shelf) -> bool:
    """Whether a story says the same but for its title and standfirst, and no text links to it by its title.

    What it says may stand on other lines, in the same order.
    """
    told = replace(before, title=story.title, standfirst=story.standfirst, at=story.at, body_line=story.body_line)
    was: list[Position] = []
    now: list[Position] = []
    if _without_places(story, now) != _without_places(told, was) or _ranks(now) != _ranks(was):
        return False
    titles = {match_key(title) for title in {story.title} ^ {before.title}}
    return titles.isdisjoint(shelf.targets if titles else ())


def _without_places(value: Any, places: list[Position]) -> Any:
    """What a record holds, but for where in a file it stands: that goes to ``places``."""
    if isinstance(value, Position):
        places.append(value)
        return None
    if is_dataclass(value):
        return [_without_places(getattr(value, each.name), places) for each in fields(value)]
    return [_without_places(each, places) for each in value] if isinstance(value, tuple) else value


def _ranks(places: list[Position]) -> list[int]:
    """The numbers of places in the order in which they stand in a file."""
    return sorted(range(len(places)), key=places.__getitem__)


def requoted(edits: Mapping[str, Edited], archive: Archive) -> set[str]:
    """The stories of which pages of others, or feeds, quote something else than before."""
    entities = archive.entities
    return {
        slug
        for slug, edit in edits.items()
        if Quoted(edit.before, edit.was, entities) != Quoted(edit.after, edit.filed, entities)
    }


def retold(edits: Mapping[str, Edited]) -> dict[str, Filed]:
    """The stories that have another title or standfirst than before, by slug."""
    return {
        slug: edit.filed
        for slug, edit in edits.items()
        if (edit.filed.story.title, edit.filed.story.standfirst) != (edit.was.story.title, edit.was.story.standfirst)
    }
