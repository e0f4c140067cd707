"""A content folder from a few lines of front matter, for tests that need an archive and no disk.

content(story("orbital", "people: {Ada Byron: [{left: Orbital}]}"), person("ada-byron", "name: Ada Byron"))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from textwrap import dedent

from generator.archive.index import build_archive
from generator.archive.model import Archive
from generator.archive.names import KIND_OF_FOLDER
from generator.archive.reasoning import Reasoning, reason
from generator.problems import Problem, in_order
from generator.read.model import Content, OrdinaryPage, Profile, Story
from generator.read.pages import read_page
from generator.read.profiles import read_profile
from generator.read.stories import read_story

ROOT = "content"
TODAY = date(2040, 1, 1)


@dataclass(frozen=True, slots=True)
class File:
    """A file of a content folder: its path below that, and its text."""

    path: str
    text: str


def story(slug: str, front: str = "", *, day: str = "2031-03-04", title: str = "", body: str = "") -> File:
    """A story. ``front`` is YAML, below a title and a date that are made for it; line 4 is its first line."""
    head = f'title: "{title or slug}"\ndate: {day}\n{dedent(front).strip()}'.strip()
    return File(f"stories/{slug}.md", f"---\n{head}\n---\n{body}")


def tell(*facts: str, day: str = "2031-03-04") -> File:
    """A story of a day that tells some facts about Ada Byron."""
    lines = "\n".join(f"    - {{{fact}}}" for fact in facts)
    return story(f"story-of-{day}", f"people:\n  Ada Byron:\n{lines}", day=day)


def person(slug: str, front: str = "", *, body: str = "") -> File:
    """A person's profile; ``name`` is made from the slug where ``front`` has none. Line 2 is its first line."""
    return _profile("people", slug, front, body)


def company(slug: str, front: str = "", *, body: str = "") -> File:
    """A company's profile."""
    return _profile("companies", slug, front, body)


def topic(slug: str, front: str = "", *, body: str = "") -> File:
    """A topic's profile."""
    return _profile("topics", slug, front, body)


def page(slug: str, front: str = "", *, body: str = "") -> File:
    """An ordinary page."""
    return File(f"pages/{slug}.md", f"---\n{dedent(front).strip() or f'title: {slug}'}\n---\n{body}")


def read(*files: File) -> tuple[Content, tuple[Problem, ...]]:
    """The files as ``read`` gives them to the archive, and its problems with them."""
    stories: list[Story] = []
    profiles: list[Profile] = []
    pages: list[OrdinaryPage] = []
    problems: list[Problem] = []
    for file in sorted(files, key=lambda each: each.path):
        data = file.text.encode()
        folder = file.path.split("/", 1)[0]
        if folder == "stories":
            one, found = read_story(data, file.path, ROOT)
            stories.append(one)
        elif folder == "pages":
            other, found = read_page(data, file.path, ROOT)
            pages.append(other)
        else:
            profile, found = read_profile(data, file.path, ROOT, KIND_OF_FOLDER[folder])
            profiles.append(profile)
        problems.extend(found)
    return Content(ROOT, tuple(stories), tuple(profiles), tuple(pages)), in_order(problems)


def content(*files: File) -> Content:
    """The files read, which must be without a problem."""
    found, problems = read(*files)
    assert not problems, "\n".join(map(str, problems))
    return found


def build(*files: File, until: date = TODAY) -> tuple[Archive, tuple[Problem, ...]]:
    """The archive of these files, and what it finds wrong with them as a whole."""
    return build_archive(content(*files), until=until)


def archive(*files: File, until: date = TODAY) -> Archive:
    """The archive of these files, which must be without a problem."""
    built, problems = build(*files, until=until)
    assert not problems, "\n".join(map(str, problems))
    return built


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, int, str]]:
    """File, line, column and code of each problem."""
    return [(each.path.removeprefix("content/"), each.line, each.column, each.code) for each in problems]


def codes_of(problems: tuple[Problem, ...]) -> list[str]:
    """The code of each problem."""
    return [each.code for each in problems]


def all_codes(*files: File) -> list[str]:
    """Codes of what ``read`` and the archive find together."""
    whole, problems = read(*files)
    return codes_of((*problems, *build_archive(whole, until=TODAY)[1]))


def _profile(folder: str, slug: str, front: str, body: str) -> File:
    front = dedent(front).strip()
    if not any(line.startswith("name:") for line in front.splitlines()):
        front = f"name: {slug.replace('-', ' ').title()}\n{front}".strip()
    return File(f"{folder}/{slug}.md", f"---\n{front}\n---\n{body}")


def known(*files: File) -> Reasoning:
    """What follows from these files, which must be without a problem."""
    return reason(archive(*files))
