"""Stays from facts: each move's two halves found, and put together where both are on file.

``left A to B`` is an arrival at B as well, on the day of leaving or later; ``joined B from A`` is a
departure from A, on the day of joining or earlier. Where the other half is on file, the two are one
happening, and each bounds the other's days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from generator.archive.chronology import EARLIEST, LATEST, Days, days_of
from generator.archive.contradictions import contradicted, pairs_of, readings, spans_differ
from generator.archive.events import Event, events, rival_runs
from generator.archive.model import Fact, Ref
from generator.archive.returns import comings
from generator.archive.stays import Stay, Step, Tenure, as_told_since, seen_on, tenure_of
from generator.archive.wording import spelled_alike
from generator.values.names import role_key


class _Draft(Struct):
    """A stay in the making."""

    arrivals: list[Step] = field(default_factory=list)
    departures: list[Step] = field(default_factory=list)
    tenures: tuple[Tenure, ...] = ()
    seen: tuple[tuple[Days, Fact], ...] = ()

    def first_days(self) -> Iterable[Days]:
        """Of everything that puts the person there."""
        yield from (step.days for step in self.arrivals)
        yield from (tenure.start for tenure in self.tenures if tenure.start is not None)
        yield from (days for days, _ in self.seen)


class _Half(Struct, frozen=True):
    """What one end of a move says of the other end, at ``company``.

    ``own`` are the days of the end that says it, ``days`` those that it allows for the other one. Whoever
    went the same way twice: ``limit`` is the first day of the next departure, from which on arrivals are
    that one's; or the last day of the arrival before, up to which departures are that one's.
    """

    company: Ref
    partner: Ref
    own: Days
    days: Days
    dated: bool
    facts: tuple[Fact, ...]
    limit: int

    def fits(self, step: Step) -> bool:
        """Whether a step that itself is only the half of another move may be this move's as well."""
        return bool(step.facts) or any(days_of(fact).touches(self.own) for fact in step.halves)


def stays(
    facts: Sequence[Fact], doubtful: frozenset[str] = frozenset(), denied: frozenset[str] = frozenset()
) -> Mapping[Ref, Stay]:
    """One person's stays by company, in order of slug, from the facts about them that count, oldest first.

    ``doubtful`` are the ids of foundings that rest on one of two disputed lists, ``denied`` of what others deny.
    """
    facts = spelled_alike(facts)
    groups: dict[tuple[Ref, str], list[Fact]] = {}
    for fact in facts:
        if fact.object is not None:
            groups.setdefault((fact.object, fact.kind), []).append(fact)
    signs = comings(facts)
    drafts = {company: _Draft() for company in signs}
    for company, draft in drafts.items():
        held = groups.get((company, "held"), [])
        draft.tenures = tuple(tenure for fact in held if (tenure := tenure_of(fact)) is not None)
        seen = [(seen_on(fact), fact) for fact in held if tenure_of(fact) is None]
        draft.seen = tuple(sorted(seen, key=lambda item: item[0]))
        for kind in ("founded", "joined", "left"):
            happenings = events(groups.get((company, kind), []))
            runs = rival_runs(happenings, partial(signs[company].both_true, kind))
            steps = _steps(kind, happenings, runs, doubtful)
            if kind == "left":
                against = (contradicted(event, held, signs[company]) for event in happenings)
                draft.departures.extend(map(_held_against, steps, against))
            else:
                draft.arrivals.extend(steps)
    _add_arrivals(drafts)
    _add_departures(drafts)
    return {company: _finished(draft, denied) for company, draft in drafts.items()}


def _held_against(step: Step, roles: tuple[Fact, ...]) -> Step:
    return replace(step, against=roles) if roles else step


def _steps(
    kind: str, happenings: Iterable[Event], runs: Sequence[tuple[Event, ...]], doubtful: frozenset[str]
) -> Iterable[Step]:
    rivals = {id(event): number for number, run in enumerate(runs) if len(run) > 1 for event in run}
    for event in happenings:
        named = (fact.destination if kind == "left" else fact.origin for fact in event.facts)
        yield Step(
            kind,
            event.days,
            event.facts,
            partners=tuple(sorted({ref for ref in named if ref is not None})),
            date=event.date,
            role=event.role,
            rivals=rivals.get(id(event), -1),
            doubtful=all(fact.id in doubtful for fact in event.facts),
        )


def _halves(drafts: Mapping[Ref, _Draft], kind: str) -> list[_Half]:
    """What departures (``kind`` "left") say of arrivals elsewhere, or arrivals ("joined") of departures.

    Of steps that dispute each other, any may be the true one: together they say one thing, as widely as
    any of them.
    """
    found: dict[tuple[Ref, Ref, int], _Half] = {}
    for partner, draft in drafts.items():
        for place, step in enumerate(draft.departures if kind == "left" else draft.arrivals):
            for company in step.partners:
                said = tuple(fact for fact in step.facts if company in (fact.origin, fact.destination))
                if step.kind != kind or company == partner or not said:
                    continue
                own = step.days
                key = (company, partner, step.rivals if step.rivals >= 0 else -1 - place)
                if key in found:
                    own = Days(min(own.first, found[key].own.first), max(own.last, found[key].own.last))
                    said = (*found[key].facts, *said)
                days = Days(own.first, LATEST) if kind == "left" else Days(EARLIEST, own.last)
                found[key] = _Half(company, partner, own, days, step.date is not None, said, 0)
    halves = sorted(found.values(), key=lambda half: (half.days, half.company, half.partner))
    limits: dict[tuple[Ref, Ref], int] = {}
    for place in reversed(range(len(halves))) if kind == "left" else range(len(halves)):
        half = halves[place]
        road = (half.company, half.partner)
        halves[place] = replace(half, limit=limits.get(road, LATEST + 1 if kind == "left" else EARLIEST - 1))
        limits[road] = half.own.first if kind == "left" else half.own.last
    return halves


def _add_arrivals(drafts: Mapping[Ref, _Draft]) -> None:
    for half in _halves(drafts, "left"):
        draft = drafts[half.company]

        def may_be(days: Days, half: _Half = half) -> bool:
            return days.last >= half.days.first and days.first < half.limit

        later = [at for at, step in enumerate(draft.arrivals) if may_be(step.days) and half.fits(step)]
        if later:
            place = min(later, key=lambda place: (draft.arrivals[place].days.last, place))
            arrival = draft.arrivals[place] = _put_together(draft.arrivals[place], half)
            if arrival.rivals < 0:
                _bound(drafts[half.partner].departures, half, arrival, Days(EARLIEST, arrival.days.last))
            continue
        if any(tenure.start is not None and may_be(tenure.start) for tenure in draft.tenures):
            continue  # the post that it led to is on file
        days = Days(half.days.first, min((days.last for days, _ in draft.seen if may_be(days)), default=LATEST))
        draft.arrivals.append(Step("left to", days, (), half.facts, (half.partner,)))


def _add_departures(drafts: Mapping[Ref, _Draft]) -> None:
    for half in _halves(drafts, "joined"):
        draft = drafts[half.company]
        earlier = [
            place
            for place, step in enumerate(draft.departures)
            if step.days.first <= half.days.last and step.days.last > half.limit and half.fits(step)
        ]
        if earlier:
            place = max(earlier, key=lambda place: (draft.departures[place].days, place))
            gone = draft.departures[place].days.last
            if not any(gone < days.first <= half.days.last for days in draft.first_days()):
                departure = draft.departures[place] = _put_together(draft.departures[place], half)
                if departure.rivals < 0:
                    _bound(drafts[half.partner].arrivals, half, departure, Days(departure.days.first, LATEST))
                continue
        draft.departures.append(Step("joined from", half.days, (), half.facts, (half.partner,)))


def _put_together(step: Step, half: _Half) -> Step:
    """The step with what its other half adds. A half without a date doesn't narrow a step that has one."""
    return replace(
        step,
        days=step.days.shared(half.days) if half.dated or step.date is None else step.days,
        halves=(*step.halves, *(fact for fact in half.facts if fact not in step.halves)),
        partners=tuple(sorted({*step.partners, half.partner})),
    )


def _bound(steps: list[Step], half: _Half, other: Step, days: Days) -> None:
    """Bounds the steps that said the half by what the other one, once put together, knows."""
    for place, step in enumerate(steps):
        if other.date is None and step.date is not None:
            continue
        if any(fact in step.facts for fact in half.facts) and step.days.touches(days):
            steps[place] = replace(step, days=step.days.shared(days))


def _finished(draft: _Draft, denied: frozenset[str]) -> Stay:
    def in_time(steps: Iterable[Step]) -> tuple[Step, ...]:
        return tuple(sorted(steps, key=lambda step: (step.days, step.kind)))

    arrivals, departures = in_time(draft.arrivals), in_time(draft.departures)
    stay = Stay(arrivals, departures, as_told_since(draft.tenures, departures), draft.seen)
    stay = replace(stay, denied=denied.intersection(fact.id for fact in stay.facts)) if denied else stay
    pairs = [(step.facts[0].id, fact.id) for step in departures for fact in step.against]
    pairs += _two_spans(draft.tenures)
    if not pairs:
        return stay
    told = {step.facts[0].id: step for step in departures if step.against}
    contested = {fact.id for step in told.values() for fact in step.facts} | {fact for pair in pairs for fact in pair}
    return replace(
        stay,
        contested=frozenset(contested),
        readings=tuple(_without(stay, draft.tenures, out, told) for out in readings(pairs)),
    )


def _two_spans(tenures: Sequence[Tenure]) -> list[tuple[str, str]]:
    """Posts of one role that cannot both be true."""
    by_role: dict[str, list[Fact]] = {}
    for tenure in tenures:
        by_role.setdefault(role_key(tenure.fact.role), []).append(tenure.fact)
    return [
        (one.id, other.id)
        for told in by_role.values()
        for one, other in (pairs_of(told) if len(told) > 1 else ())
        if spans_differ(one, other)
    ]


def _without(stay: Stay, tenures: Sequence[Tenure], out: frozenset[str], told: Mapping[str, Step]) -> Stay:
    """A stay without some of what is told: of a post that a departure speaks against, its beginning stands.

    ``told`` are the departures that contradict others, by the id of their first report.
    """
    left = tuple(step for step in stay.departures if not (step.facts and step.facts[0].id in out))
    cut_short = {fact.id for step in told.values() if step in left for fact in step.against}
    kept = [
        replace(tenure, end=None, goes_on=False) if tenure.fact.id in out else tenure
        for tenure in tenures
        if tenure.fact.id not in out or tenure.fact.id in cut_short
    ]
    seen = tuple((days, fact) for days, fact in stay.seen if fact.id not in out)
    return Stay(stay.arrivals, left, as_told_since(kept, left), seen)
