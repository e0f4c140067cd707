"""What the rest of a build needs to know of what the command line and ``mkdocs.yml`` say.

This module loads nothing that takes time: :mod:`generator.publish.config.mkdocs_yml` reads ``mkdocs.yml``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict

from generator.publish.config.site import Site
from generator.publish.processes.workers import LocalPool, WorkerPool, cores

if TYPE_CHECKING:
    from generator.publish.admin.switch import Admin

_ALONE = LocalPool(1)
PLUGIN = "cuttings"  # its name under `plugins:` and among the entry points


class Given(Struct, frozen=True):
    """What the command line was given in place of what ``mkdocs.yml`` says; None where it says nothing."""

    config_file: Path
    content: str | None = None  # as the user wrote it: problems name files below it
    site_dir: Path | None = None
    site_url: str | None = None
    jobs: int | None = None  # processes that work side by side
    is_preview: bool = False  # for its editor alone, in a build folder of its own

    @property
    def is_swapped(self) -> bool:
        """Whether readers see a whole old site or a whole new one; a preview changes page by page."""
        return not self.is_preview


class Settings(Struct, frozen=True):
    """One build's folders. ``shown`` is the content folder as problems name it; all else is absolute."""

    config_file: Path
    content: Path
    shown: str
    site_dir: Path
    build_dir: Path  # the generated folder and what builds remember
    site: Site
    tip: str = ""  # the line below each story that asks readers for tips
    jobs: int = 1  # processes that work side by side
    pool: WorkerPool = _ALONE  # who does what there is much of
    admin: Admin | None = None  # the browser form, where it is switched on

    @property
    def docs_dir(self) -> Path:
        """The generated folder."""
        return self.build_dir / "docs"

    @property
    def lock(self) -> Path:
        """Held by whoever writes to ``build_dir``."""
        return self.build_dir / ".lock"

    @property
    def told(self) -> Mapping[str, Any]:
        """What of this only ``mkdocs.yml`` says, as JSON: for :func:`as_told`."""
        return {"shown": self.shown, "site": asdict(self.site), "tip": self.tip}


def as_told(told: Mapping[str, Any], given: Given, *, content: Path, site_dir: Path, build_dir: Path) -> Settings:
    """The settings of an earlier build with the same configuration, but for the browser form."""
    jobs = given.jobs or cores()
    config_file = given.config_file.absolute()
    site = Site(**told["site"])
    return Settings(config_file, content, told["shown"], site_dir, build_dir, site, told["tip"], jobs, LocalPool(jobs))


def shown(folder: str) -> str:
    """A folder as its user wrote it, ready to have the rest of a path put behind it."""
    return folder.replace(os.sep, "/").rstrip("/") or "/"
