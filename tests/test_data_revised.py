"""Exports written again for a few edits are, to the byte, those of the archive as it is then."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from generator.pages.amendments import settled
from generator.publish.config.site import Site
from generator.publish.data import FILES, NotRevisableError, revise_data, write_data
from generator.publish.data.json_file import archive_json, table_spans
from generator.publish.data.replacing import mapped, write_spans
from generator.publish.data.rows import rows_of
from generator.publish.data.shape import Key, Row, RowChanges, Table, must, number, text
from generator.publish.data.tables import TABLES
from tests.page_maker import desk
from tests.stories import File, story
from tests.test_amendments import FILES as STORIES
from tests.test_amendments import after, edit, refiled_in

SITE = Site("The Archive", "https://example.org/")
JSON = "data/archive.json"


def written(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in FILES}


@pytest.mark.parametrize(
    "now",
    [
        edit("one", "people: {Ada Byron: [{joined: Orbital, date: 2030-01}, {said: Hm}]}"),
        edit("two", "people: {Ada Byron: [{left: Orbital, to: Perigee, date: 2029}]}"),
        edit("three", "authors: [Grace Murray]\npeople: {Ada Byron: [{joined: Perigee, date: 2030-03}]}"),
        edit("one", "people: [Ada Byron]\nclaims: [{says: One, count: founders, company: Orbital, is: 1}]"),
        edit("one", "people: {Ada Byron: [{joined: Orbital, date: 2030-01}]}\nsources: {notes: {title: Notes}}"),
        story("one", "people: {Ada Byron: [{joined: Orbital, date: 2030-01}]}\ncompanies: [Orbital]", body="New."),
    ],
)
def test_what_is_revised_is_what_is_written_anew(tmp_path: Path, now: File) -> None:
    before = desk(*STORIES)
    later = after(before, now)
    write_data(tmp_path / "revised", before.reasoning, SITE)
    edits = [refiled_in(before, now)]
    assert JSON in revise_data(tmp_path / "revised", (before, later), SITE, edits)
    write_data(tmp_path / "anew", settled(later), SITE)
    assert written(tmp_path / "revised") == written(tmp_path / "anew")


def test_many_rows_that_are_others_are_written_table_by_table(tmp_path: Path) -> None:
    facts = ", ".join(f"{{said: Words {number}}}" for number in range(20))
    before = desk(story("one", f"people: {{Ada Byron: [{facts}]}}"), story("two", "people: [Ada Byron]"))
    now = story("one", f"people: {{Ada Byron: [{{said: First of all}}, {facts}]}}")
    later = after(before, now)
    write_data(tmp_path / "revised", before.reasoning, SITE)
    revise_data(tmp_path / "revised", (before, later), SITE, [refiled_in(before, now)])
    write_data(tmp_path / "anew", settled(later), SITE)
    assert written(tmp_path / "revised") == written(tmp_path / "anew")


def test_rows_come_and_go_anywhere_in_a_table(tmp_path: Path) -> None:
    """Where a table begins and ends, where it has none, and where it comes to have none."""
    chance = Random(3)
    numbers = range(12)
    columns = (must("story", "the story"), number("position", "from 1"), text("text", "what is said"))
    table = Table("author", "who wrote it", columns, ("story", "position"))

    def written(rows: Mapping[Key, Row], path: Path) -> bytes:
        pieces = archive_json((each, [rows[key] for key in sorted(rows)] if each is table else []) for each in every)
        path.write_bytes("".join(pieces).encode())
        return path.read_bytes()

    def some() -> dict[Key, Row]:
        share = chance.choice((0, 0.2, 0.6, 1))
        return {("s", each): ("s", each, chance.choice("ab")) for each in numbers if chance.random() < share}

    every = [table if each.name == table.name else each for each in TABLES.values()]
    for _ in range(300):
        before, now = some(), some()
        told = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key) or chance.random() < 0.2}
        changes = RowChanges(table, *({key: row for key, row in each.items() if key in told} for each in (before, now)))
        file = tmp_path / "archive.json"
        written(before, file)
        with mapped(file) as data:
            write_spans(file, data, table_spans(data, {table.name: changes}))
        assert file.read_bytes() == written(now, tmp_path / "anew.json"), (before, now)


def test_rows_that_are_not_there_are_not_revised(tmp_path: Path) -> None:
    before = desk(*STORIES)
    write_data(tmp_path, before.reasoning, SITE)
    table = TABLES["story"]
    [row] = [row for row in rows_of(table, before.reasoning) if row[0] == "one"]
    other = (*row[:2], "Another", *row[3:])
    wrong: list[tuple[dict[Key, Row], dict[Key, Row]]] = [
        ({}, {("one",): row}),
        ({("one",): other}, {}),
        ({("none",): ("none", *row[1:])}, {}),
    ]
    for was, now in wrong:
        with mapped(tmp_path / JSON) as data, pytest.raises(NotRevisableError):
            list(table_spans(data, {"story": RowChanges(table, was, now)}))


def test_what_ties_companies_is_told_of_by_all(tmp_path: Path) -> None:
    before = desk(*STORIES)
    now = story("one", "people: {Ada Byron: [{joined: Orbital}]}\ncompanies: {Orbital: [{acquired: Perigee}]}")
    write_data(tmp_path, before.reasoning, SITE)
    earlier = written(tmp_path)
    with pytest.raises(NotRevisableError):
        revise_data(tmp_path, (before, after(before, now)), SITE, [refiled_in(before, now)])
    assert written(tmp_path) == earlier


@pytest.mark.parametrize("path", [JSON, "data/archive.sqlite"])
def test_exports_of_another_archive_are_not_revised(tmp_path: Path, path: str) -> None:
    before = desk(*STORIES)
    now = edit("one", "people: {Ada Byron: [{joined: Orbital, date: 2028}, {said: Hm}]}")
    write_data(tmp_path, before.reasoning, SITE)
    write_data(tmp_path / "other", desk(*STORIES[1:]).reasoning, SITE)
    (tmp_path / path).write_bytes((tmp_path / "other" / path).read_bytes())
    with pytest.raises(NotRevisableError):
        revise_data(tmp_path, (before, after(before, now)), SITE, [refiled_in(before, now)])
