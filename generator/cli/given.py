"""What the command line says of places, for a build."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.folders import config_file
from generator.publish.config.settings import Given
from generator.publish.errors import RefusedError


def given(
    args: argparse.Namespace, *, site: Path | None = None, jobs: int | None = None, preview_at: str | None = None
) -> Given:
    """What the command line says of places; ``preview_at`` is the address of a preview.

    RefusedError for a content folder or configuration that isn't there.
    """
    if args.content is not None and not Path(args.content).is_dir():
        raise RefusedError(f"{args.content} is not a folder.")
    config = config_file(args.config, args.content)
    return Given(config, args.content, site, preview_at, jobs, is_preview=preview_at is not None)
