"""The edge of what this program answers for: any error at all ends here, and is told of in another way.

The house catches errors by their names. In five places nobody can name them: where others' code (MkDocs, its theme, an
extension of Markdown) renders a page, where work is done in a process of its own, whose errors must come back to
whoever began it, where an incremental build has a fault that a full build does without, and where the command line
ends. ``tests/test_architecture.py`` holds that there are no others.
"""

from __future__ import annotations

from types import TracebackType


class Boundary:
    """Notes whatever error is raised in its block, which then ends there; what ends the program goes on.

    ``more`` are errors that end there too though they are no ``Exception``.
    """

    def __init__(self, *more: type[BaseException]) -> None:
        self.error: BaseException | None = None
        self._kinds: tuple[type[BaseException], ...] = (Exception, *more)

    def __enter__(self) -> Boundary:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.error = error if isinstance(error, self._kinds) else None
        return self.error is not None
