"""The facts that count, and who was ever anywhere by them: what every count starts from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from generator.archive.attendance import Attendance
from generator.archive.chronology import ROOM, Days, between, by_publication, story_places
from generator.archive.clashes import same_thing
from generator.archive.disputes import Dispute, disputes
from generator.archive.halves import stays
from generator.archive.model import Archive, Fact, Ref
from generator.archive.settling import takes_effect
from generator.archive.stays import Stay
from generator.archive.timeline import Timeline
from generator.archive.topics import WHEREABOUTS, topic_of
from generator.read.model import Status

_MOVES = TypeVar("_MOVES")
_FACTS_BITS = 32  # a story has fewer than 4 million facts, ROOM apart


class Answers:
    """Answers that were worked out already, each by what it is of.

    They follow from the evidence, so keeping them changes nothing, and evidence with others is the same. Each is looked
    up only after the reports that it follows from were: whoever notes what an answer was made from sees them each time.
    """

    def __init__(self) -> None:
        self.stays: dict[Ref, Mapping[Ref, Stay]] = {}
        self.timelines: dict[tuple[Ref, Ref], Timeline] = {}
        self.lines: dict[Ref, tuple[Timeline, ...]] = {}
        self.places: dict[Ref, Mapping[str, int]] = {}
        self.moves: dict[Ref, Any] = {}  # as moves.py, which is made from this, works them out

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answers)

    __hash__ = None  # type: ignore[assignment]


class Evidence(Struct, frozen=True):
    """What counts, sorted for counting. Made by :func:`gather`.

    A fact counts that is confirmed or reported and that no ruling rejects; a rumour counts once a ruling
    accepts it. ``about`` are each person's moves and posts that count, oldest report first, and ``besides`` what else
    is told of those: what doesn't count, and what was held nowhere in particular.
    ``people_of`` and ``companies_of`` list everybody whom they put at a company on some day, by slug.
    ``doubtful`` are foundings that rest on one of two disputed lists of founders.
    """

    archive: Archive
    order: Mapping[str, int]  # of each fact: grows from report to report, with room for others in between
    disputes: Sequence[Dispute]
    accepted: frozenset[str]
    rejected: frozenset[str]
    doubtful: frozenset[str]
    about: Mapping[Ref, tuple[Fact, ...]]
    besides: Mapping[Ref, tuple[Fact, ...]]
    people_of: Mapping[Ref, tuple[Ref, ...]]
    companies_of: Mapping[Ref, tuple[Ref, ...]]
    founders_of: Mapping[Ref, Mapping[Ref, tuple[Fact, ...]]]  # company → founder → facts that say so
    attendance: Mapping[Ref, Mapping[Ref, tuple[Days, ...]]]  # company → who was certainly there → the days
    answers: Answers = field(default_factory=Answers)

    @property
    def lean(self) -> Evidence:
        """The same, without answers already worked out."""
        return _attended(replace(self, answers=Answers()))

    def there(self, company: Ref) -> Mapping[Ref, tuple[Days, ...]]:
        """Everybody who was certainly at a company on some day, by slug, with the days."""
        return self.attendance.get(company, {})

    def in_order(self, facts: Iterable[str]) -> tuple[str, ...]:
        """Ids of facts, each once, oldest report first."""
        return tuple(sorted(set(facts), key=self.order.__getitem__))

    def stories(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The stories that report these facts, oldest first."""
        return tuple(dict.fromkeys(self.archive.facts[fact].story for fact in self.in_order(facts)))

    def counts(self, fact: Fact) -> bool:
        return takes_effect(fact, self.accepted, self.rejected)

    def stays_of(self, person: Ref) -> Mapping[Ref, Stay]:
        """Everything on file about one person at each company, in order of slug."""
        about, besides = self.about.get(person, ()), self.besides.get(person, ())
        if person not in self.answers.stays:
            self.answers.stays[person] = stays(about, self.doubtful, frozenset(self._denied(about, besides)))
        return self.answers.stays[person]

    def _denied(self, about: Iterable[Fact], besides: Iterable[Fact]) -> Iterator[str]:
        """Of somebody's moves and posts those that a report denies which no ruling rejects."""
        denials = [fact for fact in besides if fact.status is Status.DENIED and fact.id not in self.rejected]
        return (
            fact.id
            for fact in about
            for denial in denials
            if topic_of(fact) == topic_of(denial) and same_thing(fact, denial)
        )

    def told_of(self, person: Ref) -> Iterator[Fact]:
        """All that is told of somebody's comings, goings and posts: what counts first, and then what doesn't."""
        return chain(self.about.get(person, ()), self.besides.get(person, ()))

    def lines(self, person: Ref) -> tuple[Timeline, ...]:
        """The answers for every day at each company that the person is on file at, in order of slug."""
        stays_there = self.stays_of(person)
        if person not in self.answers.lines:
            found = (self.timeline(person, company) for company in stays_there)
            self.answers.lines[person] = tuple(line for line in found if line is not None)
        return self.answers.lines[person]

    def places(self, person: Ref) -> Mapping[str, int]:
        """A number for each fact about one person, by its id, that grows with the order of publication."""
        about = self.about.get(person, ())
        if person not in self.answers.places:
            self.answers.places[person] = {fact.id: place for place, fact in enumerate(about)}
        return self.answers.places[person]

    def moves_of(self, person: Ref, work_out: Callable[[], _MOVES]) -> _MOVES:
        """One person's moves, worked out by :mod:`generator.archive.moves` when they are first asked for."""
        self.about.get(person)
        if person not in self.answers.moves:
            self.answers.moves[person] = work_out()
        found: _MOVES = self.answers.moves[person]
        return found

    def timeline(self, person: Ref, company: Ref) -> Timeline | None:
        """The answers for every day, or None where nothing on file puts the person at the company."""
        stay = self.stays_of(person).get(company)
        if stay is None:
            return None
        key = (person, company)
        if key not in self.answers.timelines:
            self.answers.timelines[key] = Timeline(person, company, stay)
        return self.answers.timelines[key]


def gather(archive: Archive) -> Evidence:
    """The evidence of an archive. Takes a time in line with the number of facts."""
    facts = by_publication(archive)
    found = disputes(archive, facts)
    accepted = frozenset(fact for dispute in found for fact in dispute.accepted)
    rejected = frozenset(fact for dispute in found for fact in dispute.rejected)
    about: dict[Ref, list[Fact]] = {}
    besides: dict[Ref, list[Fact]] = {}
    pairs: set[tuple[Ref, Ref]] = set()
    founders: dict[Ref, dict[Ref, list[Fact]]] = {}
    for fact in facts:
        if fact.kind not in WHEREABOUTS:
            continue
        if not says_where(fact, accepted, rejected):
            besides.setdefault(fact.subject, []).append(fact)
            continue
        about.setdefault(fact.subject, []).append(fact)
        pairs.update((fact.subject, company) for company in companies_in(fact))
        if fact.kind == "founded" and fact.object is not None:
            founders.setdefault(fact.object, {}).setdefault(fact.subject, []).append(fact)
    evidence = Evidence(
        archive,
        order_of(facts, story_places(archive)),
        found,
        accepted,
        rejected,
        _doubtful(archive, found),
        {person: tuple(told) for person, told in sorted(about.items())},
        {person: tuple(told) for person, told in sorted(besides.items())},
        _grouped((company, person) for person, company in pairs),
        _grouped(pairs),
        {
            company: {person: tuple(reports) for person, reports in sorted(people.items())}
            for company, people in sorted(founders.items())
        },
        {},
    )
    return _attended(evidence)


def _attended(evidence: Evidence) -> Evidence:
    """The same, with who was certainly where: that follows from the rest."""
    bare = replace(evidence, attendance={})
    return replace(bare, attendance=Attendance(bare.people_of, bare.timeline))


def says_where(fact: Fact, accepted: frozenset[str], rejected: frozenset[str]) -> bool:
    """Whether a fact counts, and puts somebody at a company, or not there any more."""
    return fact.kind in WHEREABOUTS and fact.object is not None and takes_effect(fact, accepted, rejected)


def companies_in(fact: Fact) -> tuple[Ref, ...]:
    """The companies where such a fact puts somebody on some day."""
    others = (fact.object, fact.destination if fact.kind == "left" else None, fact.origin)
    return tuple(company for company in others if company is not None)


def order_of(facts: Iterable[Fact], place: Mapping[str, int]) -> dict[str, int]:
    """A number for each fact that grows with the order of publication, in which they come.

    ``place``: :func:`generator.archive.chronology.story_places`. Whoever compares two numbers learns which fact comes
    first, and nothing else.
    """
    written: Counter[str] = Counter()
    found = {}
    for fact in facts:
        written[fact.story] += ROOM
        found[fact.id] = (place[fact.story] << _FACTS_BITS) + written[fact.story]
    return found


def order_among(facts: Sequence[str], known: Mapping[str, int], place: int) -> dict[str, int]:
    """The same for a story's facts, of which some have numbers: they keep them, where that is their order still.

    ``place`` is the story's number.
    """
    low, found, come = place << _FACTS_BITS, list[int](), 0
    for number in map(known.get, facts):
        if number is None:
            come += 1
            continue
        numbers = between(low, number, come)
        if numbers is None:
            return order_among(facts, {}, place)
        found += (*numbers, number)
        low, come = number, 0
    found += between(low, None, come) or ()
    return dict(zip(facts, found, strict=True))


def _grouped(pairs: Iterable[tuple[Ref, Ref]]) -> Mapping[Ref, tuple[Ref, ...]]:
    found: dict[Ref, list[Ref]] = {}
    for key, value in sorted(pairs):
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _doubtful(archive: Archive, found: Iterable[Dispute]) -> frozenset[str]:
    """The foundings derived from disputed lists of founders, of everybody who isn't on all of them."""
    formed: dict[str, set[Ref]] = {}
    for dispute in found:
        if "founders" in dispute.differs and dispute.ruling is None:
            lists = {fact: set(archive.facts[fact].others) for fact in dispute.facts if archive.facts[fact].others}
            agreed = set.intersection(*lists.values())
            formed |= {fact: named - agreed for fact, named in lists.items()}
    return frozenset(
        fact.id
        for fact in archive.facts.values()
        if fact.derived_from in formed and fact.subject in formed[fact.derived_from]
    )
