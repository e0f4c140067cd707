"""What may be changed, or come, by the incremental build, and what is left to the one that reads everything."""

from __future__ import annotations

import shutil

import pytest
from PIL import Image

from tests.incremental_builds import KINDS, Roads, differing, edit_at_random, kinds_of, save
from tests.test_incremental import EDITS, Newsroom


def test_profiles_are_built_incrementally_among_other_edits(newsroom: Newsroom, roads: list[bool]) -> None:
    """Of whomever, the first one or another, with links to whatever there is."""
    kinds = newsroom.note, newsroom.enrol
    edit_at_random(newsroom, 4, kinds, (*kinds_of(newsroom), newsroom.newest, newsroom.note), 0.4)
    assert sum(roads) > EDITS / 3


# A correction that is taken back always leaves the road: the story then changed on an earlier day.
@pytest.mark.parametrize("kind", [kind for kind in dict.fromkeys(KINDS) if kind != "uncorrect"])
def test_each_kind_of_edit_is_built_incrementally(newsroom: Newsroom, roads: Roads, kind: str) -> None:
    """Not always: an edit at random may bear on what only all stories can tell. Nearly always, though."""
    for path in newsroom.stories:
        newsroom.files[path] = newsroom.files[path].replace("date:", "standfirst: What it is about\ndate:", 1)
    for earlier in (newsroom.claim, newsroom.correct) * 5:  # what may be taken back
        newsroom.sound_edit(earlier)
    newsroom.site("one", clean=False)
    for _ in range(4):
        before = dict(newsroom.files)
        for _ in range(50):  # nothing of the kind may be there in the story that it meets
            newsroom.sound_edit(getattr(newsroom, kind))
            if newsroom.files != before:
                break
        newsroom.site("one", clean=False)
        if any(roads):
            break
    assert any(roads), roads.left


def test_drafts_are_looked_at_among_other_edits(newsroom: Newsroom, roads: list[bool]) -> None:
    """Whomever they name, what links to them, and once they come out."""
    kinds = newsroom.draft, newsroom.redraft, newsroom.redraft
    edit_at_random(newsroom, 5, kinds, (*kinds_of(newsroom), newsroom.newest, newsroom.redraft), 0.3)
    assert sum(roads) > EDITS / 3


def test_a_draft_changes_nothing_of_the_site(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    before = {path: path.stat().st_mtime_ns for path in (newsroom.folder / "one/site").rglob("*")}
    front = "title: Soon\ndate: 2031-01-01\ndraft: true\npeople: [Ada Byron, Zora Quibble]"
    draft = f"---\n{front}\n---\nNot [[story-1]] yet.\n"
    save(newsroom, "stories/soon.md", draft)
    assert differing(newsroom) == []
    save(newsroom, "stories/soon.md", f"{draft}\nAnd Zora Quibble was there.\n")
    assert differing(newsroom) == []
    assert {path: path.stat().st_mtime_ns for path in (newsroom.folder / "one/site").rglob("*")} == before
    save(newsroom, "stories/soon.md", draft.replace("draft: true\n", ""))
    assert "stories/2031/soon/index.html" in newsroom.site("one", clean=False)
    assert (differing(newsroom), roads) == ([], [True, True, True])


@pytest.mark.parametrize(
    ("front", "text"),
    [
        ("people: [Ada Byrom]", "Not yet."),
        ("people: [Ada Byron]", "By [[Nobody Known]]."),
        ("people: [Ada Byron]\nfollows: nothing", "Not yet."),
        ("people: [Ada Byron]\nimage: {file: none.png, alt: None}", "Not yet."),
        ("companies: {Orbital: [{folded_into: Orbital}]}", "Not yet."),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_all_the_same(newsroom: Newsroom, front: str, text: str) -> None:
    newsroom.site("one", clean=False)
    draft = "---\ntitle: Soon\ndate: 2031-01-01\ndraft: true\n{0}\n---\n{1}\n"
    save(newsroom, "stories/soon.md", draft.format("people: [Ada Byron]", "Not yet."))
    newsroom.site("one", clean=False)
    save(newsroom, "stories/soon.md", draft.format(front, text))
    with pytest.raises(AssertionError, match=r"stories/soon\.md"):
        newsroom.site("one", clean=False)


def test_who_only_a_draft_names_may_be_near_to_nobody_who_comes(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    draft = "---\ntitle: Soon\ndate: 2031-01-01\ndraft: true\npeople: [Zora Quibble]\n---\nNot yet.\n"
    save(newsroom, "stories/soon.md", draft)
    newsroom.site("one", clean=False)
    save(newsroom, "stories/now.md", "---\ntitle: Now\ndate: 2031-01-01\npeople: [Zora Quible]\n---\nNow.\n")
    with pytest.raises(AssertionError, match=r"Zora Qui"):
        newsroom.site("one", clean=False)
    assert roads == [True, False]


def pictured(newsroom: Newsroom, name: str, color: str = "red") -> None:
    """A picture that says where it was taken."""
    file = newsroom.content / "images" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    exif[0x010E] = "SECRET"
    Image.new("RGB", (4, 3), color).save(file, exif=exif)


def test_pictures_come_with_stories(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    told = (
        "---\ntitle: {0}\ndate: 2031-01-01\nimage: {{file: {1}, alt: The pad}}\npeople: [Ada Byron]\n---\nIt is so.\n"
    )
    pictured(newsroom, "Pad_39.jpg")
    save(newsroom, "stories/two.md", told.format("Two", "Pad_39.jpg"))
    assert differing(newsroom) == []
    assert b"SECRET" in (newsroom.content / "images/Pad_39.jpg").read_bytes()
    assert b"SECRET" not in newsroom.site("one", clean=False)["images/Pad_39.jpg"]
    save(newsroom, "stories/three.md", told.format("Three", "Pad_39.jpg"))
    assert differing(newsroom) == []
    pictured(newsroom, "launch/night.png")
    save(newsroom, "stories/three.md", told.format("Three", "launch/night.png") + "\n![](../images/Pad_39.jpg)\n")
    save(
        newsroom,
        "people/ada-byron.md",
        "---\nname: Ada Byron\nimage: {file: launch/night.png, alt: Ada}\n---\nA pilot.\n",
    )
    assert differing(newsroom) == []
    pictured(newsroom, "alone.png")
    assert differing(newsroom) == []
    assert roads == [True] * len(roads)
    newsroom.sound_edit(newsroom.delete)
    assert differing(newsroom) == []
    roads.clear()
    before = newsroom.site("one", clean=False)
    for name in ("alone.png", "Pad_39.jpg"):
        pictured(newsroom, name, "blue")
        assert differing(newsroom) == []
        after = newsroom.site("one", clean=False)
        changed = {path for path in before if before[path] != after[path]}
        assert changed == {f"images/{name}"}
        before = after
    assert roads == [True] * 2
    (newsroom.content / "images/Pad_39.jpg").write_bytes(b"none")
    with pytest.raises(AssertionError, match=r"Pad_39\.jpg"):
        newsroom.site("one", clean=False)
    assert roads[-1] is False


@pytest.mark.parametrize("name", ["pad.gif", "PAD.png"])
def test_a_picture_that_is_wrong_is_said_to_be(newsroom: Newsroom, roads: list[bool], name: str) -> None:
    """By the road that says all that is wrong, where anything is."""
    pictured(newsroom, "pad.png")
    newsroom.site("one", clean=False)
    shutil.copy(newsroom.content / "images/pad.png", newsroom.content / "images" / name)
    if name == "pad.gif":
        with pytest.raises(AssertionError, match=r"pad\.gif"):
            newsroom.site("one", clean=False)
    else:
        assert differing(newsroom) == []
    assert roads == [False]


def test_a_profiles_words_make_no_page_again_but_its_own(newsroom: Newsroom, roads: list[bool]) -> None:
    save(newsroom, "people/bo-li.md", "---\nname: Bo Li\n---\nA pilot.\n")
    newsroom.site("one", clean=False)
    before = {path: path.stat().st_ino for path in (newsroom.folder / "one/site").rglob("*.html")}
    save(newsroom, "people/bo-li.md", "---\nname: Bo Li\n---\nA pilot, and [[Ada Byron]]'s friend.\n")
    assert differing(newsroom) == []
    moved = {path.parent.name for path, number in before.items() if path.stat().st_ino != number}
    assert (roads, moved) == ([True], {"bo-li"})


def test_an_ordinary_page_is_built_incrementally(newsroom: Newsroom, roads: list[bool]) -> None:
    """But for a new one, and for another title, which the menu may show."""
    newsroom.site("one", clean=False)
    text = newsroom.files["pages/about.md"]
    told = f"{text}\nAnd [[Bo Li]], and [a story](../stories/story-3.md).\n\n## Why\n\nSo it is.\n"
    for other in (told, told.replace("title:", "description: Who we are\ntitle:"), text):
        save(newsroom, "pages/about.md", other)
        assert differing(newsroom) == []
    assert roads == [True] * 3
    save(newsroom, "pages/about.md", text.replace("About us", "Who we are"))
    assert differing(newsroom) == []
    save(newsroom, "pages/policy.md", text)
    assert differing(newsroom) == []
    save(newsroom, "pages/policy.md", f"{text}\nSo it is.\n")
    assert differing(newsroom) == []
    (newsroom.content / "pages/policy.md").unlink()
    assert differing(newsroom) == []
    assert roads == [*[True] * 3, False, False, True, False]
    save(newsroom, "pages/about.md", f"{text}\n[nowhere](nowhere.md)\n")
    with pytest.raises(AssertionError, match="nowhere"):
        newsroom.site("one", clean=False)


def test_a_profile_of_somebody_new_is_built_incrementally(newsroom: Newsroom, roads: list[bool]) -> None:
    """And so is one with the story that names them."""
    newsroom.site("one", clean=False)
    save(newsroom, "people/zora-quibble.md", "---\nname: Zora Quibble\n---\nA pilot at [[Orbital]].\n")
    assert differing(newsroom) == []
    save(newsroom, "people/tomas-wend.md", "---\nname: Tomas Wend\n---\nHe met [[Zora Quibble]].\n")
    front = "title: Two\ndate: 2031-01-01\npeople: {Tomas Wend: [{joined: Orbital}]}"
    save(newsroom, "stories/two.md", f"---\n{front}\n---\n[[Zora Quibble]] was there.\n")
    assert differing(newsroom) == []
    assert roads == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "---\nname: Bo Li\nweak_aliases: [Li]\n---\nA pilot.\n",
        "---\nname: Bo Li\nredirect_from: [li]\n---\nA pilot.\n",
        "---\nname: Bo Li\nnot_same_as: [{slug: ada-byron, reason: They met.}]\n---\nA pilot.\n",
    ],
)
def test_what_a_profile_says_of_names_takes_a_full_build(newsroom: Newsroom, roads: list[bool], text: str) -> None:
    (newsroom.content / "people/bo-li.md").unlink(missing_ok=True)
    newsroom.site("one", clean=False)
    save(newsroom, "people/bo-li.md", text)
    assert differing(newsroom) == []
    save(newsroom, "people/bo-li.md", "---\nname: Bo Li\n---\nA pilot.\n")
    assert differing(newsroom) == []
    assert roads == [False, False]


def test_somebody_near_to_another_gets_a_profile_by_a_full_build(newsroom: Newsroom, roads: list[bool]) -> None:
    """It may settle who is meant."""
    other = "---\nname: Grace Murrey\nnot_same_as: [{slug: grace-murray, reason: They met.}]\n---\nA pilot.\n"
    save(newsroom, "people/grace-murrey.md", other)
    both = "---\ntitle: Two\ndate: 2031-01-01\npeople: [Grace Murray, Grace Murrey]\n---\nThey met.\n"
    save(newsroom, "stories/two.md", both)
    newsroom.site("one", clean=False)
    save(newsroom, "people/grace-murray.md", "---\nname: Grace Murray\n---\nA pilot, too.\n")
    assert differing(newsroom) == []
    assert roads == [False]


def test_stories_come_in_folders_of_their_own(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    told = "---\ntitle: {0}\ndate: 2031-11-0{0}\npeople: [Ada Byron]\n---\n\nIt is so.\n"
    stories = newsroom.content / "stories"
    for number, path in enumerate(("winter/one.md", "winter/two.md", "spring/three.md"), 1):
        (stories / path).parent.mkdir(exist_ok=True)
        (stories / path).write_text(told.format(number))
        assert differing(newsroom) == []
    assert roads == [True, True, True]
    (stories / "summer").mkdir()
    assert differing(newsroom) == []
    assert roads == [True, True, True, False]


@pytest.mark.parametrize(
    ("made", "wrong"),
    [
        (("stories/a/one.md", "stories/b/one.md"), "slug-taken"),
        (("stories/a/story-3.md",), "slug-taken"),
        (("stories/one.txt",), "misplaced-file"),
        (("stories/con.md",), "bad-slug"),
        (("storys/",), "misplaced-file"),
        (("stories/.one/",), "misplaced-file"),
    ],
)
def test_what_comes_and_does_not_belong_there_is_told_of(
    newsroom: Newsroom, roads: list[bool], made: tuple[str, ...], wrong: str
) -> None:
    newsroom.site("one", clean=False)
    for path in made:
        file = newsroom.content / path
        (file if path.endswith("/") else file.parent).mkdir(exist_ok=True)
        if not path.endswith("/"):
            file.write_text("---\ntitle: One\ndate: 2031-11-01\npeople: [Ada Byron]\n---\n\nIt is so.\n")
    with pytest.raises(AssertionError, match=wrong):
        newsroom.site("one", clean=False)
    assert roads == [False]


def test_a_draft_that_comes_out_is_built_incrementally(newsroom: Newsroom, roads: list[bool]) -> None:
    """Where it names nobody whom only drafts name."""
    told = "title: Out\ndate: 2031-11-02\ndraft: yes\nfollows: story-3\npeople: [Ada Byron]"
    draft = f"---\n{told}\n---\n\nAs [[story-4]] said.\n"
    newsroom.files["stories/out.md"] = draft
    newsroom.write()
    newsroom.site("one", clean=False)
    (newsroom.content / "stories/out.md").write_text(draft.replace("draft: yes\n", ""))
    assert differing(newsroom) == []
    (newsroom.content / "stories/out.md").write_text(draft)
    assert differing(newsroom) == []
    assert roads == [True, True]


def test_a_link_in_the_place_of_a_story_is_not_followed(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    secret = newsroom.folder / "secret.md"
    secret.write_text("---\ntitle: Secret\ndate: 2031-11-01\npeople: [Ada Byron]\n---\n\nIt is so.\n")
    for link, target in (("new.md", secret), ("winter", newsroom.folder), ("story-3.md", secret)):
        file = newsroom.content / "stories" / link
        file.unlink(missing_ok=True)
        file.symlink_to(target)
        with pytest.raises(AssertionError, match="bad-symlink"):
            newsroom.site("one", clean=False)
        file.unlink()
    assert roads == [False, False, False]


def test_what_drafts_link_to_and_whom_they_name_is_left_to_the_other_road(
    newsroom: Newsroom, roads: list[bool]
) -> None:
    draft = (
        "---\ntitle: To come\ndate: 2031-11-01\ndraft: yes\npeople: [Zoe Quill]\n---\n\nAs [[Story 3 & more]] said.\n"
    )
    newsroom.files["stories/to-come.md"] = draft
    newsroom.write()
    newsroom.site("one", clean=False)
    (newsroom.content / "stories/new.md").write_text(
        "---\ntitle: New\ndate: 2031-11-02\npeople: [Zoe Quil]\n---\n\nSo.\n"
    )
    with pytest.raises(AssertionError, match="Zoe Quil"):
        newsroom.site("one", clean=False)
    (newsroom.content / "stories/new.md").write_text("---\ntitle: Story 3 & more\ndate: 2031-11-02\n---\n\nSo.\n")
    with pytest.raises(AssertionError, match="Story 3 & more"):
        newsroom.site("one", clean=False)
    (newsroom.content / "stories/new.md").write_text("---\ntitle: New\ndate: 2031-11-02\n---\n\nSo.\n")
    assert differing(newsroom) == []
    (newsroom.content / "stories/to-come.md").write_text(draft.replace("draft: yes\n", ""))
    assert differing(newsroom) == []
    assert roads == [False, False, True, False]
