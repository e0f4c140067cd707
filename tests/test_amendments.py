"""What of a desk is another, as data: one edit after the other adds up to the archive as it is in the end."""

from __future__ import annotations

import pytest

from generator.archive.debuts import OnFile
from generator.archive.names import names_of
from generator.archive.reasoning import Reasoning
from generator.archive.refiling import Refiled, refiled
from generator.archive.revised import Revised
from generator.pages.amendments import NONE, Entries, amended, amendments, settled
from generator.pages.changes import between, since
from generator.pages.desk import Desk
from generator.pages.revision import revised_desk
from generator.pages.tables import tables
from generator.pages.tracing import Numbers
from tests.page_maker import desk
from tests.stories import File, content, story

MOVES = ("joined: Orbital", "left: Orbital", "joined: Perigee")
FILES = tuple(
    story(slug, f"people: {{Ada Byron: [{{{move}, date: 2030-0{month}}}]}}\ncompanies: [Orbital, Perigee]")
    for month, (slug, move) in enumerate(zip(("one", "two", "three"), MOVES, strict=True), 1)
)


def edit(slug: str, front: str) -> File:
    return story(slug, f"{front}\ncompanies: [Orbital, Perigee]")


EDITS = (
    edit("one", "people: {Ada Byron: [{joined: Orbital, date: 2029}, {said: Hm}]}"),
    edit("two", "people: {Ada Byron: [{left: Orbital, to: Perigee, date: 2030-02}]}"),
    edit("one", "people: {Ada Byron: [{founded: Orbital, date: 2029}]}"),
    edit("three", "people: [Ada Byron]\nclaims: [{says: One, count: founders, company: Orbital, is: 1}]"),
)


def refiled_in(before: Desk, file: File) -> Refiled:
    """A story as it is now."""
    (now,) = content(file).stories
    on_file = OnFile(names_of(before.archive).owners)
    return refiled(before.archive, on_file, {}, before.archive.stories[now.slug], now)


def after(before: Desk, file: File) -> Desk:
    """The desk after an edit."""
    return revised_desk(before, [refiled_in(before, file)])


def said(reasoning: Reasoning) -> list[object]:
    """All that is told, but for answers that follow from it."""
    holders = reasoning.archive, reasoning.evidence, reasoning
    names = [(holder, name) for holder in holders for name in holder.__struct_fields__]
    return [getattr(holder, name) for holder, name in names if name not in ("archive", "evidence")]


@pytest.mark.parametrize("many", range(1, len(EDITS) + 1))
def test_edits_add_up(many: int) -> None:
    before = desk(*FILES)
    now, told = before, NONE
    for file in EDITS[:many]:
        later = after(now, file)
        told = told.then(amendments(now, later))
        now = later
    files = {file.path: file for file in (*FILES, *EDITS[:many])}
    fresh = desk(*files.values()).reasoning
    assert said(settled(now)) == said(fresh)
    assert said(amended(before.reasoning, told)) == said(fresh)


def test_what_an_edit_changes_is_what_a_look_at_everything_finds() -> None:
    before = desk(*FILES)
    for file in EDITS:
        later = after(before, file)
        found = since(before, Numbers(before), later, {later.archive.stories[file.path[8:-3]].ref.slug})
        files = [each for each in FILES if each.path != file.path]
        looked = between(before, Numbers(before), desk(*files, file))
        assert (found.numbers, found.come) == (looked.numbers, looked.come)
        assert found.tables == looked.tables
        assert all(isinstance(table, Revised) for table in tables(later)[:12])


def test_what_came_and_went_again_is_gone() -> None:
    first, later = Entries({"a": 1, "b": 2}), Entries({"c": 3}, frozenset({"a"}))
    assert first.then(later) == Entries({"b": 2, "c": 3}, frozenset({"a"}))
    assert dict(first.then(later).over({"a": 0, "d": 4})) == {"b": 2, "c": 3, "d": 4}
    assert dict(first.then(later).over({"d": 4})) == {"b": 2, "c": 3, "d": 4}  # it was never there before
    assert Entries({}, frozenset({"a"})).then(Entries({"a": 5})) == Entries({"a": 5})
