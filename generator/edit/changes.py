"""Changes of several files at once: shown, checked, and then made as a whole or not at all."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.index import build_archive
from generator.edit.errors import EditRefusedError
from generator.problems import Problem, in_order
from generator.read.model import Content, OrdinaryPage, Profile, Story
from generator.read.stories import shown_path
from generator.read.walk import TextFile, read_file


class Change(Struct, frozen=True):
    """One file: ``path`` below the content folder, and what it holds; None before for a new one.

    ``old`` is where it was, if that isn't where it is.
    """

    path: str
    before: bytes | None
    after: bytes
    old: str = ""


def difference(changes: Iterable[Change], shown: str) -> Iterator[str]:
    """The changes as a patch that ``git apply`` takes, paths as the user names them; lines with their ends."""
    for change in changes:
        new = shown_path(shown, change.path).lstrip("/")
        old = shown_path(shown, change.old).lstrip("/") if change.old else new
        yield f"diff --git a/{old} b/{new}\n"
        if change.old:
            yield f"rename from {old}\nrename to {new}\n"
        if change.before is None:
            yield "new file mode 100644\n"
        before, after = _lines(change.before or b""), _lines(change.after)
        name = "/dev/null" if change.before is None else f"a/{old}"
        for line in difflib.unified_diff(before, after, name, f"b/{new}"):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    """Lines as a patch counts them, which a carriage return is part of."""
    lines = data.decode("utf-8").split("\n")
    return [f"{line}\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]


def refuse_new_problems(
    content: Content,
    problems: Sequence[Problem],
    changes: Sequence[Change],
    shown: str,
    today: date,
    *,
    takes_warnings: bool = False,
) -> Content:
    """The content after the changes. EditRefusedError where that has problems which it hadn't before.

    ``takes_warnings``, if only errors count.
    """
    moved = {shown_path(shown, change.old): shown_path(shown, change.path) for change in changes if change.old}
    after, found = _changed(content, changes, shown)
    together = build_archive(after, until=today)[1]
    before = Counter((moved.get(problem.path, problem.path), problem.code) for problem in problems)
    fresh = []
    for problem in in_order((*found, *together)):
        before[problem.path, problem.code] -= 1
        if before[problem.path, problem.code] < 0 and not (takes_warnings and problem.severity == "warning"):
            fresh.append(problem)
    if fresh:
        raise EditRefusedError("Nothing was changed, since the content would then have new problems.", tuple(fresh))
    return after


def _changed(content: Content, changes: Sequence[Change], shown: str) -> tuple[Content, list[Problem]]:
    gone = {path for change in changes for path in (change.path, change.old)}
    items: list[Story | Profile | OrdinaryPage] = [*content.stories, *content.profiles, *content.pages]
    items = [item for item in items if item.path not in gone]
    problems: list[Problem] = []
    for change in changes:
        parsed = read_file(TextFile(change.path, change.after), shown)
        items.append(parsed.item)
        problems += parsed.problems
    items.sort(key=lambda item: item.path)
    after = replace(
        content,
        stories=tuple(item for item in items if isinstance(item, Story)),
        profiles=tuple(item for item in items if isinstance(item, Profile)),
        pages=tuple(item for item in items if isinstance(item, OrdinaryPage)),
    )
    return after, problems


def make(root: Path, changes: Sequence[Change]) -> None:
    """Writes the files: each beside its place first, then all into place. On an OSError what was there is put back."""
    for change in changes:
        was = root / (change.old or change.path)
        if (was.read_bytes() if was.is_file() else None) != change.before:
            raise EditRefusedError(f"Nothing was changed, since {was} has been changed meanwhile; try again.")
        if (change.old or change.before is None) and os.path.lexists(root / change.path):
            raise EditRefusedError(f"Nothing was changed, since {root / change.path} is there already.")
    staged: list[Path] = []
    done: list[Change] = []
    try:
        for change in changes:
            staged.append(_beside(root, change))  # noqa: PERF401 - what is staged when one fails must be known
        for change, temporary in zip(changes, staged, strict=True):
            done.append(change)
            temporary.replace(_target(root / change.path))
            if change.old:
                (root / change.old).unlink()
    except (OSError, KeyboardInterrupt):
        _put_back(root, done)
        raise
    finally:
        for temporary in staged:
            temporary.unlink(missing_ok=True)


def _beside(root: Path, change: Change) -> Path:
    """The new text in a file of its own in the folder where it belongs, with the old one's permissions."""
    target = _target(root / change.path)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".cuttings-", dir=target.parent)
    was = root / (change.old or change.path)
    with os.fdopen(handle, "wb") as file:
        file.write(change.after)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(was.stat().st_mode & 0o7777 if was.exists() else 0o666 & ~_umask())
    return Path(name)


def _target(path: Path) -> Path:
    """The file itself, where a symbolic link leads to it."""
    return path.resolve() if path.is_symlink() else path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _put_back(root: Path, done: Iterable[Change]) -> None:
    for change in done:
        if change.before is not None:
            _target(root / (change.old or change.path)).write_bytes(change.before)
        if change.old or change.before is None:
            (root / change.path).unlink(missing_ok=True)
