"""Facts that cannot both be true, those that only look so, and rulings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.archive.disputes import Dispute
from generator.archive.findings import idle
from generator.archive.model import Ref
from generator.archive.reasoning import Reasoning, reason
from generator.archive.wording import roles_differ
from tests import stories
from tests.stories import File, story

OF = {"person": "people", "company": "companies"}


def one(fact: str, *more: str, who: str = "Ada Byron", kind: str = "person", day: str = "2031-03-04") -> File:
    lines = "\n".join(f"    - {{{each}}}" for each in (fact, *more))
    return story(f"story-of-{day}", f"{OF[kind]}:\n  {who}:\n{lines}", day=day)


def known(*files: File) -> Reasoning:
    return reason(stories.archive(*files))


def people(first: str, second: str, *more: str) -> Sequence[Dispute]:
    """Two stories about Ada Byron, and what else the second one reports of her."""
    return known(one(first), one(second, *more, day="2031-03-05")).disputes


def companies(first: str, second: str) -> Sequence[Dispute]:
    return known(
        one(first, who="Orbital", kind="company"), one(second, who="Orbital", kind="company", day="2031-03-05")
    ).disputes


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        ("left: Orbital, date: 2031-02-10", "left: Orbital, date: 2031-02-17", ("date",)),
        ("left: Orbital, date: 2030", "left: Orbital, date: 2031-02-17", ("date",)),
        ("joined: Orbital, date: 2029", "joined: Orbital, date: 2030", ("date",)),
        ("founded: Orbital, date: 2029", "founded: Orbital, date: 2030", ("date",)),
        ("joined: Orbital, date: 2029, role: clerk", "joined: Orbital, date: 2029, role: chief engineer", ("role",)),
        ("left: Orbital, role: clerk", "left: Orbital, role: chair", ("role",)),
        ("founded: Orbital, date: 2029", "founded: Orbital, status: denied", ("denial",)),
        ("left: Orbital, date: 2031-02, status: denied", "left: Orbital, date: 2031", ("denial",)),
        ("held: chair, at: Orbital", "held: chair, at: Orbital, status: denied", ("denial",)),
        ("related: Ben Hull, as: sibling", "related: Ben Hull, as: spouse", ("relation",)),
        ("left: Orbital, date: 2031-02, status: rumoured", "left: Orbital, date: 2031-03", ("date",)),
        ("held: chair, at: Orbital", "left: Orbital, date: 2031-02-10", ("date",)),  # seen there after she had left
        ("held: chair, at: Orbital", "left: Orbital, date: 2031-02-10, role: Chair", ("date",)),
        ("held: chair, at: Orbital, date: 2031-03-01", "left: Orbital, date: 2031-02", ("date",)),
        ("held: chair, at: Orbital, date: 2020-01-01/2023-06-30", "left: Orbital, date: 2022-06-30", ("date",)),
        ("left: Orbital, date: 2022-06-30", "held: chair, at: Orbital, date: 2020-01-01/2023-06-30", ("date",)),
        ("held: chair, at: Orbital, date: 2020/2022", "held: chair, at: Orbital, date: 2020/2021-06", ("date",)),
        ("held: chair, at: Orbital, date: 2016/..", "held: chair, at: Orbital, date: 2018/..", ("date",)),
        ("held: chair, at: Orbital, date: 2016/2024", "held: chair, at: Orbital, date: 2018/", ("date",)),
        ("left: Orbital, date: 2031, to: Apogee", "left: Orbital, date: 2031-02, to: Perigee", ("destination",)),
        ("joined: Orbital, date: 2031, from: Apogee", "joined: Orbital, date: 2031, from: Perigee", ("origin",)),
    ],
)
def test_disputes_about_people(first: str, second: str, differs: tuple[str, ...]) -> None:
    [dispute] = people(first, second)
    assert dispute.differs == differs
    assert len(dispute.facts) == len(dispute.values) == 2


@pytest.mark.parametrize(
    ("first", "second", "more"),
    [
        ("left: Orbital, date: 2031-02", "left: Orbital, date: 2031-02-17", ()),
        ("left: Orbital", "left: Orbital, date: 2031-02-17", ()),
        ("held: chair, at: Orbital, date: 2020/2024", "held: clerk, at: Orbital, date: 2020/2024", ()),  # two posts
        ("held: chair, at: Orbital", "held: clerk, at: Orbital", ()),
        ("held: chair, at: Orbital, date: 2020/2024", "held: chair, at: Orbital, date: 2024/2026", ()),  # two terms
        ("held: chair, at: Orbital, date: 2020/2024", "held: chair, at: Orbital, date: 2020/2024-06", ()),
        (
            "left: Orbital, date: 2027",
            "left: Orbital, date: 2031",
            ("joined: Orbital, date: 2029",),
        ),  # a return between
        ("left: Orbital, date: 2027", "left: Orbital, date: 2031", ("held: chair, at: Orbital, date: 2029/2030",)),
        ("left: Orbital, date: 2027", "left: Orbital, date: 2031", ("left: Perigee, date: 2028, to: Orbital",)),
        ("joined: Orbital, date: 2027", "joined: Orbital, date: 2031", ("left: Orbital, date: 2029",)),
        ("joined: Orbital, date: 2027", "joined: Orbital, date: 2031", ("joined: Perigee, from: Orbital, date: 2029",)),
        ("held: chair, at: Orbital", "left: Orbital, date: 2031-03-04", ()),  # seen on the day itself
        ("held: chair, at: Orbital", "left: Orbital, date: 2031-02-10, role: cook", ()),  # and stayed on the board
        ("left: Orbital, date: 2031-02-10", "held: chair, at: Orbital", ()),  # told since: a return
        ("left: Orbital, date: 2031-02-10", "left: Orbital, date: 2031-02-10", ("held: chair, at: Orbital",)),
        ("held: chair, at: Orbital", "left: Orbital, date: 2031-02-10", ("joined: Orbital, date: 2031-02-20",)),
        ("held: chair, at: Orbital", "left: Orbital", ()),
        ("held: chair, at: Orbital, date: 2020/2023", "left: Orbital, date: 2023", ()),
        ("held: chair, at: Orbital, date: 2020/2023", "left: Orbital, date: 2022, role: cook", ()),
        ("held: chair, at: Orbital, date: 2020/2026", "left: Orbital, date: 2022", ("joined: Orbital, date: 2024",)),
        ("held: chair, at: Orbital, date: 2023/2026", "left: Orbital, date: 2022", ()),  # came back in between
        (
            "held: chair, at: Orbital, date: 2016/..",
            "held: chair, at: Orbital, date: 2031-03-05/..",
            (),
        ),  # another term
        ("held: chair, at: Orbital, date: 2016/..", "left: Orbital, date: 2024", ()),
        ("left: Orbital, to: Apogee", "left: Orbital, date: 2031-02, to: Perigee", ()),  # perhaps another time
        ("joined: Orbital, role: engineer", "joined: Orbital, role: chief engineer", ()),
        ("left: Orbital, role: CTO", "left: Orbital, role: chief technology officer", ()),
        ("joined: Orbital, date: 2029", "founded: Orbital, date: 2028", ()),
        ("joined: Orbital, date: 2029", "joined: Perigee, date: 2030", ()),
        ("left: Orbital, date: 2030", "left: Orbital, date: 2031, status: retracted", ()),  # takes part in none
        ("left: Orbital, date: 2030", "left: Orbital, date: 2031, status: denied", ()),  # denied is only that day
        ("said: a train wreck, date: 2030", "said: a train wreck, date: 2031", ()),
        ("related: Ben Hull, as: colleague", "related: Ben Hull, as: spouse", ()),
        ("event: bought a boat, date: 2029", "event: bought a boat, date: 2030", ()),
    ],
)
def test_what_only_looks_like_a_dispute(first: str, second: str, more: tuple[str, ...]) -> None:
    assert people(first, second, *more) == ()


def test_two_posts_at_once_explain_two_roles() -> None:
    both = "held: chair, at: Orbital, date: 2029/..", "held: clerk, at: Orbital, date: 2029/.."
    assert people("joined: Orbital, role: chair", "joined: Orbital, role: clerk", *both) == ()


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        ("formed: 2028", "formed: 2029", ("date",)),
        ("formed: 2028, by: [Ada Byron, Ben Hull]", "formed: 2028, by: [Ada Byron, Cy Young]", ("founders",)),
        ("raised: 6.6 billion USD, date: 2031-03-04", "raised: 6.5 billion USD, date: 2031-03-04", ("amount",)),
        ("raised: 6.6 billion USD, date: 2031-03-04", "raised: 6.5 billion USD, date: 2031-03", ("amount",)),
        ("raised: 6.6 billion USD, date: 2031-03-04", "raised: 6.5 billion USD", ("amount",)),
        ("raised: 6.6bn USD, date: 2031-03-01", "raised: 6.6 billion USD, date: 2031-03-02", ("date",)),
        ("raised: 6bn USD, round: B, date: 2030-03", "raised: 6bn USD, round: b, date: 2031-01", ("date",)),
        ("raised: 6bn USD, valuation: 157bn USD", "raised: 6bn USD, valuation: 175bn USD", ("amount",)),
        ("valued: 157bn USD, date: 2031-03-01", "valued: 175bn USD, date: 2031-03-01", ("amount",)),
        ("acquired: Apogee, date: 2029", "acquired: Apogee, date: 2030", ("date",)),
        ("acquired: Apogee, price: 1bn USD", "acquired: Apogee, price: 2bn USD", ("amount",)),
        ("raised: 45 million EUR, round: A", "raised: 45 million USD, round: A", ("amount",)),  # one number, two units
        ("folded_into: Apogee, date: 2029", "folded_into: Apogee, date: 2030", ("date",)),
        ("launched: Periapsis, date: 2029", "launched: periapsis, date: 2030", ("date",)),
        ("part_of: Apogee", "part_of: Apogee, status: denied", ("denial",)),
    ],
)
def test_disputes_about_companies(first: str, second: str, differs: tuple[str, ...]) -> None:
    [dispute] = companies(first, second)
    assert dispute.differs == differs
    assert dispute.subject.slug == "orbital"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("formed: 2028, by: [Ada Byron, Ben Hull]", "formed: 2028-05, by: [Ada Byron]"),  # a shorter list
        ("formed: 2028, by: [Ada Byron, Ben Hull]", "formed: 2028, by: [Cy Young, Dora Marsh]"),  # two halves
        ("raised: 6.6bn USD, date: 2031-03-04", "raised: 1bn USD, date: 2029"),  # two rounds
        ("raised: 6.6bn USD, date: 2031", "raised: 1bn USD, date: 2031"),
        ("raised: 6.6bn USD, round: A, date: 2031-03-04", "raised: 1bn USD, round: B, date: 2031-03-04"),
        ("raised: 6.6bn USD, date: 2031-03-04", "raised: 6bn EUR, date: 2031-03-04"),  # perhaps a conversion
        ("raised: 6.6bn USD", "raised: 6.6 billion USD"),
        ("valued: 157bn USD, date: 2031-03", "valued: 175bn USD, date: 2031-03"),  # it may have risen
        ("part_of: Apogee, date: 2029", "part_of: Apogee, date: 2030"),
    ],
)
def test_what_only_looks_like_a_dispute_about_companies(first: str, second: str) -> None:
    assert companies(first, second) == ()


def test_someone_called_a_founder_by_a_fact_of_their_own_is_not_in_doubt() -> None:
    found = known(
        one("formed: 2028, by: [Ada Byron, Ben Hull]", who="Orbital", kind="company"),
        one("formed: 2028, by: [Ada Byron, Cy Young]", who="Orbital", kind="company", day="2031-03-05"),
        one("founded: Orbital", who="Ben Hull", day="2031-03-06"),
        one("founded: Orbital", who="Cy Young", day="2031-03-07"),
    )
    assert found.disputes == ()


def test_a_dispute_about_the_forming_is_told_once() -> None:
    [dispute] = companies("formed: 2028, by: [Ada Byron]", "formed: 2029, by: [Ada Byron]")
    assert (dispute.subject.slug, dispute.fact) == ("orbital", "formed")


def test_sides_values_and_id() -> None:
    found = known(
        one("left: Orbital, date: 2031-02-10", day="2031-02-20"),
        one("left: Orbital, date: 2031-02-17", day="2031-02-21"),
        one("left: Orbital, date: 2031-02", day="2031-02-22"),  # fits both
        one("left: Orbital, date: 2031-02-10", day="2031-02-23"),
    )
    [dispute] = found.disputes
    assert (dispute.id, dispute.fact) == ("ada-byron-left-orbital", "left Orbital")
    assert dispute.values == ("2031-02-10", "2031-02-17", "2031-02-10")
    assert [found.archive.facts[fact].story[-2:] for fact in dispute.facts] == ["20", "21", "23"]
    assert dispute.pairs == (dispute.facts[:2], dispute.facts[1:])
    assert {ref.slug for ref in found.disputes_of} == {"ada-byron", "orbital"}
    assert found.dispute_of[dispute.facts[0]] is dispute


def test_one_story_may_tell_two_versions() -> None:
    [dispute] = known(
        one("left: Orbital, date: 2031-02, by: Orbital", "left: Orbital, date: 2031-01, by: Ada Byron")
    ).disputes
    assert dispute.differs == ("date",)


TWO_DAYS = (
    one("left: Orbital, date: 2031-02-10", day="2031-02-20"),
    one("left: Orbital, date: 2031-02-17", day="2031-02-21"),
    one("left: Orbital, date: 2031-02-10", day="2031-02-23"),
)


@pytest.mark.parametrize("fact", ["left Orbital", "left orbital", "Left Orbital", "left"])
def test_a_ruling_upholds_its_story_and_what_fits(fact: str) -> None:
    ruled = stories.person("ada-byron", f"rulings: [{{fact: {fact}, accept: story-of-2031-02-20, reason: Her letter}}]")
    found = known(*TWO_DAYS, ruled)
    [dispute] = found.disputes
    assert dispute.ruling is not None
    assert dispute.accepted == (dispute.facts[0], dispute.facts[2])
    assert dispute.rejected == (dispute.facts[1],)
    assert list(idle(found, "content")) == []
    assert [str(post.ended) for post in found.career(dispute.subject)] == ["2031-02-10"]


def test_a_ruling_in_the_companys_profile_names_the_person() -> None:
    ruled = stories.company("orbital", "rulings: [{fact: left Ada Byron, accept: story-of-2031-02-21, reason: So}]")
    [dispute] = known(*TWO_DAYS, ruled).disputes
    assert dispute.accepted == (dispute.facts[1],)


def test_a_ruling_on_something_else_is_idle() -> None:
    ruled = stories.person("ada-byron", "rulings: [{fact: joined Orbital, accept: story-of-2031-02-20, reason: So}]")
    found = known(*TWO_DAYS, ruled)
    assert found.disputes[0].ruling is None
    [problem] = idle(found, "content")
    assert problem.message.startswith('no stories disagree on "joined Orbital"')


def test_of_two_rulings_the_later_one_holds() -> None:
    ruled = stories.person(
        "ada-byron",
        """
        rulings:
          - {fact: left Orbital, accept: story-of-2031-02-21, reason: A second letter, date: 2031-05-01}
          - {fact: left Orbital, accept: story-of-2031-02-20, reason: A letter, date: 2031-04-01}
        """,
    )
    [dispute] = known(*TWO_DAYS, ruled).disputes
    assert dispute.ruling is not None
    assert dispute.ruling.reason == "A second letter"


def test_a_ruling_on_a_list_of_founders_settles_who_founded() -> None:
    said = (
        one("formed: 2028, by: [Ada Byron, Ben Hull]", who="Orbital", kind="company"),
        one("formed: 2028, by: [Ada Byron, Cy Young]", who="Orbital", kind="company", day="2031-03-05"),
    )
    found = known(*said)
    orbital = found.disputes[0].subject
    assert [(each.person.slug, each.disputed) for each in found.founders(orbital)] == [
        ("ada-byron", False),
        ("ben-hull", True),
        ("cy-young", True),
    ]
    ruled = stories.company("orbital", "rulings: [{fact: formed, accept: story-of-2031-03-05, reason: The register}]")
    assert [each.person.slug for each in known(*said, ruled).founders(orbital)] == ["ada-byron", "cy-young"]


def test_an_accepted_rumour_counts() -> None:
    said = (
        one("left: Orbital, date: 2031-02-10, status: rumoured"),
        one("left: Orbital, date: 2031-02-17", day="2031-03-05"),
    )
    ruled = stories.person(
        "ada-byron", "rulings: [{fact: left Orbital, accept: story-of-2031-03-04, reason: It was so}]"
    )
    assert str(known(*said, ruled).moves[0].left) == "2031-02-10"


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        ("engineer", "Engineer", False),
        ("engineer", "chief engineer", False),
        ("CEO", "chief executive officer", False),
        ("VP of safety", "vice president of safety", True),
        ("chief engineer", "chief scientist", True),
        ("", "chair", False),
    ],
)
def test_wordings(first: str, second: str, *, differ: bool) -> None:
    assert roles_differ(first, second) is differ


def test_very_many_reports_of_one_thing_take_a_moment() -> None:
    stated = [f"    - {{left: Orbital, date: {1500 + number // 12}-{number % 12 + 1:02}}}" for number in range(3000)]
    told = [
        story(f"many-{start}", "people:\n  Ada Byron:\n" + "\n".join(stated[start : start + 1000]))
        for start in range(0, 3000, 1000)
    ]
    [dispute] = known(*told).disputes
    assert len(dispute.facts) == 3000


def test_a_role_beside_which_a_departure_cannot_be_true_is_a_side_of_its_dispute() -> None:
    files = (one("held: chair, at: Orbital"), one("left: Orbital, date: 2031-02-10", day="2031-03-09"))
    [dispute] = known(*files).disputes
    assert (dispute.fact, dispute.values) == ("left Orbital", ("chair, 2031-03-04", "2031-02-10"))
    ruled = stories.person("ada-byron", "rulings: [{fact: left Orbital, accept: story-of-2031-03-04, reason: She was}]")
    found = known(*files, ruled)
    assert found.disputes[0].rejected == found.disputes[0].facts[1:]
    assert found.moves == ()


def test_one_story_may_tell_of_a_departure_and_of_what_went_on() -> None:
    assert known(one("held: chair, at: Orbital, date: 2020/2026", "left: Orbital, date: 2022")).disputes == ()


ANN, BO = Ref("person", "ann-roe"), Ref("person", "bo-roe")


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [
        ("as: sibling", "as: parent", ("sibling", "child")),
        ("as: parent", "as: child, status: denied", ("reported", "denied")),
    ],
)
def test_a_relation_is_disputed_from_either_side_and_told_once(
    first: str, second: str, values: tuple[str, ...]
) -> None:
    files = (
        one(f"related: Bo Roe, {first}", who="Ann Roe"),
        one(f"related: Ann Roe, {second}", who="Bo Roe", day="2031-03-05"),
    )
    found = known(*files)
    [dispute] = found.disputes
    assert (dispute.subject, dispute.object, dispute.values) == (ANN, BO, values)
    every = [fact for fact in found.archive.facts.values() if fact.kind == "related"]
    assert [found.dispute_of[fact.id] for fact in every] == [dispute] * 4  # on the pages of both
    assert {fact.subject: found.lives[fact.id].what for fact in every if fact.story.endswith("05")} == {
        ANN: "disputes",
        BO: "disputes",
    }
    ruled = stories.person("bo-roe", "rulings: [{fact: related Ann Roe, accept: story-of-2031-03-05, reason: So}]")
    settled = known(*files, ruled)
    assert {settled.archive.facts[fact].story for fact in settled.evidence.rejected} == {"story-of-2031-03-04"}
    assert len(settled.evidence.rejected) == 2


def test_what_two_people_are_to_each_other_fits_from_either_side() -> None:
    files = (
        one("related: Bo Roe, as: parent", who="Ann Roe"),
        one("related: Ann Roe, as: child", who="Bo Roe", day="2031-03-05"),
    )
    assert known(*files).disputes == ()
