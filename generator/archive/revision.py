"""What edits of some stories, and new ones, do to an archive and to what follows from it, for those whom that bears on.

Everything else is taken as it is, and not even looked at: an archive may lie on disk. The answer is the reasoning about
the archive of all stories as they are now (:func:`generator.archive.reasoning.reason`), with tables that say which of
their entries are others (:class:`generator.archive.revised.Revised`). What can't be worked out for a few alone is not:
NeedsFullBuildError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from generator.archive.arrivals import Places
from generator.archive.attendance import days_at
from generator.archive.claims import check
from generator.archive.disputes import are_numbered, disputes
from generator.archive.evidence import companies_in, says_where
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.filing import Filing, tables_of
from generator.archive.funding import round_age, rounds_among
from generator.archive.gaps import gap_rank, gaps_about
from generator.archive.life import lives
from generator.archive.losses import NO_LOSSES, Losses
from generator.archive.model import Archive, Fact, Ref
from generator.archive.moves import move_age, moves_of
from generator.archive.reasoning import Reasoning
from generator.archive.refiling import Refiled
from generator.archive.repaging import Repaged
from generator.archive.reprofiling import Reprofiled
from generator.archive.revised import Revised, RevisedRow, file_again, put, replace_entries
from generator.archive.topics import WHEREABOUTS

_ROWS: Mapping[str, tuple[Callable[[Any], Ref], Callable[[Any], Any]]] = MappingProxyType(
    {  # whom each entry is about, and what the row is sorted by
        "moves": (lambda move: move.person, move_age),
        "rounds": (lambda each: each.company, round_age),
        "disputes": (lambda dispute: dispute.subject, lambda dispute: dispute.subject),
        "gaps": (lambda gap: gap.subject, gap_rank),
    }
)


def revised(
    before: Reasoning,
    edits: Sequence[Refiled],
    places: Places,
    profiles: Sequence[Reprofiled] = (),
    *,
    pages: Sequence[Repaged] = (),
    losses: Losses = NO_LOSSES,
) -> Reasoning:
    """The reasoning about an archive of which some files were edited, or have come, or are gone."""
    revision = _Revision(before, places)
    filing = revision.filing
    for filed in losses.stories.values():
        filing.take_out(filed)
    for ref in losses.entities:
        filing.forget(ref)
    for each in profiles:
        filing.file_profile(each)
    for page in pages:
        filing.file_page(page)
    for edit in edits:
        filing.file(edit)
    _refuse_other_names(before.archive, filing.archive)
    return revision.reasoning()


def _refuse_other_names(before: Archive, now: Archive) -> None:
    """NeedsFullBuildError where a company takes a name, or not yet, by the day of the newest story on it now."""
    assert isinstance(now.stories_of, Revised)
    for ref in now.stories_of.changed:
        former = now.entities[ref].former if ref.kind == "company" and ref in now.entities else ()
        slugs = [(each, each.stories_of[ref][-1]) for each in (before, now) if former and ref in each.stories_of]
        days = [each.stories[slug].story.published.day for each, slug in slugs]
        if any(each.until and min(days) < each.until.earliest <= max(days) for each in former if days):
            raise NeedsFullBuildError(ref)


def revised_row(name: str, before: Sequence[Any], subjects: Set[Ref], come: Iterable[Any]) -> RevisedRow[Any]:
    """One of the reasoning's rows, by its name, of which all that is about some is another."""
    return RevisedRow(before, subjects, tuple(come), *_ROWS[name])


class _Revision:
    """One revision: the tables while they are revised, and on whom that bears."""

    def __init__(self, before: Reasoning, places: Places) -> None:
        self._before = before
        self.filing = Filing(before, places)
        self._archive = self.filing.archive
        evidence = before.evidence
        tables = {**tables_of(evidence), "order": self.filing.order}
        self._evidence = replace(evidence.lean, archive=self._archive, **tables)
        self._now = replace(before, archive=self._archive, evidence=self._evidence, **tables_of(before))
        self._facts = self.filing.facts
        self._claims = self.filing.claims

    def reasoning(self) -> Reasoning:
        """What follows, each table before those that are worked out from it."""
        subjects = {fact.subject for fact in self._facts}
        subjects |= {fact.object for fact in self._facts if fact.kind == "founded" and fact.object is not None}
        people = {fact.subject for fact in self._facts if fact.kind in WHEREABOUTS}
        facts = self._facts_about(subjects)
        self._dispute(subjects, facts)
        companies = self._gather(people, facts)
        companies |= self._move(people)
        self._raise(subjects, facts)
        self._check(companies | {claim.company for claim in self._claims})
        self._look_for_gaps(subjects | companies)
        return self._now

    def _facts_about(self, subjects: Set[Ref]) -> list[Fact]:
        """All facts about some, and whoever founded them, in order of publication."""
        archive, order = self._archive, self._evidence.order
        ids = {fact for ref in subjects for fact in archive.facts_of.get(ref, ())}
        facts = [
            fact
            for fact in map(archive.facts.__getitem__, ids)
            if fact.subject in subjects or (fact.kind == "founded" and fact.object in subjects)
        ]
        return sorted(facts, key=lambda fact: order[fact.id])

    def _dispute(self, subjects: Set[Ref], facts: Sequence[Fact]) -> None:
        """The disputes about some, and the lives of facts about them. A ruling bears on more than those."""
        now, before = self._now, self._before
        was = [each for ref in sorted(subjects) for each in before.disputes_of.get(ref, ()) if each.subject == ref]
        found = [each for each in disputes(self._archive, facts) if each.subject in subjects]
        if any(each.ruling or "founders" in each.differs for each in (*was, *found)):
            raise NeedsFullBuildError(*subjects)
        told = lives([fact for fact in facts if fact.subject in subjects], found)
        replace_entries(
            now.lives, (fact.id for fact in self._facts), {fact.id: told[fact.id] for fact in facts if fact.id in told}
        )
        if was == found:
            return
        if not {each.subject for each in self._archive.rulings}.isdisjoint(
            ref for each in (*was, *found) for ref in (each.subject, each.object)
        ):
            raise NeedsFullBuildError(*subjects)  # a ruling that decides nothing may have meant one of them
        replace_entries(
            now.dispute_of,
            (fact for each in was for fact in each.involved),
            {fact: each for each in found for fact in each.involved},
        )
        file_again(now.disputes_of, was, found, lambda each: (each.subject, each.object), _ROWS["disputes"][1])
        row = revised_row("disputes", before.disputes, subjects, found)
        if not are_numbered(row):
            raise NeedsFullBuildError(*subjects)
        self._evidence = replace(self._evidence, disputes=row)
        self._now = replace(now, evidence=self._evidence, disputes=row)

    def _gather(self, people: Set[Ref], facts: Sequence[Fact]) -> set[Ref]:
        """The evidence about some people; every company that they were, or are, on file at."""
        evidence, before = self._evidence, self._before.evidence
        about: dict[Ref, list[Fact]] = {person: [] for person in people}
        besides: dict[Ref, list[Fact]] = {person: [] for person in people}
        for fact in facts:
            if fact.subject in people and fact.kind in WHEREABOUTS:
                is_told = says_where(fact, evidence.accepted, evidence.rejected)
                (about if is_told else besides)[fact.subject].append(fact)
        every: set[Ref] = set()
        for person, told in about.items():
            was = before.companies_of.get(person, ())
            companies = sorted({company for fact in told for company in companies_in(fact)})
            founded = [fact for fact in told if fact.kind == "founded"]
            founded_before = [fact for fact in before.about.get(person, ()) if fact.kind == "founded"]
            put(evidence.about, person, tuple(told))
            put(evidence.besides, person, tuple(besides[person]))
            put(evidence.companies_of, person, tuple(companies))
            for company in {*was} ^ {*companies}:
                others = {*evidence.people_of.get(company, ())} ^ {person}
                put(evidence.people_of, company, tuple(sorted(others)))
            for company in {fact.object for fact in (*founded, *founded_before) if fact.object}:
                founders = dict(evidence.founders_of.get(company, {}))
                put(founders, person, tuple(fact for fact in founded if fact.object == company))
                put(evidence.founders_of, company, dict(sorted(founders.items())))
            every |= {*was, *companies}
        for company in every:
            self._attend(company, people)
        return every

    def _attend(self, company: Ref, people: Set[Ref]) -> None:
        """Who was certainly at a company, of whom some may have been there on other days."""
        evidence = self._evidence
        assert isinstance(evidence.attendance, Revised)
        on_file = evidence.people_of.get(company, ())
        if not on_file:
            evidence.attendance.pop(company, None)
            return
        there = {person: days for person, days in evidence.there(company).items() if person not in people}
        for person in (person for person in on_file if person in people):
            days = days_at(evidence.timeline(person, company))
            there |= {person: days} if days else {}
        evidence.attendance[company] = dict(sorted(there.items()))

    def _move(self, people: Set[Ref]) -> set[Ref]:
        """The moves of some people; every company that they came from or went to."""
        was = [move for person in sorted(people) for move in self._before.moves_of.get(person, ())]
        found = [move for person in sorted(people) for move in moves_of(self._evidence, person)]
        if was != found:
            file_again(
                self._now.moves_of, was, found, lambda each: (each.person, each.origin, each.destination), move_age
            )
            row = revised_row("moves", self._before.moves, people, found)
            self._now = replace(self._now, moves=row)
        return {ref for move in (*was, *found) for ref in (move.origin, move.destination) if ref is not None}

    def _raise(self, subjects: Set[Ref], facts: Sequence[Fact]) -> None:
        """The rounds of some companies."""
        was = [each for ref in sorted(subjects) for each in self._before.rounds_of.get(ref, ()) if each.company == ref]
        own = [fact for fact in facts if fact.subject in subjects]
        found = rounds_among(self._evidence, own, self._now.dispute_of)
        was.sort(key=round_age)
        if was != [*found]:
            file_again(self._now.rounds_of, was, found, lambda each: (each.company, *each.investors), round_age)
            row = revised_row("rounds", self._before.rounds, subjects, found)
            self._now = replace(self._now, rounds=row)

    def _check(self, companies: Set[Ref]) -> None:
        """The claims about some companies."""
        now, claims = self._now, self._archive.claims
        for company in companies:
            was = [each.claim for each in self._before.checks_of.get(company, ())]
            own = {claim.id for claim in self._claims if claim.company == company}
            ids = sorted({claim for claim in (*was, *own) if claim in claims and claims[claim].company == company})
            moves = now.moves_of.get(company, ())
            found = tuple(check(self._evidence, claims[claim], moves) for claim in ids)
            replace_entries(
                now.checks, (claim for claim in was if claim not in claims), {each.claim: each for each in found}
            )
            put(now.checks_of, company, found)

    def _look_for_gaps(self, about: Set[Ref]) -> None:
        """The gaps about some, about the stories that were edited, and about whoever may settle other claims now."""
        now, before = self._now, self._before
        every = {*about, *self.filing.bears_on}
        for company in {claim.company for claim in self._claims}:
            every.add(company)
            for each in (before, now):
                every |= {*each.evidence.people_of.get(company, ())}
                every |= {dispute.subject for dispute in each.disputes_of.get(company, ())}
        was = {ref: [*gaps_about(before, ref)] for ref in every}
        found = {ref: [*gaps_about(now, ref)] for ref in every}
        others = {ref for ref in every if was[ref] != found[ref]}
        if others:
            come = [gap for ref in sorted(others) for gap in found[ref]]
            row = revised_row("gaps", before.gaps, others, come)
            self._now = replace(now, gaps=row)
