"""``cuttings ask``: every question, in words and as JSON, as known today and as known on a day."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator.cli import main
from tests.conftest import WriteContent
from tests.stories import company, person, story

FILES = (
    person("ada-byron", "name: Ada Byron\naliases: [A. A. Byron]\nredirect_from: [a-byron]"),
    company("orbital", "name: Orbital\naliases: [Orbital Inc]"),
    story(
        "orbital-is-founded",
        """
        people:
          Ada Byron: [{founded: Orbital, date: 2024-01-10}, {related: Grace Byron, as: sibling}]
          Ben Hull: [{founded: Orbital, date: 2024-01-10}, {held: engineer, at: Orbital, date: 2024-02-01/2025-03-31}]
          Cy Young: [{joined: Orbital, date: 2024-05}]
        claims:
          - {says: Both founders are there, count: founders-remaining, company: Orbital, is: 2, of: 2, date: 2024-02-02}
          - {says: Nobody is there, count: people-at, company: Orbital, is: 0, date: 2024-02-02}
        """,
        day="2024-06-01",
    ),
    story(
        "byron-goes-to-perigee",
        """
        people:
          Ada Byron: [{left: Orbital, role: pilot, date: 2025-02, to: Perigee}]
          Cy Young: [{joined: Perigee, from: Orbital, date: 2025-06-05, status: confirmed}]
          Dee Moss: [{held: chair, at: Perigee}]
        """,
        day="2025-06-07",
    ),
)


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Ask = Callable[..., Answer]


@pytest.fixture
def ask(write_content: WriteContent, capsys: pytest.CaptureFixture[str]) -> Ask:
    folder = write_content({file.path: file.text for file in FILES})

    def run(*words: str) -> Answer:
        arguments: Sequence[str] = ("ask", *words, "--content", str(folder))
        try:
            code = main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        return Answer(code, *capsys.readouterr())

    return run


def there(answer: Answer) -> dict[str, str]:
    return {each["slug"]: each["there"] for each in answer.data["people"]}


def test_people_on_a_day(ask: Ask) -> None:
    answer = ask("people", "Orbital", "--on", "2024-02-02", "--format", "json")
    assert answer.code == 0
    assert set(answer.data) == {"company", "on", "lowest", "highest", "people"}
    assert (answer.data["company"], answer.data["on"]) == ("orbital", "2024-02-02")
    assert (answer.data["lowest"], answer.data["highest"]) == (2, 2)
    assert there(answer) == {"ada-byron": "yes", "ben-hull": "yes", "cy-young": "not yet"}
    ben = answer.data["people"][1]
    assert set(ben) == {"slug", "name", "there", "role", "facts"}
    assert (ben["name"], ben["role"]) == ("Ben Hull", "engineer")
    assert ben["facts"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-01-09", {"ada-byron": "not yet", "ben-hull": "not yet", "cy-young": "not yet"}),
        ("2024-05-15", {"ada-byron": "yes", "ben-hull": "yes", "cy-young": "not known"}),
        ("2025-02-10", {"ada-byron": "not known", "ben-hull": "yes", "cy-young": "not known"}),
        ("2025-07-01", {"ada-byron": "no longer", "ben-hull": "no longer", "cy-young": "no longer"}),
    ],
)
def test_people_on_other_days(ask: Ask, day: str, expected: dict[str, str]) -> None:
    assert there(ask("people", "orbital", "--on", day, "--format", "json")) == expected


def test_what_was_known_then(ask: Ask) -> None:
    known = ask("people", "Orbital", "--on", "2025-03-15", "--known", "2024-12-31", "--format", "json")
    assert there(known) == {"ada-byron": "not known", "ben-hull": "yes", "cy-young": "not known"}
    now = ask("people", "Orbital", "--on", "2025-03-15", "--format", "json")
    assert there(now) == {"ada-byron": "no longer", "ben-hull": "yes", "cy-young": "not known"}
    nothing = ask("people", "Orbital", "--on", "2025-03-15", "--known", "2020-01-01", "--format", "json")
    assert (nothing.code, nothing.data["people"]) == (0, [])


def test_the_day_is_the_one_that_is_known_unless_it_is_given(ask: Ask) -> None:
    assert ask("people", "Orbital", "--known", "2024-12-31", "--format", "json").data["on"] == "2024-12-31"


def test_founders(ask: Ask) -> None:
    answer = ask("founders", "Orbital Inc", "--on", "2025-07-01", "--format", "json")
    assert there(answer) == {"ada-byron": "no longer", "ben-hull": "no longer"}
    assert (answer.data["lowest"], answer.data["highest"]) == (0, 0)


def test_people_in_words(ask: Ask) -> None:
    words = ask("people", "Orbital", "--on", "2025-02-10").out
    assert words.startswith("Orbital on 10 February 2025: between 1 and 3 of the 3 people on file.\n")
    assert "Not known: 2\n  Ada Byron" in words
    assert "Ada Byron, pilot, left Orbital in February 2025 for Perigee (byron-goes-to-perigee)" in words
    assert ask("founders", "Perigee").out == "No founders of Perigee are on file.\n"


def test_moves(ask: Ask) -> None:
    moves = ask("moves", "--from", "Orbital", "--to", "perigee", "--format", "json").data
    assert moves == [
        {
            "person": "ada-byron",
            "from": "orbital",
            "to": "perigee",
            "earliest": "2025-02-01",
            "latest": "2025-02-28",
            "stories": ["byron-goes-to-perigee"],
        },
        {
            "person": "cy-young",
            "from": "orbital",
            "to": "perigee",
            "earliest": "2025-06-05",
            "latest": "2025-06-05",
            "stories": ["byron-goes-to-perigee"],
        },
    ]


@pytest.mark.parametrize(
    ("options", "people"),
    [
        (("--since", "2025-02-15", "--from", "Orbital"), ["ada-byron", "cy-young"]),
        (("--since", "2025-03-01", "--from", "Orbital"), ["cy-young"]),
        (("--since", "2025-02", "--until", "2025-02", "--to", "Perigee"), ["ada-byron"]),
        (("--until", "2025-01-31", "--to", "Perigee"), []),
        (("--to", "Orbital"), ["cy-young"]),
    ],
)
def test_moves_in_a_while(ask: Ask, options: tuple[str, ...], people: list[str]) -> None:
    found = [each["person"] for each in ask("moves", *options, "--format", "json").data]
    assert found == people


def test_moves_in_words(ask: Ask) -> None:
    assert "February 2025: Ada Byron, Orbital → Perigee (byron-goes-to-perigee)\n" in ask("moves").out
    assert ask("moves", "--from", "Perigee").out == "No such move is on file.\n"


@pytest.mark.parametrize("name", ["Ada Byron", "ada byron", "A. A. Byron", "ada-byron", "a-byron", "people/ada-byron"])
def test_career(ask: Ask, name: str) -> None:
    answer = ask("career", name, "--format", "json")
    assert answer.data["person"] == "ada-byron"
    orbital, perigee = answer.data["posts"]
    assert (orbital["company"], orbital["founder"], orbital["began"], orbital["ended"]) == (
        "orbital",
        True,
        "2024-01-10",
        "2025-02",
    )
    assert orbital["stories"] == ["orbital-is-founded", "byron-goes-to-perigee"]
    assert perigee["company"] == "perigee"
    words = ask("career", name).out
    assert "Orbital, pilot: founded on 10 January 2024; left in February 2025\n" in words
    assert "not recorded as leaving" in words


def test_between(ask: Ask) -> None:
    answer = ask("between", "Ada Byron", "Ben Hull", "--format", "json")
    assert answer.data["people"] == ["ada-byron", "ben-hull"]
    [orbital] = answer.data["together"]
    assert (orbital["company"], orbital["founders"], orbital["first"]) == ("orbital", True, "2024-01-10")
    assert {tie["what"] for tie in answer.data["ties"]} == {"story"}
    words = ask("between", "Ada Byron", "Ben Hull").out
    assert "Orbital: founded it together; both there at least from 10 January 2024 to" in words
    assert [orbital["first"], orbital["last"]] == [orbital["times"][0][0], orbital["times"][-1][-1]]
    assert "Grace Byron is a sibling of Ada Byron" in ask("between", "Ada Byron", "Grace Byron").out
    assert ask("between", "Grace Byron", "Dee Moss").out == "Nothing on file ties Grace Byron and Dee Moss.\n"
    assert ask("between", "Ada Byron", "ada-byron").code == 2


def test_claims(ask: Ask) -> None:
    both = ask("claims", "--format", "json").data
    assert [claim["verdict"] for claim in both] == ["confirmed", "contradicted"]
    first = both[0]
    assert (first["story"], first["stated"], first["total"], first["lowest"], first["highest"]) == (
        "orbital-is-founded",
        2,
        2,
        2,
        2,
    )
    assert [each["slug"] for each in first["counted"]] == ["ada-byron", "ben-hull"]
    [contradicted] = ask("claims", "--verdict", "contradicted", "--format", "json").data
    assert contradicted["says"] == "Nobody is there"
    assert contradicted["against"]
    words = ask("claims", "--verdict", "contradicted").out
    assert words.startswith('contradicted: "Nobody is there" (orbital-is-founded)\n')
    assert "Against it:" in words
    assert ask("claims", "--verdict", "consistent").out == "No such claim is on file.\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("people", "Orbitel"), 'no company on file is called "Orbitel"; did you mean "Orbital"?'),
        (("people", "Nothing like it"), 'no company on file is called "Nothing like it".'),
        (("people", "Orb"), 'did you mean "Orbital"?'),
        (("people", "Ada Byron"), '"Ada Byron" is not a company; people/ada-byron is "Ada Byron"'),
        (("people", "people/ada-byron"), "is not a company"),
        (("career", "Aad Byron"), 'did you mean "Ada Byron"?'),
        (("moves", "--to", "Perigeee"), 'did you mean "Perigee"?'),
        (("people", "Orbital", "--on", "2024-02"), "is not one day"),
        (("people", "Orbital", "--on", "yesterday"), "yesterday"),
        (("people", "Orbital", "--on", "2024-02-30"), "2024-02-30"),
        (("claims", "--verdict", "wrong"), "wrong"),
        (("people",), "COMPANY"),
        ((), "QUESTION"),
    ],
)
def test_used_wrongly(ask: Ask, words: tuple[str, ...], says: str) -> None:
    answer = ask(*words)
    assert answer.code == 2
    assert says in answer.err
    assert not answer.out
    assert "Traceback" not in answer.err


def test_a_folder_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["ask", "moves", "--content", str(tmp_path / "none")]) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_what_came_later_is_no_fault_of_what_was_known_before(
    write_content: WriteContent, capsys: pytest.CaptureFixture[str]
) -> None:
    """A story may link to a later one, and somebody may be ruled on by it."""
    files = (
        story("now", "people: {Ada Byron: [{joined: Orbital}]}", day="2024-01-01", body="More in [[later]]."),
        story("later", "people: {Ada Byron: [{joined: Orbital, date: 2023}]}", day="2024-02-01"),
        person("ada-byron", "rulings: [{fact: joined Orbital, accept: later, reason: So.}]", body="See [[later]]."),
    )
    place = ("--content", str(write_content({file.path: file.text for file in files})))
    assert main(["ask", "people", "Orbital", "--known", "2024-01-15", *place]) == 0
    assert capsys.readouterr().err == ""
    assert main(["ask", "people", "Orbital", "--known", "2023-01-15", *place]) == 2
    assert 'no story up to 15 January 2023 names "Orbital"' in capsys.readouterr().err


def test_errors_in_the_content_are_told(write_content: WriteContent, capsys: pytest.CaptureFixture[str]) -> None:
    bad = story("bad", "peopel: {}")
    folder = write_content({file.path: file.text for file in (*FILES, bad)})
    assert main(["ask", "founders", "Orbital", "--format", "json", "--content", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["company"] == "orbital"
    assert "error[unknown-key]" in err
    assert "leaves out what could not be read" in err


def test_an_archive_without_companies(write_content: WriteContent, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_content({file.path: file.text for file in (story("one"),)})
    assert main(["ask", "people", "Orbital", "--content", str(folder)]) == 2
    assert "there is no company on file at all" in capsys.readouterr().err


def test_what_a_terminal_would_act_on_is_shown(write_content: WriteContent, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = story("hostile", 'people: {Ada Byron: [{held: "chief\\e[31m\\u202eboss", at: Orbital}]}')
    folder = write_content({hostile.path: hostile.text})
    main(["ask", "career", "Ada Byron", "--content", str(folder)])
    out, _ = capsys.readouterr()
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_whoever_was_named_later_is_told_from_whom_nobody_names(ask: Ask) -> None:
    answer = ask("people", "Perigee", "--known", "2024-12-31")
    assert answer.code == 2
    assert (
        'no story up to 31 December 2024 names "Perigee"; the first that does is of 7 June 2025: byron-goes-to-perigee.'
    ) in answer.err
    assert "first that does" not in ask("people", "Orbitel", "--known", "2024-12-31").err


def test_stories_that_disagree_are_told_as_such(
    write_content: WriteContent, capsys: pytest.CaptureFixture[str]
) -> None:
    days = {"one": "2023-05", "two": "2023-06", "three": "2023"}
    front = "people: {{Ada Byron: [{{left: Orbital, date: {}}}]}}"
    files = [story(slug, front.format(day), day="2023-07-01") for slug, day in days.items()]
    folder = write_content({file.path: file.text for file in files})
    assert main(["ask", "moves", "--content", str(folder)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("left in May 2023 or in June 2023: Ada Byron, Orbital → not recorded (")
    assert told.endswith(", disputed)\n")
    main(["ask", "career", "Ada Byron", "--content", str(folder)])
    assert "left in May 2023 or in June 2023; stories disagree about it" in capsys.readouterr().out


def test_what_is_still_to_come_is_told_as_such(write_content: WriteContent, capsys: pytest.CaptureFixture[str]) -> None:
    front = "people: {Ada Byron: [{left: Orbital, date: 2025-02}, {joined: Perigee, date: 2025-03}]}"
    folder = write_content({"stories/one.md": story("one", front, day="2024-10-02").text})
    main(["ask", "moves", "--content", str(folder)])
    assert capsys.readouterr().out.startswith("to leave in February 2025, to join in March 2025: Ada Byron")
    main(["ask", "career", "Ada Byron", "--content", str(folder)])
    out = capsys.readouterr().out
    assert "Perigee: to join in March 2025\n" in out
    assert "Orbital: to leave in February 2025\n" in out


def test_a_ruling_of_a_later_day_was_not_known(write_content: WriteContent, capsys: pytest.CaptureFixture[str]) -> None:
    ruled = "rulings: [{{fact: left Orbital, accept: one, reason: So{}}}]".format
    for more, expected in ((", date: 2024-04-01", "not known"), (", date: 2024-03-06", "no longer"), ("", "no longer")):
        files = (
            person("ada-byron", ruled(more)),
            story("one", "people: {Ada Byron: [{left: Orbital, date: 2024-02-01}]}", day="2024-03-04"),
            story("two", "people: {Ada Byron: [{left: Orbital, date: 2024-02-20}]}", day="2024-03-05"),
        )
        folder = write_content({file.path: file.text for file in files})
        words = ("people", "Orbital", "--on", "2024-02-10", "--known", "2024-03-06", "--format", "json")
        assert main(("ask", *words, "--content", str(folder))) == 0
        [found] = json.loads(capsys.readouterr().out)["people"]
        assert found["there"] == expected, more
