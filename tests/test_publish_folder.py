"""The generated folder: written where it changed, removed where it is gone."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from generator.publish.errors import RefusedError
from generator.publish.generated.folder import Changes, Held, Stored, digest_of, mirror


def texts(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_the_folder_holds_exactly_the_files(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    files = {"index.md": b"a", "people/ada.md": b"b", "people/-/a.md": b"c"}
    assert mirror(docs, files).written == tuple(sorted(files))
    assert texts(docs) == files


def test_what_is_the_same_is_not_touched(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    mirror(docs, {"a.md": b"1", "b.md": b"1"})
    before = (docs / "a.md").stat().st_mtime_ns
    changes = mirror(docs, {"a.md": b"1", "b.md": b"2"})
    assert changes.written == ("b.md",)
    assert (docs / "a.md").stat().st_mtime_ns == before
    assert mirror(docs, {"a.md": b"1", "b.md": b"2"}).written == ()


def test_what_is_gone_goes_with_its_empty_folders(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    mirror(docs, {"a.md": b"1", "people/-/x.md": b"1", "people/b.md": b"1"})
    assert mirror(docs, {"a.md": b"1"}).removed == ("people/-/x.md", "people/b.md")
    assert not (docs / "people").exists()


def test_a_file_may_become_a_folder_and_back(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    mirror(docs, {"people": b"1"})
    mirror(docs, {"people/ada/index.html": b"2"})
    assert texts(docs) == {"people/ada/index.html": b"2"}
    mirror(docs, {"people": b"3"})
    assert texts(docs) == {"people": b"3"}


def test_a_file_that_was_torn_is_mended(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    mirror(docs, {"a.md": b"whole"})
    (docs / "a.md").write_bytes(b"who")
    assert mirror(docs, {"a.md": b"whole"}).written == ("a.md",)


def test_what_is_stored_elsewhere_is_copied(tmp_path: Path) -> None:
    (tmp_path / "archive.json").write_bytes(b"{}")
    mirror(tmp_path / "docs", {"data/archive.json": Stored(tmp_path / "archive.json")})
    assert texts(tmp_path / "docs") == {"data/archive.json": b"{}"}


def test_a_folder_with_somebody_s_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "diary.md").write_text("dear diary")
    with pytest.raises(RefusedError, match="not empty"):
        mirror(tmp_path / "docs", {"index.md": b"a"})
    assert (tmp_path / "docs" / "diary.md").exists()


def test_a_stored_file_that_is_only_ever_replaced_is_there_by_another_name(tmp_path: Path) -> None:
    """And is never written to by that name."""
    stored = tmp_path / "archive.json"
    stored.write_bytes(b"{}")
    docs = tmp_path / "docs"
    mirror(docs, {"data/archive.json": Stored(stored, is_replaced=True)})
    assert (docs / "data/archive.json").samefile(stored)
    assert mirror(docs, {"data/archive.json": Stored(stored, is_replaced=True)}).written == ()
    mirror(docs, {"data/archive.json": b"[]"})
    assert (texts(docs), stored.read_bytes()) == ({"data/archive.json": b"[]"}, b"{}")


def test_a_stored_file_is_copied_where_it_can_have_no_other_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "archive.json").write_bytes(b"{}")
    mirror(tmp_path / "docs", {"data/archive.json": Stored(tmp_path / "archive.json", is_replaced=True)})
    assert texts(tmp_path / "docs") == {"data/archive.json": b"{}"}


def test_what_a_folder_is_known_to_hold_is_not_looked_for(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (tmp_path / "a.bin").write_bytes(b"1")
    stored = Stored(tmp_path / "a.bin")
    files: dict[str, Held] = {"a.bin": stored, "b.md": b"1", "x/c.md": b"1", "x/y/d.md": b"1"}
    mirror(docs, files)
    before = {"a.bin": digest_of(stored), "b.md": "", "x/c.md": "", "x/y/d.md": "", "never/there.md": ""}
    (docs / "b.md").unlink()  # by somebody else
    changes = mirror(docs, {"a.bin": stored, "b.md": b"1", "x/c.md": b"2", "e.md": b"3"}, before=before)
    assert changes == Changes(("b.md", "e.md", "x/c.md"), ("never/there.md", "x/y/d.md"))
    assert texts(docs) == {"a.bin": b"1", "b.md": b"1", "x/c.md": b"2", "e.md": b"3"}
    assert not (docs / "x/y").exists()
