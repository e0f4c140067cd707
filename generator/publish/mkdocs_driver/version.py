"""The folder that a new version of a site is put into, and what of the version that stands goes into it as it is.

What stands is given another name there, one by one; or the folder is a twin, which held all of it, by other names,
before it was known what would change.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from generator.publish.generated.folder import Held, Identity, Stored, contents, identity, put
from generator.publish.mkdocs_driver.record import Record, Rendered
from generator.publish.swap.release import MARKER, SUM, emptied, sum_of, take_out


class Version:
    """A new version: every file of it is written, or taken over from the version that ``standing`` made."""

    def __init__(self, folder: str, standing: Record | None = None, *, is_linked_copy: bool = False) -> None:
        """``is_linked_copy`` if the folder holds the files of the site that stands; else it is emptied if need be."""
        self._folder = folder
        self._standing = standing
        self._is_twin = is_linked_copy and standing is not None
        self._files: frozenset[str] = frozenset()
        self._taken: dict[str, Identity] = {}
        self._lost: frozenset[str] = frozenset()  # files that stand, and have no place in this version
        self._gone: frozenset[bytes] | None = None

    def begin(self, form: str, pages: Collection[str], files: Collection[str], of_theme: Collection[str]) -> bool:
        """Make ready for a version of these pages (by their paths in the generated folder), and these files of it.

        Whether it is a twin, and what goes into every page, ``form``, is the same: then the theme's files are there.
        """
        self._files = frozenset(files)
        before = self._standing
        self._gone = before.names_gone(pages) if before is not None and before.form == form else None
        self._lost = before.files - self._files if before is not None else frozenset()
        if not self._is_twin or self._gone is None or not self._lost.isdisjoint(of_theme):
            self._is_twin = False
            emptied(Path(self._folder))
            return False
        for path in self._lost:
            take_out(self._folder, path)
        return True

    def takes_page(self, page: Rendered, file: str) -> bool:
        """Whether a page of the version that stands is in this one now, as it was.

        A page that may link to one that is gone is rendered again, and whatever is wrong with that comes out.
        """
        assert self._standing is not None
        if self._gone is None:
            return False
        standing = f"{self._standing.site}/{file}"
        try:
            if self._gone and _holds(standing, self._gone):
                return False
        except OSError:
            return False
        return self._takes(standing, page.file, file)

    def takes(self, path: str, told: str) -> bool:
        """Whether a file that is no page, and by its digest holds the same, is in this version now."""
        kept = self._standing.others.get(path) if self._standing is not None else None
        if self._standing is None or kept is None or not told or kept[0] != told:
            return False
        return self._takes(f"{self._standing.site}/{path}", kept[1], path)

    def _takes(self, standing: str, expected: Identity, path: str) -> bool:
        if not self._is_twin:
            try:
                if identity(standing) != expected:
                    return False
                self._link(standing, path)
            except OSError:
                return False  # not there any more, or a file system without second names: it is made again
        self._taken[path] = expected
        return True

    def identity(self, path: str) -> Identity:
        """What tells a file of this version from others."""
        return self._taken.get(path) or identity(f"{self._folder}/{path}")

    @property
    def sum(self) -> int:
        """What tells all its files from others: see :func:`generator.publish.swap.release.sum_of`."""
        before, changed = self._standing, self.changed
        if changed is None or before is None:
            return sum_of(self._folder)
        left = before.sum - sum(sum_of(f"{before.site}/{path}") for path in (*changed, MARKER))
        return (left + sum(sum_of(f"{self._folder}/{path}") for path in changed)) & SUM

    @property
    def changed(self) -> frozenset[str] | None:
        """The files that aren't those of the version that stands; None where that isn't sure."""
        return (self._files | self._lost) - self._taken.keys() if self._is_twin else None

    def put(self, path: str, made: Held) -> None:
        """Write a file that isn't taken over, wherever what it holds comes from."""
        if isinstance(made, Stored) and made.is_replaced:
            put(self._folder, path, made)
        else:
            self.write(path, contents(made))

    def write(self, path: str, data: bytes) -> None:
        """Write a file that isn't taken over."""
        whole = f"{self._folder}/{path}"
        try:
            file = open(whole, "xb")  # noqa: PTH123, SIM115 -- a Path for each of 40,000 files would take a second
        except FileNotFoundError:
            os.makedirs(whole.rpartition("/")[0], exist_ok=True)  # noqa: PTH103
            file = open(whole, "xb")  # noqa: PTH123, SIM115
        except FileExistsError:
            os.unlink(whole)  # noqa: PTH108 -- never written to as it is: it may be the site's own file by another name
            file = open(whole, "xb")  # noqa: PTH123, SIM115
        with file:
            file.write(data)

    def _link(self, file: str, path: str) -> None:
        whole = f"{self._folder}/{path}"
        os.makedirs(whole.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 -- see write
        os.link(file, whole)


def _holds(file: str, names: frozenset[bytes]) -> bool:
    with open(file, "rb") as opened:  # noqa: PTH123 -- as above
        data = opened.read()
    return any(name in data for name in names)
