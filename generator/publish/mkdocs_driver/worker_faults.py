"""What goes wrong with a page where nobody would hear of it: in a process apart, or on another machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from generator.publish.boundary import Boundary
from generator.publish.captured_warnings import listening
from generator.publish.errors import TooSlowError
from generator.publish.plugin import Hooks


class WorkerFaultError(Exception):
    """A worker can't go on, or has heard a warning. ``late`` is the page that took too long, if that is why."""

    def __init__(self, late: str = "") -> None:
        super().__init__(late)
        self.late = late


@contextmanager
def reporting_faults(hooks: Hooks) -> Iterator[None]:
    """WorkerFaultError for whatever others' code raises or warns of meanwhile, but for an OSError."""
    with listening() as heard, Boundary(TooSlowError) as boundary:
        yield
    if isinstance(boundary.error, OSError):
        raise boundary.error
    if boundary.error is not None:
        raise WorkerFaultError(hooks.current if isinstance(boundary.error, TooSlowError) else "") from None
    if heard.messages:
        raise WorkerFaultError
