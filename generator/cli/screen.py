"""What a person sees while and after a command works: problems, and a bar on a terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, TextIO

from generator.problems import Problem
from generator.publish.listener import Listener

_RED, _YELLOW, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[0m"
_ERASE_LINE = "\r\x1b[K"
_WIDTH = 24  # of the bar, in characters
_DUMB = ("", "dumb")


def show_problems(problems: Sequence[Problem], stream: TextIO) -> None:
    """One line a problem, as every tool that reads them expects."""
    for problem in problems:
        print(problem_line(problem, stream), file=stream)


def problem_line(problem: Problem, stream: TextIO) -> str:
    """A problem as one line; in colour where a person looks on."""
    line = str(problem)
    if not _in_colour(stream):
        return line
    mark = f"{problem.severity}[{problem.code}]"
    colour = _RED if problem.severity == "error" else _YELLOW
    return line.replace(mark, f"{colour}{mark}{_PLAIN}", 1)


def counted(number: int, noun: str) -> str:
    """``1 error``, ``1,200 stories``."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"


def tally(problems: Sequence[Problem]) -> str:
    """``3 errors, 1 warning``; "no problems" for none."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    parts = [counted(number, noun) for number, noun in ((errors, "error"), (warnings, "warning")) if number]
    return ", ".join(parts) or "no problems"


def refused_sentence(problems: Sequence[Problem]) -> str:
    """The last line where the content has errors."""
    return f"Nothing was built: {tally(problems)}."


class Outcome(Protocol):
    """What a build came to."""

    @property
    def site(self) -> Path: ...
    @property
    def pages(self) -> int: ...
    @property
    def stories(self) -> int: ...


def timings(bar: Bar) -> Iterator[str]:
    """How long each stage took, a line each."""
    return (f"{seconds:8.2f} s  {name}" for name, seconds in bar.times)


def built_sentence(built: Outcome, seconds: float) -> str:
    """The last line of a build: what was built, where, and how long it took."""
    what = f"{counted(built.pages, 'page')} from {counted(built.stories, 'story')}"
    return f"Built {what} into {_seen_from_here(built.site)} in {seconds:.1f} s."


def _seen_from_here(folder: Path) -> str:
    """A folder as its user would name it from where they are."""
    here = os.path.relpath(folder)
    return f"{folder}" if here.startswith("..") else f"{here}/"


class Bar(Listener):
    """A progress bar on standard error where that is a terminal, and nothing anywhere else."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty() and os.environ.get("TERM", "") not in _DUMB
        self._stage = ""
        self._shown = ""
        self._first = self._began = time.monotonic()
        self._times: list[tuple[str, float]] = []

    @property
    def times(self) -> tuple[tuple[str, float], ...]:
        """The stages that are over, and the seconds that each took."""
        return tuple(self._times)

    @property
    def seconds(self) -> float:
        """For how long it has been there."""
        return time.monotonic() - self._first

    def stage(self, name: str) -> None:
        self._note()
        self._stage = name
        self._show(f"{name} …")

    def step(self, done: int, total: int) -> None:
        full = _WIDTH * done // max(total, 1)
        self._show(f"{self._stage} [{'#' * full}{'.' * (_WIDTH - full)}] {100 * done // max(total, 1)} %")

    def waiting(self) -> None:
        self.done()
        print("Another build is running; this one waits for it.", file=sys.stderr, flush=True)

    def fault(self, error: BaseException) -> None:
        self.done()
        told = f"{type(error).__name__}: {error}"
        print(f"A fault of cuttings itself, so all is built; please report it: {told}", file=sys.stderr, flush=True)

    def _note(self) -> None:
        now = time.monotonic()
        self._times.append((self._stage or "Setting up", now - self._began))
        self._began = now

    def over(self) -> None:
        """The last stage is over."""
        self._note()
        self.done()

    def done(self) -> None:
        """Take the bar away, so that something else can be printed."""
        if self._on and self._shown:
            print(_ERASE_LINE, end="", file=sys.stderr, flush=True)
        self._shown = ""

    def _show(self, words: str) -> None:
        if self._on and words != self._shown:
            print(f"{_ERASE_LINE}{words}", end="", file=sys.stderr, flush=True)
            self._shown = words


def _in_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") not in _DUMB
