"""Records with slots that are pickled quickly: a build remembers some hundred thousand of them.

``dataclasses`` gives a frozen class with slots methods for pickling that look up its fields each time (see
``_dataclass_getstate`` in CPython 3.11), which takes most of the time of writing and reading a large archive.
"""

from __future__ import annotations

from dataclasses import fields
from itertools import repeat
from operator import attrgetter, call
from typing import Any, TypeVar

_Record = TypeVar("_Record", bound=type[Any])


def quickly_pickled(record: _Record) -> _Record:
    """The same class, a frozen dataclass with slots and two fields or more, with quicker methods for pickling."""
    names = [field.name for field in fields(record)]
    setters = [getattr(record, name).__set__ for name in names]
    state = attrgetter(*names)

    def get(self: object) -> tuple[Any, ...]:
        found: tuple[Any, ...] = state(self)
        return found

    def put(self: object, values: tuple[Any, ...]) -> None:
        if len(values) != len(setters):
            raise ValueError(values)
        any(map(call, setters, repeat(self), values))  # a loop in half the time: each call gives None, so all are made

    record.__getstate__ = get  # type: ignore[assignment]
    record.__setstate__ = put
    return record


__all__ = ["quickly_pickled"]
