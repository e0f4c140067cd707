"""Which units of pages some edits bear on, which have come with them, and which are gone."""

from __future__ import annotations

from typing import NamedTuple

from generator.archive.names import entity_kind
from generator.archive.revised import Revised
from generator.pages.catalogue import Unit, gaps, letter, moves, volume
from generator.pages.changes import since
from generator.pages.desk import Desk
from generator.publish.build_cache.cached_build import UnitMade
from generator.publish.build_cache.reader import CacheReader
from generator.publish.incremental.edits import Edits


class UnitsAgain(NamedTuple):
    """Units that are to be made, each as it was, None for one that wasn't there; and units that are there no more."""

    touched: dict[Unit, UnitMade | None]
    gone: set[Unit]


def units_again(before: Desk, desk: Desk, cache: CacheReader, edits: Edits) -> UnitsAgain:
    """Those of a desk that is revised. What has come there gets its numbers from the shelf."""
    news = {slug for slug, edit in edits.stories.items() if edit.is_news}
    changes = since(before, cache.numbers, desk, news | edits.losses.stories.keys())
    cache.numbers.welcome(changes.come)
    gone = {Unit("story", slug) for slug in edits.gone}
    gone |= {Unit(entity_kind(ref), ref.slug) for ref in edits.losses.entities}
    come = {Unit("story", slug): cache.made(Unit("story", slug)) for slug in edits.come}
    newcomers = (newcomer.ref for newcomer in edits.newcomers)
    come |= {Unit(entity_kind(ref), ref.slug): None for ref in newcomers}
    assert isinstance(desk.lettered, Revised)
    assert isinstance(desk.volumes, Revised)
    assert isinstance(desk.moved, Revised)
    assert isinstance(desk.unknown, Revised)
    for table, unit_of in ((desk.volumes, volume), (desk.lettered, letter), (desk.moved, moves), (desk.unknown, gaps)):
        gone |= {*map(unit_of, table.gone)}
        come |= dict.fromkeys(map(unit_of, sorted(table.come)))
    touched: dict[Unit, UnitMade | None] = {**cache.touched(changes), **come}
    return UnitsAgain({unit: made for unit, made in touched.items() if unit not in gone}, gone)
