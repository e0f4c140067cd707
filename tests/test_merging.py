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


LISTS = [
    ("[Ada Byron, Ben Hull]", "[Ada Byron]"),
    ("[Ben Hull, Ada Byron]", "[Ada Byron]"),
    ("[Ben Hull, Cy Young, 'ada  byron', B. Hull]", "[Cy Young, 'ada  byron']"),
    ("[Ben Hull, B. Hull, Cy Young]", "[Ada Byron, Cy Young]"),
    ("[Cy Young, people/ada-byron, ben-hull]", "[Cy Young, people/ada-byron]"),
    ("[Cy Young, Ada Byron, Ben Hull, B. Hull,]", "[Cy Young, Ada Byron,]"),
    ("[Cy Young, Ben Hull]", "[Cy Young, Ada Byron]"),
    ("[Ada Byron, Ada Byron]", "[Ada Byron, Ada Byron]"),  # doubled before, and no merge's business
    (
        "[\n        Ada Byron,   # she\n        Ben Hull,   # he\n        Cy Young   # they\n      ]",
        "[\n        Ada Byron,   # she\n        Cy Young   # they\n      ]",
    ),
    (
        "[\n        Cy Young,   # they\n        Ada Byron,   # she, too\n        Ben Hull   # he\n      ]",
        "[\n        Cy Young,   # they\n        Ada Byron,   # she, too\n      ]",
    ),
    ("[Cy Young, Ada Byron,   # she, too\n        Ben Hull]", "[Cy Young, Ada Byron,   # she, too\n        ]"),
    ("[Cy Young, Ben Hull,   # he\n        Ada Byron]", "[Cy Young, Ada Byron]"),
    (
        "\n        - Ada Byron   # she\n        - Ben Hull   # he\n        - Cy Young",
        "\n        - Ada Byron   # she\n        - Cy Young",
    ),
    (
        "\n        - Cy Young\n        -\n          Ben Hull\n        - Ada Byron",
        "\n        - Cy Young\n        - Ada Byron",
    ),
]
FACTS = {
    "by": "{front}companies:\n  Orbital:\n    - formed: 2018\n      by: {list}\n---\n",
    "with": "{front}people:\n  Cy Young:\n    - event: sings\n      with: {list}\n      date: 2021-03\n---\n",
    "investors": "{front}companies:\n  Orbital:\n    - raised: 5 USD\n      investors: {list}\n---\n",
    "about": "{front}people:\n  Cy Young:\n    - said: hello\n      about: {list}\n      date: 2021-03\n---\n",
    "people": "{front}people: {list}\n---\n",
}


@pytest.mark.parametrize(("before", "after"), LISTS)
@pytest.mark.parametrize("key", FACTS)
def test_no_list_names_one_twice_after_a_merge(write_content: WriteContent, key: str, before: str, after: str) -> None:
    others = {
        "people/ben-hull.md": "---\nname: Ben Hull\naliases: [B. Hull]\n---\n",
        "stories/2021/all.md": NAMED[STORY],
    }
    one = FACTS[key].format(front=FRONT, list=before)
    folder = write_content({**NAMED, **others, STORY: one})
    assert problems(folder) == []
    assert merged(folder)[STORY] == FACTS[key].format(front=FRONT, list=after)


def test_a_list_within_braces_names_one_once_after_a_merge(write_content: WriteContent) -> None:
    facts = "companies:\n  Orbital:\n    - {formed: 2018, by: [%s], based_in: Lisbon}\n---\n"
    folder = write_content(
        {**NAMED, "stories/2021/all.md": NAMED[STORY], STORY: FRONT + facts % "Cy Young, Ben Hull, Ada Byron"}
    )
    assert merged(folder)[STORY] == FRONT + facts % "Cy Young, Ada Byron"


def test_a_topic_stands_once_after_a_merge(write_content: WriteContent) -> None:
    folder = write_content({STORY: f"{FRONT}topics: [hiring, Jobs]\n---\n"})
    assert merged(folder, "hiring", "jobs")[STORY] == f"{FRONT}topics: [Jobs]\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - Ben Hull\n  - Ada Byron:\n      - {left: Orbital}\n", "  - Ada Byron:\n      - {left: Orbital}\n"),
        ("  - Ben Hull:\n      - {left: Orbital}\n  - Ada Byron\n", "  - Ada Byron:\n      - {left: Orbital}\n"),
        ("  [Ada Byron: [{left: Orbital}], Ben Hull]\n", "  [Ada Byron: [{left: Orbital}]]\n"),
    ],
)
def test_a_name_with_facts_in_a_list_stays(write_content: WriteContent, before: str, after: str) -> None:
    folder = write_content({**NAMED, STORY: f"{FRONT}people:\n{before}---\n"})
    assert merged(folder)[STORY] == f"{FRONT}people:\n{after}---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "  Ben Hull:\n    - {left: Orbital}\n  # Of Ada.\n  # And more.\n  Ada Byron:\n    - {left: Perigee}\n",
            "  # Of Ada.\n  # And more.\n  Ada Byron:\n    - {left: Perigee}\n    - {left: Orbital}\n",
        ),
        (
            "  Ben Hull:\n    - {left: Orbital}\n    # Of that.\n\n  # Of Ada.\n\n  Ada Byron:\n  Cy Young:\n",
            "  # Of Ada.\n\n  Ada Byron:\n    - {left: Orbital}\n    # Of that.\n\n  Cy Young:\n",
        ),
        (
            "  Ada Byron:\n    - {left: Perigee}\n  # Of Cy.\n  Cy Young:\n"
            "  # Of Ben.\n  Ben Hull:\n    - {left: Orbital}\n",
            "  Ada Byron:\n    - {left: Perigee}\n  # Of Ben.\n    - {left: Orbital}\n  # Of Cy.\n  Cy Young:\n",
        ),
        (
            "  Ada Byron:\n    - {left: Perigee}\n  # Of Ben.\n  Ben Hull:\n    - {left: Orbital}\n",
            "  Ada Byron:\n    - {left: Perigee}\n  # Of Ben.\n    - {left: Orbital}\n",
        ),
        (
            "  # Of Ben.\n  Ben Hull:\n    - {left: Orbital}\n  # Of Cy.\n  Cy Young:\n  Ada Byron:\n",
            "  # Of Cy.\n  Cy Young:\n  Ada Byron:\n  # Of Ben.\n    - {left: Orbital}\n",
        ),
        ("  Ben Hull:\n  # Of Ada.\n  Ada Byron:\n", "  # Of Ada.\n  Ada Byron:\n"),
        (
            "  # Of Ben.\n  Ben Hull:\n  # Of Ada.\n  Ada Byron:\n    - {left: Perigee}\n",
            "  # Of Ada.\n  Ada Byron:\n    - {left: Perigee}\n  # Of Ben.\n",
        ),
        (
            "  Ben Hull:\n  - {left: Orbital}\n  # Of Ada.\n  Ada Byron:\n  - {left: Perigee}\n",
            "  # Of Ada.\n  Ada Byron:\n  - {left: Perigee}\n  - {left: Orbital}\n",
        ),
    ],
)
@pytest.mark.parametrize("follows", ["", "# Of topics.\ntopics: [hiring]\n"])
def test_comments_stay_with_whom_they_are_about(
    write_content: WriteContent, follows: str, before: str, after: str
) -> None:
    others = {"stories/2021/all.md": NAMED[STORY], "stories/2021/two.md": NAMED["stories/2021/two.md"]}
    folder = write_content({**others, STORY: f"{FRONT}people:\n{before}{follows}---\n"})
    assert problems(folder) == []
    assert merged(folder)[STORY] == f"{FRONT}people:\n{after}{follows}---\n"


def test_facts_are_put_together_in_a_file_that_ends_with_them(write_content: WriteContent) -> None:
    both = (
        f"{FRONT}people:\n  Ada Byron:\n    - {{left: Perigee}}\n  Cy Young:\n  Ben Hull:\n    - {{left: Orbital}}\n---"
    )
    folder = write_content({STORY: both})
    assert merged(folder)[STORY] == (
        f"{FRONT}people:\n  Ada Byron:\n    - {{left: Perigee}}\n    - {{left: Orbital}}\n  Cy Young:\n---"
    )


NOT_LINES = [
    ("  ? Ben Hull\n  : - {left: Orbital}\n  Ada Byron:\n    - {left: Perigee}\n", "5:5", 7),
    ("  Ben Hull:\n    - {left: Orbital}\n  ? Ada Byron\n  : - {left: Perigee}\n", "5:3", 7),
    ("  ? Ben Hull\n  Ada Byron:\n", "5:5", 6),
    ("  {Ben Hull: [{left: Orbital}], Ada Byron: [{left: Perigee}]}\n", "5:4", 5),
    ("  Ada Byron: [{left: Orbital}]\n  Ben Hull: [{left: Perigee}]\n", "6:3", 5),
    ("  Ada Byron:\n    - {left: Orbital}\n  Ben Hull:\n  - {left: Perigee}\n", "7:3", 5),
    ("  - Ben Hull:\n      - {left: Orbital}\n    Ada Byron:\n      - {left: Perigee}\n", "5:5", 7),
]


@pytest.mark.parametrize(("people", "place", "other"), NOT_LINES)
def test_facts_that_are_not_in_lines_of_their_own_are_left_to_the_editor(
    write_content: WriteContent,
    capsys: pytest.CaptureFixture[str],
    people: str,
    place: str,
    other: int,
) -> None:
    folder = write_content({STORY: f"{FRONT}people:\n{people}---\n"})
    assert problems(folder) == []
    assert refused(folder, capsys) == (
        f'content/{STORY}:{place}: error[duplicate-key]: "Ben Hull" would be the name on line {other}, '
        '"Ada Byron", once more; put the facts of the two together, below one of them, then merge.\n'
        "cuttings: Nothing was changed; first put together by hand what is not written in lines of its own.\n"
    )


def test_all_files_that_need_a_hand_are_told_at_once(
    write_content: WriteContent, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {f"stories/2021/{number}.md": f"{FRONT}people:\n{NOT_LINES[number][0]}---\n" for number in (0, 3, 4)}
    said = refused(write_content({**NAMED, **files}), capsys).splitlines()
    assert [line.split(":")[:3] for line in said[:-1]] == [
        ["content/stories/2021/0.md", "5", "5"],
        ["content/stories/2021/3.md", "5", "4"],
        ["content/stories/2021/4.md", "6", "3"],
    ]
