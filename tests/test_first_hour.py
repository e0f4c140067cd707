"""A non-programmer's first hour, docs/first-hour.md, walked from top to bottom in a clone of the repository."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from generator.cli.places import today

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "first-hour.md"
BIN = Path(sys.executable).parent
PATIENCE = 60  # seconds for a page to come; nothing is slow here, but machines are busy


class Step(NamedTuple):
    """A block of the page: a file to write, or a command with the lines that it says."""

    file: str
    command: str
    lines: tuple[str, ...]


def steps() -> Iterator[Step]:
    """What the page tells its reader to do. As it says, the folder is that of the year in which it is read."""
    text = PAGE.read_text(encoding="utf-8").replace("stories/2026/", f"stories/{today().year}/")
    for kind, title, block in re.findall(
        r'^```(console|markdown)(?: title="([^"]+)")?\n(.*?)^```$', text, flags=re.M | re.S
    ):
        if kind == "markdown":
            yield Step(title, "", tuple(block.splitlines()))
            continue
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *lines = part.splitlines()
            yield Step("", command, tuple(lines))


def run(command: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout + done.stderr


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def shows(url: str, words: str) -> bool:
    """Whether a page comes to say these words."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(url, timeout=5) as page:
                if words in page.read().decode():
                    return True
        except (URLError, OSError):
            pass
        time.sleep(0.2)
    return False


@pytest.fixture
def clone(tmp_path: Path, sample: Path) -> Path:
    """The repository as a template gives it: what git has, with an origin that can be pushed to."""
    shutil.copytree(sample, tmp_path / "template/content")
    for name in ("theme", "mkdocs.yml", "Makefile"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / "template" / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / "template")
    git = ["git", "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-C", str(tmp_path / "template")]
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Template"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    subprocess.run(
        ["git", "clone", "-q", "--bare", str(tmp_path / "template"), str(tmp_path / "origin.git")], check=True
    )
    return tmp_path


def test_the_first_hour(clone: Path) -> None:
    port = free_port()
    folder = clone
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "GIT_AUTHOR_NAME": "Grace",
        "GIT_AUTHOR_EMAIL": "grace@example.org",
        "GIT_COMMITTER_NAME": "Grace",
        "GIT_COMMITTER_EMAIL": "grace@example.org",
    }
    server: subprocess.Popen[bytes] | None = None
    walked = []
    try:
        for step in steps():
            walked.append(step.command or step.file)
            if step.file:
                (folder / step.file).write_text("\n".join(step.lines) + "\n", encoding="utf-8")
            elif step.command.startswith("cd "):
                folder = folder / step.command.removeprefix("cd ")
            elif step.command == "make serve":
                # As the Makefile has it, but with the environment that runs this test, and on a port that is free.
                recipe = run("make --dry-run serve", folder, environment)
                assert re.search(r"^\S*cuttings serve *$", recipe, flags=re.M), recipe
                server = subprocess.Popen(
                    [str(BIN / "cuttings"), "serve", "--port", str(port)],
                    cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )  # fmt: skip
                assert shows(f"http://127.0.0.1:{port}/", "OpenAI")
            elif not step.command.startswith("export "):
                command = step.command.replace("ADDRESS", str(clone / "origin.git"))
                said = run(command, folder, environment)
                for line in step.lines:
                    assert line in said, f"{step.command} doesn't say: {line}\nbut: {said}"
            if step.command == "cuttings check":
                story = f"http://127.0.0.1:{port}/stories/2026/grace-murray-joins-perigee/"
                if "no problems" in step.lines[-1]:
                    assert shows(story, "works for")
                    assert shows(f"http://127.0.0.1:{port}/people/grace-murray/", "Perigee")
                    assert shows(f"http://127.0.0.1:{port}/", "Grace Murray joins Perigee")
                else:
                    assert shows(f"http://127.0.0.1:{port}/", escape(step.lines[0]))
                    assert shows(f"http://127.0.0.1:{port}/", "Nothing new was built")
    finally:
        if server is not None:
            server.terminate()
            server.wait(PATIENCE)
    assert [words.split()[0] for words in walked if not words.endswith(".md")] == [
        "git", "cd", "make", "export", "cuttings", "cuttings", "cuttings", "cuttings", "git", "git", "git",
    ]  # fmt: skip
    published = run("git --git-dir ../origin.git show --stat --format=%s main", folder, environment)
    assert published.startswith("Grace Murray joins Perigee")
    assert f"content/stories/{today().year}/grace-murray-joins-perigee.md" in published
