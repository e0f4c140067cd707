"""Every name that stories write, once: where it was written first, and in how many stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from generator.archive.names import Names, taken_apart
from generator.archive.namings import Naming, Wanted, named_in
from generator.read.model import EntityKind, Name, Story
from generator.values.names import slug_of


class NameInField(NamedTuple):
    """A name as far as it matters where it stands: what the field takes, its key, and its qualifier."""

    wanted: Wanted
    key: str
    qualifier: EntityKind | None

    @property
    def kind(self) -> EntityKind | None:
        """What the field, or else the qualifier, says that it is; None where it may be a person or a company."""
        return self.wanted.kind or self.qualifier


class Sighting(Struct):
    """One name in fields of one sort. ``order`` counts namings in order of publication."""

    id: NameInField
    text: str  # as first written, without a qualifier
    order: int
    path: str  # of the story that wrote it first
    name: Name  # … and where
    last: str  # slug of the story that wrote it last
    stories: int = 1
    more: dict[str, None] | None = None  # further spellings, where there are any

    @property
    def is_slug(self) -> bool:
        """Whether it is written as slugs are, and so may mean somebody's page."""
        return "-" in self.text and slug_of(self.text) == self.text

    @property
    def spellings(self) -> Iterator[str]:
        yield self.text
        yield from self.more or ()


def sightings(names: Names, stories: Iterable[Story]) -> tuple[Sighting, ...]:
    """Each name in each sort of field, in order of first naming. ``stories`` in order of publication."""
    seen: dict[NameInField, Sighting] = {}
    written: dict[tuple[Wanted, str], Sighting] = {}
    order = 0
    for story in stories:
        for naming in named_in(story):
            order += 1
            as_written = naming.wanted, naming.name.text
            sighting = written.get(as_written)
            if sighting is None:
                identity, text = in_field(names, naming)
                sighting = seen.get(identity)
                if sighting is None:
                    sighting = seen[identity] = Sighting(identity, text, order, story.path, naming.name, story.slug)
                elif text != sighting.text:
                    sighting.more = {**(sighting.more or {}), text: None}
                written[as_written] = sighting
            if sighting.last != story.slug:
                sighting.last = story.slug
                sighting.stories += 1
    return tuple(seen.values())


def in_field(names: Names, naming: Naming) -> tuple[NameInField, str]:
    """A naming as its field sees it, and its text without the qualifier."""
    written = taken_apart(naming.name.text)
    return NameInField(naming.wanted, names.key(written.text), written.kind), written.text
