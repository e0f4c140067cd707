"""Options that every command takes, and what they mean before anything that takes time is loaded."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

import generator
from generator.publish.errors import RefusedError

_CONFIG = "mkdocs.yml"


def add_places(parser: argparse.ArgumentParser) -> None:
    """The options that every command takes."""
    parser.add_argument("--content", metavar="DIR", help="the content folder (default: the one that mkdocs.yml names)")
    parser.add_argument("--config", metavar="FILE", type=Path, help="the configuration (default: mkdocs.yml)")


def config_file(named: Path | None) -> Path:
    """The configuration that was named, or the one in this folder, or the one that came with cuttings."""
    if named is not None:
        if not named.is_file():
            raise RefusedError(f"{named} is not a file.")
        return named
    ours = Path(generator.__file__).parent.parent / _CONFIG
    for found in (Path(_CONFIG), ours):
        if found.is_file():
            return found
    raise RefusedError(f"there is no {_CONFIG} in this folder: name one with --config.")


def today() -> date:
    """The day whose stories are out. UTC, so that it is the same day wherever the site is built."""
    return datetime.now(UTC).date()
