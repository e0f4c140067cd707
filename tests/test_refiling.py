"""A story that was edited, filed again without a look at the others, wherever those have no say in it."""

from __future__ import annotations

import pytest

from generator.archive.debuts import OnFile
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.losses import leavers, withdrawn, without
from generator.archive.model import Ref
from generator.archive.names import names_of
from generator.archive.refiling import Refiled, newly_filed, refiled
from tests.stories import File, archive, build, company, content, person, story

OTHERS = (
    story("one", "people: {Ada Byron: [{joined: Orbital}], Bo Li: [{said: Hm}]}"),
    story("two", "people: {Ada Byron: [{left: Orbital}], Bo Li: [], Cy Young: []}\ncompanies: [Orbital, Perigee]"),
)


def again(before: str, now: str, *others: File, title: str = "", body: tuple[str, str] = ("", "")) -> Refiled:
    """What comes of an edit of a story, among others."""
    found = build(story("edited", before, body=body[0]), *(others or OTHERS))[0]
    (edited,) = content(story("edited", now, title=title, body=body[1])).stories
    on_file = OnFile(names_of(found).owners)
    told = refiled(found, on_file, {slug: slug for slug in found.stories}, found.stories["edited"], edited)
    assert leavers(found, on_file, {}, {"edited": told}) == ()
    return told


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("people: {Ada Byron: [{joined: Orbital}]}", "people: {Ada Byron: [{joined: Orbital, date: 2030}]}"),
        ("people: {Ada Byron: [{joined: Orbital}]}", "people: {Ada Byron: [{joined: Perigee}]}"),
        ("people: [Ada Byron]", "people: [Bo Li, Ada Byron]"),
        ("people: [Ada Byron]", "companies: [Perigee]"),
        ("people: [Ada Byron]", "people: [ada-byron]"),
        ("people: [Ada Byron]", "updated: 2031-12-01\npeople: [Ada Byron]"),
        ("corrections: [{date: 2031-05-01, text: No}]\npeople: [Ada Byron]", "people: [Ada Byron]"),
        ("people: [Ada Byron]", "people: {Ada Byron: [{said: So, about: Orbital}]}"),
        ("people: [Ada Byron]", "claims: [{says: Two, count: people-at, company: Orbital, is: 2}]"),
        ("people: [Ada Byron]", "authors: [Grace Murray]\nsources: {notes: {title: Notes}}\npeople: [Ada Byron]"),
    ],
)
def test_a_story_of_whom_others_name_is_filed_as_with_all_others(before: str, now: str) -> None:
    whole = archive(story("edited", now), *OTHERS)
    found = again(before, now)
    assert found.filed == whole.stories["edited"]
    assert found.facts == {fact: whole.facts[fact] for fact in found.filed.facts}
    assert found.claims == {claim: whole.claims[claim] for claim in found.filed.claims}
    assert not found.is_same
    assert found.is_news


@pytest.mark.parametrize(
    "now",
    [
        "people: [Ada Byron, Dee Park]",
        "people: {Dee Park: [{joined: Apogee, date: 2030}, {said: So, about: Apogee}], Ada Byron: [{joined: Apogee}]}",
        "people: [Ada Byron, Dee Park]\ntopics: [solitude]",
    ],
)
def test_whoever_is_new_and_near_to_nobody_is_filed_as_with_all_others(now: str) -> None:
    whole = archive(story("edited", now, body="So [[Ada Byron]], and [[dee-park]]."), *OTHERS)
    found = again("people: [Ada Byron]", now, body=("", "So [[Ada Byron]], and [[dee-park]]."))
    assert found.filed == whole.stories["edited"]
    assert found.facts == {fact: whole.facts[fact] for fact in found.filed.facts}
    known = archive(story("edited", "people: [Ada Byron]"), *OTHERS).entities
    assert {each.ref: each for each in found.newcomers} == {
        ref: entity for ref, entity in whole.entities.items() if ref not in known
    }


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("people: [Ada Byron]", "people: [Ada Byron, Ada Byrn]"),  # who is new, and near to somebody
        ("people: [Ada Byron]", "people: [Ada Byron, Dee Parker, Dee Barker]"),
        ("people: [Ada Byron]", "people: [Ada Byron, Orbital]"),
        ("people: [Ada Byron]", "people: [Ada Byron, dee-park]"),
        ("people: [Ada Byron]", "people: [Ada Byron, Dee Park, DEE PARK]"),
        ("people: [Ada Byron]", "people: [Ada Byron, people/Dee Park]"),
        ("people: [Ada Byron]", "people: [Ada Byron, '???']"),
        ("people: [Ada Byron]", "people: [ADA BYRON]"),  # another spelling
        ("people: [Ada Byron]", "people: {Ada Byron: [{said: So, by: Reuters}]}"),
        ("people: [Ada Byron]", "follows: one\npeople: [Ada Byron]"),
        ("people: [Ada Byron]", "draft: true\npeople: [Ada Byron]"),
        ("people: [Ada Byron]", "redirect_from: [two]\npeople: [Ada Byron]"),  # another's address
        ("people: [Ada Byron]", "redirect_from: [older, 2031/older]\npeople: [Ada Byron]"),  # one twice
        ("companies: [Orbital]", "companies: {Orbital: [{renamed: Apogee}]}"),
        ("companies: [Orbital, Perigee]", "companies: {Orbital: [{folded_into: Perigee}]}"),
        ("companies: [Orbital]", "companies: {Orbital: [{part_of: Orbital}]}"),
        (
            "people: [Ada Byron]\ncompanies: [Orbital]",
            "people: {Ada Byron: [{left: Orbital, to: Orbital}]}\ncompanies: [Orbital]",
        ),
    ],
)
def test_what_only_all_stories_together_tell_is_left_to_them(before: str, now: str) -> None:
    with pytest.raises(NeedsFullBuildError):
        again(before, now)


@pytest.mark.parametrize("name", ["Weak One", "Weak On", "Hidden Two", "Hidden Tvo"])
def test_a_name_that_is_near_to_one_that_is_reserved_may_not_be_new(name: str) -> None:
    found = archive(*OTHERS)
    (edited,) = content(story("one", f"people: [Ada Byron, {name}]")).stories
    on_file = OnFile(names_of(found).owners, frozenset({"weakone", "hiddentwo"}))
    with pytest.raises(NeedsFullBuildError):
        refiled(found, on_file, {}, found.stories["one"], edited)


@pytest.mark.parametrize(
    ("now", "body"),
    [
        ("people: [Ada Byron, Zoe Quill]\ntopics: [hiring]", "With [[zoe-quill]], as [[two]] said of [[Bo Li]]."),
        ("follows: two\npeople: {Ada Byron: [{joined: Perigee, date: 2031}]}", ""),
        ("claims: [{says: Two, count: people-at, company: Orbital, is: 2}]", ""),
    ],
)
def test_a_story_that_has_come_is_filed_as_with_all_others(now: str, body: str) -> None:
    before, new = archive(*OTHERS), story("new", now, body=body, day="2031-04-05")
    whole = archive(new, *OTHERS)
    (come,) = content(new).stories
    found = newly_filed(before, OnFile(names_of(before).owners), {"one": "one", "two": "two"}, come)
    assert {each.filed.ref.slug: each.filed for each in found} == {
        slug: filed for slug, filed in whole.stories.items() if filed != before.stories.get(slug)
    }
    assert found[-1].facts == {fact: whole.facts[fact] for fact in whole.stories["new"].facts}
    assert found[-1].claims == {claim: whole.claims[claim] for claim in whole.stories["new"].claims}
    assert all(each.is_news for each in found)


@pytest.mark.parametrize(
    ("now", "body"),
    [
        ("people: [Ada Byrn]", ""),  # near to somebody's name
        ("people: [Ada Byron]", "[[nobody]]"),
        ("people: [Ada Byron]", "[[Story two]]"),  # by its title
        ("follows: gone\npeople: [Ada Byron]", ""),
        ("redirect_from: [two]\npeople: [Ada Byron]", ""),
        ("image: {file: a.jpg, alt: A}\npeople: [Ada Byron]", ""),
        ("companies: {Orbital: [{renamed: Apogee}]}", ""),
    ],
)
def test_a_story_that_has_come_and_says_more_is_left_to_all(now: str, body: str) -> None:
    before = archive(*OTHERS)
    (come,) = content(story("new", now, body=body, day="2031-04-05")).stories
    with pytest.raises(NeedsFullBuildError):
        newly_filed(before, OnFile(names_of(before).owners), {"one": "one", "two": "two"}, come)


def test_a_story_that_has_come_takes_nobody_elses_slug() -> None:
    before = archive(*OTHERS)
    (come,) = content(story("new", "people: [Ada Byron]", day="2031-04-05")).stories
    on_file = OnFile(names_of(before).owners)
    with pytest.raises(NeedsFullBuildError):
        newly_filed(before, on_file, {"new": "one"}, come)  # an older one of that
    assert newly_filed(before, on_file, {"new": "new"}, come)[0].was is None  # its own, while it was a draft


def test_another_day_moves_more_than_a_story() -> None:
    found = archive(*OTHERS)
    (edited,) = content(
        story("one", "people: {Ada Byron: [{joined: Orbital}], Bo Li: [{said: Hm}]}", day="2031-03-05")
    ).stories
    with pytest.raises(NeedsFullBuildError):
        refiled(found, OnFile(names_of(found).owners), {}, found.stories["one"], edited)


def test_who_is_named_once_more_or_less_matters_where_a_name_is_near_to_another() -> None:
    """One story that names her is a slip beside several that name somebody with a profile."""
    others = (
        person("ada-byron"),
        story("near", "people: [Ada Byrom]", day="2031-03-01"),
        story("one", "people: [Ada Byron]"),
    )
    found, problems = build(*others, story("edited", "companies: [Orbital]"), story("three", "companies: [Orbital]"))
    assert not problems
    assert found.unsettled == {Ref("person", "ada-byron"), Ref("person", "ada-byrom")}
    with pytest.raises(NeedsFullBuildError):
        again(
            "companies: [Orbital]",
            "people: [Ada Byron]\ncompanies: [Orbital]",
            *others,
            story("three", "companies: [Orbital]"),
        )


def test_a_name_that_may_be_two_is_left_to_all() -> None:
    others = (*OTHERS, company("ada", "name: Ada"), person("ada", "name: Ada"))
    with pytest.raises(NeedsFullBuildError):
        again("people: [Bo Li]", "people: {Bo Li: [{said: So, about: Ada}]}", *others)
    assert again("people: [Bo Li]", "people: {Bo Li: [{said: So}], Ada: []}", *others).filed.named[-1] == Ref(
        "person", "ada"
    )


def test_whom_no_story_names_any_more_leaves() -> None:
    front = "people: [Ada Byron, Dee Park]"
    found = archive(story("a", front), story("b", front), *OTHERS)
    on_file = OnFile(names_of(found).owners)
    edits = {
        each.slug: refiled(found, on_file, {}, found.stories[each.slug], each)
        for each in content(*(story(slug, "people: [Ada Byron]") for slug in ("a", "b"))).stories
    }
    assert leavers(found, on_file, {}, {"a": edits["a"]}) == ()
    assert leavers(found, on_file, {"b": found.stories["b"]}, {"a": edits["a"]}) == (Ref("person", "dee-park"),)
    assert leavers(found, on_file, {}, edits) == (Ref("person", "dee-park"),)
    with pytest.raises(NeedsFullBuildError):  # another name may be theirs alone for a name that is reserved
        leavers(found, OnFile(on_file.owners, frozenset({"deepark"})), {}, edits)


@pytest.mark.parametrize(
    "others",
    [
        (person("ada-byron", body="With [[Dee Park]]."),),
        (story("c", "people: [Bo Li]", body="Once [[Dee Park]] was there."),),
        (story("c", "companies: [dee park]"),),  # of another kind, and so warned of
        (story("c", "people: [DEE PARK]"),),  # who is spelt in two ways
    ],
)
def test_whoever_is_more_than_a_name_does_not_leave_so_quickly(others: tuple[File, ...]) -> None:
    found = build(story("a", "people: [Ada Byron, Dee Park]"), *others, *OTHERS)[0]
    (edited,) = content(story("a", "people: [Ada Byron]")).stories
    on_file = OnFile(names_of(found).owners)
    with pytest.raises(NeedsFullBuildError):
        leavers(found, on_file, {}, {"a": refiled(found, on_file, {}, found.stories["a"], edited)})


def test_a_story_goes_from_the_one_that_it_continued() -> None:
    found = archive(*OTHERS, story("three", "follows: two\npeople: [Ada Byron]", day="2031-05-01"))
    on_file = OnFile(names_of(found).owners)
    assert withdrawn(found, on_file, found.stories["one"]) is None
    older = withdrawn(found, on_file, found.stories["three"])
    assert older is not None
    assert (older.filed.ref.slug, older.filed.followed_by, older.is_news) == ("two", (), True)
    with pytest.raises(NeedsFullBuildError):  # its place in a thread
        withdrawn(found, on_file, found.stories["two"])
    assert "one" not in without(found, {"one"}).stories


@pytest.mark.parametrize(
    "front",
    [
        "companies: {Orbital: [{renamed: Apogee}]}",
        "companies: {Orbital: [{folded_into: Perigee}]}",
        "people: [ADA BYRON]",
    ],
)
def test_on_what_a_story_said_more_may_depend(front: str) -> None:
    found = build(story("gone", front), *OTHERS)[0]
    with pytest.raises(NeedsFullBuildError):
        withdrawn(found, OnFile(names_of(found).owners), found.stories["gone"])


def test_links_lead_to_whoever_is_on_file() -> None:
    front = "people: [Ada Byron]"
    found = again(front, front, body=("", "See [[Bo Li]] and [[companies/orbital]]."))
    assert found.is_same
    assert found.is_news
    assert found.filed.links == {"Bo Li": Ref("person", "bo-li"), "companies/orbital": Ref("company", "orbital")}
    with pytest.raises(NeedsFullBuildError):
        again(front, front, body=("", "See [[Story one]]."))  # a story by its title
    assert again(front, front, body=("", "See [[one]].")).filed.links == {"one": Ref("story", "one")}
    assert again(front, front, body=("See [[one]].", "See [[one]] again.")).filed.links == {"one": Ref("story", "one")}


def test_other_lines_are_no_news() -> None:
    before = "people:\n  Ada Byron:\n    - joined: Orbital\n    - said: Hm"
    found = again(before, f"# A remark\n{before}", title="Another")
    assert found.is_same
    assert found.is_news  # the title
    found = again(before, f"# A remark\n{before}")
    assert not found.is_news
    swapped = "people:\n  Ada Byron:\n    - said: Hm\n    - joined: Orbital"
    assert not again(before, swapped).is_same
