"""The quick renderer gives the bytes of Python-Markdown and the cleaner, or declines."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.structure.files import Files

from generator.pages.addresses import address
from generator.publish.config.mkdocs_yml import load
from generator.publish.config.settings import Given
from generator.publish.mkdocs_driver.contents import Contents
from generator.publish.mkdocs_driver.files import LazyFiles
from generator.publish.mkdocs_driver.probe import quick_is_right

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("index.md", "people/index.md", "people/ann.md", "people/bo.md", "companies/orbital.md", "stories/2031/one.md")
HERE = "people/ann.md"


@lru_cache
def contents() -> Contents:
    config = load(Given(ROOT / "mkdocs.yml", str(ROOT / "content")))
    files = LazyFiles(config, frozenset(PAGES), Files([]))
    return Contents(config, files, {path: address(path) for path in PAGES}, frozenset())


def both(text: str, path: str = HERE) -> tuple[object, object] | None:
    """What the quick and the slow way give; None where the quick one declines."""
    made = contents()
    quick = made._quickly.content(path, text, {})
    if quick is None:
        return None
    slow = made._slowly(path, text, {})
    own = [(each.target, each.leads_to, each.place) for each in slow.notes.anchors]
    permalinks = {(f"#{each.id}", address(path), each.id) for each in slow.headings}
    anchors = sorted({each for each in own if each not in permalinks})
    mine = sorted({tuple(each) for each in quick.notes.anchors if tuple(each) not in permalinks})
    return (
        (quick.html, quick.headings, quick.notes.places, mine),
        (slow.html, slow.headings, slow.notes.places, anchors),
    )


KNOWN = (
    "# A title\n\nWords & signs < not here.",
    "# A title\n\nWords & signs > there, “quoted” \"so\" and 'so'; (c) -- 1/2 – and a\u00a0space.",
    "A [name](../people/bo.md), a [place](../people/bo.md#stories), [here](#x), [away](https://a.example/x_y?b=1&amp;c=2).",
    "## One { #one }\n\n- a\n- **b** and *c* and `d`\n\n## Two\n\n- a\n\n- b\n\n### Three\n\nEnd",
    "# Same\n\n## Same\n\n### Other { #other }\n\n## [Same](../people/bo.md)\n\n## Once { #two }\n\n## Two",
    "## \u2068אב\u2069: ab { #c }\n\n\u2068אב\u2069, c\n\n- \u2068אב\u2069, *c*\n\n- \u2068אב\u2069",
    "Words\n{: .standing }\n\n> Said\n> again.\n>\n> — [Bo](../people/bo.md)",
    '| A | B |\n| --- | --- |\n| [x](../index.md) |  |\n|  | &#42;y&#42; <span class="caution">z</span> |',
    '```bibtex\n@misc{a-b,\n  title = {{A "title" \\& <b>}},\n  year = {2031},\n}\n```',
    '<figure class="drawn drawn-x"><svg width="9%"><title id="t">A</title><rect x="1"></rect></svg></figure>\n\n*End*',
)


@pytest.mark.parametrize("text", KNOWN[1:])
def test_what_is_known_is_rendered_to_the_same_bytes(text: str) -> None:
    compared = both(text)
    assert compared is not None, "declined"
    quick, slow = compared
    assert quick == slow


@pytest.mark.parametrize(
    "text",
    [
        KNOWN[0],
        "A [link](../nowhere.md)",
        "<div markdown>**a**</div>",
        "Term\n: meaning",
        "    code",
        "a\\*b",
        "a  \nb",
        "![x](../images/y.png)",
        "[^1] note",
        "- a\n    - b",
        "1. one",
        "a :smile: b",
        "++ctrl++",
        "==mark==",
        "~~gone~~",
        "a^b^",
        "# Same { #a }\n\n# Same { #a }",
        "# Same_1",
        "!!! note\n",
        "*[HTML]: Hyper",
        "a\n===",
    ],
)
def test_what_is_not_known_is_declined(text: str) -> None:
    assert contents()._quickly.content(HERE, text, {}) is None


def test_links_are_made_relative_from_every_depth() -> None:
    for path in PAGES:
        top = "../" * path.count("/")
        links = "\n".join(f"- [x]({top}{other})" for other in PAGES)
        compared = both(links, path)
        assert compared is not None
        assert compared[0] == compared[1]


PIECES = (
    *(
        "a",
        "B.",
        "word",
        "2031",
        "1.",
        "é",
        "\u2068ש\u2069",
        "“",
        "”",
        "–",
        "'",
        '"',
        "(",
        ")",
        "(c)",
        ",",
        ";",
        "?",
        "!",
        "/",
        "//",
        ".",
        "...",
    ),
    *(
        "*",
        "**",
        "***",
        "_",
        "__",
        "`",
        "``",
        "[",
        "]",
        "](",
        "[a](b.md)",
        "![",
        "[x](../people/bo.md)",
        "[x](../index.md#y)",
    ),
    *(
        "&amp;",
        "&lt;",
        "&#42;",
        "&#8217;",
        "&",
        "&copy;",
        "<",
        ">",
        "<b>",
        '<span class="who">',
        "</span>",
        "<del>",
        "</del>",
    ),
    *(
        ":",
        "::",
        ":smile:",
        "=",
        "==",
        "^",
        "~",
        "~~",
        "#",
        "{",
        "}",
        "{: .who }",
        "{ #here }",
        "|",
        "-",
        "--",
        "---",
        "+",
        "++",
    ),
    *(
        "\\",
        "\u00a0",
        "\u2028",
        "\t",
        "$",
        "@",
        "a@b.example",
        "https://a.example",
        "[y](https://a.example/?a=1&amp;b)",
        "%",
        "[ ]",
        "[^1]",
    ),
    *(
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n\n",
        "\n> ",
        "\n- ",
        "\n\n- ",
        "\n\n# ",
        "\n\n## ",
        "\n| a | b |\n| --- | --- |\n| ",
        " | ",
        " |",
    ),
    *(
        "- ",
        "> ",
        "# ",
        "## ",
        "* ",
        "1) ",
        ": ",
        "!!! ",
        "??? ",
        "/// ",
        "```",
        "~~~",
        "--8<--",
        "<!-- ",
        " -->",
        "abbr",
        "*[a]: ",
        "[r]: x",
    ),
)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_whatever_is_written_both_ways_agree(text: str) -> None:
    compared = both(text)
    if compared is not None:
        assert compared[0] == compared[1]


WORD = st.sampled_from(
    (
        "a",
        "b,",
        "(c)",
        "“d”",
        "&#42;e",
        "[f](../people/bo.md)",
        "**g**",
        "*h*",
        "`i`",
        "1/2",
        "j:",
        "& k",
        "> l",
        "<del>m</del>",
        "n_o",
        "'p'",
        "$q",
        "r!",
        "s@t",
    )
)
LEVEL = st.sampled_from(("#", "##", "###"))
IN_HEADING = st.sampled_from(
    (
        "a",
        "“b”",
        '"c"',
        '"d',
        "e's",
        "f: g",
        "[h](../people/bo.md)",
        "[i “j” &amp; k](../index.md)",
        "&amp;",
        "&#42;l",
        "*m*",
        "<del>n</del>",
        "(o)",
        "p–q",
        "r?",
        "3.5",
        "& s",
        "&lt;t",
        "[u: v](https://a.example/w)",
    )
)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
ROW = st.tuples(LINE, LINE).map(lambda cells: f"| {cells[0]} | {cells[1]} |")
BLOCK = st.one_of(
    LINE,
    st.tuples(LINE, LINE).map("\n".join),
    LINE.map(lambda line: f"{line}\n{{: .who }}"),
    st.tuples(LEVEL, st.text("abc XYZ-'(&", min_size=1, max_size=8)).map(" ".join),
    st.tuples(LEVEL, st.lists(IN_HEADING, min_size=1, max_size=4).map(" ".join)).map(" ".join),
    st.lists(LINE, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    st.lists(LINE, min_size=1, max_size=3).map(lambda lines: "\n>\n".join(f"> {line}" for line in lines)),
    st.lists(ROW, min_size=1, max_size=3).map(lambda rows: "\n".join((rows[0], "| --- | --- |", *rows))),
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(BLOCK, min_size=1, max_size=5).map("\n\n".join))
def test_pages_like_ours_agree(text: str) -> None:
    compared = both(text)
    if compared is not None:
        assert compared[0] == compared[1]


TITLE = st.sampled_from(("a", "A", "b", "[a](../people/bo.md)", "a 1", "a_1", "*a*"))
GIVEN = st.sampled_from(("", "", "", " { #a }", " { #b }", " { #c }"))


@settings(max_examples=200)
@given(st.lists(st.tuples(LEVEL, st.just(" "), TITLE, GIVEN).map("".join), min_size=2, max_size=7).map("\n\n".join))
def test_headings_that_come_again_agree(text: str) -> None:
    compared = both(text)
    if compared is not None:
        assert compared[0] == compared[1]


def test_the_way_is_tried_before_it_is_used() -> None:
    made = contents()
    assert quick_is_right(made)
    made.quick = True
