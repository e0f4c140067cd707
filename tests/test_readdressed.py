"""What goes by the incremental build: older addresses of stories, which come, lead elsewhere, or are there no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.incremental_builds import differing, edit_at_random, kinds_of, save
from tests.test_incremental import EDITS, Newsroom

NEW = "---\ntitle: New & only\ndate: 2031-03-02\npeople:\n  Zoe Quill:\n    - joined: Quillworks\n---\n\nSo it is.\n"
OTHER = NEW.replace("New & only", "Another")


def moved(*older: str, text: str = NEW) -> str:
    """A story that was elsewhere before."""
    return text.replace("date:", f"redirect_from: [{', '.join(older)}]\ndate:")


def leads(newsroom: Newsroom, old: str) -> str:
    """Where an older address leads; "" where there is none."""
    page = newsroom.folder / "one/site/stories" / old / "index.html"
    html = page.read_text() if page.exists() else ""
    return html.partition("url=")[2].partition('"')[0] if "http-equiv" in html else ""


def test_older_addresses_come_and_go_among_other_edits(newsroom: Newsroom, roads: list[bool]) -> None:
    kinds = newsroom.move, newsroom.readdress, newsroom.move
    others = *kinds_of(newsroom), newsroom.delete, newsroom.day, newsroom.rename, newsroom.retract, newsroom.add
    edit_at_random(newsroom, 10, kinds, others, 0.5)
    assert sum(roads) > EDITS / 3


def test_a_story_that_moves_is_found_where_it_was(newsroom: Newsroom, roads: list[bool]) -> None:
    save(newsroom, "stories/new.md", NEW)
    newsroom.site("one", clean=False)
    (newsroom.content / "stories/new.md").rename(newsroom.content / "stories/newer.md")
    save(newsroom, "stories/newer.md", moved("new"))
    assert differing(newsroom) == []
    assert leads(newsroom, "2031/new") == "../newer/"
    (newsroom.content / "stories/newer.md").rename(newsroom.content / "stories/newest.md")
    save(newsroom, "stories/newest.md", moved("new", "newer"))
    assert differing(newsroom) == []
    assert [leads(newsroom, f"2031/{old}") for old in ("new", "newer")] == ["../newest/"] * 2
    save(newsroom, "stories/newest.md", moved("new", "newer").replace("2031-03-02", "2031-03-09"))
    assert differing(newsroom) == []
    save(newsroom, "stories/newest.md", moved("2030/new", "newer"))
    assert differing(newsroom) == []
    assert [leads(newsroom, old) for old in ("2031/new", "2030/new")] == ["", "../../2031/newest/"]
    (newsroom.content / "stories/newest.md").unlink()
    assert differing(newsroom) == []
    assert [leads(newsroom, old) for old in ("2031/newer", "2030/new")] == [""] * 2
    save(newsroom, "stories/new.md", NEW)  # the address is free again
    assert differing(newsroom) == []
    assert roads == [True] * 6


def test_an_older_address_names_what_it_leads_to(newsroom: Newsroom, roads: list[bool]) -> None:
    profile = "---\nname: Zoe Quill\nredirect_from: [z-quill]\n---\nA pilot.\n"
    save(newsroom, "stories/new.md", moved("old"))
    save(newsroom, "people/zoe-quill.md", profile)
    newsroom.site("one", clean=False)
    site = newsroom.folder / "one/site"
    for title in ("Newer", "Newest <b>"):
        save(newsroom, "stories/new.md", moved("old").replace("New & only", title))
        assert differing(newsroom) == []
        assert (
            f">{title.replace('<', '&lt;').replace('>', '&gt;')}</a>"
            in (site / "stories/2031/old/index.html").read_text()
        )
    assert roads == [True, True]
    save(newsroom, "people/zoe-quill.md", profile.replace("name: Zoe Quill", "name: Zoe Quill-Ash"))
    save(newsroom, "stories/new.md", moved("old", text=NEW.replace("Zoe Quill", "Zoe Quill-Ash")))
    assert differing(newsroom) == []
    assert ">Zoe Quill-Ash</a>" in (site / "people/z-quill/index.html").read_text()


def test_a_story_goes_to_another_year_and_its_older_addresses_lead_there(newsroom: Newsroom, roads: list[bool]) -> None:
    save(newsroom, "stories/quiet.md", OTHER.replace("2031-03-02", "2030-03-02"))
    save(newsroom, "stories/new.md", moved("2029/newly"))
    newsroom.site("one", clean=False)
    save(newsroom, "stories/new.md", moved("2029/newly", "2031/new").replace("2031-03-02", "2030-03-03"))
    assert differing(newsroom) == []
    assert [leads(newsroom, old) for old in ("2029/newly", "2031/new")] == ["../../2030/new/"] * 2
    assert roads == [True]


def test_an_address_that_goes_with_the_year_and_is_linked_to_takes_a_full_build(
    newsroom: Newsroom, roads: list[bool]
) -> None:
    """An older address without a year is one of the story's own."""
    save(newsroom, "stories/quiet.md", OTHER.replace("2031-03-02", "2030-03-02"))
    save(newsroom, "pages/policy.md", '---\ntitle: Policy\n---\n<a href="../stories/2031/newly/">So</a>.\n')
    save(newsroom, "stories/new.md", moved("newly"))
    newsroom.site("one", clean=False)
    save(newsroom, "stories/new.md", moved("newly").replace("2031-03-02", "2030-03-03"))
    with pytest.raises(AssertionError, match="policy"):
        newsroom.site("one", clean=False)
    assert roads == [False]


def test_an_older_address_leads_no_more_where_a_story_goes_in_again(newsroom: Newsroom, roads: list[bool]) -> None:
    save(newsroom, "stories/new.md", moved("newly"))
    newsroom.site("one", clean=False)
    save(newsroom, "stories/new.md", moved("newly").replace("date:", "draft: true\ndate:", 1))
    assert differing(newsroom) == []
    assert leads(newsroom, "2031/newly") == ""
    save(newsroom, "stories/other.md", moved("newly", text=OTHER))  # of which the draft has it
    with pytest.raises(AssertionError, match="newly"):
        newsroom.site("one", clean=False)
    (newsroom.content / "stories/other.md").unlink()
    save(newsroom, "stories/new.md", moved("newly"))
    assert differing(newsroom) == []
    assert leads(newsroom, "2031/newly") == "../new/"
    assert roads == [True, False, True]


@pytest.mark.parametrize("older", ["new", "2031/new", "other", "2031/story-1", "NEW", "older, older"])
def test_an_older_address_that_is_wrong_is_said_to_be(newsroom: Newsroom, roads: list[bool], older: str) -> None:
    save(newsroom, "stories/new.md", NEW)
    save(newsroom, "stories/draft.md", moved("other", text=OTHER).replace("date:", "draft: true\ndate:", 1))
    newsroom.site("one", clean=False)
    save(newsroom, "stories/new.md", moved(older))
    with pytest.raises(AssertionError, match="redirect_from"):
        newsroom.site("one", clean=False)
    assert roads == [False]


@pytest.mark.parametrize(
    "text", ["See [[newly]].", "See [[2031/newly]].", "[there](../2031/newly.md)", "[there](../newly/)"]
)
def test_an_older_address_that_others_link_to_takes_a_full_build(
    newsroom: Newsroom, roads: list[bool], text: str
) -> None:
    save(newsroom, "stories/new.md", moved("newly"))
    save(newsroom, "stories/other.md", OTHER)
    newsroom.site("one", clean=False)
    save(newsroom, "stories/other.md", f"{OTHER}\n{text}\n")
    try:
        newsroom.site("one", clean=False)
    except AssertionError:  # no address that is written so leads to what isn't a page
        assert "](" in text
        return
    roads.clear()
    save(newsroom, "stories/new.md", NEW)
    with pytest.raises(AssertionError, match="other"):
        newsroom.site("one", clean=False)
    assert roads == [False]


def test_of_two_stories_that_had_one_slug_the_other_one_is_found(newsroom: Newsroom, roads: list[bool]) -> None:
    save(newsroom, "stories/new.md", moved("2029/newly"))
    save(newsroom, "stories/other.md", moved("2028/newly", text=OTHER))
    save(newsroom, "stories/third.md", OTHER.replace("Another", "A third"))
    newsroom.site("one", clean=False)
    save(newsroom, "stories/new.md", NEW)
    assert differing(newsroom) == []
    save(newsroom, "stories/third.md", OTHER.replace("Another", "A third") + "\nSee [[newly]].\n")
    assert differing(newsroom) == []
    assert roads[0] is False


def test_what_stands_at_an_older_address_is_known(newsroom: Newsroom) -> None:
    """For the next version must not lack more than a fifth of the addresses of this one."""
    save(newsroom, "stories/new.md", NEW)
    newsroom.site("one", clean=False)
    for text in (moved(*(f"older-{number}" for number in range(9))), NEW):
        save(newsroom, "stories/new.md", text)
        assert differing(newsroom) == []
        told = marked(newsroom.folder / "one/site"), marked(newsroom.folder / "other/site")
        assert told[0] == told[1]


def marked(site: Path) -> str:
    return (site / ".cuttings").read_text()
