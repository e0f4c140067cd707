"""The content folder as it was at a revision of its git repository.

Git is asked for the files as they are stored, without filters, hooks or a work tree; nothing in the
repository is run or changed. Pictures come as their names alone.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.problems import Problem
from generator.read.model import Content
from generator.read.walk import read_content

_LINK, _REGULAR = "120000", ("100644", "100755", "100664")  # git's modes of a tree's entries
_PICTURES = b"images/"


class RevisionError(ValueError):
    """A revision that can't be read; the message is one sentence that says why."""


class _Blob(NamedTuple):
    mode: str
    number: str  # the object's name
    path: bytes  # below the content folder


def read_revision(folder: Path, revision: str, *, shown: str) -> tuple[Content, tuple[Problem, ...]]:
    """What ``folder`` held at ``revision`` (a branch, a tag, a commit), and its problems but those of pictures.

    Empty where the folder was not there yet. RevisionError where git, the repository or the revision isn't.
    """
    tree = _tree(folder, revision)
    if tree is None:
        return Content(shown), ()
    blobs = list(_listed(folder, tree))
    with TemporaryDirectory(prefix="cuttings-") as temporary:
        root = Path(temporary)
        _write(root, folder, blobs)
        content, problems = read_content(root, shown=shown)
    pictures = f"{shown.rstrip('/')}/images/"
    return content, tuple(problem for problem in problems if not problem.path.startswith(pictures))


def _tree(folder: Path, revision: str) -> str | None:
    """The name of the tree object that the folder was, or None where it was not there."""
    if not revision or revision.startswith("-") or not revision.isprintable():
        raise RevisionError(f"{revision!r} is no revision; name a branch, a tag or a commit")
    top = os.fsdecode(_git(folder, ("rev-parse", "--show-toplevel")).removesuffix(b"\n"))
    commit = _try(folder, ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"))
    if commit is None:
        raise RevisionError(
            f"there is no revision {revision!r} in this repository; name a branch, a tag or a commit "
            "(a shallow clone lacks older ones: fetch it first)"
        )
    inside = os.path.relpath(os.path.realpath(folder), os.path.realpath(top)).replace(os.sep, "/")
    where = f"{commit}^{{tree}}" if inside == "." else f"{commit}:{inside}"
    return _try(folder, ("rev-parse", "--verify", "--quiet", where))


def _listed(folder: Path, tree: str) -> Iterator[_Blob]:
    """The files and links of a tree; no submodules, and no path that leads out of it."""
    for line in _git(folder, ("ls-tree", "-r", "-z", "--full-tree", tree)).split(b"\0"):
        head, tab, path = line.partition(b"\t")
        if not tab:
            continue
        mode, _, number = head.decode("ascii").split(" ")
        parts = path.split(b"/")
        if mode in (_LINK, *_REGULAR) and not {b"", b".", b".."} & set(parts):
            yield _Blob(mode, number, path)


def _write(root: Path, folder: Path, blobs: Sequence[_Blob]) -> None:
    """The files below ``root``; links last, so that no file is written through one."""
    texts = [blob for blob in blobs if not (blob.path.startswith(_PICTURES) and blob.mode != _LINK)]
    held = dict(zip(texts, _contents(folder, texts), strict=True))
    for blob in sorted(blobs, key=lambda each: each.mode == _LINK):
        path = root / os.fsdecode(blob.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if blob.mode == _LINK:
            path.symlink_to(os.fsdecode(held[blob]))
        else:
            path.write_bytes(held.get(blob, b""))


def _contents(folder: Path, blobs: Sequence[_Blob]) -> Iterator[bytes]:
    """What the blobs hold, in their order. One git process for all (git-cat-file, BATCH OUTPUT)."""
    if not blobs:
        return
    asked = "".join(f"{blob.number}\n" for blob in blobs).encode("ascii")
    answer = _git(folder, ("cat-file", "--batch"), asked)
    at = 0
    for blob in blobs:
        end = answer.index(b"\n", at)
        words = answer[at:end].split(b" ")
        if len(words) != 3:
            name = os.fsdecode(blob.path)
            raise RevisionError(f"git does not have {name!r} of that revision here; fetch the whole repository first")
        size = int(words[2])
        yield answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _try(folder: Path, arguments: Sequence[str]) -> str | None:
    """What git answers, or None where it has no answer."""
    done = _run(folder, arguments, b"")
    return done.stdout.decode("ascii").strip() or None if done.returncode == 0 else None


def _git(folder: Path, arguments: Sequence[str], given: bytes = b"") -> bytes:
    done = _run(folder, arguments, given)
    if done.returncode != 0:
        said = " ".join(done.stderr.decode("utf-8", "replace").split()).removeprefix("fatal: ")
        raise RevisionError(f"git can't read the repository of {folder}: {said or 'it says nothing of why'}")
    return done.stdout


def _run(folder: Path, arguments: Sequence[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    # S603, S607: git is found as whoever runs this finds it; no shell, and no argument that begins with "-" is theirs.
    settings = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    command = ("git", "--no-replace-objects", "-C", os.fspath(folder), *arguments)
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False, env=settings)  # noqa: S603
    except OSError as error:
        raise RevisionError(f"git can't be run ({error.strerror}), and revisions can't be read without it") from None
