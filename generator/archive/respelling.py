"""The aliases and former names of a profile, where all that they do is that its page is found by others than before.

Whom a name is near to, whose else it is, and whom stories mean by it, only all stories together can tell:
NeedsFullBuildError.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set

from msgspec.structs import replace

from generator.archive.debuts import OnFile, is_unsure
from generator.archive.entities import tidy
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.model import Archive, Entity, Ref
from generator.archive.names import entity_kind, taken_apart
from generator.archive.namings import named_in
from generator.archive.unseen import names_unseen
from generator.read.model import Profile, Story
from generator.values.names import match_key
from generator.values.near_names import may_be_slip

_MANY = 256  # stories about somebody, in which nobody looks for a name


def names_in(profile: Profile) -> Iterator[str]:
    """Every name of somebody by their profile, but weak ones."""
    yield profile.name
    yield from (alias.text for alias in profile.aliases)
    yield from (former.name for former in profile.former_names)


def respelled(archive: Archive, on_file: OnFile, was: Profile, profile: Profile, entity: Entity) -> Entity:
    """Somebody as they are found now, whose profile was another. NeedsFullBuildError where that takes more."""
    ref, former = entity.ref, entity.former
    if was.former_names != profile.former_names:
        if former != was.former_names:  # stories tell of others
            raise NeedsFullBuildError(ref)
        former = profile.former_names
    come, gone = ({*names_in(each)} - {*names_in(other)} for each, other in ((profile, was), (was, profile)))
    if come or gone:
        _refuse_unsure(archive, on_file, ref, come | gone)
    if gone:
        _refuse_written(archive, ref, gone)
    others = {*entity.names, *map(tidy, come)} - {*map(tidy, gone)} | {*map(tidy, names_in(profile))}
    return replace(entity, names=(entity.name, *sorted(others - {entity.name})), former=former)


def _refuse_unsure(archive: Archive, on_file: OnFile, ref: Ref, names: Set[str]) -> None:
    """NeedsFullBuildError where a name may be another's, or may mean another; and where who somebody is isn't plain."""
    kind = entity_kind(ref)
    is_ruled = any(
        ref == ruling.subject or any(archive.facts[fact].object == ref for fact in archive.facts_of[ruling.subject])
        for ruling in archive.rulings
        if ruling.subject in archive.facts_of
    )
    if is_ruled or ref in archive.unsettled:  # a ruling may tell by such a name which of two disputes it means
        raise NeedsFullBuildError(ref)
    for name in names:
        key = match_key(name)
        is_held = on_file.owners.get((kind, key), (ref,)) != (ref,)
        if is_held or taken_apart(name).kind or is_unsure(on_file, ref, key):
            raise NeedsFullBuildError(name)


def _refuse_written(archive: Archive, ref: Ref, gone: Collection[str]) -> None:
    """NeedsFullBuildError where a story may call somebody by a name that they have no more."""
    slugs = archive.stories_of.get(ref, ())
    if len(slugs) > _MANY:
        raise NeedsFullBuildError(ref)
    every = (naming.name.text for slug in slugs for naming in named_in(archive.stories[slug].story))
    written = {match_key(taken_apart(name).text) for name in {*every}}
    if not written.isdisjoint(map(match_key, gone)):
        raise NeedsFullBuildError(*gone)


def refuse_entangled(names: Sequence[str], stories: Iterable[Story], newcomers: Iterable[Entity]) -> None:
    """NeedsFullBuildError where edits of ``stories`` may depend on what profiles say of some names."""
    named = set[str]().union(*map(names_unseen, stories))
    keys = [match_key(each.name) for each in newcomers]
    for key in map(match_key, names):
        if key in named or key in keys or may_be_slip(key, keys):
            raise NeedsFullBuildError(key)
        keys.append(key)
