"""Where builds keep what they generate, and what they remember. This module loads nothing that takes time."""

from __future__ import annotations

from pathlib import Path


def folder_of_builds(build_dir: Path, *, is_preview: bool) -> Path:
    """What builds leave is kept here, by what ``mkdocs.yml`` says of it.

    A preview's pages have another address in them: in one folder, each would make again whatever the other had made.
    """
    return build_dir / "preview" if is_preview else build_dir
