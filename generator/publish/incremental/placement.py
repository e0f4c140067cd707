"""Where an incremental build puts its files: the generated folder and the site; and what the cache says of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Set
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from generator.pages.addresses import address
from generator.publish.generated.folder import Held, Identity, digest_of, identity, mark_mirror, put, state
from generator.publish.mkdocs_driver.again import Rendition
from generator.publish.mkdocs_driver.record import Rendered
from generator.publish.search.bundles import BUNDLES
from generator.publish.swap.release import MARKER, SUM, sum_of, take_out


class Placed(NamedTuple):
    """What the cache says of written files: see :class:`generator.publish.build_cache.cached_build.CacheChanges`."""

    files: Mapping[str, Identity]
    pages: Mapping[str, Rendered | None]
    others: Mapping[str, tuple[str, Identity] | None]
    marker: Identity
    docs: Identity
    sum: int


class WrittenFiles(Struct, frozen=True, dict=True):
    """Changed files by path below the generated folder, deleted ones (``gone``), and rendered pages.

    ``bundles`` are folders of files that are made again whole.
    """

    docs: Mapping[str, Held]
    pages: Mapping[str, Rendition]
    gone: frozenset[str]
    bundles: frozenset[str]

    @cached_property
    def files(self) -> Mapping[str, Held]:
        """The changed files of the site."""
        files: dict[str, Held] = {page.file: page.html for page in self.pages.values()}
        return files | {path: made for path, made in self.docs.items() if path not in self.pages}

    @cached_property
    def changed(self) -> frozenset[str]:
        """The paths of the site, files or whole folders, that have changed."""
        gone = {file_of(path) for path in self.gone}
        return self.bundles | gone | {MARKER, *(path for path in self.files if not path.startswith(self._inside))}

    @cached_property
    def _inside(self) -> tuple[str, ...]:
        """The path prefixes of the changed search bundles."""
        return tuple(f"{bundle}/" for bundle in self.bundles)

    def left(self, site: Path, found: int) -> int:
        """The sum of the unchanged files of the site; ``found`` is that of all its files."""
        return found - sum(sum_of(f"{site}/{path}") for path in self.changed)

    def put(self, docs_dir: Path, folder: Path) -> None:
        """Put everything in place, in the site itself or in the folder that will be it."""
        docs, site = os.fspath(docs_dir), os.fspath(folder)
        mark_mirror(docs_dir)  # should this come to no end, the folder isn't as the cache tells of it
        for path in self.bundles | self.gone:
            take_out(site, file_of(path))
            take_out(docs, path)
        for path, made in self.docs.items():
            put(docs, path, made)
        for path, made in self.files.items():
            put(site, path, made)
        mark_mirror(docs_dir)

    def placed(self, docs_dir: Path, site: Path, known: Set[str], left: int) -> Placed:
        """The changes for the cache, once the site is in place.

        ``known`` are its files but pages, as they were; ``left``: :meth:`left`.
        """
        gone = self.gone.union(path for path in known if path.startswith(self._inside))
        pages: dict[str, Rendered | None] = dict.fromkeys(filter(is_page, gone))
        others: dict[str, tuple[str, Identity] | None] = dict.fromkeys(gone - pages.keys())
        for path, page in self.pages.items():
            pages[path] = Rendered(digest_of(self.docs[path]), page.notes, identity(f"{site}/{page.file}"))
        for path, made in self.docs.items():
            if path not in self.pages:
                others[path] = digest_of(made), identity(f"{site}/{path}")
        return Placed(
            {path: identity(f"{docs_dir}/{path}") for path in self.docs},
            pages,
            others,
            identity(f"{site}/{MARKER}"),
            state(docs_dir),
            (left + sum(sum_of(f"{site}/{path}") for path in self.changed)) & SUM,
        )


def bundles_among(files: Iterable[str], periods: Iterable[str]) -> frozenset[str]:
    """The folders of the search of some periods that are among files."""
    starts = {path.rpartition("/")[0] for path in files if path.startswith(f"{BUNDLES}/")}
    return frozenset(folder for folder in (f"{BUNDLES}/{period}" for period in periods) if folder in starts)


def file_of(path: str) -> str:
    """The site's file that a file of the generated folder becomes."""
    return f"{address(path)}index.html" if is_page(path) else path


def is_page(path: str) -> bool:
    """Whether a file of the generated folder becomes a page."""
    return path.endswith(".md")
