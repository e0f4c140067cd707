"""Two folders change places in one step, where the operating system can do that.

Linux: ``renameat2`` with ``RENAME_EXCHANGE`` (renameat2(2)). macOS: ``renamex_np`` with
``RENAME_SWAP`` (rename(2)). A reader sees the one folder or the other, never none.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100  # the paths are relative to the working directory; ours are absolute
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2

# What the call answers where the system or the file system doesn't have it.
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV})


def exchange(one: Path, other: Path) -> bool:
    """Swap two existing folders of one file system; False where that cannot be done in one step.

    OSError for anything else that goes wrong, such as a folder that isn't there.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        failed = libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(first, second, _RENAME_SWAP)
    else:
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(one))


def flush(folder: Path) -> None:
    """Put everything written to the folder's file system on the disk before this returns.

    One ``syncfs(2)`` for the whole file system: thousands of ``fsync`` calls, one a file, take minutes.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "syncfs"):
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if libc.syncfs(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def flush_names(folder: Path) -> None:
    """Put the names in a folder (after a rename) on the disk before this returns."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
