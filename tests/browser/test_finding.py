"""Search, filters, previews, and who was here on a day."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.archive import HOSTILE
from tests.browser.conftest import Served

BOX = ".md-header form[data-find] input[type=search]"
PANEL = ".md-header .find__panel"


def ask(page: Page, words: str) -> Locator:
    page.locator(BOX).fill(words)
    panel = page.locator(PANEL)
    expect(panel.get_by_role("status")).to_contain_text("stor")
    return panel


def names(page: Page) -> Locator:
    return page.locator(PANEL).locator(".find__list").first.locator("li")


def found(page: Page) -> Locator:
    return page.locator(PANEL).locator(".find__list").last.locator("li")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Durk Kingma", "Durk Kingma"),
        ("king", "Durk Kingma"),
        ("Durk Kimgma", "Durk Kingma"),  # one letter wrong, in the middle
        ("kingna", "Durk Kingma"),
        ("lingma", "Durk Kingma"),  # the first
        ("countess of lovelace", "Ada Byron"),  # an alias
        ("enchantress", "Ada Byron"),  # a weak one
        ("augusta gordon", "Ada Byron"),  # a former name
        ("augusta gordan", "Ada Byron"),
        ("O'NEILL SØRENSEN", "Zoe O'Neill-Sørensen"),
        ("antropic", "Anthropic"),
        ("byrn", "Ada Byron"),  # of four letters, one
        ("durc", "Durk Kingma"),
        ("burk", "Durk Kingma"),
        ("ada byrn", "Ada Byron"),
    ],
)
def test_a_name_is_found(page: Page, site: Served, query: str, name: str) -> None:
    page.goto(site.at("about/"))
    page.locator(BOX).fill(query)
    expect(names(page).first).to_contain_text(name)


def test_what_is_typed_is_taken_at_its_word_before_one_of_four_letters_is_taken_for_another(
    page: Page, site: Served
) -> None:
    page.goto(site.at("about/"))
    ask(page, "king")
    assert all("king" in text.lower() for text in names(page).all_inner_texts())
    ask(page, "bdb")  # three letters have to be right
    expect(names(page)).to_have_count(0)


def test_people_come_first_with_who_they_are_and_stories_with_an_excerpt(page: Page, site: Served) -> None:
    page.goto(site.url)
    ask(page, "Ada Byron")
    expect(names(page).first.locator("a")).to_have_attribute("href", site.at("people/ada-byron/"))
    expect(names(page).first).to_contain_text("Meridian")
    expect(found(page).filter(has_text="Pilot of Orbital")).to_have_count(1)
    expect(found(page).first.locator("mark").first).to_be_visible()


def test_every_year_is_searched_and_filters_narrow(page: Page, site: Served) -> None:
    page.goto(site.url)
    assert {"2019", "2024-10"} <= {path.name for path in (site.folder / "pagefind").iterdir()}
    ask(page, "ornithopter")
    expect(found(page)).to_have_count(2)  # of 2023 and of 2019
    page.locator(PANEL).locator("summary").click()
    year = page.locator(PANEL).get_by_label("Year")
    year.select_option("2019")
    expect(found(page)).to_have_count(1)
    expect(found(page).first).to_contain_text("Meridian opens")
    year.select_option("")
    expect(found(page)).to_have_count(2)
    page.locator(PANEL).get_by_label("Person").select_option("Charles Babbage")
    expect(found(page)).to_have_count(1)
    found(page).first.locator("a").click()
    expect(page).to_have_url(site.at("stories/2023/babbage-arrives/"))


def test_names_and_titles_are_never_markup(page: Page, site: Served) -> None:
    page.goto(site.at("people/hostile/"))
    ask(page, "zeppelins")
    expect(found(page).filter(has_text=HOSTILE)).to_have_count(1)
    ask(page, "Mallory")
    expect(names(page).first).to_contain_text(HOSTILE)
    assert page.locator(f"{PANEL} img, {PANEL} b, {PANEL} script").count() == 0


def test_nothing_is_fetched_before_the_box_is_used(page: Page, site: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.url)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "pagefind" in url or "/search/" in url or "search.js" in url]
    ask(page, "kingma")
    assert [url for url in asked if "pagefind" in url]


def test_shortcuts_and_keys(page: Page, site: Served) -> None:
    page.goto(site.at("moves/"))
    box = page.locator(BOX)
    page.keyboard.press("Control+k")
    expect(box).to_be_focused()
    page.keyboard.type("a/b")  # in a box, the shortcut is a letter
    expect(box).to_have_value("a/b")
    ask(page, "Orbital")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    ask(page, "Orbital")
    page.locator(PANEL).get_by_role("checkbox").uncheck()
    page.goto(site.at("about/"))
    page.keyboard.press("/")
    expect(page.locator(BOX)).not_to_be_focused()


def test_a_search_is_an_address(page: Page, site: Served) -> None:
    page.goto(site.at("?q=kingma"))
    expect(names(page).first).to_contain_text("Durk Kingma")


@pytest.mark.parametrize(("path", "below"), [("people/", "h1"), ("moves/", "#every")])
def test_a_box_filters_the_rows_of_a_page(page: Page, site: Served, path: str, below: str) -> None:
    page.goto(site.at(path))
    rows = page.locator(f".md-content {below} ~ * tbody tr:visible")
    before = rows.count()
    box = page.get_by_label("Filter this list")
    box.fill("byron")
    assert 0 < rows.count() < before
    for text in rows.all_inner_texts():
        assert "Byron" in text
    page.set_viewport_size({"width": 360, "height": 740})  # where rows are cards
    assert 0 < rows.count() < before
    box.fill("")
    assert rows.count() == before


def test_the_box_on_moves_stands_with_the_moves(page: Page, site: Served) -> None:
    page.goto(site.at("moves/"))
    gains = page.locator("#gains ~ .md-typeset__scrollwrap").first.locator("tbody tr")
    before = gains.count()
    assert before
    page.get_by_label("Filter this list").fill("nobody of this name")
    assert gains.count() == before
    expect(gains.first).to_be_visible()
    expect(page.locator("#gains")).to_be_visible()
    place = page.locator("form.narrow").evaluate("form => form.previousElementSibling.id")
    assert place == "every"


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_a_name_is_previewed(page: Page, site: Served, how: str) -> None:
    page.goto(site.at("stories/2030/orbital-loses-its-founder-early/"))
    link = page.locator(".md-content p a", has_text="Ada Byron").first
    preview = page.get_by_role("tooltip")
    getattr(link, how)()
    expect(preview).to_contain_text("Meridian")
    expect(preview).to_contain_text("as of")
    expect(link).to_have_attribute("aria-describedby", "preview")
    if how == "hover":
        preview.hover()
        page.wait_for_timeout(400)
        expect(preview).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()


def test_who_was_here_on_a_day(page: Page, site: Served) -> None:
    page.goto(site.at("companies/orbital/#on=2031-02-28"))
    status = page.locator(".on-a-day + [role=status]")
    lists = page.locator(".on-a-day__lists")
    expect(status).to_contain_text("28 February 2031")
    day = page.get_by_label("Day", exact=True)
    expect(day).to_have_value("2031-02-28")
    day.fill("2031-03-02")
    day.dispatch_event("change")
    expect(page).to_have_url(site.at("companies/orbital/#on=2031-03-02"))
    expect(lists.locator("h3", has_text="No longer there")).to_be_visible()
    page.get_by_label("on that day").check()
    expect(page).to_have_url(site.at("companies/orbital/#on=2031-03-02&known=then"))
    page.reload()
    expect(page.get_by_label("on that day")).to_be_checked()
    page.evaluate("location.hash = '#on=2019-01-01'")
    expect(status).to_contain_text("1 January 2019")
    page.evaluate("location.hash = '#on=2019-02-30'")
    expect(day).to_have_value("2019-01-01")
