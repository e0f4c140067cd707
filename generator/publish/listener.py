"""Who is told how far a build has come."""

from __future__ import annotations


class Listener:
    """Hears what a build does, and says nothing. The command line has one that shows it."""

    def stage(self, name: str) -> None:
        """A stage begins."""

    def step(self, done: int, total: int) -> None:
        """So many steps of the stage are done."""

    def waiting(self) -> None:
        """Another build is running, and this one waits for it."""

    def fault(self, error: BaseException) -> None:
        """A fault of this program ended an incremental build; a full one follows, which makes everything good."""
