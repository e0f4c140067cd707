"""``cuttings import``: stories out of the archive of another site generator, or of WordPress."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.exits import FINE, IMPORT_BEGUN, PROBLEMS
from generator.cli.places import add_places, settings, today
from generator.cli.screen import counted
from generator.publish.errors import RefusedError

if TYPE_CHECKING:
    from generator.imports.mapping import OldMapping

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_SYSTEMS = ("hugo", "jekyll", "eleventy", "pelican", "wordpress")
_MAPPING = Path("import.yml")


def add(commands: Commands) -> None:
    """The command of this module."""
    parser = commands.add_parser("import", help="bring the archive of another site generator")
    add_places(parser)
    parser.add_argument("--from", dest="system", choices=_SYSTEMS, required=True, help="what made the archive")
    parser.add_argument(
        "--mapping", metavar="FILE", type=Path, help="what becomes what (default: import.yml, if there)"
    )
    parser.add_argument(
        "--suggest", action="store_true", help="write the mapping file, with counts, and import nothing"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
    parser.add_argument("archive", metavar="DIR", type=Path, help="the old site's folder, or WordPress's export")
    parser.set_defaults(run=_import, unfinished=IMPORT_BEGUN)


def _import(args: argparse.Namespace) -> int:
    from generator.imports.model import ImportRefusedError  # noqa: PLC0415 - other commands need none of it

    if not args.archive.exists():
        raise RefusedError(f"{args.archive} is not there.")
    try:
        return _suggest(args) if args.suggest else _run(args)
    except ImportRefusedError as refused:
        words = str(refused)
        raise RefusedError(words if words.endswith("?") else f"{words}.") from None


def _suggest(args: argparse.Namespace) -> int:
    from generator.imports.suggestion import suggest  # noqa: PLC0415 - see above

    file = args.mapping or _MAPPING
    words = suggest(args.archive, args.system)
    if args.dry_run:
        print(words, end="")
        return FINE
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(words)
    except FileExistsError:
        raise RefusedError(f"{file} is there already; name another one with --mapping, or take it away.") from None
    print(f"Wrote {file}; read it, change it, and import with --mapping {file}.")
    return FINE


def _run(args: argparse.Namespace) -> int:
    from generator.imports.run import import_archive  # noqa: PLC0415 - see above

    content = Path(args.content) if args.content is not None else settings(args).content
    if content.exists() and not content.is_dir():
        raise RefusedError(f"{content} is not a folder.")
    done = import_archive(args.archive, args.system, content, _mapping(args), today(), dry=args.dry_run)
    for outcome in done.outcomes:
        target = f" → {outcome.target}" if outcome.target else ""
        print(f"{outcome.state}: {outcome.source}{target}{f' ({outcome.why})' if outcome.why else ''}")
    states = Counter(outcome.state for outcome in done.outcomes)
    stories = sum(outcome.target.startswith("stories/") and outcome.state != "skipped" for outcome in done.outcomes)
    would = "Would have " if args.dry_run else ""
    print(
        f"{would}{'i' if would else 'I'}mported {states['imported']:,}, unchanged {states['unchanged']:,}, "
        f"skipped {states['skipped']:,}; {counted(stories, 'story')}.",
        file=sys.stderr,
    )
    return FINE if stories or not states["skipped"] else PROBLEMS


def _mapping(args: argparse.Namespace) -> OldMapping:
    from generator.imports.mapping import read_mapping, usual  # noqa: PLC0415 - see above

    file = args.mapping or (_MAPPING if _MAPPING.is_file() else None)
    if file is None:
        return usual(args.system)
    try:
        return read_mapping(file.read_text("utf-8"), args.system)
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"{file} can't be read: {error}.") from None
