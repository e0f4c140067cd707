"""Files that wait on the disk until they are rendered and written: those of a large archive are more than memory holds.

They lie one after the other in a file that has no name, so nothing is left behind whatever ends the build. Processes
that are forked meanwhile read there as well.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryFile

from generator.publish.generated.folder import OpenFile, Spilled


class SpillFolder:
    """Where they wait: as long as any of them is held."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is on the disk that is to be used. OSError where nothing can be written there."""
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as made:
            self._opened = OpenFile(os.dup(made.fileno()))
        self._end = 0

    def take(self, data: bytes, digest: str) -> Spilled:
        """Let a file wait, of which ``digest`` is what stands for its bytes. OSError where the disk is full."""
        start, done = self._end, 0
        while done < len(data):
            done += os.pwrite(self._opened.number, memoryview(data)[done:], start + done)
        self._end += done
        return Spilled(self._opened, start, len(data), digest)
