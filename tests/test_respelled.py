"""What goes by the incremental build: aliases and former names in profiles, where nobody else is meant by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.incremental_builds import differing, edit_at_random, kinds_of, save
from tests.test_incremental import EDITS, Newsroom

PLAIN = "---\nname: Zora Quibble\n---\nA pilot.\n"
STORY = "---\ntitle: Up\ndate: 2031-03-02\npeople: [Zora Quibble]\n---\n\nSo said the Baroness, who flies.\n"


def named(*lines: str) -> str:
    """Her profile with more names."""
    return PLAIN.replace("---\nA", "".join(f"{line}\n" for line in lines) + "---\nA")


@pytest.fixture
def aloft(newsroom: Newsroom) -> Newsroom:
    """A newsroom that has a profile and a story of somebody whom nobody else names."""
    save(newsroom, "people/zora-quibble.md", PLAIN)
    save(newsroom, "stories/up.md", STORY)
    newsroom.site("one", clean=False)
    return newsroom


def page(newsroom: Newsroom, path: str) -> str:
    return (newsroom.folder / "one/site" / path / "index.html").read_text()


def test_names_come_and_go_among_other_edits(newsroom: Newsroom, roads: list[bool]) -> None:
    kinds = newsroom.respell, newsroom.respell, newsroom.note
    edit_at_random(newsroom, 11, kinds, (*kinds_of(newsroom), newsroom.newest, newsroom.delete), 0.5)
    assert sum(roads) > EDITS / 3


def test_an_alias_comes_is_used_and_goes(aloft: Newsroom, roads: list[bool]) -> None:
    """A text that has it links there; the story that calls her so keeps it from going by the incremental build."""
    assert "<p>So said the Baroness, who" in page(aloft, "stories/2031/up")
    save(aloft, "people/zora-quibble.md", named("aliases: [the Baroness]"))
    assert differing(aloft) == []
    assert '<p>So said <a href="../../../people/zora-quibble/"' in page(aloft, "stories/2031/up")
    assert "the Baroness" in page(aloft, "people/zora-quibble")
    save(aloft, "stories/two.md", STORY.replace("Up", "Two").replace("[Zora Quibble]", "[the Baroness]"))
    assert differing(aloft) == []
    assert "stories/2031/two" in page(aloft, "people/zora-quibble")
    save(aloft, "people/zora-quibble.md", PLAIN)
    assert differing(aloft) == []
    assert "stories/2031/two" in page(aloft, "people/the-baroness")
    save(aloft, "people/zora-quibble.md", named("aliases: [the Baroness]"))
    assert differing(aloft) == []
    assert not (aloft.folder / "one/site/people/the-baroness").exists()
    (aloft.content / "stories/two.md").unlink()
    assert differing(aloft) == []
    save(aloft, "people/zora-quibble.md", PLAIN)
    assert differing(aloft) == []
    assert roads == [True, True, False, False, True, True]


def test_whoever_has_a_name_no_more_is_not_found_by_it(aloft: Newsroom, roads: list[bool]) -> None:
    """By a story that comes later: somebody else has come then, or it is a slip."""
    for text in (named("aliases: [Winifred Ash]"), PLAIN):
        save(aloft, "people/zora-quibble.md", text)
        assert differing(aloft) == []
    save(aloft, "stories/two.md", STORY.replace("Up", "Two").replace("Zora Quibble", "Winifred Ash"))
    assert differing(aloft) == []
    assert "stories/2031/two" in page(aloft, "people/winifred-ash")
    assert roads == [True] * 3


def test_a_former_name_has_its_day(aloft: Newsroom, roads: list[bool]) -> None:
    for lines in (
        ["former_names: [{name: Zora Wicklow, until: 2019}]"],
        ["aliases: [Zo Wick]", "former_names: [{name: Zora Wicklow, until: 2020-05}]"],
        ["former_names: [{name: Zora Nettle}, {name: Zora Wicklow, until: 2020-05}]"],
        [],
    ):
        save(aloft, "people/zora-quibble.md", named(*lines))
        assert differing(aloft) == []
        assert ("Zora Wicklow" in page(aloft, "people/zora-quibble")) == bool(lines)
    assert roads == [True] * 4


def test_a_first_profile_has_other_names(aloft: Newsroom, roads: list[bool]) -> None:
    """Of somebody whom stories name, and of somebody new."""
    text = "---\nname: {}\naliases: [{}]\n---\nSee [[{}]].\n"
    (aloft.content / "people/zora-quibble.md").unlink()
    newcomers = ("Zora Quibble", "Winifred Ash"), ("Tomas Wend", "Tobias Krupp")
    aloft.site("one", clean=False)
    roads.clear()
    for name, alias in newcomers:
        path = f"people/{name.lower().replace(' ', '-')}.md"
        save(aloft, path, text.format(name, alias, alias))
        assert differing(aloft) == []
        assert alias in page(aloft, path.removesuffix(".md"))
    assert roads == [True] * 2


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("aliases: [Winifred Ashe]", "people: [Winifred Ash]"),  # near to her
        ("aliases: [Orbital]", "people: [Winifred Ash]"),  # a company
        ("aliases: [people/ash]", "people: [Winifred Ash]"),
        ("aliases: [Winifred Ash]", "draft: true\npeople: [Winifred Ash]"),
        ("aliases: [Ash]", "people: [Winifred Ash]\ntopics: [ash]"),
    ],
)
def test_a_name_that_may_mean_another_takes_a_full_build(
    aloft: Newsroom, roads: list[bool], line: str, other: str
) -> None:
    text = f"---\ntitle: Two\ndate: 2031-03-05\n{other}\n---\n\nAsh, or [[ash]], said so.\n"
    save(aloft, "stories/two.md", text if "topics" in other else text.replace("[[ash]]", "ash"))
    aloft.site("one", clean=False)
    roads.clear()
    save(aloft, "people/zora-quibble.md", named(line))
    expect_long(aloft, roads)


def test_a_name_that_comes_with_a_story_that_has_it_takes_a_full_build(aloft: Newsroom, roads: list[bool]) -> None:
    save(aloft, "people/zora-quibble.md", named("aliases: [Winifred Ash]"))
    save(aloft, "stories/two.md", STORY.replace("Up", "Two").replace("Zora Quibble", "Winifred Ash"))
    expect_long(aloft, roads)
    assert "stories/2031/two" in page(aloft, "people/zora-quibble")


def test_two_who_get_one_name_are_told_of(aloft: Newsroom, roads: list[bool]) -> None:
    save(aloft, "people/zora-quibble.md", named("aliases: [Winifred Ash]"))
    save(aloft, "people/tomas-wend.md", "---\nname: Tomas Wend\naliases: [Winifred Ash]\n---\nA pilot.\n")
    with pytest.raises(AssertionError, match="Winifred Ash"):
        aloft.site("one", clean=False)
    assert roads == [False]


def test_a_ruling_may_tell_by_a_name_what_it_is_about(aloft: Newsroom, roads: list[bool], root: Path) -> None:
    """One that names a company so."""
    fact = "people:\n  Zora Quibble:\n    - {{left: Quillworks, date: {}}}"
    for slug, day in (("up", "2031-01-01"), ("down", "2031-02-01")):
        save(aloft, f"stories/{slug}.md", STORY.replace("people: [Zora Quibble]", fact.format(day)))
    ruling = "rulings: [{fact: left QW, accept: up, reason: She said so.}]"
    save(aloft, "people/zora-quibble.md", named(ruling))
    save(aloft, "companies/quillworks.md", "---\nname: Quillworks\naliases: [QW]\n---\nQuills.\n")
    aloft.site("one", clean=False)
    roads.clear()
    save(aloft, "companies/quillworks.md", "---\nname: Quillworks\n---\nQuills.\n")
    expect_long(aloft, roads)


def expect_long(newsroom: Newsroom, roads: list[bool]) -> None:
    """What a clean build says, told by the full build: a site, or what is wrong."""
    told: list[object] = []
    for name in ("one", "other"):
        try:
            told.append(newsroom.site(name, clean=name == "other"))
        except AssertionError as error:
            told.append(str(error).partition("\n")[0])
    assert told[0] == told[1]
    assert roads == [False]
