"""The sentence that names somebody, in the words that a reader sees."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator.archive.model import Ref
from generator.pages.excerpt import LONGEST, opening, sentence_naming
from generator.pages.literal import without_code
from generator.pages.plain import plain
from generator.publish.config.mkdocs_yml import load
from generator.publish.config.settings import Given
from generator.publish.html.cleaning import clean
from tests.conftest import ROOT
from tests.page_maker import desk
from tests.stories import person, story

ADA = Ref("person", "ada-byron")


def naming(body: str) -> str:
    made = desk(story("one", "people: [Ada Byron, Grace Murray]\ncompanies: [Orbital]", body=body))
    return sentence_naming(made.archive.texts["one"], made.archive.stories["one"].links, made.archive.entities[ADA])


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("First. Then Ada Byron left. Last.", "Then Ada Byron left."),
        ("First. Then [[Ada Byron|she]] left **quickly**. Last.", "Then she left quickly."),
        ("[[Ada Byron]] left.", "Ada Byron left."),
        ("[[people/ada-byron]] left.", "Ada Byron left."),
        ("So [[ada-byron]] left, not [[grace-murray]].", "So Ada Byron left, not grace murray."),
        ("No one.\n\nSaid Mr. Hull of Ada Byron: “Go!” And more.", "Said Mr. Hull of Ada Byron: “Go!”"),
        ("Dr. A. B. Cee met Ada Byron at St. Paul's. Yes.", "Dr. A. B. Cee met Ada Byron at St. Paul's."),
        ("> [a link](x.md) to Ada Byron\n> and on", "a link to Ada Byron and on"),
        ("- one\n- Ada Byron <b>is</b> &amp; was", "one Ada Byron is & was"),
        ("Nobody is named.", ""),
        ("", ""),
        ("1\r\n\r\nAda Byron left. Now.\r\n\r\n2", "Ada Byron left."),
        ('!!! note "A note with Ada"\n    Text of Ada Byron.', "Text of Ada Byron."),
        ('!!! note "A note with Ada Byron"\n    Text of the old company.', "A note with Ada Byron"),
        ('=== "Tab one"\r\n    Text of Ada Byron.', "Text of Ada Byron."),
        ("## What came next ##\nAda Byron left.", "Ada Byron left."),
        ("Ada Byron left\n# What came next", "Ada Byron left"),
        ("Founders\n:   First Ada Byron. Then others.", "First Ada Byron."),
        ("> > nested the firm of Ada Byron", "nested the firm of Ada Byron"),
        ("> One thing\n>\n> Another of Ada Byron", "Another of Ada Byron"),
        ("Who | Left\n--- | ---\nBob Oz | 2030\n**Ada Byron** | 2031\nCy Ng | 2032", "Ada Byron 2031"),
        ("<details><summary>More</summary>Text of Ada Byron.</details>", "Text of Ada Byron."),
        ("See [the post] by Ada Byron.\n\n[the post]: https://example.org/1", "See the post by Ada Byron."),
        ("```python\n\nAda Byron = 1\n```\n\nIt was Ada Byron.", "It was Ada Byron."),
    ],
)
def test_the_first_sentence_that_names_her(body: str, sentence: str) -> None:
    assert naming(body) == sentence


def test_a_name_stands_as_it_is_where_a_slug_was_written() -> None:
    made = desk(
        person("ada-byron", 'name: "A_d_a *Byron*"'), story("one", "people: [ada-byron]", body="See [[ada-byron]].")
    )
    links = made.archive.stories["one"].links
    assert sentence_naming(made.archive.texts["one"], links, made.archive.entities[ADA]) == "See A_d_a *Byron*."


def test_a_link_counts_before_a_plain_mention() -> None:
    assert naming("Ada Byron was early. Later [[Ada Byron]] was linked.") == "Later Ada Byron was linked."


def test_a_long_sentence_is_cut_round_the_name() -> None:
    words = naming(f"{'word ' * 200}Ada Byron {'word ' * 200}end.")
    assert "Ada Byron" in words
    assert len(words) <= LONGEST + 4
    assert words.startswith("… ")
    assert words.endswith(" …")


def test_the_opening_is_the_first_paragraph() -> None:
    assert opening("# Heading\n\n![x](y.jpg)\n\n- list\n\nThe *first* [[words|here]].\n\nMore.") == "The first here."
    assert opening("```\ncode\n```") == ""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("    code\n\n```\ncode\n\nmore\n```\n\nText.", "Text."),
        ('!!! note "A note"\n    Of it.\n\nText.', "Text."),
        ("A heading\n=========\n\nA second one\n---\n\nText.", "Text."),
        ("Who | Left\n--- | ---\nAda | 2030\n\nText.", "Text."),
        ("*[R&D]: Research\n[1]: https://example.org/x\n\nText.", "Text."),
        ("`cuttings build` makes it.", "cuttings build makes it."),
        ("<https://example.org/a_b_> says so.", "https://example.org/a_b_ says so."),
        ("See [the post].\n\n[the post]: https://example.org/1", "See the post."),
    ],
)
def test_the_opening_is_of_running_words(body: str, words: str) -> None:
    assert opening(body) == words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        (
            "About [[sam-lee]] and [[people/sam-lee-2]], [[beta-second]] and [[stories/2031/launch-safety]].",
            "About sam lee and sam lee 2, beta second and launch safety.",
        ),
        ("[[Jean-Luc]], [[AC/DC]], [[Orbital (company)]], [[x|a-b]]", "Jean-Luc, AC/DC, Orbital (company), a-b"),
        ("| [[ada-byron\\|Ada]] |", "| Ada |"),
        (
            "at <https://example.org/x_y_?a=1&amp;b> or <mail@example.org>.",
            "at https://example.org/x_y_?a=1&b or mail@example.org.",
        ),
        ("[a](https://example.org/wiki/A_(b)) [b [c]](x) [![p](q.jpg)](r) [d][e] [f][]", "a b [c] d f"),
        ('!!! note "A note with Ada"\n    Text.', "A note with Ada Text."),
        ("!!! danger inline end\n    Text.", "Text."),
        ('??? tip "Open"\n    Text.\n\n???+ "More"\n    Text.', "Open Text. More Text."),
        ('=== "Tab one"\n\n    Text.\n\n===! "Tab two"\n\n    Text.', "Tab one Text. Tab two Text."),
        ("Term\n: Definition", "Term Definition"),
        ("One[^1].\n\n[^1]: Her words.\n    And more.", "One. Her words. And more."),
        ("R&D.\n\n*[R&D]: Research", "R&D."),
        ('See [1].\n\n[1]: http://example.org/x "Title"\n[2]: <http://example.org>\n(Title)\n', "See 1."),
        ("[Ada]: I have left", "[Ada]: I have left"),
        ("H~2~O, x^2^, ~5 or ~6, ~~old~~ ^^new^^ ==both==", "H2O, x2, ~5 or ~6, old new both"),
        (
            'Press ++ctrl+alt+del++ or ++page-up++, ++"Enter"++; C++ and D++',
            "Press Ctrl+Alt+Del or Page Up, Enter; C++ and D++",
        ),
        ("> > nested\n> > more\n>\n> one", "nested more one"),
        ("Lift :rocket: off :material-x:, :+1: at 12:30:45", "Lift off , at 12:30:45"),
        ('![a](b.jpg){ width=100 } c {: .lead #x title="A b" }\n## D { #d }\n', "c D"),
        ("a set {1, 2} of f{x}", "a set {1, 2} of f{x}"),
        ('```python title="a.py" hl_lines="1"\nx = **y** | [[z]]\n```', "x = **y** | [[z]]"),
        ("~~~ { .python }\n# x\n~~~", "# x"),
        ("- [ ] todo\n- [x] done\n    1. nested\n\n[ ] no", "todo done nested [ ] no"),
        ("More<summary>hidden</summary>a<br>b<br/>c<b>d</b>e", "More hidden a b cde"),
        ("a<script>\n\nb</script>c<STYLE>d</style>e<!-- f -->g", "a c eg"),
        ("O'Neil_*Star* of *Tin*", "O'Neil_Star of Tin"),
        ("a_b_c _so __and__ so_ __a_b__ _ x_", "a_b_c so and so a_b _ x_"),
        ("2 * 3 * 4, 5*, **a *b* c**, ***d***", "2 * 3 * 4, 5*, a b c, d"),
        ("a*\n\nb*", "a* b*"),
        ("- 5*3\n- 5*2\n- [ ] #1", "5*3 5*2 #1"),
        (
            "`[[not a link|x]]` ``a ` *b*`` `#!python c_d_` `&amp; <b>` [`e`](f)",
            "[[not a link|x]] a ` *b* c_d_ &amp; <b> e",
        ),
        ("\\*a\\* \\[[b]] \\_c\\_ \\`*d*\\`", "*a* [[b]] _c_ `d`"),
        ("born in\n1990. Then\n\n1. one\n2. two", "born in 1990. Then one two"),
        ("a\n\n---\n\n* * *\n\nB\n=\n", "a B"),
        ("<code>[[x]] &amp; *y*</code>", "[[x]] & *y*"),
        ("&lt;b&gt; &amp;lt; 3 < 4 > 2", "<b> &lt; 3 < 4 > 2"),
    ],
)
def test_the_words_that_a_reader_sees(markdown: str, words: str) -> None:
    assert plain(markdown) == words


INLINE = (
    "Ada", "**bold**", "*em*", "_so_", "__very__", "a_b_c", "`code *x* [[y]]`", "[link](https://x.example/a_b)",
    "~~old~~", "^^new^^", "H~2~O", "x^2^", "==mark==", "++ctrl+a++", "<b>tag</b>", "&amp;", "5 * 3", "\\*star\\*",
    "O'Neil_*Star*", "**bold *and* em**", "_a **b**_", "1 < 2", "[a [b]](c)", "<https://x.example/c_d_e>",
    "<span class='a_b'>s</span>", "12:30:45", "“quoted.”", "**[l](u)**", "***both***", "![p](q){ width=1 }",
)  # fmt: skip
BLOCKS = (
    "{}", "## {} {{ #id }}", "> {}\n> {}", "- {}\n- [ ] {}\n- [x] {}", "1. {}\n2. {}", '!!! note "A title"\n\n    {}',
    '??? tip "Open"\n\n    {}\n\n    - {}', '=== "Tab one"\n\n    {}', "```python\nx = **y**\n\n# [[a|b]]\n```\n\n{}",
    "Term\n:   {}", "| A | B |\n|---|:-:|\n| {} | {} |", "Title\n=====\n\n{}", "{}\n\n    code *x*", "---\n\n{}",
    "*[R&D]: Research\n\n{}", "<div>\nhtml\n</div>\n\n{}", "<script>\nx()\n</script>\n\n{}",
)  # fmt: skip


@lru_cache
def renderer() -> Markdown:
    config = load(Given(ROOT / "mkdocs.yml", str(ROOT / "content")))
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def on_page(markdown: str) -> list[str]:
    """The words of a text on its page."""
    html = clean(renderer().reset().convert(markdown))
    html = re.sub(r'<a class="headerlink".*?</a>', "", html)
    html = re.sub(r"</?(?:a|b|code|del|em|ins|kbd|mark|span|strong|sub|sup)(?: [^<>]*)?>", "", html)
    return unescape(re.sub(r"<[^<>]*>", " ", html)).split()


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(BLOCKS), *[st.lists(st.sampled_from(INLINE), min_size=1, max_size=4)] * 3)))
def test_the_words_are_those_of_the_page(blocks: list[tuple[str, list[str], list[str], list[str]]]) -> None:
    text = "\n\n".join(block.format(*map(" ".join, words)) for block, *words in blocks)
    assert sorted(plain(without_code(text)).split()) == sorted(on_page(text))  # tabs stand before what is in them


def test_plain_takes_time_in_line_with_the_text() -> None:
    assert len(plain("[" * 50_000 + "*" * 50_000)) > 0
    assert len(plain("[^" * 490_000)) > 0  # in the square of its length: five minutes
    inline = re.split(
        " ", "*a _a ~~a ==a ^^a ~a ++a+ :a <script> <!-- <code> {.a [a]( [[a| [[[a] `a``b <a ![a]( - a_ |"
    )
    for sign in (*inline, *(f"{each} " for each in inline), "\n1. a", "\n> - ", "\n[a]:\n", "\n*[a", "\n|-", "|- "):
        assert isinstance(plain(sign * (300_000 // len(sign))), str)


def test_the_sign_of_a_footnote_is_no_word() -> None:
    assert plain("Ada[^1] left[^a note]. [^[1] stays.") == "Ada left. [^[1] stays."
