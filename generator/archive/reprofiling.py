"""A profile that was edited, or is new, filed by whom the archive has on file, without a look at the stories.

What it says of names, of merges and of disputes only all stories together can tell the effect of: NeedsFullBuildError.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from msgspec import Struct
from msgspec.structs import fields, replace

from generator.archive.debuts import OnFile, debut, is_unsure, with_newcomers
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.fitting import Slugs, links_anew
from generator.archive.model import Archive, Entity, Ref
from generator.archive.namings import Wanted
from generator.archive.refiling import refuse_missing, without_places
from generator.archive.respelling import names_in, respelled
from generator.read.model import Profile
from generator.values.names import match_key

_OWN = frozenset(  # what of a profile says nothing of who somebody is
    (
        *("at", "identifiers", "links", "kind", "image", "body", "body_line", "wikilinks", "extra"),
        *("aliases", "former_names"),  # but how they are found: respelled
    )
)
_GIVEN = tuple(each.name for each in fields(Profile) if each.name not in _OWN)


class Reprofiled(Struct, frozen=True):
    """A profile before (None for a new one) and now, of whom, and where the links in its text lead.

    ``is_debut``: of somebody whom nobody had on file.
    """

    was: Profile | None
    profile: Profile
    entity: Entity
    links: Mapping[tuple[Ref, str], Ref]
    is_debut: bool = False

    @property
    def respelled(self) -> Set[str]:
        """The names that they have no more, or hadn't: those of a debut but for the one that it is of."""
        was = {*names_in(self.was)} if self.was else {self.entity.name}
        return was ^ {*names_in(self.profile)}

    @property
    def ref(self) -> Ref:
        """Whom it is about."""
        return self.entity.ref


def reprofiled(archive: Archive, on_file: OnFile, slugs: Slugs, profile: Profile) -> Reprofiled:
    """A profile as it is now, of somebody on file, or whose name is near to no other.

    NeedsFullBuildError where only all stories together can tell what it does.
    """
    refuse_missing(archive, profile)
    ref = Ref(profile.entity, profile.slug)
    on_it, was = archive.entities.get(ref), archive.profiles.get(ref)
    entity = debut(archive, on_file, Wanted(profile.entity), profile.name) if on_it is None else on_it
    if entity.ref != ref:
        raise NeedsFullBuildError(ref)
    if was is None:
        _refuse_unsure(archive, on_file, entity)
    before = was or Profile(profile.entity, profile.slug, profile.path, entity.name, {})
    if any(without_places(getattr(profile, name), []) != without_places(getattr(before, name), []) for name in _GIVEN):
        raise NeedsFullBuildError(ref)
    entity = respelled(archive, on_file, before, profile, entity)
    owners = with_newcomers(on_file.owners, [entity])
    links = links_anew(archive, owners, slugs, profile.wikilinks)
    leads = {(ref, target): to for target, to in links.items()}
    return Reprofiled(was, profile, replace(entity, kind=profile.kind), leads, is_debut=on_it is None)


def _refuse_unsure(archive: Archive, on_file: OnFile, entity: Entity) -> None:
    """NeedsFullBuildError where a profile may settle who somebody is, or how they are called."""
    ref, name = entity.ref, entity.name
    is_plain = entity.names == (name,) and not (entity.redirects or entity.former)
    if not is_plain or ref in archive.unsettled or is_unsure(on_file, ref, match_key(name)):
        raise NeedsFullBuildError(ref)
