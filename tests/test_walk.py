"""The content folder: what is found in it, in which order, and what is refused. Golden cases show the words."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PIL import Image, features

from generator.problems import has_errors, in_order
from generator.read.model import OrdinaryPage, Profile, Story
from generator.read.picture_headers import kind_of, size_of
from generator.read.svg import svg_faults
from generator.read.walk import Parsed, TextFile, read_content, read_file
from tests.conftest import WriteContent

STORY = "---\ntitle: Orbital launches\ndate: 2031-03-04\n---\n[[Ada Byron]]\n"
PERSON = "---\nname: Ada Byron\n---\n"
FILES = {
    "README.md": "# How to write a story\n",
    "stories/2031/b.md": STORY,
    "stories/a.md": STORY,
    "stories/2030/deep/er/c.md": STORY,
    "people/ada-byron.md": PERSON,
    "companies/orbital.md": "---\nname: Orbital\n---\n",
    "topics/hiring.md": "---\nname: hiring\n---\n",
    "pages/about.md": "# About\n",
    "pages/policies/ethics.md": "# Ethics\n",
    "images/2031/pad.svg": "<svg xmlns='http://www.w3.org/2000/svg'><circle r='4'/></svg>",
}


def test_everything_by_path(write_content: WriteContent) -> None:
    content, problems = read_content(write_content(FILES), shown="content")
    assert problems == ()
    assert [story.path for story in content.stories] == [
        "stories/2030/deep/er/c.md",
        "stories/2031/b.md",
        "stories/a.md",
    ]
    assert [story.slug for story in content.stories] == ["c", "b", "a"]
    assert [(profile.entity, profile.slug) for profile in content.profiles] == [
        ("company", "orbital"), ("person", "ada-byron"), ("topic", "hiring"),
    ]  # fmt: skip
    assert [page.slug for page in content.pages] == ["about", "policies/ethics"]
    assert (content.images, content.root) == (("2031/pad.svg",), "content")


def test_the_order_in_which_files_are_listed_changes_nothing(
    write_content: WriteContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_content(FILES)
    (folder / "stories/x.html").touch()
    (folder / "stories/.y").touch()
    once = read_content(folder, shown="content")
    real = os.scandir

    class Shuffled:
        def __init__(self, path: str) -> None:
            with real(path) as listing:
                self.entries = list(listing)
            random.Random(1).shuffle(self.entries)

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(self.entries)

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(os, "scandir", Shuffled)
    assert read_content(folder, shown="content") == once


def test_empty_and_missing_folders(tmp_path: Path) -> None:
    content, problems = read_content(tmp_path, shown="x")
    assert (content.stories, problems) == ((), ())
    with pytest.raises(FileNotFoundError):
        read_content(tmp_path / "nowhere", shown="x")


def test_what_editors_and_systems_leave_beside_a_file_counts_for_nothing(write_content: WriteContent) -> None:
    folder = write_content(FILES)
    once = read_content(folder, shown="content")
    names = ("stories/a.md~", "stories/#a.md#", "images/Thumbs.db", "people/desktop.ini", "mkdocs.yml~")
    write_content(dict.fromkeys(names, "---\ntitel: x\n"))
    assert read_content(folder, shown="content") == once
    write_content({"stories/old~/a.md": "---\ntitel: x\n---\n"})
    assert has_errors(read_content(folder, shown="content")[1])


@pytest.mark.parametrize("name", [".a.md.swp", ".#a.md", ".DS_Store"])
def test_those_whose_names_begin_with_a_dot_are_errors_and_the_handbook_says_how_to_have_none(
    write_content: WriteContent, root: Path, name: str
) -> None:
    folder = write_content({f"stories/{name}": ""})
    [problem] = read_content(folder, shown="content")[1]
    assert problem.code == "misplaced-file"
    assert problem.message.endswith("take it out") == (name == ".DS_Store")
    assert name.replace("a.md", "orbital.md") in (root / "docs/editors.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("shown", ["content", "content/", "../elsewhere", "/srv/news", "."])
def test_paths_begin_with_the_folder_as_the_user_gave_it(write_content: WriteContent, shown: str) -> None:
    folder = write_content({"stories/a.md": "---\ntitle: x\n---\n", "x.txt": ""})
    problems = read_content(folder, shown=shown)[1]
    assert sorted(problem.path for problem in problems) == sorted(
        f"{shown.rstrip('/')}/{path}" for path in ("stories/a.md", "x.txt")
    )


def test_the_content_folder_itself_may_be_a_link(write_content: WriteContent, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(write_content(FILES))
    content, problems = read_content(link, shown="link")
    assert (len(content.stories), problems) == (3, ())


def test_a_link_to_a_file_inside_is_followed(write_content: WriteContent) -> None:
    folder = write_content(FILES)
    (folder / "stories/second.md").symlink_to("a.md")
    content, problems = read_content(folder, shown="content")
    assert ("second" in {story.slug for story in content.stories}, problems) == (True, ())


def test_problems_of_all_files_come_at_once_and_in_order(write_content: WriteContent) -> None:
    files = {f"stories/{name}.md": "---\ntitel: x\n---\n" for name in "dbca"}
    problems = read_content(write_content(files), shown="content")[1]
    assert [problem.path[-4] for problem in problems] == [name for name in "abcd" for _ in range(3)]
    assert problems == in_order(problems)


def test_reading_may_happen_elsewhere(write_content: WriteContent) -> None:
    asked: list[str] = []

    def read(files: Iterable[TextFile], shown: str) -> Iterator[Parsed]:
        for file in files:
            asked.append(file.path)
            yield read_file(file, shown)

    folder = write_content(FILES)
    assert read_content(folder, shown="content", read=read) == read_content(folder, shown="content")
    assert len(asked) == 8


@pytest.mark.parametrize(
    ("path", "kind"),
    [("stories/a.md", Story), ("people/a.md", Profile), ("companies/a.md", Profile), ("pages/a.md", OrdinaryPage)],
)
def test_a_file_is_read_by_its_folder(path: str, kind: type) -> None:
    assert isinstance(read_file(TextFile(path, PERSON.encode()), "content").item, kind)


def test_of_two_files_with_one_address_the_first_is_kept(write_content: WriteContent) -> None:
    content, problems = read_content(
        write_content({"stories/2030/a.md": STORY, "stories/2031/a.md": STORY, "people/a.md": PERSON}), shown="content"
    )
    assert [story.path for story in content.stories] == ["stories/2030/a.md"]
    assert [(problem.code, problem.path) for problem in problems] == [("slug-taken", "content/stories/2031/a.md")]
    assert "content/stories/2030/a.md" in problems[0].message


class TestPictures:
    def svg(self, inside: str, before: str = "") -> list[str]:
        data = (
            f"{before}<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{inside}</svg>"
        )
        return [fault.code for fault in svg_faults(data.encode())]

    @pytest.mark.parametrize(
        "inside",
        [
            "<circle r='4' fill='url(#a)' style='fill: url( \"#a\" )'/>",
            "<a href='https://example.org'><text>on</text></a>",
            "<use xlink:href='#a'/><image href='data:image/png;base64,AAAA'/>",
            "<style>circle { fill: url('#a') }</style>",
            "<animate attributeName='x' to='3'/>",
            "<title>javascript</title><text font-family='onyx'>a</text>",
        ],
    )
    def test_drawings(self, inside: str) -> None:
        assert self.svg(inside) == []
        assert (
            self.svg(inside, "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'>") == []
        )

    @pytest.mark.parametrize(
        "inside",
        [
            "<script/>",
            "<SCRIPT/>",
            "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
            "<g onload='x'/>",
            "<g ONLOAD='x'/>",
            "<a href='javascript:x'/>",
            "<a xlink:href=' java&#9;script:x'/>",
            "<a href='data:text/html,x'/>",
            "<use href='https://example.org/a.svg#b'/>",
            "<image href='//example.org/a.png'/>",
            "<image href='data:image/svg+xml;base64,AAAA'/>",
            "<foreignObject/>",
            "<iframe/>",
            "<set attributeName='href' to='x'/>",
            "<animate attributeName='xlink:href' values='x'/>",
            "<set attributeName='onclick' to='x'/>",
            "<style>@import 'x'</style>",
            "<style>circle { fill: url(https://example.org) }</style>",
            "<circle style='fill: url(//example.org)'/>",
            "<circle fill='url(https://example.org/a.svg#b)'/>",
        ],
    )
    def test_what_is_no_mere_drawing(self, inside: str) -> None:
        assert set(self.svg(inside)) == {"unsafe-picture"}

    def test_entities_and_stylesheets(self) -> None:
        assert self.svg("&a;", "<!DOCTYPE svg [<!ENTITY a 'b'>]>") == ["unsafe-picture"]
        assert self.svg("", "<?xml-stylesheet href='x'?>") == ["unsafe-picture"]
        assert self.svg("<g>") == ["bad-picture"]

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WebP", "AVIF"])
    def test_kind_and_size_are_read_from_the_first_bytes(self, kind: str) -> None:
        if kind == "AVIF" and not features.check("avif"):
            pytest.skip("this Pillow writes no AVIF")
        for mode, options in (("RGB", {}), ("RGBA", {"lossless": True}), ("L", {"save_all": True})):
            if kind in ("JPEG", "AVIF") and mode != "RGB":
                continue
            file = io.BytesIO()
            Image.new(mode, (300, 70)).save(file, kind.upper(), **options)
            data = file.getvalue()
            assert kind_of(data) == kind
            assert size_of(data, kind) == (300, 70)
            for length in range(0, min(len(data), 60), 3):
                size_of(data[:length], kind)  # a file that is cut off is no reason to fail
