"""Hostile and clumsy input, item by item: what golden cases in tests/cases/problems don't show.

Refused: a problem of this code, at this line. Accepted: no problem. Shown: on the site, and harmless.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.build import Built, Order, build, understand
from generator.problems import Problem, has_errors
from generator.publish.config.settings import Given
from generator.publish.listener import Listener
from tests.conftest import WriteContent
from tests.test_build import Project

TODAY = date(2031, 12, 31)
HEAD = "---\ntitle: Orbital launches\ndate: 2031-03-04\n"
PERSON = "---\nname: Some Body\n---\n"


def front(lines: str) -> str:
    return f"{HEAD}{lines}\n---\nText.\n"


def moved(day: str) -> str:
    return front(f"people:\n  Ada Byron:\n    - {{joined: Orbital, date: {day}}}")


def raised(money: str) -> str:
    return front(f"companies:\n  Orbital:\n    - {{raised: {money}}}")


def named(name: str) -> str:
    return front(f"people:\n  {name}:\n    - {{joined: Orbital}}")


def published(day: str) -> str:
    return f"---\ntitle: Orbital launches\ndate: {day}\n---\n"


# What a story says, the code that it gets, and the line.
REFUSED: Mapping[str, tuple[str, str, int]] = {
    # YAML
    "an anchor that nothing repeats": (front("topics: &a [b]"), "yaml-anchor", 4),
    "a merge key at the top": (front("<<: {topics: [a]}"), "merge-key", 4),
    "50,000 braces": (front("topics: " + "{" * 50_000), "too-deep", 4),
    "50,000 question marks": (front("topics:\n" + "? " * 50_000), "too-deep", 5),
    "a tag of YAML's own": (front("standfirst: !!str x"), "yaml-tag", 4),
    "a tag with a constructor": (front("topics: !!python/object/apply:os.system [id]"), "yaml-tag", 4),
    "NUL written as an escape": (front('standfirst: "a\\0b"'), "control-character", 4),
    "a bell": (front("standfirst: a\x07b"), "control-character", 4),
    "no end at the end of the file": (HEAD, "missing-end", 1),
    "a space before the first line": (f" {HEAD}---\n", "blank-before-front-matter", 1),
    "half a pair of surrogates": (front('standfirst: "\\udc00"'), "lone-surrogate", 4),
    "5,000 digits of money": (raised("9" * 5_000 + " USD"), "bad-money", 6),
    "5,000 digits of a date": (moved("9" * 5_000), "bad-date", 6),
    # Types
    ".inf": (raised(".inf USD"), "bad-money", 6),
    ".nan": (raised(".nan USD"), "bad-money", 6),
    "negative money": (raised("-5 million USD"), "bad-money", 6),
    "money with an exponent": (raised("1e400 USD"), "bad-money", 6),
    "money in no currency that there is": (raised("5 XXX"), "bad-money", 6),
    'a quoted "no"': (front('draft: "no"'), "bad-yes-no", 4),
    "on": (front("draft: on"), "bad-yes-no", 4),
    # Dates
    "30 February": (moved("2024-02-30"), "bad-date", 6),
    "month 13": (moved("2024-13"), "bad-date", 6),
    "year 0": (moved("0000"), "bad-date", 6),
    "a year before year 0": (moved("-0044"), "bad-date", 6),
    "yesterday": (moved("yesterday"), "bad-date", 6),
    "an end before its start": (moved("2020/2019"), "bad-date", 6),
    "published on 30 February": (published("2024-02-30"), "bad-date", 3),
    "published in month 13": (published("2024-13-01"), "bad-date", 3),
    "published in year 0": (published("0000-01-01"), "bad-date", 3),
    "an offset that no clock keeps": (published("2031-03-04T10:00:00+99:00"), "bad-date", 3),
    "a time without its zone": (published("2031-03-04T10:00:00"), "bad-date", 3),
    "25 o'clock": (published("2031-03-04T25:00:00Z"), "bad-date", 3),
    "digits of another script": (published("２０３１-03-04"), "bad-date", 3),
    # Names and slugs
    "a name that turns the text": (named("Ada\u202e Byron"), "bad-name", 5),
    "a headline that turns the text": ("---\ntitle: a\u202eb\ndate: 2031-03-04\n---\n", "control-character", 2),
    "a topic that turns the text": (front("topics: [a\u2067b]"), "bad-name", 4),
    "a name with a zero-width space": (named("Ada\u200bByron"), "bad-name", 5),
    "a name with tag characters": (named("Ada\U000e0041 Byron"), "bad-name", 5),
    "a name of a letter that shows nothing": (named("\u3164"), "bad-name", 5),
    "a name on two lines": (named('"Ada\\nByron"'), "bad-name", 5),
    "a name that is a path": (named("../../x"), "bad-name", 5),
    "a name that is a path of Windows": (named("..\\..\\x"), "bad-name", 5),
    "a person called CON": (named("CON"), "no-slug", 5),
    "a person called Index": (named("Index"), "no-slug", 5),
    "a topic called 404": (front("topics: ['404']"), "no-slug", 4),
    "a person called !!!": (named("'!!!'"), "no-slug", 5),
    "a name of 270 letters": (named("Ab " * 90 + "x"), "no-slug", 5),
    "a slug in front matter": (front("slug: ../../x"), "unknown-key", 4),
    "a redirect out of the site": (front("redirect_from: [../../x]"), "bad-slug", 4),
    "a redirect to the root": (front("redirect_from: [/etc/x]"), "bad-slug", 4),
    "topics with one address": (front("topics: [C++, C#]"), "name-collision", 4),
    # References
    "a company folded into itself": (
        front("companies:\n  Orbital:\n    - {folded_into: Orbital}"),
        "self-reference",
        6,
    ),
    "a link to nobody": (f"{HEAD}---\n[[Nobody Here]]\n", "dead-link", 5),
    # Markdown
    "an icon": (front("icon: evil"), "unknown-key", 4),
    "a snippet between lines": (f"{HEAD}---\nA\n\n--8<--\n/etc/passwd\n--8<--\n", "included-file", 7),
    # Limits
    "40,000 people": (front("people:\n" + "".join(f"  Per Son {n}:\n" for n in range(40_000))), "too-many", 5),
    "20,000 facts": (
        front("people:\n  Ada Byron:\n" + "    - {joined: Orbital}\n" * 20_000),
        "too-many",
        5,
    ),
    "20,000 corrections": (front("corrections:\n" + "  - {date: 2031-03-05, text: x}\n" * 20_000), "too-many", 5),
    "20,000 sources": (front("sources:\n" + "".join(f"  s{n}: {{title: x}}\n" for n in range(20_000))), "too-many", 5),
    "100,000 authors": (front(f"authors: [{', '.join('a' * 1 for _ in range(100_000))}]"), "too-many", 4),
    "90,000 keys": (HEAD + "".join(f"k{n}: x\n" for n in range(90_000)) + "---\n", "unknown-key", 4),
    "90,000 colons": (HEAD + "a: b: c\n" * 100_000 + "---\n", "unquoted-colon", 4),
    "100,000 dead links": (HEAD + "---\n" + "".join(f"[[n{n}]] " for n in range(90_000)), "dead-link", 5),
}
ACCEPTED: Mapping[str, str] = {
    "a byte order mark": "\ufeff" + front("topics: [a topic]"),
    "lines that end as on Windows": front("topics: [a topic]").replace("\n", "\r\n"),
    "both": "\ufeff" + front("topics: [a topic]").replace("\n", "\r\n"),
    "a time with its zone": published("2031-03-04 10:00 +01:00"),
    "a joiner that Persian spells with": "---\ntitle: می\u200cخواهم\ndate: 2031-03-04\n---\n",
    "an emoji of several": "---\ntitle: 👩\u200d🚀 lands\ndate: 2031-03-04\n---\n",
    "one name in two Unicode forms": front(
        "people:\n  Caf\u00e9 Bob:\n    - {joined: Orbital}\n  Cafe\u0301 Bob:\n    - {held: pilot, at: Orbital}"
    ),
    "a megabyte of brackets that nobody reads yet": f"{HEAD}---\n{'[' * 900_000}",
    **{
        f"{text} as text": f"---\ntitle: {text}\nstandfirst: {text}\ndate: 2031-03-04\n---\n"
        for text in ("NO", "on", "12:30:45", "1.10", "010", "0x10", "1_000", "2024-01-01", "true", ".inf")
    },
}
SLUGS = ("CON", "aux", "nul.md", "COM¹", "index", "404", "search", "-", "dot.", "a:b", "a?b", "a b", "a\\b", "é" * 110)


def problems_of(content: Path) -> tuple[Problem, ...]:
    return understand(content, "content", TODAY)[1]


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, write_content: WriteContent) -> None:
    text, code, line = REFUSED[name]
    found = problems_of(write_content({"stories/2031/a.md": text}))
    errors = [(problem.code, problem.line) for problem in found if problem.severity == "error"]
    assert (code, line) in errors
    assert len(found) <= 2_000
    assert all(str(problem).isprintable() and len(problem.message) < 1_000 for problem in found)


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name: str, write_content: WriteContent) -> None:
    assert problems_of(write_content({"stories/2031/a.md": ACCEPTED[name]})) == ()


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("folder", ["people", "stories/2031"])
def test_files_that_no_address_can_be_made_from(slug: str, folder: str, write_content: WriteContent) -> None:
    text = PERSON if folder == "people" else front("topics: [a topic]")
    found = problems_of(write_content({f"{folder}/{slug}.md": text}))
    assert [problem.code for problem in found] == ["bad-slug"]


def test_text_stays_the_text_that_was_meant(write_content: WriteContent) -> None:
    words = ("NO", "on", "12:30:45", "1.10", "010")
    files = {f"stories/2031/s{n}.md": f"---\ntitle: {word}\ndate: 2031-03-04\n---\n" for n, word in enumerate(words)}
    reasoning, _ = understand(write_content(files), "content", TODAY)
    assert reasoning is not None
    assert {filed.story.title for filed in reasoning.archive.stories.values()} == set(words)


HIDDEN = "Zzyzx"  # a word that stands in nothing that is out
SHOWN = """---
title: Harmless
standfirst: "{{ 7*7 }} {% include '/etc/passwd' %}"
date: 2031-03-04
topics: [launch safety]
people:
  Ada Byron:
    - {left: Orbital, date: 2031-02}
    - {said: "a ]]> b </script> c"}
---
Seven times seven is {{ 7*7 }}, says {{ config.site_name }}.

``` {.x onclick="run()" data-md-component="run" title="</code><script>run()</script>"}
A fence.
```

a <![> b and a <!x> c and <?php d ?>

<div id="__config">{}</div> <a id="on-a-day-data">x</a>

<div style="position:fixed;inset:0" onclick="run()" class="md-overlay mermaid">An overlay.</div>

<iframe src="https://evil.example/"></iframe><form action="https://evil.example/"><button>Send</button></form>

<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">

[a link](JAVASCRIPT:run()) and <a href="&#106;avascript:run()">another</a> and <a href="vbscript:run()">a third</a>

## Location

Back to [where it is](#location).
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Project:
    project = Project(tmp_path_factory.mktemp("bad"), root)
    shutil.rmtree(project.content / "stories")
    project.write("stories/2031/harmless.md", SHOWN)
    project.write("stories/2031/later.md", front(f"people: [{HIDDEN} Later]").replace("2031-03-04", "2032-01-01"))
    project.write("stories/2031/draft.md", front(f"draft: yes\ntopics: [{HIDDEN}]\npeople: [{HIDDEN} Draft]"))
    project.write("stories/2031/gone.md", front("topics: [going]\npeople: [Qwertyuiop Gone]") + "Qwertyuiop.")
    project.write("people/ada-byron.md", "---\nname: Ada Byron\n---\nA profile of Xylophone.\n")
    assert not has_errors(built(project).problems)
    return project


def built(project: Project) -> Built:
    given = Given(project.folder / "mkdocs.yml", str(project.content), project.site)
    return build(Order(given, date(2031, 6, 1), durable=False, allow_shrink=True), Listener())


def files_of(project: Project) -> list[Path]:
    return [path for path in project.site.glob("**/*") if path.is_file()]


def article(project: Project, path: str) -> str:
    page = (project.site / path / "index.html").read_text(encoding="utf-8")
    found = re.search(r"<article.*?</article>", page, re.DOTALL)
    assert found
    return found[0]


def test_what_is_shown_is_harmless(project: Project) -> None:
    page = article(project, "stories/2031/harmless")
    assert "{{ 7*7 }}" in page
    assert "49" not in page
    assert "{% include" in page
    assert "root:" not in page
    for bad in ("<script", "<iframe", "<form", "<base", "<meta", "onclick", "style=", "md-overlay", "mermaid", "evil"):
        assert bad not in re.sub(r"<code>.*?</code>|&lt;.*?&gt;", "", page, flags=re.DOTALL), bad
    assert not re.search(r'(href|src)="\s*(javascript|vbscript|data):', page, re.IGNORECASE)
    assert 'id="__config"' not in page
    assert 'id="on-a-day-data"' not in page
    assert 'id="location"' in page
    assert "a &lt;![&gt; b" in page
    assert "In this story" in page


def test_drafts_and_stories_to_come_are_nowhere(project: Project) -> None:
    for path in files_of(project):
        assert HIDDEN.lower() not in path.name.lower()
        if path.suffix in (".html", ".xml", ".json", ".ndjson", ".txt", ".js"):
            assert HIDDEN.lower() not in path.read_text(encoding="utf-8").lower(), path
    with closing(sqlite3.connect(project.site / "data/archive.sqlite")) as tables:
        assert HIDDEN.lower() not in "".join(tables.iterdump()).lower()


def test_feeds_and_data_are_well_formed(project: Project) -> None:
    feeds, data = [*project.site.glob("**/*.xml")], [*project.site.glob("**/*.json")]
    assert feeds
    assert data
    for path in feeds:
        ElementTree.parse(path)
    for path in data:
        json.loads(path.read_text(encoding="utf-8"))


def test_a_deleted_story_leaves_no_trace_and_a_deleted_profile_a_page(project: Project) -> None:
    for address in ("stories/2031/gone", "people/qwertyuiop-gone", "topics/going"):
        assert (project.site / address / "index.html").exists()
    assert "Xylophone" in article(project, "people/ada-byron")
    (project.content / "stories/2031/gone.md").unlink()
    (project.content / "people/ada-byron.md").unlink()
    assert not has_errors(built(project).problems)
    for path in files_of(project):
        assert "qwertyuiop" not in path.name.lower()
        if path.suffix in (".html", ".xml", ".json", ".ndjson", ".txt", ".js"):
            assert "qwertyuiop" not in path.read_text(encoding="utf-8").lower(), path
    assert not (project.site / "topics/going").exists()
    page = article(project, "people/ada-byron")
    assert "Xylophone" not in page
    assert "Orbital" in page


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "![" * 10_000, "```\n" * 60_000, "&" * 900_000, "<form><b>" * 20_000],
    ids=["brackets", "pictures", "fences", "ampersands", "tags"],
)
def test_a_text_that_takes_too_long_is_a_problem_or_a_page(text: str, tmp_path: Path, root: Path) -> None:
    """Without a limit, each takes over a minute; then the test does too."""
    project = Project(tmp_path, root)
    project.write("stories/2031/long.md", f"{HEAD}---\n{text}")
    told = built(project).problems
    assert [(problem.code, problem.line) for problem in told] in ([], [("cannot-render", 5)])


UNTRACED = {
    "a scheme written with a character reference": "[x](java&#115;cript:run())",
    "an address in backticks": "<img src=`data:,x` alt=x>",
    "a picture of another host": '<img src="https://example.org/x.png" alt="">',
    "a page that isn't there": "[x](../2030/nothing.md)",
    "a place that isn't there": "[x](#nowhere)",
    "a picture that isn't there": "![x](../../images/nothing.png)",
}


@pytest.mark.parametrize("name", UNTRACED)
def test_a_dead_address_is_told_where_it_stands(name: str, tmp_path: Path, root: Path) -> None:
    project = Project(tmp_path, root)
    project.write("stories/2031/dead.md", f"{HEAD}---\nA first line.\n\n{UNTRACED[name]}\n")
    told = built(project).problems
    assert [(Path(problem.path).name, problem.line, problem.severity) for problem in told] == [("dead.md", 7, "error")]
    assert not project.site.exists()
