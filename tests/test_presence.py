"""Who was there on a day: the contract's rules, plain intervals, and what was known then."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from generator.archive.chronology import Days
from generator.archive.histories import MOST_CHOICES, answers
from generator.archive.index import build_archive
from generator.archive.model import Fact, Ref
from generator.archive.presence import Presence, There
from generator.archive.reasoning import Reasoning, reason
from generator.archive.worlds import Kind, Mark
from generator.values.dates import from_day, parse_date
from tests import small_archives, stories
from tests.small_archives import numbered
from tests.stories import story

ADA, ORBITAL, PERIGEE = Ref("person", "ada-byron"), Ref("company", "orbital"), Ref("company", "perigee")


def told(*facts: str, day: str = "2031-03-04") -> Reasoning:
    """Ada Byron's facts, in one story."""
    lines = "\n".join(f"    - {{{fact}}}" for fact in facts)
    return reason(stories.archive(story("a-story", f"people:\n  Ada Byron:\n{lines}", day=day)))


def there(known: Reasoning, day: str, where: Ref = ORBITAL) -> str:
    return known.presence(ADA, where, date.fromisoformat(day)).there


@pytest.mark.parametrize(
    ("facts", "day", "answer"),
    [
        # A post covers its first day and its last.
        (["held: chair, at: Orbital, date: 2024-01-10/2026-02-20"], "2024-01-09", "not yet"),
        (["held: chair, at: Orbital, date: 2024-01-10/2026-02-20"], "2024-01-10", "yes"),
        (["held: chair, at: Orbital, date: 2024-01-10/2026-02-20"], "2026-02-20", "yes"),
        (["held: chair, at: Orbital, date: 2024-01-10/2026-02-20"], "2026-02-21", "no longer"),
        (["held: chair, at: Orbital, date: 2024-01-10/.."], "2999-01-01", "yes"),
        (["held: chair, at: Orbital, date: 2024-01-10/"], "2024-01-11", "not known"),
        (["held: chair, at: Orbital, date: ../2026-02-20"], "1950-01-01", "yes"),
        (["held: chair, at: Orbital, date: /2026-02-20"], "2026-02-20", "yes"),
        (["held: chair, at: Orbital, date: /2026-02-20"], "2026-02-19", "not known"),
        (["held: chair, at: Orbital, date: /2026-02-20"], "2026-02-21", "no longer"),
        # A coarse post: some day of 2024 to some day of 2026.
        (["held: chair, at: Orbital, date: 2024/2026"], "2024-06-01", "not known"),
        (["held: chair, at: Orbital, date: 2024/2026"], "2025-01-01", "yes"),
        (["held: chair, at: Orbital, date: 2024/2026"], "2026-06-01", "not known"),
        (["held: chair, at: Orbital, date: 2024/2026"], "2027-01-01", "no longer"),
        # A role in passing is of its story's day, or of its own date.
        (["held: chair, at: Orbital"], "2031-03-04", "yes"),
        (["held: chair, at: Orbital"], "2031-03-03", "not known"),
        (["held: chair, at: Orbital, date: 2030-01-05"], "2030-01-05", "yes"),
        (["held: chair, at: Orbital, date: 2030-01-05"], "2031-03-04", "not known"),
        (["held: chair, at: Orbital, date: 2030"], "2030-05-01", "not known"),
        # An arrival, and silence; a departure, and nothing before.
        (["joined: Orbital, date: 2024-05"], "2024-04-30", "not yet"),
        (["joined: Orbital, date: 2024-05"], "2024-05-15", "not known"),
        (["joined: Orbital, date: 2024-05"], "2024-06-01", "not known"),
        (["left: Orbital, date: 2024-05"], "2024-04-30", "not known"),
        (["left: Orbital, date: 2024-05"], "2024-05-31", "not known"),
        (["left: Orbital, date: 2024-05"], "2024-06-01", "no longer"),
        (["left: Orbital"], "2031-03-05", "no longer"),
        (["left: Orbital"], "2031-03-04", "not known"),
        # Before and after, and no departure between.
        (["founded: Orbital, date: 2020", "held: chair, at: Orbital"], "2025-01-01", "yes"),
        (["joined: Orbital, date: 2020", "left: Orbital, date: 2024-05-01"], "2024-04-30", "yes"),
        # Come and gone in one year: gone after it, as nobody leaves before they come.
        (["joined: Orbital, date: 2024", "left: Orbital, date: 2024"], "2025-01-01", "no longer"),
        (["founded: Orbital", "left: Orbital, date: 2024"], "2025-01-01", "no longer"),
        # A founder who left and came back within one month: nobody knows which came last.
        (
            ["founded: Orbital, date: 2015", "left: Orbital, date: 2023-11", "joined: Orbital, date: 2023-11"],
            "2024-06-01",
            "not known",
        ),
        # Seen after having left: came back, nobody knows when.
        (["left: Orbital, date: 2024-05-01", "held: chair, at: Orbital"], "2025-01-01", "not known"),
        # A post that ends is an end, unless an arrival without a departure keeps them there till the next one.
        (
            ["held: chair, at: Orbital, date: 2020-01-01/2021-01-01", "held: chair, at: Orbital, date: 2023-01-01/.."],
            "2022-01-01",
            "no longer",
        ),
        (
            [
                "joined: Orbital, date: 2019-01-01",
                "held: chair, at: Orbital, date: 2020-01-01/2021-01-01",
                "held: chair, at: Orbital, date: 2023-01-01/..",
            ],
            "2022-01-01",
            "yes",
        ),
        (
            ["held: chair, at: Orbital, date: 2020-01-01/2021-01-01", "left: Orbital, date: 2023-01-01"],
            "2022-01-01",
            "yes",
        ),
        # What doesn't count.
        (["joined: Orbital, date: 2020", "left: Orbital, date: 2024, status: rumoured"], "2025-01-01", "not known"),
        (["joined: Orbital, date: 2020", "left: Orbital, date: 2024, status: denied"], "2025-01-01", "not known"),
        (["joined: Orbital, date: 2020", "left: Orbital, date: 2024, status: retracted"], "2025-01-01", "not known"),
        # The other half of a move.
        (["joined: Perigee, from: Orbital, date: 2024-05"], "2024-06-01", "no longer"),
        (["joined: Perigee, from: Orbital, date: 2024-05"], "2024-05-10", "not known"),
    ],
)
def test_rules(facts: list[str], day: str, answer: str) -> None:
    assert there(told(*facts), day) == answer


def test_leaving_for_a_company_is_arriving_there_some_time_after() -> None:
    known = told("left: Orbital, date: 2024-05, to: Perigee")
    assert there(known, "2024-04-30", PERIGEE) == "not yet"
    assert there(known, "2024-06-01", PERIGEE) == "not known"
    known = told("left: Orbital, date: 2024-05, to: Perigee", "held: chair, at: Perigee")
    assert there(known, "2024-04-30", PERIGEE) == "not yet"
    assert there(known, "2024-06-01", PERIGEE) == "not known"
    assert there(known, "2031-03-04", PERIGEE) == "yes"


def test_going_the_same_way_twice_is_arriving_twice() -> None:
    known = told(
        "left: Orbital, date: 2010-05-01, to: Perigee",
        "left: Perigee, date: 2012-05-01, to: Orbital",
        "left: Orbital, date: 2020-05-01, to: Perigee",
    )
    assert there(known, "2010-04-30", PERIGEE) == "not yet"
    assert there(known, "2012-05-02", PERIGEE) == "no longer"
    assert there(known, "2020-05-02", PERIGEE) == "not known"
    assert len(known.moves) == 3


def test_the_halves_of_a_move_bound_each_other() -> None:
    known = told("left: Orbital, date: 2024, to: Perigee", "joined: Perigee, date: 2024-05-01")
    assert there(known, "2024-05-02") == "no longer"
    known = told(
        "left: Orbital, date: 2024-05-01, to: Perigee", "joined: Perigee, date: 2024", "left: Perigee, date: 2026"
    )
    assert there(known, "2024-04-30", PERIGEE) == "not yet"


def test_a_dispute_leaves_both_days_possible_and_a_ruling_one() -> None:
    said = [
        story("one", "people: {Ada Byron: [{joined: Orbital, date: 2024}, {left: Orbital, date: 2030-05-01}]}"),
        story("two", "people: {Ada Byron: [{left: Orbital, date: 2030-07-01}]}", day="2031-03-05"),
    ]
    known = reason(stories.archive(*said))
    assert [there(known, day) for day in ("2030-04-30", "2030-06-01", "2030-07-02")] == [
        "yes",
        "not known",
        "no longer",
    ]
    ruled = stories.person(
        "ada-byron", "rulings: [{fact: left Orbital, accept: one, reason: Her letter bears that day}]"
    )
    known = reason(stories.archive(*said, ruled))
    assert there(known, "2030-06-01") == "no longer"
    assert known.disputes[0].ruling is not None


def test_a_denial_alone_takes_nothing_away_and_an_accepted_one_does() -> None:
    said = [
        story("one", "people: {Ada Byron: [{joined: Orbital, date: 2024}, {left: Orbital, date: 2030-05}]}"),
        story("two", "people: {Ada Byron: [{left: Orbital, date: 2030-05, status: denied}]}", day="2031-03-05"),
    ]
    known = reason(stories.archive(*said))
    assert there(known, "2030-06-01") == "no longer"
    assert known.disputes[0].differs == ("denial",)
    ruled = stories.person("ada-byron", "rulings: [{fact: left Orbital, accept: two, reason: She says so}]")
    assert there(reason(stories.archive(*said, ruled)), "2030-06-01") == "not known"


def test_roles_and_the_facts_that_say_so() -> None:
    known = told(
        "joined: Orbital, date: 2020-01-01, role: engineer",
        "held: chair, at: Orbital, date: 2024-01-01/2026-01-01",
        "held: chief engineer, at: Orbital, date: 2025-01-01/2027-01-01",
        "left: Orbital, date: 2030-01-01, role: adviser",
    )
    facts = {fact.role: fact.id for fact in known.archive.facts.values()}

    def on(day: str) -> Presence:
        return known.presence(ADA, ORBITAL, date.fromisoformat(day))

    assert (on("2019-01-01").role, on("2019-01-01").facts) == ("", (facts["engineer"],))
    assert on("2022-01-01").role == "engineer"
    assert set(on("2022-01-01").facts) == {facts["engineer"], facts["chair"]}
    assert on("2024-06-01").role == "chair"
    assert on("2025-06-01").role == "chair and chief engineer"
    assert set(on("2025-06-01").facts) == {facts["chair"], facts["chief engineer"]}
    assert (on("2030-02-01").there, on("2030-02-01").facts) == (There.NO_LONGER, (facts["adviser"],))


def test_nobody_on_file_is_not_known_by_no_fact() -> None:
    known = told("joined: Orbital, date: 2020")
    nobody = known.presence(Ref("person", "nobody"), ORBITAL, date(2031, 1, 1))
    assert (nobody.there, nobody.facts) == (There.NOT_KNOWN, ())
    assert known.stretches(ADA, PERIGEE) == ()


def test_stretches_are_all_days_cut_where_the_answer_changes() -> None:
    known = told("joined: Orbital, date: 2020-01-01", "left: Orbital, date: 2024-05-01")
    found = [
        (each.first.isoformat(), each.last.isoformat(), each.there.value) for each in known.stretches(ADA, ORBITAL)
    ]
    assert found == [
        ("0001-01-01", "2019-12-31", "not yet"),
        ("2020-01-01", "2024-04-30", "yes"),
        ("2024-05-01", "2024-05-01", "not known"),
        ("2024-05-02", "9999-12-31", "no longer"),
    ]


def test_a_renamed_company_keeps_its_people() -> None:
    known = reason(
        stories.archive(
            story("one", "people: {Ada Byron: [{joined: Orbital, date: 2024-05-01}]}"),
            story("two", "companies: {Orbital: [{renamed: Apogee, date: 2026}]}", day="2031-03-05"),
            story("three", "people: {Ada Byron: [{left: Apogee, date: 2030-01-01}]}", day="2031-03-06"),
        )
    )
    [where] = known.evidence.companies_of[ADA]
    assert there(known, "2028-01-01", where) == "yes"


def test_founders_are_counted_by_themselves() -> None:
    known = reason(
        stories.archive(
            story(
                "one",
                """
                people:
                  Ada Byron: [{left: Orbital, date: 2030}]
                  Grace Murray: [{held: chair, at: Orbital}]
                  Cy Young: [{held: clerk, at: Orbital}]
                companies:
                  Orbital: [{formed: 2024, by: [Ada Byron, Grace Murray]}]
                """,
            )
        )
    )
    heads = known.people_on(ORBITAL, date(2031, 3, 4), founders=True)
    assert (heads.lowest, heads.highest, [each.person.slug for each in heads.people]) == (
        1,
        1,
        ["ada-byron", "grace-murray"],
    )
    assert all(each.founder for each in heads.people)
    assert known.people_on(ORBITAL, date(2031, 3, 4)).lowest == 2


def test_what_was_known_then_is_what_the_stories_of_then_say() -> None:
    said = [
        story("one", "people: {Ada Byron: [{joined: Orbital, date: 2024}]}", day="2024-05-01"),
        story("two", "people: {Ada Byron: [{left: Orbital, date: 2028, to: Perigee}]}", day="2028-05-01"),
        story("three", "people: {Ada Byron: [{left: Orbital, date: 2029}]}", day="2029-05-01"),
    ]
    for until in (date(2024, 5, 1), date(2028, 5, 1), date(2029, 5, 1)):
        part = [file for file in said if date.fromisoformat(file.text.split("date: ")[1][:10]) <= until]
        then, alone = reason(stories.archive(*said, until=until)), reason(stories.archive(*part))
        assert then.stretches(ADA, ORBITAL) == alone.stretches(ADA, ORBITAL)
        assert (then.moves, then.disputes, dict(then.lives)) == (alone.moves, alone.disputes, dict(alone.lives))


def test_known_then_is_what_an_archive_of_that_day_says() -> None:
    said = [
        story("one", "people: {Ada Byron: [{joined: Orbital, date: 2024}]}", day="2024-05-01"),
        story("two", "people: {Ada Byron: [{left: Orbital, date: 2028, to: Perigee}]}", day="2028-05-01"),
        story("three", "people: {Ada Byron: [{left: Orbital, date: 2029}]}", day="2029-05-01"),
        story("four", "people: {Ada Byron: [{held: chair, at: Orbital}]}", day="2030-05-01"),
        story("five", "companies: {Perigee: [{formed: 2027, by: [Ada Byron, Ben Hull]}]}", day="2030-06-01"),
        story("six", "companies: {Perigee: [{formed: 2026, by: [Cy Young, Ben Hull]}]}", day="2030-07-01"),
        stories.person("ada-byron", "rulings: [{fact: left Orbital, accept: three, reason: So}]"),
    ]
    now = reason(stories.archive(*said))
    for number in range(date(2024, 4, 1).toordinal(), date(2031, 1, 1).toordinal(), 17):
        day = date.fromordinal(number)
        then = reason(build_archive(stories.content(*said), until=day)[0])
        for where in (ORBITAL, PERIGEE):
            told = [each.there for each in now.known_then(ADA, where) if each.first <= day <= each.last]
            on_file = ADA in then.evidence.people_of.get(where, ())
            assert told == ([then.presence(ADA, where, day).there] if on_file else [])


def careers(people: int, companies: int, seed: int) -> Iterator[tuple[int, int, date, date]]:
    """Made-up careers as registers have them: terms with days, overlapping, repeated, some of a single day."""
    rng = random.Random(seed)
    for who in range(people):
        for _ in range(rng.randint(1, 6)):
            start = date(1990, 1, 1) + timedelta(rng.randrange(12_000))
            end = start + timedelta(rng.choice((0, 1, 30, 365, 1460, rng.randrange(3000))))
            for _ in range(rng.choice((1, 1, 1, 2))):
                yield who, rng.randrange(companies), start, end


def test_terms_with_days_are_counted_like_plain_intervals() -> None:
    rng = random.Random(2)
    terms = list(careers(900, 8, seed=1))
    facts = numbered(
        Fact(
            "",
            "held",
            f"story-{place % 40}",
            date(2030, 1, 1) + timedelta(place % 40),
            small_archives.person(who),
            small_archives.company(where),
            date=parse_date(f"{start}/{end}"),
            role=f"member of board {place}",
        )
        for place, (who, where, start, end) in enumerate(terms)
    )
    known = reason(small_archives.archive(facts))
    assert known.disputes == ()
    for where in range(8):
        for _ in range(60):
            day = date(1989, 6, 1) + timedelta(rng.randrange(17_000))
            expected = {who for who, at, start, end in terms if at == where and start <= day <= end}
            heads = known.people_on(small_archives.company(where), day)
            assert heads.lowest == heads.highest == len(expected)
            yes = {each.person for each in heads.people if each.there is There.YES}
            assert yes == {small_archives.person(who) for who in expected}


def test_too_many_coarse_marks_only_ever_widen() -> None:
    day = from_day(date(2031, 1, 1)).earliest.toordinal()
    posts = [
        mark
        for post in range(8)
        for mark in (
            Mark(Kind.START, Days(day, day + 20 + post), post=post),
            Mark(Kind.END, Days(day + 50, day + 60 + post), post=post),
        )
    ]
    found = answers(posts)
    by_day = [next(there for first, there in reversed(found) if first <= each) for each in range(day - 5, day + 80)]
    assert by_day[0] is There.NOT_YET
    assert by_day[30] is There.YES
    assert by_day[58] is There.NOT_KNOWN
    assert by_day[-1] is There.NO_LONGER


def test_too_many_disputes_only_ever_widen() -> None:
    day = date(2031, 1, 1).toordinal()
    choices = [
        tuple(Mark(Kind.DEPARTURE, Days(day + 100 * number + at, day + 100 * number + at)) for at in (0, 10))
        for number in range(MOST_CHOICES.bit_length())
    ]
    comings = [
        Mark(Kind.ARRIVAL, Days(day + 100 * number - 5, day + 100 * number - 5)) for number in range(len(choices))
    ]
    found = answers(comings, choices)
    by_day = {
        each: next(there for first, there in reversed(found) if first <= each) for each in range(day - 9, day + 99)
    }
    assert [by_day[day + at] for at in (-9, -1, 5, 50)] == [
        There.NOT_YET,
        There.YES,
        There.NOT_KNOWN,
        There.NO_LONGER,
    ]


def told_twice(first: str, second: str, more: str = "") -> Reasoning:
    """Two stories about Ada Byron, of 1 and 9 March 2031."""
    return reason(
        stories.archive(
            story("one", f"people: {{Ada Byron: [{{joined: Orbital, date: 2020}}, {{{first}}}]}}", day="2031-03-01"),
            story("two", f"people: {{Ada Byron: [{{{second}}}]}}", day="2031-03-09"),
            *([stories.person("ada-byron", more)] if more else []),
        )
    )


@pytest.mark.parametrize(
    ("first", "second", "answers"),
    [
        (
            "held: chair, at: Orbital",
            "left: Orbital, date: 2031-02-10",
            {"2031-02-09": "yes", "2031-02-11": "not known", "2031-03-01": "not known", "2031-03-09": "not known"},
        ),
        (
            "held: chair, at: Orbital, date: 2022-01-01/2025-06-30",
            "left: Orbital, date: 2024-06-30",
            {"2023-01-01": "yes", "2025-01-01": "not known", "2025-07-01": "no longer"},
        ),
        (
            "held: chair, at: Orbital, date: 2022-01-01/2025-06-30",
            "held: chair, at: Orbital, date: 2022-01-01/2024-06-30",
            {"2023-01-01": "yes", "2025-01-01": "not known", "2025-07-01": "no longer"},
        ),
    ],
)
def test_where_a_role_and_a_departure_or_two_spans_of_it_cannot_both_be_true_both_stand(
    first: str, second: str, answers: dict[str, str]
) -> None:
    known = told_twice(first, second)
    assert {day: there(known, day) for day in answers} == answers


def test_a_ruling_says_whether_somebody_had_left() -> None:
    facts = "held: chair, at: Orbital", "left: Orbital, date: 2031-02-10"
    ruled = "rulings: [{{fact: left Orbital, accept: {}, reason: So}}]".format
    assert there(told_twice(*facts, ruled("two")), "2031-03-09") == "no longer"
    assert there(told_twice(*facts, ruled("one")), "2031-02-20") == "yes"


def test_many_contradictions_are_answered_in_a_moment() -> None:
    lines = [
        f"{{held: chair, at: Orbital, date: {year}/{year + length}}}" for year in range(1900, 2020) for length in (5, 9)
    ]
    files = [story(f"story-{place}", f"people: {{Ada Byron: [{line}]}}") for place, line in enumerate(lines)]
    known = reason(stories.archive(*files))
    assert there(known, "1890-01-01") == "not yet"
    assert there(known, "1950-01-01") in ("yes", "not known")


def test_a_role_that_went_on_counts_beside_another_until_it_was_told_of() -> None:
    known = reason(
        stories.archive(
            story(
                "one",
                """
                people:
                  Ada Byron:
                    - {held: engineer, at: Orbital, date: 2016-03-01/2018-05-01}
                    - {held: board member, at: Orbital, date: 2017-01-01/..}
                """,
                day="2020-01-05",
            ),
            story("two", "people: {Ada Byron: [{left: Orbital, date: 2021-12-01}]}", day="2022-01-01"),
        )
    )
    assert known.presence(ADA, ORBITAL, date(2018, 3, 1)).role == "engineer and board member"


def test_a_role_seen_later_is_none_of_the_time_before() -> None:
    known = reason(
        stories.archive(
            story("one", "people: {Ada Byron: [{founded: Orbital}]}", day="2019-03-04"),
            story("two", "people: {Ada Byron: [{held: chief scientist, at: Orbital}]}", day="2023-05-06"),
        )
    )
    found = known.presence(ADA, ORBITAL, date(2019, 3, 10))
    assert (found.there, found.role, found.founder) == ("yes", "", True)
    assert known.presence(ADA, ORBITAL, date(2023, 5, 6)).role == "chief scientist"


def test_a_ruling_of_a_later_day_was_not_known_then() -> None:
    """For each day the answer that the archive gave on it: until the editors ruled, both days stood."""
    ruled = "rulings: [{fact: left Orbital, accept: two, reason: So, date: 2031-04-01}]"
    known = told_twice("left: Orbital, date: 2031-03-20", "left: Orbital, date: 2031-03-10", ruled)
    assert known.presence(ADA, ORBITAL, date(2031, 3, 15)).there == "no longer"
    then = known.known_then(ADA, ORBITAL)
    assert [(str(each.first), str(each.there)) for each in then] == [
        ("2031-03-01", "yes"),
        ("2031-03-10", "not known"),
        ("2031-03-21", "no longer"),
    ]
