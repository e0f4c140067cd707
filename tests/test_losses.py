"""What goes by the incremental build: stories, whoever they alone named, their days and their files' names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.pages import letters, split, volumes
from tests.incremental_builds import differing, edit_at_random, kinds_of, save
from tests.test_incremental import EDITS, Newsroom

NEW = "---\ntitle: New & only\ndate: 2031-03-02\npeople:\n  Zoe Quill:\n    - joined: Quillworks\n---\n\nSo it is.\n"


def test_stories_go_among_other_edits(newsroom: Newsroom, roads: list[bool]) -> None:
    """With whoever they alone named, and whatever has come of them since."""
    kinds = newsroom.delete, newsroom.rename, newsroom.retract, newsroom.add
    edit_at_random(newsroom, 7, kinds, (*kinds_of(newsroom), newsroom.day, newsroom.newest), 0.4)
    assert sum(roads) > EDITS / 3


def test_stories_are_of_another_day_among_other_edits(newsroom: Newsroom, roads: list[bool]) -> None:
    edit_at_random(newsroom, 8, (newsroom.day,), (*kinds_of(newsroom), newsroom.delete, newsroom.day), 0.4)
    assert sum(roads) > EDITS / 3


def test_parts_of_lists_come_and_go(newsroom: Newsroom, roads: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those of everybody by letter, and of what there is on somebody, where a few are too many for one page."""
    monkeypatch.setattr(letters, "INDEX_LIMIT", 3)
    monkeypatch.setattr(split, "PART_LIMIT", 2)
    monkeypatch.setattr(volumes, "ENTITY_LIMIT", 7)
    kinds = newsroom.debut, newsroom.delete, newsroom.add
    edit_at_random(newsroom, 9, kinds, (*kinds_of(newsroom), newsroom.delete, newsroom.rename), 0.4)
    assert sum(roads) > EDITS / 3
    before = pages(newsroom)
    save(newsroom, "stories/new.md", NEW)
    assert differing(newsroom) == []
    assert {"people/-/z", "companies/-/q"} <= pages(newsroom) - before
    (newsroom.content / "stories/new.md").unlink()
    assert differing(newsroom) == []
    assert pages(newsroom) == before
    assert roads[-2:] == [True, True]


def pages(newsroom: Newsroom) -> set[str]:
    site = newsroom.folder / "one/site"
    return {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}


def test_whoever_one_story_named_goes_with_it_and_comes_again(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    before, told = pages(newsroom), {"stories/2031/new", "people/zoe-quill", "companies/quillworks"}
    for _ in range(2):
        save(newsroom, "stories/new.md", NEW)
        assert differing(newsroom) == []
        assert pages(newsroom) == before | told
        (newsroom.content / "stories/new.md").unlink()
        assert differing(newsroom) == []
        assert pages(newsroom) == before
        assert not (newsroom.folder / "one/site/people/zoe-quill").exists()
    assert roads == [True] * 4


def test_whoever_has_a_profile_stays_when_no_story_names_them(newsroom: Newsroom, roads: list[bool]) -> None:
    """On a page that is as new as the archive, as far as the sitemap knows."""
    save(newsroom, "people/zoe-quill.md", "---\nname: Zoe Quill\n---\n\nShe made quills.\n")
    save(newsroom, "stories/new.md", NEW)
    newsroom.site("one", clean=False)
    for _ in range(2):
        (newsroom.content / "stories/new.md").unlink()
        assert differing(newsroom) == []
        assert "people/zoe-quill" in pages(newsroom)
        save(newsroom, "stories/new.md", NEW)
        assert differing(newsroom) == []
    assert roads == [True] * 4


def test_whom_a_story_names_no_more_is_gone_and_another_is_there(newsroom: Newsroom, roads: list[bool]) -> None:
    save(newsroom, "stories/new.md", NEW)
    newsroom.site("one", clean=False)
    save(newsroom, "stories/new.md", NEW.replace("Zoe Quill", "Ugo Marr"))
    assert differing(newsroom) == []
    assert {"people/ugo-marr", "companies/quillworks"} <= pages(newsroom)
    assert "people/zoe-quill" not in pages(newsroom)
    assert roads == [True]


def test_a_story_gets_another_name_or_another_folder(newsroom: Newsroom, roads: list[bool]) -> None:
    save(newsroom, "stories/new.md", NEW)
    newsroom.site("one", clean=False)
    for path in ("stories/newer.md", "stories/winter/newer.md", "stories/new.md"):
        for old in newsroom.content.rglob("new*.md"):
            old.unlink()
        save(newsroom, path, NEW)
        assert differing(newsroom) == []
        assert f"stories/2031/{path.rpartition('/')[2][:-3]}" in pages(newsroom)
    assert roads == [True] * 3


def test_what_a_story_tells_is_among_the_newest_by_its_day(newsroom: Newsroom, roads: list[bool]) -> None:
    """Though it tells the same: on the first page, and where claims and disputes are listed."""
    told = NEW.replace("joined: Quillworks", "{joined: Quillworks, date: 2029-01-02}")
    claims = "claims:\n  - {says: One, count: people-at, company: Quillworks, is: 1, date: 2030-01-01}\n---\n\n"
    for slug, day in (("new", "2031-11-02"), ("newer", "2031-11-05")):
        name = {"new": "Zoe Quill", "newer": "Ugo Marr"}[slug]
        text = told.replace("2031-03-02", day).replace("Zoe Quill", name).replace("New & only", f"The {slug} one")
        save(newsroom, f"stories/{slug}.md", text.replace("---\n\n", claims))
    newsroom.site("one", clean=False)
    file = newsroom.content / "stories/new.md"
    before = (newsroom.folder / "one/site/index.html").read_text()
    file.write_text(file.read_text().replace("2031-11-02", "2031-11-08"))
    assert differing(newsroom) == []
    after = (newsroom.folder / "one/site/index.html").read_text()
    assert before.index("ugo-marr") < before.index("zoe-quill")
    assert after.index("ugo-marr") > after.index("zoe-quill")
    assert roads == [True]


def test_a_story_goes_to_another_year(newsroom: Newsroom, roads: list[bool]) -> None:
    """Where its address is another; and texts in which that was written aren't left behind."""
    save(newsroom, "stories/old.md", NEW.replace("New & only", "Old").replace("2031-03-02", "2030-03-02"))
    save(newsroom, "stories/new.md", NEW)
    save(newsroom, "stories/other.md", NEW.replace("New & only", "Other") + "\nAs [[new]] said.\n")
    newsroom.site("one", clean=False)
    for year in (2030, 2031):
        save(newsroom, "stories/new.md", NEW.replace("2031-03-02", f"{year}-03-02"))
        assert differing(newsroom) == []
        assert f"stories/{year}/new" in pages(newsroom)
        assert f"stories/{4061 - year}/new" not in pages(newsroom)
    assert roads == [True, True]
    save(newsroom, "stories/other.md", NEW.replace("New & only", "Other") + "\nAs [it](../2031/new.md) said.\n")
    newsroom.site("one", clean=False)
    save(newsroom, "stories/new.md", NEW.replace("2031-03-02", "2030-03-02"))
    with pytest.raises(AssertionError, match="dead-link"):
        newsroom.site("one", clean=False)
    assert roads == [True, True, True, False]


def test_a_story_goes_to_another_volume(newsroom: Newsroom, roads: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it stands among the stories on somebody as before."""
    monkeypatch.setattr(volumes, "ENTITY_LIMIT", 2)
    save(newsroom, "stories/old.md", NEW.replace("New & only", "Old").replace("2031-03-02", "2030-03-01"))
    save(newsroom, "stories/other.md", NEW.replace("New & only", "Other").replace("2031-03-02", "2031-03-03"))
    save(newsroom, "stories/new.md", NEW)
    newsroom.site("one", clean=False)
    assert {"people/zoe-quill/-/2030", "people/zoe-quill/-/2031"} <= pages(newsroom)
    for year in (2030, 2031):
        save(newsroom, "stories/new.md", NEW.replace("2031-03-02", f"{year}-03-02"))
        assert differing(newsroom) == []
    assert roads == [True, True]


def test_many_pages_go_by_a_full_build(newsroom: Newsroom, roads: list[bool]) -> None:
    """Where somebody is asked whether they mean it."""
    newsroom.site("one", clean=False)
    for path in newsroom.unfollowed[:9]:
        (newsroom.content / path).unlink()
    assert differing(newsroom) == []
    assert roads == [False]


def test_stories_go_from_the_one_that_they_continue(newsroom: Newsroom, roads: list[bool]) -> None:
    """Two at once by the full build: each leaves it without itself alone."""
    for number in (1, 2, 3):
        told = NEW.replace("people:", "follows: story-3\npeople:").replace("New & only", f"Later {number}")
        told = told.replace("2031-03-02", "2031-11-02")  # after the story that it continues
        save(newsroom, f"stories/later-{number}.md", told)
    newsroom.site("one", clean=False)
    (newsroom.content / "stories/later-2.md").unlink()
    assert differing(newsroom) == []
    for number in (1, 3):
        (newsroom.content / f"stories/later-{number}.md").unlink()
    assert differing(newsroom) == []
    assert roads == [True, False]


def test_a_story_goes_and_another_comes_that_continues_the_same_one(newsroom: Newsroom, roads: list[bool]) -> None:
    later = NEW.replace("people:", "follows: story-3\npeople:").replace("2031-03-02", "2031-11-02")
    save(newsroom, "stories/one-more.md", later)
    newsroom.site("one", clean=False)
    (newsroom.content / "stories/one-more.md").unlink()
    save(newsroom, "stories/another.md", later.replace("New & only", "Another"))
    assert differing(newsroom) == []
    assert roads == [False]


def test_the_newest_story_goes(newsroom: Newsroom, roads: list[bool]) -> None:
    """Out of the feeds, and of the day on which anything last changed."""
    newsroom.site("one", clean=False)
    save(newsroom, "stories/new.md", NEW.replace("2031-03-02", "2031-12-30"))
    assert differing(newsroom) == []
    save(newsroom, "stories/new.md", NEW.replace("2031-03-02", "2031-01-30"))
    assert differing(newsroom) == []
    save(newsroom, "stories/new.md", NEW.replace("2031-03-02", "2031-12-30"))
    assert differing(newsroom) == []
    (newsroom.content / "stories/new.md").unlink()
    assert differing(newsroom) == []
    assert roads == [True] * 4


def test_a_draft_goes_and_nobody_sees_it(newsroom: Newsroom, roads: list[bool]) -> None:
    draft = (
        NEW.replace("date:", "draft: true\ndate:").replace("Zoe Quill", "Ada Byron").replace("Quillworks", "Orbital")
    )
    save(newsroom, "stories/new.md", draft)
    newsroom.site("one", clean=False)
    (newsroom.content / "stories/new.md").unlink()
    assert differing(newsroom) == []
    save(newsroom, "stories/new.md", draft)
    assert differing(newsroom) == []
    (newsroom.content / "stories/new.md").unlink()
    assert differing(newsroom) == []
    assert roads == [True] * 3


def test_a_story_goes_in_again_and_comes_out(newsroom: Newsroom, roads: list[bool]) -> None:
    """As a draft, or by a day that is still to come, with whoever it alone named; but for whom others link to."""
    save(newsroom, "stories/new.md", NEW)
    newsroom.site("one", clean=False)
    for hidden in (NEW.replace("date:", "draft: true\ndate:"), NEW.replace("2031-03-02", "2033-03-02")):
        for text in (hidden, NEW):
            save(newsroom, "stories/new.md", text)
            assert differing(newsroom) == []
            assert ("people/zoe-quill" in pages(newsroom)) == (text is NEW)
    save(newsroom, "stories/new.md", hidden)
    assert differing(newsroom) == []
    save(newsroom, "stories/other.md", NEW.replace("New & only", "Other").replace("Zoe Quill", "Zoe Quil"))
    with pytest.raises(AssertionError, match="Zoe Quil"):  # whom the draft names
        newsroom.site("one", clean=False)
    assert roads == [True] * 5 + [False]


def links_to_it(text: str) -> Callable[[Newsroom], None]:
    """Somebody else's text, of a story that is as it was."""
    return lambda newsroom: save(newsroom, "stories/other.md", NEW.replace("& only", "& other") + text)


@pytest.mark.parametrize(
    "text",
    [
        "\n[there](new.md)\n",
        "\n[there](../2031/new.md)\n",
        '\n<a href="../new/">there</a>\n',
        "\n[there][1]\n\n[1]: new.md\n",
        "\nSee [[new]].\n",
        "\nSee [[stories/2031/new]].\n",
        "\nSee [[New & only]].\n",
    ],
)
def test_a_story_that_others_link_to_goes_by_a_full_build(newsroom: Newsroom, roads: list[bool], text: str) -> None:
    save(newsroom, "stories/new.md", NEW)
    links_to_it(text)(newsroom)
    newsroom.site("one", clean=False)
    (newsroom.content / "stories/new.md").unlink()
    with pytest.raises(AssertionError, match="other"):
        newsroom.site("one", clean=False)
    assert roads == [False]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("stories/draft.md", "---\ntitle: To come\ndate: 2031-04-01\ndraft: true\nfollows: new\n---\n\nSo.\n"),
        ("stories/draft.md", "---\ntitle: To come\ndate: 2031-04-01\ndraft: true\n---\n\nAs [[Zoe Quill]] said.\n"),
        ("pages/about.md", "---\ntitle: About\n---\nWho we are: [[Zoe Quill]].\n"),
        ("stories/later.md", "---\ntitle: Later\ndate: 2031-04-01\nfollows: new\npeople: [Zoe Quill]\n---\n\nSo.\n"),
    ],
)
def test_what_others_build_on_does_not_go_unseen(newsroom: Newsroom, roads: list[bool], path: str, text: str) -> None:
    save(newsroom, "stories/new.md", NEW)
    save(newsroom, path, text)
    newsroom.site("one", clean=False)
    (newsroom.content / "stories/new.md").unlink()
    with pytest.raises(AssertionError, match=path):
        newsroom.site("one", clean=False)
    assert roads == [False]


def test_the_last_story_of_a_year_goes_by_a_full_build(newsroom: Newsroom, roads: list[bool]) -> None:
    save(newsroom, "stories/new.md", NEW.replace("2031-03-02", "2029-03-02"))
    newsroom.site("one", clean=False)
    (newsroom.content / "stories/new.md").unlink()
    assert differing(newsroom) == []
    assert "stories/2029" not in pages(newsroom)
    assert roads == [False]


def test_a_folder_without_stories_goes_with_the_last_of_them(newsroom: Newsroom, roads: list[bool]) -> None:
    save(newsroom, "stories/winter/new.md", NEW)
    newsroom.site("one", clean=False)
    (newsroom.content / "stories/winter/new.md").unlink()
    (newsroom.content / "stories/winter").rmdir()
    assert differing(newsroom) == []
    assert roads == [True]
