"""Facts of one topic that cannot both be true, pair by pair, and what they differ in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from generator.archive.chronology import dates_fit, days_of
from generator.archive.contradictions import contradicted, other_ends_differ, pairs_of, spans_differ
from generator.archive.events import events, rival_runs
from generator.archive.model import Fact, Ref
from generator.archive.returns import Comings
from generator.archive.rounds import same_round
from generator.archive.stays import held_on, tenure_of
from generator.archive.topics import MOVES, ONCE, Topic
from generator.archive.wording import roles_differ
from generator.read.model import Status
from generator.values.money import Money
from generator.values.names import role_key

_KIN = frozenset(("sibling", "spouse", "parent", "child"))  # one person is one of these to another


class Clash(Struct, frozen=True):
    """Two facts that cannot both be true. ``differs``: "date", "amount", "role", "founders", "relation",
    "destination", "origin", "denial".
    """

    one: Fact  # reported first
    other: Fact
    differs: tuple[str, ...]


class Circumstances(Struct, frozen=True):
    """What else is on file about a topic and decides whether two reports of it can both be true."""

    comings: Comings = field(default_factory=Comings)
    posts: frozenset[str] = frozenset()  # keys of the roles held at the company, by facts that count
    founders: frozenset[Ref] = frozenset()  # on file as founders by a fact of their own


def clashes(topic: Topic, facts: Sequence[Fact], around: Circumstances) -> tuple[Clash, ...]:
    """Every pair of reports of a topic that cannot both be true. ``facts`` are not retracted, oldest first.

    Among the reports of a departure are the roles held at the company: they may speak against it.
    """
    if len(facts) < 2:
        return ()
    own = [fact for fact in facts if fact.kind == topic.kind]
    found = [*_against_departures(facts, own, around.comings)] if len(own) < len(facts) else []
    if len(own) > 1 and _may_clash(topic.kind, own):
        rivals = _rivals(topic.kind, own, around.comings)
        for one, other in pairs_of(own):
            differs = tuple(_differences(one, other, rivals, around))
            if differs:
                found.append(Clash(one, other, differs))
    return tuple(found)


def _against_departures(facts: Sequence[Fact], left: Sequence[Fact], comings: Comings) -> Iterator[Clash]:
    """Departures with the roles beside which they cannot be true."""
    place = {fact.id: number for number, fact in enumerate(facts)}
    held = [fact for fact in facts if fact.kind == "held"]
    for departure in events(_affirmed(left)):
        for role in contradicted(departure, held, comings):
            for fact in departure.facts:
                if fact.date is not None:
                    one, other = sorted((role, fact), key=lambda each: place[each.id])
                    yield Clash(one, other, ("date",))


def _affirmed(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.status is not Status.DENIED]


def _may_clash(kind: str, facts: Sequence[Fact]) -> bool:
    if kind in ONCE or kind in ("raised", "valued", "related"):
        return True
    if kind == "held" and sum(tenure_of(fact) is not None for fact in facts) > 1:
        return True
    denied = sum(fact.status is Status.DENIED for fact in facts)
    return 0 < denied < len(facts)


def _rivals(kind: str, facts: Sequence[Fact], comings: Comings) -> Mapping[str, int]:
    """Which run of rival dates each dated report of a happening belongs to, by fact id."""
    if kind not in ONCE:
        return {}
    runs = rival_runs(events(_affirmed(facts)), lambda one, other: comings.both_true(kind, one, other))
    return {
        fact.id: number
        for number, run in enumerate(runs)
        if len(run) > 1
        for event in run
        for fact in event.facts
        if fact.date is not None
    }


def _differences(one: Fact, other: Fact, rivals: Mapping[str, int], around: Circumstances) -> Iterator[str]:
    if Status.DENIED in (one.status, other.status):
        if one.status is not other.status and same_thing(one, other):
            yield "denial"
    elif one.kind in ONCE:
        yield from _happened_otherwise(one, other, rivals, around)
    elif one.kind == "held" and spans_differ(one, other):
        yield "date"
    elif one.kind == "raised" and same_round(one, other):
        if not dates_fit(one, other):
            yield "date"
        if amounts_clash(one.money, other.money) or amounts_clash(one.valuation, other.valuation):
            yield "amount"
    elif one.kind == "valued" and _on_one_day(one, other) and amounts_clash(one.money, other.money):
        yield "amount"
    elif one.kind == "related" and one.relation != other.relation and {one.relation, other.relation} <= _KIN:
        yield "relation"


def _happened_otherwise(one: Fact, other: Fact, rivals: Mapping[str, int], around: Circumstances) -> Iterator[str]:
    """What two reports of something that happens once differ in."""
    if not dates_fit(one, other):
        if one.id in rivals and rivals[one.id] == rivals.get(other.id):
            yield "date"
    elif one.kind in MOVES and _roles_clash(one, other, around.posts):
        yield "role"
    elif one.kind == "acquired" and amounts_clash(one.price, other.price):
        yield "amount"
    if other_ends_differ(one, other):
        yield "destination" if one.kind == "left" else "origin"
    if one.kind == "formed" and _founders_clash(one, other, around.founders):
        yield "founders"


def _on_one_day(one: Fact, other: Fact) -> bool:
    """What a company is worth changes, so two sums dispute each other only on one and the same day."""
    return bool(one.date and other.date) and days_of(one) == days_of(other) and days_of(one).exact


def same_thing(one: Fact, other: Fact) -> bool:
    """Whether a denial and a report are about one thing."""
    if one.kind == "held" and (tenure_of(one) or tenure_of(other)):  # a role without a date is of its story's day
        return held_on(one).touches(held_on(other))
    if one.kind == "raised":
        return same_round(one, other)
    if one.kind == "valued" and amounts_clash(one.money, other.money):
        return False
    if one.kind == "related" and one.relation and other.relation and one.relation != other.relation:
        return False
    return dates_fit(one, other)


def _roles_clash(one: Fact, other: Fact, posts: frozenset[str]) -> bool:
    """Two roles in reports of one move, unless both are on file as posts there: two posts may be held at once."""
    return roles_differ(one.role, other.role) and not {role_key(one.role), role_key(other.role)} <= posts


def amounts_clash(one: Money | None, other: Money | None) -> bool:
    """Two amounts in one currency, or one number in two: an amount and its conversion into another are not compared."""
    return bool(one and other and (one.currency == other.currency) is (one.amount != other.amount))


def _founders_clash(one: Fact, other: Fact, others_on_file: frozenset[Ref]) -> bool:
    """Two lists of founders that share a name and each have one that the other lacks.

    A list that only has fewer names leaves some out, and two lists without a common name may be two
    halves of one. Someone whom a fact of their own calls a founder is not in doubt.
    """
    first, second = set(one.others), set(other.others)
    only_first, only_second = first - second - others_on_file, second - first - others_on_file
    return bool(first & second and only_first and only_second)
