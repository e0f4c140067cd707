"""From the home page through the archive and back: with a mouse, with a keyboard alone, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import KINDS, Served, Watch

CONTENT = ".md-content"


def heading(page: Page) -> Locator:
    return page.locator(f"{CONTENT} h1")


def reach(page: Page, link: Locator) -> None:
    """Press Tab until the link has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            return
    raise AssertionError(f"Tab never came to {link}")


def walk(page: Page, site: Served, follow: object) -> None:
    """home → story → person → company → moves, each by a link that the page before shows."""
    assert callable(follow)
    page.goto(site.url)
    follow(page.locator(f"{CONTENT} a", has_text="Pilot of Orbital said to be gone").first)
    expect(heading(page)).to_contain_text("Pilot of Orbital")
    follow(page.locator(f"{CONTENT} a", has_text="Ada Byron").first)
    expect(heading(page)).to_contain_text("Ada Byron")
    follow(page.locator(f"{CONTENT} a", has_text="Orbital").first)
    expect(heading(page)).to_contain_text("Orbital")
    follow(page.locator(".md-tabs a", has_text="Moves"))
    expect(heading(page)).to_contain_text("Moves")


def test_by_mouse(page: Page, site: Served) -> None:
    walk(page, site, lambda link: link.click())
    box = page.locator(".md-header form[data-find] input[type=search]")
    box.click()
    box.fill("kingma")
    page.locator(".find__panel").get_by_role("link", name="Durk Kingma", exact=True).click()
    expect(page).to_have_url(site.at(KINDS["person"]))
    for _ in range(5):
        page.go_back()
    expect(page).to_have_url(site.url)


def test_by_keyboard_alone(page: Page, site: Served) -> None:
    def follow(link: Locator) -> None:
        reach(page, link)
        page.keyboard.press("Enter")

    walk(page, site, follow)
    page.wait_for_load_state()  # keys that come before the scripts are somebody else's
    page.keyboard.press("/")
    expect(page.locator(".md-header form[data-find] input[type=search]")).to_be_focused()
    page.keyboard.type("kingma")
    expect(page.locator(".find__panel").get_by_role("link", name="Durk Kingma", exact=True)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".find__panel").get_by_role("link", name="Durk Kingma", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.at(KINDS["person"]))
    for _ in range(5):
        page.go_back()  # Alt and the left arrow: a key of the browser's, which has no window here
    expect(page).to_have_url(site.url)


def test_without_scripts(browser: Browser, site: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    watch = Watch(context, site.url)
    page = context.new_page()
    walk(page, site, lambda link: link.click())
    expect(page.locator("form[data-find]").first).to_be_hidden()
    page.goto(site.at("companies/orbital/"))
    expect(page.locator("#departures ~ .md-typeset__scrollwrap, #departures ~ table").first).to_contain_text(
        "Ada Byron"
    )
    context.close()
    assert watch.faults == []


ON_SCREEN = """
    () => {
      const { left, right } = document.activeElement.getBoundingClientRect();
      const visible = document.activeElement.checkVisibility({ visibilityProperty: true });
      return document.activeElement === document.body || (visible && right > 0 && left < innerWidth);
    }
"""


def test_the_menu_of_a_telephone_by_keyboard(page: Page, site: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site.at(KINDS["company"]))
    page.wait_for_load_state()
    menu = page.get_by_role("button", name="Menu")
    link = page.locator(".md-sidebar--primary li a", has_text="Moves")
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(ON_SCREEN), page.evaluate("document.activeElement.outerHTML")
    expect(link).to_be_hidden()
    menu.focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(400)  # until it is there
    while menu.get_attribute("aria-expanded") == "true":
        assert page.evaluate(ON_SCREEN), page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")
    page.goto(site.at("about/"))
    page.wait_for_load_state()
    reach(page, menu)
    for key in ("Space", "Enter"):
        page.keyboard.press(key)
        expect(menu).to_have_attribute("aria-expanded", "true")
        expect(link).to_be_visible()
        expect(page.locator(".md-sidebar--primary li a").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(menu).to_have_attribute("aria-expanded", "false")
        expect(menu).to_be_focused()
        expect(link).to_be_hidden()
    page.keyboard.press("Enter")
    reach(page, link)
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.at("moves/"))


def test_the_menu_of_a_telephone_without_scripts(browser: Browser, site: Served) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(site.at("about/"))
    link = page.locator(".md-sidebar--primary li a", has_text="Companies")
    expect(link).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="Menu")).to_be_focused()
    page.keyboard.press("Space")
    expect(link).to_be_visible()
    link.click()
    expect(heading(page)).to_contain_text("Companies")
    page.locator(".md-header label[for=__drawer]").click()
    expect(page.locator(".md-sidebar--primary li a", has_text="Topics")).to_be_visible()
    context.close()


@pytest.mark.parametrize("start", ["people/no-such-person/at/all", "nothing"])
def test_an_address_that_is_not_there_leads_on(page: Page, site: Served, start: str) -> None:
    response = page.goto(site.at(start.replace("nothing", "x/at/all")))
    assert response is not None
    assert response.status == 404
    page.locator(CONTENT).get_by_role("link", name="People").click()
    expect(page).to_have_url(site.at("people/"))


def test_an_older_address_leads_to_the_new_one(page: Page, site: Served) -> None:
    page.goto(site.at("people/augusta-gordon/"))
    page.wait_for_url(site.at("people/ada-byron/"))
