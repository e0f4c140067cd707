"""The published site is always one whole version: staged beside the old one, then swapped for it.

Beside ``site`` stand, hidden and on the same file system: ``.site.staging`` (the version being
built), ``.site.previous`` (the one before, to go back to: ``mv`` is enough), ``.site.gone`` (to be
removed), ``.site.spare`` (see :mod:`generator.publish.swap.standby`) and ``.site.lock``. Whatever kills a
build, :func:`mend` puts this in order at the next one.

A whole version holds the file ``.cuttings``, written last.
A folder that isn't empty and has no such file isn't ours, and is never replaced.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Set
from pathlib import Path

from msgspec import Struct

from generator.publish.config.build_folder import SITE_MARKER
from generator.publish.errors import BuildFailedError, RefusedError
from generator.publish.generated.folder import below
from generator.publish.swap.exchange import exchange, flush, flush_names

MARKER = SITE_MARKER
SUM = (1 << 64) - 1  # sums of files are counted within this
SHRINK_LIMIT = 0.2  # of the published pages may go in one build


class Place(Struct, frozen=True):
    """Where a site is published. ``site`` is absolute, with symbolic links followed."""

    site: Path

    @classmethod
    def at(cls, site: Path) -> Place:
        return cls(site.resolve())

    def _beside(self, what: str) -> Path:
        return self.site.with_name(f".{self.site.name}.{what}")

    @property
    def staging(self) -> Path:
        return self._beside("staging")

    @property
    def previous(self) -> Path:
        return self._beside("previous")

    @property
    def spare(self) -> Path:
        return self._beside("spare")

    @property
    def gone(self) -> Path:
        return self._beside("gone")

    @property
    def lock(self) -> Path:
        return self._beside("lock")


def is_whole(place: Place) -> bool:
    """Whether a version stands there."""
    return (place.site / MARKER).is_file()


def is_ours(folder: Path) -> bool:
    """Whether a folder may be replaced: it isn't there, is empty, or holds a whole version of ours."""
    if not os.path.lexists(folder):
        return True
    if not folder.is_dir():
        return False
    return (folder / MARKER).is_file() or next(folder.iterdir(), None) is None


def refuse_if_taken(place: Place, content: Path, keep: tuple[Path, ...]) -> None:
    """RefusedError, where publishing would write into the content, or replace ``keep`` or what isn't ours."""
    if place.site.exists() and not place.site.is_dir():
        raise RefusedError(f"{place.site} is not a folder: give another one with --site.")
    if place.site.is_relative_to(content.resolve()):
        raise RefusedError(f"{place.site} lies in the content folder: give another folder with --site.")
    for precious in (content, *keep):
        if precious.resolve().is_relative_to(place.site):
            raise RefusedError(f"{place.site} holds {precious}: give another folder with --site.")
    if not is_ours(place.site):
        raise RefusedError(
            f"{place.site} is not empty and was not made by cuttings: empty it, or give another folder with --site."
        )


def mend(place: Place) -> None:
    """Put in order what a killed build left behind, but for what only takes up room. Only under the lock."""
    if not place.site.exists() and place.previous.exists() and (place.staging / MARKER).is_file():
        place.staging.rename(place.site)  # killed between the two renames: the new version is whole
    if not place.previous.exists() and (place.gone / MARKER).is_file():
        place.gone.rename(place.previous)
    discard(place.staging)


def fresh_staging(place: Place) -> Path:
    """An empty folder to build the next version in."""
    discard(place.staging)
    place.staging.mkdir(parents=True)
    return place.staging


def emptied(folder: Path) -> None:
    """Empty a folder of ours."""
    if next(folder.iterdir(), None) is not None:
        discard(folder)
        folder.mkdir()


def linked_copy(place: Place) -> int:
    """Fill the folder for the next version with the site's files by other names; the sum of those, as of
    :func:`sum_of`. OSError where they can't be had.
    """
    found = alike(place.site, fresh_staging(place))
    (place.staging / MARKER).unlink()  # it is no whole version now, and this is the site's own file
    return found & SUM


def sum_of(path: str) -> int:
    """What tells the files of a folder, or a file, from what they are once one was written to, or went, or came."""
    if not os.path.isdir(path):  # noqa: PTH112 -- a Path for each of 40,000 files would take a second
        return _one(os.stat(path)) if os.path.exists(path) else 0  # noqa: PTH110, PTH116
    found, folders = 0, [path]
    while folders:
        with os.scandir(folders.pop()) as listing:
            for entry in listing:
                if entry.is_dir():
                    folders.append(entry.path)
                else:
                    found += _one(entry.stat())
    return found & SUM


def _one(found: os.stat_result) -> int:
    return hash((found.st_ino, found.st_mtime_ns, found.st_size)) & SUM


def alike(site: Path, other: Path, path: str = "") -> int:
    """Make another folder hold the very file, or the files of the folder, that a site holds at a path; their sum.

    What the site hasn't is gone from there. DamagedCacheError where the path leads out of the two.
    """
    whole, same = below(os.fspath(site), path), below(os.fspath(other), path)
    if os.path.isdir(whole):  # noqa: PTH112
        if not os.path.isdir(same):  # noqa: PTH112
            discard(Path(same))
            os.makedirs(same)  # noqa: PTH103
        return _same(whole.rstrip("/"), same.rstrip("/"))
    take_out(os.fspath(other), path)
    if not os.path.exists(whole):  # noqa: PTH110
        return 0
    os.makedirs(same.rpartition("/")[0], exist_ok=True)  # noqa: PTH103
    os.link(whole, same)
    return _one(os.stat(whole))  # noqa: PTH116


def take_out(folder: str, path: str) -> None:
    """Remove a file below a folder, or a folder, and the folders that are empty then.

    DamagedCacheError where the path leads out of the folder.
    """
    whole = below(folder, path)
    discard(Path(whole))
    above = whole.rpartition("/")[0]
    while above != folder and os.path.isdir(above) and not os.listdir(above):  # noqa: PTH112, PTH208
        os.rmdir(above)  # noqa: PTH106
        above = above.rpartition("/")[0]


def _same(folder: str, other: str) -> int:
    """Make another folder hold what a folder holds; the sum of its files."""
    found = 0
    with os.scandir(other) as listing:
        there = {entry.name: entry for entry in listing}
    with os.scandir(folder) as listing:
        for entry in listing:
            old = there.pop(entry.name, None)
            whole = f"{other}/{entry.name}"
            is_folder = entry.is_dir(follow_symlinks=False)
            if old is not None and (old.inode() != entry.inode() if not is_folder else not old.is_dir()):
                discard(Path(whole))
                old = None
            if is_folder:
                if old is None:
                    os.mkdir(whole)  # noqa: PTH102
                found += _same(entry.path, whole)
            else:
                if old is None:
                    os.link(entry.path, whole)
                found += _one(entry.stat())
    for old in there.values():
        discard(Path(old.path))
    return found


def publish(place: Place, *, durable: bool = True, pages: int | None = None) -> None:
    """Make the staged version the site, and the site the previous version. ``pages`` is how many it has, if known.

    What was the previous version is gone, but not removed yet: see :func:`clear`.

    ``durable`` puts it on the disk first, so that a power cut leaves one of the two whole as well.

    Where the system cannot swap two folders in one step, this is two renames, and a reader who
    comes between them finds no site for some millionths of a second.
    """
    mark(place.staging, pages)
    if durable:
        flush(place.staging)
    if not is_whole(place):
        place.staging.rename(place.site)  # nothing there, or an empty folder; fails if it has been filled meanwhile
    elif exchange(place.staging, place.site):
        _keep_previous(place, place.staging)
    else:
        _keep_previous(place, place.site)
        place.staging.rename(place.site)
    flush_names(place.site.parent)


def clear(place: Place) -> None:
    """Remove what no version is to be made of, which takes a while."""
    discard(place.gone)
    discard(place.spare)


def mark(folder: Path, pages: int | None = None) -> None:
    """Say that a folder holds a whole version, and that it is ours."""
    said = {"format": 1, "pages": len(pages_of(folder)) if pages is None else pages}
    (folder / MARKER).write_text(json.dumps(said) + "\n", encoding="utf-8")


def addresses_told(folder: Path) -> int:
    """How many addresses the version in a folder says that it has: its pages, and what leads to them.

    OSError, ValueError or LookupError where it says nothing.
    """
    return int(json.loads((folder / MARKER).read_text(encoding="utf-8"))["pages"])


def _keep_previous(place: Place, old: Path) -> None:
    if place.previous.exists():
        discard(place.gone)
        place.previous.rename(place.gone)
    old.rename(place.previous)


def pages_of(folder: Path) -> set[str]:
    """The addresses of the pages in a built site, redirects included: folders that have an ``index.html``."""
    found: set[str] = set()
    root = os.fspath(folder)
    for parent, _, names in os.walk(root):
        if "index.html" in names:
            found.add(os.path.relpath(parent, root).replace(os.sep, "/"))
    return found


def refuse_to_shrink(place: Place, pages: Set[str] | None = None, before: Set[str] | None = None) -> None:
    """BuildFailedError, where more than a fifth of the pages that are published would be gone.

    ``pages`` are the new version's and ``before`` the published one's, where somebody knows without a look.
    """
    if not is_whole(place):
        return
    before = pages_of(place.site) if before is None else before
    lost = len(before - (pages_of(place.staging) if pages is None else pages))
    if lost > SHRINK_LIMIT * len(before):
        raise BuildFailedError(
            f"{lost} of the {len(before)} published pages would be gone. "
            "If that is meant, build again with --allow-shrink."
        )


def discard(folder: Path) -> None:
    """Remove a folder of ours, or a file in its place, if there is one."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
