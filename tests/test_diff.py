"""``cuttings diff``: two revisions of a real repository, held against each other as archives."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.archive.comparison import compare
from generator.archive.reasoning import reason
from generator.cli import main
from generator.cli.pull_request import MARK, inert
from generator.read.git_revision import RevisionError, read_revision
from tests.stories import File, archive, company, person, story

OLDER = story(
    "three-remain",
    """
    people:
      Ada Byron: [{founded: Orbital, date: 2024}, {held: pilot, at: Orbital}]
      Ben Hull: [{founded: Orbital, date: 2024}, {left: Orbital, date: 2025}]
      Cy Young: [{founded: Orbital, date: 2024}, {left: Orbital, date: 2026}]
    claims:
      - {says: Two of Orbital's twelve founders remain, count: founders-remaining, company: Orbital, is: 2, of: 12}
    """,
    title="Two @somebody *founders* remain",
)
THIRD = story(
    "two-more-were-there",
    """
    people:
      Dee Moss: [{founded: Orbital, date: 2024}, {held: engineer, at: Orbital, date: 2024/2032}]
      Eve Rand: [{founded: Orbital, date: 2024}, {held: engineer, at: Orbital, date: 2024/2032}]
    """,
    day="2031-04-01",
    title="Two more founders were there",
)


class Repository:
    """A git repository with a content folder, one commit a call."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "news" / "content"
        self.content.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str) -> str:
        who = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        nowhere = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ("git", "-C", self.root, *words),
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **who, **nowhere},
        )
        return done.stdout.strip()

    def write(self, *files: File) -> None:
        for file in files:
            path = self.content / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8")

    def commit(self, *files: File) -> str:
        self.write(*files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stories of these tests are out."""
    monkeypatch.setattr("generator.cli.comparing.today", lambda: date(2035, 1, 2))


@pytest.fixture
def diff(repository: Repository, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str, code: int = 0) -> str:
        assert main(["diff", *words, "--content", str(repository.content)]) == code
        out, err = capsys.readouterr()
        return err if code == 2 else out

    return run


def moved(out: str) -> Any:
    return json.loads(out)["older"]


def test_a_claim_that_a_later_story_rules_out(repository: Repository, diff: Any) -> None:
    repository.commit(OLDER)
    repository.write(THIRD)
    found = json.loads(diff("HEAD", "--format", "json"))
    [older] = found["older"]
    assert (older["story"], older["path"]) == ("three-remain", "stories/three-remain.md")
    assert older["needs_correction"]
    [claim] = older["claims"]
    assert claim["before"] == {"verdict": "consistent", "lowest": 1, "highest": 10}
    assert claim["after"] == {"verdict": "contradicted", "lowest": 3, "highest": 10}
    assert claim["because"] == ["two-more-were-there"]
    [correction] = older["corrections"]
    assert "“Two more founders were there”, 1 April 2031" in correction["text"]
    assert (
        "rules it out: the count on 4 March 2031 is now between 3 and 10, where it was between 1 and 10"
        in (correction["text"])
    )
    assert yaml.safe_load(older["front_matter"])["corrections"][0]["text"] == correction["text"]
    assert {each["story"] for each in found["facts"]["added"]} == {"two-more-were-there"}
    assert [page["address"] for page in found["pages"]["added"]] == [
        "people/dee-moss/",
        "people/eve-rand/",
        "stories/2031/two-more-were-there/",
    ]


def test_the_draft_can_be_pasted(repository: Repository, diff: Any) -> None:
    repository.commit(OLDER, THIRD)
    base = repository.git("rev-list", "--max-parents=0", "HEAD")
    repository.git("rm", "--quiet", "news/content/stories/two-more-were-there.md")
    repository.commit()
    [older] = moved(diff("HEAD", base, "--format", "json"))
    block = older["front_matter"]
    path = repository.content / OLDER.path
    path.write_text(OLDER.text.replace("title:", f"{block}title:", 1), encoding="utf-8")
    assert main(["check", "--content", str(repository.content)]) == 0


def test_a_claim_that_is_settled(repository: Repository, diff: Any) -> None:
    two = story(
        "two-of-two",
        """
        people:
          Ada Byron: [{founded: Orbital, date: 2024}]
          Ben Hull: [{founded: Orbital, date: 2024}]
        claims: [{says: One remains, count: founders-remaining, company: Orbital, is: 1, of: 2}]
        corrections: [{date: 2031-03-05, text: Earlier.}]
        """,
    )
    later = story(
        "later",
        "people: {Ada Byron: [{left: Orbital, date: 2030}], Ben Hull: [{held: pilot, at: Orbital, date: 2031/2032}]}",
        day="2032-01-01",
    )
    repository.commit(two)
    repository.write(later)
    [older] = moved(diff("HEAD", "--format", "json"))
    assert older["claims"][0]["after"]["verdict"] == "confirmed"
    assert not older["needs_correction"]
    words = diff("HEAD")
    assert "“One remains”: consistent (between 0 and 2) → confirmed (1)" in words
    assert "without its first line, below the corrections in its front matter" in words


def test_a_dispute_moves_the_older_fact(repository: Repository, diff: Any) -> None:
    repository.commit(story("one", "people: {Ada Byron: [{left: Orbital, date: 2025-02-03}]}"))
    repository.write(story("two", "people: {Ada Byron: [{left: Orbital, date: 2025-06-03}]}", day="2032-01-01"))
    [older] = moved(diff("HEAD", "--format", "json"))
    [fact] = older["facts"]
    assert (fact["before"], fact["after"], fact["because"]) == ("introduces", "disputed", ["two"])
    assert older["needs_correction"]
    assert "This story said: Ada Byron left Orbital on 3 February 2025." in older["corrections"][0]["text"]
    assert "gives another account of it" in older["corrections"][0]["text"]


def test_what_is_changed_is_not_added_and_gone(repository: Repository, diff: Any) -> None:
    front = "people: {{Ada Byron: [{{left: Orbital, date: {date}, status: {status}}}, {{said: hello}}]}}"
    repository.commit(story("one", front.format(date="2025", status="reported")))
    repository.write(story("one", front.format(date="2025-03", status="confirmed")))
    facts = json.loads(diff("HEAD", "--format", "json"))["facts"]
    assert (facts["added"], facts["gone"]) == ([], [])
    [changed] = facts["changed"]
    assert (changed["before"]["date"], changed["after"]["date"]) == ("2025", "2025-03")
    assert changed["differs"] == ["date", "status"]
    words = diff("HEAD")
    assert "Ada Byron left Orbital in 2025 → Ada Byron left Orbital in March 2025 (one, confirmed)" in words


def test_a_changed_status_is_told(repository: Repository, diff: Any) -> None:
    front = "people: {{Ada Byron: [{{left: Orbital, date: 2025, status: {status}}}]}}"
    repository.commit(story("one", front.format(status="reported")))
    repository.write(story("one", front.format(status="retracted")))
    assert "(one, retracted): status reported → retracted" in diff("HEAD")


def test_pages_that_come_and_go(repository: Repository, diff: Any) -> None:
    repository.commit(story("one", "people: {Ada Byron: [], Ben Hull: []}"), person("cy-young"))
    (repository.content / "people/cy-young.md").unlink()
    repository.write(
        story("one", "people: {Ada Byron: []}\ncompanies: {Orbital: []}"),
        person("ada-b", "name: Ada Byron\nredirect_from: [ada-byron]"),
    )
    pages = json.loads(diff("HEAD", "--format", "json"))["pages"]
    assert [each["address"] for each in pages["added"]] == ["companies/orbital/"]
    assert [each["address"] for each in pages["gone"]] == ["people/ben-hull/", "people/cy-young/"]
    [move] = pages["moved"]
    assert (move["before"]["address"], move["after"]["address"]) == ("people/ada-byron/", "people/ada-b/")
    words = diff("HEAD")
    assert "people/ada-byron/ (Ada Byron), now people/ada-b/" in words
    assert "people/ben-hull/ (Ben Hull), no redirect" in words


def test_a_renamed_story_has_lost_nothing(repository: Repository, diff: Any) -> None:
    repository.commit(OLDER)
    (repository.content / OLDER.path).unlink()
    repository.write(
        File("stories/renamed.md", OLDER.text.replace("title:", "redirect_from: [three-remain]\ntitle:", 1))
    )
    found = json.loads(diff("HEAD", "--format", "json"))
    assert found["facts"] == {"added": [], "changed": [], "gone": []}
    assert found["older"] == []
    assert [each["after"]["address"] for each in found["pages"]["moved"]] == ["stories/2031/renamed/"]


def test_nothing_changes(repository: Repository, diff: Any) -> None:
    repository.commit(OLDER)
    assert diff("HEAD") == "From HEAD to the work tree, nothing in the archive changes.\n"
    assert "Nothing: no fact, page or count changes." in diff("HEAD", "HEAD", "--format", "github")
    found = json.loads(diff("HEAD", "HEAD", "--format", "json"))
    assert (found["base"], found["head"], found["older"]) == ("HEAD", "HEAD", [])


def test_two_revisions(repository: Repository, diff: Any) -> None:
    first = repository.commit(OLDER)
    repository.git("tag", "first")
    second = repository.commit(THIRD)
    repository.write(story("not-committed"))
    for base, head in ((first, second), ("first", "main"), ("main~1", "HEAD"), (first[:8], second[:8])):
        found = json.loads(diff(base, head, "--format", "json"))
        assert len(found["older"]) == 1
        assert not [page for page in found["pages"]["added"] if page["slug"] == "not-committed"]


def test_content_that_was_not_there_yet(repository: Repository, diff: Any) -> None:
    (repository.root / "README.md").write_text("nothing yet")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "begin")
    repository.write(OLDER)
    assert len(json.loads(diff("HEAD", "--format", "json"))["facts"]["added"]) == 6


def test_drafts_are_no_part_of_it(repository: Repository, diff: Any) -> None:
    repository.commit(OLDER)
    repository.write(File(THIRD.path, THIRD.text.replace("title:", "draft: true\ntitle:", 1)))
    assert "nothing in the archive changes" in diff("HEAD")


def test_markdown_for_a_pull_request(repository: Repository, diff: Any) -> None:
    repository.commit(OLDER)
    hostile = story(
        "hostile",
        """
        people:
          '@octocat <img src=x onerror=alert(1)>': [{held: '[x](javascript:alert(1)) #1 https://e.example', at: O}]
        """,
    )
    repository.write(THIRD, hostile)
    out = diff("HEAD", "--format", "github")
    assert out.startswith(f"{MARK}\n### What this change does to the archive\n")
    assert "facts added" in out
    assert "consistent (between 1 and 10) → contradicted (between 3 and 10)" in out
    outside = re.sub(r"```yaml\n.*?\n```", "", out.replace(MARK, ""), flags=re.DOTALL)
    assert not re.search(r"@[A-Za-z0-9]|<|://[A-Za-z]|(?<!&)#\d|\]\(", outside)
    [block] = re.findall(r"```yaml\n(.*?)\n```", out, flags=re.DOTALL)
    assert len(yaml.safe_load(block)["corrections"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "@octocat and a@b.example",
        "#12 GH-12 owner/repo#12",
        "https://e.example www.e.example",
        "0123456789abcdef0123456789abcdef01234567",
        "<b>*x*</b> _y_ `z` ~~s~~ [l](u) ![i](u) | t |",
        "1. item",
        "- item",
        "# heading",
        ":smile: $x$ &amp; \\",
        "line\n\nanother",
    ],
)
def test_text_in_a_comment_is_text(text: str) -> None:
    from markdown_it import MarkdownIt

    shown = MarkdownIt("gfm-like", {"linkify": False}).render(f"- {inert(text)}")
    tags = re.findall(r"<(/?\w+)", shown)
    assert tags == ["ul", "li", "/li", "/ul"]
    said = re.sub(r"<[^>]*>", "", shown).strip()
    plain = said.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert plain.replace("\u2060", "") == " ".join(text.split())
    assert not re.search(r"@\w|#\d|://|www\.e|GH-1|[0-9a-f]{7}|:smile:", plain)


def test_a_comment_is_never_too_long(repository: Repository, diff: Any) -> None:
    repository.commit(OLDER)
    many = "\n".join(f"  Person {number}: [{{said: '{'<' * 300}'}}]" for number in range(200))
    repository.write(story("many", f"people:\n{many}"))
    out = diff("HEAD", "--format", "github")
    assert len(out) < 65_536
    assert "more than a comment can hold" in out
    assert out.count("```") == 0


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "HEAD:news", "HEAD..HEAD", "a\nb"])
def test_a_revision_that_is_none(repository: Repository, capsys: pytest.CaptureFixture[str], revision: str) -> None:
    repository.commit(OLDER)
    assert main(["diff", "--content", str(repository.content), "--", revision]) == 2
    err = capsys.readouterr().err
    assert "revision" in err
    assert err.count("\n") == 1
    assert not (repository.root / "x").exists()


def test_no_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "content").mkdir()
    assert main(["diff", "HEAD", "--content", str(tmp_path / "content")]) == 2
    assert "not a git repository" in capsys.readouterr().err


def test_no_git(repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit(OLDER)
    monkeypatch.setenv("PATH", os.devnull)
    assert main(["diff", "HEAD", "--content", str(repository.content)]) == 2
    assert "git can't be run" in capsys.readouterr().err


def test_errors_in_the_newer_content_are_told(
    repository: Repository, diff: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit(OLDER)
    repository.write(story("bad", "peopel: {}"))
    diff("HEAD", code=1)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Three remain\ndate: yesterday\npeople: [Fay Gold]\n---\n",
        "---\ntitle: Three remain\npeople: [Fay Gold]\n",
        "---\ntitle: Three remain\ndate: 2031-03-04\npeople:\n  Fay Gold: [{joined: Orbital\n---\n",
        "Three remain\n",
    ],
)
def test_what_cannot_be_read_is_not_compared(
    repository: Repository, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    command = ["diff", "HEAD", "--content", str(repository.content)]
    repository.commit(OLDER, company("orbital"))
    (repository.content / "stories/n.md").write_text(text)
    assert main(command) == 1
    said = capsys.readouterr()
    assert said.out == "From HEAD to the work tree, nothing in the archive changes.\n"
    assert "error[" in said.err
    assert said.err.endswith(": what could not be read is not compared.\n")
    (repository.content / "stories/n.md").unlink()
    repository.write(File(OLDER.path, text), File("companies/orbital.md", "---\nname: [Orbital\n---\n"))
    assert main(command) == 1
    assert capsys.readouterr().out == "From HEAD to the work tree, nothing in the archive changes.\n"


def test_what_could_not_be_read_before_is_new(repository: Repository, diff: Any) -> None:
    repository.commit(File(OLDER.path, "---\ntitle: Three remain\n---\n"))
    repository.write(OLDER)
    found = json.loads(diff("HEAD", "--format", "json"))
    assert len(found["facts"]["added"]) == 6
    assert "stories/2031/three-remain/" in [each["address"] for each in found["pages"]["added"]]
    assert found["pages"]["gone"] == []


def test_it_is_said_what_could_not_be_read_before(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["diff", "HEAD", "--content", str(repository.content)]
    repository.commit(File(OLDER.path, OLDER.text.replace("title:", "titel:", 1)), THIRD)
    repository.write(OLDER)
    assert main(command) == 0
    assert capsys.readouterr().err == (
        f"HEAD has 2 errors ({repository.content}/{OLDER.path}): what could not be read there is not compared, "
        "and counts as new where it can be read now.\n"
    )
    repository.commit()
    assert main(command) == 0
    assert capsys.readouterr().err == ""


def test_a_revision_is_read_as_it_was_stored(repository: Repository) -> None:
    (repository.content / ".gitattributes").write_text("*.md export-ignore text eol=crlf\n")
    picture = repository.content / "images" / "pad.png"
    picture.parent.mkdir()
    picture.write_bytes(b"no picture at all")
    revision = repository.commit(OLDER, company("orbital"), story("ünïcode"))
    (repository.content / "stories" / "link.md").symlink_to("/etc/hostname")
    linked = repository.commit()
    content, problems = read_revision(repository.content, revision, shown="content")
    assert {each.slug for each in content.stories} == {"three-remain", "ünïcode"}
    assert [each.slug for each in content.profiles] == ["orbital"]
    assert content.images == ("pad.png",)
    assert [each.path for each in problems] == ["content/.gitattributes"]
    content, problems = read_revision(repository.content, linked, shown="content")
    assert {each.slug for each in content.stories} == {"three-remain", "ünïcode"}
    assert {each.code for each in problems} == {"misplaced-file", "bad-symlink"}


def test_a_revision_error_says_which(repository: Repository) -> None:
    repository.commit(OLDER)
    with pytest.raises(RevisionError, match="no revision 'gone'"):
        read_revision(repository.content, "gone", shown="content")


def test_the_comparison_is_pure_and_ordered() -> None:
    before, after = reason(archive(OLDER)), reason(archive(OLDER, THIRD))
    found = compare(before, after)
    assert [fact.story for fact in found.added] == ["two-more-were-there"] * 4
    assert compare(after, before).gone == found.added
    assert compare(before, before).is_empty
    assert not found.is_empty
