"""How problems are shown: to a person, to a script, on a pull request, to a code scanner."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TextIO
from urllib.parse import quote

from generator.cli.screen import problem_line
from generator.codes import CODES
from generator.codes.handbook import explained
from generator.problems import Problem
from generator.read.lines import lines_of

_LONGEST = 96  # characters of a line that are shown around the place
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def text(problems: Sequence[Problem], stream: TextIO, folder: Path) -> None:
    """A line each, as every tool that reads them expects, and below it the editor's own line with the place marked.

    ``folder`` is the content folder as the problems' paths begin: nothing is shown of files that aren't in it.
    """
    for path, group in groupby(problems, key=lambda problem: problem.path):
        lines = lines_of(Path(path), folder)
        for problem in group:
            print(problem_line(problem, stream), file=stream)
            for shown in marked(lines, problem):
                print(shown, file=stream)


def marked(lines: Sequence[str], problem: Problem) -> Iterable[str]:
    """The line that a problem is in and a caret below its column; nothing where the file has no such line."""
    if not 1 <= problem.line <= len(lines):
        return
    line = lines[problem.line - 1].replace("\t", " ")
    start = max(0, min(problem.column - 1, len(line)) - _LONGEST // 2)
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
    number = f"{problem.line:>5} | "
    yield f"{number}{shown[start : start + _LONGEST]}".rstrip()
    yield f"{' ' * (len(number) - 2)}| {' ' * (problem.column - 1 - start)}^"


def as_json(problems: Sequence[Problem], stream: TextIO, _: Path) -> None:
    """One JSON array; an object a problem, with the keys of :class:`generator.problems.Problem`."""
    rows = [
        {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    json.dump(rows, stream, ensure_ascii=False, indent=2)
    print(file=stream)


def github(problems: Sequence[Problem], stream: TextIO, _: Path) -> None:
    """Annotations on the changed lines of a pull request (GitHub Actions' workflow commands)."""
    for problem in problems:
        place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
        print(f"::{problem.severity} {place},title={_property(problem.code)}::{_data(problem.message)}", file=stream)


def _data(words: str) -> str:
    """As GitHub's own toolkit escapes a command's message."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def sarif(problems: Sequence[Problem], stream: TextIO, _: Path) -> None:
    """A SARIF 2.1.0 log (OASIS): one run, a rule for each code that was met, a result for each problem.

    A rule holds its whole explanation, and no link to one: where this program's docs are on the web, it can't know.
    """
    names = sorted({problem.code for problem in problems})
    rules = [
        {
            "id": name,
            "shortDescription": {"text": CODES[name].summary},
            "help": {"text": CODES[name].summary, "markdown": explained(CODES[name])},
            "defaultConfiguration": {"level": CODES[name].severity},
        }
        for name in names
    ]
    driver = {"name": "cuttings", "version": version("cuttings"), "rules": rules}
    results = [_result(problem, names.index(problem.code)) for problem in problems]
    run = {"tool": {"driver": driver}, "language": "en", "columnKind": "unicodeCodePoints", "results": results}
    json.dump({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, stream, ensure_ascii=False, indent=2)
    print(file=stream)


def _result(problem: Problem, rule: int) -> dict[str, object]:
    path = Path(problem.path)
    region = {"startLine": problem.line, "startColumn": problem.column}
    # RFC 3986: a relative path is a URI reference once what isn't allowed in one is encoded.
    artifact = {"uri": path.as_uri() if path.is_absolute() else quote(problem.path)}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }


FORMATS: Mapping[str, Callable[[Sequence[Problem], TextIO, Path], None]] = MappingProxyType(
    {"text": text, "json": as_json, "github": github, "sarif": sarif}
)


def show(problems: Sequence[Problem], how: str, folder: Path) -> None:
    """Problems of a content folder on standard output, in one of FORMATS."""
    FORMATS[how](problems, sys.stdout, folder)
