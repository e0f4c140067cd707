"""``cuttings build`` and ``cuttings serve``: their options, and the end of a build that has nothing to do.

What builds is loaded only when there is something to build: that alone takes longer than seeing that there isn't.
"""

from __future__ import annotations

import argparse
import gc
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.exits import NOTHING_BUILT
from generator.cli.folders import add_places, config_file, today
from generator.cli.screen import Bar
from generator.cli.touching import incremental_build
from generator.publish.change_detection import scan

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_PORT, _LAST_PORT = 8000, 65_535
_DIGITS = 9  # of the numbers that may be given, which are far smaller


def add(commands: Commands) -> None:
    """The commands of this module."""
    build = commands.add_parser("build", help="check, generate and render the site")
    add_places(build)
    build.add_argument("--site", metavar="DIR", type=Path, help="where the site goes (default: as mkdocs.yml says)")
    build.add_argument("--clean", action="store_true", help="start from nothing, whatever was built before")
    build.add_argument("--strict-claims", action="store_true", help="a claim that the facts rule out is an error")
    build.add_argument("--allow-shrink", action="store_true", help="let more than a fifth of the pages go")
    build.add_argument("--timings", action="store_true", help="say how long each stage took")
    where = build.add_mutually_exclusive_group()
    where.add_argument("--jobs", metavar="N", type=_jobs, help="processes that work side by side (default: one a core)")
    where.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster that does the work: docs/cluster.md")
    build.set_defaults(run=_build, unfinished=NOTHING_BUILT)
    serve = commands.add_parser("serve", help="build, show the site on this machine, build again what changes")
    add_places(serve)
    serve.add_argument("--port", metavar="PORT", type=_port, default=_PORT, help=f"where it listens (default: {_PORT})")
    serve.set_defaults(run=_serve, unfinished=NOTHING_BUILT)


def _jobs(text: str) -> int:
    number = _number(text)
    if number is None or number < 1:
        raise argparse.ArgumentTypeError(f'"{text}" must be a whole number, at least 1')
    return number


def _port(text: str) -> int:
    number = _number(text)
    if number is None or not 1 <= number <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f'"{text}" is no port: that is a whole number from 1 to {_LAST_PORT}')
    return number


def _number(text: str) -> int | None:
    """The whole number that is written in plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def _build(args: argparse.Namespace) -> int:
    gc.disable()  # what a build loads and makes, it keeps to its end
    bar, day = Bar(), today()
    if not args.clean:
        places = (config_file(args.config, args.content), args.content, args.site, None)
        code = incremental_build(args, scan.Asked(*places, day, args.strict_claims, args.allow_shrink), bar)
        if code is not None:
            return code
    from generator.cli import making  # noqa: PLC0415 -- see above

    return making.build(args, day, bar)


def _serve(args: argparse.Namespace) -> int:
    from generator.cli import serving  # noqa: PLC0415 -- see above

    return serving.serve(args)
