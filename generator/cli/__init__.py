"""The commands: the only place that prints or chooses an exit code.

0 fine · 1 the content has problems · 2 used wrongly · 3 the command could not be finished.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import NoReturn

from generator.cli.exits import FAILED, MISUSED, NOTHING_TOLD
from generator.publish.boundary import Boundary
from generator.publish.errors import BuildFailedError, RefusedError

# In the order of `cuttings --help`; each adds its commands.
_MODULES = ("building", "checking", "editing", "asking", "comparing", "importing", "language")
_AT_ONCE = ("build", "serve")  # of the first: all that is loaded where nothing may be left to do


def run() -> NoReturn:
    """The program ``cuttings``: run one command, and end.

    At once: to give back, piece by piece, what the build of a large archive holds takes longer than much else that it
    does, and the system does it anyway (mypy ends in this way too).
    """
    _open_streams()
    code = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:  # an editor that leaves its language server has that closed
                stream.flush()
    except BrokenPipeError:
        code = FAILED
    os._exit(code)


def _open_streams() -> None:
    """Have the streams that whoever started this has closed (``>&-``): files would get their numbers otherwise."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 -- to the end


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = sys.argv[1:] if argv is None else list(argv)
    args = _parser(given[:1]).parse_args(given)
    with Boundary() as fault:
        try:
            return int(args.run(args))
        except RefusedError as refused:
            return _say(MISUSED, str(refused))
        except BuildFailedError as failed:
            return _say(FAILED, f"{args.unfinished.failed}: {failed}")
        except BrokenPipeError:
            # Whoever read what we print has stopped. Nothing may be flushed to them when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FAILED
        except OSError as error:
            return _say(FAILED, f"{args.unfinished.failed}: {_words(error)}")
        except KeyboardInterrupt:
            return _say(FAILED, args.unfinished.stopped)
    assert fault.error is not None
    if os.environ.get("CUTTINGS_DEBUG"):
        raise fault.error
    words = f"{type(fault.error).__name__}: {fault.error}"
    return _say(FAILED, f"A fault of cuttings itself, please report it: {words} (CUTTINGS_DEBUG=1 shows more)")


def _parser(first: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cuttings", description="Keeps a newsroom's archive, and makes its site.")
    parser.set_defaults(unfinished=NOTHING_TOLD)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    at_once = any(word in _AT_ONCE for word in first)
    for module in _MODULES[:1] if at_once else _MODULES:
        import_module(f"generator.cli.{module}").add(commands)
    if not at_once:
        parser.add_argument("--version", action="version", version=f"cuttings {version('cuttings')}")
    return parser


def _say(code: int, words: str) -> int:
    print(f"cuttings: {words}", file=sys.stderr)
    return code


def _words(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)
