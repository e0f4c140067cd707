"""A tree beside the site that is known to differ from it in little: that put right, the next version is made of it.

After a build of everything it is ``.site.spare``, whose files are the site's by other names; after that the version
before. To name tens of thousands of files anew takes longer than all else that a changed text asks for.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from generator.publish.driving.record import Record
from generator.publish.folder import Identity, identity
from generator.publish.keeping import memory_path
from generator.publish.release import MARKER, SUM, Place, alike, clear, discard, sum_of


@dataclass(frozen=True, slots=True)
class Understudy:
    """The tree in a folder, of which the files in ``differs``, or whole folders of files, aren't the site's."""

    marker: Identity  # of the site
    folder: Path
    differs: tuple[str, ...]

    def step_in(self, place: Place) -> int:
        """Become the folder for the next version, with the site's files; their sum.

        OSError where it isn't there, or the site lacks some.
        """
        discard(place.staging)
        self.folder.rename(place.staging)
        (place.staging / MARKER).unlink(missing_ok=True)  # it is no whole version now
        for path in self.differs:
            alike(place.site, place.staging, path)
        return (sum_of(os.fspath(place.staging)) + sum_of(f"{place.site}/{MARKER}")) & SUM


def put_in_order(build_dir: Path, place: Place, last: Record | None) -> None:
    """What stands beside a site: nothing that is done with, and an understudy for its next version.

    ``last`` is the build that made the site, if texts of it may be touched up. OSError where it can't be.
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
        _keep(build_dir, place, place.spare, ())
    except OSError:  # no more room, or a file system without second names
        discard(place.spare)


def follow(build_dir: Path, place: Place, changed: Collection[str]) -> None:
    """Say that the version before is the understudy of the one that stands, and ``changed`` what it lacks of it.

    OSError where that can't be written.
    """
    _keep(build_dir, place, place.previous, changed)


def _keep(build_dir: Path, place: Place, folder: Path, differs: Collection[str]) -> None:
    path = _path(build_dir, place)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".beside-new")
    said = json.dumps([identity(f"{place.site}/{MARKER}"), os.fspath(folder), sorted({*differs} - {MARKER})])
    new.write_text(f"{_digest(said)}\n{said}", encoding="utf-8")
    new.replace(path)


def recall(build_dir: Path, place: Place) -> Understudy | None:
    """The understudy of the site that stands; None where it has none that is known."""
    try:
        told, said = _path(build_dir, place).read_text(encoding="utf-8").split("\n")
        if told != _digest(said):
            return None
        marker, folder, differs = json.loads(said)
        known = Understudy(tuple(marker), Path(folder), tuple(differs))
        return known if known.marker == identity(f"{place.site}/{MARKER}") and known.folder.is_dir() else None
    except (OSError, ValueError):
        return None


def _digest(said: str) -> str:
    return blake2b(said.encode(), digest_size=20).hexdigest()


def _path(build_dir: Path, place: Place) -> Path:
    return memory_path(build_dir, place.site).with_suffix(".beside")
