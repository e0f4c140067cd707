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


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("Noa Cohen", ["leaves Helios"]),  # an alias that no story has
        ("Ines", ["Duarte flies"]),
        ("O'Neill", ["Orbital <img"]),
        ("Helios", ["leaves Helios"]),
    ],
)
def test_whoever_is_meant_comes_with_their_stories_and_not_with_those_that_have_a_shorter_word(
    page: Page, site: Served, query: str, titles: list[str]
) -> None:
    page.goto(site.at("about/"))
    ask(page, query)
    expect(found(page)).to_have_count(len(titles))
    for place, title in enumerate(titles):
        expect(found(page).nth(place).locator("a")).to_contain_text(title)


def test_stories_on_whoever_is_meant_come_first_and_filters_narrow_them(page: Page, site: Served) -> None:
    page.goto(site.at("about/"))
    ask(page, "Meridian")
    expect(found(page).nth(4)).to_be_attached()
    page.wait_for_load_state("networkidle")
    before = found(page).count()
    page.locator(PANEL).locator("summary").click()
    page.locator(PANEL).get_by_label("Year").select_option("2023")
    expect(found(page)).to_have_count(1)
    page.locator(PANEL).get_by_label("Year").select_option("")
    expect(found(page)).to_have_count(before)
    person = page.locator(PANEL).get_by_label("Person")
    expect(person.locator("option", has_text="Charles Babbage")).to_contain_text("(2)")
    person.select_option("Charles Babbage")
    expect(found(page)).to_have_count(2)
    expect(person.locator("option", has_text="Ada Byron")).to_contain_text("(1)")


def test_where_nothing_is_found_there_is_something_to_try(page: Page, site: Served) -> None:
    page.goto(site.at("about/"))
    ask(page, "Orbital")
    nothing = page.locator(PANEL).locator(".find__none")
    expect(nothing).to_be_hidden()
    ask(page, "qqqqxw")
    expect(nothing).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.at("about/"))
    for name in ("people", "companies", "stories"):
        expect(nothing.get_by_role("link", name=name)).to_have_attribute("href", site.at(f"{name}/"))


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


def test_a_filter_is_there_again_for_those_who_come_back(page: Page, site: Served) -> None:
    page.goto(site.at("moves/"))
    rows = page.locator(".md-content #every ~ * tbody tr:visible")
    page.get_by_label("Filter this list").fill("Duarte")
    expect(page).to_have_url(site.at("moves/?filter=Duarte"))
    expect(rows).to_have_count(1)
    rows.locator("a", has_text="Inês").click()
    expect(page.locator("h1")).to_contain_text("Inês Duarte")
    page.go_back()
    expect(page.get_by_label("Filter this list")).to_have_value("Duarte")
    expect(rows).to_have_count(1)
    page.get_by_label("Filter this list").fill("")
    expect(page).to_have_url(site.at("moves/"))


def test_a_filter_knows_other_names_and_leads_to_the_search(page: Page, site: Served) -> None:
    page.goto(site.at("people/"))
    rows = page.locator(".md-content tbody tr:visible")
    page.get_by_label("Filter this list").fill("Noa")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("נועה כהן")
    page.get_by_label("Filter this list").fill("zeppelins")
    expect(rows).to_have_count(0)
    page.get_by_role("link", name="Search everything for “zeppelins”").click()
    expect(page.locator(".find__excerpt").first).to_be_visible()


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
    expect(status).to_contain_text("“2019-02-30” is not a day. On 1 January 2019")


def test_an_address_with_a_year_or_a_month_means_its_first_day(page: Page, site: Served) -> None:
    status = page.locator(".on-a-day + [role=status]")
    for asked, told in {
        "2030": "2030 is taken for its first day. On 1 January 2030, ",
        "2030-06": "2030-06 is taken for its first day. On 1 June 2030, ",
        "june": "“june” is not a day. On ",
    }.items():
        page.goto(site.at(f"about/#{asked}"))
        page.goto(site.at(f"companies/orbital/#on={asked}"))
        expect(status).to_contain_text(told)


def test_a_day_before_anything_was_reported_and_no_day(page: Page, site: Served) -> None:
    page.goto(site.at("companies/orbital/#on=2019-01-01&known=then"))
    status = page.locator(".on-a-day + [role=status]")
    expect(status).to_have_text("On 1 January 2019: nothing had been reported by then.")
    page.get_by_label("now", exact=True).check()
    expect(page.locator(".on-a-day__lists h3").first).to_be_visible()
    day = page.get_by_label("Day", exact=True)
    day.fill("")
    day.dispatch_event("change")
    expect(status).to_have_text("Pick a day.")
    expect(page.locator(".on-a-day__lists h3")).to_have_count(0)
    expect(page).to_have_url(site.at("companies/orbital/"))
