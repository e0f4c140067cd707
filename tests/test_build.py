"""The whole pipeline: content in, a whole site out, or problems and an untouched site."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import shutil
import signal
import time
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown import Markdown

from generator.build import Built, Order, build
from generator.problems import has_errors
from generator.publish.config.settings import Given
from generator.publish.errors import BuildFailedError, RefusedError
from generator.publish.listener import Listener
from generator.publish.swap import release

TODAY = date(2031, 6, 1)
STORY = """---
title: {title}
date: {date}
topics: [launch safety]
people:
  Ada Byron:
    - {{left: Orbital, date: 2031-02, to: Perigee}}
  Grace Murray:
companies:
  Orbital:
    - {{raised: 6.6 billion USD, date: 2031-03-04}}
---
{body}
"""


def story(title: str = "Ada Byron leaves Orbital", day: str = "2031-03-04", body: str = "[[Ada Byron]] left.") -> str:
    return STORY.format(title=title, date=day, body=body)


BARE_THEME = """<!doctype html><title>{{ page.meta.title }}</title><article>{{ page.content }}</article>"""


class Project:
    """A newsroom's folder: our configuration and theme, or a bare theme that leaves the rendering to stock MkDocs."""

    def __init__(self, folder: Path, root: Path, *, stock: bool = False) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.site = folder / "site"
        self.docs = folder / "build" / "docs"
        config = (root / "mkdocs.yml").read_text()
        if not stock:
            (folder / "theme").symlink_to(root / "theme")
        else:
            (folder / "theme").mkdir()
            (folder / "theme/main.html").write_text(BARE_THEME)
            (folder / "theme/cuttings.css").write_text("article { color: black }")
            theme = "theme: {name: null, custom_dir: theme}\nextra_css: [cuttings.css]"
            config = re.sub(r"^theme:\n(?:[ #].*\n)*", "", config, flags=re.MULTILINE)
            config = re.sub(r"^extra_css:.*$", theme, config, flags=re.MULTILINE)
        (folder / "mkdocs.yml").write_text(config)
        self.write("stories/2031/ada-leaves.md", story())
        self.write("pages/about.md", "---\ntitle: About us\n---\nWho we are.\n")

    def write(self, name: str, text: str | bytes) -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def build(
        self, *, clean: bool = False, strict_claims: bool = False, allow_shrink: bool = False, today: date = TODAY
    ) -> Built:
        given = Given(self.folder / "mkdocs.yml", os.fspath(self.content), self.site)
        order = Order(given, today, clean=clean, strict_claims=strict_claims, allow_shrink=allow_shrink)
        return build(order, Listener())

    def built(self) -> Built:
        result = self.build()
        assert not has_errors(result.problems), [str(problem) for problem in result.problems]
        return result


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Project:
    return Project(tmp_path, root)


@pytest.fixture
def stock_project(tmp_path: Path, root: Path) -> Project:
    return Project(tmp_path, root, stock=True)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stated(result: Built) -> list[str]:
    return [f"{problem.line}:{problem.column}: {problem.code}" for problem in result.problems]


def test_every_kind_of_page_and_file_is_there(project: Project) -> None:
    result = project.built()
    assert (result.site, result.stories) == (project.site, 1)
    found = files(project.site)
    assert result.pages == sum(name.endswith(".md") for name in files(project.docs))
    for name in (
        "index.html",
        "404.html",
        "stories/index.html",
        "stories/2031/index.html",
        "stories/2031/ada-leaves/index.html",
        "people/index.html",
        "people/ada-byron/index.html",
        "people/ada-byron/feed.xml",
        "people/grace-murray/index.html",
        "companies/orbital/index.html",
        "topics/launch-safety/index.html",
        "moves/index.html",
        "funding/index.html",
        "claims/index.html",
        "disputed/index.html",
        "gaps/index.html",
        "corrections/index.html",
        "about/index.html",
        "feed.xml",
        "feed.json",
        "data/archive.json",
        "data/archive.sqlite",
        "data/entities.ftm.ndjson",
        "robots.txt",
        "sitemap.xml",
    ):
        assert found.get(name), name
    assert "sitemap.xml.gz" not in found


def test_the_same_content_gives_the_same_bytes(project: Project, tmp_path: Path, root: Path) -> None:
    project.built()
    first = files(project.site)
    project.built()
    assert files(project.site) == first
    assert files(project.site.with_name(".site.previous")) == first
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    other = Project(elsewhere, root)
    other.build(today=date(2040, 1, 1))
    assert files(other.site) == first


def test_the_order_in_which_files_are_listed_changes_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        project.write(f"stories/2031/s{number}.md", story(f"Story {number}"))
    project.built()
    first = files(project.site)
    scan, listing = os.scandir, os.listdir

    class Shuffled:
        def __init__(self, path: str) -> None:
            with scan(path) as entries:
                self._entries = sorted(entries, key=lambda entry: entry.name[::-1], reverse=True)

        def __iter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(self._entries)

        def __next__(self) -> os.DirEntry[str]:
            if not self._entries:
                raise StopIteration
            return self._entries.pop()

        def __enter__(self) -> Shuffled:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def close(self) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Shuffled)
    monkeypatch.setattr(os, "listdir", lambda *path: sorted(listing(*path), reverse=True))
    assert not has_errors(project.build(clean=True).problems)
    monkeypatch.undo()
    assert files(project.site) == first


def test_a_problem_leaves_everything_as_it_was(project: Project) -> None:
    project.built()
    before = files(project.folder)
    project.write("stories/2031/wrong.md", story().replace("left: Orbital", "left: Orbital, form: x"))
    result = project.build()
    assert has_errors(result.problems)
    assert result.problems[0].path == f"{project.content}/stories/2031/wrong.md"
    (project.content / "stories/2031/wrong.md").unlink()
    assert files(project.folder) == before


def test_nothing_is_written_for_a_first_build_with_problems(project: Project) -> None:
    project.write("stories/2031/wrong.md", "no front matter")
    assert has_errors(project.build().problems)
    assert not project.site.exists()
    assert not project.docs.exists()


@pytest.mark.parametrize(
    ("body", "place", "code"),
    [
        ("One.\n\nTwo [x](nowhere.md) three.", "3:9", "dead-link"),
        ("A [place](#nowhere).", "1:11", "dead-anchor"),
        ("[x](/people/ada-byron/)", "1:5", "absolute-link"),
        ("![x](https://example.org/a.png)", "1:6", "outside-picture"),
        ('<a href="../nowhere/">x</a>', "1:10", "dead-link"),
        ("One.\n\n[^1]: Nobody asks.", "3:1", "dead-anchor"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_problem_at_its_place(
    stock_project: Project, body: str, place: str, code: str
) -> None:
    project = stock_project
    project.built()
    before = files(project.site)
    project.write("stories/2031/wrong.md", story(body=body))
    line, column = place.split(":")
    assert f"{int(line) + 12}:{column}: {code}" in stated(project.build())
    assert files(project.site) == before
    assert not project.docs.joinpath("stories/2031/wrong.md").exists()


def test_links_to_headings_and_pictures_work(project: Project) -> None:
    project.write("images/pad.svg", '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>')
    project.write(
        "stories/2031/b.md", story(body="[down](#the-launch)\n\n![A pad](../../images/pad.svg)\n\n## The launch\n")
    )
    project.built()
    assert 'id="the-launch"' in (project.site / "stories/2031/b/index.html").read_text()
    assert (project.site / "images/pad.svg").exists()


@pytest.mark.parametrize(
    "body", ["a <![> b", "a <!DOCTYPE", "<!--", "```\nopen", "<div>\n\nopen", "{{ 7 * 7 }} {% raw %}"]
)
def test_text_that_breaks_stock_mkdocs_is_rendered(stock_project: Project, body: str) -> None:
    project = stock_project
    project.write("stories/2031/b.md", story(body=body))
    project.built()
    page = (project.site / "stories/2031/b/index.html").read_text()
    assert 'id="cite"' in page
    assert "49" not in re.sub(r"<[^>]+>", "", page)


def test_scripts_do_not_reach_the_page(project: Project) -> None:
    script = "<script>alert(1)</script>"
    project.write(
        "stories/2031/b.md",
        story(
            title=f"'{script}'", body=f"{script} <img src=x onerror=alert(1)> [x](javascript:alert(1))\n\n## {script}\n"
        ),
    )
    for problem in project.build().problems:
        assert problem.code == "dead-link"  # the picture x
    project.write(
        "stories/2031/b.md", story(title=f"'{script}'", body=f"{script} [x](javascript:alert(1))\n\n## {script}\n")
    )
    project.built()
    for name, data in files(project.site).items():
        if name.endswith(".html"):
            assert script.encode() not in data, name
            assert b'href="javascript:' not in data.lower(), name


def internal_links(page: Path, site: Path) -> Iterator[tuple[str, Path, str]]:
    for value in re.findall(r'\s(?:href|src)="([^"]*)"', page.read_text()):
        parts = urlsplit(unescape(value))
        if parts.scheme or parts.netloc:
            continue
        path = unquote(parts.path)
        target = site / path.lstrip("/") if path.startswith("/") else page.parent / path
        target = Path(os.path.normpath(target if path else page))
        yield value, target / "index.html" if target.is_dir() else target, unquote(parts.fragment)


def test_every_link_and_anchor_of_the_built_site_resolves(project: Project, sample: Path) -> None:
    shutil.rmtree(project.content)
    shutil.copytree(sample, project.content)
    project.built()
    ids: dict[Path, set[str]] = {}
    checked = 0
    for page in sorted(project.site.rglob("*.html")):
        for value, target, anchor in internal_links(page, project.site):
            checked += 1
            assert target.is_file(), f"{page.relative_to(project.site)}: {value}"
            if anchor and target.suffix == ".html":
                if target not in ids:
                    ids[target] = set(map(unescape, re.findall(r'\s(?:id|name)="([^"]*)"', target.read_text())))
                assert anchor in ids[target] | {"__top"}, f"{page.relative_to(project.site)}: {value}"
    assert checked > 1000


def test_nothing_is_loaded_from_another_host(project: Project) -> None:
    project.built()
    loads = re.compile(
        r"""<(?:script|img|iframe|source)[^>]*\ssrc="(?:https?:)?//
        |<link[^>]*rel="(?:stylesheet|preconnect|icon)"[^>]*href="(?:https?:)?//
        |@import
        |url\(\s*['"]?(?:https?:)?//""",
        re.VERBOSE,
    )
    for name, data in files(project.site).items():
        if name.endswith((".html", "cuttings.css")):
            assert not loads.search(data.decode()), name


def test_a_deleted_story_leaves_no_trace(project: Project) -> None:
    project.write("stories/2031/secret.md", story("The secret of Zanzibar").replace("Grace Murray", "Xena Quill"))
    project.write("stories/2031/other.md", story("Another"))
    project.built()
    assert any(b"Zanzibar" in data for data in files(project.site).values())
    (project.content / "stories/2031/secret.md").unlink()
    project.build(allow_shrink=True)
    for folder in (project.site, project.docs):
        for name, data in files(folder).items():
            assert b"Zanzibar" not in data, name
            assert b"Xena" not in data, name
            assert "xena-quill" not in name


def test_drafts_and_stories_of_tomorrow_are_nowhere(project: Project) -> None:
    project.write(
        "stories/2031/draft.md", story("A Zanzibar draft").replace("---\ntitle", "---\ndraft: true\ntitle", 1)
    )
    project.write("stories/2031/later.md", story("Zanzibar tomorrow", day="2031-06-02"))
    project.built()
    assert not any(b"Zanzibar" in data for data in files(project.site).values())
    project.build(today=date(2031, 6, 2))
    assert (project.site / "stories/2031/later/index.html").exists()


def test_a_site_that_shrinks_by_over_a_fifth_needs_a_word(project: Project) -> None:
    for number in range(30):
        project.write(f"stories/2031/s{number}.md", story(f"Story {number}"))
    project.built()
    before = files(project.site)
    shutil.rmtree(project.content / "stories")
    project.write("stories/2031/ada-leaves.md", story())
    with pytest.raises(BuildFailedError, match="--allow-shrink"):
        project.build()
    assert files(project.site) == before
    project.build(allow_shrink=True)
    assert not (project.site / "stories/2031/s1").exists()


def test_a_folder_that_is_not_ours_is_never_replaced(project: Project) -> None:
    project.site.mkdir()
    (project.site / "thesis.tex").write_text("years of work")
    with pytest.raises(RefusedError, match="not empty"):
        project.build()
    assert files(project.site) == {"thesis.tex": b"years of work"}


def test_the_site_may_not_lie_in_the_content(project: Project) -> None:
    project.site = project.content / "site"
    with pytest.raises(RefusedError, match="site_dir"):
        project.build()


def test_redirects_lead_on(project: Project) -> None:
    project.write("people/ada-byron.md", "---\nname: Ada Byron\nredirect_from: [a-byron]\n---\nA pilot.\n")
    project.built()
    page = (project.site / "people/a-byron/index.html").read_text()
    assert 'content="0; url=../ada-byron/"' in page
    assert 'rel="canonical" href="https://example.org/people/ada-byron/"' in page
    assert "a-byron/</loc>" not in (project.site / "sitemap.xml").read_text().replace("ada-byron", "")


def test_the_sitemap_says_when_pages_changed(project: Project) -> None:
    project.write("stories/2030/old.md", story("Old", "2030-01-02").replace("Grace Murray", "Old Hand"))
    project.write(
        "stories/2031/ada-leaves.md",
        story().replace("date: 2031-03-04\n", "date: 2031-03-04\nupdated: 2031-04-01\n", 1),
    )
    project.built()
    found = dict(
        re.findall(
            r"<loc>https://example.org/(.*?)</loc><lastmod>(.*?)</lastmod>", (project.site / "sitemap.xml").read_text()
        )
    )
    assert found["stories/2031/ada-leaves/"] == "2031-04-01"
    assert found["people/old-hand/"] == found["stories/2030/"] == "2030-01-02"
    assert found["people/ada-byron/"] == found[""] == "2031-04-01"


def test_a_clean_build_forgets_what_was_generated(project: Project) -> None:
    project.built()
    before = (project.docs / "index.md").stat().st_mtime_ns
    project.built()
    assert (project.docs / "index.md").stat().st_mtime_ns == before
    project.build(clean=True)
    assert (project.docs / "index.md").stat().st_mtime_ns > before


def test_a_claim_that_the_facts_rule_out_is_a_warning_and_an_error_when_asked(project: Project) -> None:
    claim = "claims:\n  - {says: Nine people left, count: departures, company: Orbital, is: 0}\n---"
    text = story()
    project.write("stories/2031/claim.md", text[: text.rindex("---")] + claim + text[text.rindex("---") + 3 :])
    built = project.build()
    assert [(each.code, each.severity) for each in built.problems] == [("contradicted-claim", "warning")]
    assert built.pages > 0
    assert (project.site / "stories/2031/claim/index.html").exists()
    strict = project.build(strict_claims=True)
    assert [(each.code, each.severity) for each in strict.problems] == [("contradicted-claim", "error")]
    assert strict.pages == 0


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("{% if %}", "Expected an expression"),
        ("{{ nowhere.at }}", "'nowhere' is undefined"),
        ('{% include "gone.html" %}', "there is no template gone.html"),
        ("{{ 1 // 0 }}", "division"),
    ],
)
def test_what_a_template_breaks_on_is_told_with_its_line(stock_project: Project, broken: str, says: str) -> None:
    project = stock_project
    (project.folder / "theme/main.html").write_text(f"{BARE_THEME}\n{broken}\n")
    line = BARE_THEME.count("\n") + 2
    with pytest.raises(BuildFailedError, match=rf"theme/main\.html:{line}: .*{says}"):
        project.build()


def test_what_mkdocs_warns_of_fails_the_build(stock_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project = stock_project
    project.built()
    before = files(project.site)
    config = (project.folder / "mkdocs.yml").read_text()
    (project.folder / "mkdocs.yml").write_text(
        config.replace("extra_css:", "extra_templates: [nowhere.html]\nextra_css:")
    )
    with pytest.raises(BuildFailedError, match=r"nowhere\.html"):
        project.build()
    assert files(project.site) == before
    assert not project.site.with_name(".site.staging").exists()


def test_a_text_that_markdown_breaks_on_is_a_problem(stock_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project = stock_project
    convert = Markdown.convert

    def breaks(self: Markdown, source: str) -> str:
        if "A knot" in source or "# Gaps" in source:
            raise RecursionError
        return convert(self, source)

    monkeypatch.setattr(Markdown, "convert", breaks)
    with pytest.raises(BuildFailedError, match=r"gaps/index\.md: RecursionError"):  # a page of ours
        project.build()
    project.write("companies/orbital.md", "---\nname: Orbital\n---\n\nA knot.\n")  # comes first
    assert stated(project.build()) == ["4:1: cannot-render"]
    assert not project.site.exists()


def test_a_full_disk_leaves_the_old_site(stock_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project = stock_project
    project.built()
    before = files(project.site)
    project.write("stories/2031/new.md", story("New"))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for place in (
        "mkdocs.utils.write_file",
        "generator.publish.generated.folder._write",
        "generator.publish.swap.release.flush",
    ):
        monkeypatch.setattr(place, full)
        with pytest.raises(OSError, match="No space"):
            project.build()
        monkeypatch.undo()
        assert files(project.site) == before
        assert not project.site.with_name(".site.staging").exists()
    project.built()
    assert (project.site / "stories/2031/new/index.html").exists()


@pytest.mark.parametrize("setting", ["theme: {name: nowhere}", "site_url: 7", "nonsense: true", "plugins: []"])
def test_a_wrong_configuration_is_refused_with_its_file(project: Project, setting: str) -> None:
    config = (project.folder / "mkdocs.yml").read_text()
    key = setting.partition(":")[0]
    config = re.sub(rf"^{key}:.*\n(?:[ #].*\n)*", "", config, flags=re.MULTILINE)
    (project.folder / "mkdocs.yml").write_text(f"{config}\n{setting}\n")
    with pytest.raises(RefusedError, match=r"mkdocs\.yml"):
        project.build()


def build_in_child(project: Project) -> None:
    project.build()


def test_killed_at_any_moment_the_site_is_whole_and_the_next_build_mends(project: Project) -> None:
    fork = multiprocessing.get_context("fork")
    project.built()
    began = time.monotonic()
    project.write("stories/2031/v.md", story("Version 0"))
    project.built()
    whole = time.monotonic() - began
    seed = random.Random(5)
    seen = set()
    for attempt in range(1, 9):
        project.write("stories/2031/v.md", story(f"Version {attempt}"))
        worker = fork.Process(target=build_in_child, args=(project,))
        worker.start()
        time.sleep(seed.uniform(0, whole * 1.1))
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        pages = [path.read_text() for path in project.site.rglob("index.html") if path.is_file()]
        versions = {found for page in pages for found in re.findall(r"Version \d+", page)}
        assert len(versions) == 1
        seen |= versions
    project.built()
    assert "Version 8" in (project.site / "stories/2031/v/index.html").read_text()
    assert {path.name for path in project.folder.iterdir()} >= {"site", "content"}
    assert not (project.folder / ".site.staging").exists()


def test_two_builds_at_once_give_one_whole_site(project: Project) -> None:
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=build_in_child, args=(project,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    both = files(project.site)
    project.built()
    assert files(project.site) == both


def test_leftovers_of_a_killed_build_are_mended_before_anything_else(project: Project) -> None:
    project.built()
    staging = release.Place.at(project.site).staging
    staging.mkdir()
    (staging / "half").touch()
    project.write("stories/2031/wrong.md", "no front matter")
    assert has_errors(project.build().problems)
    assert not staging.exists()


def test_rendering_tells_how_far_it_is(stock_project: Project) -> None:
    project = stock_project

    class Heard(Listener):
        def __init__(self) -> None:
            self.stages: list[str] = []
            self.steps: list[tuple[int, int]] = []

        def stage(self, name: str) -> None:
            self.stages.append(name)

        def step(self, done: int, total: int) -> None:
            self.steps.append((done, total))

    heard = Heard()
    given = Given(project.folder / "mkdocs.yml", os.fspath(project.content), project.site)
    result = build(Order(given, TODAY), heard)
    assert heard.stages == ["Reading", "Making pages", "Rendering", "Publishing"]
    assert heard.steps[-1] == (2 * result.pages, 2 * result.pages)
