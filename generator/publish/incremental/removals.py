"""What goes with some edits: stories, and whoever they alone named; and what else may lead there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from generator.archive.chronology import publication
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.model import Archive, Filed, Ref
from generator.archive.repaging import Repaged
from generator.archive.reprofiling import Reprofiled
from generator.archive.threads import is_out
from generator.archive.unseen import refuse_missed
from generator.publish.build_cache.cached_build import Known
from generator.publish.build_cache.reader import CacheReader
from generator.publish.change_detection.scan import Scan
from generator.read.model import Story
from generator.read.stories import slug_from
from generator.values.names import match_key


def gone_of(
    look: Scan, cache: CacheReader, archive: Archive, known: Mapping[str, Known | None], told: Mapping[str, Story]
) -> dict[str, Filed]:
    """The stories that are gone, as they were: those of another day, or in another folder, come again.

    One that isn't out any more is gone, too, though its file is there.

    NeedsFullBuildError where more may depend on one, and so for one that wasn't out, which nobody sees go.
    """
    found: dict[str, Filed] = {}
    for path in (path for path, each in known.items() if each is None):
        slug = slug_from(path)
        filed, unseen = archive.stories.get(slug), cache.unseen(path)
        if filed is not None and filed.story.path == path:
            found[slug] = filed
        elif unseen is None or is_warned_of(look, path):
            raise NeedsFullBuildError(path)
        else:
            refuse_missed(archive, cache.on_file, unseen)
            _refuse_led_to(cache.targets, unseen.slug, unseen.title)
    for slug, story in told.items():
        filed = archive.stories.get(slug)
        if filed is None or filed.story.path != story.path:
            continue
        if not is_out(story, look.stamp.today) or publication(story) != publication(filed.story):
            found[slug] = filed
    for slug, filed in found.items():
        is_in_thread = filed.follows or filed.followed_by
        if is_in_thread and comes_again(look, told, slug):  # its place there is another
            raise NeedsFullBuildError(slug)
    return found


def comes_again(look: Scan, told: Mapping[str, Story], slug: str) -> bool:
    """Whether a story is among those that are told, and out."""
    return slug in told and is_out(told[slug], look.stamp.today)


def is_warned_of(look: Scan, path: str) -> bool:
    """Whether a file is warned of, by its path below the content folder."""
    return any(problem.path == f"{look.told['shown']}/{path}" for problem in look.stood.problems)


def refuse_losses(
    cache: CacheReader,
    archive: Archive,
    gone: Sequence[str],
    leavers: Sequence[Ref],
    others: Sequence[Reprofiled | Repaged],
) -> None:
    """NeedsFullBuildError where something else may lead to stories that are gone, or to whoever is on file no more."""
    if gone:
        _refuse_led_to(cache.targets, *gone)
    for ref in leavers:
        _refuse_led_to(cache.awaited, ref.slug, archive.entities[ref].name)
        if ref in cache.labels or any(ref in (edit.ref, *edit.links.values()) for edit in others):
            raise NeedsFullBuildError(ref)


def refuse_addressed(cache: CacheReader, slugs: Collection[str]) -> None:
    """NeedsFullBuildError where an editor wrote an address that may be that of a page which is there no more."""
    if slugs and not cache.addressed.isdisjoint(slugs):
        raise NeedsFullBuildError(*slugs)


def refuse_readdressed(
    cache: CacheReader, gone: Collection[str], older: Collection[str], targets: Collection[str]
) -> None:
    """NeedsFullBuildError where something may lead to older slugs that are another story's now, or none's, or weren't.

    So, too, where another story has such a slug, or one that is gone. ``targets`` are what edits link to.
    """
    if not (gone or older):
        return
    names = {old.rsplit("/", 1)[-1] for old in older}
    if not cache.shared_slugs.isdisjoint(map(match_key, (*gone, *names))):
        raise NeedsFullBuildError(*gone, *older)
    if names:
        _refuse_led_to((*cache.targets, *targets), *names)
        refuse_addressed(cache, names)


def _refuse_led_to(targets: Iterable[str], *names: str) -> None:
    """NeedsFullBuildError where a link to one of these may be among some, with or without folders before the name."""
    keys = tuple(map(match_key, names))
    if any(target.endswith(keys) for target in targets):
        raise NeedsFullBuildError(*names)
