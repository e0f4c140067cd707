"""What each file of the content says, as it is kept: of a story that is out its slug, for the desk has the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from generator.archive.model import Archive
from generator.problems import Problem
from generator.publish.build_cache.cached_build import CachedBuild, Known
from generator.read.model import OrdinaryPage, Profile, Story
from generator.read.walk import Parsed


class Said(NamedTuple):
    """A file of the content, as :class:`Known`. ``item`` is the slug of a story that is out: the desk has the rest."""

    digest: bytes
    item: Story | Profile | OrdinaryPage | str
    problems: tuple[Problem, ...]


def said_by(memory: CachedBuild) -> Iterator[tuple[str, Said]]:
    """The files of the content, by path, as they are kept."""
    stories = memory.reasoning.archive.stories
    for path, (told, (item, problems)) in memory.known.items():
        filed = stories.get(item.slug) if isinstance(item, Story) else None
        is_out = filed is not None and filed.story.path == path
        yield path, Said(told, item.slug if is_out else item, problems)


def known_by(said: Mapping[str, Said], archive: Archive) -> Iterator[tuple[str, Known]]:
    """What those said that are kept, by path."""
    for path, (told, item, problems) in said.items():
        if isinstance(item, str):
            text = archive.texts[item]
            item = replace(archive.stories[item].story, body=text.body, links=text.links)  # noqa: PLW2901
        yield path, Known(told, Parsed(item, problems))
