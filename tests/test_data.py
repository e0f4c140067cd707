"""The data exports: the same rows in the database and in the JSON, whole, related, and the same every time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.archive.index import build_archive
from generator.archive.reasoning import reason
from generator.publish.data import FILES, earlier, json_file, write_data
from generator.publish.data.database import write_database
from generator.publish.data.json_file import archive_json, json_row
from generator.publish.data.shape import Row, Table
from generator.publish.data.tables import TABLES
from generator.publish.data.views import VIEWS
from tests.export_archive import NEWER, OLDER, PROFILES, SITE, everything
from tests.stories import TODAY, archive, build, content, story

CONTRACT: Mapping[str, tuple[str, ...]] = {
    "story": (),
    "person": (),
    "company": (),
    "topic": (),
    "name": (),
    "source": (),
    "fact": ("id", "kind", "story", "subject", "object", "role", "written", "earliest", "latest", "status", "life"),
    "mention": (),
    "claim": ("story", "says", "count", "company", "day", "stated", "total", "lowest", "highest", "verdict"),
    "dispute": (),
    "correction": (),
    "redirect": (),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exports")
    assert write_data(made, everything(), SITE) == FILES
    return made / "data"


@pytest.fixture
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "archive.sqlite")) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


@pytest.fixture
def exported(folder: Path) -> Any:
    return json.loads((folder / "archive.json").read_text(encoding="utf-8"))


def rows(database: sqlite3.Connection, query: str, *values: object) -> list[dict[str, Any]]:
    return [dict(row) for row in database.execute(query, values)]


def test_the_tables_and_columns_that_the_contract_names(database: sqlite3.Connection, exported: Any) -> None:
    for table, columns in CONTRACT.items():
        there = [row["name"] for row in database.execute(f'PRAGMA table_info("{table}")')]
        assert there[: len(columns)] == list(columns), table
        assert table in exported


def test_both_files_hold_the_same_rows(database: sqlite3.Connection, exported: Any) -> None:
    listed = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert listed == set(exported) == set(TABLES)
    for table in listed:
        key = ", ".join(f'"{column}"' for column in TABLES[table].key)
        assert rows(database, f'SELECT * FROM "{table}" ORDER BY {key}') == exported[table], table


def test_the_tables_are_whole_and_related(database: sqlite3.Connection) -> None:
    assert rows(database, "PRAGMA foreign_key_check") == []
    assert rows(database, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    for table in TABLES:
        keys = [row["table"] for row in database.execute(f'PRAGMA foreign_key_list("{table}")')]
        assert keys or table == "page", table


def test_a_row_that_points_nowhere_is_refused(database: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("INSERT INTO correction VALUES ('nowhere', 1, NULL, NULL, NULL, 'text')")


def test_every_foreign_key_is_indexed(database: sqlite3.Connection) -> None:
    for name, table in TABLES.items():
        indexes = [table.key, *table.unique, *table.indexes]
        for foreign in table.foreign:
            assert any(index[: len(foreign.columns)] == foreign.columns for index in indexes), (name, foreign.columns)


@pytest.mark.parametrize("view", VIEWS)
def test_views_can_be_asked(database: sqlite3.Connection, view: str) -> None:
    found = rows(database, f'SELECT * FROM "{view}"')
    assert found, f"{view} is empty: give the archive of the tests something for it"


def test_what_the_views_say(database: sqlite3.Connection) -> None:
    [left] = rows(database, "SELECT * FROM who_joined_and_left WHERE kind = 'left'")
    assert (left["company"], left["person"], left["latest"]) == ("Orbital", "Ada Byron", "2031-02-28")
    assert {"from": "Orbital", "to": "Perigee Launch", "people": 1} in rows(
        database, "SELECT * FROM who_gains_from_whom"
    )
    names = rows(database, "SELECT investors FROM funding_rounds WHERE amount = '6600000000'")
    assert names == [{"investors": "Thrift Capital, Ben Hull"}]


def test_a_fact_keeps_what_was_written(database: sqlite3.Connection) -> None:
    [held] = rows(database, "SELECT * FROM fact WHERE role = 'head of guidance'")
    assert (held["written"], held["earliest"], held["latest"]) == ("2024~/2031-02", "2024-01-01", "2031-02-28")
    [goes_on] = rows(database, "SELECT * FROM fact WHERE role = 'board member'")
    assert (goes_on["written"], goes_on["earliest"], goes_on["latest"]) == ("201X/..", "2010-01-01", None)
    [said] = rows(database, "SELECT * FROM fact WHERE kind = 'said'")
    assert (said["text"], said["subject"], said["subject_kind"]) == ("slow & steady", "ada-byron", "person")
    [bought] = rows(database, "SELECT price, price_currency FROM fact WHERE kind = 'acquired'")
    assert bought == {"price": "1.5", "price_currency": "GBP"}
    [undated] = rows(database, "SELECT * FROM fact WHERE kind = 'asked'")
    assert (undated["written"], undated["earliest"], undated["latest"]) == (None, None, None)


def test_what_counts_and_what_does_not(database: sqlite3.Connection) -> None:
    assert rows(database, "SELECT DISTINCT status FROM fact WHERE counts = 0 ORDER BY 1") == [
        {"status": "denied"},
        {"status": "rumoured"},
    ]


def test_claims_carry_their_bounds(database: sqlite3.Connection) -> None:
    [claim] = rows(database, 'SELECT * FROM claim WHERE "count" = ?', "founders-remaining")
    check = everything().checks[claim["id"]]
    assert (claim["stated"], claim["total"], claim["company"]) == (1, 3, "orbital")
    assert (claim["lowest"], claim["highest"], claim["verdict"]) == (check.lowest, check.highest, check.verdict.value)


def test_names_sources_redirects_and_corrections(database: sqlite3.Connection) -> None:
    names = rows(database, "SELECT name, type, until FROM name WHERE kind = 'person' AND slug = 'ada-byron'")
    assert {(each["name"], each["type"], each["until"]) for each in names} == {
        ("Ada Byron", "name", None),
        ("A. A. Byron", "alias", None),
        ("Ada Milbanke", "former", "2020"),
        ("Byron", "weak", None),
    }
    assert len(rows(database, "SELECT * FROM fact_source")) == 3
    redirects = {(each["old"], each["new"]) for each in rows(database, "SELECT * FROM redirect")}
    assert ("people/a-byron/", "people/ada-byron/") in redirects
    assert ("stories/2031/byron-goes/", "stories/2031/byron-leaves/") in redirects
    assert [each["text"] for each in rows(database, "SELECT * FROM correction")] == [
        "An earlier version gave 175.",
        "And another.",
    ]


def test_a_dispute_and_its_sides(database: sqlite3.Connection) -> None:
    sides = rows(database, "SELECT value, accepted FROM dispute_side ORDER BY position")
    assert len(rows(database, "SELECT * FROM dispute")) == 1
    assert len(sides) == 2
    assert all(side["accepted"] == 0 for side in sides)


@given(
    told=st.lists(st.lists(st.text() | st.none() | st.integers() | st.just('a\x1f%s, "b": c'), min_size=20), max_size=9)
)
def test_each_row_of_the_json_is_a_line_whatever_it_says(told: list[list[str | int | None]]) -> None:
    table = TABLES["topic"]
    names = [column.name for column in table.columns]
    rows = [tuple(values[: len(names)]) for values in told]
    lines = [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in rows]
    assert (
        "".join(archive_json([(table, rows)]))
        == '{\n"topic": [' + ",\n".join(["", *lines])[1:] + ("\n" if rows else "") + "]\n}\n"
    )
    assert [json_row(table, row) for row in rows] == lines


def test_the_json_keeps_to_its_schema(folder: Path, exported: Any) -> None:
    schema = json.loads((folder / "archive.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(exported)


def test_datasette_is_told_what_the_tables_mean(folder: Path) -> None:
    told = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    tables = told["databases"]["archive"]["tables"]
    assert set(tables) == {*TABLES, *VIEWS}
    assert tables["fact"]["columns"]["written"] == "when it was true, as written (EDTF)"


def test_the_same_archive_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    ordered = content(*PROFILES, OLDER, NEWER)
    shuffled = replace(ordered, stories=ordered.stories[::-1], profiles=ordered.profiles[::-1])
    again, _ = build_archive(shuffled, until=TODAY)
    write_data(tmp_path, reason(again), SITE)
    write_data(tmp_path, reason(again), SITE)  # over what is there
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (folder.parent / name).read_bytes(), name


def exports(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


SEVERAL = (
    (*PROFILES, OLDER, NEWER),
    (*PROFILES, OLDER),
    (),
    (story("other", "people: {Bo Li: [{joined: Orbital, date: 2030}]}"),),
    (*PROFILES, story("other", "people: {Ada Byron: [{joined: Orbital, date: 2030}]}"), OLDER, NEWER),
)


@pytest.mark.parametrize("order", [(0, 1, 0), (1, 2, 4), (3, 0, 4, 1), (4, 0, 3)])
def test_what_was_exported_before_is_no_matter(tmp_path: Path, order: tuple[int, ...]) -> None:
    for step, number in enumerate(order):
        reasoning = reason(archive(*SEVERAL[number]))
        write_data(tmp_path / "one", reasoning, SITE)
        write_data(tmp_path / str(step), reasoning, SITE)
        assert exports(tmp_path / "one") == exports(tmp_path / str(step))


def test_rows_that_stay_are_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_data(tmp_path, everything(), SITE)
    before = earlier.recall(tmp_path)
    assert before
    assert sum(map(len, before.rows.values())) > 50
    written: list[object] = []
    lines = json_file._lines

    def noted(table: Table, rows: Sequence[Row]) -> Iterator[str]:
        written.extend(rows)
        return lines(table, rows)

    monkeypatch.setattr(json_file, "_lines", noted)
    write_data(tmp_path, everything(), SITE)
    assert written == []


@pytest.mark.parametrize("harm", ["the JSON", "the database", "an index", "lines", "the note", "no SQLite"])
def test_exports_that_somebody_changed_are_made_anew(folder: Path, tmp_path: Path, harm: str) -> None:
    write_data(tmp_path, everything(), SITE)
    as_json, database = tmp_path / earlier.JSON, tmp_path / earlier.DATABASE
    match harm:
        case "the JSON":
            as_json.write_text(as_json.read_text().replace("Ada", "Ida"))
        case "the database":
            with closing(sqlite3.connect(database)) as connection:
                connection.execute("UPDATE person SET name = 'Ida'")
                connection.commit()
        case "the note":
            (tmp_path / "together").write_text("not together")
        case _:  # as no build leaves them, however much they belong together
            with earlier.together(tmp_path):
                if harm == "an index":
                    with closing(sqlite3.connect(database)) as connection:
                        connection.execute("DROP INDEX person_name")
                elif harm == "lines":
                    lines = as_json.read_text().split("\n")
                    as_json.write_text("\n".join((*lines[:3], *lines[4:])))
                else:
                    database.write_bytes(database.read_bytes()[:5000])
    write_data(tmp_path, everything(), SITE)
    assert exports(tmp_path) == exports(folder.parent)
    assert earlier.recall(tmp_path)


def test_an_empty_archive_is_exported_too(tmp_path: Path) -> None:
    write_data(tmp_path, reason(archive()), SITE)
    assert set(json.loads((tmp_path / "data/archive.json").read_text())) == set(TABLES)


def test_two_who_share_a_slug_are_two(tmp_path: Path) -> None:
    both, _ = build(story("jordan", "people: {Jordan: [{left: Jordan}]}"))
    write_data(tmp_path, reason(both), SITE)
    with closing(sqlite3.connect(tmp_path / "data/archive.sqlite")) as database:
        found = database.execute("SELECT kind FROM page WHERE slug = 'jordan' ORDER BY kind").fetchall()
        assert found == [("company",), ("person",), ("story",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_folder_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="can't be written"):
        write_database(tmp_path / "nowhere" / "archive.sqlite", [])
