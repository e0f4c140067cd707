"""Rows on disk: what was written is found again, one by one or whole, and what is damaged isn't."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.build_cache.derived import ReadRow
from generator.publish.build_cache.records import DamagedCacheError
from generator.publish.build_cache.rows import Earlier, Rows, write

KEYS = st.one_of(st.text(max_size=6), st.tuples(st.text(max_size=3), st.text(max_size=3)), st.integers(0, 99))
TABLES = st.lists(st.dictionaries(KEYS, st.integers(), max_size=90), min_size=3, max_size=3)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows") / "file"


def written(file: Path, tables: list[dict[Any, Any]], earlier: Earlier | None = None) -> Rows:
    name = write(file, "form", [table.items() for table in tables], earlier)
    rows = Rows(file, "form")
    assert rows.name == name
    return rows


def says(rows: Rows, tables: list[dict[Any, Any]]) -> None:
    for number, table in enumerate(tables):
        read = rows.table(number)
        assert list(read.whole().items()) == list(table.items())
        assert list(read) == list(table)
        assert len(read) == rows.count(number) == len(table)
        for place, (key, value) in enumerate(table.items()):
            assert read[key] == value
            assert read.place(key) == place
            assert read.nth(place) == (key, value)
        assert "not there at all" not in read


@given(tables=TABLES)
def test_what_was_written_is_found(file: Path, tables: list[dict[Any, Any]]) -> None:
    says(written(file, tables), tables)


@given(tables=TABLES, later=TABLES, kept=st.sets(KEYS))
def test_what_is_taken_over_says_the_same(
    file: Path, tables: list[dict[Any, Any]], later: list[dict[Any, Any]], kept: set[Any]
) -> None:
    """Whatever changes, comes or goes: all else is as it was, in another order too."""
    now = [
        {key: value for key, value in table.items() if key not in kept} | more
        for table, more in zip(tables, later, strict=True)
    ]
    rows = written(file, tables)
    changed = [
        {key for key in {**old, **new} if old.get(key) != new.get(key)} for old, new in zip(tables, now, strict=True)
    ]
    says(written(file, now, Earlier(rows, changed)), now)


def test_nearly_all_of_a_large_table_is_taken_over(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table: dict[str, str] = {f"{number:05}": "x" * 50 for number in range(5000)}
    rows = written(file, [table])
    found: list[bool] = []
    block = Rows.block

    def noted(*args: Any) -> object:
        one = block(*args)
        found.append(one is not None)
        return one

    monkeypatch.setattr(Rows, "block", noted)
    table["02500x"] = table["00100"] = "y"
    del table["04000"]
    now = dict(sorted(table.items()))
    says(written(file, [now], Earlier(rows, [{"02500x", "00100", "04000"}])), [now])
    assert sum(found) > len(found) - 5 > 50


def test_a_damaged_block_is_not_taken_over(file: Path) -> None:
    table = {f"{number:05}": "x" * 50 for number in range(200)}
    written(file, [table])
    data = bytearray(file.read_bytes())
    data[data.index(b"00100")] ^= 1
    file.write_bytes(data)
    rows = Rows(file, "form")
    with pytest.raises(DamagedCacheError):
        rows.whole(0)
    says(written(file, [table], Earlier(rows, [()])), [table])


def test_another_form_is_another_file(file: Path) -> None:
    name = write(file, "one", [{}.items()])
    assert write(file, "other", [{}.items()]) != name
    with pytest.raises(DamagedCacheError):
        Rows(file, "one")


def test_a_value_that_is_a_row_is_read_when_it_is_looked_at(file: Path) -> None:
    rows = written(file, [{"moves": (1, 2, 3)}])
    row = ReadRow(rows.table(0), "moves")
    assert (len(row), row[1], list(row)) == (3, 2, [1, 2, 3])
