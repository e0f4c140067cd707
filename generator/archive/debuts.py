"""Whoever a story names and nobody had on file, where that is plain: a name that is near to no other.

:mod:`generator.archive.newcomers` says who new names are where all stories are at hand. What it would warn of, or take
for a slip, or what the order of stories decides, is told nothing of here: NeedsFullBuildError.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from msgspec import Struct

from generator.archive.entities import tidy
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.model import Archive, Entity, Ref
from generator.archive.names import entity_kind, taken_apart
from generator.archive.namings import Wanted
from generator.read.model import EntityKind
from generator.values.hygiene import slug_faults
from generator.values.names import match_key, slug_of
from generator.values.near_names import may_be_slip

Owners = Mapping[tuple[EntityKind, str], tuple[Ref, ...]]
_OTHER: Mapping[EntityKind, EntityKind] = {"person": "company", "company": "person"}


class OnFile(Struct, frozen=True):
    """Whose each name is (:attr:`generator.archive.names.Names.owners`), and what other names there are, as match keys.

    ``reserved`` are those that a new name must not be, or be near to: weak aliases, and whoever only stories name that
    aren't out.
    """

    owners: Owners
    reserved: frozenset[str] = frozenset()

    def of(self, kind: EntityKind, *, but: Ref) -> Iterator[str]:
        """The keys of all names of a kind, but for one's own, and of those that are reserved."""
        yield from (key for (each, key), owners in self.owners.items() if each == kind and owners != (but,))
        yield from self.reserved


def with_newcomers(owners: Owners, newcomers: Iterable[Entity]) -> Owners:
    """Whose each name is, newcomers' too. Whoever was there keeps theirs."""
    new = {key: (each.ref,) for each in newcomers for key in _keys(each)}
    return {**new, **owners} if new else owners


def owners_now(owners: Owners, before: Mapping[Ref, Entity], now: Mapping[Ref, Entity], leavers: Set[Ref]) -> Owners:
    """Whose each name is, where some are others ``now``, or newcomers, or on file no more.

    What somebody is not called any more, nobody else is.
    """
    gone = {key for ref, entity in now.items() if ref in before for key in _keys(before[ref]) - _keys(entity)}
    left = {key: refs for key, refs in owners.items() if key not in gone} if gone else owners
    return _without_leavers(with_newcomers(left, now.values()), leavers)


def _keys(entity: Entity) -> Set[tuple[EntityKind, str]]:
    kind = entity_kind(entity.ref)
    return {(kind, match_key(name)) for name in (*entity.names, entity.ref.slug, *entity.redirects)}


def _without_leavers(owners: Owners, leavers: Set[Ref]) -> Owners:
    if not leavers:
        return owners
    left = ((name, tuple(ref for ref in refs if ref not in leavers)) for name, refs in owners.items())
    return {name: refs for name, refs in left if refs}


def debut(archive: Archive, on_file: OnFile, wanted: Wanted, name: str) -> Entity:
    """Who a name is that fits nobody. NeedsFullBuildError where only all stories together can tell."""
    kind, key = wanted.kind, match_key(name)
    if kind is None or taken_apart(name).kind or name != tidy(name):
        raise NeedsFullBuildError(name)
    ref = Ref(kind, slug_of(name))
    is_slug = "-" in name and ref.slug == name
    if is_slug or not ref.slug or slug_faults(ref.slug) or ref in archive.entities or ref in archive.redirects:
        raise NeedsFullBuildError(name)
    if is_unsure(on_file, ref, key):
        raise NeedsFullBuildError(name)
    return Entity(ref, name, (name,))


def is_unsure(on_file: OnFile, ref: Ref, key: str) -> bool:
    """Whether a name, by its match key, may be somebody else's, too: it is near to theirs, or that of another kind."""
    kind = entity_kind(ref)
    is_taken = kind in _OTHER and (_OTHER[kind], key) in on_file.owners
    return is_taken or key in on_file.reserved or may_be_slip(key, on_file.of(kind, but=ref))


def refuse_alike(newcomers: Iterable[Entity]) -> None:
    """NeedsFullBuildError where some may be one, by two names."""
    told: dict[Ref, Entity] = {}
    for each in newcomers:
        if told.setdefault(each.ref, each) != each:
            raise NeedsFullBuildError(each.ref)
    keys = [match_key(each.name) for each in told.values()]
    if len({*keys}) < len(keys) or any(may_be_slip(key, keys[:place]) for place, key in enumerate(keys)):
        raise NeedsFullBuildError(*told)
