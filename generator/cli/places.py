"""Where commands find the content and the configuration."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.folders import add_places, config_file, today
from generator.publish.errors import RefusedError
from generator.publish.settings import Given, Settings, load, settings_of, shown


def given(
    args: argparse.Namespace, *, site: Path | None = None, site_url: str | None = None, jobs: int | None = None
) -> Given:
    """What the command line says of places. RefusedError for a content folder or configuration that isn't there."""
    if args.content is not None and not Path(args.content).is_dir():
        raise RefusedError(f"{args.content} is not a folder.")
    return Given(config_file(args.config), args.content, site, site_url, jobs)


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


__all__ = ["add_places", "config_file", "content_folder", "given", "settings", "today"]
