"""The editors' rulings on disputes, from the profiles of those whom the disputes are about."""

from __future__ import annotations

from collections.abc import Iterable

from generator.archive.model import Ref, Ruling
from generator.archive.register import Register
from generator.archive.threads import Stories, story_meant
from generator.read.model import Profile


def rulings(register: Register, profiles: Iterable[Profile], stories: Stories) -> tuple[Ruling, ...]:
    """Every ruling that accepts a story which is out, by subject, then in the order written; problems for the rest."""
    found: list[Ruling] = []
    for profile in sorted(profiles, key=lambda each: each.path):
        ref = Ref(profile.entity, profile.slug)
        subject = register.merged.get(ref, ref)
        for raw in profile.rulings:
            accepted = story_meant(register, stories, raw.accept, profile.path)
            if accepted is not None:
                found.append(Ruling(subject, raw.fact, accepted, raw.reason, raw.at, raw.by, raw.date, profile.path))
    return tuple(sorted(found, key=lambda ruling: ruling.subject))
