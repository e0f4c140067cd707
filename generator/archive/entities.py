"""The people, companies and topics of an archive, as the register knows them when all are enrolled."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from generator.archive.model import Entity, Ref
from generator.archive.register import Register
from generator.read.model import FormerName
from generator.values.names import slug_of


def name_of(register: Register, ref: Ref, heard: date = date.max) -> str:
    """The name that is shown: the profile's, else the newest that a company took, else the first that a story wrote.

    A name that a company is to take after ``heard``, the day of the newest story on it, isn't shown yet.
    """
    profile = register.profiles.get(ref)
    if profile is not None:
        return tidy(profile.name)
    key = register.names.key
    ends = {key(former.name): former.until for former in register.former.get(ref, ())}
    untils = ((each.new, ends.get(key(each.old))) for each in register.later.get(ref, ()))
    taken = [new for new, until in untils if until is None or until.earliest <= heard]
    return tidy(taken[-1] if taken else register.given[ref])


def tidy(text: str) -> str:
    """One Unicode form (NFC), single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def redirect_renamed(register: Register) -> None:
    """Gives a renamed company's page an older or newer address each of its other names would have, where it is free."""
    for ref in sorted(register.later):
        for name in (
            *(each.new for each in register.later[ref]),
            *(former.name for former in register.former.get(ref, ())),
        ):
            old = Ref(ref.kind, slug_of(name))
            if old.slug and old not in register.entities:
                register.older.setdefault(old, ref)


def entities(register: Register, heard: Mapping[Ref, date]) -> dict[Ref, Entity]:
    """Everybody with a page, by kind and slug. ``heard``: the day of the newest story on each."""
    older: dict[Ref, list[str]] = {}
    for old, ref in sorted(register.older.items()):
        older.setdefault(ref, []).append(old.slug)
    return {
        ref: _entity(register, ref, tuple(older.get(ref, ())), heard.get(ref, date.max))
        for ref in sorted(register.entities)
    }


def _entity(register: Register, ref: Ref, redirects: tuple[str, ...], heard: date) -> Entity:
    name = name_of(register, ref, heard)
    profile = register.profiles.get(ref)
    former = _former(register, ref, profile.former_names if profile else ())
    slugs = {ref.slug, *redirects}
    spellings = (text for text in register.spellings.get(ref, ()) if text not in slugs)
    others = sorted({tidy(text) for text in (*register.names.texts_of(ref), *spellings)} - {name})
    weak = sorted({tidy(alias.text) for alias in (profile.weak_aliases if profile else ())})
    kind = profile.kind if profile else ""
    return Entity(ref, name, (name, *others), tuple(weak), kind, redirects, former)


def _former(register: Register, ref: Ref, written: Iterable[FormerName]) -> tuple[FormerName, ...]:
    """Earlier names, those of the profile first where no renaming dates them."""
    renamed = register.former.get(ref, [])
    keys = {register.names.key(each.name) for each in renamed}
    return (*(each for each in written if register.names.key(each.name) not in keys), *renamed)
