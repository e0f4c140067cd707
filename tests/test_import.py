"""Archives of other generators, made by hand and small, become content that our own check has nothing against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from PIL import Image

from generator.archive.index import build_archive
from generator.cli import main
from generator.imports.lists import relisted
from generator.imports.mapping import read_mapping, usual
from generator.imports.model import ImportRefusedError, Outcome, System
from generator.imports.run import import_archive
from generator.imports.suggestion import suggest
from generator.problems import Problem
from generator.read.walk import read_content

TODAY = date(2031, 6, 1)


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (4, 3)).save(made, "PNG")
    return made.getvalue()


def lay(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def run(root: Path, system: System, mapping: str = "") -> dict[str, Outcome]:
    """An import of ``root/old`` into ``root/content``: each outcome by its source."""
    told = read_mapping(mapping, system) if mapping else usual(system)
    done = import_archive(root / "old", system, root / "content", told, TODAY)
    return {outcome.source: outcome for outcome in done.outcomes}


def faults(root: Path) -> list[Problem]:
    content, in_files = read_content(root / "content", shown="content")
    _, together = build_archive(content, until=TODAY)
    return [problem for problem in (*in_files, *together) if problem.severity == "error"]


def story(root: Path, path: str) -> tuple[dict[str, object], str]:
    _, front, body = (root / "content/stories" / path).read_text("utf-8").split("---\n", 2)
    return yaml.load(front, yaml.BaseLoader), body.strip()


HUGO: Mapping[str, str | bytes] = {
    "content/posts/pad.md": """+++
title = "The pad is ready"
date = 2031-03-04T10:00:00+01:00
tags = ["launches", "pads"]
people = ["Ada Byron"]
weight = 7
[params]
mood = "calm"
+++
See [the *other* one]({{< ref "other.md" >}}), [another](/posts/other/) and ![the pad](/img/pad.png).

{{< tweet user="ada" id="1" >}}

```sh
[[ -f {{< kept >}} ]]
```

Here [[nobody]] is linked, [gone](/nowhere/) leads nowhere, ![far](https://example.org/far.png) is elsewhere.
""",
    "content/posts/other/index.md": (
        '---\ntitle: "Yes: no"\ndate: 2031-03-05\ndraft: false\ncompanies: [NO]\n---\nText.\n'
    ),
    "content/posts/json.md": '{"title": "From JSON", "date": "2031-01-02", "n": 1.50}\n\nText.\n',
    "content/posts/unsaid.md": "---\ntitle: No day\n---\nText.\n",
    "static/img/pad.png": picture(),
}


def test_hugo(tmp_path: Path) -> None:
    lay(tmp_path / "old", HUGO)
    done = run(tmp_path, "hugo")
    front, body = story(tmp_path, "2031/pad.md")
    assert front["title"] == "The pad is ready"
    assert front["date"] == "2031-03-04T10:00:00+01:00"
    assert front["topics"] == ["launches", "pads"]
    assert front["people"] == ["Ada Byron"]
    assert front["extra"] == {"weight": "7", "params": {"mood": "calm"}, "imported_from": "content/posts/pad.md"}
    assert "[[other|another]]" in body
    assert "[the *other* one](" not in body or "./other.md" in body
    assert "![the pad](../../images/img/pad.png)" in body
    assert '`{{< tweet user="ada" id="1" >}}`' in body
    assert "[[ -f {{< kept >}} ]]" in body
    assert r"\[[nobody]]" in body
    assert "gone leads nowhere" in body
    assert "[far](https://example.org/far.png)" in body
    assert "!" + "[far]" not in body
    assert story(tmp_path, "2031/other.md")[0]["companies"] == ["NO"]
    assert story(tmp_path, "2031/json.md")[0]["extra"] == {"n": "1.50", "imported_from": "content/posts/json.md"}
    assert done["content/posts/unsaid.md"].why == "it has no date, so it is no story"
    assert faults(tmp_path) == []


def test_jekyll(tmp_path: Path) -> None:
    old = {
        "_posts/2031-02-01-first.markdown": "---\nlayout: post\ncategories: news launches\n---\n# A heading\n\n"
        "{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\n[next]({% post_url 2031-02-02-second %})\n",
        "_posts/2031-02-02-second.md": "---\ntitle: ''\ndate: 2031-02-02 09:30:00 -0500\npublished: false\n---\n",
        "_posts/2032-01-01-first.md": "---\ntitle: Of one name\ntags: a, b\n---\n[draft](/2031/02/02/second.html)\n",
        "_site/2031-02-01-first.md": "---\ntitle: Built\ndate: 2031-01-01\n---\n",
    }
    lay(tmp_path / "old", old)
    run(tmp_path, "jekyll")
    front, body = story(tmp_path, "2031/first.md")
    assert (front["title"], front["date"]) == ("A heading", "2031-02-01")
    assert "``` ruby\nputs 1\n```" in body
    assert body.endswith("next")  # to a draft, which no reader can open
    second = story(tmp_path, "2031/second.md")[0]
    assert (second["title"], second["draft"], second["date"]) == ("Second", "yes", "2031-02-02T09:30:00-05:00")
    assert story(tmp_path, "2032/first-2032-01-01.md")[0]["topics"] == ["a", "b"]
    assert faults(tmp_path) == []


def test_eleventy_and_names_a_slip_apart(tmp_path: Path) -> None:
    post = "---\ntitle: Post {0}\ndate: 2031-01-0{0}\nauthor: {{name: Ada Byron, url: x}}\n"
    post += "people: [{1}]\ntags: [{2}]\n---\n"
    old = {
        "src/posts/one.md": post.format(1, "Katherine Johnson", "C"),
        "src/posts/two.md": post.format(2, "Katherine Jonson", "C#"),
        "src/posts/three.md": post.format(3, "'???'", "search"),
        "src/posts/four.md": post.format(4, "KATHERINE JOHNSON", "'+++'"),
    }
    lay(tmp_path / "old", old)
    run(tmp_path, "eleventy")
    assert story(tmp_path, "2031/one.md")[0]["authors"] == ["Ada Byron"]
    assert faults(tmp_path) == []
    assert (tmp_path / "content/people/katherine-jonson.md").is_file()
    assert (tmp_path / "content/topics/the-search.md").is_file()


def test_pelican(tmp_path: Path) -> None:
    old: Mapping[str, str | bytes] = {
        "content/a.md": "Title: A: the first\nDate: 2031-01-01 10:20\nModified: 2030-01-01\nTags: x, y\n"
        "Category: News\nSummary: Short\n    and long\nSlug: the-first\nstatus: draft\n\nText\n",
        "content/b.md": "Title: B\nDate: 2031-01-02\n\n[a]({filename}/a.md) ![p]({static}images/p.png)\n",
        "content/c.rst": "C\n#\n",
        "content/images/p.png": picture(),
    }
    lay(tmp_path / "old", old)
    done = run(tmp_path, "pelican")
    front, _ = story(tmp_path, "2031/the-first.md")
    assert (front["title"], front["standfirst"], front["draft"]) == ("A: the first", "Short and long", "yes")
    assert front["date"] == "2031-01-01"  # a time without a zone says no instant
    assert front["topics"] == ["x", "y", "News"]
    assert isinstance(front["extra"], dict)
    assert front["extra"]["updated"] == "2030-01-01"  # before it was published, which can't be
    assert "![p](../../images/p.png)" in story(tmp_path, "2031/b.md")[1]
    assert done["content/c.rst"].state == "skipped"
    assert faults(tmp_path) == []


WXR = """<?xml version="1.0"?>{dtd}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<wp:author><wp:author_login>ada</wp:author_login><wp:author_display_name>Ada Byron</wp:author_display_name></wp:author>
<item><title>Salt &amp;amp; sea</title><link>https://old.example/2031/salt/</link><dc:creator>ada</dc:creator>
<content:encoded><![CDATA[<!-- wp:paragraph --><p>See <a href="https://old.example/2031/tide/">tide</a>.</p>
[gallery ids="1"] <img src="https://old.example/wp-content/uploads/x.png" onerror="x()">]]></content:encoded>
<excerpt:encoded>Short {entity}</excerpt:encoded><wp:post_id>7</wp:post_id><wp:post_name>salt</wp:post_name>
<wp:post_date>2031-03-04 12:00:00</wp:post_date><wp:post_date_gmt>2031-03-04 10:00:00</wp:post_date_gmt>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><category domain="post_tag">sea</category>
<wp:postmeta><wp:meta_key>mood</wp:meta_key><wp:meta_value>calm</wp:meta_value></wp:postmeta></item>
<item><title>Tide</title><link>https://old.example/2031/tide/</link><wp:post_id>8</wp:post_id>
<wp:post_name>tide</wp:post_name><wp:post_date>2031-03-05 12:00:00</wp:post_date>
<wp:post_date_gmt>2031-03-05 12:00:00</wp:post_date_gmt><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type></item>
<item><title>About</title><wp:post_id>9</wp:post_id><wp:post_type>page</wp:post_type></item>
</channel></rss>"""


def test_wordpress(tmp_path: Path) -> None:
    lay(tmp_path / "old", {"export.xml": WXR.format(dtd="", entity="")})
    done = run(tmp_path, "wordpress")
    front, body = story(tmp_path, "2031/salt.md")
    assert (front["title"], front["date"]) == ("Salt & sea", "2031-03-04T12:00:00+02:00")
    assert (front["authors"], front["topics"], front["standfirst"]) == (["Ada Byron"], ["sea"], "Short")
    assert isinstance(front["extra"], dict)
    assert front["extra"]["meta"] == {"mood": "calm"}
    assert '<a href="../../2031/tide/">tide</a>' in body
    assert '`[gallery ids="1"]`' in body
    assert "onerror" not in body
    assert "<img" not in body
    assert done["export.xml#9"].why == "it is no post but of the type page"
    assert faults(tmp_path) == []


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    lay(tmp_path / "old", {"export.xml": WXR.format(dtd=bomb, entity="&b;")})
    assert "entities" in run(tmp_path, "wordpress")["export.xml"].why
    assert not (tmp_path / "content/stories").exists()


NESTED_ALIASES = "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("front", "why"),
    [
        (f"title: T\ndate: 2031-01-01\na: &a [x, x]\n{NESTED_ALIASES}", "repeats"),
        (f"title: T\ndate: 2031-01-01\na: {'[' * 60}{']' * 60}\n", "nested"),
        ("title: T\na: [\n", "can't be read"),
        ("- a list\n", "no list of keys"),
    ],
)
def test_hostile_front_matter_is_passed_over(tmp_path: Path, front: str, why: str) -> None:
    lay(tmp_path / "old", {"a.md": f"---\n{front}---\n", "b.md": "---\ntitle: Good\ndate: 2031-01-01\n---\n"})
    done = run(tmp_path, "eleventy")
    assert (done["a.md"].state, done["b.md"].state) == ("skipped", "imported")
    assert why in done["a.md"].why


def test_no_picture_from_outside_the_archive(tmp_path: Path) -> None:
    lay(tmp_path, {"secret.png": picture(), "old/bad.png": b"no picture"})
    (tmp_path / "old/link.png").symlink_to(tmp_path / "secret.png")
    body = "".join(
        f"![p]({path})\n" for path in ("../secret.png", "/../secret.png", "%2e%2e/secret.png", "link.png", "bad.png")
    )
    lay(
        tmp_path / "old", {"a.md": f"---\ntitle: T\ndate: 2031-01-01\nimage: ../secret.png\nslug: ../../x\n---\n{body}"}
    )
    run(tmp_path, "jekyll")
    assert not (tmp_path / "content/images").exists()
    assert "secret" not in story(tmp_path, "2031/x.md")[1]
    assert not faults(tmp_path)


def test_it_can_be_run_again_and_spares_what_editors_changed(tmp_path: Path) -> None:
    lay(tmp_path / "old", HUGO)
    run(tmp_path, "hugo")
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "content").rglob("*.*")}
    assert {each.state for each in run(tmp_path, "hugo").values()} == {"unchanged", "skipped"}
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "content").rglob("*.*")} == files
    edited = tmp_path / "content/stories/2031/other.md"
    edited.write_text("---\ntitle: Mended\ndate: 2031-03-05\n---\n")
    (tmp_path / "content/stories/2031/json.md").unlink()
    pad = str(HUGO["content/posts/pad.md"]).replace("is ready", "is gone")
    lay(tmp_path / "old", {"content/posts/pad.md": pad})
    done = run(tmp_path, "hugo")
    assert "an editor has changed it" in done["content/posts/other/index.md"].why
    assert "moved or deleted" in done["content/posts/json.md"].why
    assert done["content/posts/pad.md"].state == "imported"
    assert "Mended" in edited.read_text()


def test_a_file_of_another_origin_keeps_its_address(tmp_path: Path) -> None:
    lay(tmp_path / "content", {"stories/2020/pad.md": "---\ntitle: Ours\ndate: 2020-01-01\npeople: [Ada Byrn]\n---\n"})
    lay(tmp_path / "old", HUGO)
    assert run(tmp_path, "hugo")["content/posts/pad.md"].target == "stories/2031/pad-2031-03-04.md"
    assert faults(tmp_path) == []


def test_a_mapping_says_what_becomes_what(tmp_path: Path) -> None:
    old = {
        "a.md": "---\ntitle: T\nwhen: 4 March 2031\nsubjects: [Ada Byron]\n---\n[x](/x/)\n",
        "b.md": "---\na: b\n---\n",
    }
    lay(tmp_path / "old", old)
    mapping = "site: https://old.example\nskip: [b.md]\nkeys: {title: title, when: date, subjects: people}\n"
    assert run(tmp_path, "eleventy", mapping)["b.md"].why == "the mapping says so"
    front, body = story(tmp_path, "2031/a.md")
    assert (front["date"], front["people"]) == ("2031-03-04", ["Ada Byron"])
    assert body == "[x](https://old.example/x/)"


def test_the_suggestion_is_a_mapping(tmp_path: Path) -> None:
    lay(tmp_path / "old", HUGO)
    words = suggest(tmp_path / "old", "hugo")
    assert "  # 1 posts, 2 values: launches; pads\n  tags: topics\n" in words
    assert "params.mood: extra" in words
    assert read_mapping(words, "hugo").target("people") == "people"


@pytest.mark.parametrize(
    "mapping", ["- a", "keys: {tags: topic}", "zone: Nowhere/Land", "site: old", "from: jekyll", "more: x", "a: ["]
)
def test_a_wrong_mapping_is_refused(mapping: str) -> None:
    with pytest.raises(ImportRefusedError):
        read_mapping(mapping, "hugo")


def test_a_slip_in_the_mapping_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(tmp_path / "old", HUGO)
    (tmp_path / "import.yml").write_text("keys: {tags: topic}\n")
    monkeypatch.chdir(tmp_path)
    assert main(["import", "--from", "hugo", "--content", "content", "old"]) == 2
    assert capsys.readouterr().err.endswith('did you mean "topics"?\n')


@pytest.mark.parametrize("named", ["content", "content/stories", ".", "old/../content"])
def test_the_content_itself_is_no_old_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    lay(tmp_path / "old", HUGO)
    monkeypatch.chdir(tmp_path)
    assert main(["import", "--from", "hugo", "--content", "content", "old"]) == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert main(["import", "--from", "hugo", "--content", "content", named]) == 2
    assert capsys.readouterr().err == (
        f"cuttings: {Path(named)} holds content, which is to be imported into; name the old archive's folder.\n"
    )
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lay(tmp_path / "old", HUGO)
    monkeypatch.chdir(tmp_path)
    to = ["--content", str(tmp_path / "content"), str(tmp_path / "old")]
    assert main(["import", "--from", "hugo", "--dry-run", *to]) == 0
    assert not (tmp_path / "content").exists()
    assert main(["import", "--from", "hugo", "--suggest", *to]) == 0
    assert main(["import", "--from", "hugo", "--suggest", *to]) == 2
    assert main(["import", "--from", "hugo", *to]) == 0
    assert "imported: content/posts/pad.md → stories/2031/pad.md" in capsys.readouterr().out
    assert main(["import", "--from", "hugo", "--content", str(tmp_path / "content"), "absent"]) == 2


@pytest.mark.parametrize(
    "piece",
    [
        "{% highlight x %}\n",
        '<img "',
        "![",
        "[[a]] ",
        "# ",
        "`a ``b ",
        "{{",
        "<a {{ ",
        "[a]: /x\n",
        "[x](/x) ",
        "<a href=/x>",
        "- ",
        "  - a\n",
        "* * *\n1) ",
    ],
)
def test_a_hostile_body_is_read_in_time_that_its_length_explains(tmp_path: Path, piece: str) -> None:
    body = piece * (60_000 // len(piece))
    lay(tmp_path / "old", {"a.md": f"---\ntitle: T\ndate: 2031-01-01\n---\n{body}\n"})
    assert run(tmp_path, "jekyll")["a.md"].state == "imported"


def test_a_story_that_editors_took_out_is_linked_to_no_more(tmp_path: Path) -> None:
    lay(tmp_path / "old", HUGO)
    run(tmp_path, "hugo")
    (tmp_path / "content/stories/2031/other.md").unlink()
    run(tmp_path, "hugo")
    assert "[[other" not in story(tmp_path, "2031/pad.md")[1]
    assert faults(tmp_path) == []


def test_a_new_date_makes_no_second_file(tmp_path: Path) -> None:
    post = "---\ntitle: T\ndate: 2031-01-01\n---\n"
    lay(tmp_path / "old", {"a.md": post})
    run(tmp_path, "jekyll")
    lay(tmp_path / "old", {"a.md": post.replace("2031-01", "2030-12")})
    run(tmp_path, "jekyll")
    assert [path.name for path in (tmp_path / "content/stories").rglob("*.md")] == ["a.md"]
    assert story(tmp_path, "2031/a.md")[0]["date"] == "2030-12-01"


def test_addresses_in_half_brackets_and_with_spaces_are_mended(tmp_path: Path) -> None:
    body = "[a](<https://example.org/a) [b](<mailto:b@example.org?subject=More of it>)"
    lay(tmp_path / "old", {"a.md": f"---\ntitle: T\ndate: 2031-01-01\n---\n{body}\n"})
    run(tmp_path, "jekyll")
    assert (
        story(tmp_path, "2031/a.md")[1] == "[a](https://example.org/a) [b](mailto:b@example.org?subject=More%20of%20it)"
    )


def test_links_in_code_within_a_line_are_links_to_markdown_and_are_mended(tmp_path: Path) -> None:
    body = "Paste <code class='x'>### [Preview](/{BRANCH}/)</code> or `[x](/y/)`."
    lay(tmp_path / "old", {"a.md": f"---\ntitle: T\ndate: 2031-01-01\n---\n{body}\n"})
    run(tmp_path, "jekyll")
    assert story(tmp_path, "2031/a.md")[1] == "Paste <code class='x'>### Preview</code> or `[x](/y/)`."
    assert faults(tmp_path) == []


def test_a_section_s_own_page_is_named_by_its_folder(tmp_path: Path) -> None:
    lay(tmp_path / "old", {"content/guides/pads/_index.md": "---\ntitle: Pads\ndate: 2031-01-01\n---\nText.\n"})
    run(tmp_path, "hugo")
    assert story(tmp_path, "2031/pads.md")[1] == "Text."


# CommonMark, and the same for Python-Markdown.
LISTS: Mapping[str, tuple[str, str]] = {
    "a list in a paragraph": ("Say:\n* a\n* b", "Say:\n\n* a\n* b"),
    "a numbered one": ("Say:\n1) a\n2) b", "Say:\n\n1. a\n2. b"),
    "a year in a paragraph": ("It was in\n2031. A pad\n- \nburnt.", "It was in\n2031. A pad\n- \nburnt."),
    "a list in a list": ("- a\n  - b\n    - c\n- d", "- a\n    - b\n        - c\n- d"),
    "in a loose one": ("- a\n\n  - b\n- c", "- a\n\n    - b\n\n- c"),
    "below a number": ("1. a\n   - b\n\n   More.\n2. c", "1. a\n    - b\n\n    More.\n\n2. c"),
    "a list below a paragraph of an entry": ("- a\n\n  b:\n  - c", "- a\n\n    b:\n\n    - c"),
    "a paragraph that goes on": ("- a\nb\n- c", "- a\n    b\n- c"),
    "code": ("- a\n  ```\n  - x\n    - y\n  ```\n- b", "- a\n    ```\n    - x\n      - y\n    ```\n- b"),
    "code of its own": ("a\n```\n- x\n  - y\n```", "a\n```\n- x\n  - y\n```"),
    "HTML": ("<pre>\na\n- x\n\n  - y\n</pre>", "<pre>\na\n- x\n\n  - y\n</pre>"),
    "a line across": ("a\n* * *\nb\n\n---", "a\n* * *\nb\n\n---"),
    "tabs": ("-\ta\n\t- b", "- a\n    - b"),
    "indented code": ("- a\n\n      x\n\n    - no list", "- a\n\n        x\n\n    - no list"),
    "what is laid out so already": ("- a\n    - b\n\n    c\n", "- a\n    - b\n\n    c\n"),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_laid_out_as_our_own_pages_read_them(name: str) -> None:
    old, new = LISTS[name]
    assert relisted(old) == new


def test_lists_of_pelican_are_laid_out_so_already(tmp_path: Path) -> None:
    post = "---\ntitle: T\ndate: 2031-01-01\n---\nSay:\n* a\n"
    lay(tmp_path / "old", {"content/a.md": post})
    run(tmp_path, "pelican")
    assert story(tmp_path, "2031/a.md")[1] == "Say:\n* a"
    lay(tmp_path / "old", {"content/b.md": post})
    run(tmp_path, "hugo")
    assert story(tmp_path, "2031/b.md")[1] == "Say:\n\n* a"
