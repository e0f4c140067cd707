"""Hundreds of texts that try to run script, in every place that an editor can write to, in a real browser.

The control comes first: the same texts, printed as they are, do run. ``INJECTIONS=all`` tries all texts and opens
every page of the site; otherwise it is each third text, and one page of a dozen with all those that list others.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from html import escape
from http.server import ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Error

from generator.build import Built, Order, build, understand
from generator.problems import has_errors
from generator.publish.config.settings import Given
from generator.publish.listener import Listener
from tests.browser import hostile_archive
from tests.browser.conftest import Handler, Served
from tests.browser.payloads import payloads
from tests.browser.test_finding import BOX, PANEL
from tests.test_build import Project

EVERY = os.environ.get("INJECTIONS") == "all"
PAYLOADS = payloads()[:: 1 if EVERY else 3]
ONE_IN = 1 if EVERY else 12

# What no page may hold, whatever its address looks like: the browser itself resolves it.
AUDIT = """() => {
  const bad = [];
  const tell = (element, why) => bad.push(why + ": " + element.outerHTML.slice(0, 200));
  for (const element of document.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      if (/^on/i.test(name)) tell(element, name);
      if (name === "srcdoc" || name === "formaction" || name === "background" || name === "srcset") tell(element, name);
      if (/^(xlink:)?href$|^src$|^action$|^data$/i.test(name)) {
        let url = null;
        try { url = new URL(value, document.baseURI); } catch { continue; }
        const picture = element.localName === "img" && /^data:image\\//i.test(value);
        if (!/^(https?|mailto|tel|blob):$/.test(url.protocol) && !picture) tell(element, url.protocol);
      }
    }
    const inside = element.closest(".md-content");
    const ours = element.id === "on-a-day-data" || element.matches(".narrow, .on-a-day, .find");
    const banned = /^(script|iframe|object|embed|base|meta|link|style|form|template|math|portal|frame)$/;
    if (inside && !ours && banned.test(element.localName)) tell(element, element.localName);
    if (inside && /fixed|absolute/.test(element.getAttribute("style") || "")) tell(element, "style");
  }
  return bad;
}"""
POKE = """() => {
  document.addEventListener("click", event => event.preventDefault(), true);
  document.addEventListener("submit", event => event.preventDefault(), true);
  for (const element of document.querySelectorAll(".md-content *, .md-sidebar *")) {
    for (const kind of ["pointerover", "pointerenter", "mouseover", "focusin", "click", "wheel", "toggle"]) {
      element.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true}));
    }
    if (element.focus) element.focus();
  }
}"""
POKE_RAW = """() => {
  for (const element of document.querySelectorAll("*")) {
    const kinds = ["mouseover", "pointerover", "pointerenter", "wheel", "focus"];
    for (const kind of kinds) element.dispatchEvent(new Event(kind));
    if (element.click && element.localName !== "base") element.click();
  }
}"""


class Heard:
    """Which payloads ran in a context, and what else its pages said that a harmless page doesn't."""

    def __init__(self, context: BrowserContext) -> None:
        self.ran: list[int] = []
        self.said: list[str] = []
        context.expose_function("__ran", self._run)
        context.on("dialog", self._asked)
        context.on("weberror", lambda error: self.said.append(f"error {error.error}"))
        context.on("console", lambda line: self.said.append(line.text) if line.type == "error" else None)

    def _run(self, number: int) -> None:
        self.ran.append(number)

    def _asked(self, dialog: Dialog) -> None:
        self.said.append(f"dialog {dialog.message}")
        dialog.dismiss()


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on to the next page doesn't wait for the rest of this one."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[tuple[Served, dict[int, set[str]]]]:
    """The hostile archive, built and served; and what of it is not on the site, because it was refused."""
    project = Project(tmp_path_factory.mktemp("hostile"), root)
    (project.content / "stories/2031/ada-leaves.md").unlink()
    refused: dict[int, set[str]] = {}
    built = _built(project, refused)
    assert built.pages > len(PAYLOADS)
    handler = partial(Handler, directory=os.fspath(project.folder))
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Served(f"http://127.0.0.1:{server.server_port}/archive/", project.folder / "archive"), refused
    server.shutdown()
    server.server_close()


def _built(project: Project, refused: dict[int, set[str]]) -> Built:
    """The site; what a problem refuses is replaced by something harmless, until there is nothing to refuse.

    The first site has the payloads in bodies alone: what only rendering finds is found there, of few pages.
    """
    given = Given(
        project.folder / "mkdocs.yml", "content", project.folder / "archive", jobs=1
    )  # no fork beside a browser
    elsewhere = {number: {*hostile_archive.PLACES} - {"body"} for number in range(len(PAYLOADS))}
    before = Path.cwd()
    os.chdir(project.folder)  # so that problems name files below "content"
    try:
        for _ in range(12):
            harmless = {
                number: refused.get(number, set()) | elsewhere.get(number, set()) for number in range(len(PAYLOADS))
            }
            hostile_archive.write(project.content, PAYLOADS, harmless)
            _, problems = understand(project.content, "content", date(2031, 6, 1))
            built = None
            if not has_errors(problems):
                built = build(Order(given, date(2031, 6, 1), durable=False), Listener())
                problems = built.problems
            errors = [problem for problem in problems if problem.severity == "error"]
            if built is not None and not errors and not elsewhere:
                return built
            if built is not None:
                elsewhere = {}
            for problem in errors:
                place = hostile_archive.place_of(problem, project.content)
                assert place is not None, problem
                refused.setdefault(place[0], set()).add(place[1])
        raise AssertionError("\n".join(map(str, errors[:20])))
    finally:
        os.chdir(before)


def test_nearly_all_of_it_is_on_the_site(hostile: tuple[Served, dict[int, set[str]]]) -> None:
    """Names may be refused for their signs, and a text for a link that leads nowhere; nothing else is."""
    _, refused = hostile
    for place in hostile_archive.PLACES:
        there = sum(place not in places for places in refused.values()) + len(PAYLOADS) - len(refused)
        assert there > len(PAYLOADS) * 0.75, f"{place}: only {there} of {len(PAYLOADS)} are tried"


def test_printed_as_they_are_they_run(browser: Browser) -> None:
    context = browser.new_context()
    heard = Heard(context)
    page = context.new_page()
    for number, payload in enumerate(PAYLOADS):
        rendered = markdown.markdown(payload, extensions=["attr_list", "md_in_html", "tables", "admonition", "abbr"])
        raw = f'<!doctype html><title>{payload}</title><body><img alt="{payload}">{rendered}<a href="{payload}">X</a>'
        if number % 40 == 0:
            page.close()
            page = context.new_page()
        page.set_content(f'<iframe srcdoc="{escape(raw)}"></iframe>', wait_until="domcontentloaded")
        for frame in page.frames[1:2]:
            try:
                frame.evaluate(POKE_RAW)
            except Error as error:  # the payload took the frame elsewhere
                heard.said.append(str(error))
    page.wait_for_timeout(500)
    context.close()
    assert len(set(heard.ran)) > 50


def addresses(folder: Path) -> list[str]:
    """Every page that lists others, and one in a dozen of the rest."""
    every = sorted(path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    lists = [path for path in every if path == "." or path.count("/") == 0 or "/-/" in path or path == "stories/2031"]
    rest = [path for path in every if path not in lists]
    kept = [*lists, *rest[::ONE_IN]]
    return ["" if path == "." else f"{path}/" for path in kept]


def test_nothing_runs_on_any_page(hostile: tuple[Served, dict[int, set[str]]], browser: Browser) -> None:
    site, _ = hostile
    context = browser.new_context()
    heard = Heard(context)
    page = context.new_page()
    faults: dict[str, list[str]] = {}
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    for address in (*addresses(site.folder), "people/no-such-person/"):
        page.goto(site.at(address), wait_until="load")
        bad = page.evaluate(AUDIT)
        page.evaluate(POKE)
        if bad or heard.ran:
            faults[address] = [*bad, *map(str, heard.ran)]
            heard.ran.clear()
    page.wait_for_timeout(300)
    context.close()
    assert faults == {}
    assert heard.ran == []
    assert [line for line in heard.said if "404" not in line] == []
    assert [url for url in asked if not url.startswith((site.url.removesuffix("archive/"), "data:"))] == []


QUERIES = ("script", "img src", "onerror", "svg onload", "javascript", "data text html", "mermaid", "iframe", "config")


def test_nothing_runs_in_search_results_and_previews(
    hostile: tuple[Served, dict[int, set[str]]], browser: Browser
) -> None:
    site, _ = hostile
    context = browser.new_context()
    heard = Heard(context)
    page = context.new_page()
    page.goto(site.at("people/"))
    shown = 0
    for query in (*QUERIES, *(f"ran {number}" for number in range(0, len(PAYLOADS), 60))):
        page.locator(BOX).fill(query)
        page.wait_for_timeout(500)
        shown += page.locator(f"{PANEL} li").count()
        assert page.locator(PANEL).locator("img, script, svg script, iframe, object").count() == 0
        assert page.evaluate(AUDIT) == []
    assert shown > 20, "the search found nothing to show"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    seen = 0
    for address in ("stories/2031/s0/", "stories/2031/s30/", "stories/2031/s200/", "people/"):
        page.goto(site.at(address))
        links = page.locator(".md-content a[href*='people/'], .md-content a[href*='companies/']")
        for number in range(min(8, links.count())):
            links.nth(number).focus()
            page.wait_for_timeout(150)
            seen += page.locator("#preview:visible").count()
    assert seen > 3, "no preview was shown"
    context.close()
    assert heard.ran == []


def test_what_machines_read_is_whole(hostile: tuple[Served, dict[int, set[str]]]) -> None:
    site, _ = hostile
    feeds = list(site.folder.rglob("*.xml"))
    assert len(feeds) > len(PAYLOADS)
    for feed in feeds:
        ElementTree.parse(feed)
    for page in list(site.folder.rglob("index.html"))[::7]:
        text = page.read_text(encoding="utf-8")
        assert len(re.findall("(?i)<script", text)) == len(re.findall("(?i)</script", text)), page
        assert not re.search(r"<title>[^<]*<(?!/title>)", text), page
