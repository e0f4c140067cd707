"""Links in texts, and the first plain mentions of names."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterable

import pytest

from generator.read.markdown_inline import prose, without_code
from generator.read.text import destinations, first_mentions, wiki_links


def links(body: str) -> list[str]:
    return [f"{link.target}|{link.label}".removesuffix("|") for link in wiki_links(body)]


def mentions(body: str, *names: str) -> list[tuple[str, int]]:
    """Each name that is found, and where."""
    found = first_mentions(body, {name: name for name in names})
    for each in found:
        written = " ".join(body[each.start : each.end].split())
        assert unicodedata.normalize("NFC", written) == unicodedata.normalize("NFC", each.key)
    return [(each.key, each.start) for each in found]


class TestWikiLinks:
    def test_forms(self) -> None:
        assert links("[[Ada Byron]] and [[ada-byron|her]]") == ["Ada Byron", "ada-byron|her"]
        assert links("[[Ada\nByron]] [[ Ada  Byron | the\n countess ]]") == ["Ada Byron", "Ada Byron|the countess"]
        assert links("| a | [[Ada\\|her]] |") == ["Ada|her"]
        assert links("[[C++]] [[AT&T]] [[a_b*c]] [[<b>]] [[Foo [Bar]]] [[x|a [b] c]]") == [
            "C++", "AT&T", "a_b*c", "Foo [Bar]", "x|a [b] c",
        ]  # fmt: skip

    def test_what_is_none(self) -> None:
        assert links("[Ada] [[Ada] [[]] [[ ]] [[|x]] \\[[Ada]] [[1]](https://example.org) [[a\n\nb]] [[a]") == []

    def test_places(self) -> None:
        body = "é [[a]]\n\n  [[b|c]]"
        (first, second) = wiki_links(body, first_line=10)
        assert (first.at.line, first.at.column, second.at.line, second.at.column) == (10, 3, 12, 3)
        assert [body[link.start : link.end] for link in (first, second)] == ["[[a]]", "[[b|c]]"]

    @pytest.mark.parametrize(
        "body",
        [
            "`[[no]]`",
            "`` a ` [[no]] ``",
            "```\n[[no]]\n```",
            "~~~~ python\n~~~\n[[no]]\n~~~~",
            "text\n\n    [[no]]\n\n    [[no]]\n",
            "\t[[no]]",
            "- item\n\n        [[no]]",
            "!!! note\n    text\n\n        [[no]]",
            "- item\n\n    ```\n    [[no]]\n    ```",
            "> ```\n> [[no]]\n> ```",
            "<pre>\n[[no]]\n</pre>",
            "<code>[[no]]</code>",
            "<script>[[no]]</script>",
            "<!-- [[no]]\n\n[[no]] -->",
            '<a title="[[no]]">x</a>',
        ],
    )
    def test_code_is_left_alone(self, body: str) -> None:
        assert links(body) == []

    @pytest.mark.parametrize(
        "body",
        [
            "a ` b [[yes]]\n\n` c",
            "\\`[[yes]]`",
            "```\n[[yes]]",
            "- item\n\n    [[yes]]",
            "1. item\n\n    - inner\n\n        [[yes]]",
            "text\n    [[yes]]",
            "!!! note\n    [[yes]]",
            '=== "Tab"\n\n    [[yes]]',
            "[^1]: note\n\n    [[yes]]",
            "> [[yes]]",
            "# [[yes]]",
            "- a ` b\n- [[yes]]\n- c ` d",
            "`` ` [[yes]]",
            "<b>[[yes]]</b> <!-- x",
            "a < b [[yes]] > c",
        ],
    )
    def test_what_only_looks_like_code(self, body: str) -> None:
        assert links(body) == ["yes"]

    def test_a_masked_text_keeps_its_length_and_lines(self) -> None:
        body = "a `b`\n\n    c\n\n```\nd\n```\n<i>e</i> [f](g)\n> h"
        for masked in (without_code(body), prose(body)):
            assert len(masked) == len(body)
            assert [len(line) for line in masked.split("\n")] == [len(line) for line in body.split("\n")]


class TestDestinations:
    def test_of_links_and_pictures(self) -> None:
        body = '[a](b.md) ![c](../images/d.png "t") `[x](y)`\n[![e](f.png)](g) [h](<i j>) [k](http://l.m/(n))'
        assert [(each.target, each.image, each.at.line) for each in destinations(body)] == [
            ("b.md", False, 1), ("../images/d.png", True, 1), ("g", False, 2), ("f.png", True, 2), ("i j", False, 2),
            ("http://l.m/(n)", False, 2),
        ]  # fmt: skip
        first = destinations(body)[0]
        assert body[first.start : first.end] == "b.md"

    def test_in_code_of_html_within_a_line_as_markdown_has_it(self) -> None:
        body = "x <code>[a](b.md)</code> <!-- [c](d) -->\n\n<pre><code>\n[e](f)\n</code></pre>\n"
        assert [each.target for each in destinations(body)] == ["b.md"]


class TestMentions:
    def test_the_first_of_each_in_order_of_place(self) -> None:
        assert mentions("Orbital said Ada Byron left Orbital.", "Ada Byron", "Orbital") == [
            ("Orbital", 0),
            ("Ada Byron", 13),
        ]

    def test_any_spelling_counts_for_its_key(self) -> None:
        found = first_mentions("The OAI and OpenAI", {"OpenAI": 1, "OAI": 1})
        assert [(each.key, each.start, each.end) for each in found] == [(1, 4, 7)]

    @pytest.mark.parametrize(
        "before",
        [
            "# Ada Byron\n\n",
            "### Ada Byron ###\n\n",
            "Ada Byron\n===\n\n",
            "Ada Byron\n---\n\n",
            "> Ada Byron\n\n",
            "> a\nAda Byron\n\n",
            "- > Ada Byron\n\n",
            "`Ada Byron` ",
            "```\nAda Byron\n```\n",
            "    Ada Byron\n\n",
            "[Ada Byron](x) ",
            "[the Ada Byron story](x 'Ada Byron') ",
            "[[Ada Byron]] [[x|Ada Byron]] ",
            "![Ada Byron](Ada Byron.png) ",
            "[Ada Byron][r] [Ada Byron][] [r]\n\n[r]: x 'Ada Byron'\n[Ada Byron]: y\n\n",
            "<a href='x'>Ada Byron</a> ",
            "<blockquote>Ada Byron</blockquote>\n\n",
            "<i title='Ada Byron'>x</i> ",
            "<!-- Ada Byron --> ",
            '!!! quote "Ada Byron"\n    Ada Byron\n\n    Ada Byron\n\n',
            '??? note "Ada Byron"\n    x\n\n',
            "*[Ada Byron]: a countess\n\n",
            "x{title='Ada Byron'} ",
            "https://example.org/Ada Byron.Ada ",
            "Ada Byrons ",
            "ada byron ADA BYRON ",
            "Ada Byron-Smith ",
            "Mc-Ada Byron ",
            "Ada Byron.com @Ada Byron #Ada Byron Ada Byron@x ",
            "Ada ByronÉ Ada Byron\u0301 ",
            "Ada Byron'x O'Ada Byron ",
        ],
    )
    def test_never_there(self, before: str) -> None:
        assert mentions(before, "Ada Byron") == []
        assert mentions(f"{before}Ada Byron", "Ada Byron") == [("Ada Byron", len(before))]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("", "'s"), ("", "’s"), ("(", ")"), ("“", "”"), ("'", "'"), ("*", "*"), ("**", "**"), ("_", "_"), ("", "."),
            ("", ","), ("—", "—"), ("| ", " |"), ("- ", ""), ("1. ", ""), ("!!! note\n    ", ""),
            ("a\n", "\nb"), ("[", "]"),
            ("<b>", "</b>"), ("> x\n\n", ""), ("", ": x"), ("end.\n", " - x"), ("{", "\n"), ("[^1]: ", ""),
            ("&amp; ", "&nbsp;x"),
        ],
    )  # fmt: skip
    def test_running_words(self, before: str, after: str) -> None:
        assert mentions(f"{before}Ada Byron{after}", "Ada Byron") == [("Ada Byron", len(before))]

    def test_a_name_wrapped_onto_the_next_line(self) -> None:
        assert mentions("with Ada\nByron", "Ada Byron") == [("Ada Byron", 5)]
        assert mentions("with Ada\n\nByron", "Ada Byron") == []

    def test_the_longest_name_wins(self) -> None:
        names = ("Orbital", "Bank of Orbital", "Orbital Media")
        assert mentions("Bank of Orbital, Orbital Media, Orbital", *names) == [
            ("Bank of Orbital", 0), ("Orbital Media", 17), ("Orbital", 32),
        ]  # fmt: skip
        assert mentions("Bank of Orbital. Bank of Orbital's.", *names) == [("Bank of Orbital", 0)]

    def test_both_unicode_forms(self) -> None:
        for form in ("NFC", "NFD"):
            for other in ("NFC", "NFD"):
                name = unicodedata.normalize(form, "Zoë Müller")
                assert mentions(unicodedata.normalize(other, "So Zoë Müller left"), name) == [(name, 3)]

    def test_scripts_without_spaces(self) -> None:
        assert mentions("王小明加入了轨道公司", "王小明", "轨道公司") == [("王小明", 0), ("轨道公司", 6)]
        assert mentions("OpenAIは삼성전자가", "OpenAI", "삼성전자") == [("OpenAI", 0), ("삼성전자", 7)]
        assert mentions("Владимир", "Влад") == []

    def test_names_of_signs(self) -> None:
        assert mentions("C++ and C# and .NET and AT&T", "C++", "C#", ".NET", "AT&T") == [
            ("C++", 0), ("C#", 8), (".NET", 15), ("AT&T", 24),
        ]  # fmt: skip
        assert mentions("a.*b", ".*") == []
        assert mentions("x", "", " ") == []


HOSTILE = [
    "[",
    "![",
    "[[",
    "[[a",
    "[[a|",
    "](",
    "[a](",
    "[a](b",
    "`",
    "` ",
    "`a``b",
    "<",
    "<a ",
    '<a "',
    "<!--",
    "<pre>",
    "</pre>",
    "> ",
    ">\n",
    "- ",
    "- a\n    ",
    "{",
    "\\",
    "[a]: b\n",
    "*[",
    "```\n",
    "```a\n",
    "#",
    "# a\n",
    "=\n",
    "a\n=\n",
    "!!! quote\n",
    "!!! a\n    b\n",
    "http://",
    "a@",
    "Ada Byron ",
    "\n",
    " ",
    "\t",
    "[[[a]]]",
    "[[a [b] ",
    "[x][y]",
    "[1]: x\n\n[1] ",
    "漢",
    "\x0b",
    "'s ",
    "Bank of Orbital ",
    "Orbital-",
    "`[[a]]`",
    "8<",
    "[a](" + " " * 5_000,
    "[a]('" + "' " * 2_000 + "b) ",
    "\n1. `",
    "- [ ] `",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_take_time_in_line_with_their_length(unit: str) -> None:
    assert seconds(unit * (50_000 // len(unit))) < 4  # as quadratic time, 10; on a slow machine 1.2, and then 25


def seconds(body: str, names: Iterable[str] = ("Ada Byron", "Orbital", "Bank of Orbital", "漢字")) -> float:
    began = time.process_time()
    wiki_links(body)
    destinations(body)
    first_mentions(body, {name: name for name in names})
    return time.process_time() - began


def test_many_names_in_a_long_text() -> None:
    names = [f"Ada Byron {number}" for number in range(3_000)]
    assert seconds(" and ".join(names), [*names, "Ada", "Byron"]) < 2
