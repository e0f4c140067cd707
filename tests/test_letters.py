"""Everybody by letter, where one page for all would be too long: each part is made by itself."""

from __future__ import annotations

from generator.archive.model import Ref
from generator.pages.catalogue import Unit, make, units
from generator.pages.desk import Desk
from generator.pages.indexes import EntitiesPage
from generator.pages.letters import Letters, are_on_pages
from generator.pages.split import INDEX_LIMIT
from tests import page_maker
from tests.stories import File, archive, story

ORBITAL = "people: {Ada Byron: [{joined: Orbital}]}"


def crowd(*files: File) -> Desk:
    """A desk with more people on file than one page lists, most of them named by a letter and a number."""
    names = ", ".join(f"{'ABC'[number % 3]}{number} Person" for number in range(INDEX_LIMIT))
    return page_maker.desk(story("crowd", f"people: [{names}]"), *(files or (story("one", ORBITAL),)))


def letters_of(desk: Desk) -> list[Unit]:
    return [unit for unit in units(desk) if unit.kind == "letter"]


def test_few_are_on_one_page() -> None:
    desk = page_maker.desk(story("one", ORBITAL))
    assert not letters_of(desk)
    assert not are_on_pages(desk.letters["person"])
    (page,) = make(desk, Unit("list", "people"))
    assert isinstance(page, EntitiesPage)
    assert [(group.label, [line.name for line in group.lines]) for group in page.groups] == [("A", ["Ada Byron"])]
    assert not page.parts.links


def test_of_many_each_letter_is_made_by_itself() -> None:
    desk = crowd()
    assert letters_of(desk) == [Unit("letter", f"person/{letter}") for letter in "abc"]
    (page,) = make(desk, Unit("list", "people"))
    assert isinstance(page, EntitiesPage)
    assert not page.groups
    assert [(link.label, link.path) for link in page.parts.links] == [(c.upper(), f"people/-/{c}.md") for c in "abc"]
    assert page.most[0].name == "A0 Person"
    pages = [page for unit in letters_of(desk) for page in make(desk, unit) if isinstance(page, EntitiesPage)]
    listed = [line.ref for page in pages for group in page.groups for line in group.lines]
    assert sorted(listed) == [ref for ref in desk.archive.entities if ref.kind == "person"]
    assert [page.parts.here for page in pages] == ["A", "B", "C"]


def test_another_post_bears_on_one_letter() -> None:
    before, after = crowd(), crowd(story("one", ORBITAL.replace("joined", "founded")))
    found = page_maker.touched(before, after)
    assert [unit for unit in found if unit.kind == "letter"] == [Unit("letter", "person/a")]


def test_there_are_letters_of_three_kinds() -> None:
    letters = Letters(archive(story("one", "people: [Ada Byron]\ntopics: [hiring]\ncompanies: [Orbital]")))
    assert {kind: [part.items for part in parts] for kind, parts in letters.items()} == {
        "person": [(Ref("person", "ada-byron"),)],
        "company": [(Ref("company", "orbital"),)],
        "topic": [(Ref("topic", "hiring"),)],
    }
    assert "story" not in letters
