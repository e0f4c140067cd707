"""The exit codes, and what is true of the site and the content where a command can't be finished."""

from __future__ import annotations

from typing import NamedTuple

FINE = 0
PROBLEMS = 1  # the content has errors
MISUSED = 2  # what argparse says of a wrong command line, too
FAILED = 3  # the command could not be finished


class Unfinished(NamedTuple):
    """What a command says before the error that ended it, and when somebody presses Ctrl-C."""

    failed: str
    stopped: str


NOTHING_BUILT = Unfinished("The build failed, and the site is as it was", "Stopped. The site is as it was.")
NOTHING_CHANGED = Unfinished("Nothing was changed", "Stopped. Nothing was changed.")
IMPORT_BEGUN = Unfinished(
    "The import ended early; what it has written stays, and importing again goes on from there",
    "Stopped. What was imported so far stays, and importing again goes on from there.",
)
NOTHING_TOLD = Unfinished("The command could not be finished", "Stopped.")  # of a command that only tells of something
