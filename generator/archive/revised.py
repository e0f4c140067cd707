"""Tables with a few entries other than before, and rows with other entries about a few: nothing else is looked at."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import (
    Callable,
    Container,
    Hashable,
    ItemsView,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
    Set,
)
from contextlib import suppress
from itertools import pairwise
from typing import Any, TypeVar

from generator.archive.fallback import NeedsFullBuildError
from generator.archive.model import Ref

_KEY = TypeVar("_KEY", bound=Hashable)
_VALUE = TypeVar("_VALUE")
_ITEM = TypeVar("_ITEM")


class Revised(MutableMapping[_KEY, _VALUE]):
    """A mapping over another one, which stays as it is.

    ``now`` are the entries that are others, or have come, and ``gone`` the keys that have none any more. ``placed``
    are, of a table that isn't sorted by its keys, those that have come, or have another place, each with the one before
    which it came to stand, None for the end: in the order in which they did. Some may have gone since.
    """

    def __init__(
        self,
        before: Mapping[_KEY, _VALUE],
        now: Mapping[_KEY, _VALUE] | None = None,
        gone: Set[_KEY] = frozenset(),
        placed: Sequence[tuple[_KEY, _KEY | None]] = (),
    ) -> None:
        self.before = before
        self.now: dict[_KEY, _VALUE] = dict(now or {})
        self.gone: set[_KEY] = set(gone)
        self.placed: list[tuple[_KEY, _KEY | None]] = [*placed]

    def __getitem__(self, key: _KEY) -> _VALUE:
        if key in self.now:
            return self.now[key]
        if key in self.gone:
            raise KeyError(key)
        return self.before[key]

    def __setitem__(self, key: _KEY, value: _VALUE) -> None:
        self.gone.discard(key)
        if key in self.before and self.before[key] == value:
            self.now.pop(key, None)
        else:
            self.now[key] = value

    def __delitem__(self, key: _KEY) -> None:
        if key not in self:
            raise KeyError(key)
        self.now.pop(key, None)
        if key in self.before:
            self.gone.add(key)

    def place(self, key: _KEY, value: _VALUE, before: _KEY | None) -> None:
        """Have an entry stand before another one, or at the end, wherever it was."""
        self[key] = value
        self.placed.append((key, before))

    @property
    def come(self) -> Set[_KEY]:
        """The keys that had no entry."""
        return {key for key in self.now if key not in self.before}

    @property
    def changed(self) -> Set[_KEY]:
        """The keys whose entries are others, or have come or gone."""
        return self.now.keys() | self.gone

    @property
    def is_moved(self) -> bool:
        """Whether any key has come or gone, or may have another place."""
        return bool(self.gone or self.placed or self.come)

    def whole(self) -> dict[_KEY, _VALUE]:
        """All of it. What has come stands where it was placed; else, in a table that is sorted by its keys, where it
        belongs; else at the end.
        """
        below = self.before
        found: dict[_KEY, _VALUE] = below.whole() if hasattr(below, "whole") else dict(below)
        left = {key: value for key, value in found.items() if key not in self.gone} if self.gone else found
        come = [key for key in self.now if key not in found]
        every: dict[_KEY, _VALUE] = {**left, **self.now}
        if self.placed:
            return {key: every[key] for key in self._in_order(found)}
        return {key: every[key] for key in sorted(every)} if come and _are_sorted(left) else every  # type: ignore[type-var]

    def __iter__(self) -> Iterator[_KEY]:
        """The keys in their order.

        NeedsFullBuildError where some have come to a table that isn't sorted by them, unplaced.
        """
        come = self.come
        if self.placed and come <= {key for key, _ in self.placed}:
            return iter(self._in_order(self.before))
        if not come:
            return (key for key in self.before if key not in self.gone) if self.gone else iter(self.before)
        every = self.whole()
        if not _are_sorted(every):
            raise NeedsFullBuildError("nobody knows where what has come belongs")
        return iter(every)

    def _in_order(self, keys: Iterable[_KEY]) -> list[_KEY]:
        """The keys that there are, of these below and of those that were placed among them.

        Whatever has gone keeps its place until all are placed: something else may stand before it.
        """
        found = list(keys)
        there = ({*found} - self.gone) | self.now.keys()
        for key, before in self.placed:
            with suppress(ValueError):
                found.remove(key)
            found.insert(len(found) if before is None else found.index(before), key)
        return [key for key in found if key in there]

    def __len__(self) -> int:
        return len(self.before) + len(self.come) - len(self.gone)

    def items(self) -> ItemsView[_KEY, _VALUE]:
        """All of it, read at once."""
        return self.whole().items()


def _are_sorted(keys: Iterable[Any]) -> bool:
    return all(one < other for one, other in pairwise(keys))


class RevisedRow(Sequence[_ITEM]):
    """A row over another one: of all that is about ``subjects``, ``come`` is there instead."""

    def __init__(
        self,
        before: Sequence[_ITEM],
        subjects: Set[Ref],
        come: Sequence[_ITEM],
        about: Callable[[_ITEM], Ref],
        rank: Callable[[_ITEM], Any],
    ) -> None:
        """``about`` says whom an entry is about, ``rank`` what rows are sorted by; entries alike stay in order."""
        self.before, self.subjects, self.come = before, subjects, tuple(come)
        self._about, self._rank = about, rank
        self._all: tuple[_ITEM, ...] | None = None

    def then(self, later: RevisedRow[_ITEM]) -> RevisedRow[_ITEM]:
        """This one with what a later one has instead."""
        left = [item for item in self.come if self._about(item) not in later.subjects]
        come = sorted((*left, *later.come), key=self._rank)
        return RevisedRow(self.before, {*self.subjects, *later.subjects}, come, self._about, self._rank)

    @property
    def whole(self) -> tuple[_ITEM, ...]:
        """All of it."""
        if self._all is None:
            found = [item for item in self.before if self._about(item) not in self.subjects]
            for item in self.come:
                insort(found, item, key=self._rank)
            self._all = tuple(found)
        return self._all

    def __getitem__(self, place: Any) -> Any:
        return self.whole[place]

    def __len__(self) -> int:
        return len(self.whole)


def put(table: Mapping[_KEY, _VALUE], key: _KEY, value: _VALUE) -> None:
    """Have this under a key of a table that is revised; nothing, where the value is empty."""
    assert isinstance(table, MutableMapping)
    if value:
        table[key] = value
    else:
        table.pop(key, None)


def put_before(table: Mapping[_KEY, _VALUE], key: _KEY, value: _VALUE, before: _KEY | None) -> None:
    """Have an entry come to a table that is revised, before another one: see :meth:`Revised.place`."""
    assert isinstance(table, Revised)
    table.place(key, value, before)


def place_among(
    table: Mapping[Ref, tuple[str, ...]],
    ref: Ref,
    gone: Container[str],
    own: Sequence[str],
    *,
    at: int,
    key: Callable[[str], int],
) -> None:
    """Have what comes of a story at its place in a list that is oldest first, without what came of it before."""
    left = [each for each in table.get(ref, ()) if each not in gone]
    first = bisect_left(left, at, key=key) if own else 0
    put(table, ref, (*left[:first], *own, *left[first:]))


def replace_entries(table: Mapping[_KEY, _VALUE], gone: Iterable[_KEY], now: Mapping[_KEY, _VALUE]) -> None:
    """Take some entries out of a table that is revised, and put others in."""
    assert isinstance(table, MutableMapping)
    for key in gone:
        table.pop(key, None)
    table.update(now)


def file_again(
    table: Mapping[Ref, tuple[_ITEM, ...]],
    was: Sequence[_ITEM],
    found: Sequence[_ITEM],
    under: Callable[[_ITEM], Iterable[Ref | None]],
    rank: Callable[[_ITEM], Any],
) -> None:
    """Have under each of those whom something is filed under what was found, in the place of what was."""
    for ref in dict.fromkeys(ref for item in (*was, *found) for ref in under(item) if ref is not None):
        left = list(table.get(ref, ()))
        for item in was:
            if ref in under(item):
                left.remove(item)
        come = [item for item in found if ref in under(item)]
        put(table, ref, tuple(sorted((*left, *come), key=rank)))
