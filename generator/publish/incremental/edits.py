"""What has changed in the content, where that is so little that an incremental build will do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from stat import S_ISDIR, S_ISREG

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.days_to_come import refuse_to_come
from generator.archive.debuts import refuse_alike
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.losses import NO_LOSSES, Losses, leavers, versions, withdrawn, without
from generator.archive.model import Archive, Entity, Filed
from generator.archive.refiling import Refiled, newly_filed, refiled
from generator.archive.repaging import Repaged, repaged
from generator.archive.reprofiling import Reprofiled, reprofiled
from generator.archive.respelling import refuse_entangled
from generator.archive.story_addresses import older_addresses
from generator.archive.threads import is_out, older_keys
from generator.archive.unseen import refuse_unsure
from generator.pages.desk import Desk
from generator.publish.build_cache.cached_build import Known, file_digest
from generator.publish.build_cache.reader import CacheReader
from generator.publish.change_detection.scan import Scan
from generator.publish.config.settings import Settings
from generator.publish.incremental.file_problems import refuse_wrong
from generator.publish.incremental.removals import (
    comes_again,
    gone_of,
    is_warned_of,
    refuse_addressed,
    refuse_losses,
    refuse_readdressed,
)
from generator.publish.pictures.published import Picture, damaged
from generator.publish.search.periods import Period, period_of, periods_of
from generator.read.model import OrdinaryPage, Profile, Story
from generator.read.pictures import picture_problems
from generator.read.stories import slug_from
from generator.read.walk import PROFILE_FOLDERS, TextFile, read_file
from generator.values.hygiene import slug_faults
from generator.values.names import match_key

# Where a story or a profile may come to stand, and in which folders: any other name may be wrong, or be another's on
# some disk.
_FOLDER = re.compile(r"stories/[0-9a-z-]+|people|companies|topics|images|images/[0-9a-z_-]+")
_PLAIN = re.compile(r"(?:stories/(?:[0-9a-z-]+/)?|people/|companies/|topics/)[0-9a-z]+(?:-[0-9a-z]+)*\.md")
_PICTURE = re.compile(r"(?i)images/(?:[0-9a-z_-]+/)?[0-9a-z]+(?:[-_][0-9a-z]+)*\.(?:avif|gif|jpe?g|png|webp)")
_FIRST = ("company", "person")  # the kinds that links mean before all others
_FOLDERS = ("stories/", *(f"{folder}/" for folder in PROFILE_FOLDERS), "pages/")


class Edits(Struct, frozen=True):
    """What has changed or is new: stories by slug, profiles, ordinary pages, and pictures by path.

    ``known`` is what their files say now, by path below the content folder, None for one that is gone. A story that is
    another only because of a new one that continues it, or did, has no file there, and one that isn't out is a file
    alone. A story of another day is among the ``losses``, and has come.
    """

    stories: Mapping[str, Refiled]
    profiles: tuple[Reprofiled, ...]
    pages: tuple[Repaged, ...]
    pictures: Mapping[str, Picture]
    known: Mapping[str, Known | None]
    losses: Losses = NO_LOSSES

    @property
    def are_seen(self) -> bool:
        """Whether anything published may change."""
        return bool(self.stories or self.profiles or self.pages or self.pictures or self.losses.stories)

    @property
    def told(self) -> tuple[str, ...]:
        """The stories whose own files have changed."""
        return tuple(slug for slug, edit in self.stories.items() if edit.filed.story.path in self.known)

    @property
    def come(self) -> tuple[str, ...]:
        """The stories that are new, or have another day."""
        return tuple(slug for slug, edit in self.stories.items() if edit.was is None)

    @property
    def gone(self) -> tuple[str, ...]:
        """The stories that are deleted."""
        return tuple(slug for slug in self.losses.stories if slug not in self.stories)

    @property
    def versions(self) -> Iterator[Story]:
        """The stories as they were and as they are."""
        return versions(self.stories.values(), self.losses.stories.values())

    @property
    def readdressed(self) -> Set[str]:
        """The older addresses (``YEAR/SLUG``) that have come, gone, or lead to another story."""
        was = (*self.losses.stories.values(), *(edit.was for edit in self.stories.values() if edit.was))
        now = (edit.filed for edit in self.stories.values())
        before, after = ({old for e in each for old in older_addresses(e.story).items()} for each in (was, now))
        return {old.slug for old, _ in before ^ after}

    @property
    def gone_from_there(self) -> Iterator[str]:
        """Those, and the stories whose address has changed."""
        for slug, filed in self.losses.stories.items():
            if slug not in self.stories or self.stories[slug].filed.year != filed.year:
                yield slug

    @property
    def targets(self) -> Set[str]:
        """Match keys of the links of changed stories that may now mean something else."""
        new = {each.ref for each in self.newcomers}
        links = (link for edit in self.stories.values() for link in edit.filed.links.items())
        return {match_key(target) for target, ref in links if ref.kind not in _FIRST and ref not in new}

    @property
    def newcomers(self) -> tuple[Entity, ...]:
        """Whoever is named for the first time: some maybe twice, by a story and by a profile."""
        named = (newcomer for edit in self.stories.values() for newcomer in edit.newcomers)
        return (*named, *(edit.entity for edit in self.profiles if edit.is_debut))

    def periods(self, before: Desk, desk: Desk) -> dict[str, Period]:
        """The search periods whose stories have changed, by name. Each year keeps its periods."""
        found = {period.name: period for period in (period_of(desk, slug) for slug in self.told)}
        for slug, filed in self.losses.stories.items():
            name = period_of(before, slug).name
            found |= {period.name: period for period in periods_of(desk, filed.year) if period.name == name}
        return found


def edits_of(settings: Settings, look: Scan, cache: CacheReader, desk: Desk) -> Edits:
    """Read what has changed. NeedsFullBuildError where an incremental build can't handle it.

    The build that stands, in ``look``, warned of what is not in the files alone: :func:`unread`.
    ContentRefusedError where something is wrong with what the files say, and nothing else with the archive.
    """
    pictures = dict(_pictures(settings, look, desk.archive.images))
    whole = replace(desk.archive, images=tuple({*desk.archive.images, *pictures}))
    known = dict(_read(settings, look, pictures.keys()))
    items = [each.parsed.item for each in known.values() if each is not None]
    told = {item.slug: item for item in items if isinstance(item, Story)}
    others = [item for item in items if not isinstance(item, Story)]
    slugs = [{match_key(slug), *older_keys(story)} for slug, story in told.items()]
    is_one = len(told) + len(others) < len(items) or len(set[str]().union(*slugs)) < sum(map(len, slugs))
    if is_one or not (known or pictures):
        raise NeedsFullBuildError(*look.changed)  # two files of one address, folders alone, or something else
    gone = gone_of(look, cache, whole, known, told)
    refiling = _Refiling(look, cache, without(whole, gone.keys()), gone, told)
    for filed in gone.values():
        refiling.take_out(whole, filed)
    for story in told.values():
        refiling.file(story)
    profiles, pages = _others(look, cache, refiling.archive, others)
    losses = Losses(gone, leavers(whole, cache.on_file, gone, refiling.stories))
    found = Edits(refiling.stories, profiles, pages, pictures, known, losses)
    refuse_alike(found.newcomers)
    refuse_losses(cache, whole, found.gone, losses.entities, (*profiles, *pages))
    refuse_addressed(cache, (*found.gone_from_there, *(ref.slug for ref in losses.entities)))
    refuse_readdressed(cache, found.gone, found.readdressed, found.targets)
    respelled = [name for each in profiles for name in each.respelled]
    if respelled:
        refuse_entangled(respelled, (*told.values(), *found.versions), found.newcomers)
    names = refiling.names.union(respelled, *((each.name, each.ref.slug) for each in found.newcomers))
    if names and not (cache.targets | found.targets).isdisjoint(map(match_key, names)):
        raise NeedsFullBuildError(*names)
    refuse_to_come(told.values(), look.stamp.today)
    refuse_wrong(look, known)
    return found


class _Refiling:
    """The stories that are others now, one after the other.

    ``names`` are the titles and slugs by which links and drafts may mean a story now that they didn't mean before, or
    no more.
    """

    def __init__(
        self, look: Scan, cache: CacheReader, archive: Archive, gone: Mapping[str, Filed], told: Mapping[str, Story]
    ) -> None:
        """``archive`` is that without what is ``gone``, and ``told`` what files of stories say now, by slug."""
        self.archive = archive
        self.stories: dict[str, Refiled] = {}
        self.names: set[str] = set()
        self._look = look
        self._cache = cache
        self._gone = gone
        self._told = told
        self._slugs = {key: slug for key, slug in cache.slugs.items() if slug not in gone} if gone else cache.slugs

    def take_out(self, whole: Archive, filed: Filed) -> None:
        """Take out a story that is deleted or moves to another day, and update the one that it continued."""
        slug = filed.ref.slug
        older = withdrawn(whole, self._cache.on_file, filed)
        if older is not None:
            if older.filed.ref.slug in self.stories:
                raise NeedsFullBuildError(slug)
            self.stories[older.filed.ref.slug] = older
        again = {self._told[slug].title} if comes_again(self._look, self._told, slug) else set()
        self.names |= {filed.story.title} ^ again

    def file(self, story: Story) -> None:
        """File a story as it is now, and the stories that change because of it."""
        slug = story.slug
        for edit in self._edits(story):
            other = edit.filed.ref.slug
            if other in self.stories or (other in self._told) != (other == slug):
                raise NeedsFullBuildError(edit.filed.ref)
            self.stories[other] = edit
            if slug not in self._gone:
                title = edit.filed.story.title
                self.names |= {edit.was.story.title} ^ {title} if edit.was else {slug, title}

    def _edits(self, story: Story) -> tuple[Refiled, ...]:
        look, cache, archive = self._look, self._cache, self.archive
        is_there = story.path not in look.come
        was = cache.unseen(story.path) if is_there else None
        on_file = cache.on_file_but(story.path) if was else cache.on_file
        if story.slug in archive.stories:
            return (refiled(archive, on_file, self._slugs, archive.stories[story.slug], story),)
        if is_out(story, look.stamp.today):
            return newly_filed(archive, on_file, self._slugs, story)
        earlier = self._gone[story.slug].story if story.slug in self._gone else was
        if (is_there and earlier is None) or is_warned_of(look, story.path):
            raise NeedsFullBuildError(story.slug)
        refuse_unsure(archive, on_file, cache.slugs, earlier, story)
        self.names |= ({was.title} ^ {story.title}) if was else {story.title, story.slug}
        return ()


def _others(
    look: Scan, cache: CacheReader, archive: Archive, items: Iterable[Profile | OrdinaryPage]
) -> tuple[tuple[Reprofiled, ...], tuple[Repaged, ...]]:
    """Profiles and ordinary pages as they are filed now. NeedsFullBuildError where one is warned of."""
    profiles: list[Reprofiled] = []
    pages: list[Repaged] = []
    for item in items:
        if is_warned_of(look, item.path):
            raise NeedsFullBuildError(item.path)
        if isinstance(item, Profile):
            profiles.append(reprofiled(archive, cache.on_file, cache.slugs, item))
        else:
            pages.append(repaged(archive, cache.on_file, cache.slugs, item))
    return tuple(profiles), tuple(pages)


def _pictures(settings: Settings, look: Scan, images: Collection[str]) -> Iterator[tuple[str, Picture]]:
    """The changed and new pictures. NeedsFullBuildError where one is damaged, or its name collides with another's."""
    taken = {name.casefold() for name in images}
    for path in sorted({*look.changed} - look.gone):
        file, name = settings.content / path, path.removeprefix("images/")
        if not path.startswith("images/") or not S_ISREG(file.lstat().st_mode):
            continue
        if path not in look.come:
            taken.discard(name.casefold())
            if name not in images or is_warned_of(look, path):
                raise NeedsFullBuildError(path)
        shown = f"{settings.shown}/images"
        wrong = picture_problems(file, f"{shown}/{name}") or tuple(damaged(settings.content / "images", shown, (name,)))
        if wrong or not _PICTURE.fullmatch(path) or slug_faults(file.stem.lower()) or name.casefold() in taken:
            raise NeedsFullBuildError(path)
        taken.add(name.casefold())
        yield name, Picture(file)


def _read(settings: Settings, look: Scan, pictures: Set[str]) -> Iterator[tuple[str, Known | None]]:
    """The contents of the changed files; None for a deleted story.

    NeedsFullBuildError where there is anything else.
    """
    for path in look.changed:
        if path.removeprefix("images/") in pictures:
            continue
        if path in look.gone:
            if path.startswith("stories/") and path.endswith(".md"):
                yield path, None
            elif not _FOLDER.fullmatch(path):
                raise NeedsFullBuildError(path)
            continue
        if not path.startswith(_FOLDERS) and not (path in look.come and _FOLDER.fullmatch(path)):
            raise NeedsFullBuildError(path)
        mode = (settings.content / path).lstat().st_mode
        if path in look.come and _FOLDER.fullmatch(path) and S_ISDIR(mode):
            continue
        if path in look.come and (not _PLAIN.fullmatch(path) or slug_faults(slug_from(path))):
            raise NeedsFullBuildError(path)
        if not S_ISREG(mode):  # a link may lead to where nothing may be read
            raise NeedsFullBuildError(path)
        file = TextFile(path, (settings.content / path).read_bytes())
        parsed = read_file(file, settings.shown)
        yield path, Known(file_digest(file, settings.shown), parsed)
