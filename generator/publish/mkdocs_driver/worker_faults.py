"""What goes wrong with a page where nobody would hear of it: in a process apart, or on another machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from generator.publish.captured_warnings import listening
from generator.publish.plugin import Hooks
from generator.publish.processes.time_limit import TooSlowError


class WorkerFaultError(Exception):
    """A worker can't go on, or has heard a warning. ``late`` is the page that took too long, if that is why."""

    def __init__(self, late: str = "") -> None:
        super().__init__(late)
        self.late = late


@contextmanager
def reporting_faults(hooks: Hooks) -> Iterator[None]:
    """StumbledError for whatever others' code raises or warns of meanwhile, but for an OSError."""
    with listening() as heard, _Faults(hooks):
        yield
    if heard.messages:
        raise WorkerFaultError


class _Faults:
    """Whatever others' code raises in a worker becomes what can be told across processes."""

    def __init__(self, hooks: Hooks) -> None:
        self._hooks = hooks

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, (Exception, TooSlowError)) and not isinstance(error, OSError):
            raise WorkerFaultError(self._hooks.current if isinstance(error, TooSlowError) else "") from None
