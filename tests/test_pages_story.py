"""A story's page, section by section, and what to read next."""

from __future__ import annotations

import re
from datetime import date

from generator.archive.model import Ref
from generator.pages.related import related
from generator.pages.story import cast_lines, story_page
from generator.pages.tenure import closed, opened
from generator.pages.thread import thread
from generator.pages.words import plain
from tests.page_maker import desk, markdown
from tests.stories import story

FRONT = """
    standfirst: Nine of the twelve are gone
    updated: 2031-03-05
    authors: [Archive desk, Bob Star]
    topics: [hiring]
    sources: {post: {title: Her post, url: "https://example.org/1"}}
    people:
      Ada Byron:
        - {left: Orbital, role: pilot, date: 2031-02, source: post}
        - {asked: comment, answer: declined, source: post}
    companies: {Orbital: [{asked: comment}]}
    claims: [{says: One left, count: departures, company: Orbital, is: 1, since: 2031}]
    corrections: [{date: 2031-03-05, text: The first version gave May.}, {date: 2031-03-06, text: And June.}]
"""


def test_the_page_has_every_section_in_order() -> None:
    page = markdown(
        story("zero", day="2031-01-01"),
        story("one", f"{FRONT}    follows: zero\n", title="She leaves", body="[[Ada Byron]] left."),
        story("two", "follows: one\ntopics: [hiring]", day="2031-04-01"),
        story("three", "people: [Ada Byron]\ntopics: [hiring]", day="2031-05-01"),
        tip="Write to us.",
    )["stories/2031/one.md"]
    assert re.findall(r"^#+ (.*?)(?: \{.*)?$", page, re.MULTILINE) == [
        "She leaves",
        "In this story",
        "What it reports",
        "Claims, checked",
        "Right of reply",
        "Sources",
        "Corrections",
        "More about",
        "Earlier in this thread",
        "Later in this thread",
        "Related stories",
        "Cite this story",
    ]
    assert "Nine of the twelve are gone\n{: .standfirst }" in page
    assert 'By Archive desk and Bob Star. Published <time datetime="2031-03-04">4 March 2031</time>, updated' in page
    assert "[corrected](#corrections)" in page
    assert "- [Ada Byron](../../people/ada-byron.md) was asked for comment; declined" in page
    assert "- [Orbital](../../companies/orbital.md) was asked for comment; no answer recorded." in page
    assert page.index("And June.") < page.index("gave May.")
    assert "introduced by this story." in page
    assert page.rstrip().endswith("Write to us.\n{: .tip }")
    assert "https://news.example.org/stories/2031/one/" in page


def test_the_citation_is_sound_bibtex() -> None:
    page = markdown(story("one", 'authors: ["A & B_{x}"]', title="100% of $x_1 ```` {"))["stories/2031/one.md"]
    fence = re.search(r"(?m)^(`{3,})bibtex\n(.*?)\n\1$", page, re.DOTALL)
    assert fence is not None
    assert len(fence[1]) == 5
    assert "author = {{A \\& B\\_\\{x\\}}}," in fence[2]
    assert "title = {{100\\% of \\$x\\_1 ```` \\{}}," in fence[2]
    assert "year = {2031}," in fence[2]


def test_roles_are_those_of_the_day() -> None:
    made = desk(
        story(
            "one", "people: {Ada Byron: [{held: editor, at: Orbital, date: 2020-01-01/2022-01-01}]}", day="2030-01-01"
        ),
        story("old", "people: [Ada Byron]", day="2021-06-01"),
        story("new", "people: {Ada Byron: [{joined: Perigee, date: 2029}]}", day="2030-06-01"),
    )

    def roles(slug: str) -> list[str]:
        return [plain(role) for role in cast_lines(made, slug)[0].roles]

    assert roles("old") == ["editor at Orbital"]
    assert roles("new") == [
        "at Perigee, joined in 2029, not known whether there on this day",
        "formerly editor at Orbital",
    ]


def test_a_role_goes_with_its_own_days() -> None:
    """Not with those of a later post, of which the day knows nothing."""
    made = desk(
        story("one", "people: {Ada Byron: [{held: editor, at: Orbital, date: 2016/2018}]}", day="2019-06-01"),
        story("then", "people: [Ada Byron]", day="2019-08-01"),
        story("two", "people: {Ada Byron: [{held: chair, at: Orbital}]}", day="2022-01-01"),
    )
    told = [plain(role) for role in cast_lines(made, "then")[0].roles]
    assert told == ["editor at Orbital, until 2018, not known whether there on this day"]


def test_whoever_left_is_not_said_to_have_stayed_in_a_post() -> None:
    """Whose end nobody told: of one post the departure says it, of several nobody knows which ended when."""
    for more, told in (
        ("", ["from 2016", "left in 2020"]),
        (
            ", {held: cook, at: Orbital, date: 2017/}",
            ["from 2016", "end not recorded", "from 2017", "end not recorded"],
        ),
    ):
        facts = f"[{{held: chair, at: Orbital, date: 2016/..}}{more}, {{left: Orbital, date: 2020}}]"
        made = desk(story("one", f"people: {{Ada Byron: {facts}}}"))
        posts = [post for post in made.career(Ref("person", "ada-byron")) if post.role]
        assert [words(post, date(2031, 3, 4)) for post in posts for words in (opened, closed)] == told


def test_a_thread_is_walked_both_ways() -> None:
    made = desk(
        *(
            story(f"s{number}", f"follows: s{number - 1}" if number else "", day=f"2031-01-{number + 1:02}")
            for number in range(30)
        ),
        story("aside", "follows: s20", day="2031-03-01"),
    )
    found = thread(made, "s20")
    assert [line.ref.slug for line in found.earlier] == [f"s{number}" for number in range(8, 20)]
    assert [line.ref.slug for line in found.later][:3] == ["s21", "s22", "s23"]
    assert "aside" in {line.ref.slug for line in found.later}
    assert len(found.later) == 10
    assert len(thread(made, "s0").later) == 12


def test_related_stories_share_the_rarest_names_and_say_so() -> None:
    made = desk(
        story("one", "people: [Ada Byron]\ncompanies: [Orbital]\ntopics: [hiring]", body="[[linked]]"),
        story("rare", "people: [Ada Byron]"),
        story("linked", "topics: [other]", day="2030-01-01"),
        story("topical", "topics: [hiring]", day="2029-01-01"),
        *(story(f"common-{number}", "companies: [Orbital]", day=f"2030-02-{number:02}") for number in range(1, 20)),
    )
    found = related(made, "one")
    assert {line.story.ref.slug: plain(line.reason) for line in found[:2]} == {
        "linked": "linked in the text",
        "rare": "also about Ada Byron",
    }
    assert len(found) == 5


def test_stories_of_the_same_thread_are_linked_already() -> None:
    names = "people: [Ada Byron]"
    made = desk(
        story("before", names, day="2030-01-01"),
        story("one", f"{names}\nfollows: before", body="[[before]]", day="2030-01-02"),
        story("after", f"{names}\nfollows: one", day="2030-01-03"),
        story("later", f"{names}\nfollows: after", day="2030-01-04"),
        story("other", names, day="2030-01-05"),
    )
    assert [line.story.ref.slug for line in related(made, "one")] == ["other"]


def test_of_stories_as_much_related_the_nearest_in_time_come_first() -> None:
    days = {"a": 1, "b": 20, "c": 14, "d": 13, "e": 17, "f": 18, "g": 30}
    made = desk(
        story("one", "people: [Ada Byron]", day="2030-01-15"),
        *(story(slug, "people: [Ada Byron]", day=f"2030-01-{day:02}") for slug, day in days.items()),
    )
    assert [line.story.ref.slug for line in related(made, "one")] == ["c", "d", "e", "f", "b"]


def test_only_the_shared_topic_is_a_reason_too() -> None:
    made = desk(story("one", "topics: [hiring]"), story("two", "topics: [hiring]", day="2030-01-01"))
    assert [plain(line.reason) for line in related(made, "one")] == ["also on hiring"]


def test_a_time_keeps_its_zone() -> None:
    page = story_page(desk(story("one", day="2031-03-04T10:00:00+02:00")), "one")
    assert page.published.day == date(2031, 3, 4)
    assert page.published.exact == "2031-03-04T10:00:00+02:00"


def test_a_story_with_nothing_but_a_title_has_a_page() -> None:
    page = markdown(story("bare", title="Bare"))["stories/2031/bare.md"]
    assert re.findall(r"^## (.*?) \{", page, re.MULTILINE) == ["Cite this story"]


def test_whoever_founded_a_company_long_ago_is_a_founder_in_a_story_of_today() -> None:
    files = (
        story("one", "people: {Ada Byron: [{founded: Bakery, role: baker, date: 1999~}]}", day="2020-01-01"),
        story("two", "people: [Ada Byron]"),
    )
    page = markdown(*files)["stories/2031/two.md"]
    assert "baker at [Bakery](../../companies/bakery.md), a founder (about 1999), not known whether" in page


RENAMED = story("then", "companies: {Orbital: [{renamed: Perigee, date: 2030-01}]}", day="2030-02-01")


def test_a_company_is_called_by_the_name_of_the_story_s_day() -> None:
    before = story(
        "before",
        "people: {Ada Byron: [{held: pilot, at: Orbital}]}\ncompanies: {Orbital: [{event: opens}]}",
        day="2029-02-01",
    )
    pages = markdown(before, RENAMED)
    old, new = pages["stories/2029/before.md"], pages["stories/2030/then.md"]
    orbital, perigee = (f"[{name}](../../companies/orbital.md)" for name in ("Orbital", "Perigee"))
    assert f"- {perigee} (then Orbital)" in old
    assert f": pilot at {orbital}" in old
    assert f"- {orbital} opens" in old
    assert '\\"name\\":\\"Orbital\\"' in old
    assert "(then" not in new
    assert f"- {orbital} took the name Perigee in January 2030." in new
    assert "- Orbital took the name Perigee in January 2030." in pages["companies/orbital.md"]


def test_a_reply_has_its_day_status_and_note_like_any_other_fact() -> None:
    page = markdown(
        story(
            "one",
            """
            people:
              Ada Byron:
                - {asked: comment, answer: declined, status: retracted, date: 2031-03-02, note: by letter}
                - {asked: comment, answer: It is not so., status: rumoured}
            """,
        )
    )["stories/2031/one.md"]
    retracted, rumoured = (line for line in page.splitlines() if "was asked" in line)
    assert (
        "<del>[Ada Byron](../../people/ada-byron.md) was asked for comment on 2 March 2031; declined.</del>"
        in retracted
    )
    assert "Retracted" in retracted
    assert "; by letter" in retracted
    assert "the answer: “It is not so.” <span" in rumoured
    assert "Rumoured" in rumoured
