"""A crew on other machines: the workers of a Dask cluster.

Nothing is forked, and nothing of this machine is shared. What a task needs is sent once to each worker, and kept there
until the task is over (:mod:`generator.publish.processes.remote_task`).

The futures are Dask's own, which have the methods of those of :mod:`concurrent.futures`. Dask's executor for these
(``Client.get_executor``) forgets a result that is lost with its worker on the way here: that future is never done.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import uuid
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from generator.publish.change_detection.same_inputs import likeness
from generator.publish.config.settings import Given, Settings
from generator.publish.errors import BuildFailedError
from generator.publish.processes import workers
from generator.publish.processes.remote_task import RemoteTask, Terms, run, unfit
from generator.publish.processes.workers import Item, Result, Task

if TYPE_CHECKING:
    from distributed import Client, Future
    from mkdocs.config.defaults import MkDocsConfig

_CONNECT = 10  # seconds in which a scheduler answers, and has a worker
_LOOK = 5  # seconds between looks at whether there are workers still
_LOOKS = 6  # without any, until the build fails
_CARRY = 120  # seconds in which what a chunk came to gets here, once it is done
_MOST = 64  # items of a chunk
_CHUNKS_EACH = 12  # for each thread of the workers: small enough that none waits long for the last
_AHEAD = 2  # chunks that are on their way for each of them: what they give is held here
_DASK: Mapping[str, str] = {"distributed.admin.large-graph-warning-threshold": "1 GiB"}  # ours are files, not graphs
_LOGGERS = ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application")


@contextmanager
def opened_pool(settings: Settings, config: MkDocsConfig, scheduler: str) -> Iterator[Settings]:
    """The settings with the workers of the cluster for a crew; BuildFailedError where they can't be had."""
    try:
        import dask  # noqa: PLC0415 -- an extra, and slow to load
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        raise BuildFailedError(
            "--scheduler needs dask.distributed, which is not installed; install cuttings[cluster]"
        ) from None
    given = Given(settings.config_file, config.docs_dir, site_url=config.site_url)
    with _quiet(), dask.config.set(_DASK):
        _reach(scheduler)
        with _lost(scheduler, OSError):
            client = Client(scheduler, timeout=_CONNECT, set_as_default=False)
        with client:
            pool = Cluster(client, scheduler, given)
            with _lost(scheduler, OSError):
                pool.check()
            # No processes of this machine's: none may be forked beside the threads by which a client talks.
            yield replace(settings, pool=pool, jobs=1)


class Cluster:
    """The workers of a cluster, for as long as its client is open."""

    def __init__(self, client: Client, scheduler: str, given: Given) -> None:
        """``given`` is where the workers find the configuration, as they see the disk."""
        self._client = client
        self._scheduler = scheduler
        self._terms = Terms(uuid.uuid4().hex, given, tuple(likeness(given).items()))

    def check(self) -> None:
        """BuildFailedError where there is no worker, or one that would give other pages."""
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT)
        except TimeoutError:
            raise BuildFailedError(f"the scheduler at {self._scheduler} has no workers") from None
        for worker, told in self._client.run(version, "cuttings", on_error="return").items():
            if not isinstance(told, str):
                raise BuildFailedError(f"the worker at {worker} has no cuttings: install the same version there")
        for worker, words in self._client.run(unfit, self._terms, on_error="return").items():
            if not isinstance(words, str):
                raise BuildFailedError(f"the worker at {worker} has another version of cuttings ({words})")
            if words:
                raise BuildFailedError(f"the worker at {worker} {words}")

    def spread(self, task: Task[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
        """As every crew does. BuildFailedError where the workers or the scheduler are gone."""
        if len(items) < workers.FEW:
            yield task.here(items)
            return
        errand = RemoteTask(self._terms, pickle.dumps(task.far or task.here, protocol=5))
        threads = max(1, self._threads())
        with _lost(self._scheduler, OSError):
            sent = self._client.scatter(errand, broadcast=True, hash=False)
        size = max(1, min(_MOST, -(-len(items) // (threads * _CHUNKS_EACH))))
        waiting: deque[Future[bytes]] = deque()  # what is in here no more, the cluster leaves
        for start in range(0, len(items), size):
            packed = pickle.dumps(task.packed(items[start : start + size]), protocol=5)
            with _lost(self._scheduler, OSError):
                waiting.append(self._client.submit(run, sent, packed, pure=False))
            if len(waiting) > _AHEAD * threads:
                yield task.unpacked(self.result(waiting.popleft()))
        while waiting:
            yield task.unpacked(self.result(waiting.popleft()))

    def result(self, future: Future[bytes]) -> Any:
        """What a chunk came to. BuildFailedError where it will never get here; what its work raised is raised here."""
        with _lost(self._scheduler):
            return self._result(future)

    def _result(self, future: Future[bytes]) -> Any:
        looks = 0
        while True:
            try:
                failed = future.exception(_LOOK)
            except TimeoutError:
                looks = 0 if self._threads() else looks + 1
                if looks >= _LOOKS:
                    raise BuildFailedError(f"the scheduler at {self._scheduler} has no workers any more") from None
                continue
            if failed is not None:
                raise failed
            try:
                return pickle.loads(future.result(_CARRY))  # noqa: S301 -- by the workers, who run what we send them
            except TimeoutError:
                if future.done():
                    raise
                # Its worker was lost, and another one does it again.

    def _threads(self) -> int:
        """How many the workers have. BuildFailedError where the scheduler is gone."""
        with _lost(self._scheduler, OSError):
            scheduler = self._client.scheduler
            if scheduler is None:
                raise CancelledError
            return sum(self._client.sync(scheduler.ncores, callback_timeout=_CONNECT).values())


def _reach(scheduler: str) -> None:
    """BuildFailedError where no scheduler answers: said by a client, it comes with words about the client itself."""
    from distributed import Security, rpc  # noqa: PLC0415 -- see staffed

    async def kind() -> str:
        async with asyncio.timeout(_CONNECT):
            arguments = Security().get_connection_args("client")
            async with rpc(scheduler, timeout=_CONNECT, connection_args=arguments) as asked:
                return str((await asked.identity())["type"])

    try:
        found = asyncio.run(kind())
    except (ValueError, TypeError) as error:
        raise BuildFailedError(f"{scheduler!r} is no address of a Dask scheduler: {error}") from None
    except OSError:
        raise BuildFailedError(f"no Dask scheduler answers at {scheduler} within {_CONNECT} seconds") from None
    if found != "Scheduler":
        raise BuildFailedError(f"what answers at {scheduler} is no Dask scheduler but a {found.lower()}")


@contextmanager
def _lost(scheduler: str, *more: type[Exception]) -> Iterator[None]:
    """BuildFailedError for whatever a client raises when others are gone, and for ``more``."""
    from distributed import KilledWorker  # noqa: PLC0415 -- see staffed
    from distributed.client import ClosedClientError  # noqa: PLC0415
    from distributed.comm.core import CommClosedError  # noqa: PLC0415

    gone: tuple[type[BaseException], ...] = (
        CancelledError,
        asyncio.CancelledError,
        ClosedClientError,
        CommClosedError,
        TimeoutError,
        *more,
    )
    try:
        yield
    except KilledWorker:
        raise BuildFailedError(
            f"workers of the cluster at {scheduler} die of this build, one after the other; do they have enough memory?"
        ) from None
    except gone as error:
        why = f" ({error})" if str(error) else ""
        raise BuildFailedError(f"the cluster at {scheduler} was lost in the middle of the work{why}") from None


@contextmanager
def _quiet() -> Iterator[None]:
    """What is wrong with a cluster we say ourselves, in one sentence."""
    handlers = [handler for name in _LOGGERS for handler in logging.getLogger(name).handlers]
    before = [handler.level for handler in handlers]
    for handler in handlers:
        handler.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for handler, level in zip(handlers, before, strict=True):
            handler.setLevel(level)


__all__ = ["Cluster", "opened_pool"]
