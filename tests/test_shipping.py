"""What others build with: the pre-commit hook and the Dockerfile say what is true of this repository."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from generator.cli import main

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_hook_runs_a_command_that_is_there(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {"id", "name", "entry", "language"} <= hook.keys()
    assert re.search(hook["files"], "content/stories/2031/a.md")
    assert not re.search(hook["files"], "generator/build.py")
    program, *words = shlex.split(hook["entry"])
    command = [str(Path(sys.executable).with_name(program)), *words, "--content", str(tmp_path)]
    assert subprocess.run(command, check=False).returncode == 0
    (tmp_path / "stray.txt").write_text("x")
    assert subprocess.run(command, check=False).returncode == 1
    assert "misplaced-file" in capfd.readouterr().out


def copied() -> list[str]:
    """What the Dockerfile takes from the repository."""
    words = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY ")]
    return [word for line in words for word in line]


def test_the_image_has_all_that_a_build_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in copied():
        assert f"!{name}" in ignored
        source = ROOT / name
        if name in ("generator", "content"):
            continue
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/pages/about.md").write_text("# About us\n")
    monkeypatch.chdir(tmp_path)
    [command] = re.findall(r"^CMD (\[.*\])$", DOCKERFILE, flags=re.M)
    words = [word.replace("/out", str(tmp_path / "out")) for word in yaml.safe_load(command)]
    assert main(words) == 0
    assert (tmp_path / "out/site/about/index.html").is_file()


def test_the_image_installs_what_the_lock_lists() -> None:
    assert "--require-hashes --requirement requirements.lock" in DOCKERFILE
    [python] = re.findall(r"^FROM python:3\.(\d+)-slim$", DOCKERFILE, flags=re.M)
    assert int(python) >= 11
    assert re.search(r"^USER (?!root)", DOCKERFILE, flags=re.M)
