"""Ten thousand mutated stories: no exception, no hang, and what is refused is refused at a place in the file.

``FUZZ=10000`` tries as many; otherwise a slice. Numbers that once found something are tried every time.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from types import FrameType

import pytest
from markdown import Markdown
from mkdocs.config import load_config

from generator.archive.findings import contradicted, disputed
from generator.archive.index import build_archive
from generator.archive.reasoning import reason
from generator.pages.addresses import docs_path
from generator.pages.catalogue import Unit
from generator.pages.desk import lay_out
from generator.problems import Problem, has_errors
from generator.publish.config.site import Site
from generator.publish.html.cleaning import clean
from generator.publish.markdown.pages import Renderer
from generator.read.model import Content, Story
from generator.read.walk import TextFile, read_content, read_file
from tests.conftest import ROOT
from tests.fuzz import mutated

MANY = int(os.environ.get("FUZZ", "400"))
CHUNK = 100
FOUND = (1524, 2970, 8068)
PATH = "stories/2026/mutated.md"
TODAY = date(2031, 12, 31)
LIMIT = 5  # seconds


class TooLongError(BaseException):
    """A story took longer than anybody would wait."""


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@cache
def around(sample: Path) -> Content:
    """The sample archive, into which each mutated story is put."""
    content, problems = read_content(sample, shown="content")
    assert not has_errors(problems)
    return content


@cache
def engine() -> Markdown:
    """Python-Markdown as the site has it."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return Markdown(extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"])


def put_through(sample: Path, data: bytes) -> tuple[Problem, ...]:
    """From bytes to the Markdown of the story's page, as a build would; and all that is wrong."""
    story, problems = read_file(TextFile(PATH, data), "content")
    assert isinstance(story, Story)
    whole = around(sample)
    content = Content("content", (*whole.stories, story), whole.profiles, whole.pages, whole.images)
    archive, together = build_archive(content, until=TODAY)
    problems = (*problems, *together)
    if has_errors(problems):
        return problems
    reasoning = reason(archive)
    problems = (*problems, *contradicted(reasoning, archive.claims.values(), "content"))
    problems = (*problems, *disputed(reasoning, reasoning.disputes, "content"))
    filed = archive.stories.get(story.slug)
    if filed is not None:
        made = Renderer(lay_out(archive, reasoning), Site("https://example.org/")).unit(Unit("story", story.slug))
        text = dict(made)[docs_path(archive, filed.ref)].decode()
        assert clean(engine().reset().convert(text.split("---\n", 2)[2]))
    return problems


def lines_of(data: bytes) -> list[str]:
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def check(sample: Path, number: int) -> bool:
    """Whether the story of this number was refused. Whatever goes wrong is told with the number."""
    data = mutated(number)
    try:
        with at_most(LIMIT):
            problems = put_through(sample, data)
    except (Exception, TooLongError) as error:
        raise AssertionError(f"mutation {number}: {type(error).__name__}: {error}") from error
    lines = lines_of(data)
    own = [problem for problem in problems if problem.path == f"content/{PATH}"]
    for problem in own:
        assert 1 <= problem.line <= len(lines), (number, problem)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, (number, problem)
        assert str(problem).isprintable(), (number, problem)
    if has_errors(problems):
        assert own, f"mutation {number} is refused without a problem in its file: {problems[:3]}"
    return has_errors(problems)


@pytest.mark.parametrize("start", range(0, MANY, CHUNK))
def test_no_mutated_story_does_harm(sample: Path, start: int) -> None:
    refused = sum(check(sample, number) for number in range(start, min(start + CHUNK, MANY)))
    assert CHUNK // 4 < refused < CHUNK, "mutations that are all refused, or never, try little"


@pytest.mark.parametrize("number", FOUND)
def test_what_was_found_before_is_not_found_again(sample: Path, number: int) -> None:
    check(sample, number)
