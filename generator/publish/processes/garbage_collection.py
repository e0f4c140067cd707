"""No search for garbage while a build runs: it makes hardly any that only a search finds.

The archive is millions of small objects that all stay. Python's collector would look through them again and again
while they come, which takes as long as reading them does.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collection() -> Iterator[None]:
    """Leave the search for garbage out, in this process and in those that are forked from it meanwhile."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
