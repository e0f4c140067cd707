"""Typing slips: a first name that is one or two letters off somebody on file never becomes a person.

On file are all profiles, and whoever a story named before. Two things settle that two such names are
two: a judgement (``not_same_as``), or a profile. A profile of one of them speaks for both where the
other was there first; still, a name that stands in one story alone, beside a name with a profile that
stands in several, is a slip in whichever order they came.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from generator.archive.model import Ref
from generator.archive.register import Register
from generator.archive.sightings import Sighting
from generator.read.model import EntityKind
from generator.values.names import closest, slug_of


class Known(Struct):
    """How stories name somebody: ``first`` in order of publication, and in how many (at least) stories."""

    first: int
    stories: int = 0

    def see(self, stories: int) -> None:
        self.stories = max(self.stories, stories)


class Likely(NamedTuple):
    """Somebody on file whom a name may have been meant for, and the name of theirs that it is near to."""

    owner: Ref
    name: str


def slips(register: Register, sighting: Sighting, known: dict[Ref, Known]) -> tuple[Likely, ...]:
    """Whom on file a new name may be a slip of, likeliest first; both people and companies where it may be either."""
    kind = sighting.id.kind
    kinds: tuple[EntityKind, ...] = ("company", "person") if kind is None else (kind,)
    near = [
        Likely(owner, name)
        for each in kinds
        for name in register.names.near(each, sighting.text)
        for owner in register.names.find(each, name)[:1]
    ]
    for owner, _ in near:
        register.unsettled |= {owner, Ref(owner.kind, slug_of(sighting.text))}
    found = {each.name: each for each in near if not _settled(register, sighting, each.owner, known.get(each.owner))}
    nearest = closest(sighting.text, found, always=True)
    if nearest is None:
        return ()
    return (found[nearest], *(likely for name, likely in found.items() if name != nearest))


def _settled(register: Register, sighting: Sighting, owner: Ref, known: Known | None) -> bool:
    if frozenset((owner, Ref(owner.kind, slug_of(sighting.text)))) in register.apart:
        return True
    if owner not in register.profiles or known is None or known.first < sighting.order:
        return False
    return sighting.stories > 1 or known.stories <= 1
