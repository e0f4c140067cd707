"""Lines that are shown of a content file, and those that never are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from generator.read.lines import lines_of
from tests.conftest import WriteContent

if TYPE_CHECKING:
    import pytest

SECRET = "SECRET=hunter2"


def test_lines_end_as_problems_count_them(write_content: WriteContent) -> None:
    folder = write_content({"stories/a.md": b"\xef\xbb\xbfone\r\ntwo\rthree\nfour", "stories/b.md": b"caf\xe9"})
    assert lines_of(folder / "stories/a.md", folder) == ("one", "two", "three", "four")
    assert lines_of(folder / "stories/b.md", folder) == ()
    assert lines_of(folder / "stories/none.md", folder) == ()
    assert lines_of(folder / "stories", folder) == ()


def test_the_folder_itself_may_be_given_in_any_way(
    write_content: WriteContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_content({"stories/a.md": "one"})
    (tmp_path / "link").symlink_to(folder)
    monkeypatch.chdir(folder)
    for given in (folder, tmp_path / "link", Path("../content"), Path("../link"), Path()):
        assert lines_of(given / "stories/a.md", given) == ("one",)


def test_nothing_is_shown_of_what_a_link_leads_to(write_content: WriteContent, tmp_path: Path) -> None:
    folder = write_content({"stories/a.md": SECRET})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.md").write_text(SECRET)
    (folder / "stories/out.md").symlink_to(outside / "b.md")
    (folder / "stories/inside.md").symlink_to("a.md")
    (folder / "stories/2024").symlink_to(outside)
    (folder / "stories/again").symlink_to(".")
    for path in ("out.md", "inside.md", "2024/b.md", "again/a.md", "../../outside/b.md"):
        assert (folder / "stories" / path).read_text() == SECRET
        assert lines_of(folder / "stories" / path, folder) == (), path
    assert lines_of(outside / "b.md", folder) == ()


def test_a_pipe_is_waited_for_by_nobody(write_content: WriteContent) -> None:
    folder = write_content({"stories/a.md": "one"})
    os.mkfifo(folder / "stories/pipe.md")
    assert lines_of(folder / "stories/pipe.md", folder) == ()
