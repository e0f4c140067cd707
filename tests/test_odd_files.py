"""What stands in the content folder and is no plain file, links that lead out and pipes: nothing of it is read."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.cli.formats import FORMATS

PATIENCE = 100  # seconds; a command that waits for a pipe would wait for ever
SECRET = "SECRET=hunter2"
STORY = "---\ntitle: Ada leaves\ndate: 2024-03-04\npeople: [Ada Byron]\n---\nText.\n"


@pytest.fixture
def desk(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with our configuration and one story, which the commands run in."""
    folder = tmp_path / "newsroom"
    for inside in ("stories/2024", "images", "people"):
        (folder / "content" / inside).mkdir(parents=True)
    (folder / "content/stories/2024/ada.md").write_text(STORY)
    (folder / "theme").symlink_to(root / "theme")
    shutil.copy(root / "mkdocs.yml", folder)
    (tmp_path / "secret.env").write_text(f"{SECRET}\n")
    monkeypatch.chdir(folder)
    return folder


def said(*words: str) -> tuple[int, str]:
    """The exit code of a command, and all that it says."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *words], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def links_out(content: Path) -> None:
    for path in ("stories/2024/out.md", "images/out.png", "images/out.svg"):
        (content / path).symlink_to(content.parent.parent / "secret.env")


def links_to_nowhere(content: Path) -> None:
    (content / "stories/2024/out.md").symlink_to("nowhere.md")
    (content / "stories/2024/round.md").symlink_to("round.md")
    (content / "images/out.png").symlink_to("nowhere.png")


def pipes(content: Path) -> None:
    for path in ("stories/2024/out.md", "images/out.png", "people/out.md"):
        os.mkfifo(content / path)


def sockets(content: Path) -> None:
    for path in ("stories/2024/out.md", "images/out.png"):
        with socket.socket(socket.AF_UNIX) as made:
            here = Path.cwd()
            os.chdir((content / path).parent)  # a socket's name may have few characters
            made.bind(Path(path).name)
            os.chdir(here)


ODD: Mapping[Callable[[Path], None], str] = {
    links_out: "bad-symlink",
    links_to_nowhere: "bad-symlink",
    pipes: "misplaced-file",
    sockets: "misplaced-file",
}


@pytest.mark.parametrize("how", sorted(FORMATS))
def test_no_format_shows_what_a_link_leads_to(desk: Path, how: str) -> None:
    links_out(desk / "content")
    code, words = said("check", "--format", how)
    assert code == 1
    assert words.count("bad-symlink") >= 3
    assert SECRET not in words


def test_nor_does_a_link_to_another_story_give_its_lines(desk: Path) -> None:
    (desk / "content/stories/2024/b.md").symlink_to("ada.md")
    (desk / "content/stories/2024/ada.md").write_text(STORY.replace("people", "peple"))
    code, words = said("check")
    assert code == 1
    assert words.count("error[unknown-key]") == 2
    assert words.count(" | peple: [Ada Byron]") == 1


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("command", ["check", "build"])
def test_each_is_a_problem_at_once(desk: Path, command: str, odd: Callable[[Path], None]) -> None:
    odd(desk / "content")
    code, words = said(command)
    assert code == 1
    for path in ("stories/2024/out.md", "images/out.png"):
        assert f"content/{path}:1:1: error[{ODD[odd]}]: " in words
    assert SECRET not in words


@pytest.mark.parametrize("odd", ODD)
def test_so_is_each_that_comes_after_a_build(desk: Path, odd: Callable[[Path], None]) -> None:
    assert said("build")[0] == 0
    odd(desk / "content")
    for _ in range(2):
        code, words = said("build")
        assert code == 1
        assert f"error[{ODD[odd]}]" in words
        assert SECRET not in words


def test_no_new_file_is_compared_with_a_pipe(desk: Path) -> None:
    os.mkfifo(desk / "content/people/ada-byron.md")
    code, words = said("new", "person", "Ada Byron")
    assert code == 2
    assert "content/people/ada-byron.md is there already" in words


def test_no_import_writes_over_a_pipe_or_waits_for_it(desk: Path) -> None:
    post = desk / "old/content/posts/a.md"
    post.parent.mkdir(parents=True)
    post.write_text("---\ntitle: A pad\ndate: 2024-03-04\n---\nText.\n")
    os.mkfifo(desk / "content/stories/2024/a.md")
    _, words = said("import", "--from", "hugo", "old")
    assert "a folder or a pipe stands in its way" in words
    assert (desk / "content/stories/2024/a.md").is_fifo()
