"""Pickles that are read back as records of this program, dates and numbers, and as nothing else.

Whoever can write to a cache that continuous integration shares can run nothing by it.
"""

from __future__ import annotations

import io
import pickle
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from msgspec import Struct

# What our records hold beside each other.
_PLAIN = frozenset(
    {
        *(("datetime", name) for name in ("date", "datetime", "timedelta", "timezone")),
        *(("builtins", name) for name in ("frozenset", "set")),
        ("decimal", "Decimal"),
        ("array", "array"),
        ("array", "_array_reconstructor"),
    }
)
# What bytes that pickle didn't write may have the unpickler raise: it follows them wherever they lead.
_UNREADABLE = (
    *(EOFError, ValueError, LookupError, TypeError, AttributeError, ImportError, OverflowError, MemoryError),
    *(RecursionError, pickle.UnpicklingError),
)


class DamagedCacheError(Exception):
    """A file of the cache isn't there, or isn't what a build of this program left; the arguments say what it is."""


def loaded(data: bytes | memoryview) -> Any:
    """What was pickled. DamagedCacheError where that is no record."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except _UNREADABLE as error:
        raise DamagedCacheError(str(error)) from error


@cache
def _found(module: str, name: str) -> Any:
    """A record of this program, or a plain value. UnpicklingError for whatever else a file asks for."""
    ours = module.startswith("generator.") and "." not in name
    found = getattr(import_module(module), name) if ours or (module, name) in _PLAIN else None
    if (module, name) in _PLAIN or (isinstance(found, type) and _is_record(found)):
        return found
    raise pickle.UnpicklingError(f"{module}.{name} is no record")


def _is_record(found: type) -> bool:
    return issubclass(found, (Struct, Enum)) or (issubclass(found, tuple) and hasattr(found, "_fields"))


class _Unpickler(pickle.Unpickler):
    find_class = staticmethod(_found)  # called for every class in every row: no function of ours in between
