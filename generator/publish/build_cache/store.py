"""The cache on disk, in the build folder: it may be deleted at any time, and a damaged one counts as none.

Three files: what a full build made, and what from; what is known once its site stands; the journal of what incremental
builds have changed since.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from generator.publish.build_cache import writing
from generator.publish.build_cache.cached_build import CachedBuild
from generator.publish.build_cache.journal import Journal
from generator.publish.build_cache.locations import cache_path
from generator.publish.build_cache.reader import CacheReader
from generator.publish.build_cache.records import DamagedCacheError
from generator.publish.build_cache.rows import Rows
from generator.publish.generated.folder import identity
from generator.publish.processes.workers import BackgroundTask

_AFTER = ".after"
_SINCE = ".since"


def recall(build_dir: Path, site: Path, form: str) -> CachedBuild | None:
    """What the build of a site left, if all that goes into every page is as it was; None if there is none to be had."""
    found = open_cache(build_dir, site, form)
    try:
        return found.memory(form) if found else None
    except DamagedCacheError:
        return None


def is_kept(build_dir: Path, site: Path) -> bool:
    """Whether there is something to recall, of use or not."""
    return cache_path(build_dir, site).is_file()


def open_cache(build_dir: Path, site: Path, form: str, opened: OpenCache | None = None) -> CacheReader | None:
    """The same, to look things up in, in files that may be kept open."""
    path, opened = cache_path(build_dir, site), opened or OpenCache()
    try:
        rows = opened.rows(path, form)
        after, journal = opened.rows(path.with_suffix(_AFTER), rows.name), Journal(path.with_suffix(_SINCE), rows.name)
        return CacheReader(rows, after, journal)
    except DamagedCacheError:
        return None


class OpenCache:
    """Files of rows that are kept open, with what was read of them, for whoever builds again and again."""

    def __init__(self) -> None:
        self._rows: dict[Path, tuple[tuple[Any, ...], Rows]] = {}

    def rows(self, path: Path, form: str) -> Rows:
        """One of them, opened again where it is another file now. DamagedCacheError where it can't be opened."""
        try:
            told = (*identity(os.fspath(path)), form)
        except OSError as error:
            raise DamagedCacheError(path) from error
        if path not in self._rows or self._rows[path][0] != told:
            self._rows[path] = told, Rows(path, form)
        return self._rows[path][1]


class CacheWriter:
    """A memory on its way to the disk: written while other work goes on, and put in place when that is done."""

    def __init__(self, build_dir: Path, site: Path, jobs: int) -> None:
        self._path = cache_path(build_dir, site)
        self._new = self._path.with_suffix(".new")
        self._jobs = jobs
        self._written: BackgroundTask | None = None

    def begin(self, memory: CachedBuild) -> None:
        """Write what a build made, and what from, though its site doesn't stand yet."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._written = BackgroundTask(partial(self._write, memory), self._jobs)

    def _write(self, memory: CachedBuild) -> str:
        difference = memory.difference
        since = Journal(self._path.with_suffix(_SINCE), difference.name).touched if difference else None
        return writing.put(self._new, memory, self._path, since)

    def done(self, memory: CachedBuild) -> CachedBuild:
        """The memory under its name on disk, now that the site stands. OSError where it can't be written."""
        if self._written is None:
            return memory
        name = self._written.result()
        writing.put_record(self._path.with_suffix(_AFTER), name, memory)
        self._new.replace(self._path)
        self._path.with_suffix(_SINCE).unlink(missing_ok=True)
        self._written = None
        return replace(memory, name=name, difference=None)

    def given_up(self) -> None:
        """The build came to nothing, and what was remembered before still holds. Nothing happens where it is done."""
        if self._written is not None:
            self._written.stop()
            self._written = None
            self._new.unlink(missing_ok=True)


def forget(build_dir: Path, site: Path) -> None:
    """Take a memory away."""
    cache_path(build_dir, site).unlink(missing_ok=True)
