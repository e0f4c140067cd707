"""Why a change that an editor asked for is not made."""

from __future__ import annotations

from generator.problems import Problem


class EditRefusedError(ValueError):
    """Nothing was changed; the message is one sentence that says why. ``problems`` are those that stand in the way."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems
