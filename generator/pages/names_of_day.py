"""Companies by the names that they had on a day: a story from before a renaming knows nothing of the later name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from generator.archive.model import Entity, Ref


def name_on(entity: Entity, day: date) -> str:
    """The name that a company had on a day, as far as it is on record which; whoever else is called as they are now."""
    if entity.ref.kind != "company":
        return entity.name
    return next((each.name for each in entity.former if each.until and each.until.earliest > day), entity.name)


class NamesOfDay(Mapping[Ref, Entity]):
    """Everybody on file, each company by the name that it had on ``day``."""

    def __init__(self, entities: Mapping[Ref, Entity], day: date) -> None:
        self._entities = entities
        self._day = day

    def __getitem__(self, ref: Ref) -> Entity:
        entity = self._entities[ref]
        name = name_on(entity, self._day)
        return entity if name == entity.name else replace(entity, name=name)

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._entities)

    def __len__(self) -> int:
        return len(self._entities)
