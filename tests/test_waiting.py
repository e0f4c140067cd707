"""Files that wait on the disk: the same bytes, here and in a process apart, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

from generator.publish.generated.folder import contents, digest, digest_of, mirror
from generator.publish.generated.spill import SpillFolder


def test_files_come_back_as_they_were(tmp_path: Path) -> None:
    room = SpillFolder(tmp_path / "build")
    told = {"a.md": b"one", "b.md": b"", "c/d.md": bytes(range(256)) * 1000}
    files = {path: room.take(data, digest(data)) for path, data in told.items()}
    del room
    assert {path: contents(made) for path, made in files.items()} == told
    assert {path: digest_of(made) for path, made in files.items()} == {path: digest(told[path]) for path in told}
    assert list((tmp_path / "build").iterdir()) == []


def test_processes_apart_write_them_to_the_folder(tmp_path: Path) -> None:
    room = SpillFolder(tmp_path)
    told = {f"{number}.md": str(number).encode() * number for number in range(600)}
    mirror(tmp_path / "docs", {path: room.take(data, digest(data)) for path, data in told.items()}, jobs=2)
    assert {path: (tmp_path / "docs" / path).read_bytes() for path in told} == told
