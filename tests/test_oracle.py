"""The reasoning against brute force: thousands of small random archives, every assignment of days tried."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from generator.archive.claims import Verdict
from generator.archive.model import Claim, Fact, Ref, Ruling
from generator.archive.reasoning import Reasoning, reason
from generator.read.model import Status
from generator.values.dates import EdtfDate
from tests.every_history import TooManyError
from tests.oracle import Oracle
from tests.small_archives import AT, archive, company, day, numbered, on, person, some_day, span

EXAMPLES = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
LAST_DAY = 11  # dates lie on days 0 to 11

numbers = st.integers(0, LAST_DAY)
statuses = st.sampled_from([*[Status.REPORTED] * 6, Status.CONFIRMED, Status.RUMOURED, Status.DENIED, Status.RETRACTED])


@st.composite
def single_dates(draw: st.DrawFn) -> EdtfDate:
    first = draw(numbers)
    return draw(st.sampled_from([on(first), on(first), some_day(first, first + 2), some_day(max(first - 4, 0), first)]))


@st.composite
def spans(draw: st.DrawFn) -> EdtfDate:
    first, length = draw(numbers), draw(st.integers(0, 5))
    start, end = on(first), on(first + length)
    if draw(st.integers(0, 3)) == 0:
        start = some_day(first, first + draw(st.integers(1, 2)))
        end = some_day(first + length, first + length + 2)
    return draw(
        st.sampled_from(
            [
                *[span(start, end)] * 5,
                span(start, None),
                span(start, None, known_end=False),
                span(None, end),
                span(None, end, known_start=False),
            ]
        )
    )


@st.composite
def facts(draw: st.DrawFn, people: int, companies: int, *, exact: bool = False) -> Fact:
    kind = draw(st.sampled_from(["founded", "joined", "joined", "left", "left", "left", "held", "held"]))
    where = draw(st.integers(0, companies - 1))
    when: EdtfDate | None
    if kind == "held":
        when = draw(st.one_of(st.none(), spans(), single_dates()))
    else:
        when = draw(st.one_of(st.none(), single_dates(), single_dates()))
    if exact and when is not None and not when.interval and not when.is_day:
        when = on(draw(numbers))
    story = draw(st.integers(0, 3))
    other = company(draw(st.integers(0, companies - 1))) if draw(st.integers(0, 3)) == 0 else None
    return Fact(
        id="",
        kind=kind,
        story=f"story-{story}",
        reported=day(story * 4),
        subject=person(draw(st.integers(0, people - 1))),
        object=company(where),
        date=when,
        role=draw(st.sampled_from(["chair", "engineer"])) if kind == "held" else "",
        origin=other if kind == "joined" else None,
        destination=other if kind == "left" else None,
        status=draw(statuses),
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    return Claim(
        id="claim",
        story="story-3",
        says="So many",
        count=draw(st.sampled_from(["founders", "founders-remaining", "people-at", "departures"])),
        company=company(0),
        stated=draw(st.integers(0, 3)),
        day=draw(single_dates()),
        total=draw(st.one_of(st.none(), st.integers(0, 5))),
        since=draw(st.one_of(st.none(), single_dates())),
    )


rulings = st.builds(
    lambda who, kind, where, story: Ruling(person(who), f"{kind} company-{where}", f"story-{story}", "so", AT),
    st.integers(0, 1),
    st.sampled_from(["left", "joined"]),
    st.integers(0, 1),
    st.integers(0, 3),
)


def agree(known: Reasoning, oracle: Oracle) -> None:
    """Presence of everybody everywhere, each day; heads; disputes."""
    for who, companies in known.evidence.companies_of.items():
        assert list(companies) == list(oracle.places(who))
        for where in companies:
            said = oracle.answers(who, where)
            for number in oracle.window:
                when = date.fromordinal(number)
                assert known.presence(who, where, when).there == said[number], (who, where, when)
    for where, people in known.evidence.people_of.items():
        for number in oracle.window:
            answers = [oracle.answers(who, where)[number] for who in people]
            heads = known.people_on(where, date.fromordinal(number))
            yes = answers.count("yes")
            assert (heads.lowest, heads.highest) == (yes, yes + answers.count("not known"))
    assert sorted((frozenset(each.facts) for each in known.disputes), key=sorted) == oracle.components()
    assert {frozenset(pair) for each in known.disputes for pair in each.pairs} == oracle.pairs
    assert known.evidence.rejected == oracle.out


def hold_alone(reports: list[Fact]) -> None:
    """What follows from these facts alone, without claims or rulings."""
    built = archive(numbered(reports))
    oracle = Oracle(built)
    try:
        agree(reason(built), oracle)
    except TooManyError:
        reject()


def names(oracle: Oracle, claim: Claim) -> tuple[list[Ref], list[list[str]]]:
    """Who is on file, and on each day that the claim may mean what is said of each of them."""
    days = [
        number for number in oracle.window if claim.day.earliest.toordinal() <= number <= claim.day.latest.toordinal()
    ]
    everybody = sorted({fact.subject for fact in oracle.counting})
    founders = sorted({f.subject for f in oracle.counting if f.kind == "founded" and f.object == claim.company})
    there = [who for who in everybody if claim.company in oracle.places(who)]
    if claim.count == "founders":
        return founders, [[founded(oracle, who, claim) for who in founders]]
    if claim.count == "departures":
        return there, [[left(oracle, who, claim) for who in there]]
    who_counts = founders if claim.count == "founders-remaining" else there
    return who_counts, [[oracle.answers(who, claim.company)[number] for who in who_counts] for number in days]


def founded(oracle: Oracle, who: Ref, claim: Claim) -> str:
    """Whether somebody had certainly, or possibly, founded a company by a day; where no date says when, they had."""
    first, last = claim.day.earliest.toordinal(), claim.day.latest.toordinal()
    foundings = [event for event in oracle.places(who)[claim.company].came if event.kind == "founded"]
    if all(event.dated and min(event.days) > last for event in foundings):
        return "not yet"
    told = {max(event.days): [fact.reported.toordinal() for fact in event.facts] for event in foundings if event.dated}
    return "yes" if all(min(day, *reported) <= first for day, reported in told.items()) else "not known"


def left(oracle: Oracle, who: Ref, claim: Claim) -> str:
    """Whether a departure certainly, or possibly, lies in the time that a claim asks for."""
    first = claim.since.earliest.toordinal() if claim.since else oracle.window[0]
    surely = range(first, claim.day.earliest.toordinal() + 1)
    perhaps = range(first, claim.day.latest.toordinal() + 1)
    groups: dict[object, list[frozenset[int]]] = {}
    for number, event in enumerate(oracle.places(who)[claim.company].went):
        groups.setdefault((event.kind, event.run) if event.run is not None else number, []).append(event.days)
    if any(all(number in surely for days in group for number in days) for group in groups.values()):
        return "yes"
    return "not known" if any(n in perhaps for group in groups.values() for days in group for n in days) else "no"


def agree_on_claim(known: Reasoning, oracle: Oracle, claim: Claim) -> None:
    on_file, said = names(oracle, claim)
    lowest = min(answers.count("yes") for answers in said)
    highest = max(answers.count("yes") + answers.count("not known") for answers in said)
    since = said[0].count("not yet") if claim.count == "founders" else 0  # none of those whom the total is of
    highest += max(0, (claim.total or 0) - len(on_file) + since)
    check = known.checks["claim"]
    assert (check.lowest, check.highest) == (lowest, highest)
    if lowest == highest == claim.stated:
        assert check.verdict is Verdict.CONFIRMED
    elif lowest <= claim.stated <= highest or (claim.stated > highest and claim.total is None):
        assert check.verdict is Verdict.CONSISTENT
    else:
        assert check.verdict is Verdict.CONTRADICTED
        assert check.against or not on_file or claim.stated > highest


@settings(EXAMPLES, max_examples=1050)
@given(st.lists(facts(people=2, companies=2), min_size=1, max_size=7), claims(), st.lists(rulings, max_size=2))
def test_small_archives(reports: list[Fact], claim: Claim, ruled: list[Ruling]) -> None:
    built = archive(numbered(reports), [claim], ruled, story_days={"story-3": day(12)})
    oracle = Oracle(built)
    try:
        known = reason(built)
        agree(known, oracle)
        agree_on_claim(known, oracle, claim)
    except TooManyError:
        reject()


@settings(EXAMPLES, max_examples=650)
@given(st.lists(facts(people=1, companies=1), min_size=2, max_size=8))
def test_one_person_at_one_company(reports: list[Fact]) -> None:
    hold_alone(reports)


@settings(EXAMPLES, max_examples=350)
@given(st.lists(facts(people=1, companies=1, exact=True), min_size=2, max_size=12))
def test_many_exact_reports(reports: list[Fact]) -> None:
    hold_alone(reports)
