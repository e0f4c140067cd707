"""What a page was made from is all that it depends on: where none of that changed, it is the same page."""

from __future__ import annotations

import os
from difflib import unified_diff

from generator.archive.index import build_archive
from generator.archive.model import Ref
from generator.archive.reasoning import reason
from generator.pages.catalogue import LISTS, Unit, units
from generator.pages.changes import between, comparable
from generator.pages.desk import Desk, lay_out
from generator.pages.tables import CAREERS
from generator.pages.tracing import Numbers, Reads, Trace
from generator.problems import has_errors
from generator.publish.config.site import Site
from generator.publish.markdown.pages import Renderer
from tests import page_maker, stories
from tests.newsroom import Newsroom

EDITS = int(os.environ.get("CUTTINGS_EDITS", "40"))  # hundreds, before a release
UnitFiles = dict[Unit, tuple[Reads, list[tuple[str, bytes]]]]


def desk(newsroom: Newsroom) -> Desk | None:
    """The desk of what the newsroom has; None where an edit was a slip."""
    content, problems = stories.read(*newsroom.listed)
    archive, together = build_archive(content, until=stories.TODAY)
    return None if has_errors((*problems, *together)) else lay_out(archive, reason(archive))


def made(laid: Desk) -> UnitFiles:
    trace = Trace(laid)
    renderer = Renderer(trace.desk, Site("News", "https://news.example/"))
    found = {}
    for unit in units(laid):
        renderer.forget()
        files = list(renderer.unit(unit))
        found[unit] = trace.reads(), files
    return found


def differences(one: list[tuple[str, bytes]], other: list[tuple[str, bytes]]) -> list[str]:
    before, after = (
        [f"{path}: {line!r}" for path, data in files for line in data.split(b"\n")] for files in (one, other)
    )
    return [line for line in unified_diff(before, after, lineterm="", n=0) if line[:2] not in ("--", "++", "@@")]


def test_tracing_changes_no_page() -> None:
    laid = desk(Newsroom(1))
    assert laid is not None
    plain = Renderer(laid, Site("News", "https://news.example/"))
    assert {unit: files for unit, (_, files) in made(laid).items()} == {
        unit: list(plain.unit(unit)) for unit in units(laid)
    }


def test_a_page_changes_only_with_what_it_was_made_from() -> None:
    kept = changed = slips = 0
    for seed in range(2):
        newsroom = Newsroom(seed)
        before = desk(newsroom)
        assert before is not None
        earlier = made(before)
        for step in range(EDITS // 2):
            files = dict(newsroom.files)
            kind = newsroom.edit()
            after = desk(newsroom)
            if after is None:
                newsroom.files = files
                slips += 1
                continue
            later = made(after)
            if comparable(before, after):
                changes = between(before, Numbers(before), after)
                for unit, (reads, files_of) in earlier.items():
                    if unit in later and not changes.touch(reads):
                        kept += 1
                        assert not differences(files_of, later[unit][1]), f"seed {seed}, edit {step} ({kind}): {unit}"
                    else:
                        changed += 1
            before, earlier = after, later
    assert slips < EDITS / 4
    assert kept > changed  # or the reads say next to nothing


def touched(before: Desk, after: Desk) -> set[Unit]:
    """The units that are made again."""
    changes = between(before, Numbers(before), after)
    return {unit for unit, (reads, _) in made(before).items() if changes.touch(reads)}


def test_a_text_that_nobody_quotes_is_its_own_page_alone() -> None:
    front = "people: {Ada Byron: [{joined: Orbital, date: 2031-01-02}]}\nstandfirst: So"
    text = "Then Ada Byron came. Nobody saw it."
    others = stories.story("two", "people: [Ada Byron, Bo Li]", day="2031-02-03")

    def told(body: str) -> Desk:
        return page_maker.desk(stories.story("one", front, body=body), others)

    before = told(text)
    assert touched(before, told(f"{text}\n\nA new line.")) == {Unit("story", "one")}
    quoting = {Unit("story", "one"), Unit("person", "ada-byron"), Unit("company", "orbital")}
    assert touched(before, told("Then Ada Byron came in. Nobody saw it.")) == quoting
    assert touched(before, told(f"{text} It was Orbital.")) == quoting


def test_a_new_story_bears_on_nobody_whom_it_does_not_name() -> None:
    """Though it is the newest, as the first one of a day is."""
    facts = "[{joined: Orbital, date: 2031-01-02}, {left: Orbital, date: 2031-02}]"
    files = (
        stories.story("one", f"people: {{Ada Byron: {facts}, Bo Li: [{{joined: Orbital}}]}}"),
        stories.story("two", "people: {Cy Dee: [{joined: Perigee, date: 2030}]}"),
    )
    news = stories.story("three", "people: {Cy Dee: [{held: chief, at: Perigee}]}", day="2031-05-06")
    lists = {Unit("list", each) for each in LISTS}
    shown = touched(page_maker.desk(*files), page_maker.desk(*files, news)) - lists
    related = Unit("story", "two")
    assert shown == {Unit("person", "cy-dee"), Unit("company", "perigee"), Unit("year", "2031"), related}


def test_a_career_is_one_thing_to_whoever_looks_at_it() -> None:
    """It changes with what is told of somebody, and with the order in which that came, and with nothing else."""

    def told(day: str, role: str) -> Desk:
        return page_maker.desk(
            stories.story("one", "people: {Ada Byron: [{joined: Orbital, date: 2031}]}", day="2031-03-04"),
            stories.story("two", f"people: {{Ada Byron: [{{held: {role}, at: Orbital}}]}}", day=day),
            stories.story("three", "people: {Bo Li: [{joined: Orbital}]}", day="2031-03-06"),
        )

    before = told("2031-03-05", "chair")
    ada, bo = Ref("person", "ada-byron"), Ref("person", "bo-li")
    for after, is_another in ((told("2031-03-05", "editor"), True), (told("2031-03-03", "chair"), True)):
        changed = between(before, Numbers(before), after).tables[CAREERS]
        assert (ada in changed, bo in changed) == (is_another, False)
        assert {ref for ref in before.careers if before.careers[ref] != after.careers.get(ref)} == changed
