"""What is in a folder, with the ``os.stat`` of each file: enough to see changes without reading it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from stat import S_ISDIR
from typing import NamedTuple

States = Sequence[tuple[str, str]]
"""Paths below a folder, each with its ``os.stat``; a link twice, as itself and as its target."""


def tree(folder: str, below: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Everything in a folder with its ``os.stat``; links as themselves, and as their targets if there are any.

    OSError where a folder can't be listed.
    """
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        path = f"{below}{entry.name}"
        yield path, entry.stat(follow_symlinks=False)
        if entry.is_symlink():
            with suppress(OSError):  # it leads nowhere, or in a circle
                yield path, entry.stat()
        elif entry.is_dir():
            yield from tree(entry.path, f"{path}/")


def state_of(found: os.stat_result) -> str:
    """What tells a file from any other, and from what it is once it was written to."""
    return f"{found.st_mode} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


class FileDifference(NamedTuple):
    """The paths of what is another in a folder: those whose state is, those that have come, and those that are gone."""

    others: tuple[str, ...]
    come: tuple[str, ...]
    gone: tuple[str, ...]


def difference(before: States, after: States) -> FileDifference:
    """What is another. Of a folder only that it has come or gone: its state is another where something did in it."""
    was, now = _by_path(before), _by_path(after)
    common = ((path, states) for path, states in now.items() if path in was)
    others = tuple(path for path, states in common if states != was[path] and not _are_folders(states, was[path]))
    come = tuple(path for path in now if path not in was)
    return FileDifference(others, come, tuple(path for path in was if path not in now))


def _by_path(files: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path, state in files:
        found[path] = (*found.get(path, ()), state)
    return found


def _are_folders(*states: Iterable[str]) -> bool:
    return all(S_ISDIR(int(state.partition(" ")[0])) for each in states for state in each)
