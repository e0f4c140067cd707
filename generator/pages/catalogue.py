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
from generator.pages.company import ComingsPage, CompanyPage, company_head, company_pages
from generator.pages.corrections import CorrectionsPage, corrections_pages
from generator.pages.desk import Desk
from generator.pages.disputed import DisputedPage, disputed_pages
from generator.pages.dossier import DossierPage, dossier_pages, may_have_parts
from generator.pages.funding import FundingPage, funding_pages
from generator.pages.gaps import GapsPage, gaps_pages
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
from generator.pages.moves import MovesPage, moves_pages
from generator.pages.ordinary import OrdinaryContext, ordinary_page
from generator.pages.person import PersonPage, person_head, person_page
from generator.pages.posts import standing
from generator.pages.staff import StaffPage
from generator.pages.story import StoryPage, story_page
from generator.pages.topic import TopicPage, topic_head, topic_page
from generator.read.model import EntityKind

Page = (
    HomePage
    | StoryPage
    | PersonPage
    | CompanyPage
    | TopicPage
    | ComingsPage
    | StaffPage
    | DossierPage
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

UnitKind = Literal["story", "person", "company", "topic", "dossier", "page", "year", "list", "letter"]
LISTS = (
    *("home", "stories", "people", "companies", "topics", "moves", "funding", "claims"),
    *("disputed", "gaps", "corrections"),
)


class Unit(NamedTuple):
    """Pages that are made together: a kind, and a slug, a year, or the name of a list.

    A ``letter`` is a part of the list of all of a kind, by that and its name: ``person/a``. A ``dossier`` are the
    parts of somebody's that don't stand on their own page, by kind and slug: ``company/orbital``.
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
    for year in dict.fromkeys(filed.year for filed in archive.stories.values()):
        yield Unit("year", str(year))
    for slug in archive.stories:
        yield Unit("story", slug)
    for ref in archive.entities:
        yield Unit(entity_kind(ref), ref.slug)
        if may_have_parts(archive, ref):
            yield dossier(ref)
    for slug in archive.pages:
        yield Unit("page", slug)


def letter(key: tuple[EntityKind, str]) -> Unit:
    """A part of the list of all of a kind, by that and its name."""
    return Unit("letter", "/".join(key))


def dossier(ref: Ref) -> Unit:
    """The parts of what there is on somebody."""
    return Unit("dossier", f"{ref.kind}/{ref.slug}")


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
        case "dossier":
            kind, _, slug = unit.key.partition("/")
            return _dossier(desk, Ref(kind, slug))  # type: ignore[arg-type]  # as units() wrote it
        case "letter":
            kind, _, name = unit.key.partition("/")
            return (letter_page(desk, kind, name),)  # type: ignore[arg-type]  # as units() wrote it
        case "page":
            return (ordinary_page(desk, unit.key),)
        case "year":
            return year_pages(desk, int(unit.key))
        case _:
            return _list(desk, unit.key)


def _dossier(desk: Desk, ref: Ref) -> tuple[Page, ...]:
    match ref.kind:
        case "person":
            return dossier_pages(desk, ref, person_head(desk, ref, standing(desk, ref)))
        case "company":
            return dossier_pages(desk, ref, company_head(desk, ref))
        case _:
            return dossier_pages(desk, ref, topic_head(desk, ref))


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
            return moves_pages(desk)
        case "funding":
            return funding_pages(desk)
        case "claims":
            return claims_pages(desk)
        case "disputed":
            return disputed_pages(desk)
        case "gaps":
            return gaps_pages(desk)
        case "corrections":
            return corrections_pages(desk)
        case _:
            raise KeyError(name)
