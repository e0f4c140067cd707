"""What an archive loses by some edits: stories that are gone, and whoever none names any more.

A story of another day goes, and comes again at its other place. What only all stories together can tell of a loss
(another spelling of somebody's name, a link that leads nowhere now) sends whoever asks to
:func:`generator.archive.index.build_archive`: NeedsFullBuildError.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from msgspec.structs import replace

from generator.archive.debuts import OnFile, is_unsure
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.model import Archive, Filed, Ref
from generator.archive.namings import named_in
from generator.archive.refiling import Refiled, is_settled, refuse_shared, register_of, written_in
from generator.archive.respelling import names_in
from generator.archive.revised import Revised
from generator.read.model import Story
from generator.values.names import match_key


class Losses(NamedTuple):
    """What is gone: stories, as they were, and whoever else was on file."""

    stories: Mapping[str, Filed]
    entities: tuple[Ref, ...]


NO_LOSSES = Losses({}, ())
_WITNESSES = 8  # stories that are asked whether they write a name, too


def withdrawn(archive: Archive, on_file: OnFile, was: Filed) -> Refiled | None:
    """A story that goes: the one that it continues, as it is without it. NeedsFullBuildError where it takes more."""
    _refuse_bound(archive, was)
    register, newcomers = register_of(archive, on_file, (was.story,))
    for wanted, name in written_in(was.story):
        (ref,) = register.candidates(wanted, name)
        if newcomers or not is_settled(archive, ref, name):
            raise NeedsFullBuildError(name)
    if was.followed_by:
        raise NeedsFullBuildError(was.ref)
    if not was.follows:
        return None
    older = archive.stories[was.follows]
    left = tuple(slug for slug in older.followed_by if slug != was.ref.slug)
    return Refiled.as_it_was(archive, older, replace(older, followed_by=left))


def _refuse_bound(archive: Archive, was: Filed) -> None:
    """NeedsFullBuildError where more than a story and whom it names depends on its being there, or on its day."""
    is_ruled = any(ruling.accept.rpartition("/")[2] == was.ref.slug for ruling in archive.rulings)
    if is_ruled:
        raise NeedsFullBuildError(was.ref)
    refuse_shared(archive.facts[fact] for fact in was.facts)


def versions(edits: Iterable[Refiled], gone: Iterable[Filed]) -> Iterator[Story]:
    """Stories that were edited, have come or are gone, as they were and as they are."""
    edited = (each for edit in edits for each in (edit.was, edit.filed) if each)
    return (filed.story for filed in (*edited, *gone))


def without(archive: Archive, gone: Set[str]) -> Archive:
    """An archive in which nobody finds some stories."""
    return replace(archive, stories=Revised(archive.stories, gone=gone)) if gone else archive


def leavers(
    archive: Archive, on_file: OnFile, gone: Mapping[str, Filed], edits: Mapping[str, Refiled]
) -> tuple[Ref, ...]:
    """Whoever no story names any more once some are gone and others edited, and no profile tells of.

    NeedsFullBuildError where somebody's name may be written nowhere now, though they are still named, and where whoever
    goes was more than a name.
    """
    before = [*gone.values(), *(edit.was for edit in edits.values() if edit.was and not edit.is_same)]
    now = [edit.filed for edit in edits.values()]
    written = {each for filed in now for each in written_in(filed.story)}
    lost = {each for filed in before for each in written_in(filed.story)} - written
    if not lost:
        return ()
    told = gone.keys() | edits.keys()
    named = {ref for filed in now for ref in (*filed.named, *filed.topics)}
    register, _ = register_of(archive, on_file, [filed.story for filed in before])
    found: dict[Ref, None] = {}
    for wanted, name in sorted(lost, key=lambda each: (each[1], each[0].value)):
        (ref,) = register.candidates(wanted, name)
        is_left = ref in named or ref in archive.profiles or not told.issuperset(archive.stories_of.get(ref, ()))
        if not is_left:
            found[ref] = None
        elif not _is_written(archive, ref, name, told):
            raise NeedsFullBuildError(name)
    for ref in found:
        _refuse_missed(archive, on_file, ref, told, now)
    return tuple(found)


def _refuse_missed(archive: Archive, on_file: OnFile, ref: Ref, told: Collection[str], now: Collection[Filed]) -> None:
    """NeedsFullBuildError where anything but the stories that named somebody depends on their being on file."""
    entity = archive.entities[ref]
    is_plain = entity.names == (entity.name,) and not (entity.weak_names or entity.redirects or entity.former)
    linking = (slug for slug in archive.linked_from.get(ref, ()) if slug not in told)
    is_linked = next(linking, None) is not None or any(ref in filed.links.values() for filed in now)
    is_near = is_unsure(on_file, ref, match_key(entity.name))  # whoever is warned of may be so because of this one
    if not is_plain or is_linked or is_near or ref in archive.page_links.values():
        raise NeedsFullBuildError(ref)


def _is_written(archive: Archive, ref: Ref, text: str, but: Collection[str]) -> bool:
    """Whether somebody's name is known to be written by another story, or in a profile."""
    entity = archive.entities[ref]
    profile = archive.profiles.get(ref)
    if profile is not None and text in (*names_in(profile), ref.slug, *entity.redirects):
        return True
    witnesses = [slug for slug in archive.stories_of.get(ref, ()) if slug not in but][-_WITNESSES:]
    return any(
        naming.name.text == text and (naming.wanted.kind == ref.kind or profile is not None)
        for slug in witnesses
        for naming in named_in(archive.stories[slug].story)
    )
