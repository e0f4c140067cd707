"""One build at a time for each folder that builds write to."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.publish.errors import BuildFailedError

A_WHILE = 10.0  # seconds to wait for another build where nobody waits for this one
_PATIENCE = 900.0  # … where somebody does
_PAUSE = 0.05


@contextmanager
def locked(path: Path, waiting: Callable[[], None], patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the lock file at ``path``; BuildFailedError after ``patience`` seconds of waiting for another build.

    ``waiting`` is called once if another build holds it. The system lets the lock go when a process
    ends, however it ends, so the file itself is never removed and never stale.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + patience
    told = False
    with path.open("ab") as handle:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not told:
                    waiting()
                    told = True
                if time.monotonic() > until:
                    raise BuildFailedError("Another build of this site is still running.") from None
                time.sleep(_PAUSE)
        yield
