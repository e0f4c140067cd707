"""Pictures: geometry to scale, coarse dates drawn as coarse, ends that nobody reported fading; names escaped."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from generator.archive.model import Ref
from generator.pages import person
from generator.pages.company import CompanyPage, company_pages
from generator.pages.drawing.axis import MOST_TICKS, axis
from generator.pages.drawing.flows import flows
from generator.pages.drawing.timeline import MOST_PEOPLE, MOST_POSTS, Row, Timeline, career_drawing
from generator.pages.movement import gains
from generator.pages.person import PersonPage
from generator.publish.drawing import Picture, drawn
from generator.publish.drawing.svg import cut, percent
from generator.publish.fast_markdown.drawings import places
from generator.publish.html.cleaning import clean
from tests.page_maker import disputed_desk, markdown
from tests.stories import File, story

ADA = Ref("person", "ada-byron")
ORBITAL = Ref("company", "orbital")
EVERYTHING = """
    people:
      Ada Byron:
        - {founded: Orbital, date: 2024-03}
        - {left: Orbital, date: 2028-06-30, to: Perigee}
        - {related: Ben Hull, as: sibling}
      Ben Hull: [{joined: Orbital, date: 2025-01-01, from: Perigee}]
    companies:
      Orbital:
        - {raised: 10 million USD, date: 2025, valuation: 100 million USD}
        - {raised: 5 million EUR, date: 2026-01-01}
        - {valued: 400 million USD, date: 2030-06-01}
"""


def career(facts: str, day: str = "2031-03-04") -> Timeline | None:
    return career_drawing(disputed_desk(story("one", f"people: {{Ada Byron: [{facts}]}}", day=day)), ADA)


def only(facts: str, day: str = "2031-03-04") -> tuple[Timeline, Row]:
    found = career(facts, day)
    assert found is not None
    assert len(found.rows) == 1
    return found, found.rows[0]


def kinds(row: Row) -> list[str]:
    return [piece.kind for piece in row.stretches]


def person_page(*files: File) -> PersonPage:
    found = person.person_page(disputed_desk(*files), ADA)
    assert isinstance(found, PersonPage)
    return found


def company_page(*files: File) -> CompanyPage:
    found = company_pages(disputed_desk(*files), ORBITAL)[0]
    assert isinstance(found, CompanyPage)
    return found


def every_picture(*files: File) -> list[Picture]:
    one, other = person_page(*files), company_page(*files)
    found = (one.career, one.around, other.timeline, other.around, other.flows, other.worth)
    return [picture for picture in found if picture is not None]


def test_an_axis_is_of_whole_years_and_to_scale() -> None:
    scale = axis([date(2024, 7, 2)], date(2027, 1, 1), lead=False)
    assert (scale.first, scale.last) == (date(2024, 1, 1), date(2028, 1, 1))
    assert scale.at(date(2024, 1, 1)) == 0.0
    assert scale.at(date(2028, 1, 1)) == 1.0
    assert scale.at(date(2026, 1, 1)) == pytest.approx(731 / 1461)
    assert scale.now == scale.at(date(2027, 1, 1))
    assert [tick.label for tick in scale.ticks] == ["2024", "2025", "2026", "2027", ""]


def test_what_lies_off_an_axis_is_at_its_nearer_end() -> None:
    scale = axis([date(2024, 7, 2)], date(2027, 1, 1), lead=False)
    assert scale.at(date(1990, 1, 1)) == 0.0
    assert scale.at(date.max) == 1.0


@pytest.mark.parametrize("years", [1, 2, 3, 7, 13, 40, 180, 900, 2025])
def test_an_axis_has_as_many_labels_as_a_phone_has_room_for(years: int) -> None:
    scale = axis([date(2026 - years, 6, 1)], date(2026, 1, 1), lead=True)
    assert 1 <= sum(bool(tick.label) for tick in scale.ticks) <= MOST_TICKS + 1
    assert all(0.0 <= tick.at <= 1.0 for tick in scale.ticks)


def test_days_are_drawn_sharp_and_to_scale() -> None:
    scale, row = only("{held: pilot, at: Orbital, date: 2025-01-01/2029-01-01}")
    assert kinds(row) == ["sure"]
    at = scale.axis.at
    assert (row.stretches[0].left, row.stretches[0].right) == (at(date(2025, 1, 1)), at(date(2029, 1, 1)))
    assert row.edges == (at(date(2025, 1, 1)), at(date(2029, 1, 1)))


def test_a_coarse_date_is_drawn_over_all_days_that_it_may_mean() -> None:
    scale, row = only("{joined: Orbital, date: 2025}, {left: Orbital, date: 2028-06}")
    assert kinds(row) == ["maybe", "sure", "maybe"]
    at = scale.axis.at
    assert [(piece.left, piece.right) for piece in row.stretches] == [
        (at(date(2025, 1, 1)), at(date(2025, 12, 31))),
        (at(date(2025, 12, 31)), at(date(2028, 6, 1))),
        (at(date(2028, 6, 1)), at(date(2028, 6, 30))),
    ]
    assert row.edges == ()


def test_an_end_that_nobody_reported_fades_out_until_the_newest_story() -> None:
    scale, row = only("{joined: Orbital, date: 2025-02-03}")
    assert kinds(row) == ["fade-out"]
    assert row.stretches[0].right == scale.axis.now < 1.0
    assert "not recorded as leaving" in row.words


def test_a_beginning_that_nobody_dated_fades_in() -> None:
    scale, row = only("{founded: Orbital}, {left: Orbital, date: 2028-06-30}")
    assert kinds(row) == ["fade-in"]
    assert row.stretches[0].left == 0.0 < row.stretches[0].right == scale.axis.at(date(2028, 6, 30))


def test_a_role_seen_on_a_day_is_that_day_and_no_bar() -> None:
    scale, row = only("{held: pilot, at: Orbital, date: 2028-06-30}")
    assert row.stretches == ()
    assert row.seen == ((scale.axis.at(date(2028, 6, 30)),) * 2,)


def test_a_post_that_goes_on_has_no_fading_end() -> None:
    _, row = only("{held: pilot, at: Orbital, date: 2028-06-30/..}")
    assert kinds(row) == ["sure"]
    assert row.stretches[0].right == 1.0


def test_a_denied_post_is_drawn_in_doubt() -> None:
    found, row = only("{joined: Orbital, date: 2025-02-03, status: denied}")
    assert row.doubt == "denied"
    assert 'class="drawn-row drawn-doubt"' in drawn(found)
    assert "(denied)" in drawn(found)


def test_without_a_date_there_is_no_picture() -> None:
    assert career("{founded: Orbital}") is None


def test_a_date_that_outlasts_the_archive_does_not_stretch_the_axis() -> None:
    found, _ = only("{joined: Orbital, date: 20XX}")
    assert found.axis.last == date(2032, 1, 1)


def test_what_is_not_drawn_is_counted() -> None:
    facts = ", ".join(f"{{held: pilot {n}, at: C{n}, date: 20{n:02}-01-01/20{n:02}-05-05}}" for n in range(1, 16))
    found = career(facts)
    assert found is not None
    assert (len(found.rows), found.more) == (MOST_POSTS, 3)
    assert "And 3 more, not drawn." in drawn(found)


def test_a_companys_people_are_capped_and_those_without_a_date_counted() -> None:
    dated = "".join(f"\n      P{n}x Doe{n}: [{{joined: Orbital, date: 2025}}]" for n in range(20))
    timeline = company_page(story("one", f"people:{dated}\n      Zed Ix: [{{left: Orbital}}]")).timeline
    assert timeline is not None
    assert (len(timeline.rows), timeline.more, timeline.undated) == (MOST_PEOPLE, 4, 1)


def test_flows_name_each_pair_once_with_the_gainer_on_the_right() -> None:
    desk = disputed_desk(
        story(
            "one",
            """
            people:
              Ada Byron: [{left: Orbital, date: 2025-01-01, to: Perigee}]
              Ben Hull: [{left: Orbital, date: 2025-01-01, to: Perigee}]
              Cy Dee: [{left: Perigee, date: 2025-01-01, to: Orbital}]
            """,
        )
    )
    of_all = flows(desk, gains(desk, desk.reasoning.moves))
    assert of_all is not None
    assert [(row.left, row.right, row.gain, row.loss) for row in of_all.rows] == [("Orbital", "Perigee", 2, 1)]
    assert (of_all.rows[0].gain_share, of_all.rows[0].loss_share) == (1.0, 0.5)
    own = flows(desk, gains(desk, desk.reasoning.moves, ORBITAL), ORBITAL)
    assert own is not None
    assert [(row.left, row.right, row.gain, row.loss) for row in own.rows] == [("Perigee", "Orbital", 1, 2)]


def test_money_is_on_one_linear_scale_in_one_currency() -> None:
    worth = company_page(story("one", EVERYTHING)).worth
    assert worth is not None
    assert (worth.currency, worth.more) == ("USD", 1)
    heights = {(each.kind, each.label): each.height for each in worth.amounts}
    assert heights == {
        ("raised", "10 million US dollars"): 0.025,
        ("valued", "100 million US dollars"): 0.25,
        ("valued", "400 million US dollars"): 1.0,
    }
    coarse = next(each for each in worth.amounts if each.kind == "raised")
    assert (coarse.left, coarse.right) == (worth.axis.at(date(2025, 1, 1)), worth.axis.at(date(2025, 12, 31)))


def test_the_map_shows_who_was_where_and_who_left() -> None:
    around = person_page(story("one", EVERYTHING)).around
    assert around is not None
    assert [(node.label, node.note) for node in around.people] == [("Ada Byron", ""), ("Ben Hull", "sibling")]
    ties = {(around.people[tie.person].label, around.companies[tie.company].label): tie.ended for tie in around.ties}
    assert ties["Ada Byron", "Orbital"] is True
    assert ties["Ada Byron", "Perigee"] is False
    assert ties["Ben Hull", "Orbital"] is False


def test_every_picture_survives_the_cleaner_byte_for_byte() -> None:
    pictures = every_picture(story("one", EVERYTHING))
    assert len(pictures) == 6
    for picture in pictures:
        assert clean(drawn(picture)) == drawn(picture)
        assert places(drawn(picture)), "the quick renderer would ask the cleaner"


def test_every_picture_is_one_line_with_a_title_and_a_description() -> None:
    for picture in every_picture(story("one", EVERYTHING)):
        html = drawn(picture)
        assert "\n" not in html
        svg = ElementTree.fromstring(html)[0]
        assert svg.get("role") == "img"
        parts = {part.get("id"): part.text for part in svg if part.tag in ("title", "desc")}
        assert parts[svg.get("aria-labelledby")]
        assert parts[svg.get("aria-describedby")]


def test_names_are_text_wherever_they_stand() -> None:
    evil = '<script>alert(1)</script> "&amp;" *x* [y](z)'
    front = f"""
        people:
          Ada Byron:
            - {{joined: '{evil}', date: 2025, role: '<b>{evil}'}}
            - {{left: '{evil}', date: 2026, to: 'On "Top" <i>'}}
    """
    page = person_page(story("one", front))
    for picture in (page.career, page.around):
        assert picture is not None
        html = drawn(picture)
        ElementTree.fromstring(html)
        assert "<script" not in html
        assert "<b>" not in html
        assert clean(html) == html


def test_pictures_are_the_same_bytes_each_time() -> None:
    once = [drawn(picture) for picture in every_picture(story("one", EVERYTHING))]
    again = [drawn(picture) for picture in every_picture(story("one", EVERYTHING))]
    assert once == again


def test_pages_hold_their_pictures_beside_their_tables() -> None:
    made = markdown(story("one", EVERYTHING))
    for path, names in {
        "people/ada-byron.md": ("career", "around"),
        "companies/orbital.md": ("people", "around", "flows", "worth"),
        "moves/index.md": ("flows",),
    }.items():
        for name in names:
            found = re.search(rf'\n\n<figure class="drawn drawn-{name}">[^\n]*</figure>\n\n', made[path])
            assert found, (path, name)


def test_labels_are_cut_to_the_room_there_is() -> None:
    assert cut("Orbital", 7) == "Orbital"
    assert cut("Orbital Systems, Inc", 16) == "Orbital Systems…"
    assert cut("東京電力", 8) == "東京電力"
    assert cut("東京電力", 7) == "東京電…"
    assert cut("", 0) == ""


def test_shares_are_written_short() -> None:
    assert [percent(share) for share in (0, 0.5, 1, 1 / 3)] == ["0%", "50%", "100%", "33.33%"]


def test_many_people_of_a_company_have_their_dates_in_brief() -> None:
    names = ("Ann Bell", "Bob Crane", "Cid Dorne", "Dot Ewell", "Eve Finch", "Fay Gantz", "Gus Hoyle", "Hal Ibsen")
    people = "\n".join(
        f"  {name}: [{{joined: Orbital, date: 2024-01-0{place}}}, {{left: Orbital, date: 2025-11}}]"
        for place, name in enumerate(names, 1)
    )
    zoe = "Zoe Young: [{joined: Orbital, date: 2024-09-30}]"
    found = company_page(story("one", f"people:\n{people}\n  {zoe}")).timeline
    assert found is not None
    told = [row.note for row in (found.rows[0], found.rows[-1])]
    assert told == ["joined 1 Jan 2024, left Nov 2025", "joined 30 Sep 2024"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (' y1="2"', ' y1="2" y1="3"'),
        ("<line ", "<script></script><line "),
        ("<line ", '<line onclick="x()" '),
        ('class="drawn-now', 'class="md-now'),
        ("</title>", "&nonsense;</title>"),
        ("</title>", "<b>!</b></title>"),
        ("</svg>", "</svg></svg>"),
    ],
)
def test_a_drawing_that_has_anything_else_is_not_taken_for_clean(one: str, other: str) -> None:
    found = career("{joined: Orbital, date: 2028-01-02}")
    assert found is not None
    html = drawn(found)
    assert places(html) == ("drawn-career-title", "drawn-career-desc")
    assert one in html
    assert places(html.replace(one, other, 1)) is None


_SUM = re.compile(r'<text class="drawn-(?:label|tick)" x="[^"]*" y="(\d+)"[^>]*>([^<]* US dollars)</text>')


@pytest.mark.parametrize(
    ("money", "labels"),
    [
        ("{raised: 3 million USD, date: 2025-01-01}", ["3 million US dollars"]),
        (
            "{raised: 3 million USD, date: 2025-01-01}, {raised: 2 million USD, date: 2026-01-01}",
            ["3 million US dollars", "2 million US dollars"],
        ),
        (
            "{raised: 300 million USD, date: 2025-01-01}, {raised: 298 million USD, date: 2025-02-01}",
            ["300 million US dollars", "298 million US dollars"],
        ),
        (
            "{raised: 3 million USD, date: 2026-01-01}, {valued: 3 million USD, date: 2026-01-01}",
            ["3 million US dollars", "3 million US dollars"],
        ),
        (
            "{valued: 3 billion USD, date: 2025-01-01}, {raised: 2 USD, date: 2026}, {valued: 2 USD, date: 2027}",
            ["3 billion US dollars", "2 US dollars", "2 US dollars"],
        ),
    ],
)
def test_no_sum_is_written_over_another(money: str, labels: list[str]) -> None:
    worth = company_page(story("one", f"companies: {{Orbital: [{money}]}}")).worth
    assert worth is not None
    found = sorted((int(y), words) for y, words in _SUM.findall(drawn(worth)))
    assert [words for _, words in found] == labels
    lines = [y for y, _ in found]
    assert all(after - before >= 14 for before, after in pairwise(lines)), lines
    assert all(y < 22 + 154 for y in lines)


def test_whoever_left_in_a_month_came_by_then_in_whatever_month_of_the_year() -> None:
    _, row = only("{joined: Orbital, date: 2024}, {left: Orbital, date: 2024-05}")
    assert kinds(row) == ["maybe", "maybe"]
    came, went = row.stretches
    assert came.right == went.right
    _, row = only("{joined: Orbital, date: 2024-05}, {left: Orbital, date: 2024}")
    assert row.stretches[-1].left == row.stretches[0].left


def test_a_decade_in_which_somebody_was_seen_is_a_span_and_no_day() -> None:
    decade = career("{held: editor, at: Orbital, date: 199X}")
    day = career("{held: editor, at: Orbital, date: 1995-05-05}")
    assert decade is not None
    assert day is not None
    assert decade.rows[0].stretches == ()
    assert "<circle" in drawn(day)
    assert "seen there that day" in drawn(day)
    assert "<circle" not in drawn(decade)
    assert "seen there some day in this span" in drawn(decade)
    assert "that day" not in drawn(decade)
