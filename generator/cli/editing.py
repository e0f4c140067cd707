"""``cuttings new``, ``cuttings rename`` and ``cuttings merge``."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.archive.index import build_archive
from generator.cli.exits import FINE, MISUSED, NOTHING_CHANGED, PROBLEMS
from generator.cli.given import given
from generator.cli.places import add_places, content_folder, today
from generator.cli.screen import counted, show_problems
from generator.edit.changes import Change, difference, make, refuse_new_problems
from generator.edit.errors import EditRefusedError
from generator.edit.planning import Plan, planned
from generator.edit.renaming import merge, rename
from generator.edit.starting import new_profile, new_story
from generator.problems import in_order
from generator.publish.config.mkdocs_yml import load
from generator.read.walk import read_content

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: Commands) -> None:
    """The commands of this module."""
    new = commands.add_parser("new", help="a file with everything filled in that can be")
    kinds = new.add_subparsers(title="kinds", metavar="KIND", required=True)
    for kind, name, words in (
        ("story", "TITLE", "a story of today; its slug is made from the title"),
        ("person", "NAME", "a person's profile"),
        ("company", "NAME", "a company's profile"),
        ("topic", "NAME", "a topic's profile"),
    ):
        parser = kinds.add_parser(kind, help=words, description=words)
        parser.add_argument("name", metavar=name)
        add_places(parser)
        parser.set_defaults(run=_new, unfinished=NOTHING_CHANGED, kind=kind)
    words = "call a person, company, topic or story otherwise, in every file that names it; the old address redirects"
    renamed = commands.add_parser("rename", help="change a name wherever it stands", description=words)
    renamed.add_argument("old", metavar="OLD", help="a name, a slug, or people/SLUG; a story's slug or title")
    renamed.add_argument("new", metavar="NEW", help="the new name; a story's new slug")
    renamed.set_defaults(run=_rename, unfinished=NOTHING_CHANGED)
    words = "two on file are one: name INTO wherever FROM is named, put that on record, and redirect the address"
    merged = commands.add_parser("merge", help="make one of two", description=words)
    merged.add_argument("source", metavar="FROM", help="the one whose page goes")
    merged.add_argument("into", metavar="INTO", help="the one whose page stays")
    merged.add_argument("--reason", default="one and the same", help='why, for the record (default: "%(default)s")')
    merged.set_defaults(run=_merge, unfinished=NOTHING_CHANGED)
    for parser in (renamed, merged):
        add_places(parser)
        parser.add_argument("--dry-run", action="store_true", help="show what would change, as a patch; change nothing")


def _new(args: argparse.Namespace) -> int:
    folder, shown = content_folder(args)
    day = today()
    content, in_files = read_content(folder, shown=shown)
    archive, together = build_archive(content, until=day)
    try:
        if args.kind == "story":
            change = new_story(folder, args.name, today=day, byline=_byline(args, folder), shown=shown)
        else:
            change = new_profile(archive, args.kind, args.name, today=day, shown=shown)
        # What is wrong already is no reason not to begin something, and a warning isn't either.
        refuse_new_problems(content, (*in_files, *together), [change], shown, day, takes_warnings=True)
        make(folder, [change])
    except EditRefusedError as refused:
        return _refuse(refused)
    print(f"{shown}/{change.path}")
    return FINE


def _byline(args: argparse.Namespace, folder: Path) -> str:
    """Whose name a new story bears: ``extra: {byline: …}`` of mkdocs.yml, or else what git knows its user as."""
    byline = load(given(args)).extra.get("byline")
    if byline:
        return str(byline)
    command = ("git", "-C", str(folder), "config", "user.name")
    try:
        # S603: no shell, and git is found as whoever runs this finds it.
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace").strip()


def _rename(args: argparse.Namespace) -> int:
    return _edit(args, lambda folder: lambda desk: rename(folder, desk, args.old, args.new))


def _merge(args: argparse.Namespace) -> int:
    return _edit(
        args,
        lambda folder: lambda desk: merge(folder, desk, args.source, args.into, reason=args.reason, today=today()),
    )


def _edit(args: argparse.Namespace, plan: Callable[[Path], Plan]) -> int:
    """Plan the changes, try them on the content in memory, and only then make them."""
    folder, shown = content_folder(args)
    content, in_files = read_content(folder, shown=shown)
    problems = in_order((*in_files, *build_archive(content, until=today())[1]))
    try:
        changes = planned(content, problems, plan(folder), shown=shown, today=today())
        if args.dry_run:
            for line in difference(changes, shown):
                sys.stdout.write(line)
            return FINE
        make(folder, changes)
    except EditRefusedError as refused:
        return _refuse(refused)
    _tell(changes, shown)
    return FINE


def _tell(changes: Sequence[Change], shown: str) -> None:
    for change in changes:
        moved = f"{shown}/{change.old} -> " if change.old else ""
        print(f"{moved}{shown}/{change.path}")
    print(f"Changed {counted(len(changes), 'file')}. To undo it: git restore, or git revert once it is committed.")


def _refuse(refused: EditRefusedError) -> int:
    show_problems(refused.problems, sys.stderr)
    print(f"cuttings: {refused}", file=sys.stderr)
    return PROBLEMS if refused.problems else MISUSED
