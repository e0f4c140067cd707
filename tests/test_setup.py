"""What the set-up says where it cannot go on, on machines that lack something. Programs are stood in for by scripts."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("sh", "dirname", "cat", "cksum", "rm", "chmod")
OLD = 'case "$*" in *version_info*) exit 1;; esac; exit 0'
WITHOUT_VENV = 'case "$*" in *ensurepip*) exit 1;; esac; exit 0'
MISSING = "exit 127"


def run(folder: Path, script: str, programs: Mapping[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    """Runs a script of .ci in a copy of the repository's bones, where only some tools and ``programs`` exist."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / script, folder / ".ci")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    tools = folder / "tools"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name) or "/bin/false")
    for name, code in programs.items():
        (tools / name).write_text(f"#!/bin/sh\n{code}\n")
        (tools / name).chmod(0o755)
    command = [str(folder / ".ci" / script), *args]
    environment = {"PATH": str(tools), "HOME": str(folder)}
    return subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("python", "says"),
    [
        (MISSING, "Cuttings needs Python 3.11 or newer, and none was found: install it"),
        (OLD, "Cuttings needs Python 3.11 or newer, and none was found: install it"),
        (WITHOUT_VENV, "Python is here (python3) but not its venv module: install it"),
    ],
)
def test_one_sentence_says_what_to_install(tmp_path: Path, python: str, says: str) -> None:
    done = run(tmp_path, "venv", {"python3": python}, "site")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(says)
    assert "apt-get install python3" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_newer_python_is_found_behind_an_old_one(tmp_path: Path) -> None:
    done = run(tmp_path, "venv", {"python3": OLD, "python3.12": WITHOUT_VENV}, "site")
    assert done.stderr.startswith("Python is here (python3.12) but not its venv module")


def test_without_a_browser_a_loud_line_says_so_and_the_tests_go_on(tmp_path: Path) -> None:
    done = run(tmp_path, "chromium", {"id": "echo 1000"})
    assert done.returncode == 0
    assert "*** THE BROWSER TESTS ARE SKIPPED" in done.stderr


def test_root_installs_debians_chromium(tmp_path: Path) -> None:
    browser = tmp_path / "tools" / "chromium"
    install = f"[ $1 = update ] || {{ echo '#!/bin/sh' > {browser}; chmod +x {browser}; }}"
    done = run(tmp_path, "chromium", {"id": "echo 0", "apt-get": install})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Installing Chromium for the browser tests (once)\n"


def test_a_browser_that_is_there_is_enough(tmp_path: Path) -> None:
    done = run(tmp_path, "chromium", {"google-chrome": "exit 0", "id": "echo 0", "apt-get": "echo no; exit 1"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
