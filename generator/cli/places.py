"""Where commands find the content and the configuration."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

import generator
from generator.publish.errors import RefusedError
from generator.publish.settings import Given, Settings, load, settings_of, shown

_CONFIG = "mkdocs.yml"


def add_places(parser: argparse.ArgumentParser) -> None:
    """The options that every command takes."""
    parser.add_argument("--content", metavar="DIR", help="the content folder (default: the one that mkdocs.yml names)")
    parser.add_argument("--config", metavar="FILE", type=Path, help="the configuration (default: mkdocs.yml)")


def given(args: argparse.Namespace, *, site: Path | None = None, site_url: str | None = None) -> Given:
    """What the command line says of places. RefusedError for a content folder or configuration that isn't there."""
    if args.content is not None and not Path(args.content).is_dir():
        raise RefusedError(f"{args.content} is not a folder.")
    return Given(config_file(args.config), args.content, site, site_url)


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


def settings(args: argparse.Namespace) -> Settings:
    """What the configuration says, for a command that builds nothing."""
    told = given(args)
    return settings_of(load(told), told)


def content_folder(args: argparse.Namespace) -> tuple[Path, str]:
    """The content folder, and how problems name it. The configuration is read only if the command line names none."""
    if args.content is None:
        found = settings(args)
        return found.content, found.shown
    if not Path(args.content).is_dir():
        raise RefusedError(f"{args.content} is not a folder.")
    return Path(args.content), shown(args.content)


def today() -> date:
    """The day whose stories are out. UTC, so that it is the same day wherever the site is built."""
    return datetime.now(UTC).date()
