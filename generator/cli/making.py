"""What ``cuttings build`` and ``cuttings serve`` do when there is something to build."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Set
from datetime import date

from generator import build as pipeline
from generator.build import Built, Order
from generator.cli.exits import FINE, PROBLEMS
from generator.cli.given import given
from generator.cli.screen import Bar, built_sentence, counted, refused_sentence, show_problems, timings
from generator.problems import Problem, has_errors


def build(args: argparse.Namespace, day: date, bar: Bar) -> int:
    """``cuttings build``, on ``day``."""
    order = Order(
        given(args, site=args.site, jobs=args.jobs),
        day,
        clean=args.clean,
        strict_claims=args.strict_claims,
        allow_shrink=args.allow_shrink,
        scheduler=args.scheduler,
    )
    return PROBLEMS if report(order, bar, timed=args.timings)[0] else FINE


def report(
    order: Order, bar: Bar, *, timed: bool = False, known: Set[Problem] = frozenset()
) -> tuple[tuple[str, ...], Built]:
    """Build, say what came of it, and return what kept the site from being built, a line each, and all of it.

    Of ``known`` warnings no more than their number is said.
    """
    try:
        built = pipeline.build(order, bar)
    finally:
        bar.over()
    if timed:
        print(*timings(bar), sep="\n", file=sys.stderr)
    shown = [problem for problem in built.problems if problem.severity == "error" or problem not in known]
    show_problems(shown, sys.stderr)
    if len(shown) < len(built.problems):
        print(f"And {counted(len(built.problems) - len(shown), 'warning')} as before.", file=sys.stderr)
    if has_errors(built.problems):
        print(refused_sentence(built.problems), file=sys.stderr)
        return tuple(str(problem) for problem in built.problems if problem.severity == "error"), built
    print(built_sentence(built, bar.seconds), flush=True)
    return (), built
