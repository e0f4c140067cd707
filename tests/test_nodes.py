"""YAML to nodes: every scalar a text, and what front matter doesn't allow."""

from __future__ import annotations

import time

import pytest
from yaml import YAMLError

from generator.read.composer import DEEPEST, Composer, TooDeep
from generator.read.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_empty
from generator.read.report import Report


def compose(text: str) -> tuple[Node | None, list[tuple[int, int, str]]]:
    report = Report("x.md")
    root = Composer(text, 1, report).compose()
    return root, [(each.line, each.column, each.code) for each in report.problems]


def value(text: str) -> Node:
    root, problems = compose(f"key: {text}")
    assert isinstance(root, MappingNode)
    assert problems == []
    return root.pairs[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "on",
        "yes",
        "null",
        "~",
        "12:30",
        "12:30:45",
        "1.10",
        "010",
        "0x1F",
        "1_000",
        "2024-08",
        "2024-13-45",
        ".inf",
        "2024-10-02T10:00:00",
        "=",
        "1e3",
        "0o7",
        "true",
    ],
)
def test_plain_scalars_stay_text(text: str) -> None:
    assert value(text) == ScalarNode(text, 1, 6, True)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('"no"', "no"),
        ("'it''s'", "it's"),
        ('"a\\tb"', "a\tb"),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
        ('"\\u00e9\\U0001F680"', "é🚀"),
    ],
)
def test_quoted_and_block_scalars_are_not_plain(written: str, text: str) -> None:
    node = value(written)
    assert isinstance(node, ScalarNode)
    assert (node.text, node.plain) == (text, False)


def test_nothing() -> None:
    root, problems = compose("a:\nb: ''\nc: []\n")
    assert isinstance(root, MappingNode)
    assert [is_empty(node) for _, node in root.pairs] == [True, False, False]
    assert problems == []
    assert compose("")[0] is None
    assert compose("# a comment\n")[0] is None


def test_lists_and_mappings_in_both_styles() -> None:
    root, _ = compose("a: [b, {c: d}]\ne:\n  - f\n  - g: h\n")
    assert isinstance(root, MappingNode)
    first, second = (node for _, node in root.pairs)
    assert isinstance(first, SequenceNode)
    assert isinstance(second, SequenceNode)
    assert [type(item) for item in first.items] == [type(item) for item in second.items] == [ScalarNode, MappingNode]
    inner = first.items[1]
    assert isinstance(inner, MappingNode)
    assert (inner.flow, inner.get("c"), inner.get("x")) == (True, ScalarNode("d", 1, 12, True), None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: !!python/name:os.system x", (1, 4, "yaml-tag")),
        ("a: !x {b: c}", (1, 4, "yaml-tag")),
        ("a: !!str [b]", (1, 4, "yaml-tag")),
        ("a: ! b", (1, 4, "yaml-tag")),
        ("a: ! 'b'", (1, 4, "yaml-tag")),
        ("a: !", (1, 4, "yaml-tag")),
        ("!a b: c", (1, 1, "yaml-tag")),
        ("a: &b c", (1, 4, "yaml-anchor")),
        ("a: &b [c]", (1, 4, "yaml-anchor")),
        ("a: *b", (1, 4, "yaml-anchor")),
        ("<<: {a: b}", (1, 1, "merge-key")),
        ("a: {b: c, b: d}", (1, 11, "duplicate-key")),
        ('a: b\n"a": c', (2, 1, "duplicate-key")),
        ("{a: b}: c", (1, 1, "wrong-type")),
        ("a: b\n---\nc: d", (2, 1, "two-documents")),
        ("a: b\n...\n", (2, 1, "two-documents")),
        ('a: "\\x1b"', (1, 4, "control-character")),
        ('a: "\\ufeff"', (1, 4, "control-character")),
    ],
)
def test_what_front_matter_does_not_allow(text: str, problem: tuple[int, int, str]) -> None:
    assert compose(text)[1] == [problem]


class TestNesting:
    def nest(self, levels: int) -> str:
        return f"a: {'[' * levels}b{']' * levels}"

    def test_up_to_the_limit(self) -> None:
        assert compose(self.nest(DEEPEST))[1] == []
        with pytest.raises(TooDeep):
            compose(self.nest(DEEPEST + 1))

    @pytest.mark.parametrize("start", ["a: ", ""])
    @pytest.mark.parametrize("level", ["[", "{", "- ", "? ", "[{a: ", '"a": [', "{? "])
    def test_a_megabyte_of_it_is_quick_and_harmless(self, start: str, level: str) -> None:
        began = time.process_time()
        with pytest.raises((TooDeep, YAMLError)):  # the parser's complaint is as good as ours
            compose(start + level * (1_000_000 // len(level)))
        assert time.process_time() - began < 2


class TestCutByComment:
    @pytest.mark.parametrize(
        ("text", "column"),
        [
            ("title: Ranked #1 in the world", 15),
            ("title: Issue # 4", 14),
            ("title: a  #b", 11),
            ("title: a\t#b", 10),
            ("a: [b, c #d\n  ]", 10),
            ("- a\n- b #c", 5),
            ("title: #metoo is back", 8),
            ("title: #metoo is back\n  and more", 8),
            ("title:\n  #metoo is back", 3),
            ("title:\n  #metoo is\n  back", 3),
            ("- a: b\n  note: #5 in the list\n- c: d", 9),
            ("- a\n- #b\n- c", 3),
            ("a: [b, #c\n  ]", 8),
            ("a: {b: #c\n  }", 8),
            ("title: Ranked\n  #1 in the world", 3),
            ("a:\n  - title: Ranked\n      #1 in the world", 7),
            ("a:\n  - Ranked\n    #1 in the world", 5),
            ("a:\n  Ranked\n  #1 in the world", 3),
        ],
    )
    def test_is_warned_of(self, text: str, column: int) -> None:
        problems = compose(text)[1]
        assert [(each[1], each[2]) for each in problems] == [(column, "hash-cuts-value")]

    @pytest.mark.parametrize(
        "text",
        [
            "title: Orbital      # a comment, well apart",
            "title: Orbital  # a comment",
            "date: 2031-03-04 # a date can't be cut",
            "draft: no # neither can this",
            "title: C#",
            'title: "Ranked #1"',
            "title: 'Ranked #1' # a comment",
            "a: # a comment",
            "# title: a #b",
            "a: {b: c} # a comment",
            "a: [b, c] #x",
            "a: |\n  b #c\n",
            "a: x##y",
            "a:   # none yet",
            "a: # none yet\nb: c",
            "a: ##\nb: c",
            "a: #all of them\n  b: c",
            "a: #all of them\n  - b",
            "a: #all of them\n- b\n- c",
            "a: #all of them\n  [b, c]",
            "a: b\n#c: d",
            "a: b\n#1 in the world",
            "a:\n  - b: c\n    #d: e\n    #5 in the list\n",
            "a:\n  #- {b: c}",
            "a:\n  b:\n    #- {b: c}",
            "a: [b, #c: d\n  e]",
            "a: [b,\n  #c,\n  d]",
            "a: b\n\n  #1 in the world",
            "a: b\n  # in the world",
        ],
    )
    def test_a_comment_is_not(self, text: str) -> None:
        assert compose(text)[1] == []
