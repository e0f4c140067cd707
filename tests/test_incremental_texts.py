"""What most edits take: an incremental build, which leads to the bytes of a clean build or isn't taken."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import pytest

from generator.cli.screen import Bar
from generator.publish.build_cache.journal import Journal
from generator.publish.config import mkdocs_yml
from generator.publish.generated.folder import put
from generator.publish.incremental import build as incremental
from generator.publish.incremental import placement as placing
from generator.publish.swap import standby as beside
from generator.publish.swap.linked_copy import LinkedCopy
from generator.publish.swap.release import Place, sum_of
from generator.publish.swap.standby import StandbyCheck, StandbyTree, recall
from tests.incremental_builds import add, change, differing, kinds_of, save, take_full_build
from tests.test_incremental import EDITS, Newsroom, held


def test_texts_and_other_things_change_in_any_order(newsroom: Newsroom, roads: list[bool]) -> None:
    chance = random.Random(6)
    for path in newsroom.stories[::2]:
        newsroom.files[path] = newsroom.files[path].replace("date:", "standfirst: What it is about\ndate:", 1)
    newsroom.write()
    newsroom.site("one", clean=False)
    earlier = dict(newsroom.files)
    for step in range(EDITS):
        several = range(chance.choice((1, 1, 1, 2)))
        kinds = [newsroom.sound_edit(chance.choice(kinds_of(newsroom))) for _ in several]
        if chance.random() < 0.2:  # back to what it was: what is remembered of the first build holds again
            newsroom.files = dict(earlier)
        newsroom.write()
        if chance.random() < 0.25:
            kinds.append(newsroom.sound_edit())
            earlier = dict(newsroom.files)
        ours, clean = newsroom.site("one", clean=False), newsroom.site("other", clean=True)
        assert sorted(ours) == sorted(clean), f"edit {step} ({kinds})"
        assert [path for path in clean if ours[path] != clean[path]] == [], f"edit {step} ({kinds})"
        assert newsroom.warnings["one"] == newsroom.warnings["other"], f"edit {step} ({kinds})"
        docs = [newsroom.folder / name / "build/docs" for name in ("one", "other")]
        one, other = ({file.relative_to(each): file.read_bytes() for file in each.rglob("*.*")} for each in docs)
        assert one == other, f"edit {step} ({kinds})"
    assert sum(roads) > EDITS / 3


def test_new_stories_are_built_incrementally_among_other_edits(newsroom: Newsroom, roads: list[bool]) -> None:
    """Wherever in the archive they belong, whatever they continue, and whatever has come of them since."""
    chance = random.Random(9)
    newsroom.site("one", clean=False)
    come = 0
    for step in range(EDITS):
        kinds = [newsroom.sound_edit(chance.choice((newsroom.add, newsroom.newest)))]
        if chance.random() < 0.4:
            kinds.append(newsroom.sound_edit(chance.choice((*kinds_of(newsroom), newsroom.add, newsroom.debut))))
        assert differing(newsroom) == [], f"edit {step} ({kinds})"
        come += roads[-1]
        if chance.random() < 0.2:
            newsroom.sound_edit()
            assert differing(newsroom) == [], f"after edit {step} ({kinds})"
    assert come > EDITS / 3


def test_a_text_is_built_incrementally(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    before = {path: path.stat().st_ino for path in (newsroom.folder / "one/site").rglob("*.html")}
    add(newsroom, 1, "\nA new line.\n")
    after = newsroom.site("one", clean=False)
    assert roads == [True]
    assert b"A new line." in after["stories/2031/story-1/index.html"]
    moved = {path.parent.name for path, number in before.items() if path.stat().st_ino != number}
    assert moved == {"story-1"}
    add(newsroom, 2, "\nAnother.\n")
    after = newsroom.site("one", clean=False)
    assert roads == [True, True]
    assert b"A new line." in after["stories/2031/story-1/index.html"]
    assert b"Another." in after["stories/2031/story-2/index.html"]


def test_a_fault_of_an_incremental_build_is_told_of_and_a_full_one_does_without(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom.site("one", clean=False)
    add(newsroom, 1, "\nA new line.\n")

    def faulty(*_: object) -> None:
        raise AttributeError("an odd fault")

    monkeypatch.setattr(incremental, "edits_of", faulty)
    newsroom.built("one", clean=False, listener=Bar())
    told = "A fault of cuttings itself, so all is built; please report it: AttributeError: an odd fault"
    assert told in capsys.readouterr().err
    assert "A new line." in (newsroom.folder / "one/site/stories/2031/story-1/index.html").read_text()


def test_a_full_disk_ends_an_incremental_build_as_it_ends_a_full_one(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.site("one", clean=False)
    add(newsroom, 1, "\nA new line.\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(incremental, "edits_of", full)
    with pytest.raises(OSError, match="No space"):
        newsroom.site("one", clean=False)


def test_a_backup_that_an_editor_leaves_beside_a_text_is_in_nobodys_way(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    (newsroom.content / "stories/story-1.md~").write_bytes((newsroom.content / "stories/story-1.md").read_bytes())
    add(newsroom, 1, "\nA new line.\n")
    assert b"A new line." in newsroom.site("one", clean=False)["stories/2031/story-1/index.html"]
    assert roads == [True]


def test_a_text_is_built_incrementally_without_mkdocs(
    newsroom: Newsroom, roads: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in newsroom.stories:
        newsroom.files[path] = newsroom.files[path].replace(" ##", "")  # which only Python-Markdown can tell
    newsroom.write()
    newsroom.site("one", clean=False)
    add(newsroom, 1, "\nA new line.\n")
    versions = []
    with monkeypatch.context() as patch:
        patch.setattr(mkdocs_yml, "load", None)  # whoever called it would fail
        versions.append(newsroom.site("one", clean=False))
        told = newsroom.files["stories/story-1.md"]
        title = "'“New,” she said: \"at last\" & more'"
        newest = re.sub("title: .*\ndate: .*", f"title: {title}\ndate: 2031-11-02", told)
        (newsroom.content / "stories/newest.md").write_text(newest)
        versions.append(newsroom.site("one", clean=False))
    assert roads == [True, True]
    assert versions[1] == newsroom.site("other", clean=True)
    (newsroom.content / "stories/newest.md").unlink()
    assert versions[0] == newsroom.site("other", clean=True)


def test_words_of_a_story_that_is_warned_of_are_built_incrementally(newsroom: Newsroom, roads: list[bool]) -> None:
    """On whichever line the warning stands then."""
    claim = "claims:\n  - {says: None, count: founders, company: Orbital, is: 0}\n"
    formed = "companies:\n  Orbital:\n    - {formed: 2020, by: [Bo Li]}\n"
    told = f"---\ntitle: One\ndate: 2031-11-01\n{claim}{formed}---\n\nIt is so.\n"
    newsroom.files["stories/one.md"] = told
    newsroom.write()
    newsroom.site("one", clean=False)
    file = newsroom.content / "stories/one.md"
    for now in (
        told.replace("so", "not so"),
        told.replace("One", "Two"),
        told.replace("date:", "standfirst: So\ndate:"),
    ):
        file.write_text(now)
        assert differing(newsroom) == []
    assert roads == [True, True, True]


def test_what_reading_a_file_warns_of_comes_and_goes_with_it(newsroom: Newsroom, roads: list[bool]) -> None:
    """In a story, a draft, a profile and an ordinary page, there before or new."""
    link = "\ndate: 2031-11-01\nsources:\n  post: {title: A post, url: htp://example.org/1}\n"
    story = f"---\ntitle: One{link}people: [Ada Byron]\n---\n\nIt is so.\n"
    draft = story.replace("date:", "draft: true\ndate:")
    profile = "---\nname: Ada Byron\nlinks:\n  - {title: Hers, url: htp://example.org/2}\n---\nA person.\n"
    newsroom.files |= {"stories/one.md": story, "people/ada-byron.md": profile, "stories/draft.md": draft}
    newsroom.write()
    newsroom.site("one", clean=False)
    number = 3 + sum(each.code == "disputed-move" for each in newsroom.warnings["one"])
    assert len(newsroom.warnings["one"]) == number
    for path, text, more in (
        ("stories/one.md", story.replace("so.", "not so."), 0),
        ("stories/one.md", story.replace("htp", "http"), -1),
        ("stories/one.md", story.replace("date:", "standfirst: So\ndate:"), 1),
        ("stories/two.md", story.replace("One", "Two"), 1),
        ("stories/draft.md", f"{draft}And more.\n", 0),
        ("stories/draft.md", draft.replace("htp", "http"), -1),
        ("stories/draft.md", draft, 1),
        ("people/ada-byron.md", f"{profile}And more.\n", 0),
        ("people/ada-byron.md", profile.replace("htp", "http"), -1),
        ("pages/about.md", "---\ntitle: About us #1\n---\nWho we are: [[Ada Byron]].\n", 1),
    ):
        save(newsroom, path, text)
        number += more
        assert differing(newsroom) == [], (path, text)
        assert len(newsroom.warnings["one"]) == number, (path, text)
    (newsroom.content / "stories/two.md").unlink()
    assert differing(newsroom) == []
    assert len(newsroom.warnings["one"]) == number - 1
    assert roads == [True] * len(roads)


def test_what_is_warned_of_comes_and_goes_with_it(newsroom: Newsroom, roads: list[bool]) -> None:
    """In the story that is edited, and in others."""
    claim = "claims:\n  - {says: None, count: founders, company: Skylark, is: 1}\n"
    one = f"---\ntitle: One\ndate: 2031-11-01\n{claim}companies: [Skylark]\n---\n\nIt is so.\n"
    two = "---\ntitle: Two\ndate: 2031-11-02\ncompanies:\n  Skylark:\n    - {formed: 2020, by: [Bo Li, Ada Byron]}\n"
    newsroom.files |= {"stories/one.md": one, "stories/two.md": f"{two}---\nSo.\n"}
    newsroom.write()
    newsroom.site("one", clean=False)
    others = {problem for problem in newsroom.warnings["one"] if not problem.path.endswith("stories/one.md")}
    assert len(newsroom.warnings["one"]) == len(others) + 1
    file = newsroom.content / "stories/one.md"
    file.write_text(one.replace("is: 1", "is: 2"))
    assert (differing(newsroom), {*newsroom.warnings["one"]}) == ([], others)
    file.write_text(one.replace("says: None", "says: Just one"))
    assert differing(newsroom) == []
    assert [problem.code for problem in {*newsroom.warnings["one"]} - others] == ["contradicted-claim"]
    (newsroom.content / "stories/two.md").write_text(f"{two.replace(', Ada Byron', '')}---\nSo.\n")
    assert (differing(newsroom), {*newsroom.warnings["one"]}) == ([], others)
    assert roads == [True, True, True]


def test_a_title_and_a_standfirst_are_built_incrementally(newsroom: Newsroom, roads: list[bool]) -> None:
    change(newsroom, 1, "date:", "standfirst: What it is about\ndate:")
    newsroom.site("one", clean=False)
    change(newsroom, 1, "& more", "& *less* <b>")
    change(newsroom, 1, "What it is about", "In short")
    assert differing(newsroom) == []
    change(newsroom, 2, "& more", "& others")
    add(newsroom, 2, "\nA new line.\n")
    assert differing(newsroom) == []
    change(newsroom, 1, "& *less* <b>", "& more")  # back, on top of what was built incrementally
    assert differing(newsroom) == []
    change(newsroom, 3, "people:", "authors: [Grace Murray]\npeople:")
    assert differing(newsroom) == []
    assert roads == [True, True, True, True]
    take_full_build(newsroom)
    change(newsroom, 3, "& more", "& so on")
    assert differing(newsroom) == []
    assert roads == [True, True, True, True, False]


def test_lines_that_move_are_no_news(newsroom: Newsroom, roads: list[bool]) -> None:
    file = newsroom.content / "stories/story-2.md"
    story = file.read_text()
    assert "people:\n" in story
    assert differing(newsroom) == []
    change(newsroom, 2, "date:", "standfirst: What it is about\ndate:")
    assert differing(newsroom) == []
    change(newsroom, 2, "people:\n", "\n# Who is in it\npeople:\n")
    add(newsroom, 2, "\nA new line.\n")
    assert differing(newsroom) == []
    change(newsroom, 2, "standfirst: What it is about\n", "")
    assert differing(newsroom) == []
    assert roads == [True, True, True]
    add(newsroom, 2, "\nSee [[Nobody at all]].\n")  # told where it stands now
    line = file.read_text().splitlines().index("See [[Nobody at all]].") + 1
    with pytest.raises(AssertionError, match=f"story-2.md:{line}:"):
        newsroom.site("one", clean=False)
    file.write_text(story)
    assert differing(newsroom) == []
    assert roads == [True, True, True, False, True]


def test_facts_that_change_places_are_built_incrementally(newsroom: Newsroom, roads: list[bool]) -> None:
    """Which of two facts of a day comes first is told by their places."""
    facts = "    - left: Orbital\n      date: 2031-01-02\n", "    - joined: Lumen Works\n      date: 2031-01-02\n"
    change(newsroom, 2, "people:\n", f"people:\n  Ada Byron:\n{''.join(facts)}")
    newsroom.site("one", clean=False)
    change(newsroom, 2, "".join(facts), "".join(facts[::-1]))
    assert differing(newsroom) == []
    assert roads == [True]


def test_a_title_that_a_text_links_to_takes_the_other_road(newsroom: Newsroom, roads: list[bool]) -> None:
    add(newsroom, 1, "\nSee [[Story 5 & more]], and [[Bo Li]].\n")
    newsroom.site("one", clean=False)
    change(newsroom, 5, "Story 5 & more", "Story 5 & all")
    with pytest.raises(AssertionError, match="Story 5 & more"):
        newsroom.site("one", clean=False)
    change(newsroom, 6, "Story 6 & more", "Story 5 & more")  # which it then means
    assert differing(newsroom) == []
    change(newsroom, 7, "Story 7 & more", "bo li")  # a name, too
    assert differing(newsroom) == []
    assert not any(roads)


def test_a_title_whose_place_somebody_links_to_takes_the_other_road(newsroom: Newsroom, roads: list[bool]) -> None:
    place = "story-5-more"
    add(newsroom, 5, f"\nUp to [the title](#{place}).\n")
    add(newsroom, 1, f"\nSee [there](story-5.md#{place}).\n")
    site = newsroom.site("one", clean=False)
    assert f'id="{place}"'.encode() in site["stories/2031/story-5/index.html"]
    change(newsroom, 5, "Story 5 & more", "Story 5 & all")
    with pytest.raises(AssertionError, match=place):
        newsroom.site("one", clean=False)
    change(newsroom, 5, "Story 5 & all", "Story 5 & more")
    assert differing(newsroom) == []
    change(newsroom, 1, f"#{place}", "#part-5")
    assert differing(newsroom) == []
    change(newsroom, 5, "Story 5 & more", "Story 5 & all")  # nobody links to it but the page itself
    with pytest.raises(AssertionError, match=place):
        newsroom.site("one", clean=False)


def test_the_version_before_is_left_as_it_was(newsroom: Newsroom, roads: list[bool]) -> None:
    for number in (1, 2, 3):
        before = newsroom.site("one", clean=False)
        add(newsroom, number, "\nA new line.\n")
        newsroom.site("one", clean=False)
        previous = newsroom.folder / "one/.site.previous"
        assert held(previous) == before
    assert sum(roads) == 3


@pytest.mark.parametrize(
    "text",
    [
        "\nSee [[Story 5 & more]].\n",  # what that means, only all titles together can tell
        "\n![a picture](../images/none.png)\n",
        "\n[nowhere](nowhere.md)\n",
        "\n[no such place](#none)\n",
        "\n[[Nobody at all]]\n",
        "\n[^1]: A note that nothing refers to.\n",
    ],
)
def test_what_bears_on_more_than_the_text_takes_the_other_road(
    newsroom: Newsroom, roads: list[bool], text: str
) -> None:
    newsroom.site("one", clean=False)
    before = newsroom.files["stories/story-1.md"]
    add(newsroom, 1, text)
    with suppress(AssertionError):  # an error of the content: no site
        newsroom.site("one", clean=False)
    assert roads == [False]
    (newsroom.content / "stories/story-1.md").write_text(before + "\nSound.\n")
    ours, clean = newsroom.site("one", clean=False), newsroom.site("other", clean=True)
    assert ours == clean


@pytest.mark.parametrize("lost", [".since", ".after", ".beside", ""])
@pytest.mark.parametrize("damage", [True, False], ids=["damaged", "gone"])
def test_what_is_remembered_may_be_lost_at_any_time(newsroom: Newsroom, lost: str, *, damage: bool) -> None:
    newsroom.site("one", clean=False)
    add(newsroom, 1, "\nA new line.\n")
    newsroom.site("one", clean=False)
    memory = newsroom.folder / "one/build/memory"
    (file,) = (path for path in memory.iterdir() if path.name.partition(".")[2] == lost.lstrip("."))
    data = bytearray(file.read_bytes())
    if damage:
        for place in range(len(data) // 3, len(data), 97):
            data[place] ^= 0x55
        file.write_bytes(data)
    else:
        file.unlink()
    add(newsroom, 2, "\nAnother.\n")
    assert newsroom.site("one", clean=False) == newsroom.site("other", clean=True)


def test_exports_that_are_not_those_of_the_build_before_are_made_anew(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    shutil.rmtree(newsroom.folder / "one/build/exports")
    add(newsroom, 1, "\nA new line.\n")
    assert newsroom.site("one", clean=False) == newsroom.site("other", clean=True)
    assert roads == [False]


def test_a_search_that_a_killed_build_was_making_is_made_anew(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    for key in (newsroom.folder / "one/build/search").glob("*.key"):
        key.unlink()
    add(newsroom, 1, "\nA new line.\n")
    assert newsroom.site("one", clean=False) == newsroom.site("other", clean=True)
    assert roads == [True]


def test_another_build_in_the_generated_folder_is_noticed(newsroom: Newsroom, roads: list[bool]) -> None:
    """A preview makes its pages there as well, with its own address in their feeds."""
    newsroom.site("one", clean=False)
    (newsroom.folder / "one/build/docs/.cuttings-docs").touch()
    add(newsroom, 1, "\nA new line.\n")
    assert newsroom.site("one", clean=False) == newsroom.site("other", clean=True)
    assert roads == [False]


def forget_standby(newsroom: Newsroom) -> None:
    (note,) = (newsroom.folder / "one/build/memory").glob("*.beside")
    note.unlink()


def standby_tree(newsroom: Newsroom) -> Path:
    """Of the site that stands."""
    folder = newsroom.folder / "one"
    known = recall(folder / "build", Place.at(folder / "site"))
    assert known
    return known.folder


def test_a_version_is_made_of_its_understudy(newsroom: Newsroom, roads: list[bool]) -> None:
    """First of a spare, then of the version before; whatever road a build takes, there is one for the next."""
    newsroom.site("one", clean=False)
    assert standby_tree(newsroom).name == ".site.spare"
    for number in (1, 2, 3, 4):
        number_of = standby_tree(newsroom).stat().st_ino
        if number == 3:
            take_full_build(newsroom)
        else:
            add(newsroom, number, "\nA new line.\n")
        assert newsroom.site("one", clean=False) == newsroom.site("other", clean=True)
        assert ((newsroom.folder / "one/site").stat().st_ino == number_of) == (number != 3)
        assert standby_tree(newsroom).name == ".site.previous"
    assert roads == [True, True, False, True]
    assert not (newsroom.folder / "one/.site.spare").exists()


def test_one_process_looks_at_an_understudy_when_it_is_needed(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.site("one", clean=False)
    place = Place.at(newsroom.folder / "one/site")
    known = recall(newsroom.folder / "one/build", place)
    assert known
    looked_at: list[str] = []

    def noted(path: str) -> int:
        looked_at.append(path)
        return sum_of(path)

    monkeypatch.setattr(beside, "sum_of", noted)
    alone = StandbyCheck(known, 1)
    assert looked_at == []
    alone.step_in(place)
    assert looked_at[0] == os.fspath(known.folder)


@pytest.mark.parametrize("step", ["spare", "previous"])
@pytest.mark.parametrize(
    "harm", ["a file is gone", "a file is another", "a file has come", "a folder is gone", "the top lacks one", "gone"]
)
def test_an_understudy_that_somebody_changed_is_not_used(
    newsroom: Newsroom, roads: list[bool], step: str, harm: str
) -> None:
    newsroom.site("one", clean=False)
    if step == "previous":
        add(newsroom, 2, "\nA new line.\n")
        newsroom.site("one", clean=False)
    folder = standby_tree(newsroom)
    page = folder / "stories/2031/story-3/index.html"
    match harm:
        case "a file is gone":
            page.unlink()
        case "a file is another":
            page.with_name("new").write_text("defaced")
            page.with_name("new").replace(page)
        case "a file has come":
            page.with_name("ours.html").write_text("ours")
        case "a folder is gone":
            shutil.rmtree(page.parent)
        case "the top lacks one":
            (folder / "index.html").unlink()
        case _:
            shutil.rmtree(folder)
    add(newsroom, 1, "\nAnother.\n")
    assert newsroom.site("one", clean=False) == newsroom.site("other", clean=True)
    assert roads[-1] == (harm == "gone")
    standby_tree(newsroom)


@pytest.mark.parametrize("hostile", ["elsewhere", "differs"])
def test_a_note_of_the_understudy_that_names_folders_elsewhere_has_nothing_removed(
    newsroom: Newsroom, hostile: str
) -> None:
    """Whoever can write to the cache may not have other folders moved, written to or removed."""
    newsroom.site("one", clean=False)
    precious = newsroom.folder / "one/precious"
    precious.mkdir()
    (precious / "file").write_text("precious")
    (note,) = (newsroom.folder / "one/build/memory").glob("*.beside")
    marker, tree, _ = json.loads(note.read_text().partition("\n")[2])
    differs = [] if hostile == "elsewhere" else ["../precious", f"{precious}/file"]
    said = json.dumps([marker, os.fspath(precious) if hostile == "elsewhere" else tree, differs])
    note.write_text(f"{blake2b(said.encode(), digest_size=20).hexdigest()}\n{said}")
    add(newsroom, 1, "\nA new line.\n")
    assert newsroom.site("one", clean=False) == newsroom.site("other", clean=True)
    assert (precious / "file").read_text() == "precious"


def test_an_understudy_can_do_without_files_that_the_site_lost(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    add(newsroom, 1, "\nA new line.\n")
    newsroom.site("one", clean=False)
    (newsroom.folder / "one/site/stories/2031/story-1/index.html").unlink()
    add(newsroom, 1, "\nAnother.\n")
    assert newsroom.site("one", clean=False) == newsroom.site("other", clean=True)


class KilledError(BaseException):
    """What kills a process, as far as this one can tell."""


@pytest.mark.parametrize("moment", ["named", "stepped in", "written 1", "written 5", "published", "remembered"])
def test_killed_at_any_moment_it_is_made_good(newsroom: Newsroom, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = newsroom.site("one", clean=False)
    if moment == "named":
        forget_standby(newsroom)
    add(newsroom, 1, "\nA new line.\n")
    written = 0
    remember = Journal.add
    step_in = StandbyTree.step_in
    is_of = LinkedCopy.is_of

    def putting(*given: object) -> None:
        nonlocal written
        written += 1
        if moment == f"written {written}":
            raise KilledError
        put(*given)  # type: ignore[arg-type]

    def naming(*given: object) -> bool:
        found = is_of(*given)  # type: ignore[arg-type]
        assert found
        if moment == "named":
            raise KilledError
        return found

    def stepping_in(known: StandbyTree, place: Place, found: int) -> int:
        found = step_in(known, place, found)
        if moment == "stepped in":
            raise KilledError
        return found

    def remembering(*given: object) -> None:
        if moment == "published":
            raise KilledError
        remember(*given)  # type: ignore[arg-type]
        if moment == "remembered":
            raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(placing, "put", putting)
        patch.setattr(LinkedCopy, "is_of", naming)
        patch.setattr(StandbyTree, "step_in", stepping_in)
        patch.setattr(Journal, "add", remembering)
        with pytest.raises(KilledError):
            newsroom.site("one", clean=False)
    site = newsroom.folder / "one/site"
    left = held(site)
    assert (left == before) == (moment not in ("published", "remembered"))
    add(newsroom, 2, "\nAnother.\n")
    assert newsroom.site("one", clean=False) == newsroom.site("other", clean=True)


def pages_of(newsroom: Newsroom) -> dict[str, int]:
    """The pages of the site, and the number of each one's file, which a file that comes later may have again."""
    site = newsroom.folder / "one/site"
    return {path.parent.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("index.html")}


def moved_since(newsroom: Newsroom, before: dict[str, int]) -> set[str]:
    """The pages that are other files than those of the build before."""
    return {path for path, number in pages_of(newsroom).items() if before[path] != number}


def test_a_fact_is_built_incrementally_with_what_follows_from_it(newsroom: Newsroom, roads: list[bool]) -> None:
    text = "---\ntitle: {}\ndate: 2031-11-0{}\npeople:\n  Ada Byron:\n{}---\n\nText.\n"
    arrival = "    - {joined: Orbital, date: 2030-03}\n    - {said: It is quiet here.}\n"
    newsroom.files["stories/arrival.md"] = text.format("Arrival", 1, arrival)
    newsroom.files["stories/quote.md"] = text.format("Quote", 2, "    - {said: No comment.}\n")
    newsroom.write()
    newsroom.site("one", clean=False)
    before = pages_of(newsroom)
    file = newsroom.content / "stories/quote.md"
    file.write_text(file.read_text().replace("No comment.", "No more comment."))
    assert differing(newsroom) == []
    moved = moved_since(newsroom, before)
    assert {"stories/2031/quote", "people/ada-byron"} <= moved
    assert not moved & {"stories/2031/arrival", "moves", "gaps", "claims"}
    before = pages_of(newsroom)
    file = newsroom.content / "stories/arrival.md"
    file.write_text(file.read_text().replace("2030-03", "2030-04"))
    assert differing(newsroom) == []
    assert {"stories/2031/arrival", "people/ada-byron", "companies/orbital", "moves"} <= moved_since(newsroom, before)
    file.write_text(file.read_text().replace("Orbital", "Meridian").replace("It is quiet", "It was quiet"))
    assert differing(newsroom) == []
    file.write_text(file.read_text().replace("people:\n", "topics: [hiring]\npeople:\n  Bo Li:\n"))
    assert differing(newsroom) == []
    assert roads == [True, True, True, True]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("people:\n", "people:\n  Zoe Quill:\n"),  # who is new, and then gone
        ("topics: [solitude]\n", ""),  # … and what is gone, and then new
        ("date: 2031-11-01", "date: 2031-11-02"),
    ],
)
def test_what_facts_do_to_more_than_pages_is_built_incrementally(
    newsroom: Newsroom, roads: list[bool], old: str, new: str
) -> None:
    """Whoever is gone, the order of stories."""
    told = (
        "---\ntitle: One\ndate: 2031-11-01\ntopics: [solitude]\npeople:\n  Ada Byron:\n    - {joined: Orbital}\n---\n"
    )
    formed = "---\ntitle: Two\ndate: 2031-11-02\ncompanies:\n  Orbital:\n    - {formed: 2020, by: [Bo Li]}\n---\n"
    newsroom.files |= {"stories/one.md": told, "stories/two.md": formed}
    newsroom.write()
    newsroom.site("one", clean=False)
    file = newsroom.content / "stories/one.md"
    assert old in told
    file.write_text(told.replace(old, new, 1))
    assert differing(newsroom) == []
    file.write_text(told)
    assert differing(newsroom) == []
    assert roads == [True, True]


@pytest.mark.parametrize("edit", ["No more comment.", "No comment.\n    - said: Or some."])
def test_an_edit_whose_build_was_killed_and_that_was_taken_back_leaves_nothing(
    newsroom: Newsroom, edit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exports are written before the site is, and a look at the story shows nothing new."""
    file = newsroom.content / "stories/quote.md"
    text = "---\ntitle: Quote\ndate: 2031-11-02\npeople:\n  Ada Byron:\n    - said: No comment.\n---\n\nText.\n"
    newsroom.files["stories/quote.md"] = text
    newsroom.write()
    newsroom.site("one", clean=False)

    def killed(*_: object) -> None:
        raise KilledError

    for now in (text.replace("No comment.", edit), text.replace("Text.", "Another.")):
        file.write_text(now)
        with monkeypatch.context() as patch:
            patch.setattr(placing, "put", killed)
            with pytest.raises(KilledError):
                newsroom.site("one", clean=False)
        file.write_text(text)
        assert differing(newsroom) == []


def test_a_link_to_a_story_or_a_topic_is_built_incrementally(newsroom: Newsroom, roads: list[bool]) -> None:
    """In a story that linked to none; and its going again."""
    newsroom.files["stories/one.md"] = "---\ntitle: One\ndate: 2031-11-01\ntopics: [tides]\n---\n\nIt is so.\n"
    newsroom.write()
    newsroom.site("one", clean=False)
    before = newsroom.files["stories/one.md"]
    for more in ("See [[story-3]].\n", "See [[tides]] and [[topics/tides|them]].\n", ""):
        save(newsroom, "stories/one.md", before + more)
        assert differing(newsroom) == [], more
    assert roads == [True, True, True]
