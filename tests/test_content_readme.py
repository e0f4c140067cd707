"""The editors' handbook is true: its tables are those of the schema, its examples are read without a problem."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.archive.index import build_archive
from generator.publish.handbook import handbook, with_handbook
from generator.read.walk import read_content
from tests.conftest import WriteContent

README = Path(__file__).resolve().parent.parent / "content" / "README.md"
TEXT = README.read_text(encoding="utf-8")
FILES = dict(re.findall(r'^```markdown title="([^"]+)"\n(.*?)^```$', TEXT, flags=re.M | re.S))
FRAGMENTS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, flags=re.M | re.S)
MOST_WORDS = 60 * 200  # an hour at a slow reader's pace, tables and all


def problems_in(folder: Path) -> list[str]:
    content, problems = read_content(folder, shown="content")
    _, more = build_archive(content, until=date(2031, 12, 31))
    return [str(problem) for problem in (*problems, *more)]


def test_the_tables_are_those_of_the_schema() -> None:
    assert with_handbook(TEXT) == TEXT, "make docs"


def test_a_changed_table_is_seen() -> None:
    assert with_handbook(TEXT.replace("| `standfirst` |", "| `subtitle` |")) == TEXT
    with pytest.raises(ValueError, match="marks"):
        with_handbook("no marks here")


def test_tables_are_well_formed() -> None:
    for block in re.findall(r"(?:^\|.*\n)+", handbook() + "\n", flags=re.M):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1, block


def test_it_is_read_within_an_hour() -> None:
    assert len(TEXT.split()) < MOST_WORDS


def test_the_whole_files_make_an_archive_without_a_problem(write_content: WriteContent) -> None:
    assert len(FILES) >= 4
    assert problems_in(write_content(FILES)) == []


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_part_of_a_story_is_read_without_a_problem(write_content: WriteContent, fragment: str) -> None:
    story = f"---\ntitle: An example\ndate: 2031-03-04\n{fragment}---\nText.\n"
    assert problems_in(write_content({"stories/2031/example.md": story})) == []


def test_a_wrong_example_would_be_seen(write_content: WriteContent) -> None:
    people = "people:\n  Ada Byron:\n    - {joined: Perigee, form: Orbital}\n"
    story = f"---\ntitle: An example\ndate: 2031-03-04\n{people}---\n"
    [problem] = problems_in(write_content({"stories/2031/orbital.md": story}))
    assert problem.endswith(': error[unknown-key]: a move has no "form"; did you mean "from"?')
