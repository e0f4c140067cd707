"""Names and titles that are read from the right stand where English ones would, and so does what is beside them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Served

STORY = "stories/2031/from-the-right/"
# The words and signs of an element as they stand, line by line, each line from the left.
SEEN = r"""
    element => {
      const seen = [];
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        for (const word of text.data.matchAll(/[\p{L}\p{N}]+|[^\s\u200e\u200f\u2066-\u2069]/gu)) {
          const range = document.createRange();
          range.setStart(text, word.index);
          range.setEnd(text, word.index + word[0].length);
          const { bottom, left, right } = range.getBoundingClientRect();
          seen.push([Math.round(bottom / 12), left, right, word[0]]);
        }
      }
      seen.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      return seen;
    }
"""


def as_seen(page: Page, where: str) -> str:
    return " ".join(word for *_, word in page.locator(f".md-content {where}").first.evaluate(SEEN))


TITLE = "! 7 مؤسسها تفقد ناشئة شركة"
LEFT = "حداد ليلى , مديرة , left النور شركة on 1 March 2031 ."
FIRST = ". 2031 في تغادر إنها حداد ليلى قالت"
MIXED = "stories/2031/mixed/"
HEADLINE = 'כהן נועה leaves Helios , she says , " to sleep "'
ORDERS = {
    MIXED: {
        "h1": f"{HEADLINE} ¶",
        ".standfirst": "כהן נועה , 40 , left after 3 years .",
        ".byline ~ p": "כהן נועה , 40 , left Helios , she says .",
        "#cite + p": f"“ {HEADLINE} ” , Cuttings",
    },
    "companies/helios/": {
        "#reported ~ ul .provenance": f"Reported : {HEADLINE} , 6 March 2031 .",
        "#stories ~ ul li a": HEADLINE,
        "#stories ~ ul .provenance": "6 March 2031 – כהן נועה , 40 , left Helios , she says .",
    },
    STORY: {
        "h1": f"{TITLE} ¶",
        ".standfirst": ". يغادر المؤسس",
        ".byline": "By الأحمد منى , ناصر سعيد and حسن علي . Published 5 March 2031 .",
        ".byline ~ p": FIRST,
        ".byline ~ ul li": ". 5 قائمة",
        "#in-this-story ~ ul li:has-text('عمر')": "خليل عمر : مهندس at النور شركة , joined on 1 February 2031",
        "#what-it-reports ~ ul li:has-text('left')": LEFT,
        "#cite + p": f"الأحمد منى , ناصر سعيد , حسن علي : “ {TITLE} ” , Cuttings , 5 March 2031 .",
    },
    "companies/shrk-lnwr/": {
        "h1": "النور شركة ¶",
        "#reported ~ ul .provenance": f"Reported : {TITLE} , 5 March 2031 .",
        "#arrivals ~ * td:nth-child(3)": "النور شركة , مهندس",
        ".drawn-people .drawn-row:has-text('عمر') .drawn-label": "خليل عمر مهندس",
    },
    "people/lyl-hdd/": {
        "#reported ~ ul li:has-text('left')": LEFT,
        "#stories ~ ul .provenance": f"5 March 2031 – {FIRST}",
    },
    "": {
        "#people + ul li:has-text('ليلى')": "حداد ليلى ( 3 )",
        "h3:has-text('شركة')": f"{TITLE} ¶",
        "h3:has-text('شركة') ~ .who": "5 March 2031 – حداد ليلى , النور شركة , خليل عمر , Ada Byron",
    },
}


@pytest.mark.parametrize("path", ORDERS)
def test_words_stand_in_order(page: Page, site: Served, path: str) -> None:
    page.goto(site.at(path))
    for where, seen in ORDERS[path].items():
        assert as_seen(page, where).startswith(seen), where


@pytest.mark.parametrize("width", [1280, 360])
def test_a_role_is_not_drawn_over_a_name(page: Page, site: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.at("companies/shrk-lnwr/"))
    for label in page.locator(".drawn-people .drawn-row .drawn-label").all():
        words = label.evaluate(SEEN)
        assert all(left > right - 2 for (_, _, right, _), (_, left, *_) in pairwise(words)), words
        *_, name, role = words
        assert role[1] - name[2] > 2


def test_titles_stand_on_the_left_and_text_where_it_is_read_from(page: Page, site: Served) -> None:
    page.goto(site.at(STORY))
    left = page.locator(".byline").evaluate("element => element.getBoundingClientRect().left")
    right = page.locator(".byline ~ p").first.evaluate("element => element.getBoundingClientRect().right")
    for where in ("h1", ".standfirst"):
        assert page.locator(f".md-content {where}").evaluate(SEEN)[0][1] == pytest.approx(left, abs=3)
    assert page.locator(".byline ~ p").first.evaluate(SEEN)[-1][2] == pytest.approx(right, abs=3)
