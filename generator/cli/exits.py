"""The exit codes."""

from __future__ import annotations

FINE = 0
PROBLEMS = 1  # the content has errors
MISUSED = 2  # what argparse says of a wrong command line, too
FAILED = 3  # the build could not be finished
