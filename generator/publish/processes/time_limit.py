"""A text gets so much of the processor's time to become a page, and no more.

Python-Markdown takes time that grows with the square of the length for texts that nobody writes: ten thousand
opening brackets, a megabyte of asterisks. One such file must not hold up the newsroom.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from contextvars import ContextVar
from types import FrameType

from generator.publish.errors import TooSlowError
from generator.publish.processes.interruption import Watch, can_watch

# Of the processor's time, for one page; a story of 30,000 letters takes a twentieth of it. With what reading and the
# rest of a build take, no file costs more than five seconds.
MOST_SECONDS = 2.0
_AGAIN = 0.25  # seconds, where the first interruption came while others' code could not be stopped


class TimeLimit:
    """A clock that runs out, for one page after the other."""

    def __init__(self) -> None:
        self._late = False
        self._held = False
        self._watch: Watch | None = None

    def begin(self) -> None:
        """From here on the time counts, that of the process in its main thread, its own in any other.

        Systems that can't tell the time of a single thread keep no limit in others than the main one.
        """
        self._late = False
        _RUNNING.set(self)
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGVTALRM, self._give_up)
            signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS, _AGAIN)
        elif can_watch():
            self._watch = _watch()
            self._watch.begin(MOST_SECONDS, self._note)

    def end(self) -> None:
        """What comes now has all the time in the world."""
        if threading.current_thread() is threading.main_thread():
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        while self._watch is not None:
            with suppress(TooSlowError):  # on its way as the work was done: it is late all the same
                self._watch.end()
                self._watch = None

    def end_in_time(self) -> None:
        """As :meth:`end`; TooSlowError where it is late, though what was interrupted went on as if nothing had been."""
        self.end()
        if self._late:
            raise TooSlowError

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing is interrupted meanwhile; what ran out then is told of after."""
        try:
            self._held = True
            yield
        finally:
            self._held = False

    def _give_up(self, _signal: int, _frame: FrameType | None) -> None:
        if self._note():
            raise TooSlowError

    def _note(self) -> bool:
        """The time is over. Whether what is done may be interrupted right now."""
        self._late = True
        return not self._held


_RUNNING: ContextVar[TimeLimit] = ContextVar("_RUNNING")  # the last that began, of this thread
_WATCH: ContextVar[Watch] = ContextVar("_WATCH")  # of this thread


def _watch() -> Watch:
    """The watch of this thread, made once."""
    watch = _WATCH.get(None)
    if watch is None or not watch.is_mine:  # a thread may begin with what another one knew
        watch = Watch(TooSlowError, _AGAIN)
        _WATCH.set(watch)
    return watch


def undisturbed() -> AbstractContextManager[None]:
    """Nothing is interrupted meanwhile; what ran out then is told of after. For others' code that can't be stopped.

    The clock holds itself back, for a mask of signals would not: what another thread hears, this one is told.
    """
    clock = _RUNNING.get(None)
    return clock.held() if clock is not None else nullcontext()


@contextmanager
def time_limit() -> Iterator[None]:
    """TooSlowError where what is done meanwhile takes too long."""
    clock = TimeLimit()
    clock.begin()
    try:
        yield
    finally:
        clock.end()
    clock.end_in_time()
