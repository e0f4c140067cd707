"""The lines of a content file, for whoever shows some of them beside a problem.

Only those of files that are content: what a symbolic link leads to may be a secret of this machine, and a pipe
keeps whoever reads it waiting.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.read.pictures import MOST_BYTES


def lines_of(file: Path, folder: Path) -> tuple[str, ...]:
    """The lines of ``file`` as problems count them.

    () where that is no text, isn't below the content folder ``folder``, or is reached by a link in it.
    """
    try:
        text = _data(file, folder).decode("utf-8-sig")
    except (OSError, ValueError):
        return ()
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) if text else ()


def _data(file: Path, folder: Path) -> bytes:
    """What is in the file; nothing where it isn't to be shown. OSError where it can't be read."""
    if not _is_its_own_place(file, folder) or not stat.S_ISREG(file.lstat().st_mode):
        return b""
    # What is there may have changed since it was looked at: still no link is followed, and no pipe waited for.
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as opened:
        return opened.read(MOST_BYTES)


def _is_its_own_place(file: Path, folder: Path) -> bool:
    """Whether a path leads straight down from the folder. The folder itself may be given by a link."""
    below = os.path.relpath(file, folder)
    return os.path.realpath(file) == os.path.join(os.path.realpath(folder), below)  # noqa: PTH118 -- as realpath has it
