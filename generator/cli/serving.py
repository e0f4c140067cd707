"""What ``cuttings serve`` does: build, show, and build again what changes."""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

from msgspec.structs import replace

from generator.build import Order
from generator.cli.exits import FINE, PROBLEMS
from generator.cli.folders import today
from generator.cli.given import given
from generator.cli.making import report
from generator.cli.screen import Bar
from generator.problems import Problem
from generator.publish import standing
from generator.publish.configuration import load, settings_of
from generator.publish.errors import BuildFailedError, RefusedError
from generator.publish.preview import Preview
from generator.publish.remembering import keeping
from generator.publish.remembering.memory import Memory


def _keep(keep: Callable[[], Memory]) -> Memory:
    kept = keep()
    gc.collect()
    return kept


def _rest(rest: Callable[[], Memory | None], behind: Path) -> Memory | None:
    memory = rest()
    behind.unlink(missing_ok=True)
    return memory


def serve(args: argparse.Namespace) -> int:
    """``cuttings serve``.

    The search and the exports are made good when a page is shown. Where that couldn't be, they are behind, which a file
    in the build folder says, until the next preview begins.
    """
    url = f"http://127.0.0.1:{args.port}/"
    told = given(args, preview_at=url)
    settings = settings_of(load(told), told)
    site, behind = settings.build_dir / "site", settings.build_dir / "behind"
    watched = (settings.content, settings.config_file, settings.config_file.parent / "theme")

    gc.disable()  # as for a build; what is left lying is looked for once somebody has their page
    last: Memory | None = None
    known: frozenset[Problem] = frozenset()
    kept: Future[Memory | None] | None = None
    aside = ThreadPoolExecutor(1)
    opened = keeping.Opened()

    def rebuild(*, waited_for: bool = True) -> tuple[str, ...]:
        nonlocal last, known, kept
        if kept is not None:
            with suppress(OSError, BuildFailedError):  # the next build then keeps all of it
                last = kept.result()
            kept = None
        told = given(args, site=site, preview_at=url)
        order = Order(
            told, today(), allow_shrink=True, durable=False, waited_for=waited_for, before=last, opened=opened
        )
        was_behind = behind.exists()
        look = standing.glance(order.asked) if waited_for or not was_behind else None
        if waited_for:
            behind.touch()
        lines, built = report(replace(order, look=look), Bar(), known=known)
        last = built.memory or (last if lines else None)
        if built.keep:
            kept = aside.submit(_keep, built.keep)
        elif built.rest and not was_behind:
            kept = aside.submit(_rest, built.rest, behind)
        elif not (built.is_behind or was_behind):
            behind.unlink(missing_ok=True)
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

    preview = Preview(args.port, site, [path for path in watched if path.exists()], again)
    with aside, closing(preview):
        preview.take_port()
        if rebuild(waited_for=False):
            return PROBLEMS
        behind.unlink(missing_ok=True)
        for each in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(each) is signal.SIG_DFL:  # nohup has one of them ignored
                signal.signal(each, signal.default_int_handler)  # end as after Ctrl-C, and leave all in order
        preview.listen()
        print(f"Serving at {url} until you press Ctrl-C.", flush=True)
        preview.run()
    return FINE
