"""A small map: the people and companies around one person or company, and who was where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.model import Ref
from generator.archive.moves import Move
from generator.archive.posts import has_ended
from generator.archive.relations import Relative
from generator.pages.careers import NONE
from generator.pages.colleagues import FIRST, Circle
from generator.pages.desk import Desk
from generator.pages.words import AtLeast

MOST_NODES = FIRST + 1  # on each side: a person, and those colleagues of whom it was looked up whether they left
_MOVES = 40  # the newest moves of a company, looked at


class Node(Struct, frozen=True):
    """Somebody on the map, ``row`` rows below the top of their side: people on the left, companies on the right."""

    label: str
    note: str  # "sibling"
    row: int
    own: bool  # whose page it is


class Tie(Struct, frozen=True):
    """A line from the person in one row to the company in another. ``ended``: on record as having left."""

    person: int
    company: int
    ended: bool
    own: bool  # of whoever's page it is


class Around(Struct, frozen=True):
    """The map. ``more`` people and companies are not drawn."""

    title: str
    people: tuple[Node, ...]
    companies: tuple[Node, ...]
    ties: tuple[Tie, ...]
    more: AtLeast


def around_person(desk: Desk, person: Ref, relatives: Sequence[Relative], colleagues: Circle) -> Around | None:
    """Where somebody was, their relatives, and whom they worked with there; None where that is nobody and nowhere."""
    ended: dict[tuple[Ref, Ref], bool] = {}
    for post in desk.career(person):
        if post.company is not None and not post.doubtful:
            ended[person, post.company] = post.is_closed
    kin = {each.person: each.relation for each in relatives if each.status.counts}
    people = dict.fromkeys((*kin, *(other for other, _ in colleagues.pairs)))
    drawn = frozenset(islice(people, MOST_NODES - 1))
    known = frozenset(islice(dict.fromkeys(other for other, _ in colleagues.pairs), FIRST))
    for other, company in colleagues.pairs:
        if other in drawn:  # maybe a relative, who isn't among those
            is_gone = (other, company) in colleagues.left if other in known else _has_left(desk, other, company)
            ended.setdefault((other, company), is_gone)
    companies = list(dict.fromkeys(company for who, company in reversed(ended) if who == person))
    if not people and len(companies) < 2:
        return None
    notes = {who: relation or "related" for who, relation in kin.items()}
    found = _map(desk, person, ([person, *people], companies), ended, notes)
    others = colleagues.others
    unsure = len(kin.keys() - {other for other, _ in colleagues.pairs})  # who may be among those
    if others and unsure:
        others = AtLeast(max(0, others.number - unsure), is_exact=False)
    return replace(found, more=found.more.plus(others))


def around_company(desk: Desk, company: Ref, newest_first: Sequence[Move]) -> Around | None:
    """The companies that one exchanged people with, and who they were, by its newest moves; None without any."""
    ended: dict[tuple[Ref, Ref], bool] = {}
    for move in newest_first[:_MOVES]:
        if move.origin and move.destination and move.status.counts and move.origin != move.destination:
            ended.setdefault((move.person, move.origin), True)
            ended.setdefault(
                (move.person, move.destination), _has_gone_on(desk, company, move.person, move.destination)
            )
    if not ended:
        return None
    people = list(dict.fromkeys(who for who, _ in ended))
    companies = [company, *dict.fromkeys(where for _, where in ended if where != company)]
    return _map(desk, company, (people, companies), ended, {})


def _has_left(desk: Desk, person: Ref, company: Ref) -> bool:
    return has_ended(desk.careers.get(person, NONE).at.get(company, ()))


def _has_gone_on(desk: Desk, company: Ref, person: Ref, where: Ref) -> bool:
    """Whether somebody who came to or from a company has left the one that they went to."""
    there = desk.roster(company).people.get(person)
    if there is None:
        return _has_left(desk, person, where)
    return where in there.left if where != company else has_ended(there.posts)


def _map(
    desk: Desk,
    own: Ref,
    sides: tuple[Sequence[Ref], Sequence[Ref]],
    ended: dict[tuple[Ref, Ref], bool],
    notes: dict[Ref, str],
) -> Around:
    people, companies = sides
    left, right = people[:MOST_NODES], companies[:MOST_NODES]
    rows = {ref: row for side in (left, right) for row, ref in enumerate(side)}
    ties = [
        Tie(rows[who], rows[where], gone, own in (who, where))
        for (who, where), gone in ended.items()
        if who in rows and where in rows
    ]
    return Around(
        title=f"Around {desk.name(own).text}",
        people=_nodes(desk, own, left, notes),
        companies=_nodes(desk, own, right, {}),
        ties=tuple(sorted(ties, key=lambda tie: (tie.own, tie.person, tie.company))),
        more=AtLeast(len(people) - len(left) + len(companies) - len(right)),
    )


def _nodes(desk: Desk, own: Ref, refs: Iterable[Ref], notes: dict[Ref, str]) -> tuple[Node, ...]:
    return tuple(Node(desk.name(ref).text, notes.get(ref, ""), row, ref == own) for row, ref in enumerate(refs))
