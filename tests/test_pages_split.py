"""Long lists in parts: nothing lost, nothing twice, and a part stays as it is while its own entries do."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pages.addresses import address, part_path
from generator.pages.head import Head, sheets
from generator.pages.split import INDEX_LIMIT, PART_LIMIT, by_letter, by_year, in_turn, named, numbered


def test_addresses_are_folders() -> None:
    assert address("index.md") == ""
    assert address("people/index.md") == "people/"
    assert address("stories/2024/kingma.md") == "stories/2024/kingma/"
    assert part_path("people/index.md", "a") == "people/-/a.md"
    assert part_path("companies/orbital.md", "2023") == "companies/orbital/-/2023.md"


@settings(max_examples=50)
@given(st.lists(st.integers(1990, 1999) | st.none(), max_size=1200))
def test_by_year_keeps_every_entry_in_order(years: list[int | None]) -> None:
    items = list(enumerate(sorted(years, key=lambda year: -(year or 0))))
    parts = by_year(items, lambda item: item[1])
    assert [item for part in parts for item in part.items] == items
    assert all(0 < len(part.items) <= PART_LIMIT for part in parts)
    assert len({part.name for part in parts}) == len(parts)


def test_a_new_entry_leaves_older_numbered_parts_alone() -> None:
    items = list(range(PART_LIMIT * 2 + 5, 0, -1))
    before = {part.name: part.items for part in numbered(items, "2024", "2024")}
    after = {part.name: part.items for part in numbered([999_999, *items], "2024", "2024")}
    assert list(before) == ["2024-3", "2024-2", "2024-1"]
    assert before["2024-1"] == after["2024-1"]
    assert before["2024-2"] == after["2024-2"]
    assert before["2024-3"] != after["2024-3"]


@settings(max_examples=50)
@given(st.lists(st.text("abAB é日本#-", max_size=6), max_size=900))
def test_by_letter_keeps_every_name(names: list[str]) -> None:
    parts = by_letter(names, str)
    assert sorted(item for part in parts for item in part.items) == sorted(names)
    assert len({part.name for part in parts}) == len(parts)
    assert all(re.fullmatch(r"[0-9a-z-]+", part.name) for part in parts)


def test_a_letter_with_too_many_names_is_split_by_the_next() -> None:
    names = [f"A{letter}{number:03}" for letter in "bc" for number in range(PART_LIMIT)] + ["Bea"]
    parts = by_letter(names, str)
    assert [(part.name, part.label, len(part.items)) for part in parts] == [
        ("ab", "Ab", PART_LIMIT),
        ("ac", "Ac", PART_LIMIT),
        ("b", "B", 1),
    ]


def test_many_of_one_name_stay_together() -> None:
    parts = by_letter(["Ann"] * (PART_LIMIT + 10), str)
    assert [len(part.items) for part in parts] == [PART_LIMIT + 10]


def test_no_part_has_a_name_that_a_file_system_keeps_for_itself() -> None:
    names = [f"Con{number:04}" for number in range(PART_LIMIT + 1)] + ["Con"] * (PART_LIMIT + 1)
    assert "con" not in {part.name for part in by_letter(names, str)}


def test_parts_in_turn_begin_with_the_first() -> None:
    parts = in_turn(range(PART_LIMIT + 1), "end", "ends")
    assert [(part.name, part.items[0]) for part in parts] == [("end-1", 0), ("end-2", PART_LIMIT)]
    assert named("gaps", parts)[0].name == "gaps-end-1"


def test_a_short_list_is_one_page_and_a_long_one_a_page_a_year() -> None:
    head = Head("moves/index.md", "Moves", "All moves", "moves", (("feed", "x"),))
    short = sheets(head, range(INDEX_LIMIT), lambda _: 2024)
    assert len(short) == 1
    assert short[0].parts.links == ()
    whole, *parts = sheets(head, range(INDEX_LIMIT + 2), lambda number: 2025 - number % 2)
    assert len(whole.items) < INDEX_LIMIT
    assert [link.path for link in whole.parts.links] == ["moves/-/2025.md", "moves/-/2024.md"]
    assert [part.head.path for part in parts] == ["moves/-/2025.md", "moves/-/2024.md"]
    assert [len(part.items) for part in parts] == [101, 101]
    assert ("part", "2025") in parts[0].head.more
    assert ("feed", "x") not in parts[0].head.more
