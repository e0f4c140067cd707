"""What a worker of a cluster is sent, and what it does with it."""

from __future__ import annotations

import pickle
import socket
import threading
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from msgspec import Struct

from generator.publish.change_detection.same_inputs import likeness, unlike
from generator.publish.config.settings import Given
from generator.publish.errors import BuildFailedError, RefusedError

_SHOWN = 4  # differences that are named


class Terms(Struct, frozen=True):
    """What a worker must have, so that its pages are those of the machine that asks: see :func:`likeness`."""

    build: str  # a name that no other build has
    given: Given
    like: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8)
def unfit(terms: Terms) -> str:
    """Why this process can't work for a build, after the words "the worker at …"; "" if it can."""
    try:
        differs = unlike(dict(terms.like), likeness(terms.given))
    except RefusedError as refused:
        return f"must see the same folders as this machine, under the same paths: {refused}"
    if not differs:
        return ""
    more = ", …" if len(differs) > _SHOWN else ""
    return f"would give other pages, since these differ: {', '.join(differs[:_SHOWN])}{more}; make them the same"


class RemoteTask:
    """Work that is sent to a worker: unpacked there when the first chunk comes, and once for all of them."""

    def __init__(self, terms: Terms, packed: bytes) -> None:
        """``packed`` is what does a chunk, pickled."""
        self._terms = terms
        self._packed = packed
        self._work: Callable[[Any], Any] | None = None
        self._lock = threading.Lock()  # a worker may have several threads, and no work is made for that

    def __reduce__(self) -> tuple[type[RemoteTask], tuple[Terms, bytes]]:
        return RemoteTask, (self._terms, self._packed)

    def __call__(self, chunk: Any) -> Any:
        """What the work makes of a chunk. BuildFailedError if this process can't do it as it must be done."""
        with self._lock:
            if self._work is None:
                words = unfit(self._terms)  # again: a worker may have come when others were asked
                if words:
                    raise BuildFailedError(f"the worker at {socket.gethostname()} {words}")
                self._work = pickle.loads(self._packed)  # noqa: S301 -- whoever reaches a worker can run anything there
            return self._work(chunk)


def run(errand: RemoteTask, packed: bytes) -> bytes:
    """One chunk, on a worker. Packed on both ways, so that Dask doesn't look for tasks of its own in it."""
    return pickle.dumps(errand(pickle.loads(packed)), protocol=5)  # noqa: S301 -- see Errand


__all__ = ["RemoteTask", "Terms", "run", "unfit"]
