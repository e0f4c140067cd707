"""Where commands find the content and the configuration."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.folders import add_places, today
from generator.cli.given import given
from generator.publish.config.mkdocs_yml import load, settings_of
from generator.publish.config.settings import Settings, shown
from generator.publish.errors import RefusedError


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


__all__ = ["add_places", "content_folder", "settings", "today"]
