"""The files of the generated folder as a touch-up leaves it, which are gone through only if somebody asks for all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Set


class FilesNow(Collection[str]):
    """Those of one kind: pages, or others."""

    def __init__(
        self, before: Container[str], come: Set[str], gone: Set[str], every: Callable[[], Iterable[str]]
    ) -> None:
        """``every`` are those of ``before``."""
        self._before = before
        self._come = come
        self._gone = gone
        self._every = every

    def __contains__(self, path: object) -> bool:
        return (path in self._before or path in self._come) and path not in self._gone

    def __iter__(self) -> Iterator[str]:
        return iter({*self._every(), *self._come} - self._gone)

    def __len__(self) -> int:
        return sum(1 for _ in self)
