"""The reasoning again, by brute force: days are sets, and every assignment of days is tried.

Nothing here is shared with ``generator.archive`` but the model. A coarse date is the set of days it may
mean, within a small window of days; a date without a bound reaches to the window's edge, which lies far
enough out for every mark to find a day of its own there. Slow on purpose, and only as clever as the
rules that ``docs/reasoning.md`` states.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from generator.archive.model import Archive, Fact, Ref
from generator.read.model import Status
from generator.values.dates import EdtfDate
from tests.every_history import DaySet, answer, worlds

MARGIN = 7  # days beyond every bounded date, on either side


@dataclass
class Happening:
    """An arrival or a departure, put together from reports."""

    kind: str
    days: DaySet
    facts: list[Fact]
    run: int | None = None  # rivals share a number
    doubtful: bool = False
    said: list[Fact] = field(default_factory=list)  # other halves
    against: list[Fact] = field(default_factory=list)  # roles that speak against it

    @property
    def dated(self) -> bool:
        return any(fact.date for fact in self.facts)


@dataclass
class Said:
    """What the reports of one end of a move, at ``partner``, say of its other end, at ``company``."""

    company: Ref
    partner: Ref
    own: DaySet
    dated: bool
    facts: list[Fact]
    next_one: int = 0

    @property
    def road(self) -> tuple[Ref, Ref]:
        return self.company, self.partner


@dataclass
class Place:
    """One person at one company."""

    came: list[Happening] = field(default_factory=list)
    went: list[Happening] = field(default_factory=list)
    posts: list[tuple[DaySet | None, DaySet | None, bool]] = field(default_factory=list)  # start, end, end not known
    seen: list[DaySet] = field(default_factory=list)
    going: list[tuple[DaySet, Fact]] = field(default_factory=list)  # posts that go on: their starts, and who says so
    held: list[Fact] = field(default_factory=list)


class Oracle:
    """Answers by enumeration. ``limit`` is the most assignments that one answer may take."""

    def __init__(self, archive: Archive, limit: int = 4000) -> None:
        self.archive = archive
        self.limit = limit
        self.facts = [archive.facts[fact] for filed in archive.stories.values() for fact in filed.facts]
        bounded = [day for fact in self.facts for day in _bounds(fact)]
        bounded += [when.toordinal() for claim in archive.claims.values() for when in claim.day.span]
        self.window = range(min(bounded, default=0) - MARGIN, max(bounded, default=0) + MARGIN + 1)
        self.pairs = self._clashes()
        self.upheld: set[str] = set()
        self.out = self._ruled_out()
        self.counting = [fact for fact in self.facts if self._counts(fact)]
        self._places: dict[Ref, dict[Ref, Place]] = {}
        self._answers: dict[tuple[Ref, Ref], Mapping[int, str]] = {}

    def _counts(self, fact: Fact) -> bool:
        """Whether a fact counts: said outright, or a rumour that editors accepted, and not ruled out."""
        rumour = fact.status is Status.RUMOURED and fact.id in self.upheld
        return (fact.status.counts or rumour) and fact.id not in self.out

    # Dates

    def days(self, fact: Fact) -> DaySet:
        if fact.date is None:
            return frozenset(day for day in self.window if day <= fact.reported.toordinal())
        return self._between(fact.date.earliest.toordinal(), fact.date.latest.toordinal())

    def _between(self, first: int, last: int) -> DaySet:
        return frozenset(day for day in self.window if first <= day <= last)

    def happenings(self, kind: str, reports: Sequence[Fact]) -> list[Happening]:
        """Sharpest report first, each to the earliest happening that it may be the same as."""
        found: list[Happening] = []
        for fact in sorted(reports, key=lambda fact: (_width(fact, self.days(fact)), self.facts.index(fact))):
            days = self.days(fact)
            same = [event for event in found if event.days & days]
            if same:
                event = min(same, key=lambda event: min(event.days))
                if fact.date or not event.dated:
                    event.days &= days
                event.facts.append(fact)
            else:
                found.append(Happening(kind, days, [fact]))
        return sorted(found, key=lambda event: min(event.days))

    # Disputes

    def _clashes(self) -> set[frozenset[str]]:
        """Pairs of facts about moves that cannot both be true."""
        pairs: set[frozenset[str]] = set()
        live = [fact for fact in self.facts if fact.status is not Status.RETRACTED]
        topics: dict[tuple[str, Ref, Ref | None, str], list[Fact]] = {}
        for fact in live:
            if fact.kind in ("founded", "joined", "left", "held"):
                role = fact.role if fact.kind == "held" else ""
                topics.setdefault((fact.kind, fact.subject, fact.object, role), []).append(fact)
        for (kind, person, company, _), reports in topics.items():
            said = [fact for fact in reports if fact.status is not Status.DENIED]
            if kind != "held":
                pairs |= self._rivals(kind, person, company, said)
            else:
                pairs |= {frozenset((f.id, g.id)) for f, g in combinations(said, 2) if self._spans_differ(f, g)}
            if kind in ("joined", "left"):
                pairs |= {frozenset((f.id, g.id)) for f, g in combinations(said, 2) if self._lead_elsewhere(f, g)}
            if kind == "left":
                held = [
                    fact
                    for fact in live
                    if (fact.kind, fact.subject, fact.object) == ("held", person, company)
                    and fact.status is not Status.DENIED
                ]
                counted = [fact for fact in self.facts if fact.subject == person and fact.status.counts]
                pairs |= {
                    frozenset((fact.id, role.id))
                    for event in self.happenings(kind, said)
                    for role in held
                    if self._speaks_against(role, event, counted, company)
                    for fact in event.facts
                    if fact.date
                }
            for denied, fact in product((fact for fact in reports if fact.status is Status.DENIED), said):
                if self._of_one_thing(denied, fact):
                    pairs.add(frozenset((denied.id, fact.id)))
        return pairs

    def _rivals(self, kind: str, person: Ref, company: Ref | None, said: list[Fact]) -> set[frozenset[str]]:
        events = self.happenings(kind, said)
        counted = [fact for fact in self.facts if fact.subject == person and fact.status.counts]
        self._number_runs(kind, events, counted, company)
        return {
            frozenset((f.id, g.id))
            for one, other in product(events, events)
            if one is not other and one.run is not None and one.run == other.run
            for f, g in product(one.facts, other.facts)
            if f.date and g.date and not self.days(f) & self.days(g)
        }

    def _lead_elsewhere(self, one: Fact, other: Fact) -> bool:
        """Whether two stories say, of one departure or of one arrival, that its other end was somewhere else."""
        ends = {fact.destination or fact.origin for fact in (one, other)}
        if len(ends) < 2 or None in ends or one.story == other.story or not one.date or not other.date:
            return False
        return bool(self.days(one) & self.days(other))

    def _span_of(self, held: Fact) -> tuple[DaySet | None, DaySet | None] | None:
        """The days that a span of a role may begin and end on, each None where no day is given; None for no span."""
        if held.date is None or not held.date.interval:
            return None
        start = None if held.date.start_kind == "unknown" else self._seen_first(held)
        if held.date.start_kind == "open":
            start = frozenset((self.window[0],))
        return start, self._ends(held)

    def _spans_differ(self, one: Fact, other: Fact) -> bool:
        """Whether two spans of one role share a day for sure, and begin or end on days that don't fit."""
        spans = [self._span_of(each) for each in (one, other)]
        if spans[0] is None or spans[1] is None:
            return False
        sure: list[set[int]] = []
        for held, span in zip((one, other), spans, strict=True):
            assert span is not None
            start, end = span
            assert held.date is not None
            if start is None:
                sure.append({min(end)} if end else set())
            elif end is not None:
                sure.append({day for day in self.window if max(start) <= day <= min(end)})
            else:
                until = held.reported.toordinal() if held.date.end_kind == "open" else max(start)
                sure.append({day for day in self.window if max(start) <= day <= max(until, *start)})
        starts = [
            None if held.date and held.date.start_kind == "open" else span[0]
            for held, span in ((one, spans[0]), (other, spans[1]))
        ]
        sides = (starts, [spans[0][1], spans[1][1]])
        return bool(sure[0] & sure[1]) and any(a is not None and b is not None and not a & b for a, b in sides)

    def _speaks_against(self, held: Fact, left: Happening, counted: list[Fact], company: Ref | None) -> bool:
        """Whether a role is held after a departure that nobody knew of, or all through it, without a return."""
        if not left.dated or company is None or any(fact.story == held.story for fact in left.facts):
            return False
        span, last = self._span_of(held), max(left.days)
        if span is None:
            later = self._seen_first(held)
            if any(fact.reported <= held.reported for fact in left.facts):
                return False
        else:
            start, end = span
            is_open = held.date is not None and held.date.start_kind == "open"
            if start is None or is_open or end is None or max(start) > min(left.days):
                return False
            later = end
        if min(later) <= last:
            return False
        arrivals = self._signs([fact for fact in counted if fact.kind != "held"], company, came=True)
        all_signs = self._signs(counted, company, came=True)
        for days, dated, founding in arrivals:
            between = any(a < day <= b for a in left.days for b in later for day in days)
            explained = any(
                any(day <= a for day in other for a in left.days)
                and (earlier or all(day < own for day in other for own in days))
                for other, _, earlier in all_signs
            )
            if dated and not founding and between and (min(days) > last or explained):
                return False
        return True

    def _of_one_thing(self, denied: Fact, fact: Fact) -> bool:
        if fact.kind == "held" and any(each.date and each.date.interval for each in (denied, fact)):
            days = [self.days(each) if each.date else self._seen_first(each) for each in (denied, fact)]
            return bool(days[0] & days[1])
        return not denied.date or not fact.date or bool(self.days(denied) & self.days(fact))

    def _number_runs(self, kind: str, events: list[Happening], counted: list[Fact], company: Ref | None) -> None:
        """Gives rivals one number: neighbours in time of which only one can be true."""
        dated = [event for event in events if event.dated]
        numbers: list[int] = []
        for place, event in enumerate(dated):
            apart = place == 0 or self._both_true(kind, dated[place - 1], event, counted, company)
            numbers.append((numbers[-1] + 1 if numbers else 0) if apart else numbers[-1])
        for event, number in zip(dated, numbers, strict=True):
            event.run = number if numbers.count(number) > 1 else None

    def _both_true(
        self, kind: str, first: Happening, second: Happening, counted: list[Fact], company: Ref | None
    ) -> bool:
        """Some day in between on which they came back (or had left), which isn't needed to explain the other one."""
        if kind == "founded" or company is None:
            return False
        signs = self._signs(counted, company, came=kind == "left")
        for days, dated, founding in signs:
            if not dated or founding:
                continue
            between = any(a < day < b for a in first.days for b in second.days for day in days)
            if kind == "left":
                settled = all(day > a for day in days for a in first.days)
                explained = any(
                    any(day <= a for day in other for a in first.days)
                    and (earlier or all(day < own for day in other for own in days))
                    for other, _, earlier in signs
                )
            else:
                settled = all(day < b for day in days for b in second.days)
                explained = any(
                    any(day >= b for day in other for b in second.days)
                    and all(day > own for day in other for own in days)
                    for other, _, _ in signs
                )
            if between and (settled or explained):
                return True
        return False

    def _signs(self, counted: list[Fact], company: Ref, *, came: bool) -> list[tuple[DaySet, bool, bool]]:
        def all_of(kind: str) -> list[Happening]:
            return self.happenings(kind, [fact for fact in counted if fact.kind == kind and fact.object == company])

        held = [fact for fact in counted if fact.kind == "held" and fact.object == company]
        if came:
            arrivals = [*all_of("founded"), *all_of("joined")]
            to = self.happenings("left", [f for f in counted if f.kind == "left" and f.destination == company])
            arrivals += [each for each in to if not any(max(a.days) >= min(each.days) for a in arrivals)]
            signs = [(each.days, each.dated, each.kind == "founded") for each in arrivals]
            days = {self._first_sign(fact) for fact in held}
        else:
            gone = all_of("left")
            from_here = self.happenings("joined", [f for f in counted if f.kind == "joined" and f.origin == company])
            gone += [each for each in from_here if not any(min(d.days) <= max(each.days) for d in gone)]
            signs = [(each.days, each.dated, False) for each in gone]
            days = {end for fact in held if (end := self._ends(fact)) is not None}
        return [*signs, *((each, True, False) for each in sorted(days, key=sorted))]

    def _seen_first(self, fact: Fact) -> DaySet:
        if fact.date is None:
            return frozenset((fact.reported.toordinal(),))
        return self._between(fact.date.start.first.toordinal(), fact.date.start.last.toordinal())

    def _first_sign(self, fact: Fact) -> DaySet:
        if fact.date is not None and fact.date.interval and fact.date.start_kind == "open":
            return frozenset((self.window[0],))
        ends = self._ends(fact)
        if fact.date is not None and fact.date.start_kind == "unknown" and ends:
            return ends
        return self._seen_first(fact)

    def _ends(self, fact: Fact) -> DaySet | None:
        if fact.date is None or not fact.date.interval or fact.date.end_kind != "known":
            return None
        return self._between(fact.date.end.first.toordinal(), fact.date.end.last.toordinal())

    def _ruled_out(self) -> set[str]:
        """What rulings on "KIND Company" in a person's profile reject."""
        out: set[str] = set()
        for group in self.components():
            facts = [self.archive.facts[fact] for fact in group]
            kinds = {fact.kind for fact in facts}
            kind = next(iter(kinds - {"held"}), "held")
            names = {f"{kind} {facts[0].object.slug}" for _ in facts if facts[0].object}
            for ruling in self.archive.rulings:
                if ruling.subject != facts[0].subject or ruling.fact not in names:
                    continue
                accepted = {fact.id for fact in facts if fact.story == ruling.accept}
                if accepted:
                    wrong = {
                        fact.id
                        for fact in facts
                        if fact.id not in accepted
                        and any(frozenset((fact.id, each)) in self.pairs for each in accepted)
                    }
                    out |= wrong
                    self.upheld |= set(group) - wrong
        return out

    def components(self) -> list[frozenset[str]]:
        """The sides of each dispute, be it of roles, or of something else, with the roles that speak against it."""
        of_roles = {pair for pair in self.pairs if all(self.archive.facts[fact].kind == "held" for fact in pair)}
        found: list[frozenset[str]] = []
        for pairs in (of_roles, self.pairs - of_roles):
            groups: list[set[str]] = []
            for pair in pairs:
                touching = [group for group in groups if group & pair]
                groups = [group for group in groups if not group & pair]
                groups.append(set(pair).union(*touching))
            found += map(frozenset, groups)
        return sorted(found, key=sorted)

    # Who was where

    def places(self, person: Ref) -> dict[Ref, Place]:
        if person not in self._places:
            self._places[person] = self._find_places([fact for fact in self.counting if fact.subject == person])
        return self._places[person]

    def _find_places(self, about: list[Fact]) -> dict[Ref, Place]:
        companies = {ref for f in about for ref in (f.object, f.origin, f.destination) if ref is not None}
        places = {company: Place() for company in sorted(companies)}
        for company, place in places.items():
            own = [fact for fact in about if fact.object == company]
            for kind in ("founded", "joined", "left"):
                events = self.happenings(kind, [fact for fact in own if fact.kind == kind])
                self._number_runs(kind, events, about, company)
                for event in events if kind == "left" else ():
                    held = (fact for fact in own if fact.kind == "held")
                    event.against = [fact for fact in held if self._speaks_against(fact, event, about, company)]
                (place.went if kind == "left" else place.came).extend(events)
            for fact in own:
                if fact.kind == "held":
                    self._add_held(place, fact)
        self._add_halves(places)
        for company, place in places.items():
            place.held = [fact for fact in about if fact.kind == "held" and fact.object == company]
        return places

    def _readings(self, place: Place) -> Iterator[Place]:
        """The place by each set of reports that can all be true, none of which another such set holds wholly."""
        pairs = {
            frozenset((f.id, g.id))
            for f, g in combinations(place.held, 2)
            if _same_role(f, g) and self._spans_differ(f, g)
        }
        pairs |= {frozenset((event.facts[0].id, role.id)) for event in place.went for role in event.against}
        contested = sorted({each for pair in pairs for each in pair})
        subsets = [
            {each for each, kept in zip(contested, picked, strict=True) if kept}
            for picked in product((True, False), repeat=len(contested))
        ]
        fine = [kept for kept in subsets if not any(pair <= kept for pair in pairs)]
        for kept in fine:
            if not any(kept < other for other in fine):
                yield self._reading(place, {*contested} - kept)

    def _reading(self, place: Place, out: set[str]) -> Place:
        left = [event for event in place.went if not (event.facts and event.facts[0].id in out)]
        read = Place(place.came, left)
        for fact in place.held:
            if fact.id not in out:
                self._add_held(read, fact)
            elif any(fact in event.against for event in left) and (span := self._span_of(fact)):
                read.posts.append((span[0], None, True))  # it began, and the departure ended it
        for start, fact in read.going:
            self._add_going(read, start, fact, [each for each in place.held if each.id not in out])
        return read

    def _add_going(self, place: Place, start: DaySet, fact: Fact, held: Sequence[Fact]) -> None:
        """A post that goes on: for ever, or as long as nobody says at the time or later that it has ended."""
        ends = [(event.days, other.reported) for event in place.went for other in (*event.facts, *event.said)] + [
            (end, other.reported) for other in held if _same_role(other, fact) and (end := self._ends(other))
        ]
        last = [max(days) for days, reported in ends if reported >= fact.reported and max(days) >= min(start)]
        post = (start, None, bool(last))
        if post not in place.posts:
            place.posts.append(post)
        day = fact.reported.toordinal()
        if last and max(start) <= day <= min(last):
            place.seen.append(frozenset((day,)))

    def _add_held(self, place: Place, fact: Fact) -> None:
        date = fact.date
        if date is None or not date.interval:
            place.seen.append(self._seen_first(fact))
            return
        start: DaySet | None = self._seen_first(fact)
        if date.start_kind == "open":
            start = frozenset((self.window[0],))
        elif date.start_kind == "unknown":
            start = None
        if date.end_kind == "open" and start is not None:
            place.going.append((start, fact))
            return
        post = (start, self._ends(fact), date.end_kind == "unknown")
        if post not in place.posts:
            place.posts.append(post)

    def _add_halves(self, places: dict[Ref, Place]) -> None:
        for said in self._said(places, "left"):
            place = places[said.company]
            first, limit = min(said.own), said.next_one
            later = [
                event
                for event in place.came
                if max(event.days) >= first and min(event.days) < limit and self._may_be_one(event, said)
            ]
            if later:
                event = min(later, key=lambda event: max(event.days))
                if said.dated or not event.dated:
                    event.days = frozenset(day for day in event.days if day >= first)
                event.said += said.facts
                if event.run is None:
                    self._bound(places[said.partner].went, said, event, range(self.window[0], max(event.days) + 1))
                continue
            if any(start is not None and max(start) >= first and min(start) < limit for start, _, _ in place.posts):
                continue
            seen = (max(days) for days in place.seen if max(days) >= first and min(days) < limit)
            days = self._between(first, min(seen, default=self.window[-1]))
            place.came.append(Happening("left to", days, [], None, False, list(said.facts)))
        for said in self._said(places, "joined"):
            place = places[said.company]
            last, limit = max(said.own), said.next_one
            earlier = [
                event
                for event in place.went
                if min(event.days) <= last and max(event.days) > limit and self._may_be_one(event, said)
            ]
            if earlier:
                event = max(earlier, key=lambda event: (min(event.days), max(event.days)))
                gone = max(event.days)
                there = [*(e.days for e in place.came), *(s for s, _, _ in place.posts if s), *place.seen]
                if not any(gone < min(days) <= last for days in there):
                    if said.dated or not event.dated:
                        event.days = frozenset(day for day in event.days if day <= last)
                    event.said += said.facts
                    if event.run is None:
                        self._bound(places[said.partner].came, said, event, range(min(event.days), self.window[-1] + 1))
                    continue
            days = self._between(self.window[0], last)
            place.went.append(Happening("joined from", days, [], None, False, list(said.facts)))

    def _may_be_one(self, event: Happening, said: Said) -> bool:
        return bool(event.facts) or any(self.days(fact) & said.own for fact in event.said)

    def _said(self, places: dict[Ref, Place], kind: str) -> list[Said]:
        """What one half says of the other: the first day for an arrival elsewhere, or the last for a departure."""
        found: dict[tuple[Ref, Ref, int | str], Said] = {}
        for partner, place in places.items():
            for number, event in enumerate(place.went if kind == "left" else place.came):
                for company in places:
                    facts = [f for f in event.facts if company in (f.destination, f.origin)]
                    if event.kind != kind or company == partner or not facts:
                        continue
                    key = (company, partner, event.run if event.run is not None else f"alone {number}")
                    said = found.setdefault(key, Said(company, partner, frozenset(), event.dated, []))
                    said.own |= event.days
                    said.facts += facts
        rows = list(found.values())
        for said in rows:
            others = [each for each in rows if each is not said and each.road == said.road]
            if kind == "left":
                after = [each for each in others if min(each.own) > min(said.own)]
                said.next_one = min((min(each.own) for each in after), default=self.window[-1] + 1)
            else:
                before = [each for each in others if max(each.own) < max(said.own)]
                said.next_one = max((max(each.own) for each in before), default=self.window[0] - 1)
        bound = min if kind == "left" else max
        return sorted(rows, key=lambda said: (bound(said.own), said.company, said.partner))

    def _bound(self, events: Iterable[Happening], said: Said, by: Happening, allowed: range) -> None:
        for event in events:
            if any(fact in event.facts for fact in said.facts) and (by.dated or not event.dated):
                event.days = event.days.intersection(allowed) or event.days

    # Histories

    def answers(self, person: Ref, company: Ref) -> Mapping[int, str]:
        """For each day of the window what every history says, or "not known"."""
        key = (person, company)
        if key not in self._answers:
            read = [self._enumerate(each) for each in self._readings(self.places(person)[company])]
            self._answers[key] = {
                day: said if all(other[day] == said for other in read) else "not known" for day, said in read[0].items()
            }
        return self._answers[key]

    def _enumerate(self, place: Place) -> Mapping[int, str]:
        fixed: list[tuple[str, DaySet]] = []
        choices: dict[object, list[tuple[str, DaySet] | None]] = {}
        for kind, events in (("arrival", place.came), ("departure", place.went)):
            for event in events:
                if event.run is None:
                    fixed.append((kind, event.days))
                else:
                    choices.setdefault((event.kind, event.run), []).append((kind, event.days))
        fixed += [("seen", days) for days in _sharpest(place.seen)]
        fixed += [("arrival", start) for start, _, unknown in place.posts if unknown and start is not None]
        posts = [(start, end) for start, end, unknown in place.posts if not unknown]
        said: dict[int, set[str]] = {day: set() for day in self.window}
        undecided = list(self.window)
        size = 1
        for rivals in choices.values():
            size *= len(rivals)
        for picked in product(*choices.values()):
            marks = [*fixed, *(mark for mark in picked if mark is not None)]
            histories = list(worlds(marks, posts, self.window, self.limit // size))
            least = min(cost for cost, *_ in histories)
            for cost, marked, spans in histories:
                for day in undecided if cost == least else ():
                    said[day].add(answer(marked, spans, day))
                undecided = [day for day in undecided if len(said[day]) < 2]
        return {day: found.pop() if len(found) == 1 else "not known" for day, found in said.items()}


def _same_role(one: Fact, other: Fact) -> bool:
    return one.role.casefold() == other.role.casefold()


def _bounds(fact: Fact) -> Iterator[int]:
    yield fact.reported.toordinal()
    date: EdtfDate | None = fact.date
    if date is not None:
        days = (date.start.first, date.start.last, date.end.first, date.end.last)
        yield from (day.toordinal() for day in days if 1 < day.year < 9999)


def _width(fact: Fact, days: DaySet) -> int:
    return len(days) if fact.date is not None else 10_000 + len(days)


def _sharpest(seen: Iterable[DaySet]) -> list[DaySet]:
    kinds = set(seen)
    return sorted((days for days in kinds if not any(other < days for other in kinds)), key=sorted)
