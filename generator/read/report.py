"""The problems of one file, gathered while it is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from generator import codes
from generator.problems import Position, Problem

# A file made of nothing but mistakes is told of so many of one kind, then no more.
_MOST_OF_ONE_CODE = 500


class Located(Protocol):
    """Anything that stands somewhere in a text file; lines and columns count from 1."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class Report:
    """Gathers the problems of the file shown as ``path``."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._problems: list[Problem] = []
        self._counts: dict[str, int] = {}
        self._told: set[tuple[str, int]] = set()

    def add(self, code: str, at: Located, message: str, hint: str = "") -> None:
        """One more problem of a registered code."""
        count = self._counts[code] = self._counts.get(code, 0) + 1
        if count <= _MOST_OF_ONE_CODE:
            place = Position(at.line, at.column)
            self.take((codes.problem(code, self.path, place, message, hint),))

    def tells(self, code: str, line: int) -> bool:
        """Whether there is a problem of this code on a line."""
        return (code, line) in self._told

    def is_full(self, code: str) -> bool:
        """Whether no more problems of this code are kept, so that looking for advice is no use."""
        return self._counts.get(code, 0) >= _MOST_OF_ONE_CODE

    def take(self, problems: Iterable[Problem]) -> None:
        """Problems that were found on the way, as they are."""
        for problem in problems:
            self._problems.append(problem)
            self._told.add((problem.code, problem.line))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems)
