"""What is wrong with the content, as values: returned, collected and sorted, never raised.

A :class:`Problem` is one sentence of advice at one place in one file. Every code that a problem
can carry is registered in :mod:`generator.codes`, where its severity and its documentation are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec import Struct

Severity = Literal["error", "warning"]


class Position(NamedTuple):
    """A place in a text file. ``line`` and ``column`` count from 1; columns count characters."""

    line: int
    column: int


def position_in(text: str, offset: int, first_line: int = 1) -> Position:
    """Where an offset into a text stands in its file. ``first_line`` is the line of the file that the text is on."""
    return Position(first_line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset))


class Problem(Struct, frozen=True, order=True):
    """One thing that is wrong: where, how bad, its stable code, and one sentence that says what to do.

    ``path`` is shown as it is: the content folder as the user gave it, then the path below it, with
    forward slashes. ``hint`` is what the nearest right thing would be, already part of ``message``
    for readers of text; machines (the language server's quick fixes) read it from here.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.severity}[{self.code}]: {self.message}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repeats, by path, line and column: the order in which they are always shown."""
    return tuple(sorted(set(problems)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any problem stops a build. Warnings do not."""
    return any(problem.severity == "error" for problem in problems)
