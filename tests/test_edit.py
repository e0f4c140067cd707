"""Rename and merge change what names somebody, leave the rest as it was to the byte, and do it all or not at all."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.index import build_archive
from generator.archive.model import Archive, Fact
from generator.archive.names import address
from generator.cli import main
from generator.edit.changes import Change, difference, make, refuse_new_problems
from generator.edit.errors import EditRefusedError
from generator.edit.renaming import merge, rename
from generator.edit.scalars import Scalar, layout, written
from generator.edit.source import Source
from generator.edit.target import Editable
from generator.problems import Position
from generator.read.nodes import ScalarNode, SequenceNode
from generator.read.walk import read_content
from tests.conftest import WriteContent

TODAY = date(2021, 12, 31)
ADA = """\ufeff---\r
title: "Ada leaves"   # a comment\r
date: 2021-03-04\r
people:\r
  "Ada Byron":\r
    - {left: Orbital, date: 2021-02, to: Perigee}   # keep\r
  Ben Hull: \r
    - {related: 'ada  byron', as: sibling}\r
---\r
[[Ada Byron]], [[ada byron|the engineer]], `[[Ada Byron]]` and Ada Byron.\r
\r
| a |\r
| - |\r
| [[Ada Byron\\|Ada Byron]] |"""
TWO = """---
title: Two
date: 2021-03-05
follows: ada
people: [A. Byron, Ben Hull]
companies:
  Orbital:
    - event: sinks
      with: [Ada Byron, Ben Hull]   # both
      by: people/ada-byron
claims:
  - {says: One left, count: departures, company: orbital, is: 1}
---
See [her](../../people/ada-byron.md#top), [[ada]] and [[people/ada-byron|Ada]].
"""
PROFILE = "---\nname: Ada Byron\naliases:\n  - A. Byron   # as she signs\n---\nOf [[Orbital]].\n"
FILES = {
    "stories/2021/ada.md": ADA,
    "stories/2021/two.md": TWO,
    "people/ada-byron.md": PROFILE,
    "pages/about.md": "# About\n\n[[Ada Byron]] and [x](people/ada-byron.md).\n",
}


def changed(folder: Path, changes: tuple[Change, ...]) -> Mapping[str, str]:
    """The changes made; every file's text."""
    make(folder, changes)
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in folder.rglob("*.md")}


def desk(folder: Path) -> Editable:
    return Editable(read_content(folder, shown="content")[0])


def problems(folder: Path) -> list[str]:
    content, in_files = read_content(folder, shown="content")
    return [str(each) for each in (*in_files, *build_archive(content, until=TODAY)[1])]


def test_a_person_is_renamed_wherever_they_are_named(write_content: WriteContent) -> None:
    folder = write_content(FILES)
    assert problems(folder) == []
    after = changed(folder, rename(folder, desk(folder), "Ada Byron", "Ada Lovelace"))
    assert after["stories/2021/ada.md"] == ADA.replace('"Ada Byron"', '"Ada Lovelace"').replace(
        "'ada  byron'", "'Ada Lovelace'"
    ).replace("[[Ada Byron]], [[ada byron|", "[[Ada Lovelace]], [[Ada Lovelace|").replace(
        "[[Ada Byron\\|Ada Byron]]", "[[Ada Lovelace\\|Ada Lovelace]]"
    )
    assert after["stories/2021/two.md"] == TWO.replace("with: [Ada Byron,", "with: [Ada Lovelace,").replace(
        "people/ada-byron", "people/ada-lovelace"
    )
    assert after["pages/about.md"] == "# About\n\n[[Ada Lovelace]] and [x](people/ada-lovelace.md).\n"
    assert after["people/ada-lovelace.md"] == (
        "---\nname: Ada Lovelace\naliases:\n  - Ada Byron\n  - A. Byron   # as she signs\n"
        "redirect_from: [ada-byron]\n---\nOf [[Orbital]].\n"
    )
    assert "people/ada-byron.md" not in after
    assert problems(folder) == []


def test_whoever_has_no_profile_gets_one_for_the_redirect(write_content: WriteContent) -> None:
    folder = write_content(FILES)
    after = changed(folder, rename(folder, desk(folder), "companies/orbital", "Orbital: Launch"))
    assert after["companies/orbital-launch.md"] == (
        '---\nname: "Orbital: Launch"\naliases: [Orbital]\nredirect_from: [orbital]\n---\n'
    )
    assert '{left: "Orbital: Launch", date: 2021-02' in after["stories/2021/ada.md"]
    assert '\n  "Orbital: Launch":\n' in after["stories/2021/two.md"]
    assert "company: orbital-launch," in after["stories/2021/two.md"]
    assert "[[Orbital: Launch]]" in after["people/ada-byron.md"]
    assert problems(folder) == []


def test_a_change_of_case_moves_nothing(write_content: WriteContent) -> None:
    folder = write_content(FILES)
    after = changed(folder, rename(folder, desk(folder), "Ben Hull", "Ben HULL"))
    assert sorted(after) == sorted(FILES)
    assert "people: [A. Byron, Ben HULL]" in after["stories/2021/two.md"]


def test_a_slug_in_place_of_a_slug_changes_the_address_alone(write_content: WriteContent) -> None:
    folder = write_content(FILES)
    after = changed(folder, rename(folder, desk(folder), "ada-byron", "ada-b"))
    assert after["people/ada-b.md"] == PROFILE.replace("---\nOf", "redirect_from: [ada-byron]\n---\nOf")
    assert after["stories/2021/ada.md"] == ADA
    assert "by: people/ada-b\n" in after["stories/2021/two.md"]
    assert problems(folder) == []


def test_a_story_is_renamed(write_content: WriteContent) -> None:
    folder = write_content({**FILES, "people/ben-hull.md": "---\nname: Ben Hull\n---\n[x](../stories/2021/ada.md)\n"})
    after = changed(folder, rename(folder, desk(folder), "ada", "ada-goes"))
    assert after["stories/2021/ada-goes.md"] == ADA.replace("---\r\n[[Ada", "redirect_from: [2021/ada]\r\n---\r\n[[Ada")
    assert "follows: ada-goes\n" in after["stories/2021/two.md"]
    assert "[[ada-goes]]" in after["stories/2021/two.md"]
    assert after["people/ben-hull.md"].endswith("[x](../stories/2021/ada-goes.md)\n")
    assert problems(folder) == []


def test_renamed_back_it_is_at_its_old_address_again(write_content: WriteContent) -> None:
    folder = write_content(FILES)
    changed(folder, rename(folder, desk(folder), "Ada Byron", "Ada Lovelace"))
    after = changed(folder, rename(folder, desk(folder), "Ada Lovelace", "Ada Byron"))
    assert "redirect_from: [ada-lovelace]\n" in after["people/ada-byron.md"]
    assert after["stories/2021/two.md"] == TWO
    assert problems(folder) == []


def test_a_topic_and_a_ruling_are_renamed(write_content: WriteContent) -> None:
    story = (
        "---\ntitle: Three\ndate: 2021-03-06\ntopics: [hiring]\npeople:\n  Ada Byron:\n    - {joined: Perigee}\n---\n"
    )
    ruling = PROFILE.replace("---\nOf", "rulings:\n  - {fact: joined Perigee, accept: three, reason: x}\n---\nOf")
    folder = write_content({**FILES, "stories/2021/three.md": story, "people/ada-byron.md": ruling})
    after = changed(folder, rename(folder, desk(folder), "Perigee", "Perigee Space"))
    assert "{fact: joined Perigee Space, accept: three" in after["people/ada-byron.md"]
    after = changed(folder, rename(folder, desk(folder), "hiring", "Jobs"))
    assert "topics: [Jobs]" in after["stories/2021/three.md"]
    assert after["topics/jobs.md"] == "---\nname: Jobs\naliases: [hiring]\nredirect_from: [hiring]\n---\n"


RENAMED = (
    "---\ntitle: R\ndate: 2021-03-08\ncompanies:\n  Orbital:\n    - {renamed: Orbital Launch, date: 2021-03}\n---\n"
)


def test_a_company_that_took_another_name_keeps_its_earlier_one(write_content: WriteContent) -> None:
    folder = write_content({**FILES, "stories/2021/renamed.md": RENAMED})
    with pytest.raises(EditRefusedError, match="was called before"):
        rename(folder, desk(folder), "Orbital", "Orbit")
    after = changed(folder, rename(folder, desk(folder), "Orbital Launch", "Orbital Launches"))
    assert after["stories/2021/renamed.md"] == RENAMED.replace("Orbital Launch,", "Orbital Launches,")
    assert after["stories/2021/ada.md"] == ADA
    assert problems(folder) == []


def test_drafts_and_stories_to_come_are_changed_too(write_content: WriteContent) -> None:
    draft = "---\ntitle: D\ndate: 2021-03-04\ndraft: yes\npeople: [Ada Byron, Only Here]\n---\n[[Only Here]]\n"
    folder = write_content({**FILES, "stories/2021/draft.md": draft})
    after = changed(folder, rename(folder, desk(folder), "Ada Byron", "Ada Lovelace"))
    assert "people: [Ada Lovelace, Only Here]" in after["stories/2021/draft.md"]
    after = changed(folder, rename(folder, desk(folder), "Only Here", "Somewhere Else"))
    assert after["stories/2021/draft.md"].endswith("[Ada Lovelace, Somewhere Else]\n---\n[[Somewhere Else]]\n")


def test_a_merge_is_on_record_and_every_naming_changed(write_content: WriteContent) -> None:
    other = (
        "---\ntitle: Three\ndate: 2021-03-06\npeople:\n  Augusta King:\n    - {left: Perigee}\n---\n[[Augusta King]]\n"
    )
    folder = write_content({**FILES, "stories/2021/three.md": other})
    after = changed(
        folder, merge(folder, desk(folder), "Augusta King", "Ada Byron", reason="same, her agent says", today=TODAY)
    )
    assert after["stories/2021/three.md"] == other.replace("Augusta King", "Ada Byron")
    assert after["people/ada-byron.md"] == (
        "---\nname: Ada Byron\naliases:\n  - Augusta King\n  - A. Byron   # as she signs\n"
        'merged: [{slug: augusta-king, reason: "same, her agent says", date: 2021-12-31}]\n---\nOf [[Orbital]].\n'
    )
    archive, found = build_archive(read_content(folder, shown="content")[0], until=TODAY)
    assert found == ()
    assert [(old.slug, new.slug) for old, new in archive.redirects.items()] == [("augusta-king", "ada-byron")]


def test_everybody_in_the_sample_can_be_renamed_and_nothing_else_changes(sample: Path) -> None:
    content, in_files = read_content(sample, shown="content")
    archive, together = build_archive(content, until=TODAY_OF_SAMPLE)
    for ref, entity in archive.entities.items():
        changes = rename(sample, Editable(content), address(ref), f"Quetzal {entity.name} Zzyzx")
        after = refuse_new_problems(content, (*in_files, *together), changes, "content", TODAY_OF_SAMPLE)
        renamed, _ = build_archive(after, until=TODAY_OF_SAMPLE)
        assert ref not in renamed.entities
        assert ref in renamed.redirects
        assert len(renamed.entities) == len(archive.entities)
        assert [fact.kind for fact in facts_in_order(renamed)] == [fact.kind for fact in facts_in_order(archive)]
        links = [list(filed.links.values()) for filed in renamed.stories.values()]
        new = renamed.redirects[ref]
        assert links == [
            [new if link == ref else link for link in filed.links.values()] for filed in archive.stories.values()
        ]


def facts_in_order(archive: Archive) -> list[Fact]:
    return [archive.facts[fact] for _, filed in sorted(archive.stories.items()) for fact in filed.facts]


TODAY_OF_SAMPLE = date(2026, 11, 24)


BOTH = """---
title: Three
date: 2021-03-06
people:
  Augusta King:   # as the post has it
    - {left: Perigee, date: 2021-03}
    - {said: hello}

  Cy Young:
  Ada Byron:
    - {joined: Orbital, date: 2021-04}
topics: [hiring]
---
"""


def test_a_story_that_names_both_sides_of_a_merge(write_content: WriteContent) -> None:
    folder = write_content({**FILES, "stories/2021/three.md": BOTH, "stories/2021/four.md": BOTH_LISTED})
    after = changed(folder, merge(folder, desk(folder), "Augusta King", "Ada Byron", reason="x", today=TODAY))
    assert after["stories/2021/three.md"].split("people:\n")[1] == (
        "  Cy Young:\n  Ada Byron:\n    - {joined: Orbital, date: 2021-04}\n"
        "    - {left: Perigee, date: 2021-03}\n    - {said: hello}\n\ntopics: [hiring]\n---\n"
    )
    assert "people: [Ada Byron, Cy Young]" in after["stories/2021/four.md"]
    assert problems(folder) == []


BOTH_LISTED = "---\ntitle: Four\ndate: 2021-03-07\npeople: [Ada Byron, Augusta King, Cy Young]\n---\n"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Ada Byron", "Ben Hull", "if the two are one, use cuttings merge"),
        ("Ada Bryon", "X Y", 'did you mean "Ada Byron"?'),
        ("Ada Byron", "Ada Byron", "already"),
        ("Ada Byron", "!!!", "no address can be made"),
        ("Ada Byron", "Index", "can't be an address"),
        ("two", "ada", "stories/ada is taken already"),
        ("Ada Byron", "Ada\u200bX", "can't be a name"),
    ],
)
def test_what_is_refused(write_content: WriteContent, old: str, new: str, says: str) -> None:
    folder = write_content(FILES)
    with pytest.raises(EditRefusedError) as refused:
        rename(folder, desk(folder), old, new)
    assert says in str(refused.value)


def test_a_change_that_brings_problems_is_not_made(
    write_content: WriteContent, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_content(FILES)
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    assert main(["merge", "Ben Hull", "Ada Byron", "--content", str(folder)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "error[self-reference]" in said.err
    assert said.err.endswith("cuttings: Nothing was changed, since the content would then have new problems.\n")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_content_with_errors_is_not_changed(write_content: WriteContent, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_content({**FILES, "stories/2021/bad.md": "---\ntitle: x\n---\n"})
    assert main(["rename", "Ada Byron", "Ada Lovelace", "--content", str(folder)]) == 1
    assert "error[missing-key]" in capsys.readouterr().err
    assert (folder / "people/ada-byron.md").read_text() == PROFILE


def test_a_disk_that_fails_leaves_all_as_it_was(write_content: WriteContent, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_content(FILES)
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    changes = rename(folder, desk(folder), "Ada Byron", "Ada Lovelace")
    honest, done = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == 3:
            raise OSError(28, "No space left on device")
        return honest(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        make(folder, changes)
    assert len(done) == 3
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_file_changed_meanwhile_is_not_overwritten(write_content: WriteContent) -> None:
    folder = write_content(FILES)
    changes = rename(folder, desk(folder), "Ada Byron", "Ada Lovelace")
    (folder / "stories/2021/two.md").write_text(TWO + "More.\n")
    with pytest.raises(EditRefusedError, match="changed meanwhile"):
        make(folder, changes)
    assert (folder / "people/ada-byron.md").read_text() == PROFILE


def git(folder: Path, *words: str) -> None:
    person = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "core.autocrlf=false")
    subprocess.run(["git", *person, "-C", str(folder), *words], check=True, capture_output=True)


def test_the_dry_run_is_a_patch_that_git_applies(
    write_content: WriteContent, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = write_content(FILES)
    monkeypatch.chdir(folder.parent)
    git(Path(), "init", "-q")
    assert main(["rename", "Ada Byron", "Ada Lovelace", "--content", "content", "--dry-run"]) == 0
    assert (folder / "people/ada-byron.md").read_text() == PROFILE
    Path("a.patch").write_bytes(capsysbinary.readouterr().out)
    wanted = {change.path: change.after for change in rename(folder, desk(folder), "Ada Byron", "Ada Lovelace")}
    git(Path(), "apply", "a.patch")
    assert {path: (folder / path).read_bytes() for path in wanted} == wanted
    assert list(difference((), "content")) == []


def test_a_merge_is_undone_with_git(write_content: WriteContent, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_content({**FILES, "stories/2021/three.md": BOTH})
    monkeypatch.chdir(folder.parent)
    git(Path(), "init", "-q")
    for message in ("before", "merge", "later"):
        if message == "merge":
            assert main(["merge", "Augusta King", "Ada Byron", "--content", "content"]) == 0
        if message == "later":
            (folder / "stories/2021/later.md").write_text("---\ntitle: L\ndate: 2021-04-01\npeople: [Ada Byron]\n---\n")
        git(Path(), "add", ".")
        git(Path(), "commit", "-q", "-m", message)
    git(Path(), "revert", "--no-edit", "HEAD~1")
    assert (folder / "stories/2021/three.md").read_text() == BOTH
    assert (folder / "people/ada-byron.md").read_text() == PROFILE
    assert problems(folder) == []


NAMES = st.text(st.sampled_from("aB é:#'\"[]{},&*!|>%@`-?~0\\"), min_size=1, max_size=8).map(str.strip).filter(bool)


@given(NAMES, st.sampled_from(["", "'", '"']), st.booleans())
def test_whatever_is_written_is_read_back(name: str, style: str, flow: bool) -> None:
    text = written(name, Scalar(Position(1, 1), style, flow))
    front = f"{{a: [{text}, x]}}\n" if flow else f"a:\n  - {text}\n{text}: b\n"
    found = layout(front)
    assert len(found.scalars) == (3 if flow else 4)
    assert first_entry(front) == name
    if style:
        assert text[0] in "'\""


def first_entry(front: str) -> str:
    """The first entry of the list in ``front``, as the reader has it."""
    node = Source(f"---\n{front}---\n".encode()).document.front.get("a")
    assert isinstance(node, SequenceNode)
    assert isinstance(node.items[0], ScalarNode)
    return node.items[0].text
