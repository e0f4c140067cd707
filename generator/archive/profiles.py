"""Profiles into the register: whose each name, alias and slug is, and which slugs are one by judgement.

A merge, and that two are not the same, are judgements that an editor recorded; a name is never one.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.archive.circles import circles
from generator.archive.model import Ref
from generator.archive.name_advice import listed
from generator.archive.names import address, entity_kind
from generator.archive.register import START, Register
from generator.problems import Position
from generator.read.model import Profile, older_slug_at
from generator.values.hygiene import slug_faults, slug_key
from generator.values.quoting import quoted


def enter_profiles(register: Register, profiles: Iterable[Profile]) -> None:
    """Enters every profile, in order of path, so that the same files give the same register in any order."""
    standing = _one_a_slug(sorted(profiles, key=lambda profile: profile.path))
    owners = _merge(register, standing)
    _report_unshown(register, standing, owners)
    for ref, profile in standing.items():
        owner = owners.get(ref, ref)
        if owner == ref:
            register.entities[ref] = None
            register.profiles[ref] = profile
        register.names.add_slug(owner, ref.slug)
    for ref, profile in standing.items():
        owner = owners.get(ref, ref)
        register.names.add(owner, profile.name)
        for former in profile.former_names:
            register.names.add(owner, former.name)
        for weak in profile.weak_aliases:
            register.weak.setdefault(register.names.key(weak.text), []).append(owner)
        for judgement in profile.not_same_as:
            register.apart.add(frozenset((ref, Ref(ref.kind, judgement.slug))))
    for ref, profile in standing.items():
        _add_aliases(register, profile, owners.get(ref, ref))
    held = {_on_disk(old): owner for old, owner in register.older.items()}
    held |= {_on_disk(ref): ref for ref in register.entities}
    for ref, profile in standing.items():
        _add_redirects(register, held, profile, owners.get(ref, ref))


def _one_a_slug(profiles: Iterable[Profile]) -> dict[Ref, Profile]:
    """Profiles by address; of two files for one address, which ``read`` reports, the first."""
    standing: dict[Ref, Profile] = {}
    taken: set[tuple[str, str]] = set()
    for profile in profiles:
        key = profile.entity, slug_key(profile.slug)
        if key not in taken:
            taken.add(key)
            standing[Ref(profile.entity, profile.slug)] = profile
    return standing


def _merge(register: Register, standing: dict[Ref, Profile]) -> dict[Ref, Ref]:
    """Each merged slug's final owner, profile or not; what merges in a circle stays apart."""
    into: dict[Ref, Ref] = {}
    where: dict[Ref, tuple[Profile, Position]] = {}
    for ref, profile in standing.items():
        apart = {judgement.slug for judgement in profile.not_same_as}
        for judgement in profile.merged:
            other = Ref(ref.kind, judgement.slug)
            if other == ref:
                continue  # `read` has reported it
            if judgement.slug in apart:
                message = f'"{judgement.slug}" is under "merged" and under "not_same_as"; keep one of the two.'
            elif into.get(other, ref) != ref:
                message = (
                    f'"{judgement.slug}" is merged into {address(into[other])} already; take it out of one of the two.'
                )
            else:
                into[other] = ref
                where[other] = profile, judgement.at
                continue
            register.report("merge-conflict", profile.path, judgement.at, message)
    for kind in ("person", "company", "topic"):
        edges = {other.slug: (ref.slug,) for other, ref in into.items() if other.kind == kind}
        for circle in circles(edges):
            for slug in circle:
                del into[Ref(kind, slug)]
            profile, position = where[Ref(kind, circle[0])]
            register.report(
                "merge-conflict",
                profile.path,
                position,
                f"{listed(quoted(slug) for slug in circle)} are merged into each other in a circle; "
                f'take "merged" out of the one whose page is to go.',
            )
    owners: dict[Ref, Ref] = {}
    for other in into:
        owner = other
        while owner in into:
            owner = into[owner]
        owners[other] = owner
        register.older[other] = register.merged[other] = owner
        register.names.add_slug(owner, other.slug)
    return owners


def _report_unshown(register: Register, standing: dict[Ref, Profile], owners: dict[Ref, Ref]) -> None:
    """Profiles that stay on file beside the one that theirs was merged into: their names count, and nothing else."""
    for ref, owner in owners.items():
        profile = standing.get(ref)
        if profile is None:
            continue
        held = (("text", profile.body.strip()), ("identifiers", profile.identifiers), ("links", profile.links))
        unshown = [what for what, is_there in (*held, ("image", profile.image), ("kind", profile.kind)) if is_there]
        if unshown:
            message = (
                f"{address(ref)} is merged into {address(owner)}, so its {listed(unshown)} "
                f"{'is' if unshown in (['text'], ['image'], ['kind']) else 'are'} shown nowhere; "
                f"move what is to stay to {address(owner)}, its names under aliases, and delete this file."
            )
            register.report("merged-profile", profile.path, START, message)


def _add_aliases(register: Register, profile: Profile, owner: Ref) -> None:
    """Aliases last, so that each is held against every name on file: one alias has one owner."""
    for alias in profile.aliases:
        held = [ref for ref in register.names.find(entity_kind(owner), alias.text) if ref != owner]
        if held:
            register.report(
                "alias-taken",
                profile.path,
                alias.at,
                f'"{alias.text}" is a name of {address(held[0])} too; one alias can have one owner, '
                f"take it out of {address(owner)} or of {address(held[0])}.",
            )
            continue
        register.names.add(owner, alias.text)


def _on_disk(ref: Ref) -> Ref:
    """What two addresses share that would be one file on some disk."""
    return Ref(ref.kind, slug_key(ref.slug))


def _add_redirects(register: Register, held: dict[Ref, Ref], profile: Profile, owner: Ref) -> None:
    """The older addresses of a profile's page. ``held``: whose all addresses are, by :func:`_on_disk`."""
    own = {_on_disk(Ref(owner.kind, profile.slug)), _on_disk(owner)}
    for slug in profile.redirect_from:
        old = Ref(owner.kind, slug)
        holder = held.get(_on_disk(old), owner)
        faults = slug_faults(slug)
        if faults:
            message = f'"redirect_from: {slug}" can\'t be an address: {faults[0]}'
        elif _on_disk(old) in own:
            message = f'"redirect_from: {slug}" leads to itself; take it out.'
        elif holder != owner:
            message = f'"redirect_from: {slug}" is the address of {address(holder)}; take it out of one of the two.'
        else:
            register.older[old] = held[_on_disk(old)] = owner
            register.names.add_slug(owner, slug)
            continue
        register.report("bad-redirect", profile.path, older_slug_at(profile, slug), message)
