"""What earlier imports wrote, so that an import can be run again and never undoes an editor's work."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from msgspec import ValidationError, convert

from generator.imports.model import ImportRefusedError, Outcome


def record_file(content: Path) -> Path:
    """Beside the content folder, in which only what is published may stand."""
    real = content.resolve()
    return real.parent / f".{real.name}.imported.json"


class _Entry(TypedDict):
    """What is kept of a file that an import wrote."""

    source: str
    sha256: str


class Record:
    """Each file that an import wrote, with what it came from and the SHA-256 of its bytes.

    ``dry``: nothing is written, and the outcomes are those that there would be.
    """

    def __init__(self, content: Path, *, dry: bool) -> None:
        self._content = content
        self._dry = dry
        self._file = record_file(content)
        self._kept: dict[str, _Entry] = _load(self._file)
        self._changed = False

    @property
    def sources(self) -> Mapping[str, str]:
        """Source → the file that it became, of every earlier import."""
        return {entry["source"]: path for path, entry in self._kept.items()}

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(self._kept)

    def put(self, path: str, data: bytes, source: str) -> Outcome:
        """Write a file, unless an editor has been there: who changed, moved or deleted it has the last word."""
        file = self._content / path
        entry = self._kept.get(path)
        new = sha256(data).hexdigest()
        if not file.parent.resolve().is_relative_to(self._content.resolve()) or file.is_symlink():
            return Outcome("skipped", source, path, "a symbolic link stands in its way")
        if file.exists() and not file.is_file():
            return Outcome("skipped", source, path, "a folder or a pipe stands in its way")
        try:
            there = sha256(file.read_bytes()).hexdigest()
        except FileNotFoundError:
            if entry is not None:
                return Outcome("skipped", source, path, "it was imported before, and moved or deleted since")
            there = ""
        if there == new:
            self._note(path, source, new)
            return Outcome("unchanged", source, path)
        if there and entry is None:
            return Outcome("skipped", source, path, "a file of another origin is there already")
        if there and entry is not None and there != entry["sha256"]:
            return Outcome("skipped", source, path, "an editor has changed it since it was imported")
        if not self._dry:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, data)
        self._note(path, source, new)
        return Outcome("imported", source, path, "anew, since the archive or the mapping changed" if there else "")

    def save(self) -> None:
        """Keep the record, in order of path."""
        if self._changed and not self._dry:
            kept = {path: self._kept[path] for path in sorted(self._kept)}
            _write(self._file, (json.dumps(kept, indent=1, ensure_ascii=False) + "\n").encode())

    def _note(self, path: str, source: str, digest: str) -> None:
        entry: _Entry = {"source": source, "sha256": digest}
        if self._kept.get(path) != entry:
            self._kept[path] = entry
            self._changed = True


def _load(file: Path) -> dict[str, _Entry]:
    try:
        return convert(json.loads(file.read_text("utf-8")), dict[str, _Entry])
    except FileNotFoundError:
        return {}
    except (ValueError, ValidationError):
        raise ImportRefusedError(f"{file}, the record of earlier imports, is damaged; take it from git again") from None


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(data)
    beside.replace(file)
