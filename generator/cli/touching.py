"""What ``cuttings build`` does first, where something has changed: what a touch here and there may make good."""

from __future__ import annotations

import argparse
import sys

from generator.cli.screen import Bar, built_sentence, show_problems, timings
from generator.publish.standing import Glance
from generator.publish.understudy import rehearsed


def touched_up(args: argparse.Namespace, look: Glance, bar: Bar) -> bool:
    """Whether that did. ``look`` shows what has changed."""
    with rehearsed(look, args.jobs) as rehearsal:
        from generator.cli.given import given  # noqa: PLC0415 -- takes a while, in which that goes on
        from generator.publish.touch_up import Request, touched_up  # noqa: PLC0415

        told = given(args, site=args.site, jobs=args.jobs)
        try:
            touched = touched_up(Request(told, look, rehearsal=rehearsal), bar)
        finally:
            bar.done()
    if touched is None:
        return False
    bar.over()
    if args.timings:
        print(*timings(bar), sep="\n", file=sys.stderr)
    show_problems(look.stood.problems, sys.stderr)
    print(built_sentence(look.stood, bar.seconds), flush=True)
    return True
