"""The workflows: no code of an outsider's pull request has a token that may write, and one comment says what it does.

The comment's script runs against a ``gh`` of this test's own, which answers from a folder and notes what it is asked.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.pull_request import MARK
from generator.cli.pull_request import inert as written

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / ".ci" / "comment.py"
WORKFLOWS = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / ".github/workflows").glob("*.yml")}
REPOSITORY, SOURCE, COMMIT = "desk/archive", "outsider/archive", "c0ffee" + "0" * 34
JOINER = "\u2060"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("comment", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


COMMENT = script()


def steps(name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each step of a workflow, with the name of its job."""
    for job, told in yaml.safe_load(WORKFLOWS[name])["jobs"].items():
        for step in told["steps"]:
            yield job, step


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_runs_what_it_says(name: str) -> None:
    for _, step in steps(name):
        assert ("uses" in step) != ("run" in step)
        if "uses" in step:
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"]), "an action is pinned by its commit"
            if step["uses"].startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
        else:
            assert "${{" not in step["run"], "what others write goes through the environment, never into a script"


def test_outsiders_get_no_secrets() -> None:
    assert set(WORKFLOWS) == {"site", "test", "comment"}
    for text in WORKFLOWS.values():
        assert "pull_request_target" not in re.sub(r"#.*", "", text)
        assert "secrets." not in text
    site, test, comment = (yaml.safe_load(WORKFLOWS[name]) for name in ("site", "test", "comment"))
    assert site["permissions"] == test["permissions"] == {"contents": "read"}
    assert [name for name, job in test["jobs"].items() if "permissions" in job] == []
    assert [name for name, job in site["jobs"].items() if "permissions" in job] == ["deploy"]
    assert "github.event_name != 'pull_request'" in site["jobs"]["deploy"]["if"]
    assert [step for job, step in steps("site") if job == "deploy" and "run" in step] == []
    # PyYAML reads the key `on` as true.
    assert comment[True] == {"workflow_run": {"workflows": [site["name"]], "types": ["completed"]}}
    assert comment["permissions"] == {}
    assert comment["jobs"]["comment"]["permissions"] == {
        "actions": "read",
        "contents": "read",
        "pull-requests": "write",
    }


def test_what_a_newsroom_publishes_waits_for_no_test_and_a_story_dated_ahead_appears_by_itself() -> None:
    site, test = (yaml.safe_load(WORKFLOWS[name]) for name in ("site", "test"))
    assert set(site["jobs"]) == {"check", "build", "deploy"}
    assert set(site["jobs"]["deploy"]["needs"]) == {"check", "build"}
    [daily] = site[True]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* \*", daily["cron"])
    assert test[True]["push"]["paths-ignore"] == test[True]["pull_request"]["paths-ignore"] == ["content/**"]


def test_the_comment_runs_main_s_script_and_nothing_of_the_pull_request() -> None:
    checkout, run = (step for _, step in steps("comment"))
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    assert (ROOT / checkout["with"]["sparse-checkout"]) == SCRIPT
    assert run["run"] == "python3 .ci/comment.py"
    assert set(run["env"]) == {"GH_TOKEN", "RUN_ID", "HEAD_SHA", "HEAD_REPOSITORY"}


def test_a_pull_request_leaves_the_comparison_behind(tmp_path: Path) -> None:
    """The very step of the workflow, run in a folder with a command that stands for ours."""
    [step] = [step for _, step in steps("site") if "cuttings diff" in step.get("run", "")]
    [upload] = [step for _, step in steps("site") if step.get("with", {}).get("name") == COMMENT.ARTIFACT]
    program = tmp_path / ".venv/bin/cuttings"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$@"\n')
    program.chmod(0o755)
    summary = tmp_path / "summary"
    told = {"NUMBER": "7", "GITHUB_STEP_SUMMARY": str(summary), "PATH": os.environ["PATH"]}
    subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=tmp_path, env=told, check=True)
    left = tmp_path / upload["with"]["path"]
    assert {file.name: file.read_text() for file in left.iterdir()} == {
        "number": "7\n",
        "diff.md": "diff HEAD^1 --format github\n",
    }
    assert summary.read_text() == "diff HEAD^1 --format github\n"
    assert step["if"] == upload["if"] == "github.event_name == 'pull_request'"


GH = f"""#!{sys.executable}
import json, os, pathlib, sys
here = pathlib.Path(os.environ["ANSWERS"])
words = sys.argv[2:]
body = json.load(sys.stdin) if "--input" in words else None
with (here / "asked").open("a") as log:
    method = words[words.index("--method") + 1] if "--method" in words else "GET"
    log.write(json.dumps([words[0], method, body]) + "\\n")
file = here / words[0].partition("?")[0].replace("/", "+")
sys.stdout.buffer.write(file.read_bytes() if file.exists() else b"")
"""


def packed(members: Mapping[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", kind) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


class GitHub:
    """A repository with one open pull request, number 7, and a run that left an artifact."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        program = folder / "bin" / "gh"
        program.parent.mkdir()
        program.write_text(GH)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.answer("actions/runs/5/artifacts", b"[11,1000,false]\n")
        self.left({"number": b"7\n", "diff.md": f"{MARK}\n### What it does\n".encode()})
        self.pull()

    def answer(self, path: str, data: bytes) -> None:
        (self.folder / f"repos/{REPOSITORY}/{path}".replace("/", "+")).write_bytes(data)

    def left(self, members: Mapping[str, bytes]) -> None:
        self.answer("actions/artifacts/11/zip", packed(members))

    def pull(self, *, sha: str = COMMIT, source: str | None = SOURCE, state: str = "open") -> None:
        repo = {"full_name": source} if source else None
        self.answer("pulls/7", json.dumps({"state": state, "head": {"sha": sha, "repo": repo}}).encode())

    def run(self) -> subprocess.CompletedProcess[str]:
        told = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "ANSWERS": str(self.folder),
            "GITHUB_REPOSITORY": REPOSITORY,
            "RUN_ID": "5",
            "HEAD_SHA": COMMIT,
            "HEAD_REPOSITORY": SOURCE,
        }
        return subprocess.run(
            [sys.executable, "-I", str(SCRIPT)], env=told, capture_output=True, text=True, check=False
        )

    def wrote(self) -> list[tuple[str, str, str]]:
        """What was written to the repository: path, method, body."""
        asked = [json.loads(line) for line in (self.folder / "asked").read_text().splitlines()]
        return [(path, method, body["body"]) for path, method, body in asked if method != "GET"]


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    return GitHub(tmp_path)


def test_a_pull_request_is_commented_on(github: GitHub) -> None:
    done = github.run()
    assert (done.returncode, done.stderr) == (0, "")
    [(path, method, body)] = github.wrote()
    assert (path, method) == (f"repos/{REPOSITORY}/issues/7/comments", "POST")
    assert body.startswith(f"{MARK}\n### What it does\n")
    assert COMMIT in body
    assert f"https://github.com/{REPOSITORY}/actions/runs/5" in body


def test_there_is_one_comment_which_is_rewritten(github: GitHub) -> None:
    github.answer("issues/7/comments", b"31\n32\n")
    assert github.run().returncode == 0
    assert [entry[:2] for entry in github.wrote()] == [(f"repos/{REPOSITORY}/issues/comments/31", "PATCH")]


def test_a_run_that_left_nothing_is_no_fault(github: GitHub) -> None:
    for nothing in (b"", b"[11,1000,true]\n"):
        github.answer("actions/runs/5/artifacts", nothing)
        assert github.run().returncode == 0
    assert github.wrote() == []


@pytest.mark.parametrize("told", [{"sha": "d" * 40}, {"state": "closed"}])
def test_a_pull_request_that_has_gone_on_is_left_alone(github: GitHub, told: Mapping[str, str]) -> None:
    github.pull(**told)
    assert github.run().returncode == 0
    assert github.wrote() == []


DIFF = b"text"
LIES: Mapping[str, Mapping[str, bytes]] = {
    "no number": {"diff.md": DIFF},
    "no text": {"number": b"7"},
    "another path": {"number": b"7", "../diff.md": DIFF},
    "a number that is none": {"number": b"7; rm -rf /", "diff.md": DIFF},
    "a number that is a path": {"number": b"7/../8", "diff.md": DIFF},
    "a number that is long": {"number": b"7" * 30, "diff.md": DIFF},
    "digits of another script": {"number": "٧".encode(), "diff.md": DIFF},
    "a bomb": {"number": b"7", "diff.md": b"a" * 2_000_000},
    "no UTF-8": {"number": b"7", "diff.md": b"\xff\xfe"},
}


@pytest.mark.parametrize("name", LIES)
def test_an_artifact_that_lies_is_refused(github: GitHub, name: str) -> None:
    github.left(LIES[name])
    refused(github)


def refused(github: GitHub) -> None:
    done = github.run()
    assert done.returncode == 1
    assert done.stdout.startswith("::error::Nothing was commented: ")
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert github.wrote() == []


def test_what_is_no_archive_or_too_large_or_packed_otherwise_is_refused(github: GitHub) -> None:
    github.answer("actions/artifacts/11/zip", b"PK no")
    refused(github)
    github.answer("actions/artifacts/11/zip", packed({"number": b"7", "diff.md": DIFF}, zipfile.ZIP_LZMA))
    refused(github)
    github.answer("actions/artifacts/11/zip", b"x" * 1_000_001)
    refused(github)
    github.answer("actions/runs/5/artifacts", b"[11,1000001,false]\n")
    refused(github)


@pytest.mark.parametrize("source", [None, "somebody/else"])
def test_a_pull_request_of_another_repository_is_refused(github: GitHub, source: str | None) -> None:
    github.pull(source=source)
    refused(github)


HARMFUL = {
    "a call": ("@desk and @desk/team", "@desk"),
    "a call by number": ("&#64;desk", "@desk"),
    "an issue": ("fixes #1, desk/archive#1 and GH-1", "#1"),
    "an issue by number": ("&#35;1", "#1"),
    "a commit": ("see c0ffee1234567", "c0ffee1"),
    "a link": ("[click](https://example.org)", "["),
    "a picture": ("![](https://example.org/x.png)", "["),
    "an address": ("https://example.org www.example.org", "://"),
    "HTML": ('<img src="x"> <!-- x', "<"),
    "an entity": ("&lt;b&gt; &#x40;desk &commat;desk", "&c"),
    "a line by number": ("a&#10;&#35;&#35; b&#13;c", "\n"),
    "tildes": ("~~~\n```yaml\n~~~\n```\n@desk\n", "@desk"),
    "a fence in an item": ("- ~~~\n@desk\n", "@desk"),
    "a fence by number": ("&#126;&#126;&#126;", "~"),
    "a fence that ends early": ("```yaml\na\n  ````  \n@desk\n", "@desk"),
    "a fence of another kind": ("```html\n@desk\n```\n", "@desk"),
    "a backslash": ("\\&#60;b> \\&#126;", "\\"),
    "a turn of the text": ("\u202ea\u200b", "\u202e"),
    "half a letter": ("&#55357;", "\ud83d"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_text_that_could_do_more_than_be_read_is_taken_apart(name: str) -> None:
    text, gone = HARMFUL[name]
    assert gone in text or text.startswith("&#") or "&#10;" in text
    shown = COMMENT.inert(text)
    assert gone not in shown
    assert shown.count("\n") == text.count("\n")


def test_code_is_left_alone_and_closed() -> None:
    assert COMMENT.inert("````yaml\n```\n@desk: [a]\n````\nend") == "````yaml\n```\n@desk: [a]\n````\nend"
    assert COMMENT.inert("```yaml\n@desk") == "```yaml\n@desk\n```"


NASTY = st.text(st.sampled_from("aAbc019#@:/.<>[]`~*_-+=&;|$()! \u2060é\n"), max_size=40)


@given(NASTY)
def test_what_our_own_command_writes_stays_as_it_is(text: str) -> None:
    line = written(text)
    for whole in (line, f"- {line}", f"**{line}** ({line})", f"#### Facts\n\n- {line}"):
        assert COMMENT.inert(whole) == whole


@given(NASTY)
def test_whatever_comes_calls_nobody_and_links_nothing(text: str) -> None:
    shown = COMMENT.inert(text)
    if "```yaml" not in text:
        assert not re.search(r"[<\[]|@\w|://|www\.|```|~~~|(?<!&)#[0-9a-z]", shown)
