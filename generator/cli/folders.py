"""Options that every command takes, and what they mean before anything that takes time is loaded."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, date, datetime
from pathlib import Path

import generator
from generator.publish.errors import RefusedError

_CONFIG = "mkdocs.yml"


def add_places(parser: argparse.ArgumentParser) -> None:
    """The options that every command takes."""
    parser.add_argument("--content", metavar="DIR", help="the content folder (default: the one that mkdocs.yml names)")
    parser.add_argument("--config", metavar="FILE", type=Path, help="the configuration (default: mkdocs.yml)")


def config_file(named: Path | None, content: str | None) -> Path:
    """The configuration that was named, or the nearest one, in this folder or above it.

    The one that came with cuttings serves where there is none and the content is named: never to find the content.
    """
    if named is not None:
        if not named.is_file():
            raise RefusedError(f"{named} is not a file.")
        return named
    here = Path(_CONFIG)
    if here.is_file():
        return here
    for folder in Path.cwd().parents:
        if _is_trusted(folder / _CONFIG):
            return folder / _CONFIG
    ours = Path(generator.__file__).parent.parent / _CONFIG
    if content is not None and ours.is_file():
        return ours
    raise RefusedError(f"there is no {_CONFIG} in this folder or above it: name one with --config.")


def _is_trusted(file: Path) -> bool:
    """Whether there is a configuration above this folder, of whoever runs this or owns this folder.

    A configuration can run programs, and everybody may put one into a folder for all, such as /tmp.
    """
    return file.is_file() and file.stat().st_uid in {Path().stat().st_uid, os.getuid()}


def today() -> date:
    """The day whose stories are out. UTC, so that it is the same day wherever the site is built."""
    return datetime.now(UTC).date()
