"""A person's page: who they are as far as anybody reported, and who says so."""

from __future__ import annotations

import re

import pytest

from generator.archive.model import Ref
from generator.pages.movement import gains, move_lines
from generator.pages.person import person_page
from generator.pages.posts import standing
from generator.pages.tenure import NOT_RECORDED
from generator.pages.words import plain
from tests.page_maker import desk, disputed_desk, markdown
from tests.stories import File, person, story

ADA = Ref("person", "ada-byron")


def now(*files: File) -> str:
    return plain(standing(disputed_desk(*files), ADA).words)


def ada(facts: str) -> str:
    return f"people: {{Ada Byron: [{facts}]}}"


def test_an_end_that_nobody_reported_is_said_to_be_just_that() -> None:
    words = now(story("one", ada("{joined: Orbital, date: 2024-08}")))
    assert words == f"at Orbital, joined in August 2024, {NOT_RECORDED}"


def test_a_role_seen_on_a_day_is_of_that_day() -> None:
    assert now(story("one", ada("{held: editor, at: Orbital}"))) == "editor at Orbital on 4 March 2031"


def test_the_newest_post_counts_whatever_older_one_has_no_end() -> None:
    front = ada("{joined: Orbital, date: 2018}, {joined: Perigee, date: 2024-10}")
    assert now(story("one", front)) == f"at Perigee, joined in October 2024, {NOT_RECORDED}"


def test_posts_that_run_beside_each_other_are_both_told() -> None:
    front = ada("{held: editor, at: Orbital}, {held: director, at: Perigee}")
    words = now(story("one", front))
    assert "editor at Orbital on 4 March 2031" in words
    assert "; also " in words
    assert "director at Perigee on 4 March 2031" in words


def test_somebody_who_left_is_last_on_record_there() -> None:
    front = ada("{joined: Orbital, date: 2018}, {left: Orbital, date: 2024-05, role: editor}")
    assert now(story("one", front)) == "last on record as editor at Orbital, left in May 2024"


def test_an_undated_leaving_does_not_hide_where_they_went() -> None:
    front = ada("{left: Orbital, to: Perigee}, {founded: Perigee, date: 2021}")
    assert now(story("one", front)).startswith("at Perigee, a founder (2021)")


def test_rumours_say_nothing_of_now() -> None:
    assert now(story("one", ada("{joined: Orbital, date: 2024, status: rumoured}"))) == ""


def test_the_day_of_the_newest_story_that_says_so_is_told() -> None:
    made = desk(
        story("one", ada("{joined: Orbital, date: 2024-08}"), day="2024-09-01"),
        story("two", "people: [Ada Byron]", day="2030-01-01"),
    )
    found = standing(made, ADA)
    assert found.as_of is not None
    assert found.as_of.isoformat() == "2024-09-01"


def test_doubts_are_said_in_words_and_retractions_struck_through() -> None:
    front = """
        people:
          Ada Byron:
            - {joined: Orbital, date: 2020, status: rumoured}
            - {left: Orbital, date: 2021, status: denied, by: Orbital}
            - {held: pilot, at: Orbital, status: retracted}
        corrections: [{date: 2031-03-05, text: She never flew.}]
    """
    page = markdown(story("one", front))["people/ada-byron.md"]
    assert '<span class="caution">Rumoured, nobody puts a name to it</span>' in page
    assert '<span class="caution">Denied</span>' in page
    assert "according to [Orbital](../companies/orbital.md)" in page
    struck = re.search(r"- <del>(.*?)</del> (.*)", page)
    assert struck is not None
    assert "was pilot at [Orbital]" in struck[1]
    assert "Retracted, this archive takes it back" in struck[2]
    assert "Correction: She never flew." in struck[2]


def test_a_rumour_that_somebody_tells_has_a_name_to_it() -> None:
    front = ada("{joined: Orbital, date: 2020, status: rumoured, by: Thrift Capital}")
    page = markdown(story("one", front))["people/ada-byron.md"]
    assert '<span class="caution">Rumoured</span>' in page
    assert "according to [Thrift Capital]" in page
    assert "nobody puts a name" not in page


def test_a_founder_who_has_a_role_is_not_said_to_have_it_at_a_company_that_was_founded() -> None:
    """ "Baker at Bakery, founded in about 1999" reads as if the bakery was."""
    front = ada("{founded: Bakery, role: baker, date: 1999~}")
    assert now(story("one", front)) == "baker at Bakery, a founder (about 1999), not recorded as leaving"
    undated = ada("{founded: Bakery, role: baker}")
    assert now(story("one", undated)) == "baker at Bakery, a founder (date not given), not recorded as leaving"


def test_every_fact_links_to_its_story_with_day_status_and_source() -> None:
    front = """
        sources: {post: {title: Her post, publisher: Mastodon, url: "https://example.org/1", date: 2031-03-03}}
        people: {Ada Byron: [{joined: Orbital, date: 2031-03, status: confirmed, source: post}]}
    """
    page = re.sub("<[^>]*>", "", markdown(story("one", front, title="She joins"))["people/ada-byron.md"])
    assert (
        "- Ada Byron joined [Orbital](../companies/orbital.md) in March 2031. Confirmed: "
        "[She joins](../stories/2031/one.md), 4 March 2031; source: [Her post](https://example.org/1), Mastodon, "
        "3 March 2031."
    ) in page


def test_a_sharper_date_supersedes_and_both_are_shown() -> None:
    page = markdown(
        story("one", ada("{left: Orbital, date: 2031-02}"), day="2031-03-01", title="First"),
        story("two", ada("{left: Orbital, date: 2031-02-07}"), day="2031-04-01", title="Then"),
    )["people/ada-byron.md"]
    assert "left [Orbital](../companies/orbital.md) in February 2031." in page
    assert "superseded by [Then](../stories/2031/two.md) (1 April 2031)" in page
    assert "on 7 February 2031." in page
    assert "supersedes, knowing the date more closely, [First](../stories/2031/one.md) (1 March 2031)" in page


def test_a_dispute_is_shown_and_linked_with_its_ruling() -> None:
    files = (
        story("one", ada("{left: Orbital, date: 2031-02}"), day="2031-03-01"),
        story("two", ada("{left: Orbital, date: 2031-01}"), day="2031-04-01", title="Other"),
        person("ada-byron", "rulings: [{fact: left Orbital, accept: two, reason: It has the letter, by: Desk}]"),
    )
    made = markdown(*files)
    link = re.search(r"\[Disputed, the editors accept another version; reported\]\(\.\./disputed/index\.md#([\w-]+)\)",
                     made["people/ada-byron.md"])  # fmt: skip
    assert link is not None
    disputed = made["disputed/index.md"]
    assert f"{{ #{link[1]} }}" in disputed
    assert "[Other](../stories/2031/two.md) is accepted. Reason: It has the letter" in disputed
    without = markdown(*files[:2])
    assert "[Disputed; reported](../disputed/index.md#" in without["people/ada-byron.md"]
    assert "No ruling yet." in without["disputed/index.md"]
    assert "Disputed: stories on file disagree" in without["stories/2031/one.md"]


def test_family_says_what_the_other_is() -> None:
    made = desk(story("one", "people: {Ada Byron: [{related: Grace Murray, as: parent}]}"))
    assert [(line.person.slug, line.relation) for line in person_page(made, ADA).relatives] == [
        ("grace-murray", "parent")
    ]
    other = person_page(made, Ref("person", "grace-murray"))
    assert [(line.person.slug, line.relation) for line in other.relatives] == [("ada-byron", "child")]


def test_colleagues_are_there_as_long_as_is_certain() -> None:
    front = """
        people:
          Ada Byron: [{held: editor, at: Orbital, date: 2016-01-01/2018-12-31}]
          Ben Hull: [{held: editor, at: Orbital, date: 2017-05-01/2020-01-01}]
    """
    lines = person_page(desk(story("one", front)), ADA).colleagues
    assert [(line.person.slug, line.when) for line in lines] == [
        ("ben-hull", "both there at least from 1 May 2017 to 31 December 2018")
    ]


def test_many_facts_and_stories_go_by_year() -> None:
    files = [
        story(f"s{year}-{number}", ada("{said: words}"), day=f"{year}-01-{number:02}")
        for year in range(2020, 2030)
        for number in range(1, 13)
    ]
    made = markdown(*files)
    page = made["people/ada-byron.md"]
    assert page.count("../stories/") < 120
    assert "[2020](../people/ada-byron/-/2020.md) (12)" in page
    part = made["people/ada-byron/-/2020.md"]
    assert part.count("- Ada Byron said: “words”") == 12
    assert "../../../stories/2020/s2020-1.md" in part
    assert "[Ada Byron](../../../people/ada-byron.md)" in part
    stories = {path for text in made.values() for path in re.findall(r"stories/20\d\d/s[\d-]+\.md", text)}
    assert len(stories) == 120


def test_a_search_finds_by_every_other_name() -> None:
    page = markdown(
        person("ada-byron", "aliases: [A. Byron]\nweak_aliases: [Byron]\nformer_names: [{name: Ada L}]"),
        story("one", "people: [Ada Byron]"),
    )["people/ada-byron.md"]
    assert 'names: ["A. Byron", "Ada L", "Byron"]' in page or 'names: ["A. Byron", "Byron", "Ada L"]' in page
    assert "Also known as A. Byron." in page
    assert "Formerly Ada L." in page


def test_of_very_many_posts_the_page_shows_the_newest() -> None:
    facts = ", ".join(f"{{held: editor, at: Orbital {n}, date: {1900 + n}-01-01/{1900 + n}-05-05}}" for n in range(120))
    made = markdown(story("one", ada(facts)))["people/ada-byron.md"]
    career = made[made.index("</figure>") : made.index("## Everything reported")]
    assert "The newest 30 of 120 posts; the others are in [everything reported](#reported)." in career
    assert career.count("\n| [Orbital") == 30
    assert career.index("| [Orbital 90]") < career.index("| [Orbital 119]")  # oldest first


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            "{joined: Orbital, date: 2024}, {left: Orbital, date: 2024-05}, {joined: Perigee, date: 2024-05}",
            f"at Perigee, joined in May 2024, {NOT_RECORDED}",
        ),
        (
            "{joined: Orbital, date: 2018?}, {left: Orbital, date: 2018-04}, {joined: Perigee, date: 2018-04}",
            f"at Perigee, joined in April 2018, {NOT_RECORDED}",
        ),
        (
            "{joined: Orbital, date: 2015}, {left: Orbital, date: 2018}, {joined: Perigee, date: 2018-04}",
            f"at Perigee, joined in April 2018, {NOT_RECORDED}",
        ),
        (
            "{joined: Orbital, date: 2015}, {left: Orbital, date: 2019}, {joined: Perigee, date: 2018-04}",
            "last on record at Orbital, left in 2019",
        ),
    ],
)
def test_a_day_that_is_only_known_roughly_does_not_outlast_what_ended_it(facts: str, words: str) -> None:
    assert now(story("one", ada(facts))) == words


def test_a_post_that_goes_on_is_as_new_as_the_story_that_says_so() -> None:
    files = [
        story("one", ada("{held: partner, at: Orbital, date: 2010~/..}, {held: director, at: Perigee, date: 2016/..}"))
    ]
    assert now(*files) == (
        f"director at Perigee, from 2016, {NOT_RECORDED}; also partner at Orbital, from about 2010, {NOT_RECORDED}"
    )
    files.append(story("two", ada("{joined: Macro, date: 2028}, {left: Macro, date: 2031-04}"), day="2031-05-01"))
    assert now(*files).startswith("director at Perigee")
    assert "Macro" not in now(*files)


AHEAD = story(
    "ahead",
    ada(
        "{held: head of sales, at: Orbital}, {left: Orbital, date: 2025-02-28, to: Perigee}, "
        "{joined: Perigee, date: 2025-03, role: head of sales}"
    ),
    day="2024-10-02",
)


def test_what_is_still_to_come_is_told_as_such_until_a_later_story() -> None:
    assert now(AHEAD) == (
        "head of sales at Orbital on 2 October 2024, to leave on 28 February 2025; "
        "head of sales at Perigee, to join in March 2025"
    )
    page = person_page(desk(AHEAD), ADA)
    assert [(post.opened, post.closed) for post in page.posts] == [
        ("", "to leave on 28 February 2025"),
        ("to join in March 2025", ""),
    ]
    later = story("later", ada("{held: head of sales, at: Perigee}"), day="2025-06-01")
    assert now(AHEAD, later) == f"head of sales at Perigee, joined in March 2025, {NOT_RECORDED}"
    page = person_page(desk(AHEAD, later), ADA)
    assert [(post.opened, post.closed) for post in page.posts] == [
        ("", "left on 28 February 2025"),
        ("joined in March 2025", NOT_RECORDED),
    ]


def test_a_move_that_is_still_to_come_is_announced_and_no_gain_yet() -> None:
    made = desk(AHEAD)
    assert [line.when for line in move_lines(made, made.reasoning.moves)] == [
        "to leave on 28 February 2025, to join in March 2025"
    ]
    assert gains(made, made.reasoning.moves) == ()
    made = desk(AHEAD, story("later", ada("{held: head of sales, at: Perigee}"), day="2025-06-01"))
    assert [line.when for line in move_lines(made, made.reasoning.moves)] == [
        "left on 28 February 2025, joined in March 2025"
    ]
    assert [line.moves for line in gains(made, made.reasoning.moves)] == [1]


def test_a_departure_that_is_to_come_leads_to_a_post_that_is_to_come() -> None:
    told = ada("{joined: Orbital, date: 2030}, {left: Orbital, date: 2031-06, to: Perigee}")
    announced = story("one", told)
    assert now(announced) == ("at Orbital, joined in 2030, to leave in June 2031; at Perigee, to join (date not given)")
    since = story("two", ada("{said: so}, {left: Orbital, date: 2031-06, to: Perigee}"), day="2031-07-01")
    assert now(announced, since) == f"at Perigee, joined (date not given), {NOT_RECORDED}"


def test_a_move_to_one_of_two_companies_is_no_gain_of_either() -> None:
    made = disputed_desk(
        story("one", ada("{left: Orbital, date: 2031-02-10, to: Perigee}")),
        story("two", ada("{left: Orbital, date: 2031-02, to: Macro}"), day="2031-03-05"),
        story("three", "people: {Bo Li: [{left: Orbital, date: 2030, to: Perigee}]}"),
    )
    told = [(line.origin.slug, line.destination.slug, line.moves) for line in gains(made, made.reasoning.moves)]
    assert told == [("orbital", "perigee", 1)]


def test_each_doubt_stands_beside_what_it_is_about() -> None:
    rumoured, denied = "rumoured, nobody puts a name to it", "denied"

    def line(facts: str) -> tuple[str, str, str]:
        (post,) = person_page(disputed_desk(story("one", ada(facts))), ADA).posts
        return post.opened, post.closed, post.caution

    founded = "{{founded: Orbital, date: 2017, status: {}}}, {{left: Orbital, date: 2021, status: {}}}"
    assert line(founded.format("rumoured", "denied")) == (
        f"founded in 2017 ({rumoured})",
        f"left in 2021 ({denied})",
        "",
    )
    assert line(founded.format("denied", "denied")) == ("founded in 2017", "left in 2021", denied)


def test_a_role_may_be_held_nowhere_in_particular() -> None:
    made = desk(story("one", ada("{held: coach, date: 2023}, {held: mayor, date: 2016/..}"), day="2024-02-01"))
    assert plain(standing(made, ADA).words) == "mayor, from 2016, end not recorded; also coach in 2023"
    page = person_page(made, ADA)
    assert [(post.company, post.role, post.opened, post.closed, post.seen) for post in page.posts] == [
        (None, "mayor", "from 2016", "end not recorded", ""),
        (None, "coach", "", "", "in 2023"),
    ]
    assert [plain(line.words) for line in page.dossier.facts] == [
        "Ada Byron was coach in 2023.",
        "Ada Byron was mayor from 2016.",
    ]


def test_a_judgement_on_who_somebody_is_is_told_with_its_reason() -> None:
    page = markdown(
        story("one", "people: [Ada Byron, Ada Byrom]"),
        person(
            "ada-byron",
            """
            name: Ada Byron
            merged: [{slug: a-king, reason: her agent says so, date: 2031-03-02}]
            not_same_as: [{slug: ada-byrom, reason: They met.}, {slug: ada-byrod, reason: a slip}]
            """,
        ),
    )["people/ada-byron.md"]
    assert "Also on file as a-king (2 March 2031): her agent says so.\n" in page
    assert "Not the same as [Ada Byrom](../people/ada-byrom.md): They met.\n" in page
    assert "Not the same as ada-byrod: a slip.\n" in page


def test_a_disputed_relation_looks_disputed_on_both_pages() -> None:
    made = disputed_desk(
        story("one", "people: {Ada Byron: [{related: Grace Murray, as: sibling}]}"),
        story("two", "people: {Grace Murray: [{related: Ada Byron, as: parent}]}", day="2031-03-05"),
    )
    for ref in (ADA, Ref("person", "grace-murray")):
        assert [line.caution for line in person_page(made, ref).relatives] == ["disputed", "disputed"]
