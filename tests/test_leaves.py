"""Parts of what there is on somebody, and of the moves, where one page for all would be too long: each by itself."""

from __future__ import annotations

from generator.archive.model import Ref
from generator.pages.catalogue import Unit, make, units
from generator.pages.desk import Desk
from generator.pages.dossier import VolumePage
from generator.pages.gaps import GapsPage
from generator.pages.moves import MovesPage
from generator.pages.split import ENTITY_LIMIT, INDEX_LIMIT, SHORT, Part, leaves
from tests import page_maker
from tests.page_maker import touched
from tests.stories import File, story

ADA = Ref("person", "ada-byron")
NAMED = "people: [Ada Byron]"
HALF = INDEX_LIMIT // 2 + 1  # of more moves than one page lists


def stories(number: int, *others: File) -> tuple[File, ...]:
    """Stories of two years that name somebody, so many of each, and others."""
    return (
        *(story(f"s{year}-{each}", NAMED, day=f"{year}-03-04") for year in (2030, 2031) for each in range(number)),
        *others,
    )


def moves(*others: File) -> Desk:
    """A desk with more moves than one page lists, of two years."""
    people = "".join(
        f"  Person {year} {each}: [{{joined: Orbital, from: Perigee, date: {year}}}]\n"
        for year in (2021, 2022)
        for each in range(HALF)
    )
    return page_maker.desk(story("crowd", f"people:\n{people}"), *others)


def kept(desk: Desk, kind: str) -> list[Unit]:
    return [unit for unit in units(desk) if unit.kind == kind]


def test_every_part_knows_the_names_of_all() -> None:
    told = dict(leaves([Part("b", "B", (2,)), Part("a", "A", (1,))]))
    assert [*told] == ["a", "b"]
    assert {each.beside for each in told.values()} == {(("b", "B"), ("a", "A"))}
    assert told["a"].part.items == (1,)


def test_what_fits_on_one_page_has_no_volumes() -> None:
    desk = page_maker.desk(*stories(ENTITY_LIMIT // 2))
    assert not kept(desk, "volume")
    assert not kept(desk, "moves")


def test_each_year_of_what_there_is_on_somebody_is_made_by_itself() -> None:
    told = story("told", "people: {Ada Byron: [{said: A word}]}", day="2031-03-05")
    desk = page_maker.desk(*stories(ENTITY_LIMIT // 2, told))
    assert kept(desk, "volume") == [Unit("volume", f"person/ada-byron/{year}") for year in (2030, 2031)]
    older, newer = (page for unit in kept(desk, "volume") for page in make(desk, unit))
    assert isinstance(older, VolumePage)
    assert isinstance(newer, VolumePage)
    assert newer.head.path == "people/ada-byron/-/2031.md"
    assert (older.parts.here, older.parts.whole) == ("2030", "people/ada-byron.md")
    assert [link.label for link in newer.parts.links] == ["2031", "2030"]
    assert len(older.stories) == ENTITY_LIMIT // 2
    assert newer.stories[0].story.ref.slug == "told", "the newest first"
    assert not older.facts
    assert len(newer.facts) == 1


def test_another_title_bears_on_one_volume() -> None:
    every = stories(ENTITY_LIMIT // 2, story("told", NAMED, day="2029-01-01"))
    before = page_maker.desk(*every)
    found = touched(before, page_maker.desk(*every[:-1], story("told", NAMED, day="2029-01-01", title="Another")))
    assert [unit for unit in found if unit.kind in ("volume", "person")] == [Unit("volume", "person/ada-byron/2029")]


def test_one_more_story_bears_on_one_volume_and_on_their_own_page() -> None:
    every = stories(ENTITY_LIMIT // 2 + 1)
    found = touched(page_maker.desk(*every), page_maker.desk(*every, story("more", NAMED, day="2030-06-01")))
    assert Unit("person", "ada-byron") in found
    assert [unit for unit in found if unit.kind == "volume"] == [Unit("volume", "person/ada-byron/2030")]


def test_each_year_of_moves_is_made_by_itself() -> None:
    desk = moves()
    assert kept(desk, "moves") == [Unit("moves", "2021"), Unit("moves", "2022")]
    (own,) = make(desk, Unit("list", "moves"))
    (year,) = make(desk, Unit("moves", "2021"))
    assert isinstance(own, MovesPage)
    assert isinstance(year, MovesPage)
    assert len(own.moves) == SHORT
    assert [(link.label, link.count) for link in own.parts.links] == [("2022", HALF), ("2021", HALF)]
    assert own.gains
    assert not year.gains
    assert len(year.moves) == HALF
    assert (year.head.path, year.parts.here) == ("moves/-/2021.md", "2021")


def test_another_move_bears_on_its_year() -> None:
    one = "people: {Grace Murray: [{joined: Orbital, date: 2021-05}]}"
    found = touched(moves(story("one", one)), moves(story("one", one.replace("05", "06"))))
    assert [unit for unit in found if unit.kind == "moves"] == [Unit("moves", "2021")]


def test_each_kind_of_gap_is_made_by_itself() -> None:
    desk = moves()
    assert kept(desk, "gaps") == [Unit("gaps", name) for name in sorted(desk.unknown)]
    (own,) = make(desk, Unit("list", "gaps"))
    (part,) = make(desk, Unit("gaps", "profile"))
    assert isinstance(own, GapsPage)
    assert isinstance(part, GapsPage)
    assert len(own.gaps) == SHORT
    counts = {link.label: link.count for link in own.parts.links}
    assert part.parts.here == "people and companies without a profile"
    assert {line.kind for line in part.gaps} == {"no profile"}
    assert len(part.gaps) == counts[part.parts.here] > INDEX_LIMIT


def test_another_gap_bears_on_its_kind() -> None:
    one = "sources: {post: {title: Her post}, mail: {title: Her mail}}"
    mended = one.replace("post}", "post, url: https://example.org/post}")
    found = touched(moves(story("one", one)), moves(story("one", mended)))
    assert [unit for unit in found if unit.kind == "gaps"] == [Unit("gaps", "source")]
