"""``cuttings check``."""

from __future__ import annotations

import argparse
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
    _, problems = pipeline.understand(folder, name, today(), strict_claims=args.strict_claims)
    wanted = tuple(_below(problems, args.path)) if args.path else problems
    show(wanted, args.format, folder)
    print(f"Checked {name}: {tally(wanted)}.", file=sys.stderr)
    return PROBLEMS if has_errors(wanted) else FINE


def _below(problems: Iterable[Problem], paths: Sequence[Path]) -> Iterable[Problem]:
    """The problems of some files and folders. Everything is checked, since a name may be wrong for what others say."""
    for path in paths:
        if not path.exists():
            raise RefusedError(f"{path} is not there.")
    wanted = [path.resolve() for path in paths]
    for problem in problems:
        if any(Path(problem.path).resolve().is_relative_to(path) for path in wanted):
            yield problem
