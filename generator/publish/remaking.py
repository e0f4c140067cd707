"""Every page of a site, and of those that an earlier build made only the ones that what changed bears on."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.archive.reasoning import Reasoning
from generator.pages.catalogue import Unit, about, units
from generator.pages.changes import between, comparable
from generator.pages.desk import Desk, lay_out
from generator.pages.tracing import Numbering, Numbers, Trace
from generator.publish.build_cache.cached_build import CachedBuild, UnitMade
from generator.publish.config.settings import Settings
from generator.publish.config.site import Site
from generator.publish.discovery.feeds import Feeds
from generator.publish.generated.folder import Identity, Kept, Spilled, digest, identity
from generator.publish.generated.spill import SpillFolder
from generator.publish.markdown.pages import Renderer
from generator.publish.processes.workers import Task, are_many
from generator.publish.search.names import card

_MANY = 4096  # units, whose files are too much to hold


class Remade(NamedTuple):
    """Files by path below the generated folder, in the order of the units, and what each unit was made from.

    ``changed`` are the keys of each of the desk's tables whose entries are others than before; None where all are new.
    """

    files: dict[str, bytes | Kept | Spilled]
    units: dict[Unit, UnitMade]
    changed: tuple[Set[Hashable], ...] | None


def remake(desk: Desk, settings: Settings, before: CachedBuild | None) -> Remade:
    """Every unit's files. Those that stay are where they are, in the generated folder."""
    docs_dir = settings.docs_dir
    numbers = Numbers(desk)
    kept, left, changed = _kept(desk, numbers, docs_dir, before) if before else _NOTHING
    every = tuple(units(desk))
    missing = [unit for unit in every if unit not in kept]
    if are_many(missing, settings.jobs):
        desk.foresee()
    maker = Maker(desk, numbers, settings.site, settings.tip)
    others = (each for part in settings.pool.spread(Task(maker.chunk), missing) for each in part)
    room = SpillFolder(settings.build_dir) if len(missing) >= _MANY else None
    remade = Remade({}, {}, changed)
    for unit in every:
        if unit in kept:
            remade.units[unit] = kept[unit]
            remade.files.update((path, Kept(docs_dir / path, told, left[path])) for path, told in kept[unit].files)
        else:
            made, files = next(others)
            remade.units[unit] = made
            told = dict(made.files) if room else {}
            remade.files.update((path, room.take(data, told[path]) if room else data) for path, data in files)
    return remade


class UnitFiles(NamedTuple):
    """A unit, and its files, by path below the generated folder."""

    unit: UnitMade
    files: list[tuple[str, bytes]]


class Maker:
    """Makes one unit after the other, and notes what each is made from. Pickled, it is what it makes them from."""

    def __init__(self, desk: Desk, numbers: Numbering, site: Site, tip: str) -> None:
        self._given = desk.reasoning, site, tip
        self._trace = Trace(desk, numbers)
        self._desk = self._trace.desk
        self._renderer = Renderer(self._desk, site, tip)
        self._feeds = Feeds(self._desk, site)

    def __reduce__(self) -> tuple[Callable[..., Maker], tuple[Reasoning, Site, str]]:
        reasoning, site, tip = self._given
        return _made_again, (reasoning.lean, site, tip)

    def chunk(self, missing: Sequence[Unit]) -> list[UnitFiles]:
        """For each unit what it was made from, and its files."""
        return [self._unit(unit) for unit in missing]

    def _unit(self, unit: Unit) -> UnitFiles:
        self._renderer.forget()
        files = list(self._renderer.unit(unit))
        ref, filed, current = about(unit), None, None
        if ref is not None:
            files += self._feeds.of(ref)
            filed = card(self._desk, ref)
            current = self._desk.currents.get(ref) if unit.kind == "person" else None
        told = tuple((path, digest(data)) for path, data in files)
        return UnitFiles(UnitMade(self._trace.reads(), told, filed, current), files)


def _made_again(reasoning: Reasoning, site: Site, tip: str) -> Maker:
    desk = lay_out(reasoning.archive, reasoning)
    return Maker(desk, Numbers(desk), site, tip)


class _Kept(NamedTuple):
    """The units of an earlier build that would come out the same, and whose files are as it left them; those files.

    ``changed`` are the keys of each table whose entries are others; None where that is not all that is another.
    """

    units: Mapping[Unit, UnitMade]
    files: Mapping[str, Identity]
    changed: tuple[Set[Hashable], ...] | None


_NOTHING = _Kept({}, {}, None)


def _kept(desk: Desk, numbers: Numbers, docs_dir: Path, before: CachedBuild) -> _Kept:
    earlier = lay_out(before.reasoning.archive, before.reasoning)
    if not comparable(earlier, desk):
        return _NOTHING
    numbered = before.numbered
    old = Numbers(lay_out(numbered.archive, numbered), before.more) if numbered else Numbers(earlier)
    changes = between(earlier, old, desk)
    files = dict(_as_left(docs_dir, before))
    kept = {
        unit: made
        for unit, made in before.units.items()
        if not changes.touch(made.reads) and all(path in files for path, _ in made.files)
    }
    if changes.moved or numbered:
        renumbered = old.renumbered(numbers)
        kept = {unit: made._replace(reads=made.reads.renumbered(renumbered)) for unit, made in kept.items()}
    return _Kept(kept, files, changes.tables)


def _as_left(docs_dir: Path, before: CachedBuild) -> Iterator[tuple[str, Identity]]:
    """The files that hold what they held: the same files, or copies that another machine brought along."""
    start = f"{docs_dir}{os.sep}"
    for made in before.units.values():
        for path, told in made.files:
            with suppress(OSError):
                now = identity(start + path)
                if now == before.files.get(path) or digest(Path(start + path).read_bytes()) == told:
                    yield path, now


__all__ = ["Maker", "Remade", "UnitFiles", "remake"]
