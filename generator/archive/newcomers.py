"""Whoever stories name and nobody had on file: a page for each, unless the name looks like a typing slip.

Names whose field says their kind come first, in order of publication; then those written as slugs,
which may mean one of the former; then names that may be a person or a company: they are whatever
anything else says they are, and only then is there a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from generator.archive import name_advice as advice
from generator.archive.entities import name_of
from generator.archive.model import Ref
from generator.archive.name_advice import Fault
from generator.archive.names import entity_kind
from generator.archive.namings import Wanted, named_in
from generator.archive.register import Register
from generator.archive.renames import Renamed, enter_names, first_name, join_renamed
from generator.archive.sightings import Sighting, in_field, sightings
from generator.archive.slips import Known, Likely, slips
from generator.read.model import EntityKind, Story, older_slug_at
from generator.values.hygiene import slug_faults
from generator.values.names import closest, slug_of
from generator.values.quoting import quoted

_GUESS_ORDER = (Wanted.INVESTOR, Wanted.ABOUT, Wanted.VOICE, Wanted.PARTNER)


def enrol(register: Register, stories: Sequence[Story]) -> None:
    """Gives everybody whom ``stories``, in order of publication, name a place in the register."""
    register.forget()
    renamed = join_renamed(register, stories)
    seen = sightings(register.names, stories)
    known: dict[Ref, Known] = {}
    for sighting in seen:
        if sighting.id.kind is not None:
            for ref in register.find(sighting.id.kind, sighting.text):
                known.setdefault(ref, Known(sighting.order)).see(sighting.stories)
    for sighting in sorted(seen, key=_turn):
        _place(register, sighting, renamed, known)
        ref = register.candidates(sighting.id.wanted, sighting.name.text)[0]
        register.spellings.setdefault(ref, {}).update(dict.fromkeys(sighting.spellings))
    if register.faults:
        _report_faults(register, stories)


def _turn(sighting: Sighting) -> tuple[int, int]:
    if sighting.is_slug and sighting.id.kind is not None:
        return (9 if sighting.id.qualifier else 1), sighting.order
    if sighting.id.kind is None:
        return 2 + _GUESS_ORDER.index(sighting.id.wanted), sighting.order
    return 0, sighting.order


def _place(register: Register, sighting: Sighting, renamed: dict[str, Renamed], known: dict[Ref, Known]) -> None:
    """Makes sure that a name is somebody; notes what is wrong with it for each story that writes it."""
    wanted, key, qualifier = sighting.id
    found = register.candidates(wanted, sighting.name.text)
    if wanted.kind and qualifier not in (None, wanted.kind):
        register.faults[sighting.id] = advice.wrong_kind(wanted.kind, sighting.name.text)
        if not found:
            _open_page(register, _made_up(wanted.kind, key), sighting.text)
        return
    if len(found) > 1:
        register.faults[sighting.id] = advice.ambiguous(sighting.text, found)
    elif found:
        blamed = register.blamed.get((entity_kind(found[0]), key))
        if blamed:
            register.faults[sighting.id] = blamed
    if not found:
        _newcomer(register, sighting, renamed.get(key), known)


def _newcomer(register: Register, sighting: Sighting, renamed: Renamed | None, known: dict[Ref, Known]) -> None:
    kind = sighting.id.kind or sighting.id.wanted.guess
    text = first_name(register, renamed) if renamed and kind == "company" else sighting.text
    ref = Ref(kind, slug_of(text))
    if ref in register.merged:
        for name in (text, sighting.text):
            register.names.add(register.merged[ref], name)
        return
    unknown_slug = sighting.is_slug and sighting.id.qualifier is not None
    if unknown_slug:
        _blame(register, sighting, ref, advice.unknown(kind, sighting.text, _nearest(register, kind, sighting.text)))
    likely = () if unknown_slug else slips(register, sighting, known)
    if likely and kind != "topic":
        owner, near = likely[0]
        fault = advice.slip(sighting.id.kind, sighting.text, ref.slug, near, entity_kind(owner))
        _blame(register, sighting, owner, fault)
        return
    if ref in register.entities:
        holder, profile = name_of(register, ref), ref in register.profiles
        _blame(register, sighting, ref, advice.address_taken(text, ref, holder, profile=profile))
        return
    if not ref.slug:
        ref = _made_up(kind, sighting.id.key)
        _blame(register, sighting, ref, advice.no_slug(kind, text))
    elif faults := slug_faults(ref.slug):
        _blame(register, sighting, ref, advice.bad_slug(kind, text, ref.slug, faults[0]))
    elif ref in register.older:
        _report_redirect(register, ref, text)
    _open_page(register, ref, text)
    known[ref] = Known(sighting.order, sighting.stories)
    if renamed and kind == "company":
        enter_names(register, renamed, ref)
    register.names.add(ref, sighting.text)
    _warn(register, sighting, ref, likely)


def _made_up(kind: EntityKind, key: str) -> Ref:
    """A page for a name that can't have one, so that the search for other problems can go on."""
    return Ref(kind, f"unnamed-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}")


def _open_page(register: Register, ref: Ref, text: str) -> None:
    register.entities[ref] = None
    register.given[ref] = text
    register.names.add_slug(ref, ref.slug)
    register.names.add(ref, text)


def _blame(register: Register, sighting: Sighting, ref: Ref, fault: Fault) -> None:
    """Notes a fault, and ``ref`` as who was meant, so that one slip isn't told as two."""
    register.faults[sighting.id] = register.blamed[entity_kind(ref), sighting.id.key] = fault
    register.mended[entity_kind(ref), sighting.id.key] = ref


def _report_faults(register: Register, stories: Sequence[Story]) -> None:
    """Tells each story what is wrong with its names, once a name, where it is first written."""
    known: dict[tuple[Wanted, str], Fault | None] = {}
    for story in stories:
        told: set[str] = set()
        for naming in named_in(story):
            written = naming.wanted, naming.name.text
            if written not in known:
                known[written] = register.faults.get(in_field(register.names, naming)[0])
            fault = known[written]
            key = register.names.key(naming.name.text) if fault else ""
            if fault and key not in told:
                told.add(key)
                register.report(fault.code, story.path, naming.name.at, fault.message, fault.hint)


def _warn(register: Register, sighting: Sighting, ref: Ref, likely: Sequence[Likely]) -> None:
    """What is allowed, and may not be what was meant."""
    weak = [owner for owner in register.weak.get(sighting.id.key, ()) if owner.kind == ref.kind]
    other: EntityKind = "person" if ref.kind == "company" else "company"
    clash = register.find(other, sighting.text) if ref.kind != "topic" else ()
    if likely:
        fault = advice.near_topic(sighting.text, likely[0].name)
    elif weak:
        fault = advice.weak(sighting.text, weak[0])
    elif sighting.id.kind is None and sighting.id.wanted is not Wanted.INVESTOR:
        fault = advice.guessed(sighting.text, entity_kind(ref), sighting.id.wanted.value)
    elif clash:
        fault = advice.two_kinds(sighting.text, entity_kind(ref), other)
    else:
        return
    register.unsettled.add(ref)
    register.report(fault.code, sighting.path, sighting.name.at, fault.message, fault.hint)


def _nearest(register: Register, kind: EntityKind, slug: str) -> str | None:
    return closest(slug, (ref.slug for ref in register.entities if ref.kind == kind))


def _report_redirect(register: Register, ref: Ref, text: str) -> None:
    """An older slug that is somebody's address now: told once, in the profile that claims it."""
    profile = register.profiles.get(register.older.pop(ref))
    if profile is not None:
        register.report(
            "bad-redirect",
            profile.path,
            older_slug_at(profile, ref.slug),
            f'"redirect_from: {ref.slug}" is the address of {quoted(text)}, whom stories name; '
            f'if the two are one, list "{ref.slug}" under "merged", if not, take it out.',
        )
