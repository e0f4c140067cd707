"""The browser form in a real browser: it shows the schema's fields, and writes files that the check accepts.

It runs on the form's own back end for trying, which keeps files in the browser's private file system. What it can't
show is a git host's answer, and the window in which a person picks a folder.
"""

from __future__ import annotations

import subprocess
import sys
from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, FilePayload, Locator, Page, expect

from generator.publish.admin import admin_files, admin_of
from generator.publish.config.site import Site
from generator.publish.generated.folder import contents
from generator.read.schema import STORY
from generator.read.stories import read_story
from tests.browser.conftest import Served
from tests.browser.payloads import payloads

HELD = """async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${path}${name}/`);
      else found[path + name] = await (await handle.getFile()).text();
    }
  };
  await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle("sveltia-cms-test", {create: true}), "");
  return found;
}"""
HOLD = """async (files) => {
  for (const [path, text] of Object.entries(files)) {
    const parts = `sveltia-cms-test/${path}`.split("/");
    let folder = await navigator.storage.getDirectory();
    for (const name of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(name, {create: true});
    const writable = await (await folder.getFileHandle(parts.at(-1), {create: true})).createWritable();
    await writable.write(text);
    await writable.close();
  }
}"""
AGAIN = """async ([files, changes]) => {
  const {collections} = await (await fetch("config.json")).json();
  const made = {};
  for (const [path, text] of Object.entries(files)) {
    const found = collections.find(({folder}) => path.startsWith(`${folder}/`));
    if (found) made[path] = cuttings.write({...cuttings.read(text.trim(), found.fields), ...changes}, found.fields);
  }
  return made;
}"""
NEW = """async (entries) => {
  const {collections} = await (await fetch("config.json")).json();
  return entries.map((entry) => cuttings.write(entry, collections[0].fields));
}"""
KEPT = """---
# a comment at the top
title: "Grace: joined"   # why
date: 2031-03-04

authors: ["Archive desk"]
# before sources
sources:
  # inside
  post: {title: Her post,
         url: https://example.org/1}
people:
  Grace Murray:
    - {joined: Perigee, date: 2031-02, source: [post]}
  Ada Byron:
    - said: |
        words on
        two lines
      about: [Orbital, Perigee]
companies: {Orbital: [{raised: 6.6 billion USD, status: Confirmed}]}
image: {file: pad.jpg, alt: 'The pad'}
draft: NO
extra: {wp_id: 1234, deep: [{a: b}]}
odd_key: kept
# at the end
---

[[Grace Murray]] works.
"""
LISTED = """---
title: Ada
date: 2031-03-04
topics:
  - hiring # yes
  - launch safety
image:
  # the pad
  file: a.jpg
  alt: 'B'
sources:
  post: # hers
    title: "Her post"
people:
  # first
  Ada Byron: # her
    - {"left": "Orbital", date: 2031-02} # why
    - joined: Perigee
      date: "2031-03"
      # once more
  # a remark
  Ben Hull:
claims:
  - {count: founders, company: Orbital, is: 3}
---
Text.
"""
ADA: Mapping[str, Any] = {
    "name": "Ada Byron",
    "facts": [
        {"fact": "left", "left": "Orbital", "date": "2031-02"},
        {"fact": "joined", "joined": "Perigee", "date": "2031-03"},
    ],
}
BEN = {"name": "Ben Hull", "facts": []}
POST = {"key": "post", "title": "Her post"}
# What is changed in the form, and what is different then: these lines, in place of those.
CHANGES: tuple[tuple[Mapping[str, Any], str, str], ...] = (
    ({"topics": ["hiring", "launch safety", "x"]}, "  - launch safety\n", "  - launch safety\n  - x\n"),
    ({"topics": ["launch safety"]}, "  - hiring # yes\n", ""),
    ({"image": {"file": "/images/b.jpg", "alt": "B"}}, "file: a.jpg", "file: b.jpg"),
    ({"claims": [{"count": "founders", "company": "Orbital", "is": "4"}]}, "is: 3", "is: 4"),
    ({"sources": [POST, {"key": "x", "title": "A: B"}]}, '"Her post"\n', "\"Her post\"\n  x: {title: 'A: B'}\n"),
    ({"sources": [{**POST, "title": "His"}]}, 'title: "Her post"', "title: His"),
    (
        {"people": [ADA, {**BEN, "facts": [{"fact": "founded", "founded": "X"}]}]},
        "Hull:\n",
        "Hull:\n    - {founded: X}\n",
    ),
    (
        {"people": [{**ADA, "facts": [*ADA["facts"], {"fact": "said", "said": "No, never"}]}, BEN]},
        "      # once more\n",
        "      # once more\n    - {said: 'No, never'}\n",
    ),
    ({"people": [{**ADA, "facts": ADA["facts"][1:]}, BEN]}, '    - {"left": "Orbital", date: 2031-02} # why\n', ""),
    ({"people": [ADA]}, "  Ben Hull:\n", ""),
)
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
NASTY = (
    *("no", "null", "~", "1:30", "012", "2024-08", "1e3", "=", "- a", "? b", "a: b", "a #b", "#c", "@d", "`e`", "%f"),
    *("'g'", '"h"', "[i]", "{j}", "k, l", "m]", "n}", "&o", "*p", "!q", "|", ">", "r:", ": s", "t \\n u", "<<", "---"),
    *("--- v", "...", "a\tb", "ünïcode – “quotes”", "日本語", "it's", "[[Ada]]", "<b>x</b>", "{{title}}", "x" * 300),
)


@pytest.fixture
def form(page: Page, site: Served) -> Page:
    """The form beside the site, on its back end for trying. A console error or another host asked fails the test."""
    return opened(page, site)


def opened(page: Page, site: Served, backend: Mapping[str, str] = MappingProxyType({"name": "test-repo"})) -> Page:
    admin = admin_of({"backend": backend}, Path("/desk/mkdocs.yml"), Path("/desk/content"))
    for path, made in admin_files(admin, Site("The Daily")):
        file = site.folder.parent / backend["name"] / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(contents(made))
    page.goto(site.url.replace("/archive/", f"/{backend['name']}/admin/"))
    return page


def begin(form: Page) -> None:
    form.get_by_role("button", name="Work with Test Repository").click()
    expect(form.get_by_role("button", name="Create New Entry").first).to_be_visible()


def field(form: Page, path: str) -> Locator:
    found = form.locator(f'[data-key-path="{path}"]')
    found.scroll_into_view_if_needed()
    return found


def fill(form: Page, path: str, text: str) -> None:
    field(form, path).locator("input, textarea").first.fill(text)


def add(form: Page, path: str, what: str) -> None:
    field(form, path).locator("button", has_text="Add").filter(has_text=what).first.click()


def save(form: Page) -> None:
    form.get_by_role("button", name="Save", exact=True).first.click()


def check(folder: Path, files: Mapping[str, str]) -> tuple[int, str, str]:
    """What the check says of files, in a process of its own: it works in several, and this one drives a browser."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    command = (sys.executable, "-m", "generator", "check", "--content", str(folder / "content"))
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr.partition(" ")[0]


def test_a_story_made_in_the_form_is_one_that_the_check_accepts(form: Page, tmp_path: Path) -> None:
    begin(form)
    form.get_by_role("button", name="Create New Entry").first.click()
    for key in STORY.fields:
        if key.type != "anything":
            expect(field(form, key.name)).to_contain_text(key.doc.replace("`", ""))
    fill(form, "title", "Grace Murray joins Perigée: the [whole] story")
    fill(form, "date", "last week")
    fill(form, "body", "[[Grace Murray]] has *joined* [[Perigee]].\n\n- one\n- `[[two]]`")
    add(form, "topics", "Topic")
    fill(form, "topics.0", "hiring, and more")
    add(form, "sources", "Source")
    fill(form, "sources.0.key", "post")
    fill(form, "sources.0.title", "Her post: all of it")
    fill(form, "sources.0.url", "https://example.org/1")
    add(form, "people", "Person")
    fill(form, "people.0.name", "Grace Murray")
    add(form, "people.0.facts", "Fact")
    form.get_by_role("menuitem").filter(has_text="Joined:").click()
    fill(form, "people.0.facts.0.joined", "Perigee")
    fill(form, "people.0.facts.0.from", "Orbital")
    fill(form, "people.0.facts.0.date", "2031-02~")
    add(form, "people.0.facts.0.source", "Source")
    fill(form, "people.0.facts.0.source.0", "post")
    add(form, "people", "Person")
    fill(form, "people.1.name", "Ada Byron")
    field(form, "image").get_by_text("Add").click()
    picture: FilePayload = {"name": "pad 39.png", "mimeType": "image/png", "buffer": PNG}
    field(form, "image.file").locator("input[type=file]").first.set_input_files(picture)
    fill(form, "image.alt", "The pad, at night")
    save(form)
    expect(field(form, "date")).to_contain_text("Write a day, as 2024-10-02")
    assert form.evaluate(HELD) == {}
    fill(form, "date", "2031-03-04")
    save(form)
    expect(form.get_by_role("button", name="Create New Entry").first).to_be_visible()
    files = form.evaluate(HELD)
    assert files.pop("content/images/pad 39.png")
    assert files == {
        "content/stories/2031/grace-murray-joins-perigee-the-whole-story.md": (
            "---\ntitle: 'Grace Murray joins Perigée: the [whole] story'\ndate: 2031-03-04\n"
            "topics: ['hiring, and more']\nimage: {file: pad 39.png, alt: 'The pad, at night'}\nsources:\n"
            "  post: {title: 'Her post: all of it', url: https://example.org/1}\n"
            "people:\n  Grace Murray:\n    - {joined: Perigee, from: Orbital, date: 2031-02~, source: post}\n"
            "  Ada Byron:\n---\n[[Grace Murray]] has *joined* [[Perigee]].\n\n- one\n- `[[two]]`\n"
        )
    }
    (tmp_path / "content/images").mkdir(parents=True)
    (tmp_path / "content/images/pad 39.png").write_bytes(PNG)
    assert check(tmp_path, files) == (0, "", "Checked")


def test_a_change_leaves_everything_else_as_it_was_written(form: Page) -> None:
    path = "content/stories/2031/kept.md"
    form.evaluate(HOLD, {path: KEPT})
    begin(form)
    form.get_by_text("Grace: joined").click()
    fill(form, "standfirst", "A new line: here")
    save(form)
    expect(form.get_by_role("button", name="Create New Entry").first).to_be_visible()
    added = "title: \"Grace: joined\"   # why\nstandfirst: 'A new line: here'\n"
    assert form.evaluate(HELD)[path] == KEPT.replace('title: "Grace: joined"   # why\n', added)


def test_a_fact_more_leaves_the_other_facts_as_they_were_written(form: Page) -> None:
    path = "content/stories/2031/x.md"
    for changes, before, after in CHANGES:
        assert LISTED.count(before) == 1, before
        found = form.evaluate(AGAIN, [{path: LISTED}, changes])[path]
        assert found + "\n" == LISTED.replace(before, after)
    turned = form.evaluate(AGAIN, [{path: LISTED}, {"people": [BEN, ADA]}])[path]
    assert "people:\n  Ben Hull:\n  Ada Byron:\n    - {left: Orbital, date: 2031-02}\n" in turned


def test_files_that_nobody_changed_come_out_as_they_went_in(form: Page, sample: Path) -> None:
    files = {
        f"content/{path.relative_to(sample).as_posix()}": path.read_text(encoding="utf-8")
        for path in sorted(sample.glob("*/**/*.md"))
    } | {"content/stories/2031/kept.md": KEPT, "content/pages/plain.md": "No front matter.\n"}
    again = form.evaluate(AGAIN, [files, {}])
    assert {path: text.strip() for path, text in again.items()} == {path: text.strip() for path, text in files.items()}
    assert len(again) > 20


def test_whatever_is_written_is_read_as_it_was_meant(form: Page) -> None:
    entries = [
        {
            "title": text,
            "date": "2031-03-04",
            "authors": [text, "Archive desk"],
            "sources": [{"key": "post", "title": text, "note": text}],
            "people": [{"name": "Ada Byron", "facts": [{"fact": "said", "said": text, "note": text}]}],
            "claims": [{"says": text, "count": "founders", "company": "Orbital", "is": "3"}],
            "body": "---\n",
        }
        for text in NASTY
    ]
    for text, written in zip(NASTY, form.evaluate(NEW, entries), strict=True):
        read, problems = read_story(written.encode(), "stories/2031/x.md", "content")
        assert [str(each) for each in problems if each.severity == "error"] == [], written
        assert read is not None
        found = (
            read.title,
            read.authors[0],
            read.sources[0].title,
            read.people[0].facts[0].text,
            read.claims[0].says,
        )
        assert set(found) == {" ".join(text.split())}, written


def test_what_the_form_cannot_show_it_leaves_alone(form: Page) -> None:
    for front in (
        "people: {Ada Byron: [{flew: Orbital}]}",
        "people: {Ada Byron: [{joined: Orbital, form: Perigee}]}",
        "people: {Ada Byron: text}",
        "sources: {post: text}",
        "image: pad.jpg",
        "title: [a, b]",
        "claims: [{count: founders, off: 3}]",
        "- a list",
    ):
        files = {"content/stories/2031/x.md": f"---\n{front}\n---\nText.\n"}
        with pytest.raises(Error, match="open the file in a text editor"):
            form.evaluate(AGAIN, [files, {}])


def test_nothing_that_a_story_holds_runs_in_the_form(browser: Browser, site: Served) -> None:
    """Titles stand in its lists, everything in its inputs.

    Not on the page that heeds the console: it looks at titles in documents apart, where nothing runs, and Chromium
    tells of each handler there that the page's policy would have stopped.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    form = opened(context.new_page(), site)
    form.set_default_timeout(8000)
    form.evaluate("() => { window.ran = []; window.__ran = (id) => window.ran.push(id); }")
    hostile = [text.replace("RUN", f"__ran({place})") for place, text in enumerate(payloads())]
    titles = [" ".join(text.split()) for text in hostile]
    entries = [
        {
            "title": title,
            "date": "2031-03-04",
            "standfirst": title,
            "people": [{"name": title, "facts": [{"fact": "said", "said": title}]}],
            "body": text,
        }
        for title, text in zip(titles, hostile, strict=True)
    ]
    written = form.evaluate(NEW, entries)
    form.evaluate(HOLD, {f"content/stories/2031/s-{place}.md": text for place, text in enumerate(written)})
    begin(form)
    rows = form.get_by_role("row")
    expect(rows.first).to_be_visible()
    for place in range(0, len(titles), 100):
        form.goto(f"{form.url.partition('#')[0]}#/collections/stories/entries/2031/s-{place}")
        expect(form.locator('[data-key-path="title"] input')).to_have_value(titles[place])
    assert form.evaluate("window.ran") == []
    context.close()
