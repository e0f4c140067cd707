"""New files are filled in, without a problem, and so is what an editor uncomments in them."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator.cli import main
from generator.cli.places import today
from generator.edit.starting import new_story
from generator.read.stories import read_story
from generator.read.walk import read_content

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'


@pytest.fixture
def newsroom(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with our configuration and no content, whose user git knows."""
    (tmp_path / "content").mkdir()
    (tmp_path / "theme").symlink_to(root / "theme")
    shutil.copy(root / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "config", "user.name", "Grace Murray: desk"], check=True)
    return tmp_path


def uncommented(text: str) -> str:
    return re.sub(r"^# ?", "", text, flags=re.M)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    return capsys.readouterr().out.strip()


def test_a_new_story(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(said(capsys, "new", "story", "Ada: Byron's #1 leaves"))
    assert path == Path(f"content/stories/{today().year}/ada-byron-s-1-leaves.md")
    story, problems = read_story(path.read_bytes(), "stories/x.md", "content")
    assert problems == ()
    assert story.title == "Ada: Byron's #1 leaves"
    assert story.published.day == today()
    assert story.authors == ("Grace Murray: desk",)
    assert main(["check"]) == 0


def test_the_byline_of_the_configuration_comes_first(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = newsroom / "mkdocs.yml"
    config.write_text(config.read_text().replace("extra:\n", "extra:\n  byline: Archive desk\n"))
    assert "\nauthors: [Archive desk]\n" in Path(said(capsys, "new", "story", "One")).read_text()


def test_without_a_byline_there_is_a_comment(tmp_path: Path) -> None:
    change = new_story(tmp_path, "One", today=date(2031, 3, 4), byline="")
    assert b"\n# authors: [Archive desk]\n" in change.after
    assert read_story(change.after, change.path, "content")[1] == ()


@pytest.mark.parametrize("kind", ["story", "person", "company", "topic"])
def test_what_is_uncommented_is_read_without_a_problem(
    newsroom: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    path = Path(said(capsys, "new", kind, "Dora Marsh"))
    text = uncommented(path.read_text()).replace("name-in-content-images.jpg", "pad.svg")
    lines = [line for line in text.splitlines() if not line.startswith("follows:")]
    path.write_text("\n".join(lines) + "\n")
    (newsroom / "content/images").mkdir()
    (newsroom / "content/images/pad.svg").write_bytes(PICTURE)
    content, problems = read_content(newsroom / "content", shown="content")
    assert [str(problem) for problem in problems] == []
    if kind == "story":
        assert len(content.stories[0].people) == 2
        assert len(content.stories[0].claims) == 1
    assert main(["check"]) == 0


@pytest.mark.parametrize(("kind", "folder"), [("person", "people"), ("company", "companies"), ("topic", "topics")])
def test_a_new_profile(newsroom: Path, capsys: pytest.CaptureFixture[str], kind: str, folder: str) -> None:
    assert said(capsys, "new", kind, "C++, the Company") == f"content/{folder}/c-the-company.md"
    assert main(["check"]) == 0
    assert main(["new", kind, "c++, the company"]) == 2
    assert "has a profile already" in capsys.readouterr().err


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(list(words)) == 2
    return capsys.readouterr().err


def test_an_address_that_is_somebody_elses_is_refused(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "new", "company", "C#")
    assert refusal(capsys, "new", "company", "C++") == (
        'cuttings: "C++" would have the address companies/c, which is "C#"\'s; if the two are one, the name has to be '
        "an alias in companies/c.md, if not, give one of them a profile with another slug: write companies/SLUG.md, "
        'whose name is "C++".\n'
    )
    by_hand = newsroom / "content/companies/c-plus-plus.md"
    by_hand.write_text("---\nname: C++\n---\n")
    assert main(["check"]) == 0
    assert "has a profile already, content/companies/c-plus-plus.md" in refusal(capsys, "new", "company", "c++")


def test_an_address_of_somebody_without_a_profile_is_refused(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Path(said(capsys, "new", "story", "One"))
    story.write_text(story.read_text().replace("# companies:\n", "companies: ['C#']\n"))
    assert refusal(capsys, "new", "company", "C++").startswith(
        'cuttings: "C++" would have the address companies/c, which is "C#"\'s; if the two are one, the name has to be '
        "written the same way, if not, "
    )
    assert said(capsys, "new", "company", "C#") == "content/companies/c.md"


def test_an_address_that_is_one_on_some_disks_is_refused(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = newsroom / "content/companies/C.md"
    there.parent.mkdir()
    there.write_text("---\nname: C#\n---\n")
    assert 'would have the address companies/C, which is "C#"' in refusal(capsys, "new", "company", "C++")


def test_a_profile_takes_the_address_that_its_page_has(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = Path(said(capsys, "new", "story", "One"))
    story.write_text(story.read_text().replace("# people:\n", "people: [Zoë Ångström]\n"))
    assert said(capsys, "new", "person", "zoe angstrom") == "content/people/zoe-angstrom.md"


def test_a_taken_slug_is_refused_wherever_it_is(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = newsroom / "content/stories/1999/ada-leaves.md"
    there.parent.mkdir(parents=True)
    there.write_text("---\ntitle: x\ndate: 1999-01-01\n---\n")
    assert main(["new", "story", "Ada leaves!"]) == 2
    error = capsys.readouterr().err
    assert error == (
        'cuttings: "ada-leaves" is the slug of content/stories/1999/ada-leaves.md already; '
        "give the story another title.\n"
    )
    assert len(list(newsroom.rglob("*.md"))) == 1


def refused_for(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """The problems that the content would have."""
    capsys.readouterr()
    assert main(list(words)) == 1
    error = capsys.readouterr().err
    assert error.endswith("cuttings: Nothing was changed, since the content would then have new problems.\n")
    return re.findall(r"error\[(.*?)\]", error)


def test_what_would_give_the_archive_new_errors_is_refused(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = Path(said(capsys, "new", "story", "One"))
    facts = "companies: [Orbital]\npeople:\n  Ada:\n    - {said: Yes, about: Orbital}\n"
    story.write_text(story.read_text().replace("# companies:\n", facts))
    assert main(["check"]) == 0
    files = set(newsroom.rglob("*.md"))
    assert refused_for(capsys, "new", "person", "Orbital") == ["ambiguous-name"]
    assert set(newsroom.rglob("*.md")) == files


def test_a_story_at_an_address_that_leads_to_another_is_refused(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Path(said(capsys, "new", "story", "One"))
    older = "redirect_from: [two]"
    story.write_text(story.read_text().replace("---\n", f"---\n{older}\n", 1))
    assert main(["check"]) == 0
    assert refused_for(capsys, "new", "story", "Two") == ["bad-redirect"]
    assert list(newsroom.rglob("*.md")) == [newsroom / story]


def test_an_error_elsewhere_and_a_warning_keep_nobody_from_beginning(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Path(said(capsys, "new", "story", "One"))
    story.write_text(story.read_text().replace("date:", "dtae:"))
    assert main(["check"]) == 1
    capsys.readouterr()
    assert said(capsys, "new", "story", "Two") == f"content/stories/{today().year}/two.md"
    name = "\u0410da Byron"  # its first letter is Cyrillic
    path = said(capsys, "new", "person", name)
    assert main(["check", path]) == 0
    assert "warning[" in capsys.readouterr().out


@pytest.mark.parametrize("title", ["!!!", "Index", "", "a\u200bb"])
def test_a_title_that_gives_no_address_is_refused(
    newsroom: Path, capsys: pytest.CaptureFixture[str], title: str
) -> None:
    assert main(["new", "story", title]) == 2
    assert capsys.readouterr().err.startswith("cuttings: ")
    assert list(newsroom.rglob("*.md")) == []
