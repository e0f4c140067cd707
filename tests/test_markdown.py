"""The generated folder: ordinary Markdown, every link of which leads somewhere, whatever editors call things."""

from __future__ import annotations

import json
import pickle
import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import markdown as python_markdown
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.archive.reasoning import reason
from generator.pages.catalogue import make, units
from generator.pages.desk import lay_out
from generator.pages.home import HomePage
from generator.pages.prose import Prose
from generator.publish.errors import BuildFailedError
from generator.publish.markdown.escape import Md, fence, link
from generator.publish.markdown.pages import Renderer
from generator.publish.markdown.texts import rendered
from tests.page_maker import SITE, markdown, pages
from tests.stories import archive, page, story
from tests.test_escape import EXTENSIONS

NASTY = (
    "*Star* _x_ [y](javascript:alert(1)) <script>alert(1)</script> | `c` {{ x }} &amp; #1 ^^a^^ ==b== ~~c~~ :smile: "
    "{ .k } [^1] https://e.org www.e.org a@b.de --- !!! note"
)
QUOTED = NASTY.replace('"', '\\"')


class Reader(HTMLParser):
    """The text and elements of a page, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.links += [str(found[name]) for name in ("href", "src") if found.get(name) is not None]
        self.ids += [str(found["id"])] if found.get("id") else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(text: str) -> Reader:
    """A page as Python-Markdown renders it, without its front matter."""
    _, _, body = text.partition("---\n")[2].partition("---\n")
    reader = Reader()
    reader.feed(python_markdown.markdown(body, extensions=EXTENSIONS))
    reader.close()
    return reader


def front(text: str) -> dict[str, object]:
    found = yaml.safe_load(text.split("---\n", 2)[1])
    assert isinstance(found, dict)
    return found


FILES = (
    story(
        "one",
        f"""
        standfirst: "{QUOTED}"
        authors: ["{QUOTED}"]
        topics: ["Topic {QUOTED}"]
        follows: two
        image: {{file: "a (1).png", alt: "{QUOTED}", credit: "{QUOTED}", caption: "{QUOTED}"}}
        sources:
          post: {{title: "{QUOTED}", publisher: "{QUOTED}", author: "{QUOTED}", note: "{QUOTED}", url: "https://e.org/1"}}
        people:
          "Person {QUOTED}":
            - {{joined: "Company {QUOTED}", role: "{QUOTED}", date: 2030, source: post, note: "{QUOTED}"}}
            - {{left: "Company {QUOTED}", reason: "{QUOTED}", date: 2031, status: denied}}
            - {{said: "{QUOTED}", about: "Company {QUOTED}"}}
            - {{asked: "{QUOTED}", answer: "{QUOTED}"}}
            - {{event: "{QUOTED}", status: retracted}}
        companies:
          "Company {QUOTED}":
            - {{raised: 1 million EUR, round: "{QUOTED}", date: 2030}}
            - {{launched: "{QUOTED}"}}
        claims: [{{says: "{QUOTED}", count: people-at, company: "Company {QUOTED}", is: 1}}]
        corrections: [{{date: 2031-03-05, text: "{QUOTED}"}}]
        """,
        title=f"Story {QUOTED}",
        body="Text.",
    ),
    story("two", "topics: [hiring]", day="2030-01-01"),
    page("about", f'title: "{QUOTED}"', body="Hello [[two]]."),
    page("policies/ethics", body="See [[about]]."),
)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return markdown(*FILES)


def test_whatever_a_name_holds_is_shown_and_does_nothing(made: dict[str, str]) -> None:
    for path, text in made.items():
        reader = read(text)
        assert not {"script", "em", "sup", "mark", "ins", "sub"} & set(reader.tags), path
        outside = {each for each in reader.links if urlsplit(each).scheme or each.startswith("//")}
        assert {each for each in outside if not each.startswith(SITE.url)} <= {"https://e.org/1"}, path
    for path in ("stories/2031/one.md", "people/index.md", "moves/index.md", "claims/index.md", "corrections/index.md"):
        assert plain(NASTY) in plain("".join(read(made[path]).words)), path


def test_front_matter_is_escaped_for_themes_that_escape_nothing(made: dict[str, str]) -> None:
    for path, text in made.items():
        meta = front(text)
        assert {"title", "description", "kind"} <= set(meta), path
        for script in (meta.pop("linked_data"), meta.pop("days", "{}")):  # printed in script elements, as JSON
            assert json.loads(str(script)) is not None
            assert not set("<>&") & set(str(script)), path
        shown = [each for value in meta.values() for each in (value if isinstance(value, list) else [value])]
        assert not [each for each in shown if isinstance(each, str) and set("<>\"'") & set(each)], path


def test_every_link_leads_to_a_page_or_a_place_on_one(made: dict[str, str]) -> None:
    places = {path: set(read(text).ids) for path, text in made.items()}
    pictures = {"images/a (1).png"}
    for path, text in made.items():
        for target in read(text).links:
            parts = urlsplit(target)
            if parts.scheme:
                continue
            where = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            assert where in made or where in pictures, (path, target)
            if parts.fragment:
                assert parts.fragment in places[where], (path, target)


def test_the_same_archive_gives_the_same_bytes(made: dict[str, str]) -> None:
    assert markdown(*reversed(FILES)) == made


def test_units_can_be_made_in_any_order_and_elsewhere(made: dict[str, str]) -> None:
    found = archive(*FILES[1:])
    reasoning = reason(found)
    whole = pages(reasoning)
    desk = pickle.loads(pickle.dumps(lay_out(found, reasoning)))
    renderer = Renderer(desk, SITE)
    apart = {path: text for unit in reversed(list(units(desk))) for path, text in renderer.unit(unit)}
    assert apart == whole
    contexts = [page for unit in units(desk) for page in make(desk, unit)]
    assert [renderer.page(page) for page in pickle.loads(pickle.dumps(contexts))] == [
        renderer.page(page) for page in contexts
    ]


@pytest.mark.parametrize(
    ("broken", "says"), [("{% if %}", "Expected an expression"), ("{{ page.nowhere.at }}", "no attribute 'nowhere'")]
)
def test_what_a_template_breaks_on_is_told_with_its_line(tmp_path: Path, broken: str, says: str) -> None:
    (tmp_path / "home.md.j2").write_text(f"\n{broken}\n")
    found = archive()
    desk = lay_out(found, reason(found))
    renderer = Renderer(desk, SITE, theme=tmp_path)
    with pytest.raises(BuildFailedError, match=rf"home\.md\.j2:2: .*{says}"):
        renderer.page(next(page for unit in units(desk) for page in make(desk, unit) if isinstance(page, HomePage)))


def test_an_empty_archive_has_every_list() -> None:
    made = markdown()
    assert {"index.md", "people/index.md", "moves/index.md", "gaps/index.md", "stories/index.md"} <= set(made)
    assert "None on file yet." in made["people/index.md"]
    assert all(text.startswith("---\ntitle: ") and text.endswith("\n") for text in made.values())


def test_blank_lines_of_a_text_are_its_own() -> None:
    made = markdown(story("one", body="```\na\n\n\n\nb\n```\n"), page("about", body="x\n\n\n\ny"))
    assert "```\na\n\n\n\nb\n```\n" in made["stories/2031/one.md"]
    assert "\n\n\n" not in made["index.md"]


def as_page(body: str) -> str:
    """A text on a page, and what follows it there."""
    text = rendered(Prose(body), lambda ref, label: link(label, ref.slug), lambda path: f"../{path}")
    after = f"## After {{ #after }}\n\n{fence('last', 'text', beside=body)}\n"
    return python_markdown.markdown(f"{text}\n\n{after}", extensions=EXTENSIONS)


@pytest.mark.parametrize(
    "body",
    [
        "```python\nnever closed",
        "~~~\nnever closed",
        "> ```\n> never closed",
        "- ```\n  never closed",
        "````\n```\n",
        "<div>\nnever closed",
        "<div><p>never closed",
        "<details><summary>x",
        "text <!-- never closed",
        "<!-- never closed",
        "<!-- <!-- x -->",
        "a <![> b",
        "<![CDATA[ x",
        "<? php",
        "<script>alert(1)",
        "<style>",
        "<textarea>",
        "<plaintext>",
        "<title>",
        "<b>bold\n\nand on",
        '<a href="never closed',
        "<div class='x",
        "<table><tr><td>",
        "/// details\nnever closed",
        "[never closed",
        "`never closed",
        "* list\n\n    code",
        "!!! note\n    admonition",
        "    code",
        "--8<-- 'secret.txt'",
        "</div></div></article>",
        "<div>```</div><div>```",
        "<div></div>```<div>```",
        "<!---->```<script>```",
        "```<b>\n<div>\n```",
        "```text text\n<div>\n```",
        "```<div>\n<p></div>",
        "<p>ok</p>\n\n<hr>",
    ],
)
def test_a_text_never_runs_on_into_what_follows(body: str) -> None:
    html = as_page(body)
    assert re.search(r'<h2 id="after">After</h2>', html), html
    tail = html[html.index('<h2 id="after">') :]
    assert "<pre" in tail
    assert "last" in tail
    before = html[: html.index('<h2 id="after">')]
    for name in ("div", "details", "table", "script", "textarea", "b", "style"):
        opened = len(re.findall(rf"<{name}[\s>]", before))
        assert opened <= len(re.findall(rf"</{name}>", before)), html


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                *("```", "~~~", "\n", "\n\n", "<div>", "</div>", "<", ">", "<!--", "-->", "<!", "<?", "text ", "`"),
                *("    ", '<a href="', '"', "<b>", "</b>", "///", " x\n", "<p>", "<script>", "</script>", "> ", "- "),
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_nothing_that_is_written_swallows_the_page(body: str) -> None:
    html = as_page(body)
    assert '<h2 id="after">After</h2>' in html, html


def test_what_is_closed_is_left_as_it_is() -> None:
    body = (
        '<div class="x">ok</div>\n\n<!-- a comment -->\n\n```html\n<div>\n```\n\n`<b>` a < b <https://e.org> '
        "<a@b.de>\n\n/// caption\nx\n///"
    )
    assert rendered(Prose(body), lambda ref, label: Md(label), str) == body


def test_a_hostile_text_takes_time_in_line_with_its_length() -> None:
    for piece in ("<", "<a ", '<a "', "<!--", "```\n", "<div>", "[", "![", "</b>", "///x\n", "<a>" + "</i>"):
        assert rendered(Prose(piece * 60_000), lambda ref, label: Md(label), str)
