"""Tables and rows over others: what is another now, and what was there before stays as it was."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.archive.fallback import NeedsFullBuildError
from generator.archive.model import Ref
from generator.archive.revised import Revised, RevisedRow

ADA, BO, CY = (Ref("person", slug) for slug in ("ada", "bo", "cy"))


def test_a_table_says_what_is_another() -> None:
    before = {"a": 1, "c": 3, "d": 4}
    table = Revised(before)
    table["a"] = 1  # no news
    table["b"] = 2
    table["c"] = 5
    del table["d"]
    assert table.changed == {"b", "c", "d"}
    assert (table.come, table.gone) == ({"b"}, {"d"})
    assert dict(table) == table.whole() == {"a": 1, "b": 2, "c": 5}
    assert list(table) == ["a", "b", "c"]
    assert len(table) == 3
    assert before == {"a": 1, "c": 3, "d": 4}


def test_what_is_as_it_was_again_is_no_news() -> None:
    table = Revised({"a": 1, "b": 2})
    table["a"] = 3
    table["a"] = 1
    del table["b"]
    table["b"] = 2
    table["c"] = 3
    del table["c"]
    assert not table.changed
    assert dict(table) == {"a": 1, "b": 2}
    with pytest.raises(KeyError):
        del table["c"]


def test_tables_lie_over_each_other() -> None:
    below = Revised({"a": 1, "b": 2}, {"c": 3}, {"b"})
    above = Revised(below)
    above["b"] = 4
    del above["a"]
    assert dict(above) == above.whole() == {"b": 4, "c": 3}
    assert dict(below) == {"a": 1, "c": 3}
    assert (above.come, above.gone) == ({"b"}, {"a"})


def test_where_something_comes_to_a_table_that_is_not_sorted_nobody_knows_its_order() -> None:
    table = Revised({"b": 1, "a": 2})
    assert list(table) == ["b", "a"]
    table["c"] = 3
    with pytest.raises(NeedsFullBuildError):
        list(table)
    assert table.whole() == {"b": 1, "a": 2, "c": 3}
    assert table["c"] == 3
    assert len(table) == 3


def test_entries_have_places_in_a_table_that_is_not_sorted() -> None:
    below = Revised({"b": 1, "a": 2, "c": 3})
    below.place("d", 4, "a")
    assert list(below) == [*below.whole()] == ["b", "d", "a", "c"]
    above = Revised(below)
    del above["a"]
    above.place("a", 2, None)  # … and goes elsewhere
    above.place("e", 5, "c")
    del above["d"]
    assert list(above) == [*above.whole()] == ["b", "e", "c", "a"]
    assert above.changed == {"d", "e"}
    assert above.is_moved
    added = Revised({"b": 1, "a": 2, "c": 3}, {"e": 5}, frozenset(), (*below.placed, *above.placed))
    assert list(added) == [*added.whole()] == ["b", "e", "c", "a"], "one over the other comes to the same"


BEFORE = ((ADA, 1), (BO, 2), (ADA, 3))


def row(
    *subjects: Ref, come: Sequence[tuple[Ref, int]] = (), before: Sequence[tuple[Ref, int]] = BEFORE
) -> RevisedRow[tuple[Ref, int]]:
    return RevisedRow(before, {*subjects}, come, lambda item: item[0], lambda item: item[1])


def test_a_row_has_something_else_about_some() -> None:
    assert list(row()) == [(ADA, 1), (BO, 2), (ADA, 3)]
    assert list(row(ADA)) == [(BO, 2)]
    assert list(row(ADA, come=((ADA, 5), (ADA, 2)))) == [(BO, 2), (ADA, 2), (ADA, 5)]
    assert row(ADA)[0] == (BO, 2)
    assert len(row(ADA, CY, come=((CY, 0),))) == 2


def test_rows_add_up() -> None:
    first, later = row(ADA, come=((ADA, 4),)), row(ADA, BO, come=((BO, 1),))
    assert list(first.then(later)) == list(row(*later.subjects, come=later.come, before=first)) == [(BO, 1)]
    assert list(later.then(first)) == list(row(*first.subjects, come=first.come, before=later)) == [(BO, 1), (ADA, 4)]
