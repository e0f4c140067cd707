"""What ``cuttings build`` and ``cuttings serve`` do when there is something to build."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from datetime import date

from generator import build as pipeline
from generator.build import Order
from generator.cli.exits import FINE, PROBLEMS
from generator.cli.places import given, today
from generator.cli.screen import Bar, built_sentence, show_problems, tally
from generator.problems import has_errors
from generator.publish.preview import Preview
from generator.publish.settings import load, settings_of


def build(args: argparse.Namespace, day: date) -> int:
    """``cuttings build``, on ``day``."""
    order = Order(
        given(args, site=args.site, jobs=args.jobs),
        day,
        clean=args.clean,
        strict_claims=args.strict_claims,
        allow_shrink=args.allow_shrink,
    )
    gc.disable()  # what a build makes, it keeps to its end
    return _report(order, timings=args.timings)


def _report(order: Order, *, timings: bool = False) -> int:
    """Build, and say what came of it."""
    began = time.monotonic()
    bar = Bar()
    try:
        built = pipeline.build(order, bar)
    finally:
        bar.over()
    if timings:
        for name, seconds in bar.times:
            print(f"{seconds:8.2f} s  {name}", file=sys.stderr)
    show_problems(built.problems, sys.stderr)
    if has_errors(built.problems):
        print(f"Nothing was built: {tally(built.problems)}.", file=sys.stderr)
        return PROBLEMS
    print(built_sentence(built, time.monotonic() - began), flush=True)
    return FINE


def serve(args: argparse.Namespace) -> int:
    """``cuttings serve``."""
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
