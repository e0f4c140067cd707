"""``cuttings check``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator import build as pipeline
from generator.cli.exits import FINE, PROBLEMS
from generator.cli.formats import FORMATS, show
from generator.cli.places import add_places, content_folder, today
from generator.cli.screen import tally
from generator.problems import Problem, has_errors
from generator.publish.errors import RefusedError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: Commands) -> None:
    """The command of this module."""
    check = commands.add_parser("check", help="say what is wrong with the content, and build nothing")
    add_places(check)
    check.add_argument("--format", choices=sorted(FORMATS), default="text", help="how problems are shown")
    check.add_argument("--strict-claims", action="store_true", help="a claim that the facts rule out is an error")
    check.add_argument(
        "path", metavar="PATH", nargs="*", type=Path, help="show the problems of these files and folders only"
    )
    check.set_defaults(run=_check)


def _check(args: argparse.Namespace) -> int:
    folder, name = content_folder(args)
    wanted_in = [_wanted(path, folder, name) for path in args.path]
    _, problems = pipeline.understand(folder, name, today(), strict_claims=args.strict_claims, looks_at_places=True)
    # Everything is checked, since a name may be wrong for what others say.
    wanted = tuple(_below(problems, wanted_in)) if wanted_in else problems
    show(wanted, args.format, folder)
    print(f"Checked {name}: {tally(wanted)}.", file=sys.stderr)
    return PROBLEMS if has_errors(wanted) else FINE


def _wanted(path: Path, folder: Path, name: str) -> Path:
    """Where a file or folder is that was asked for. RefusedError where it isn't there, or nothing in it is content."""
    if not os.path.lexists(path):
        raise RefusedError(f"{path} is not there.")
    content = folder.resolve()
    if content.is_relative_to(path.resolve()):
        return content
    place = _place(path)
    if not place.is_relative_to(content):
        raise RefusedError(f"{path} isn't in the content folder, {name}.")
    return place


def _below(problems: Iterable[Problem], places: Sequence[Path]) -> Iterable[Problem]:
    """The problems of some files and folders."""
    for problem in problems:
        if any(_place(Path(problem.path)).is_relative_to(place) for place in places):
            yield problem


def _place(path: Path) -> Path:
    """Where something is itself, be it a link that leads elsewhere."""
    whole = path.absolute()
    return whole.resolve() if whole.name in ("", "..") else whole.parent.resolve() / whole.name
