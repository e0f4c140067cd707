"""Text that means something to Markdown, HTML or YAML comes out as the text it was."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.publish.markdown import direction, escape

# Every extension that Material documents, and then some: mkdocs.yml has fewer.
EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]
PIECES = st.sampled_from(
    [
        *"*_[]<>|{}:`#-+=~^!?/\\.&;()'\"$@%1 aZ\n\t",
        *("**", "__", "==", "^^", "~~", "++", "--", "---", "-->", "://", "www.", "c/o", "(c)", "1/2", "+/-", "{ #id }"),
        *("<script>", "</script>", "&amp;", "&#42;", ":smile:", "[^1]", "*[HTML]: x", "[a](b)", "![x](y)", "[[Ada]]"),
        *("{: .c }", "{++a++}", "!!! note", "??? x", '=== "t"', "/// x", "--8<-- 'x'", "[TOC]", "<!-- x -->"),
        *("<![CDATA[", "///Footnotes Go Here///", "$x$", "a@b.de", "@ada", "https://e.org/?a=b&c", "1. ", "1) "),
        *("[ ] ", "Ada", "日本", "é", "\x02wzxhzdk:0\x03", "\x02klzzwxh:0000\x03", "\x02amp\x03", "    code"),
        *("\u2028", "\x85", "\u00a0", "> ", "||", "{{ x }}"),
    ]
)
TEXTS = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=30)
UNSEEN = dict.fromkeys((0x2067, 0x2069))  # the marks that keep words in order: generator/publish/markdown/direction.py
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}


class _Text(HTMLParser):
    """The text between the marks the tests put round it, and the elements met there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.data: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.data.append(data)


def _rendered(source: str, md: markdown.Markdown) -> tuple[str, list[str]]:
    reader = _Text()
    reader.feed(md.reset().convert(source))
    reader.close()
    return "".join(reader.data).translate(UNSEEN), reader.tags


@pytest.fixture(scope="module")
def md() -> markdown.Markdown:
    return markdown.Markdown(extensions=EXTENSIONS)


def _same(shown: str, original: str) -> bool:
    written = escape.one_line(original).translate(UNSEEN)
    return re.sub(r"\s+", " ", shown).strip() == re.sub(r"\s+", " ", written).strip()


@settings(max_examples=400)
@given(TEXTS)
@example("# Title #")
@example("C#")
@example("---")
@example("1986. A great year")
@example(": a definition")
@example("Is it 1/2 or c/o (c)?")
def test_text_reads_as_it_was_written_in_every_place(md: markdown.Markdown, value: str) -> None:
    line = escape.text(value)
    bare = re.sub(r"\s", "", escape.one_line(value).translate(UNSEEN))
    if not bare:
        return
    for source, reads, tags in (
        (f"{line}", f"{bare}", {"p"}),
        (f"before {line} after", f"before{bare}after", {"p"}),
        (f"# {line}", f"{bare}", {"h1"}),
        (f"## {line} {{ #facts }}", f"{bare}", {"h2"}),
        (f"- {line}\n- x", f"{bare}x", {"ul", "li"}),
        (f"| A | B |\n| --- | --- |\n| {line} | x |", f"AB{bare}x", TABLE),
        (f"[{line}](x.md)", f"{bare}", {"p", "a"}),
        (f"**{line}**", f"{bare}", {"p", "strong"}),
    ):
        shown, met = _rendered(source, md)
        assert set(met) <= tags, (source, met)
        assert re.sub(r"\s", "", shown) == reads, (source, shown)


@settings(max_examples=200)
@given(TEXTS)
def test_text_alone_is_exactly_the_text(md: markdown.Markdown, value: str) -> None:
    shown, _ = _rendered(escape.text(value), md)
    assert _same(shown, value)


@settings(max_examples=300)
@given(TEXTS)
def test_front_matter_cannot_be_broken_out_of(value: str) -> None:
    source = f"title: {escape.yaml(escape.html(value))}\nkind: x\n"
    assert "\n---" not in source
    read = yaml.safe_load(source)
    assert set(read) == {"title", "kind"}
    assert html.unescape(read["title"]) == escape.one_line(value)
    assert not set("<>\"'") & set(read["title"])


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//example.org/x",
        "/etc/passwd",
        "example.org",
        "http:///x",
        "http://[bad",
        "",
    ],
)
def test_addresses_that_are_not_on_the_web_are_not_linked(value: str) -> None:
    assert escape.url(value) == ""


@settings(max_examples=200)
@given(TEXTS)
def test_an_address_stays_inside_its_link(md: markdown.Markdown, value: str) -> None:
    target = escape.url(f"https://example.org/{value}")
    if not target:
        return
    shown, tags = _rendered(f"| A |\n| --- |\n| {escape.link(escape.text('the label'), target)} |", md)
    assert "the label" in shown
    assert set(tags) == TABLE | {"a"}


@settings(max_examples=100)
@given(TEXTS)
def test_a_fence_holds_its_text(md: markdown.Markdown, value: str) -> None:
    source = f"{escape.fence('@misc{' + value, 'text')}\n\nafter the fence\n"
    rendered = md.reset().convert(source)
    assert rendered.endswith("<p>after the fence</p>")


def test_mkdocs_has_no_extension_that_these_tests_do_not(root: Path) -> None:
    lines = (root / "mkdocs.yml").read_text(encoding="utf-8").split("\nmarkdown_extensions:\n")[1].splitlines()
    used = [line.removeprefix("  - ").split(":")[0] for line in lines if line.startswith("  - ")]
    assert set(used) <= set(EXTENSIONS)


def test_the_module_is_the_only_one_that_escapes() -> None:
    publish = Path(escape.__file__).parent
    others = [path.name for path in publish.glob("*.py") if "&#{" in path.read_text("utf-8")]
    assert others == ["escape.py"]


MARKS = {0x2067: "<", 0x2069: ">", 0x200E: "L", 0x200F: "R"}


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("plain, “é”", "plain, “é”"),
        ("אב", "<אב>"),
        (", אב, ", ", <אב>, "),
        ("אב at ", "<אב> at "),
        ("אב OpenAI גד at ", "<אב> OpenAI <גד> at "),
        ("אב, OpenAI", "<אב>, OpenAI"),
        (": “אב 5!”", ": “<אב 5!>”"),
        (": “אב 5! says Ann”", ": “<אב> 5! says Ann”"),
        (" as אב", " as <אב>"),
        ("مهندسُ,", "<مهندسُ>,"),
        ("–", "–"),
    ],
)
def test_words_read_from_the_right_are_kept_apart_from_those_around_them(words: str, kept: str) -> None:
    assert direction.apart_inside(words).translate(MARKS) == kept


@pytest.mark.parametrize(
    ("text", "beside_others", "in_an_element"),
    [
        ("Zoë Ångström", "Zoë Ångström", "Zoë Ångström"),
        ("נועה כהן", "<נועה כהן>", "נועה כהן"),
        ("נועה כהן, 5, quits", "<נועה כהן>, 5, quits", "<נועה כהן>, 5, quits"),
        ("Ann אב (5)", "Ann <אב> (5)", "Ann <אב> (5)"),
        ("שלום עולם 7!", "<שלום עולם 7!>", "שלום עולם 7!"),
        ("Ann אומרת שלום", "<Ann אומרת שלום>", "<Ann אומרת שלום>"),
    ],
)
def test_a_text_is_read_from_the_right_if_most_of_its_letters_are(
    text: str, beside_others: str, in_an_element: str
) -> None:
    assert direction.apart(text).translate(MARKS) == beside_others
    assert direction.held(text).translate(MARKS) == in_an_element
    assert direction.held(direction.apart(text)) == direction.apart(text)
    assert escape.text(text) == direction.held(text)


@pytest.mark.parametrize(
    ("prose", "marked"),
    [
        ("Ann says.\n\nשלום עולם.", "Ann says.\n\nשלום עולם."),
        ("נועה כהן leaves.", "Lנועה כהן leaves."),
        ("Ann.\n\n- “נועה says\n- שלום", "Ann.\n\n- “Lנועה says\n- שלום"),
        ("OpenAI קונה חברה קטנטנה", "ROpenAI קונה חברה קטנטנה"),
        ("[נועה](people/noa.md) leaves", "[נועה](people/noa.md) leaves"),
        ("כהן [נועה](people/noa-cohen.md)", "כהן [נועה](people/noa-cohen.md)"),
        ("```\n\nנועה leaves\n```", "```\n\nנועה leaves\n```"),
    ],
)
def test_a_paragraph_whose_first_letter_misleads_gets_a_mark(prose: str, marked: str) -> None:
    assert direction.led(prose).translate(MARKS) == marked
