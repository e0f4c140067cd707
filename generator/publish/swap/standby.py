"""The standby tree: a copy beside the site, known to differ in few files, from which the next version is made.

After a build of everything it is ``.site.spare``, whose files are the site's by other names; after that the version
before. To name tens of thousands of files anew takes longer than all else that a changed text asks for; and so does a
look at each of them, which can begin before anything else is loaded. This module loads nothing that takes time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from enum import Enum
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.publish.build_cache.locations import cache_path
from generator.publish.generated.folder import Identity, identity
from generator.publish.processes.workers import BackgroundTask, cores
from generator.publish.swap.release import MARKER, SUM, Place, alike, clear, discard, sum_of

if TYPE_CHECKING:
    from generator.publish.mkdocs_driver.record import Record


class Beside(Enum):
    """Which of the folders beside a site is its standby tree."""

    SPARE = "spare"
    PREVIOUS = "previous"

    def folder(self, place: Place) -> Path:
        """That folder, beside the site."""
        return place.spare if self is Beside.SPARE else place.previous


class StandbyTree(Struct, frozen=True):
    """The standby tree of a site. The paths in ``differs``, files or whole folders, aren't as the site has them."""

    marker: Identity  # of the site
    folder: Path
    differs: tuple[str, ...]

    def step_in(self, place: Place, found: int) -> int:
        """Bring the tree up to date and move it to the staging folder; return the sum of its files.

        ``found`` is that of the tree as it is. OSError where it isn't there, or the site lacks some.
        """
        discard(place.staging)
        self.folder.rename(place.staging)
        found -= sum(sum_of(f"{place.staging}/{path}") for path in (MARKER, *self.differs))
        (place.staging / MARKER).unlink(missing_ok=True)  # it is no whole version now
        found += sum(alike(place.site, place.staging, path) for path in self.differs)
        return (found + sum_of(f"{place.site}/{MARKER}")) & SUM


class StandbyCheck:
    """Checks the files of a standby tree in a background process, while the build gets ready.

    Where there is but one process, the look is taken when it is needed.
    """

    def __init__(self, known: StandbyTree | None, jobs: int) -> None:
        self.known = known
        self._looked = BackgroundTask(partial(sum_of, os.fspath(known.folder)), jobs) if known and jobs > 1 else None

    def __enter__(self) -> StandbyCheck:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Cancel the check."""
        if self._looked is not None:
            self._looked.stop()

    def step_in(self, place: Place) -> int:
        """Make the checked tree the staging folder: :meth:`StandbyTree.step_in`. OSError where there is none."""
        if self.known is None:
            raise FileNotFoundError(place.previous)
        found = self._looked.result() if self._looked else sum_of(os.fspath(self.known.folder))
        return self.known.step_in(place, found)


def standby_check(build_dir: Path, site: Path, jobs: int | None) -> StandbyCheck:
    """Start checking the standby tree of a site; ``jobs`` is the number of processes, None for one per core."""
    return StandbyCheck(recall(build_dir, Place.at(site)), jobs or cores())


def put_in_order(build_dir: Path, place: Place, last: Record | None) -> None:
    """Clear what is left beside a site, and leave a standby tree for its next version there.

    ``last`` is the build that made the site, if texts of it may be built incrementally. OSError where it can't be.
    """
    clear(place)
    if last is None:
        return
    if last.changed is not None:
        follow(build_dir, place, last.changed)
        return
    try:
        place.spare.mkdir()
        alike(place.site, place.spare)
        (place.spare / MARKER).unlink()
        _keep(build_dir, place, Beside.SPARE, ())
    except OSError:  # no more room, or a file system without second names
        discard(place.spare)


def follow(build_dir: Path, place: Place, changed: Collection[str]) -> None:
    """Record the previous version as the standby tree of the current one; ``changed`` are the paths that differ.

    OSError where that can't be written.
    """
    _keep(build_dir, place, Beside.PREVIOUS, changed)


def _keep(build_dir: Path, place: Place, tree: Beside, differs: Collection[str]) -> None:
    path = _path(build_dir, place)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".beside-new")
    said = json.dumps([identity(f"{place.site}/{MARKER}"), tree.value, sorted({*differs} - {MARKER})])
    new.write_text(f"{_digest(said)}\n{said}", encoding="utf-8")
    new.replace(path)


def recall(build_dir: Path, place: Place) -> StandbyTree | None:
    """The recorded standby tree of the current site; None where there is none.

    What is read says no folder, only which of ours it is: whoever could write here would have any other removed.
    """
    try:
        told, said = _path(build_dir, place).read_text(encoding="utf-8").split("\n")
        if told != _digest(said):
            return None
        marker, tree, differs = json.loads(said)
        known = StandbyTree(tuple(marker), Beside(tree).folder(place), tuple(differs))
        return known if known.marker == identity(f"{place.site}/{MARKER}") and known.folder.is_dir() else None
    except (OSError, ValueError):
        return None


def _digest(said: str) -> str:
    return blake2b(said.encode(), digest_size=20).hexdigest()


def _path(build_dir: Path, place: Place) -> Path:
    return cache_path(build_dir, place.site).with_suffix(".beside")
