"""What ``cuttings build`` does first: see whether something has changed, and whether a touch here and there will do."""

from __future__ import annotations

import argparse
import sys

from msgspec.structs import replace

from generator.cli.exits import FINE, PROBLEMS
from generator.cli.screen import Bar, built_sentence, refused_sentence, show_problems, timings
from generator.problems import has_errors
from generator.publish.change_detection import scan
from generator.publish.errors import ContentRefusedError
from generator.publish.swap.standby import standby_check


def incremental_build(args: argparse.Namespace, asked: scan.Asked, bar: Bar) -> int | None:
    """The exit code where that did, or nothing was to be done, or could be; None where it takes more."""
    left = scan.left(asked)
    if left is None:
        return None
    with standby_check(left.build_dir, left.site, args.jobs) as rehearsing:
        look = scan.look(asked, left)
        if look is None:
            return None
        stood = look.stood
        if look.changed:
            # Takes a while, in which the rehearsal goes on.
            from generator.cli.given import given  # noqa: PLC0415
            from generator.publish.incremental.build import Request, incremental_build  # noqa: PLC0415

            told = given(args, site=args.site, jobs=args.jobs)
            try:
                done = incremental_build(Request(told, look, standby_check=rehearsing), bar)
            except ContentRefusedError as refused:
                stood = replace(stood, problems=refused.problems)
            else:
                if done is None:
                    return None
                stood = done.stood
            finally:
                bar.done()
    if args.timings:
        bar.over()
        print(*timings(bar), sep="\n", file=sys.stderr)
    show_problems(stood.problems, sys.stderr)
    if has_errors(stood.problems):
        print(refused_sentence(stood.problems), file=sys.stderr)
        return PROBLEMS
    print(built_sentence(stood, bar.seconds), flush=True)
    return FINE
