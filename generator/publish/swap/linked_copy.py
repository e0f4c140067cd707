"""A twin of the site that stands: the same files by other names, for the next version to be made of.

Most of them stay as they are, whatever an editor saves, and to name tens of thousands of files takes a while. So this
is done by a process of its own while it is found out what has changed.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from generator.publish.mkdocs_driver.record import Record
from generator.publish.processes.workers import BackgroundTask
from generator.publish.swap import release
from generator.publish.swap.release import Place


def _named(place: Place, *, clears: bool) -> int:
    """Name the files; the sum of those."""
    found = release.linked_copy(place)
    if clears:
        with suppress(OSError):  # whoever needs the room will say so
            release.discard(place.gone)
    return found


class LinkedCopy:
    """The folder for the next version, with the files of the site that stands."""

    def __init__(self, place: Place, jobs: int, *, is_wanted: bool, clears: bool = False) -> None:
        """``is_wanted`` if a build is likely to have use for the files, and ``clears`` if it has time for what is left
        of versions that are gone to be removed meanwhile.
        """
        self._place = place
        work = partial(_named, place, clears=clears)
        self._named = BackgroundTask(work, jobs) if is_wanted and release.is_whole(place) else None

    def __enter__(self) -> LinkedCopy:
        return self

    def __exit__(self, *_: object) -> None:
        """The folder goes, unless it has become the site."""
        self._stop()
        release.discard(self._place.staging)

    def _stop(self) -> None:
        if self._named is not None:
            self._named.stop()

    def is_of(self, standing: Record | None) -> bool:
        """Whether the folder holds all files of the site, which are those that ``standing`` made. Else it is gone."""
        if standing is not None and self._named is not None:
            try:
                if self._named.result() == standing.sum:
                    return True
            except OSError:  # no more room, or a file system without second names
                pass
        self._stop()
        release.discard(self._place.staging)
        return False
