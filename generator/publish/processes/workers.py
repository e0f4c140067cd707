"""Work spread over processes: the same results, in the same order, as one process would give.

What the work needs is handed to each process once, when it begins. Where processes can be forked, that
costs nothing; elsewhere everything is done in this one.
"""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import suppress
from contextvars import ContextVar
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from traceback import format_exception
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from msgspec import Struct

from generator.publish.boundary import Boundary
from generator.publish.errors import TooSlowError

Item = TypeVar("Item")
Result = TypeVar("Result")

_ENDING = (signal.SIGINT, signal.SIGTERM)
_WORK: ContextVar[Callable[[Any], Any]] = ContextVar("_WORK")  # of the process that runs this
FEW = 256  # items that one process is done with before others have begun
_CHUNKS_EACH = 12  # for each process: small enough that none waits long for the last
# Items for which processes begin anew. Whatever they look at they come to have a copy of (to look is to count a
# reference, and that is to write), and those of a large archive would end with a copy of all of it.
_BATCH = 1 << 14


def cores() -> int:
    """How many processes can run side by side."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def are_many(items: Sequence[Item], jobs: int) -> bool:
    """Whether processes apart are worth their beginning, and can be had."""
    return jobs >= 2 and len(items) >= FEW and "fork" in multiprocessing.get_all_start_methods()


def _same(result: Any) -> Any:
    return result


class Task(Struct, Generic[Item, Result], frozen=True):
    """Work on many items, chunk by chunk, for whoever spreads it.

    ``here`` does a chunk in this process, and ``apart`` (the same, if not given) in one that was forked from it.
    ``far`` (the same, if not given) can be pickled, and does it where nothing is shared with this process: it takes
    what ``packed`` makes of a chunk, and of what it gives ``unpacked`` makes the result.
    """

    here: Callable[[Sequence[Item]], Result]
    apart: Callable[[Sequence[Item]], Result] | None = None
    far: Callable[[Any], Any] | None = None
    packed: Callable[[Sequence[Item]], Any] = list
    unpacked: Callable[[Any], Result] = _same


class WorkerPool(Protocol):
    """Where the work of a build is done, when there is much of it."""

    def spread(self, task: Task[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
        """What the task makes of the items, chunk by chunk, in order. What it raises is raised here."""


class LocalPool(Struct, frozen=True):
    """The crew of this machine: so many processes side by side."""

    jobs: int

    def spread(self, task: Task[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
        """As every crew does."""
        work = task.apart if task.apart and are_many(items, self.jobs) else task.here
        return spread(work, items, self.jobs)


def spread(work: Callable[[Sequence[Item]], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """What ``work`` makes of the items, chunk by chunk, in order. What it raises is raised here."""
    if not are_many(items, jobs):
        yield work(items)
        return
    gc.freeze()  # so that looking for garbage doesn't copy what the processes share
    try:
        for start in range(0, len(items), _BATCH):
            with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _begin, (work,)) as executor:
                yield from results(executor, _chunks(items[start : start + _BATCH], jobs * _CHUNKS_EACH))
    finally:
        gc.unfreeze()


def results(executor: Executor, chunks: Iterable[Sequence[Item]]) -> Iterator[Any]:
    """What the work of an executor's processes makes of the chunks, in order."""
    return executor.map(_do, chunks)


class BackgroundTask:
    """Some work that is done in a process of its own while this one goes on, where there may be a second one."""

    def __init__(self, work: Callable[[], Any], jobs: int) -> None:
        self._process: ForkProcess | None = None
        if jobs < 2 or "fork" not in multiprocessing.get_all_start_methods():
            self._told = _outcome(work)
            return
        context = multiprocessing.get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_aside, args=(work, sender), daemon=True)
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)  # the process hears once it knows what to do then
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        sender.close()

    def __enter__(self) -> BackgroundTask:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def result(self) -> Any:
        """Wait for the work to be done. Whatever error the work ended with is raised here.

        OSError where its process was killed, too.
        """
        if self._process is not None:
            try:
                self._told = _received(self._receiver.recv())
            except EOFError:
                raise OSError(errno.ECHILD, "a process of this build was killed") from None
            finally:
                self.stop()
        if self._told.error is not None:
            raise self._told.error
        return self._told.result

    def stop(self) -> None:
        """Whatever it is at. Nothing happens where it is done."""
        if self._process is not None:
            self._receiver.close()
            self._process.terminate()
            self._process.join()
            self._process = None


class Turns:
    """The places of some items in a line, each of which is taken once, by whichever of several processes is free."""

    def __init__(self, count: int) -> None:
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
        self._next = multiprocessing.get_context(method).Value("L", 0)
        self._count = count

    def __iter__(self) -> Iterator[int]:
        while True:
            with self._next.get_lock():
                place = self._next.value
                self._next.value += 1
            if place >= self._count:
                return
            yield place


def _aside(work: Callable[[], Any], sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever began this stops it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # … in this way, and at once: a preview takes it for Ctrl-C
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    told = _sendable(work)
    with suppress(BrokenPipeError):
        sender.send(told)


class _Outcome(NamedTuple):
    """What some work gives, or the error that it ended with."""

    result: Any = None
    error: BaseException | None = None


def _outcome(work: Callable[[], Any]) -> _Outcome:
    with Boundary(TooSlowError) as boundary:
        return _Outcome(work())
    return _Outcome(error=boundary.error)


def _sendable(work: Callable[[], Any]) -> tuple[bool, bytes]:
    """Whether the work gave something; that, or its error, pickled."""
    pickled, error = _outcome(lambda: pickle.dumps(work(), 5))
    if error is None:
        return True, pickled
    lines = "".join(format_exception(error))
    error.add_note(f"In a process of its own:\n{lines}")
    with Boundary():  # not every error of others' code comes out of a pickle
        told = pickle.dumps(error, 5)
        pickle.loads(told)  # noqa: S301 -- what was pickled just now
        return False, told
    return False, pickle.dumps(RuntimeError(lines), 5)


def _received(told: tuple[bool, bytes]) -> _Outcome:
    fine, pickled = told
    said = pickle.loads(pickled)  # noqa: S301 -- from a process of this very build
    return _Outcome(said) if fine else _Outcome(error=said)


def _begin(work: Callable[[Any], Any]) -> None:
    _WORK.set(work)


def _do(chunk: Sequence[Any]) -> Any:
    return _WORK.get()(chunk)


def _chunks(items: Sequence[Item], number: int) -> Iterator[Sequence[Item]]:
    size = max(1, -(-len(items) // number))
    return (items[start : start + size] for start in range(0, len(items), size))
