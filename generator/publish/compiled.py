"""Templates that this process has compiled already: a preview builds again and again, and compiles each of them once.

Nothing is written. Compiled templates are programs, and a build folder may come from another machine.
"""

from __future__ import annotations

from functools import lru_cache
from types import CodeType
from typing import TYPE_CHECKING

from jinja2.bccache import BytecodeCache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps code in memory, by the template's name and file, for as long as its source stays the same."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that was kept of it."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._kept[bucket.key] = bucket.checksum, bucket.code


@lru_cache(maxsize=8)
def compiled(environment: str) -> Compiled:  # noqa: ARG001 -- what it is remembered by
    """What was compiled for one kind of environment: another compiles the same source to other code."""
    return Compiled()
