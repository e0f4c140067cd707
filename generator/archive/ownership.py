"""Facts that lead back to where they begin: a company folded into itself, straight or in a circle."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from generator.archive.circles import circles
from generator.archive.entities import name_of
from generator.archive.facts import places_of
from generator.archive.model import Fact, Ref
from generator.archive.name_advice import listed
from generator.archive.register import Register
from generator.problems import Position
from generator.read.model import Story
from generator.values.quoting import quoted

_ITSELF: Mapping[str, str] = {
    "related": "is related to themselves",
    "acquired": "is acquired by itself",
    "part_of": "is part of itself",
    "folded_into": "is folded into itself",
}


def leads_back(fact: Fact) -> bool:
    """Whether a fact that takes two names one twice: whom it is about and its value, or where a move began and led."""
    ends = {"left": fact.destination, "joined": fact.origin}
    other = fact.subject if fact.kind in _ITSELF else ends.get(fact.kind)
    return fact.object is not None and fact.object == other


def report_circles(register: Register, facts: Collection[Fact], stories: Mapping[str, Story]) -> None:
    """Reports each fact whose value is its own subject, and each circle of foldings where it was closed last.

    ``facts``: all of the ``stories``, oldest first, in the order written.
    """
    foldings: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        if fact.object is None or fact.derived_from or not fact.status.counts:
            continue
        if leads_back(fact):
            name, value = (quoted(name_of(register, ref)) for ref in (fact.subject, fact.object))
            moves = {"left": f"leaves {value} for {value} itself", "joined": f"joins {value} from {value} itself"}
            message = f"here {name} {_ITSELF.get(fact.kind) or moves[fact.kind]}; name the other one."
            register.report("self-reference", stories[fact.story].path, _place_of(fact, facts, stories), message)
        elif fact.kind == "folded_into":
            foldings.setdefault(fact.subject.slug, {})[fact.object.slug] = fact
    for circle in circles(foldings):
        members = set(circle)
        inside = [fact for slug in circle for target, fact in foldings.get(slug, {}).items() if target in members]
        last = max(inside, key=lambda fact: (fact.reported, fact.story, _place_of(fact, facts, stories)))
        names = listed(quoted(name_of(register, Ref("company", slug))) for slug in circle)
        register.report(
            "folded-in-circle",
            stories[last.story].path,
            _place_of(last, facts, stories),
            f"{names} are folded into each other in a circle; take out the wrong fact, or mark it as retracted.",
        )


def _place_of(fact: Fact, facts: Collection[Fact], stories: Mapping[str, Story]) -> Position:
    return places_of(stories[fact.story], (each for each in facts if each.story == fact.story))[fact.id]
