"""What can stop a build besides the content: each is shown as one sentence, and chooses the exit code."""

from __future__ import annotations

from generator.problems import Problem


class RefusedError(Exception):
    """The build was asked for something that it must not do, or its settings are wrong (exit code 2)."""


class BuildFailedError(Exception):
    """The build could not be finished; what is published is untouched (exit code 3)."""


class ContentRefusedError(Exception):
    """Rendering brought problems of the content to light, such as a dead link (exit code 1)."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class TooSlowError(BaseException):
    """A page took longer than any that somebody would read. No Exception, for extensions of Markdown swallow those."""
