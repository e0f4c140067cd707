"""What a merge refuses, and what it leaves of a story that names both."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import WriteContent
from tests.test_edit import problems

STORY = "stories/2021/one.md"
FRONT = "---\ntitle: One\ndate: 2021-03-04\n"
NAMED = {
    STORY: f"{FRONT}people: [Ada Byron, Cy Young]\n---\n",
    "stories/2021/two.md": f"{FRONT}people: [Ben Hull]\n---\n",
}


def texts(folder: Path) -> Mapping[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in folder.rglob("*.md")}


def merged(folder: Path, source: str = "Ben Hull", into: str = "Ada Byron") -> Mapping[str, str]:
    """Every file's text after the command, which leaves no problem."""
    assert main(["merge", source, into, "--content", str(folder)]) == 0
    assert problems(folder) == []
    return texts(folder)


def refused(folder: Path, capsys: pytest.CaptureFixture[str], *words: str, code: int = 1) -> str:
    """What the command says, which changes nothing; paths are shown below "content"."""
    before = texts(folder)
    capsys.readouterr()
    assert main([*(words or ("merge", "Ben Hull", "Ada Byron")), "--content", str(folder)]) == code
    assert texts(folder) == before
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.replace(str(folder), "content")


JUDGED = "not_same_as:\n  - {reason: They met., slug: %s}\n"


@pytest.mark.parametrize(
    ("files", "where", "slug"),
    [
        ({"people/ada-byron.md": f"---\nname: Ada Byron\n{JUDGED % 'ben-hull'}---\n"}, "ada-byron.md:4:31", "ben-hull"),
        ({"people/ben-hull.md": f"---\nname: Ben Hull\n{JUDGED % 'ada-byron'}---\n"}, "ben-hull.md:4:31", "ada-byron"),
        # By an older address, and by one who has been merged into her since.
        (
            {
                "people/ada-byron.md": f"---\nname: Ada Byron\n{JUDGED % 'b-hull'}---\n",
                "people/ben-hull.md": "---\nname: Ben Hull\nredirect_from: [b-hull]\n---\n",
            },
            "ada-byron.md:4:31",
            "b-hull",
        ),
        (
            {
                "people/ada-byron.md": "---\nname: Ada Byron\nmerged: [{slug: a-king, reason: x}]\n---\n",
                "people/a-king.md": f"---\nname: A. King\n{JUDGED % 'ben-hull'}---\n",
            },
            "a-king.md:4:31",
            "ben-hull",
        ),
    ],
)
def test_whoever_is_judged_to_be_somebody_else_is_not_merged(
    write_content: WriteContent,
    capsys: pytest.CaptureFixture[str],
    files: Mapping[str, str],
    where: str,
    slug: str,
) -> None:
    folder = write_content({**NAMED, **files})
    assert problems(folder) == []
    assert refused(folder, capsys) == (
        f'content/people/{where}: error[merge-conflict]: not_same_as says that "{slug}" is somebody else '
        '("They met."); '
        "take that out first if the two are one after all.\n"
        "cuttings: Nothing was changed, since it is on record that people/ben-hull and people/ada-byron are two.\n"
    )


def test_every_judgement_in_the_way_is_told_and_none_is_once_it_is_gone(
    write_content: WriteContent, capsys: pytest.CaptureFixture[str]
) -> None:
    ada = "people/ada-byron.md"
    both = {
        ada: f"---\nname: Ada Byron\n{JUDGED % 'ben-hull'}---\n",
        "people/ben-hull.md": f"---\nname: Ben Hull\n{JUDGED % 'ada-byron'}---\n",
    }
    folder = write_content({**NAMED, **both})
    assert refused(folder, capsys).count("error[merge-conflict]") == 2
    for path, text in both.items():
        (folder / path).write_text(text.replace("not_same_as", "extra: {was: x}\n#").replace("  - {", "# {"))
    assert "merged: [{slug: ben-hull, reason: one and the same, date: " in merged(folder)[ada]


def test_judgements_on_others_name_who_is_meant_now(write_content: WriteContent) -> None:
    """Cy is somebody else than Ben, who is Ada."""
    cy, dan = "people/cy-young.md", "people/dan-moe.md"
    judged = "---\nname: Cy Young\nnot_same_as: [{slug: ben-hull, reason: x}]\n---\n"
    one = "---\nname: Dan Moe\nmerged: [{slug: d-moe, reason: x}]\nnot_same_as: [{slug: ben-hull, reason: y}]\n---\n"
    folder = write_content({**NAMED, cy: judged, dan: one})
    assert main(["rename", "Ben Hull", "Benjamin Hull", "--content", str(folder)]) == 0
    assert problems(folder) == []
    after = texts(folder)
    assert after[cy] == judged.replace("ben-hull", "benjamin-hull")
    assert after[dan] == one.replace("ben-hull", "benjamin-hull")
    assert merged(folder, "Benjamin Hull")[cy] == judged.replace("ben-hull", "ada-byron")
