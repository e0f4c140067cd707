"""A copy of the current site made of hard links, from which the next version is made.

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
    """Make the hard links; the sum of the files."""
    found = release.linked_copy(place)
    if clears:
        with suppress(OSError):  # whoever needs the room will say so
            release.discard(place.gone)
    return found


class LinkedCopy:
    """The staging folder, filled with hard links to the files of the current site by a background process."""

    def __init__(self, place: Place, jobs: int, *, is_wanted: bool, clears: bool = False) -> None:
        """``is_wanted``: start linking now. ``clears``: also delete older versions."""
        self._place = place
        work = partial(_named, place, clears=clears)
        self._named = BackgroundTask(work, jobs) if is_wanted and release.is_whole(place) else None

    def __enter__(self) -> LinkedCopy:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the folder, unless it has become the site."""
        self._stop()
        release.discard(self._place.staging)

    def _stop(self) -> None:
        if self._named is not None:
            self._named.stop()

    def is_of(self, standing: Record | None) -> bool:
        """Whether the copy holds exactly the files that the build ``standing`` made. Else it is removed."""
        if standing is not None and self._named is not None:
            try:
                if self._named.result() == standing.sum:
                    return True
            except OSError:  # no more room, or a file system without second names
                pass
        self._stop()
        release.discard(self._place.staging)
        return False
