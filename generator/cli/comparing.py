"""``cuttings diff``: what a change does to the archive."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.archive.comparison import compare
from generator.archive.index import build_archive
from generator.archive.reasoning import Reasoning, reason
from generator.cli.differences import Compared, as_json, as_text
from generator.cli.exits import FINE, PROBLEMS
from generator.cli.places import add_places, content_folder, today
from generator.cli.pull_request import as_github
from generator.cli.screen import show_problems, tally
from generator.problems import Problem, in_order
from generator.publish.errors import RefusedError
from generator.read.model import Content
from generator.read.revision import RevisionError, read_revision
from generator.read.walk import read_content

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_WORK_TREE = "the work tree"


def add(commands: Commands) -> None:
    """The command of this module."""
    words = "what a change does to the archive: facts, pages, and older stories that now come out otherwise"
    diff = commands.add_parser("diff", help=words, description=words)
    diff.add_argument("base", metavar="BASE", help="a branch, a tag or a commit")
    diff.add_argument("head", metavar="HEAD", nargs="?", help="another one (default: the files as they are)")
    diff.add_argument("--format", choices=("text", "json", "github"), default="text", help="github: for a comment")
    add_places(diff)
    diff.set_defaults(run=_diff)


def _diff(args: argparse.Namespace) -> int:
    """Compare as well as can be; errors in what is compared to are reported, those of the base are history."""
    folder, shown = content_folder(args)
    day = today()
    before, _ = _reasoning(*_read(folder, args.base, shown), day)
    after, problems = _reasoning(*_read(folder, args.head, shown), day)
    compared = Compared(compare(before, after), args.base, args.head or _WORK_TREE, day)
    if args.format == "json":
        print(json.dumps(as_json(compared), ensure_ascii=False, indent=2))
    else:
        for line in (as_github if args.format == "github" else as_text)(compared):
            print(line)
    errors = [each for each in problems if each.severity == "error"]
    if not errors:
        return FINE
    show_problems(errors, sys.stderr)
    print(f"The content has {tally(errors)}: what could not be read is not compared.", file=sys.stderr)
    return PROBLEMS


def _read(folder: Path, revision: str | None, shown: str) -> tuple[Content, Sequence[Problem]]:
    if revision is None:
        return read_content(folder, shown=shown)
    try:
        return read_revision(folder, revision, shown=shown)
    except RevisionError as error:
        raise RefusedError(f"{error}.") from None


def _reasoning(content: Content, problems: Sequence[Problem], day: date) -> tuple[Reasoning, tuple[Problem, ...]]:
    archive, together = build_archive(content, until=day)
    return reason(archive), in_order((*problems, *together))
