"""What ``cuttings build`` and ``cuttings serve`` do when there is something to build."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Set
from datetime import date

from generator import build as pipeline
from generator.build import Built, Order
from generator.cli.exits import FINE, PROBLEMS
from generator.cli.places import given
from generator.cli.screen import Bar, built_sentence, counted, show_problems, tally
from generator.problems import Problem, has_errors
from generator.publish.standing import Glance
from generator.publish.understudy import Rehearsal


def build(args: argparse.Namespace, day: date, look: Glance | None, rehearsal: Rehearsal | None) -> int:
    """``cuttings build``, on ``day``. ``look`` shows what has changed since the last."""
    order = Order(
        given(args, site=args.site, jobs=args.jobs),
        day,
        clean=args.clean,
        strict_claims=args.strict_claims,
        allow_shrink=args.allow_shrink,
        look=look,
        rehearsal=rehearsal,
        scheduler=args.scheduler,
    )
    return PROBLEMS if report(order, timings=args.timings)[0] else FINE


def report(order: Order, *, timings: bool = False, known: Set[Problem] = frozenset()) -> tuple[tuple[str, ...], Built]:
    """Build, say what came of it, and return what kept the site from being built, a line each, and all of it.

    Of ``known`` warnings no more than their number is said.
    """
    began = time.monotonic()
    bar = Bar()
    try:
        built = pipeline.build(order, bar)
    finally:
        bar.over()
    if timings:
        for name, seconds in bar.times:
            print(f"{seconds:8.2f} s  {name}", file=sys.stderr)
    shown = [problem for problem in built.problems if problem.severity == "error" or problem not in known]
    show_problems(shown, sys.stderr)
    if len(shown) < len(built.problems):
        print(f"And {counted(len(built.problems) - len(shown), 'warning')} as before.", file=sys.stderr)
    if has_errors(built.problems):
        print(f"Nothing was built: {tally(built.problems)}.", file=sys.stderr)
        return tuple(str(problem) for problem in built.problems if problem.severity == "error"), built
    print(built_sentence(built, time.monotonic() - began), flush=True)
    return (), built
