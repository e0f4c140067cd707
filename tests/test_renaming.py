"""A rename: links that go on leading where they led, the way back, and what can't be a story's slug."""

from __future__ import annotations

import pytest

from generator.cli import main
from tests.conftest import WriteContent
from tests.test_edit import problems
from tests.test_merging import refused, texts

A = "stories/2021/a.md"
STORY = "---\ntitle: My story\ndate: 2021-03-04\n---\nText.\n"


def front(title: str) -> str:
    return f"---\ntitle: {title}\ndate: 2021-03-05\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[My story]]", "[[My story]]"),
        ("[[my  story|words]]", "[[my  story|words]]"),
        ("[[a]]", "[[new-a]]"),
        ("[[a|words]]", "[[new-a|words]]"),
        ("[[A]]", "[[new-a]]"),
        ("[[stories/2021/a]]", "[[stories/2021/new-a]]"),
        ("[[2021/a]]", "[[2021/new-a]]"),
        ("[[older]]", "[[older]]"),
        ("[[2020/older]]", "[[2020/older]]"),
    ],
)
@pytest.mark.parametrize("where", ["stories/2021/b.md", "people/ada-byron.md", "pages/about.md"])
def test_a_link_to_a_renamed_story_leads_there(
    write_content: WriteContent, where: str, before: str, after: str
) -> None:
    head = {"stories/2021/b.md": front("B"), "people/ada-byron.md": "---\nname: Ada Byron\n---\n"}.get(
        where, "# About\n"
    )
    older = STORY.replace("\n---\nT", "\nredirect_from: [2020/older]\n---\nT")
    folder = write_content({A: older, where: f"{head}As {before} told.\n"})
    assert problems(folder) == []
    assert main(["rename", "a", "new-a", "--content", str(folder)]) == 0
    assert texts(folder)[where] == f"{head}As {after} told.\n"
    assert problems(folder) == []


def test_a_story_whose_title_is_its_slug_is_renamed(write_content: WriteContent) -> None:
    b = "stories/2021/b.md"
    folder = write_content({A: STORY.replace("My story", "A"), b: f"{front('B')}[[A]], [[a]]\n"})
    assert main(["rename", "a", "new-a", "--content", str(folder)]) == 0
    assert texts(folder)[b] == f"{front('B')}[[A]], [[new-a]]\n"
    assert problems(folder) == []


@pytest.mark.parametrize(
    "new",
    ["../../x/y", "x/y", "/etc/passwd", "..\\y", "x\\y", "stories/../y", "stories/x/y", "people/y", "2020/y", "y/"],
)
def test_a_slug_that_is_a_path_is_refused(
    write_content: WriteContent, capsys: pytest.CaptureFixture[str], new: str
) -> None:
    folder = write_content({A: STORY})
    said = refused(folder, capsys, "rename", "a", new, code=2)
    assert said == f'cuttings: "{new}" is a path; write the slug alone, without folders.\n'


@pytest.mark.parametrize(
    ("new", "slug"),
    [
        ("y", "y"),
        ("y.md", "y"),
        ("2021/y", "y"),
        ("stories/y", "y"),
        ("stories/2021/y", "y"),
        ("stories/2021/y.md", "y"),
        ("The news 24/7: all of it", "the-news-24-7-all-of-it"),
    ],
)
def test_a_slug_may_have_its_own_folders_before_it(write_content: WriteContent, new: str, slug: str) -> None:
    folder = write_content({A: STORY})
    assert main(["rename", "a", new, "--content", str(folder)]) == 0
    assert list(texts(folder)) == [f"stories/2021/{slug}.md"]


def test_a_slug_may_have_the_folder_of_its_file_before_it(write_content: WriteContent) -> None:
    folder = write_content({"stories/winter/a.md": STORY})
    assert main(["rename", "a", "stories/winter/y", "--content", str(folder)]) == 0
    assert list(texts(folder)) == ["stories/winter/y.md"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("people:\n  - |-\n    Ada Byron\n  - Cy Young\n", "people:\n  - Ada Lovelace\n  - Cy Young\n"),
        ("people:\n  - >-   # she\n    Ada\n    Byron\n\n\n", "people:\n  - Ada Lovelace  # she\n\n\n"),
        ("people:\n  ? |-\n    Ada Byron\n  :\n# all\n", "people:\n  ? Ada Lovelace\n  :\n# all\n"),
    ],
)
def test_a_name_in_a_block_of_text_becomes_one_on_a_line(write_content: WriteContent, before: str, after: str) -> None:
    two = "stories/2021/two.md"
    start = front("Two").removesuffix("---\n")
    folder = write_content({two: f"{start}{before}---\n"})
    assert problems(folder) == []
    assert main(["rename", "Ada Byron", "Ada Lovelace", "--content", str(folder)]) == 0
    assert texts(folder)[two] == f"{start}{after}---\n"
    assert problems(folder) == []


OLDER = STORY.replace("\n---\nT", "\nredirect_from: [%s]\n---\nT")


@pytest.mark.parametrize(
    ("before", "there", "back"),
    [
        (STORY, OLDER % "2021/a", OLDER % "2021/b"),
        (OLDER % "2020/x", OLDER % "2020/x, 2021/a", OLDER % "2020/x, 2021/b"),
        (OLDER % "y, 2020/x", OLDER % "y, 2020/x, 2021/a", OLDER % "y, 2020/x, 2021/b"),
    ],
)
def test_a_story_is_renamed_back(write_content: WriteContent, before: str, there: str, back: str) -> None:
    folder = write_content({A: before})
    assert main(["rename", "a", "b", "--content", str(folder)]) == 0
    assert texts(folder) == {"stories/2021/b.md": there}
    for _ in range(2):
        assert main(["rename", "b", "a", "--content", str(folder)]) == 0
        assert texts(folder) == {A: back}
        assert main(["rename", "a", "b", "--content", str(folder)]) == 0
        assert texts(folder) == {"stories/2021/b.md": there}
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[b]", "[2021/a]"),
        ("['2021/b']", "['2021/a']"),
        ("[2021/B, 2020/b]", "[2021/a, 2020/b]"),
        ("[b, c]", "[2021/a, c]"),
        ("[c, b]   # two", "[c, 2021/a]   # two"),
        ("\n  - c\n  - 2021/b   # as it was\n  - d", "\n  - c\n  - 2021/a   # as it was\n  - d"),
    ],
)
def test_an_older_address_that_is_the_page_s_own_again_goes(
    write_content: WriteContent, before: str, after: str
) -> None:
    text = STORY.replace("\n---\nT", "\nredirect_from: %s\n---\nT")
    folder = write_content({A: text % before})
    assert problems(folder) == []
    assert main(["rename", "a", "b", "--content", str(folder)]) == 0
    assert texts(folder) == {"stories/2021/b.md": text % after}
    assert problems(folder) == []


ADA = "people/ada-byron.md"
LOVELACE = "people/ada-lovelace.md"
NAMED = {"stories/2021/two.md": f"{front('Two')[:-4]}people: [Ada Byron]\n---\n"}


@pytest.mark.parametrize(
    ("aliases", "there", "back"),
    [
        ("", "aliases: [Ada Byron]\n", "aliases: [Ada Lovelace]\n"),
        ("aliases: [A. King]\n", "aliases: [A. King, Ada Byron]\n", "aliases: [A. King, Ada Lovelace]\n"),
        (
            "aliases:\n  - A. King   # signs so\n",
            "aliases:\n  - Ada Byron\n  - A. King   # signs so\n",
            "aliases:\n  - Ada Lovelace\n  - A. King   # signs so\n",
        ),
    ],
)
def test_a_person_who_is_renamed_back_has_no_alias_that_is_their_name(
    write_content: WriteContent, aliases: str, there: str, back: str
) -> None:
    profile = "---\nname: %s\n%sredirect_from: [%s]\n---\n"
    plain = "---\nname: %s\n%s---\n"
    folder = write_content({**NAMED, ADA: plain % ("Ada Byron", aliases)})
    assert main(["rename", "Ada Byron", "Ada Lovelace", "--content", str(folder)]) == 0
    new = texts(folder)[LOVELACE]
    assert sorted(new.splitlines()) == sorted((profile % ("Ada Lovelace", there, "ada-byron")).splitlines())
    for _ in range(2):
        assert main(["rename", "Ada Lovelace", "Ada Byron", "--content", str(folder)]) == 0
        old = texts(folder)[ADA]
        assert sorted(old.splitlines()) == sorted((profile % ("Ada Byron", back, "ada-lovelace")).splitlines())
        assert main(["rename", "Ada Byron", "Ada Lovelace", "--content", str(folder)]) == 0
        assert texts(folder)[LOVELACE] == new
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: [Ada Lovelace]", "aliases: [Ada Byron]"),
        ("aliases: [A. King, 'Ada  Lovelace']", "aliases: [A. King, 'Ada Byron']"),
        ("aliases: [Ada Lovelace, Ada Byron, A. King]", "aliases: [Ada Byron, A. King]"),
        ("aliases: [ada lovelace]", "aliases: [ada lovelace, Ada Byron]"),
        ("aliases: [Ada Lovelace, ada byron, Ada Lovelace]", "aliases: [ada byron]"),
    ],
)
def test_an_alias_becomes_the_name(write_content: WriteContent, before: str, after: str) -> None:
    profile = "---\nname: %s\n%s\nredirect_from: [%s]\n---\n"
    folder = write_content({**NAMED, ADA: profile % ("Ada Byron", before, "a-king")})
    assert main(["rename", "Ada Byron", "Ada Lovelace", "--content", str(folder)]) == 0
    assert texts(folder)[LOVELACE] == profile % ("Ada Lovelace", after, "a-king, ada-byron")
    assert problems(folder) == []


def test_an_alias_that_is_all_there_is_goes_with_its_key(write_content: WriteContent) -> None:
    """The address alone is to change, and then the name: the former one is an alias no more than it was."""
    before = "---\nname: ada byron\naliases: [Ada Byron]   # as on file\nlinks: []\n---\n"
    folder = write_content({ADA: before})
    assert main(["rename", "ada byron", "Ada Byron", "--content", str(folder)]) == 0
    assert texts(folder) == {ADA: "---\nname: Ada Byron\nlinks: []\n---\n"}


def test_a_name_in_a_block_of_its_profile_is_renamed(write_content: WriteContent) -> None:
    folder = write_content({ADA: "---\nname: >-\n  Ada\n  Byron\n---\n"})
    assert main(["rename", "Ada Byron", "Ada BYRON", "--content", str(folder)]) == 0
    assert texts(folder) == {ADA: "---\nname: Ada BYRON\n---\n"}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_that_ends_with_its_front_matter_is_changed(write_content: WriteContent, mark: str, ends: str) -> None:
    """Whose last line has no end."""

    def file(*lines: str) -> str:
        return mark + ends.join(["---", *lines, "---"])

    named = "stories/2021/two.md"
    story = "title: Two", "date: 2021-03-05", "people:", "  - Ada Byron"
    folder = write_content({named: file(*story), ADA: file("name: Ada Byron")})
    assert problems(folder) == []
    assert main(["rename", "Ada Byron", "Ada Lovelace", "--content", str(folder)]) == 0
    assert main(["rename", "two", "b", "--content", str(folder)]) == 0
    after = texts(folder)
    renamed = *story[:3], "  - Ada Lovelace", "redirect_from: [2021/two]"
    assert after["stories/2021/b.md"] == file(*renamed)
    assert after[LOVELACE] == file("name: Ada Lovelace", "aliases: [Ada Byron]", "redirect_from: [ada-byron]")
    assert problems(folder) == []
