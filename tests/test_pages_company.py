"""A company's page: founders, who is there, who came and went, its money, and what became of it."""

from __future__ import annotations

import re
from datetime import date

from generator.archive.model import Ref
from generator.pages.company import CompanyPage, company_pages
from generator.pages.split import ENTITY_LIMIT, SHORT
from generator.pages.staff import LEFT
from tests.page_maker import desk, disputed_desk, markdown
from tests.stories import File, company, person, story

ORBITAL = Ref("company", "orbital")
FRONT = """
    people:
      Ada Byron: [{founded: Orbital, date: 2024}, {left: Orbital, date: 2031-02, to: Perigee, reason: more time}]
      Ben Hull: [{founded: Orbital}, {held: chief, at: Orbital}]
      Cy Dee: [{joined: Orbital, date: 2025, from: Perigee}]
      Dora Marsh: [{left: Orbital}]
"""


def page(*files: File) -> CompanyPage:
    found = company_pages(desk(*files), ORBITAL)[0]
    assert isinstance(found, CompanyPage)
    return found


def test_founders_and_whether_they_are_still_there() -> None:
    lines = page(story("one", FRONT)).founders
    assert [(line.person.slug, line.when, line.there) for line in lines] == [
        ("ada-byron", "in 2024", "no longer"),
        ("ben-hull", "", "yes"),
    ]


def test_people_are_there_not_known_or_before() -> None:
    staff = page(story("one", FRONT)).staff
    assert staff.day is not None
    assert staff.day.isoformat() == "2031-03-04"
    assert [line.person.slug for line in staff.there.lines] == ["ben-hull"]
    assert [(line.person.slug, line.record) for line in staff.not_known.lines] == [
        ("cy-dee", "joined in 2025, not recorded as leaving")
    ]
    assert [(line.person.slug, line.there) for line in staff.before.lines] == [
        ("ada-byron", "no longer"),
        ("dora-marsh", LEFT),
    ]


def test_who_is_there_is_told_as_of_the_newest_story_on_the_company_or_its_people() -> None:
    """A story about others says nothing of who was still there on its day."""
    others = story("two", "people: {Eve Fox: [{joined: Perigee}]}", day="2032-05-06")
    assert page(story("one", FRONT), others).staff == page(story("one", FRONT)).staff
    named = story("three", "companies: [Orbital]", day="2032-05-07")
    left = story("three", "people: {Ben Hull: [{joined: Perigee, date: 2032-05-07}]}", day="2032-05-07")
    for newer in (named, left):
        made = page(story("one", FRONT), others, newer)
        assert made.glance is not None
        assert made.staff.day == made.glance.day == date(2032, 5, 7)
        assert [line.person.slug for line in made.staff.there.lines] == []


def test_moves_say_where_from_and_where_to_once() -> None:
    files = (
        story("one", FRONT),
        story("two", "people: {Ada Byron: [{joined: Perigee, date: 2031-03, from: Orbital}]}", day="2031-04-01"),
    )
    made = page(*files)
    assert [(line.person.slug, line.origin) for line in made.arrivals if line.origin] == [
        ("cy-dee", Ref("company", "perigee"))
    ]
    gone = {line.person.slug: line for line in made.departures}
    assert gone["ada-byron"].destination == Ref("company", "perigee")
    assert gone["ada-byron"].when == "left in February 2031, joined in March 2031"
    assert gone["ada-byron"].reason == "“more time”"
    assert gone["dora-marsh"].when == "left (date not given)"
    pairs = [(line.origin.slug, line.destination.slug, line.moves, line.back) for line in made.gains]
    assert pairs == [("orbital", "perigee", 1, 1), ("perigee", "orbital", 1, 1)]
    assert markdown(*files)["moves/index.md"].count("| [Ada Byron](../people/ada-byron.md) | [Orbital]") == 1


def test_money_owners_and_names() -> None:
    front = """
        companies:
          Orbital:
            - {raised: 6.6 billion USD, valuation: 157 billion USD, investors: [Macro], date: 2031-03-04, round: A}
            - {valued: 100 billion USD, date: 2030}
            - {acquired: Tiny, price: 5 million EUR, date: 2029}
          Lost: [{folded_into: Orbital, date: 2030}]
    """
    made = page(story("one", front))
    assert [(line.raised, line.when, line.name) for line in made.rounds] == [
        ("6.6 billion US dollars", "4 March 2031", "A")
    ]
    assert [line.worth for line in made.valuations] == ["157 billion US dollars", "100 billion US dollars"]
    assert len(made.ownership) == 2
    pages = markdown(story("one", front))
    assert "## Investments" in pages["companies/macro.md"]
    assert "was folded into [Orbital](../companies/orbital.md) in 2030" in pages["companies/lost.md"]
    assert (
        "| [Orbital](../companies/orbital.md) | 4 March 2031 | 6.6 billion US dollars (A) |"
        in (pages["funding/index.md"])
    )


def test_a_disputed_round_shows_every_side() -> None:
    """Without a ruling nothing is picked: both stand, on each page that has the round."""
    files = [
        story("beta", "companies: {Orbital: [{raised: 1_500_000 GBP, valuation: 9 million GBP, investors: [Macro], "
              "date: 2019-01-01, round: seed}]}"),
        story("gamma", "companies: {Orbital: [{raised: 2 million GBP, round: seed}]}", day="2031-03-05"),
    ]  # fmt: skip
    made = markdown(*files)
    doubt = '<span class="caution">disputed</span>'
    both = f"| 1 January 2019 | 1.5 million pounds or 2 million pounds (seed) {doubt} | 9 million pounds |"
    for path in ("funding/index.md", "companies/orbital.md", "companies/macro.md"):
        assert both in made[path], path
    assert "| 1 January 2019 | 9 million pounds |" in made["companies/orbital.md"]
    assert "Raised 1.5 million pounds, 1 January 2019" in made["companies/orbital.md"]
    assert "Raised 2 million pounds, 1 January 2019" in made["companies/orbital.md"]
    assert "| 1.5 million pounds |" in made["disputed/index.md"]
    assert "| 2 million pounds |" in made["disputed/index.md"]
    both_sides = "1.5 million pounds or 2 million pounds"
    assert f"Orbital, raised seed: {both_sides}. Which is right?" in made["gaps/index.md"]
    ruled = company("orbital", "rulings: [{fact: raised seed, accept: gamma, reason: The filing}]")
    page = markdown(*files, ruled)["funding/index.md"]
    assert "| 2 million pounds (seed) |" in page
    assert doubt not in page


def test_a_round_on_disputed_days_shows_them() -> None:
    files = [
        story("beta", "companies: {Orbital: [{raised: 1 million GBP, date: 2019-01-01, round: seed}]}"),
        story("gamma", "companies: {Orbital: [{raised: 1 million GBP, date: 2019-06, round: seed}]}"),
    ]
    page = markdown(*files)["funding/index.md"]
    assert '1 January 2019 or June 2019 <span class="caution">disputed</span> | 1 million pounds (seed) |' in (page)


def test_a_day_that_stories_dispute_is_shown_as_each_has_it() -> None:
    """The career, the moves, and the departures and arrivals of both companies pick none of two days."""
    ada = "people: {{Ada Byron: [{{joined: Orbital, date: {0}}}, {{left: Orbital, date: {1}, to: Perigee}}]}}"
    files = [
        story("one", ada.format("2011", "2019-05-03")),
        story("two", ada.format("2013-02", "2019-06"), day="2031-03-05"),
    ]
    made = markdown(*files)
    left = "left on 3 May 2019 or in June 2019"
    assert (
        "| joined in 2011 or in February 2013, disputed | left on 3 May 2019 or in June 2019, disputed |"
        in (made["people/ada-byron.md"])
    )
    for path in ("moves/index.md", "companies/orbital.md", "companies/perigee.md"):
        assert f'| {left} <span class="caution">disputed</span> |' in made[path], path
    assert "joined in 2011 or in February 2013 <span" in made["companies/orbital.md"]
    assert f"joined in 2011 or in February 2013, disputed, {left}, disputed" in made["companies/orbital.md"]
    assert "left Orbital: 3 May 2019 or June 2019. Which is right?" in made["gaps/index.md"]
    ruling = "rulings: [{fact: left Orbital, accept: two, reason: Her letter}]"
    ruled = markdown(*files, person("ada-byron", ruling))
    assert "| left in June 2019 |" in ruled["people/ada-byron.md"]
    assert "2019 or" not in ruled["moves/index.md"]


def test_a_founding_on_disputed_days_is_shown_as_each_story_has_it() -> None:
    files = [story(f"s{year}", f"people: {{Ada Byron: [{{founded: Orbital, date: {year}}}]}}") for year in (2024, 2026)]
    [founder] = company_pages(disputed_desk(*files), ORBITAL)[0].founders  # type: ignore[union-attr]
    assert (founder.when, founder.disputed) == ("in 2024 or in 2026", True)
    assert founder.record == "founded in 2024 or in 2026, disputed, not recorded as leaving"


def test_claims_are_shown_with_their_count() -> None:
    front = FRONT + "claims: [{says: Two founders remain, count: founders-remaining, company: Orbital, is: 2, of: 3}]"
    made = markdown(story("one", front.replace("    ", "  ").replace("\n  people", "\npeople")))
    page = made["companies/orbital.md"]
    assert "## Checked claims" in page
    assert '<span class="verdict verdict-consistent">consistent</span>' in page
    assert "- Stated: 2 of 3" in page
    assert re.search(r"- Counted: \[Ben Hull\]\(\.\./people/ben-hull\.md\)", page)
    assert re.search(r"- Not counted: \[Ada Byron\]\(\.\./people/ada-byron\.md\)", page)
    assert "- Not on file: 1 name\n" in page
    anchor = re.search(r"\[Among all claims\]\(\.\./\.\./claims/index\.md#([\w-]+)\)", made["stories/2031/one.md"])
    assert anchor is not None
    assert f"## Two founders remain {{ #{anchor[1]} }}" in made["claims/index.md"]


def test_many_people_and_moves_go_on_pages_of_their_own() -> None:
    people = "\n".join(
        f"  {name} {number:03}: [{{joined: Orbital, date: {2020 + number % 5}}}]"
        for name in ("Anna Quux", "Boris Vrandt")
        for number in range(80)
    )
    files = [story(f"s{number}", f"people:\n{people}" if number == 0 else "", day="2031-03-04") for number in range(2)]
    made = markdown(*files)
    page = made["companies/orbital.md"]
    assert "[A](../companies/orbital/-/people-a.md) (80)" in page
    assert "[2020](../companies/orbital/-/moves-2020.md) (32)" in page
    assert "And 130 more, by letter above." in page
    assert made["companies/orbital/-/people-b.md"].count("| [Boris") == 80
    assert made["companies/orbital/-/moves-2024.md"].count("joined in 2024") == 32
    assert "companies/orbital/-/2031.md" in made  # 160 facts: everything reported goes by year as well


def test_of_very_many_rounds_a_companys_page_shows_the_newest_and_says_how_many_more() -> None:
    rounds = "".join(
        f"\n        - {{raised: {n + 1} million USD, date: {1900 + n}-02-03, valuation: {n + 1} billion USD}}"
        for n in range(ENTITY_LIMIT + 1)
    )
    one = story("one", f"companies:\n      Orbital:{rounds}")
    found = page(one)
    assert (len(found.rounds), found.more_rounds) == (SHORT, ENTITY_LIMIT + 1 - SHORT)
    assert found.rounds[0].raised == "101 million US dollars"
    assert (len(found.valuations), found.more_valuations) == (SHORT, ENTITY_LIMIT + 1 - SHORT)
    assert "And 71 more, older ones, among [all rounds]" in markdown(one)["companies/orbital.md"]


def test_of_very_many_owners_and_founders_a_companys_page_shows_the_newest_and_says_how_many_more() -> None:
    many = ENTITY_LIMIT + 1
    companies = "\n".join(f"  Part {n}: [{{part_of: Orbital, date: {1900 + n}-02-03}}]" for n in range(many))
    orbital = "\n".join(f"    - {{formed: {1900 + n}-02-03, status: rumoured}}" for n in range(many))
    people = "\n".join(f"  Ada {n:03}: [{{founded: Orbital}}]" for n in range(many))
    made = markdown(story("one", f"people:\n{people}\ncompanies:\n  Orbital:\n{orbital}\n{companies}"))
    sections = dict(part.split("\n", 1) for part in made["companies/orbital.md"].split("\n## "))
    owned = sections["Ownership and names { #ownership }"]
    assert (owned.count("\n- "), owned.count("And 71 more, older ones, in everything reported")) == (SHORT, 1)
    founders = sections["Founders { #founders }"]
    assert (founders.count("[Ada "), founders.count("And 71 more, among the [people on file](#people)")) == (SHORT, 1)
    [before, *_] = made["companies/orbital.md"].split("\n## ")
    assert before.count("And 71 more, older ones, in everything reported, by year.") == 1  # when it was formed


def test_founders_and_staff_cite_the_stories_of_all_that_is_told_of_them() -> None:
    """However many stories report the beginning, the one that reports the end is there."""
    front = "people: {Ada Byron: [{founded: Orbital, date: 2024}]}"
    files = [story(f"began-{number}", front, day=f"2031-01-0{number}") for number in range(1, 6)]
    files += [
        story("post", "people: {Ada Byron: [{held: editor, at: Orbital, date: 2025/2027}]}", day="2031-02-01"),
        story("gone", "people: {Ada Byron: [{left: Orbital, date: 2030}]}", day="2031-03-01"),
        story("back", "people: {Ada Byron: [{joined: Orbital, date: 2031}]}", day="2031-03-02"),
    ]
    made = page(*files)
    [founder], [line] = made.founders, made.staff.there.lines + made.staff.not_known.lines
    assert (
        founder.record
        == line.record
        == "founded in 2024, left in 2030; from 2025, until 2027; joined in 2031, not recorded as leaving"
    )
    for each in (founder, line):
        assert [told.ref.slug for told in each.stories] == ["began-1", "post", "gone", "back"]
        assert each.more_stories == 4
    assert "and 4 more" in markdown(*files)["companies/orbital.md"]


def test_two_stories_of_which_one_tells_of_a_return_are_both_cited_for_a_founder() -> None:
    made = page(
        story("one", "people: {Ada Byron: [{founded: Orbital, date: 2024}, {left: Orbital, date: 2025}]}"),
        story("two", "people: {Ada Byron: [{joined: Orbital, date: 2026}, {left: Orbital, date: 2027}]}"),
        story("three", "people: {Ada Byron: [{held: editor, at: Orbital, date: 2030}]}"),
    )
    assert {told.ref.slug for told in made.founders[0].stories} == {"one", "two", "three"}


def test_the_name_at_the_head_of_a_page_is_not_called_a_former_one() -> None:
    renamed = story("one", "companies: {Perigee: [{renamed: Perigee Space, date: 2020-01}]}")
    page = markdown(renamed, company("perigee", "aliases: [Perigee Space]"))["companies/perigee.md"]
    assert "# Perigee\n" in page
    assert "Also known as Perigee Space." in page
    assert "Formerly" not in page
    assert "Formerly Perigee (until January 2020)." in markdown(renamed)["companies/perigee.md"]


def test_days_that_lie_in_a_span_are_told_as_such_wherever_they_are_told() -> None:
    front = "people: {Ada Byron: [{joined: Orbital, date: 2011/}, {left: Orbital, date: 2018/2019}]}"
    more = "\ncompanies: {Orbital: [{raised: 1 million GBP, date: ../2010}, {valued: 3 million GBP, date: 2018/2019}]}"
    made = markdown(story("one", front + more))
    when = "joined in or after 2011, left some time between 2018 and 2019"
    assert when in made["companies/orbital.md"]
    assert "| joined in or after 2011 | left some time between 2018 and 2019 |" in made["people/ada-byron.md"]
    assert "| left some time between 2018 and 2019 |" in made["moves/index.md"]
    assert "| by 2010 | 1 million pounds |" in made["funding/index.md"]
    assert "| some time between 2018 and 2019 | 3 million pounds |" in made["companies/orbital.md"]
    assert (
        'description: "Ada Byron: last on record at Orbital, left some time between 2018 and 2019'
        in (made["people/ada-byron.md"])
    )
    assert "left some time between 2018 and 2019" in made["people/index.md"]


def test_one_founder_who_remains_is_one() -> None:
    seen = "people: {Ada Byron: [{founded: Orbital, date: 2024}, {held: editor, at: Orbital, date: 2031-03-04}]}"
    page = markdown(story("one", seen))["companies/orbital.md"]
    assert "**The one founder on file is known to remain**, as of 4 March 2031." in page
    both = seen.replace("]}", "], Ben Hull: [{founded: Orbital}, {held: chief, at: Orbital, date: 2031-03-04}]}")
    assert "**All 2 founders on file are known to remain**" in markdown(story("one", both))["companies/orbital.md"]


def test_whose_post_ended_is_not_said_to_be_still_there() -> None:
    front = "people: {Ada Byron: [{joined: Orbital, date: 2011}, {held: pilot, at: Orbital, date: 2011/2020}]}"
    made = page(story("one", front))
    assert [(line.person.slug, line.record) for line in made.staff.before.lines] == [
        ("ada-byron", "joined in 2011, until 2020")
    ]
    seats = front.replace("2011/2020", "2015/2020")
    [line] = page(story("one", seats)).staff.before.lines
    assert line.record == "joined in 2011, until 2020; from 2015, until 2020"


def test_moves_and_rounds_that_many_stories_report_cite_one_for_each_day_and_sum() -> None:
    front = (
        "people: {{Ada Byron: [{{left: Orbital, date: {0}}}]}}\n"
        "companies: {{Orbital: [{{raised: {1} million GBP, round: seed, date: 2020}}]}}"
    )
    files = [story(f"s{number}", front.format("2019-05-03", 1), day=f"2031-01-0{number}") for number in range(1, 6)]
    files.append(story("other", front.format("2019-06", 2), day="2031-02-01"))
    made = company_pages(disputed_desk(*files), ORBITAL)[0]
    assert isinstance(made, CompanyPage)
    [move], [money] = made.departures, made.rounds
    for stories, more in ((move.stories, move.more_stories), (money.stories, money.more_stories)):
        assert [told.ref.slug for told in stories] == ["s1", "s2", "other"]
        assert more == 3


def test_without_a_total_there_may_be_others_whatever_number_is_stated() -> None:
    claim = "{{says: S{0}, count: arrivals, company: Orbital, is: {0}{1}}}"
    claims = ", ".join((claim.format(1, ""), claim.format(3, ""), claim.format(0, ", of: 1")))
    page = markdown(story("one", f"people: {{Ada Byron: [{{joined: Orbital, date: 2022}}]}}\nclaims: [{claims}]"))
    told = re.findall("- Possible: (.*)", page["stories/2031/one.md"])
    assert told == ["1 by those on file, and more if there are others"] * 2 + ["1 and no other number"]


def test_whoever_does_not_count_among_those_who_left_is_told_to_have_left_at_another_time() -> None:
    page = markdown(
        story(
            "one",
            """
            people:
              Noa Cohen: [{left: Orbital, date: 2018, to: Perigee}]
              Dee Moss: [{left: Orbital, date: 2030, to: Perigee}]
            claims: [{says: S, count: departures, company: Orbital, to: Perigee, since: 2020, is: 0, date: 2025}]
            """,
        )
    )["stories/2031/one.md"]
    told = next(line for line in page.splitlines() if line.startswith("- Not counted"))
    assert "(left later: " in told
    assert "(left before 2020: " in told


def test_what_says_that_a_founder_is_still_there_is_on_record() -> None:
    made = disputed_desk(
        story("one", "people: {Ada Byron: [{founded: Orbital, date: 2009}]}", day="2010-01-01"),
        story("two", "people: {Ada Byron: [{held: editor, at: Orbital}]}", day="2024-10-02"),
    )
    (found,) = company_pages(made, ORBITAL)
    assert isinstance(found, CompanyPage)
    (founder,) = found.founders
    assert founder.there == "yes"
    assert founder.record == "founded in 2009, not recorded as leaving; seen there on 2 October 2024"


def test_what_became_of_a_company_is_said_at_the_top() -> None:
    pages = markdown(
        story("one", "companies: {Perigee: [{acquired: Orbital, date: 2014}]}", day="2015-01-01"),
        story("two", "companies: {Orbital: [{folded_into: Macro, date: 2023}, {acquired: Tiny}]}", day="2024-01-01"),
        story("three", "companies: {Orbital: [{folded_into: Zenith, date: 2025, status: rumoured}]}", day="2024-02-01"),
        story("four", "companies: {Perigee: [{folded_into: Zenith, date: 2026}]}", day="2024-03-01"),
    )
    orbital = pages["companies/orbital.md"]
    assert 'description: "Orbital: acquired by Perigee in 2014; folded into Macro in 2023; 0 people' in orbital
    bought, folded = (orbital.index(f"**{words} [") for words in ("Acquired by", "Folded into"))
    assert bought < folded < orbital.index("## ")
    assert orbital.count("**") == 4
    assert "**To be folded into [Zenith](../companies/zenith.md) in 2026.**" in pages["companies/perigee.md"]
    assert "**" not in pages["companies/macro.md"]


def test_whoever_was_seen_there_after_the_day_of_a_departure_is_not_said_to_have_left() -> None:
    """What the archive counts and what the page says are one."""
    here = story("one", "people: {Ada Byron: [{founded: Orbital, date: 2020}, {held: chief, at: Orbital}]}")
    left = story("two", "people: {Ada Byron: [{left: Orbital, date: 2031-02-10}]}", day="2031-03-09")
    made = disputed_desk(here, left)
    shown = company_pages(made, ORBITAL)[0]
    assert isinstance(shown, CompanyPage)
    assert [line.there for line in shown.staff.not_known.lines] == ["not known"]
    assert [line.there for line in shown.founders] == ["not known"]
    assert shown.founders[0].record == (
        "founded in 2020, left on 10 February 2031, disputed; seen there on 4 March 2031, disputed"
    )


def test_whoever_came_back_is_not_said_to_have_left() -> None:
    gone = story("one", "people: {Ada Byron: [{left: Orbital, date: 2030-02-10}]}")
    back = story("two", "people: {Ada Byron: [{held: chief, at: Orbital}]}", day="2031-03-09")
    later = story("three", "companies: [Orbital]", day="2031-04-09")
    assert [line.there for line in page(gone, back, later).staff.not_known.lines] == ["not known"]


def test_what_somebody_denies_is_said_to_be_disputed_wherever_it_is_told() -> None:
    front = "people: {Ada Byron: [{joined: Orbital, date: 2020-01-01}, {left: Orbital, date: 2031-02-01}]}"
    denial = "people: {Ada Byron: [{left: Orbital, date: 2031-02-01, status: denied, by: Ada Byron}]}"
    made = markdown(story("one", front), story("two", denial, day="2031-03-09"))
    assert "left on 1 February 2031, disputed" in made["people/ada-byron.md"].split("## Everything reported")[0]
    roster = made["companies/orbital.md"].split("## Everything reported")[0]
    assert "left on 1 February 2031, disputed" in roster
    doubt = '<span class="caution">disputed</span>'
    assert doubt in roster.split("## Departures")[1]
    assert doubt in made["moves/index.md"]


def test_a_round_told_in_another_currency_shows_both() -> None:
    facts = ("raised: 40 million EUR, round: A, date: 2031-02", "raised: 45 million USD, round: A, date: 2031-02")
    files = (
        story(f"story-{place}", f"companies: {{Orbital: [{{{fact}}}]}}", day=f"2031-03-0{place + 1}")
        for place, fact in enumerate(facts)
    )
    shown = markdown(*files)
    for path in ("funding/index.md", "companies/orbital.md"):
        assert "40 million euros (also reported as 45 million US dollars)" in shown[path]
