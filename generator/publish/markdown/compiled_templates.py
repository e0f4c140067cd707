"""Templates that were compiled already: each is compiled once, and again when it, or what compiles it, is another.

Compiled templates are programs, and a build folder may come from another machine: they are kept in this process, and
by Jinja in a folder of this machine that nobody but this user can write to.
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

from jinja2.bccache import BytecodeCache, FileSystemBytecodeCache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

_COMPILERS = ("jinja2", "markupsafe", "mkdocs", "mkdocs-material")


class Compiled(BytecodeCache):
    """Keeps code by the template's name and file, for as long as its source stays the same."""

    def __init__(self, kept_apart: str) -> None:
        """``kept_apart`` stands for all that the code depends on besides the source."""
        self._kept: dict[str, tuple[str, CodeType | None]] = {}
        self._on_disk: FileSystemBytecodeCache | None = None
        with suppress(OSError, RuntimeError):  # no folder that is this user's alone
            self._on_disk = FileSystemBytecodeCache(pattern=f"cuttings-{kept_apart}-%s")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that was kept of it."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif self._on_disk:
            with suppress(OSError):
                self._on_disk.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._kept[bucket.key] = bucket.checksum, bucket.code
        if self._on_disk:
            with suppress(OSError):
                self._on_disk.dump_bytecode(bucket)


@lru_cache(maxsize=8)
def compiled(environment: str, compiler: Path | None = None) -> Compiled:
    """What was compiled for one kind of environment: another compiles the same source to other code.

    ``compiler`` is the module that says how, where that is not Jinja alone.
    """
    told = "\0".join((environment, *map(version, _COMPILERS))).encode()
    return Compiled(blake2b(told + (compiler.read_bytes() if compiler else b""), digest_size=10).hexdigest())
