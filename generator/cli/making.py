"""What ``cuttings build`` and ``cuttings serve`` do when there is something to build."""

from __future__ import annotations

import argparse
import gc
import signal
import sys
import time
from collections.abc import Callable, Set
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date

from generator import build as pipeline
from generator.build import Built, Order
from generator.cli.exits import FINE, PROBLEMS
from generator.cli.places import given, today
from generator.cli.screen import Bar, built_sentence, counted, show_problems, tally
from generator.problems import Problem, has_errors
from generator.publish import standing
from generator.publish.errors import BuildFailedError, RefusedError
from generator.publish.memory import Memory
from generator.publish.preview import Preview
from generator.publish.settings import load, settings_of
from generator.publish.standing import Glance


def build(args: argparse.Namespace, day: date, look: Glance | None) -> int:
    """``cuttings build``, on ``day``. ``look`` shows what has changed since the last."""
    order = Order(
        given(args, site=args.site, jobs=args.jobs),
        day,
        clean=args.clean,
        strict_claims=args.strict_claims,
        allow_shrink=args.allow_shrink,
        look=look,
        scheduler=args.scheduler,
    )
    gc.disable()  # what a build makes, it keeps to its end
    return PROBLEMS if _report(order, timings=args.timings)[0] else FINE


def _report(order: Order, *, timings: bool = False, known: Set[Problem] = frozenset()) -> tuple[tuple[str, ...], Built]:
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


def _keep(keep: Callable[[], Memory]) -> Memory:
    kept = keep()
    gc.collect()
    return kept


def serve(args: argparse.Namespace) -> int:
    """``cuttings serve``."""
    url = f"http://127.0.0.1:{args.port}/"
    told = given(args, site_url=url)
    settings = settings_of(load(told), told)
    site = settings.build_dir / "preview" / "site"
    watched = (settings.content, settings.config_file, settings.config_file.parent / "theme")

    gc.disable()  # as for a build; what is left lying is looked for once somebody has their page
    last: Memory | None = None
    known: frozenset[Problem] = frozenset()
    kept: Future[Memory] | None = None
    aside = ThreadPoolExecutor(1)

    def rebuild() -> tuple[str, ...]:
        nonlocal last, known, kept
        if kept is not None:
            with suppress(OSError, BuildFailedError):  # the next build then keeps all of it
                last = kept.result()
            kept = None
        told = given(args, site=site, site_url=url)
        order = Order(told, today(), allow_shrink=True, durable=False, waited_for=True, before=last)
        lines, built = _report(replace(order, look=standing.glance(order.asked)), known=known)
        last = built.memory or (last if lines else None)
        kept = aside.submit(_keep, built.keep) if built.keep else None
        known = frozenset(built.problems)
        return lines

    def again() -> tuple[str, ...]:
        """What would have ended the command before it served is, from then on, said like any other problem."""
        try:
            return rebuild()
        except (RefusedError, BuildFailedError, OSError) as error:
            words = str(error)
            print(words, file=sys.stderr)
            return (words,)

    with aside:
        if rebuild():
            return PROBLEMS
        for each in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(each) is signal.SIG_DFL:  # nohup has one of them ignored
                signal.signal(each, signal.default_int_handler)  # end as after Ctrl-C, and leave all in order
        preview = Preview(args.port, site, [path for path in watched if path.exists()], again)
        print(f"Serving at {url} until you press Ctrl-C.", flush=True)
        preview.run()
    return FINE
