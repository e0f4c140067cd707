"""A story that was edited, filed again without a look at the others, wherever those have no say in it."""

from __future__ import annotations

import pytest

from generator.archive.model import Ref
from generator.archive.names import names_of
from generator.archive.refiling import NotOnFileError, Refiled, refiled
from tests.stories import File, archive, build, company, content, person, story

OTHERS = (
    story("one", "people: {Ada Byron: [{joined: Orbital}], Bo Li: [{said: Hm}]}"),
    story("two", "people: {Ada Byron: [{left: Orbital}], Bo Li: [], Cy Young: []}\ncompanies: [Orbital, Perigee]"),
)


def again(before: str, now: str, *others: File, title: str = "", body: tuple[str, str] = ("", "")) -> Refiled:
    """What comes of an edit of a story, among others."""
    found = build(story("edited", before, body=body[0]), *(others or OTHERS))[0]
    (edited,) = content(story("edited", now, title=title, body=body[1])).stories
    return refiled(found, names_of(found).owners, found.stories["edited"], edited, {"edited"})


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("people: {Ada Byron: [{joined: Orbital}]}", "people: {Ada Byron: [{joined: Orbital, date: 2030}]}"),
        ("people: {Ada Byron: [{joined: Orbital}]}", "people: {Ada Byron: [{joined: Perigee}]}"),
        ("people: [Ada Byron]", "people: [Bo Li, Ada Byron]"),
        ("people: [Ada Byron]", "companies: [Perigee]"),
        ("people: [Ada Byron]", "people: [ada-byron]"),
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
    ("before", "now"),
    [
        ("people: [Ada Byron]", "people: [Ada Byron, Dee Park]"),  # who is new
        ("people: [Ada Byron, Dee Park]", "people: [Ada Byron]"),  # … or gone
        ("people: [Ada Byron]", "people: [ADA BYRON]"),  # another spelling
        ("people: [Ada Byron]", "people: {Ada Byron: [{said: So, by: Reuters}]}"),
        ("people: [Ada Byron]", "follows: one\npeople: [Ada Byron]"),
        ("people: [Ada Byron]", "updated: 2031-12-01\npeople: [Ada Byron]"),
        ("people: [Ada Byron]", "draft: true\npeople: [Ada Byron]"),
        ("people: [Ada Byron]", "redirect_from: [older]\npeople: [Ada Byron]"),
        ("companies: [Orbital]", "companies: {Orbital: [{renamed: Apogee}]}"),
        ("companies: [Orbital, Perigee]", "companies: {Orbital: [{folded_into: Perigee}]}"),
        ("companies: [Orbital]", "companies: {Orbital: [{part_of: Orbital}]}"),
    ],
)
def test_what_only_all_stories_together_tell_is_left_to_them(before: str, now: str) -> None:
    with pytest.raises(NotOnFileError):
        again(before, now)


def test_another_day_moves_more_than_a_story() -> None:
    found = archive(*OTHERS)
    (edited,) = content(
        story("one", "people: {Ada Byron: [{joined: Orbital}], Bo Li: [{said: Hm}]}", day="2031-03-05")
    ).stories
    with pytest.raises(NotOnFileError):
        refiled(found, names_of(found).owners, found.stories["one"], edited, {"one"})


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
    with pytest.raises(NotOnFileError):
        again(
            "companies: [Orbital]",
            "people: [Ada Byron]\ncompanies: [Orbital]",
            *others,
            story("three", "companies: [Orbital]"),
        )


def test_a_name_that_may_be_two_is_left_to_all() -> None:
    others = (*OTHERS, company("ada", "name: Ada"), person("ada", "name: Ada"))
    with pytest.raises(NotOnFileError):
        again("people: [Bo Li]", "people: {Bo Li: [{said: So, about: Ada}]}", *others)
    assert again("people: [Bo Li]", "people: {Bo Li: [{said: So}], Ada: []}", *others).filed.named[-1] == Ref(
        "person", "ada"
    )


def test_whom_two_edits_name_no_more_nobody_vouches_for() -> None:
    front = "people: [Ada Byron, Dee Park]"
    found = archive(story("a", front), story("b", front), *OTHERS)
    (edited,) = content(story("a", "people: [Ada Byron]")).stories
    owners = names_of(found).owners
    assert refiled(found, owners, found.stories["a"], edited, {"a"}).filed.named == (Ref("person", "ada-byron"),)
    with pytest.raises(NotOnFileError):
        refiled(found, owners, found.stories["a"], edited, {"a", "b"})


def test_links_lead_to_whoever_is_on_file() -> None:
    front = "people: [Ada Byron]"
    found = again(front, front, body=("", "See [[Bo Li]] and [[companies/orbital]]."))
    assert found.is_same
    assert found.is_news
    assert found.filed.links == {"Bo Li": Ref("person", "bo-li"), "companies/orbital": Ref("company", "orbital")}
    with pytest.raises(NotOnFileError):
        again(front, front, body=("", "See [[one]]."))  # a story: by its slug, or by its title?
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
