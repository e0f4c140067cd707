"""An interruption of whatever a thread is at, once it has had so much of the processor's time.

Signals are heard by a process' main thread alone. Any other is watched by a thread of its own, which raises
something in it.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable

_IDLE = 20  # looks at nothing, and then the watching thread ends


def can_watch() -> bool:
    """Whether the time of a single thread can be told, and something raised in it."""
    return hasattr(time, "pthread_getcpuclockid") and hasattr(ctypes, "pythonapi")


class Watch:
    """Watches the thread that makes it, from each beginning to the end that follows."""

    def __init__(self, what: type[BaseException], again: float) -> None:
        """``what`` is raised; every ``again`` seconds there is a look at the clock."""
        self._what = what
        self._again = again
        self._watched = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._watched)
        self._lock = threading.Lock()
        self._until: float | None = None
        self._late: Callable[[], bool] = lambda: False
        self._is_watching = False

    @property
    def is_mine(self) -> bool:
        """Whether the thread that asks is the one that is watched."""
        return self._watched == threading.get_ident()

    def begin(self, seconds: float, late: Callable[[], bool]) -> None:
        """From here on the time counts. When it is over, ``late`` says at each look whether it may be raised now."""
        with self._lock:
            self._until, self._late = time.clock_gettime(self._clock) + seconds, late
            if not self._is_watching:
                self._is_watching = True
                threading.Thread(target=self._look, name="cuttings-patience", daemon=True).start()

    def end(self) -> None:
        """Nothing is raised any more, once this returns; it may be raised until then.

        What was raised already isn't taken back: after that, Python 3.11 would look for something raised for ever, and
        never get on in a thread that is traced.
        """
        with self._lock:
            self._until = None
        for _ in range(2):  # where a loop begins anew, Python raises what is to be raised
            pass

    def _look(self) -> None:
        idle = 0
        while True:
            time.sleep(self._again)
            with self._lock:
                idle = 0 if self._until is not None else idle + 1
                if idle >= _IDLE or not _is_there(self._watched):
                    self._is_watching = False
                    return
                if self._until is not None and self._time() >= self._until and self._late():
                    _raise(self._watched, self._what)

    def _time(self) -> float:
        """What the thread has taken so far; nothing, where it ended this very moment."""
        try:
            return time.clock_gettime(self._clock)
        except OSError:
            return 0.0


def _is_there(thread: int) -> bool:
    return any(each.ident == thread for each in threading.enumerate())


def _raise(thread: int, what: type[BaseException]) -> None:
    """Have something raised in a thread where it stands."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(what))
