"""All pages of the site: which there are, and how each is made.

A unit is what is made in one go: one story's page, or a person's page with its parts. Units don't
depend on each other, so they can be made in any order, by any number of workers, and an unchanged one
need not be made again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from generator.archive.model import Ref
from generator.archive.names import entity_kind
from generator.pages.claims import ClaimsPage, claims_pages
from generator.pages.company import ComingsPage, CompanyPage, company_pages
from generator.pages.corrections import CorrectionsPage, corrections_pages
from generator.pages.desk import Desk
from generator.pages.disputed import DisputedPage, disputed_pages
from generator.pages.dossier import VolumePage, volume_page
from generator.pages.funding import FundingPage, funding_pages
from generator.pages.gaps import GapsPage, gaps_of_part, gaps_page
from generator.pages.home import HomePage, home_page
from generator.pages.indexes import (
    EntitiesPage,
    StoriesPage,
    YearPage,
    entities_page,
    letter_page,
    stories_page,
    year_pages,
)
from generator.pages.moves import MovesPage, moves_of_year, moves_page
from generator.pages.ordinary import OrdinaryContext, ordinary_page
from generator.pages.person import PersonPage, person_page
from generator.pages.staff import StaffPage
from generator.pages.story import StoryPage, story_page
from generator.pages.topic import TopicPage, topic_page
from generator.read.model import EntityKind

Page = (
    HomePage
    | StoryPage
    | PersonPage
    | CompanyPage
    | TopicPage
    | ComingsPage
    | StaffPage
    | VolumePage
    | EntitiesPage
    | StoriesPage
    | YearPage
    | MovesPage
    | FundingPage
    | ClaimsPage
    | DisputedPage
    | GapsPage
    | CorrectionsPage
    | OrdinaryContext
)

UnitKind = Literal["story", "person", "company", "topic", "volume", "page", "year", "list", "letter", "moves", "gaps"]
LISTS = (
    *("home", "stories", "people", "companies", "topics", "moves", "funding", "claims"),
    *("disputed", "gaps", "corrections"),
)


class Unit(NamedTuple):
    """Pages that are made together: a kind, and a slug, a year, or the name of a list.

    A ``letter`` is a part of the list of all of a kind, by that and its name: ``person/a``. A ``volume`` is a part of
    what there is on somebody, by kind, slug and its name: ``company/orbital/2031``. ``moves`` are a part of the list of
    moves, by its name, ``2031``, and ``gaps`` one of the list of gaps: ``profile-2``.
    """

    kind: UnitKind
    key: str


def units(desk: Desk) -> Iterator[Unit]:
    """Every unit of an archive, in an order that depends on the archive alone."""
    archive = desk.archive
    for name in LISTS:
        yield Unit("list", name)
    for key in desk.lettered:
        yield letter(key)
    for name in desk.moved:
        yield moves(name)
    for name in desk.unknown:
        yield gaps(name)
    for year in dict.fromkeys(filed.year for filed in archive.stories.values()):
        yield Unit("year", str(year))
    for slug in archive.stories:
        yield Unit("story", slug)
    for ref in archive.entities:
        yield Unit(entity_kind(ref), ref.slug)
    for on in desk.volumes:
        yield volume(on)
    for slug in archive.pages:
        yield Unit("page", slug)


def letter(key: tuple[EntityKind, str]) -> Unit:
    """A part of the list of all of a kind, by that and its name."""
    return Unit("letter", "/".join(key))


def moves(name: str) -> Unit:
    """A part of the list of moves, by its name."""
    return Unit("moves", name)


def gaps(name: str) -> Unit:
    """A part of the list of gaps, by its name."""
    return Unit("gaps", name)


def volume(on: tuple[Ref, str]) -> Unit:
    """A part of what there is on somebody, by whom it is about and its name."""
    ref, name = on
    return Unit("volume", f"{ref.kind}/{ref.slug}/{name}")


def about(unit: Unit) -> Ref | None:
    """Whom a unit is about, whose own page it has; None for any other."""
    match unit.kind:
        case "person" | "company" | "topic":
            return Ref(unit.kind, unit.key)
        case _:
            return None


def make(desk: Desk, unit: Unit) -> tuple[Page, ...]:
    """The pages of one unit, the unit's own first."""
    match unit.kind:
        case "story":
            return (story_page(desk, unit.key),)
        case "person":
            return (person_page(desk, Ref("person", unit.key)),)
        case "company":
            return company_pages(desk, Ref("company", unit.key))
        case "topic":
            return (topic_page(desk, Ref("topic", unit.key)),)
        case "volume":
            kind, slug, name = unit.key.split("/")
            return (volume_page(desk, Ref(kind, slug), name),)  # type: ignore[arg-type]  # as units() wrote it
        case "letter":
            kind, _, name = unit.key.partition("/")
            return (letter_page(desk, kind, name),)  # type: ignore[arg-type]  # as units() wrote it
        case "moves":
            return (moves_of_year(desk, unit.key),)
        case "gaps":
            return (gaps_of_part(desk, unit.key),)
        case "page":
            return (ordinary_page(desk, unit.key),)
        case "year":
            return year_pages(desk, int(unit.key))
        case _:
            return _list(desk, unit.key)


def _list(desk: Desk, name: str) -> tuple[Page, ...]:
    match name:
        case "home":
            return (home_page(desk),)
        case "stories":
            return (stories_page(desk),)
        case "people":
            return (entities_page(desk, "person"),)
        case "companies":
            return (entities_page(desk, "company"),)
        case "topics":
            return (entities_page(desk, "topic"),)
        case "moves":
            return (moves_page(desk),)
        case "funding":
            return funding_pages(desk)
        case "claims":
            return claims_pages(desk)
        case "disputed":
            return disputed_pages(desk)
        case "gaps":
            return (gaps_page(desk),)
        case "corrections":
            return corrections_pages(desk)
        case _:
            raise KeyError(name)
