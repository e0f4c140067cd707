"""What people and scripts meet at the command line: words, exit codes, never a traceback."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from generator import build as pipeline
from generator.cli import main
from generator.cli.screen import Bar, counted, show_problems, tally
from generator.problems import Problem
from generator.publish.errors import BuildFailedError

GOOD = """---
title: Ada leaves
date: 2024-03-04
people:
  Ada Byron:
    - {left: Orbital, date: 2024-02}
---
Text.
"""
WRONG = GOOD.replace("left: Orbital, ", "joined: Orbital, form: Perigee, ")
ERROR = Problem("content/stories/a.md", 14, 22, "unknown-key", 'a move has no "form"; did you mean "from"?', "from")
# What a command says before an error that ends it, and when it is stopped.
_ONLY_TOLD = "The command could not be finished", "Stopped."
_WAS_EDITING = "Nothing was changed", "Stopped. Nothing was changed."
_WAS_BUILDING = "The build failed, and the site is as it was", "Stopped. The site is as it was."
_WAS_IMPORTING = (
    "The import ended early; what it has written stays, and importing again goes on from there",
    "Stopped. What was imported so far stays, and importing again goes on from there.",
)
WARNING = Problem("content/stories/b.md", 1, 1, "look-alike-letters", "Odd letters.", severity="warning")


@pytest.fixture
def newsroom(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with our configuration and one story, which the commands run in."""
    folder = tmp_path / "newsroom"
    (folder / "content/stories/2024").mkdir(parents=True)
    (folder / "content/stories/2024/ada.md").write_text(GOOD)
    (folder / "theme").symlink_to(root / "theme")
    shutil.copy(root / "mkdocs.yml", folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CUTTINGS_DEBUG", raising=False)
    return folder


def test_build_ends_with_one_line(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 0
    said = capsys.readouterr()
    assert re.fullmatch(r"Built \d+ pages from 1 story into site/ in \d+\.\d s\.\n", said.out)
    assert said.err == ""
    assert (newsroom / "site/people/ada-byron/index.html").exists()


def test_build_with_problems_says_them_all_and_builds_nothing(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (newsroom / "content/stories/2024/one.md").write_text(WRONG)
    (newsroom / "content/stories/2024/two.md").write_text(WRONG)
    assert main(["build"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        'content/stories/2024/one.md:6:25: error[unknown-key]: a move has no "form"; did you mean "from"?',
        'content/stories/2024/two.md:6:25: error[unknown-key]: a move has no "form"; did you mean "from"?',
        "Nothing was built: 2 errors.",
    ]
    assert not (newsroom / "site").exists()


@pytest.mark.parametrize("given", ["content", "./content", "content/", "../newsroom/content"])
def test_paths_of_problems_begin_as_the_folder_was_given(
    newsroom: Path, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    (newsroom / "content/stories/2024/one.md").write_text(WRONG)
    for command in ("check", "build"):
        assert main([command, "--content", given]) == 1
        said = capsys.readouterr()
        assert (said.out + said.err).startswith(f"{given.rstrip('/')}/stories/2024/one.md:6:25: error[unknown-key]: ")


def test_folders_and_configuration_can_be_given(
    newsroom: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    os.chdir(tmp_path)
    told = ["--config", "newsroom/mkdocs.yml", "--site", "out/public"]
    assert main(["build", *told]) == 0
    assert (tmp_path / "out/public/index.html").exists()
    assert "into out/public/ in" in capsys.readouterr().out
    assert main(["build", "--content", "newsroom/content", *told]) == 0


def test_check_says_what_is_wrong_on_standard_output(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ""
    (newsroom / "content/stories/2024/one.md").write_text(WRONG)
    assert main(["check"]) == 1
    said = capsys.readouterr()
    line, shown, mark = said.out.splitlines()
    assert line.startswith("content/stories/2024/one.md:6:25: error[unknown-key]: ")
    assert shown == "    6 |     - {joined: Orbital, form: Perigee, date: 2024-02}"
    assert shown[mark.index("^") :].startswith("form")
    assert said.err == "Checked content: 1 error.\n"
    assert not (newsroom / "site").exists()
    assert not (newsroom / "build").exists()


def test_check_shows_the_problems_of_some_paths_only(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (newsroom / "content/stories/2030").mkdir()
    (newsroom / "content/stories/2030/old.md").write_text(WRONG)
    assert main(["check", "content/stories/2024", "content/stories/2024/ada.md"]) == 0
    assert main(["check", "content/stories/2030/old.md"]) == 1
    capsys.readouterr()
    assert main(["check", "content/nowhere.md"]) == 2
    assert capsys.readouterr().err == "cuttings: content/nowhere.md is not there.\n"


def test_check_says_so_where_nothing_of_a_path_is_content(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in ("/etc/passwd", "mkdocs.yml", "theme"):
        assert main(["check", "content/stories", path]) == 2
        said = capsys.readouterr()
        assert (said.out, said.err) == ("", f"cuttings: {path} isn't in the content folder, content.\n")
    assert main(["check", "/nowhere/at/all"]) == 2
    assert capsys.readouterr().err == "cuttings: /nowhere/at/all is not there.\n"


def test_check_finds_paths_however_they_are_written(
    newsroom: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsroom / "content/stories/2024/one.md").write_text(WRONG)
    (newsroom / "content/stories/2024/out.md").symlink_to("/etc/passwd")
    (newsroom / "link").symlink_to("content")
    paths = (".", "content", "../newsroom/content/stories", str(newsroom / "content"), "link/stories/2024/one.md")
    for path in (*paths, "content/stories/../stories/2024"):
        for content in ("content", "link"):
            assert main(["check", path, "--content", content]) == 1, path
            assert "one.md:6:25: error[unknown-key]" in capsys.readouterr().out
    assert main(["check", "content/stories/2024/out.md"]) == 1
    assert "out.md:1:1: error[bad-symlink]" in capsys.readouterr().out
    monkeypatch.chdir(newsroom / "content")
    assert main(["check", "--config", "../mkdocs.yml", "stories"]) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["build", "--content", "nowhere"], "nowhere is not a folder."),
        (["check", "--content", "nowhere"], "nowhere is not a folder."),
        (["build", "--config", "nowhere.yml"], "nowhere.yml is not a file."),
        (["build", "--site", "content/site"], "site_dir"),
        (["build", "--site", "theme"], "was not made by cuttings"),
        (["build", "--site", "mkdocs.yml"], "mkdocs.yml is not a folder: give another one with --site."),
    ],
)
def test_wrong_use_has_its_own_exit_code(
    newsroom: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.startswith("cuttings: ")
    assert says in said


@pytest.mark.parametrize("words", [[], ["bild"], ["build", "--nowhere"], ["check", "--format", "xml"]])
def test_a_command_line_that_makes_no_sense(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "usage: cuttings" in capsys.readouterr().err


def test_a_folder_below_a_newsroom_belongs_to_it(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(newsroom / "content/stories")
    assert main(["check"]) == 0
    assert capsys.readouterr().err == f"Checked {newsroom}/content: no problems.\n"
    assert main(["new", "person", "Zoe Zane"]) == 0
    assert (newsroom / "content/people/zoe-zane.md").is_file()


def test_a_folder_without_a_configuration_is_no_newsroom_unless_the_content_is_named(
    newsroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["check"], ["build"], ["new", "person", "Zoe Zane"], ["ask", "claims"]):
        assert main(words) == 2
        said = capsys.readouterr().err
        assert said == "cuttings: there is no mkdocs.yml in this folder or above it: name one with --config.\n"
    assert main(["check", "--content", str(newsroom / "content")]) == 0
    assert main(["new", "person", "Zoe Zane", "--content", str(newsroom / "content")]) == 0


def test_a_configuration_of_somebody_else_above_is_not_read(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(newsroom / "content")
    owner = (newsroom / "mkdocs.yml").stat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    assert main(["check"]) == 0
    if os.geteuid() == 0:
        os.chown(newsroom / "mkdocs.yml", owner + 2, -1)
        assert main(["check"]) == 2
        assert "no mkdocs.yml" in capsys.readouterr().err


def test_a_folder_with_another_configuration_is_no_newsroom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("site_name: Another project\n")
    assert main(["build"]) == 2
    said = capsys.readouterr().err
    assert "mkdocs.yml" in said


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (BuildFailedError("a template is broken"), "a template is broken"),
        (OSError(28, "No space left on device", "site/index.html"), "site/index.html: No space left on device"),
        (KeyboardInterrupt(), "Stopped."),
        (ZeroDivisionError("division by zero"), "A fault of cuttings itself, please report it: ZeroDivisionError"),
    ],
)
def test_whatever_fails_says_so_in_one_line(
    newsroom: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    says: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "build", fail)
    assert main(["build"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert says in said.err


@pytest.mark.parametrize(
    "case",
    [
        (["check"], "build.read_content", _ONLY_TOLD),
        (["diff", "HEAD"], "cli.comparing.read_revision", _ONLY_TOLD),
        (["ask", "claims"], "cli.asking.read_content", _ONLY_TOLD),
        (["new", "topic", "Tides"], "cli.editing.make", _WAS_EDITING),
        (["rename", "Ada Byron", "Ada B"], "cli.editing.make", _WAS_EDITING),
        (["build", "--clean"], "build.load", _WAS_BUILDING),
        (["import", "--from=hugo", "content"], "imports.run.import_archive", _WAS_IMPORTING),
    ],
)
def test_a_command_that_is_cut_short_says_what_is_true_of_it(
    newsroom: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    case: tuple[list[str], str, tuple[str, str]],
) -> None:
    words, reaches, (failed, stopped) = case
    for error, line in (
        (OSError(28, "No space left on device", "a/file"), f"{failed}: a/file: No space left on device"),
        (KeyboardInterrupt(), stopped),
    ):

        def fail(*_: object, error: BaseException = error, **__: object) -> None:
            raise error

        monkeypatch.setattr(f"generator.{reaches}", fail)
        assert main(words) == 3
        assert capsys.readouterr().err == f"cuttings: {line}\n"


def test_a_preview_on_a_port_that_is_taken_says_that_alone(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(rf"cuttings: port {port} can't be used \(.+\): give another, --port\.\n", said.err)
    assert not (newsroom / "build").exists()


@pytest.mark.parametrize("port", ["65536", "0", "x", "", "²"])
def test_a_port_that_is_none(newsroom: Path, capsys: pytest.CaptureFixture[str], port: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["serve", f"--port={port}"])
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert f'argument --port: "{port}" is no port: that is a whole number from 1 to 65535\n' in said


@pytest.mark.parametrize("jobs", ["0", "-1", "x", "1.5", "9" * 5000])
def test_a_number_of_processes_that_is_none(newsroom: Path, capsys: pytest.CaptureFixture[str], jobs: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["build", f"--jobs={jobs}"])
    assert left.value.code == 2
    assert f'argument --jobs: "{jobs}" must be a whole number, at least 1\n' in capsys.readouterr().err


def test_both_doors_are_the_same_command(root: Path, sample: Path) -> None:
    doors = ([str(Path(sys.executable).with_name("cuttings"))], [sys.executable, "-m", "generator"])
    said = [
        subprocess.run([*door, "check", "--content", sample], cwd=root, capture_output=True, text=True, check=False)
        for door in doors
    ]
    assert said[0].stdout == said[1].stdout
    assert said[0].returncode == said[1].returncode == 0


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_are_no_fault(newsroom: Path, closed: str) -> None:
    for command in ("build", "check"):
        words = ["bash", "-c", f"{sys.executable} -m generator {command} {closed}"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def test_a_reader_that_stops_reading_is_no_fault(newsroom: Path) -> None:
    for number in range(400):
        (newsroom / f"content/stories/2024/s{number}.md").write_text(WRONG * 1)
    command = f"{sys.executable} -m generator check | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colours_are_for_terminals_and_can_be_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen, paper = Terminal(), io.StringIO()
    show_problems([ERROR, WARNING], screen)
    show_problems([ERROR, WARNING], paper)
    assert "\x1b[31merror[unknown-key]\x1b[0m: a move" in screen.getvalue()
    assert paper.getvalue() == f"{ERROR}\n{WARNING}\n"
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Terminal()
    show_problems([ERROR, WARNING], plain)
    assert plain.getvalue() == paper.getvalue()


def test_the_bar_is_for_terminals_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        bar = Bar()
        bar.stage("Rendering")
        for done in range(101):
            bar.step(done, 100)
        bar.done()
        written = stream.getvalue()
        if stream.isatty():
            assert "Rendering [############............] 50 %" in written
            assert written.endswith("\r\x1b[K")
        else:
            assert written == ""


def test_counts_are_words() -> None:
    assert [counted(1, "story"), counted(1200, "story"), counted(2, "error")] == [
        "1 story",
        "1,200 stories",
        "2 errors",
    ]
    assert tally([]) == "no problems"
    assert tally([ERROR, ERROR, WARNING]) == "2 errors, 1 warning"
