from __future__ import annotations

import pytest

from generator.problems import Problem
from generator.read.frontmatter import Document, read_document
from generator.read.report import Report


def read(text: str | bytes, *, required: bool = True) -> tuple[Document, tuple[Problem, ...]]:
    report = Report("content/stories/orbital.md")
    document = read_document(text.encode() if isinstance(text, str) else text, report, required=required)
    return document, report.problems


def told(text: str | bytes) -> list[tuple[int, int, str]]:
    return [(each.line, each.column, each.code) for each in read(text)[1]]


def keys(document: Document) -> list[str]:
    return [key.text for key, _ in document.front.pairs]


class TestSplitting:
    @pytest.mark.parametrize(
        "text",
        [
            "---\ntitle: One\n---\nBody\n",
            "---\r\ntitle: One\r\n---\r\nBody\r\n",
            "---\rtitle: One\r---\rBody\r",
            "\ufeff---\ntitle: One\n---\nBody\n",
            "---  \ntitle: One\n--- \t\nBody\n",
        ],
    )
    def test_accepted_forms(self, text: str) -> None:
        document, problems = read(text)
        assert problems == ()
        assert (keys(document), document.body, document.body_line) == (["title"], "Body\n", 4)

    def test_an_end_without_a_line_end(self) -> None:
        document, problems = read("---\ntitle: One\n---")
        assert (keys(document), document.body, document.body_line, problems) == (["title"], "", 3, ())

    def test_empty_front_matter(self) -> None:
        document, problems = read("---\n---\nBody")
        assert (document.front.pairs, document.body, document.whole, problems) == ((), "Body", True, ())

    def test_a_line_of_more_dashes_ends_nothing(self) -> None:
        assert told("---\ntitle: One\n----\nBody\n") == [(1, 1, "missing-end")]

    def test_front_matter_may_be_left_out_where_it_is_not_required(self) -> None:
        document, problems = read("# About us\n", required=False)
        assert (document.body, document.body_line, document.whole, problems) == ("# About us\n", 1, True, ())

    def test_a_blank_line_before_is_told_and_the_rest_read(self) -> None:
        document, problems = read("\n\n---\ntitle: One\n---\nBody")
        assert [(each.line, each.code) for each in problems] == [(1, "blank-before-front-matter")]
        assert (keys(document), document.front.pairs[0][0].line, document.body_line) == (["title"], 4, 6)

    @pytest.mark.parametrize("body", ["\nkey: value\n---\n", "Note: this is prose\nof two lines\n---\n", "---\n\nText"])
    def test_what_only_looks_like_a_second_front_matter(self, body: str) -> None:
        assert told(f"---\ntitle: One\n---\n{body}") == []


class TestPositions:
    def test_of_keys_and_values_in_characters(self) -> None:
        front = read("---\n日本: 'x'\nb: {c: d,\n  e:  f}\n---\n")[0].front
        (first, one), (second, mapping) = front.pairs
        assert (first.line, first.column, one.line, one.column) == (2, 1, 2, 5)
        assert (second.line, mapping.line, mapping.column) == (3, 3, 4)
        inner = read("---\nb: {c: d,\n  e:  f}\n---\n")[0].front.pairs[0][1]
        assert [(key.line, key.column, value.line, value.column) for key, value in inner.pairs] == [  # type: ignore[union-attr]
            (2, 5, 2, 8), (3, 3, 3, 7),
        ]  # fmt: skip


class TestRepair:
    def test_what_can_be_read_is_read_when_a_part_cannot(self) -> None:
        text = "---\ntitle: One: two\ndate: 2031\npeople:\n  - {a: b: c}\n  - d\ntopics: [x\nfollows: y\ndate: 3\n---\n"
        document, problems = read(text)
        assert [(each.line, each.code) for each in problems] == [
            (2, "unquoted-colon"), (5, "unquoted-colon"), (7, "bad-yaml"), (9, "duplicate-key"),
        ]  # fmt: skip
        assert (keys(document), document.whole) == (["date", "follows"], False)

    def test_many_faults_end(self) -> None:
        problems = read("---\n" + "".join(f"k{number}: a: b\n" for number in range(100)) + "---\n")[1]
        assert 10 <= len(problems) <= 100

    def test_the_advice_writes_the_line_out(self) -> None:
        text = '---\ntitle: Orbital: the end\npeople: {Ada: [{said: he said: "no", date: 2031}]}\n---\n'
        first, second = (each.message for each in read(text)[1])
        assert first.endswith('title: "Orbital: the end"')
        assert second.endswith("said: 'he said: \"no\"'")


class TestCharacters:
    def test_columns_of_bytes_that_are_not_utf_8(self) -> None:
        assert told("---\nédition: é".encode() + b"\xe9") == [(2, 11, "not-utf8")]

    def test_controls_in_front_matter_are_errors_and_in_the_body_warnings(self) -> None:
        document, problems = read("---\ntitle: a\x01b\x02\n---\nc\x0cd\x07\n\x1be\n")
        assert [(each.line, each.column, each.code, each.severity) for each in problems] == [
            (2, 9, "control-character", "error"), (4, 2, "stray-control", "warning"),
            (5, 1, "stray-control", "warning"),
        ]  # fmt: skip
        assert document.body == "c d \n e\n"  # the same length, so that places in it stay what they are
        assert [value.text for _, value in document.front.pairs] == ["a b"]  # type: ignore[union-attr]

    def test_emoji_accents_and_other_scripts_are_fine(self) -> None:
        assert told("---\ntitle: 🚀 Zoë \u200f\u05e9\u05dc\u05d5\u05dd\n---\n👩\u200d🚀\n") == []

    def test_a_file_at_the_limit_and_one_over_it(self) -> None:
        start = b"---\ntitle: One\n---\n"
        assert told(start + b"x" * (1_000_000 - len(start))) == []
        assert told(start + b"x" * (1_000_001 - len(start))) == [(1, 1, "too-large")]
