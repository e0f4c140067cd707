"""Files made in memory, and the folder that mirrors them: written where they changed, removed where they are gone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from generator.publish.build_cache.records import DamagedCacheError
from generator.publish.errors import RefusedError
from generator.publish.pictures.published import Picture
from generator.publish.processes.workers import spread


class Stored(Struct, frozen=True):
    """A file that was written already, elsewhere, because it is too large to hold.

    ``is_replaced`` if nobody writes to it again, but to a new file for its place: then the same file is good enough.
    """

    path: Path
    is_replaced: bool = False

    def read(self) -> bytes:
        return self.path.read_bytes()

    def put(self, whole: str) -> None:
        """Have it where there is no file, by another name if it may be and can be."""
        if self.is_replaced:
            with suppress(OSError):  # a file system without second names, or another one
                os.link(self.path, whole)
                return
        shutil.copyfile(self.path, whole)


Identity: TypeAlias = tuple[int, int, int]
"""What tells a file from any other at its path: inode, time, size."""


class Kept(Struct, frozen=True):
    """A file of the generated folder itself that an earlier build wrote, and that is as that build left it."""

    path: Path
    digest: str
    identity: Identity

    def read(self) -> bytes:
        return self.path.read_bytes()


class OpenFile:
    """A file that is open as long as anybody holds this. ``number`` is the system's."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __del__(self) -> None:
        os.close(self.number)


class Spilled(Struct, frozen=True):
    """A file to be that waits on the disk, in a file without a name: see :mod:`generator.publish.generated.spill`."""

    opened: OpenFile
    start: int
    size: int
    digest: str

    def read(self) -> bytes:
        return os.pread(self.opened.number, self.size, self.start)


Held: TypeAlias = bytes | Picture | Stored | Kept | Spilled
"""A file to be: what it holds, or where that is."""

Files: TypeAlias = Mapping[str, Held]
"""Path below the folder, with forward slashes → what the file holds."""

_OURS = ".cuttings-docs"


class Changes(NamedTuple):
    """What :func:`mirror` did: paths below the folder, sorted."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


def contents(made: Held) -> bytes:
    """The bytes of a file, wherever they come from."""
    return made if isinstance(made, bytes) else made.read()


def digest(data: bytes) -> str:
    """BLAKE2b digest of a file's bytes, hex."""
    return blake2b(data, digest_size=16).hexdigest()


def digest_of(made: Held) -> str:
    """Digest of a file wherever it comes from; "" for a picture, which is never the same without a look at it.

    OSError for a stored file that isn't there.
    """
    match made:
        case bytes():
            return digest(made)
        case Kept() | Spilled():
            return made.digest
        case Stored():
            return f"stored {identity(os.fspath(made.path))}"
        case _:
            return ""


def identity(file: str) -> Identity:
    """What tells a file from any other at its path. OSError if it isn't there."""
    found = os.stat(file)  # noqa: PTH116 -- a Path for each of 20,000 pages would take longer than the look
    return found.st_ino, found.st_mtime_ns, found.st_size


def state(folder: Path) -> Identity:
    """What tells a folder that :func:`mirror` made from the same folder after something has written to it again."""
    return identity(f"{folder}{os.sep}{_OURS}")


def is_state(folder: Path, known: Identity) -> bool:
    """Whether that is the folder's state; not where the folder is gone."""
    with suppress(FileNotFoundError):
        return state(folder) == known
    return False


def mark_mirror(folder: Path) -> None:
    """Say that the folder is ours, and is written to now."""
    (folder / _OURS).touch()


def below(folder: str, path: str) -> str:
    """The whole path of what is at a path below a folder, for whoever is about to write or remove it.

    DamagedCacheError where the path leads out of the folder. No build leaves such a path, but the cache that names it
    may have been written by somebody else.
    """
    if path.startswith("/") or ".." in path.split("/"):
        raise DamagedCacheError(path)
    return f"{folder}/{path}"


def put(folder: str, path: str, made: Held) -> None:
    """Put a file in the place of what may be another name of one that is read elsewhere, in one step.

    DamagedCacheError where its path leads out of the folder.
    """
    whole = below(folder, path)
    new = f"{whole}~"
    os.makedirs(whole.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 -- a Path for each of 40,000 files takes a second
    with suppress(FileNotFoundError):  # of a build that was killed; it may be another name of a file to keep
        os.unlink(new)  # noqa: PTH108
    if isinstance(made, Stored):
        made.put(new)
    else:
        Path(new).write_bytes(contents(made))
    os.replace(new, whole)  # noqa: PTH105


def refuse_foreign(folder: Path) -> None:
    """RefusedError, for a folder that isn't empty and wasn't made by :func:`mirror`: its files would be removed."""
    if folder.exists() and not (folder / _OURS).is_file() and next(folder.iterdir(), None) is not None:
        raise RefusedError(
            f"{folder} is not empty and was not made by cuttings, which would overwrite it: remove it if nothing in it "
            "is needed, or name another build_dir in mkdocs.yml."
        )


def mirror(folder: Path, files: Files, jobs: int = 1, before: Mapping[str, str] | None = None) -> Changes:
    """Make ``folder`` hold exactly ``files``, by ``jobs`` processes. A file that holds the right bytes isn't touched.

    ``before`` says what each file there holds, by its digest ("" where only a look can tell), if that is known.

    OSError when it cannot be written; what is there then is mended by the next run.
    """
    refuse_foreign(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark_mirror(folder)
    present = _present(folder) if before is None else before.keys()
    gone = sorted(present - files.keys() - {_OURS})
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    if gone or before is None:
        _remove_empty(folder)
    top = os.fspath(folder)

    def write(paths: Sequence[str]) -> list[str]:
        return [path for path in paths if _is_written(top, path, files[path], path in present)]

    others = [path for path, made in files.items() if not isinstance(made, Kept) and not _is_same(made, path, before)]
    written = [path for part in spread(write, others, jobs) for path in part]
    return Changes(tuple(sorted(written)), tuple(gone))


def _is_same(made: Held, path: str, before: Mapping[str, str] | None) -> bool:
    """Whether a file that is stored elsewhere was put in its place already."""
    return before is not None and isinstance(made, Stored) and before.get(path) == digest_of(made)


def _present(folder: Path) -> set[str]:
    """Paths of all files below a folder. Text operations: a Path for each of 40,000 files would take a second."""
    start = len(os.fspath(folder)) + 1
    return {
        f"{parent}{os.sep}{name}"[start:].replace(os.sep, "/") for parent, _, names in os.walk(folder) for name in names
    }


def _remove_empty(folder: Path) -> None:
    for parent, _, names in os.walk(folder, topdown=False):
        inside = Path(parent)
        if not names and inside != folder and next(inside.iterdir(), None) is None:
            inside.rmdir()


def _is_written(folder: str, path: str, made: Held, present: bool) -> bool:
    whole = f"{folder}{os.sep}{path}"
    if not isinstance(made, Stored) or not made.is_replaced:
        return _write(whole, contents(made), present)
    with suppress(OSError):
        if os.path.samefile(made.path, whole):  # noqa: PTH121
            return False
    put(folder, path, made)
    return True


def _write(whole: str, data: bytes, present: bool) -> bool:
    with suppress(FileNotFoundError):
        if present:
            with open(whole, "rb") as there:  # noqa: PTH123 -- as in identity
                if there.read() == data:
                    return False
            os.unlink(whole)  # noqa: PTH108 -- never written to as it is: it may be another name of a file to keep
    try:
        file = open(whole, "wb")  # noqa: PTH123, SIM115
    except FileNotFoundError:
        os.makedirs(os.path.dirname(whole), exist_ok=True)  # noqa: PTH103, PTH120
        file = open(whole, "wb")  # noqa: PTH123, SIM115
    with file:
        file.write(data)
    return True
