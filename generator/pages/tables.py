"""A desk taken apart: all that pages are made from as tables, and a desk put together from such tables again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.archive.evidence import Evidence
from generator.archive.model import Archive, Ref, Ruling
from generator.archive.reasoning import Reasoning
from generator.pages.careers import Careers
from generator.pages.casts import Casts
from generator.pages.colleagues import Colleagues
from generator.pages.currents import Current, Currents
from generator.pages.desk import Desk
from generator.pages.quotes import Quotes
from generator.pages.relatives import Relatives
from generator.pages.rosters import Rosters

IN_ARCHIVE = (
    *("stories", "texts", "years", "entities", "profiles", "facts", "claims", "facts_of", "stories_of", "linked_from"),
    *("pages", "page_links", "redirects"),
)
IN_EVIDENCE = ("order", "about", "besides", "people_of", "companies_of", "founders_of", "attendance")
IN_REASONING = ("lives", "checks", "moves_of", "rounds_of", "disputes_of", "dispute_of", "checks_of")
ROWS = ("moves", "rounds", "disputes", "gaps")  # of the reasoning: taken as a whole
ON_DESK = (
    *("stories", "order", "years", "corrected", "counts", "renewed", "new_moves", "days", "places", "pictures"),
    *("claim_paths", "dispute_paths", "quotes", "relatives", "casts", "careers", "currents", "colleagues"),
    *("rosters", "letters", "lettered", "volumes", "moved", "unknown"),
)
STORIES, TEXTS, ENTITIES, FACTS, FACTS_OF, STORIES_OF, PAGE_LINKS = (
    IN_ARCHIVE.index(name) for name in ("stories", "texts", "entities", "facts", "facts_of", "stories_of", "page_links")
)
"""The places among the tables of the stories, of their texts, of everybody, of facts, of whose those are and whose the
stories, and of where links in profiles and ordinary pages lead."""
LINES, PLACES, YEARS, PICTURES, QUOTES, RELATIVES, CASTS, CAREERS, CURRENTS, COLLEAGUES, ROSTERS, LETTERS = (
    len((*IN_ARCHIVE, *IN_EVIDENCE, *IN_REASONING)) + ON_DESK.index(name)
    for name in (
        *("stories", "order", "years", "pictures", "quotes", "relatives", "casts", "careers", "currents", "colleagues"),
        *("rosters", "letters"),
    )
)
"""Those of the stories as lists show them, of their order, of those of a year, of pictures, of what is quoted, of what
is related, of who is in each story, of careers, of current posts, of colleagues, of everybody at each
company, of everybody by letter: they follow from the others."""
ORDER, ABOUT, BESIDES, PEOPLE, ATTENDANCE = (
    len(IN_ARCHIVE) + IN_EVIDENCE.index(name) for name in ("order", "about", "besides", "people_of", "attendance")
)
"""Those of the order of facts, of a person's that count and that don't, of a company's people, and of who was certainly
there."""
FOLLOWING: Mapping[int, int] = MappingProxyType(
    {
        **dict.fromkeys((QUOTES, RELATIVES, CASTS), STORIES),
        **dict.fromkeys((CAREERS, CURRENTS, COLLEAGUES), FACTS_OF),
        ROSTERS: PEOPLE,
    }
)
"""Tables that are kept nowhere, since they follow from others, each with the place of one that has the same keys."""
COUNT = len((*IN_ARCHIVE, *IN_EVIDENCE, *IN_REASONING, *ON_DESK, *ROWS))


class Plain(NamedTuple):
    """What a desk has besides its tables, on which any answer may depend."""

    rulings: tuple[Ruling, ...]
    images: tuple[str, ...]
    accepted: frozenset[str]
    rejected: frozenset[str]
    doubtful: frozenset[str]
    unsettled: frozenset[Ref]


def plain(desk: Desk) -> Plain:
    """What a desk has besides its tables."""
    evidence = desk.reasoning.evidence
    archive = desk.archive
    of_evidence = (evidence.accepted, evidence.rejected, evidence.doubtful)
    return Plain(archive.rulings, archive.images, *of_evidence, archive.unsettled)


def tables(desk: Desk) -> tuple[Mapping[Any, Any], ...]:
    """All that pages are made from, as mappings, always in the same order. Rows have one entry: themselves."""
    archive, evidence, reasoning = desk.archive, desk.reasoning.evidence, desk.reasoning
    return (
        *(getattr(archive, name) for name in IN_ARCHIVE),
        *(getattr(evidence, name) for name in IN_EVIDENCE),
        *(getattr(reasoning, name) for name in IN_REASONING),
        *(getattr(desk, name) for name in ON_DESK),
        *({name: getattr(reasoning, name)} for name in ROWS),
    )


def desk_from(
    taken_apart: Sequence[Mapping[Any, Any]],
    rows: Mapping[str, Sequence[Any]],
    rest: Plain,
    currents: Mapping[Ref, Current] | None = None,
) -> Desk:
    """The desk of which :func:`tables` gave these, with its rows by their names, and :func:`plain` the rest.

    What follows from the others (:data:`FOLLOWING`) is not looked at; ``currents`` are current posts that are known.
    """
    left = iter(taken_apart)

    def named(names: Sequence[str]) -> dict[str, Any]:
        return {name: next(left) for name in names}

    archive = Archive(**named(IN_ARCHIVE), rulings=rest.rulings, images=rest.images, unsettled=rest.unsettled)
    of_evidence: dict[str, Any] = named(IN_EVIDENCE) | {"disputes": rows["disputes"]}
    evidence = Evidence(
        archive=archive, accepted=rest.accepted, rejected=rest.rejected, doubtful=rest.doubtful, **of_evidence
    )
    of_reasoning: dict[str, Any] = named(IN_REASONING) | dict(rows)
    reasoning = Reasoning(archive=archive, evidence=evidence, **of_reasoning)
    on_desk = named(ON_DESK)
    on_desk |= {"quotes": Quotes(archive), "relatives": Relatives(archive, on_desk["order"])}
    on_desk |= {"careers": (careers := Careers(reasoning)), "colleagues": Colleagues(reasoning, careers)}
    on_desk |= {"casts": Casts(reasoning, careers, on_desk["order"]), "currents": Currents(archive, careers, currents)}
    on_desk |= {"rosters": Rosters(reasoning, careers)}
    return Desk(archive=archive, reasoning=reasoning, **on_desk)
