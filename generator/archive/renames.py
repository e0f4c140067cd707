"""Renamed companies: one company under several names, joined before anybody asks whose a name is.

A ``renamed`` fact that counts makes its old and its new name one company's, whichever of them has a
profile. A rumoured or a denied one says nothing about names.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct, field

from generator.archive.entities import tidy
from generator.archive.model import Day, Ref
from generator.archive.names import address, taken_apart
from generator.archive.namings import new_name
from generator.archive.register import Register, Taken
from generator.problems import Position
from generator.read.model import FormerName, Story
from generator.values.dates import EdtfDate, narrower
from generator.values.quoting import quoted


class Renaming(NamedTuple):
    """One report of a new name. They sort by the day it was so, as well as that is known, then by publication."""

    day: Day
    order: int
    old: str
    new: str
    date: EdtfDate | None
    path: str
    at: Position


class Renamed(Struct, eq=False):
    """One company's names: whose they are, once it is on file, and the keys of those that were on file for nobody."""

    owner: Ref | None = None
    keys: set[str] = field(default_factory=set)
    renamings: list[Renaming] = field(default_factory=list)


def join_renamed(register: Register, stories: Iterable[Story]) -> dict[str, Renamed]:
    """Joins the names of each renamed company. ``stories`` in order of publication.

    Names of companies on file are entered at once; the answer holds the others, by key, for when a
    story is found to name them.
    """
    joined: dict[str, Renamed] = {}
    groups: dict[Renamed, None] = {}
    for renaming in sorted(_renamings(stories)):
        if tidy(renaming.old) == tidy(taken_apart(renaming.new).text):
            message = f"here {quoted(renaming.old)} is renamed to itself; write the new name."
            register.report("self-reference", renaming.path, renaming.at, message)
            continue
        old, new = _side(register, joined, renaming.old), _side(register, joined, renaming.new)
        if old is None or new is None:
            continue  # an ambiguous name, reported where it is resolved, or in a company's own name as it was
        if old is not new and old.owner and new.owner:
            _report_two(register, renaming, old.owner, new.owner)
            continue
        if old is not new:
            groups.pop(new, None)
            old.owner = old.owner or new.owner
            old.renamings.extend(new.renamings)
            old.keys |= new.keys
            joined.update(dict.fromkeys(old.keys, old))
            if old.owner:
                joined[_node(old.owner)] = old
        old.renamings.append(renaming)
        groups[old] = None
    for company in groups:
        company.renamings.sort()
        if company.owner:
            enter_names(register, company, company.owner)
    return {key: company for company in groups if not company.owner for key in company.keys}


def enter_names(register: Register, company: Renamed, owner: Ref) -> None:
    """Enters all names of a renamed company as its owner's; the newest last."""
    former = register.former.setdefault(owner, [])
    later = register.later.setdefault(owner, [])
    for renaming in company.renamings:
        register.names.add(owner, renaming.new)
        later.append(Taken(renaming.new, renaming.old))
        if renaming.old == owner.slug:
            continue  # written by its slug: no spelling of a name
        register.names.add(owner, renaming.old)
        _add_former(register, former, FormerName(renaming.old, renaming.date))


def first_name(register: Register, company: Renamed) -> str:
    """The name that the others came after, which its page keeps its address from."""
    new = {register.names.key(renaming.new) for renaming in company.renamings}
    olds = [renaming.old for renaming in company.renamings]
    return next((old for old in olds if register.names.key(old) not in new), olds[0])


def _renamings(stories: Iterable[Story]) -> Iterable[Renaming]:
    for order, story in enumerate(stories):
        for entry in story.companies:
            for fact in entry.facts:
                new = new_name(fact)
                if new and fact.status.counts:
                    day = fact.date.earliest if fact.date else story.published.day
                    old = taken_apart(entry.name.text).text
                    yield Renaming(day, order, old, new, fact.date, story.path, fact.at)


def _side(register: Register, joined: dict[str, Renamed], text: str) -> Renamed | None:
    """The company that one side of a renaming names so far; None where the name fits several on file."""
    found = register.find("company", text)
    if len(found) > 1:
        return None
    node = _node(found[0]) if found else register.names.key(text)
    if node not in joined:
        joined[node] = Renamed(found[0]) if found else Renamed(keys={node})
    return joined[node]


def _node(ref: Ref) -> str:
    return f"companies/{ref.slug}"


def _add_former(register: Register, former: list[FormerName], new: FormerName) -> None:
    """Keeps one entry a name, with the sharper of two dates."""
    for place, known in enumerate(former):
        if register.names.key(known.name) == register.names.key(new.name):
            until = narrower(known.until, new.until) if known.until and new.until else known.until or new.until
            former[place] = FormerName(known.name, until)
            return
    former.append(new)


def _report_two(register: Register, renaming: Renaming, old: Ref, new: Ref) -> None:
    if old in register.profiles and new in register.profiles and frozenset((old, new)) not in register.apart:
        register.report(
            "renamed-to-another",
            renaming.path,
            renaming.at,
            f'{address(old)} is renamed to "{renaming.new}", which has a profile of its own; if the two are one '
            f"company, merge the profiles, if not, list one under the other's not_same_as.",
        )
