"""Each kind of page: axe in light and dark, nothing sideways on a small telephone, valid HTML."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import KINDS, Served

SCHEMES = {"light": "default", "dark": "slate"}


def faults(page: Page, scheme: str) -> list[str]:
    """What axe finds: all that it looks for in light, and in dark what depends on colours."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    # It need not describe what is well. Targets have to be of 24 pixels (WCAG 2.2 AA), which it checks if asked to.
    options: dict[str, object] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    if scheme == "dark":
        options["runOnly"] = ["color-contrast", "link-in-text-block"]
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {each['help']} {[node['html'][:200] for node in each['nodes'][:3]]}" for each in found]


@pytest.mark.parametrize("half", [0, 1])
def test_axe_finds_nothing(page: Page, site: Served, half: int) -> None:
    found: dict[str, list[str]] = {}
    for kind, path in list(KINDS.items())[half::2]:
        page.goto(site.at(path))
        for scheme in SCHEMES:
            found[f"{kind}, {scheme}"] = faults(page, scheme)
    assert {kind: each for kind, each in found.items() if each} == {}


def test_axe_finds_nothing_on_a_telephone_and_in_its_menu(page: Page, site: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    found = {}
    for kind in ("home", "company", "people", "missing"):
        page.goto(site.at(KINDS[kind]))
        found[kind] = faults(page, "light")
    page.get_by_role("button", name="Menu").press("Enter")
    page.wait_for_timeout(400)  # until it is there
    found["menu"] = faults(page, "light")
    assert {kind: each for kind, each in found.items() if each} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_what_scripts_show(page: Page, site: Served, scheme: str) -> None:
    page.goto(site.at("companies/orbital/#on=2031-03-02"))
    page.locator(".on-a-day__lists h3").first.wait_for()
    page.locator(".md-header form[data-find] input[type=search]").fill("Orbital")
    page.locator(".find__excerpt").first.wait_for()
    assert faults(page, scheme) == []
    page.keyboard.press("Escape")
    page.locator(".md-content td a", has_text="Ada Byron").first.focus()
    page.get_by_role("tooltip").wait_for()
    assert faults(page, scheme) == []


def test_nothing_scrolls_sideways_on_a_small_telephone(page: Page, site: Served) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for kind, path in KINDS.items():
        page.goto(site.at(path))
        page.evaluate("scrollTo(1000, 0)")
        if page.evaluate("[scrollX, document.documentElement.scrollWidth > 320]") != [0, False]:
            wide[kind] = page.evaluate(
                "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 321)"
                ".slice(0, 5).map(e => e.outerHTML.slice(0, 120))"
            )
    assert wide == {}
    page.goto(site.at("companies/orbital/#on=2031-03-02"))
    page.locator(".md-header form[data-find] input[type=search]").fill("Orbital")
    page.locator(".find__excerpt").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("width", [320, 390])
def test_no_words_of_a_drawing_are_cut_off_or_written_over_a_mark(page: Page, site: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for path in ("companies/orbital/", "companies/openai/", "companies/shrk-lnwr/", "people/ada-byron/", "moves/"):
        page.goto(site.at(path))
        found[path] = page.evaluate(
            """() => [...document.querySelectorAll(".drawn svg")].flatMap(svg => {
              const box = svg.getBoundingClientRect();
              const marks = [...svg.querySelectorAll(".drawn-maybe, circle")].map(mark => mark.getBoundingClientRect());
              const over = (a, b) =>
                a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top < a.bottom - 3;
              return [...svg.querySelectorAll("text")].filter(text => {
                const words = text.getBoundingClientRect();
                return words.left < box.left - 1 || words.right > box.right + 1
                  || (text.closest(".drawn-worth") && marks.some(mark => over(words, mark)));
              }).map(text => text.textContent);
            })"""
        )
    assert {path: words for path, words in found.items() if words} == {}


def test_a_drawing_keeps_its_key_in_forced_colours(browser: Browser, site: Served) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(site.at("companies/openai/"))
    keys = [page.locator(f".drawn-people .key-{kind}").first.screenshot() for kind in ("maybe", "fade", "seen")]
    gain, loss = (page.locator(f".drawn-flows .key-{kind}").first.screenshot() for kind in ("gain", "loss"))
    context.close()
    assert len(set(keys)) == len(keys)
    assert gain != loss


@pytest.mark.parametrize("width", [700, 1280])
def test_no_table_is_wider_than_its_page(page: Page, site: Served, width: int) -> None:
    """Though somebody has a name that no column is wide enough for."""
    page.set_viewport_size({"width": width, "height": 900})
    wide = {}
    for kind, path in KINDS.items():
        page.goto(site.at(path))
        cut = page.evaluate(
            "[...document.querySelectorAll('.md-content table')].filter(table =>"
            " table.getBoundingClientRect().right > document.querySelector('article').getBoundingClientRect().right + 1"
            ").map(table => table.innerText.slice(0, 60))"
        )
        if cut:
            wide[kind] = cut
    assert wide == {}


def test_the_name_of_the_site_is_whole_on_a_small_telephone(page: Page, site: Served) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site.url)
    name = page.locator(".md-header__topic .md-ellipsis").first
    assert name.evaluate("name => name.scrollWidth <= name.clientWidth")
    page.get_by_role("button", name="Search").first.click()
    expect(page.locator(".md-header form[data-find] input[type=search]")).to_be_focused()
    assert page.locator(".md-header form[data-find] input[type=search]").evaluate("box => box.clientWidth") > 250


def test_the_title_of_a_box_is_as_wide_as_the_box(page: Page, site: Served) -> None:
    page.goto(site.at(KINDS["marked up"]))
    for box in page.locator(".admonition, details.tip").all():
        inside = box.evaluate("box => box.clientWidth")
        assert box.locator(".admonition-title, summary").evaluate("title => title.offsetWidth") == inside
        assert 300 < inside < 700  # a line that can be read


def test_each_page_has_a_title_of_its_own(site: Served) -> None:
    """Of the sample's, where there is a list of rounds and a topic "Funding"; the home page has the site's name."""
    heads: dict[str, str] = {}
    for kind, path in KINDS.items():
        if kind != "missing":
            head = (site.folder / path / "index.html").read_text("utf-8").partition("</head>")[0]
            (heads[path],) = re.findall("<title>(.*?)</title>", head)
    head = (site.folder / "topics/funding/index.html").read_text("utf-8")
    assert "<title>Topic: Funding - Cuttings</title>" in head
    assert heads["funding/"] == "Funding - Cuttings"
    assert len({*heads.values()}) == len(heads)
    home = (site.folder / "index.html").read_text("utf-8")
    assert heads[""] == "Cuttings"
    assert '<meta property="og:title" content="Cuttings">' in home
    for name in ('name="description"', 'property="og:description"'):
        assert f"<meta {name} content=\"A newsroom's story archive." in home.replace("&#x27;", "'")


def test_html_is_valid(site: Served, root: Path) -> None:
    """By html-validate, of the pages as they are sent."""
    tool = root / ".venv" / "html-validate" / "node_modules" / ".bin" / "html-validate"
    if shutil.which("node") is None or not tool.exists():
        pytest.skip("html-validate isn't installed: make test does so where it finds node and npm")
    pages = sorted(str(path) for path in site.folder.rglob("*.html") if "http-equiv" not in path.read_text("utf-8"))
    rules = root / "tests" / "browser" / "htmlvalidate.mjs"
    command = [str(tool), "--config", str(rules), "--formatter", "json", *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    results = json.loads(done.stdout)
    assert [each["filePath"] for each in results if each["errorCount"]] == [], "\n".join(
        sorted(
            {
                f"{said['ruleId']}: {said['message']} | {Path(each['filePath']).parent.name}:{said['line']}"
                for each in results
                for said in each["messages"]
            }
        )[:60]
    )
    assert done.returncode == 0, done.stderr
