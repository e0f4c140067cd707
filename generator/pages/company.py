"""A company's page: its founders, who is there, who came and went, its money, its owners, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from generator.archive.model import Fact, Ref
from generator.archive.moves import Move
from generator.pages.addresses import docs_path
from generator.pages.checking import CheckLine, check_line, newest_checks
from generator.pages.desk import Desk
from generator.pages.dossier import Dossier, dossier
from generator.pages.drawing.around import Around, around_company
from generator.pages.drawing.flows import Flows, flows
from generator.pages.drawing.timeline import Timeline, people_drawing
from generator.pages.drawing.worth import Worth, worth_drawing
from generator.pages.glance import Glance, glance
from generator.pages.head import Head, Parts, part_head, parts_of
from generator.pages.lines import FactLine, caution, fact_lines, newest_facts
from generator.pages.money import RoundLine, ValuationLine, round_line, rounds_told, valuation_line, valuations_told
from generator.pages.movement import GainLine, MoveLine, gains, move_lines
from generator.pages.person import stories_in_words
from generator.pages.profile import About, about, head_on
from generator.pages.recent import move_year, newest_moves
from generator.pages.split import ENTITY_LIMIT, SHORT, Part, by_year, named, shown
from generator.pages.staff import FounderLine, Staff, StaffPage, everybody, founder_line, staff, staff_pages
from generator.pages.words import Words, number_of, plain, say, when_of


class CompanyPage(Struct, frozen=True):
    """Lists are newest first. Of very many entries these are the newest; ``more_…`` says how many others there are."""

    head: Head
    ref: Ref
    name: str
    about: About
    fates: tuple[Words, ...]  # "Folded into DeepMind in 2023"
    glance: Glance | None
    formed: tuple[FactLine, ...]
    more_formed: int
    founders: tuple[FounderLine, ...]
    more_founders: int
    staff: Staff
    timeline: Timeline | None  # its people over time
    arrivals: tuple[MoveLine, ...]
    departures: tuple[MoveLine, ...]
    coming_parts: Parts  # of arrivals and departures, by year
    gains: tuple[GainLine, ...]  # companies that it exchanges people with
    flows: Flows | None  # the same, drawn
    around: Around | None  # the map of whom it exchanges with them
    worth: Worth | None  # its rounds and valuations, drawn
    rounds: tuple[RoundLine, ...]
    more_rounds: int
    investments: tuple[RoundLine, ...]  # rounds of others that it put money into
    more_investments: int
    valuations: tuple[ValuationLine, ...]
    more_valuations: int
    ownership: tuple[FactLine, ...]  # bought, folded, part of, renamed: either side
    more_ownership: int
    checks: tuple[CheckLine, ...]
    more_checks: int
    dossier: Dossier


class ComingsPage(Struct, frozen=True):
    """Who came to a company and left it in one year, where its own page would be too long."""

    head: Head
    company: Ref
    arrivals: tuple[MoveLine, ...]
    departures: tuple[MoveLine, ...]
    parts: Parts


MOST_FATES = 3  # told at the top
MOST_CHECKS = 8  # with as many names: all are among the claims
_OWNERSHIP = frozenset({"acquired", "folded_into", "part_of", "renamed"})


def company_pages(desk: Desk, ref: Ref) -> tuple[CompanyPage | ComingsPage | StaffPage, ...]:
    """A company's page, and its parts where there is too much for one."""
    people = everybody(desk, ref)
    became = fates(desk, ref)
    head = company_head(desk, ref, became)
    moves = newest_moves(desk.reasoning.moves_of.get(ref, ()), desk.order)
    parts = _coming_parts(moves)
    facts = [desk.archive.facts[fact] for fact in newest_facts(desk, desk.archive.facts_of.get(ref, ()))]
    newest = moves[:SHORT] if parts else moves
    checks = newest_checks(desk, desk.reasoning.checks_of.get(ref, ()))
    rounds = desk.reasoning.rounds_of.get(ref, ())
    own_rounds = [each for each in rounds if each.company == ref]
    worths = desk.reasoning.valuations(ref)
    valuations = tuple(valuation_line(desk, each) for each in reversed(worths))
    day = people.day
    founders = tuple(founder_line(desk, ref, founder, day) for founder in desk.roster(ref).founders if day)
    pairs = gains(desk, moves, ref)
    formed, more_formed = shown([fact.id for fact in facts if fact.kind == "formed" and fact.subject == ref])
    founders_shown, more_founders = shown(founders)
    rounds_shown, more_rounds = shown(own_rounds[::-1])
    investments, more_investments = shown([each for each in reversed(rounds) if each.company != ref])
    worths_shown, more_valuations = shown(valuations)
    ownership, more_ownership = shown([fact.id for fact in facts if fact.kind in _OWNERSHIP])
    entity = desk.archive.entities[ref]
    page = CompanyPage(
        head=head,
        ref=ref,
        name=entity.name,
        about=about(desk, entity),
        fates=became,
        formed=fact_lines(desk, formed, ref),
        more_formed=more_formed,
        glance=glance(desk, ref, founders, people, valuations),
        founders=founders_shown,
        more_founders=more_founders,
        staff=staff(desk, head.path, people),
        timeline=people_drawing(desk, ref, people),
        arrivals=_arrivals(desk, ref, newest),
        departures=_departures(desk, ref, newest),
        coming_parts=parts_of(head.path, parts, len(moves)),
        gains=pairs,
        flows=flows(desk, pairs, ref),
        around=around_company(desk, ref, moves),
        worth=worth_drawing(desk, ref, [*rounds_told(own_rounds)], [*valuations_told(worths)], day),
        rounds=tuple(round_line(desk, each) for each in rounds_shown),
        more_rounds=more_rounds,
        investments=tuple(round_line(desk, each) for each in investments),
        more_investments=more_investments,
        valuations=worths_shown,
        more_valuations=more_valuations,
        ownership=fact_lines(desk, ownership, ref),
        more_ownership=more_ownership,
        checks=tuple(check_line(desk, each, MOST_CHECKS) for each in checks[:MOST_CHECKS]),
        more_checks=max(0, len(checks) - MOST_CHECKS),
        dossier=dossier(desk, ref, docs_path(desk.archive, ref)),
    )
    comings = tuple(
        ComingsPage(
            head=part_head(head, part, "arrivals and departures"),
            company=ref,
            arrivals=_arrivals(desk, ref, part.items),
            departures=_departures(desk, ref, part.items),
            parts=parts_of(head.path, parts, len(moves), part.label),
        )
        for part in parts
    )
    return (page, *comings, *staff_pages(desk, ref, head, people))


def company_head(desk: Desk, ref: Ref, became: Sequence[Words]) -> Head:
    """Title, description and what the theme asks of a company's page; ``became`` is what became of it."""
    entity = desk.archive.entities[ref]
    kind = f"{entity.kind}; " if entity.kind else ""
    fate = "".join(f"{told[:1].lower()}{told[1:]}; " for told in map(plain, became))
    people = desk.reasoning.evidence.people_of.get(ref, ())
    on_file = number_of(len(people), "person", "people")
    return head_on(desk, ref, f"{entity.name}: {kind}{fate}{on_file} on file, {stories_in_words(desk.count(ref))}.")


def fates(desk: Desk, ref: Ref) -> tuple[Words, ...]:
    """Who bought a company and what it was folded into, oldest first: ``Folded into DeepMind in 2023``."""
    told: dict[tuple[str, Ref], Fact] = {}
    for fact in (desk.archive.facts[each] for each in desk.archive.facts_of.get(ref, ())):
        if fact.kind not in ("acquired", "folded_into") or fact.object is None or not fact.status.counts:
            continue
        own, other = (fact.object, fact.subject) if fact.kind == "acquired" else (fact.subject, fact.object)
        dispute = desk.reasoning.dispute_of.get(fact.id)
        is_rejected = dispute is not None and fact.id in dispute.rejected
        known = told.get((fact.kind, other))
        if own == ref and not is_rejected and (known is None or (fact.date and not known.date)):
            told[fact.kind, other] = fact
    newest = sorted(told.items(), key=lambda each: each[1].date.latest if each[1].date else date.min)[-MOST_FATES:]
    return tuple(_fate(desk, fact, other) for (_, other), fact in newest)


def _fate(desk: Desk, fact: Fact, other: Ref) -> Words:
    done = "acquired by " if fact.kind == "acquired" else "folded into "
    told = f"To be {done}" if fact.date and fact.date.earliest > fact.reported else done.capitalize()
    doubt = caution(desk, (fact.id,), fact.status)
    return say(desk.archive.entities, told, other, when_of(fact), f" ({doubt})" if doubt else "")


def _coming_parts(moves: Sequence[Move]) -> tuple[Part[Move], ...]:
    if len(moves) <= ENTITY_LIMIT:
        return ()
    return named("moves", by_year(moves, move_year))


def _arrivals(desk: Desk, ref: Ref, newest_first: Sequence[Move]) -> tuple[MoveLine, ...]:
    return move_lines(desk, [move for move in newest_first if move.destination == ref])


def _departures(desk: Desk, ref: Ref, newest_first: Sequence[Move]) -> tuple[MoveLine, ...]:
    return move_lines(desk, [move for move in newest_first if move.origin == ref])
