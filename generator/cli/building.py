"""``cuttings build`` and ``cuttings serve``."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generator import build as pipeline
from generator.build import Built, Order
from generator.cli.exits import FINE, PROBLEMS
from generator.cli.places import add_places, given, today
from generator.cli.screen import Bar, counted, show_problems, tally
from generator.problems import has_errors
from generator.publish.preview import Preview
from generator.publish.settings import load, settings_of

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_PORT = 8000


def add(commands: Commands) -> None:
    """The commands of this module."""
    build = commands.add_parser("build", help="check, generate and render the site")
    add_places(build)
    build.add_argument("--site", metavar="DIR", type=Path, help="where the site goes (default: as mkdocs.yml says)")
    build.add_argument("--clean", action="store_true", help="start from nothing, whatever was built before")
    build.add_argument("--strict-claims", action="store_true", help="a claim that the facts rule out is an error")
    build.add_argument("--allow-shrink", action="store_true", help="let more than a fifth of the pages go")
    build.set_defaults(run=_build)
    serve = commands.add_parser("serve", help="build, show the site on this machine, build again what changes")
    add_places(serve)
    serve.add_argument("--port", type=int, default=_PORT, help=f"where it listens (default: {_PORT})")
    serve.set_defaults(run=_serve)


def _build(args: argparse.Namespace) -> int:
    order = Order(
        given(args, site=args.site),
        today(),
        clean=args.clean,
        strict_claims=args.strict_claims,
        allow_shrink=args.allow_shrink,
    )
    return _report(order)


def _report(order: Order) -> int:
    """Build, and say what came of it."""
    began = time.monotonic()
    bar = Bar()
    try:
        built = pipeline.build(order, bar)
    finally:
        bar.done()
    show_problems(built.problems, sys.stderr)
    if has_errors(built.problems):
        print(f"Nothing was built: {tally(built.problems)}.", file=sys.stderr)
        return PROBLEMS
    print(_sentence(built, time.monotonic() - began), flush=True)
    return FINE


def _sentence(built: Built, seconds: float) -> str:
    what = f"{counted(built.pages, 'page')} from {counted(built.stories, 'story')}"
    return f"Built {what} into {_seen_from_here(built.site)} in {seconds:.1f} s."


def _seen_from_here(folder: Path) -> str:
    """A folder as its user would name it from where they are."""
    here = os.path.relpath(folder)
    return f"{folder}" if here.startswith("..") else f"{here}/"


def _serve(args: argparse.Namespace) -> int:
    url = f"http://127.0.0.1:{args.port}/"
    told = given(args, site_url=url)
    settings = settings_of(load(told), told)
    site = settings.build_dir / "preview" / "site"
    watched = (settings.content, settings.config_file, settings.config_file.parent / "theme")

    def rebuild() -> bool:
        order = Order(given(args, site=site, site_url=url), today(), allow_shrink=True, durable=False)
        return _report(order) == FINE

    preview = Preview(args.port, site, [path for path in watched if path.exists()], rebuild)
    if not preview.begin():
        return PROBLEMS
    print(f"Serving at {url} until you press Ctrl-C.", flush=True)
    preview.run()
    return FINE
