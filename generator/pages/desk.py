"""What everybody who makes a page looks things up in: the archive, its reasoning, and indexes worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.careers import Post
from generator.archive.chronology import story_places
from generator.archive.gaps import Gap
from generator.archive.model import Archive, Claim, Filed, Ref
from generator.archive.moves import Move
from generator.archive.reasoning import Reasoning
from generator.pages import addresses
from generator.pages.careers import NONE, Career, Careers
from generator.pages.casts import Casts, Role
from generator.pages.colleagues import Circle, Colleagues
from generator.pages.currents import Current, Currents
from generator.pages.letters import Letters, all_lettered
from generator.pages.prose import Places, places
from generator.pages.quotes import Quoted, Quotes
from generator.pages.recent import NEWEST, moved, newest_moves
from generator.pages.relatives import Relative, Relatives
from generator.pages.rosters import NOBODY, Roster, Rosters
from generator.pages.split import SECTION_LIMIT, Leaf, Part, by_year
from generator.pages.unknown import unknown
from generator.pages.volumes import Volume, all_volumes
from generator.pages.words import Span, name_span
from generator.read.model import EntityKind


class StoryLine(Struct, frozen=True):
    """A story in a list or beside a fact."""

    ref: Ref
    title: str
    day: date  # when it came out
    standfirst: str


class Desk(Struct, frozen=True):
    """The archive and what pages ask of it again and again. Made once by :func:`lay_out`, never changed."""

    archive: Archive
    reasoning: Reasoning
    stories: Mapping[str, StoryLine]  # by slug, oldest first
    order: Mapping[str, int]  # grows from story to story, with room for others in between
    years: Mapping[int, tuple[StoryLine, ...]]  # the stories of each year, newest first; the newest year first
    corrected: Mapping[str, None]  # the stories that have corrections
    counts: Mapping[Ref, int]  # how many stories there are on somebody or something, where there are any
    renewed: Mapping[Ref, tuple[str, ...]]  # the stories on somebody that were updated or corrected, oldest first
    new_moves: Mapping[str, tuple[Move, ...]]  # "newest": the newest moves of all, newest first
    days: Mapping[str, date]  # "newest": the newest story's day; nothing for an empty archive
    places: Mapping[str, str]  # the pages that files of the content folder become
    pictures: Mapping[str, None]  # the pictures that there are
    claim_paths: Mapping[str, str]  # the page of the list of claims that each claim stands on, by the claim's id
    dispute_paths: Mapping[str, str]  # the same for disputes
    quotes: Mapping[str, Quoted]  # what others show of each story's text
    relatives: Mapping[str, tuple[Relative, ...]]  # the stories that are most related to each
    casts: Mapping[str, Mapping[Ref, tuple[Role, ...]]]  # the people in each story, and what they were on its day
    careers: Mapping[Ref, Career]
    currents: Mapping[Ref, Current]
    rosters: Mapping[Ref, Roster]
    colleagues: Mapping[Ref, Circle]
    letters: Mapping[EntityKind, tuple[Part[Ref], ...]]  # everybody by letter, as :mod:`generator.pages.letters` has it
    lettered: Mapping[tuple[EntityKind, str], Leaf[Ref]]  # … and the parts that have pages of their own
    moved: Mapping[str, Leaf[Move]]  # the moves by year, where they are too many for one page
    unknown: Mapping[str, Leaf[Gap]]  # the gaps by kind, where they are too many
    volumes: Mapping[tuple[Ref, str], Volume]  # what there is on those of whom there is too much for a page

    @property
    def newest(self) -> date | None:
        """The newest story's day; None for an empty archive."""
        return self.days.get("newest")

    @property
    def files(self) -> Places:
        """Where relative addresses in texts may lead."""
        return Places(self.places, self.pictures)

    def career(self, person: Ref) -> tuple[Post, ...]:
        """Where somebody has been, oldest first."""
        return self.careers.get(person, NONE).posts

    def posts_at(self, person: Ref, company: Ref) -> tuple[Post, ...]:
        """Somebody's posts at one company, oldest first, but for those that rest on rumour."""
        people = self.roster(company).people
        return people[person].posts if person in people else ()

    def roster(self, company: Ref) -> Roster:
        """Everybody on file at a company."""
        return self.rosters.get(company, NOBODY)

    def foresee(self) -> None:
        """Work out what most pages ask for: before they are made by several processes, which would each do it."""
        evidence = self.reasoning.evidence
        for company in evidence.people_of:
            evidence.there(company)
        for person in evidence.about:
            self.career(person)

    def name(self, ref: Ref) -> Span:
        """Somebody's name, or a story's or page's title, as a link to be."""
        if ref.kind == "story":
            return Span(self.stories[ref.slug].title, ref)
        if ref.kind == "page":
            return Span(self.archive.pages[ref.slug].title, ref)
        return name_span(self.archive.entities, ref)

    def as_of(self, ref: Ref) -> date | None:
        """The day up to which the archive has heard of a person or company; None where no story names them.

        It is that of the newest story that names them or, of a company, reports where any of its people were: a story
        about others says nothing of who was still there on its day.
        """
        slugs = self.archive.stories_of.get(ref, ())
        days = [self.stories[slugs[-1]].day] if slugs else []
        if ref.kind == "company":
            days += filter(None, [self.roster(ref).heard])
        return max(days, default=None)

    def count(self, ref: Ref) -> int:
        """How many stories name somebody, or are on a topic."""
        return self.counts.get(ref, 0)

    def story_of(self, fact: str) -> StoryLine:
        """The story that reports a fact."""
        return self.stories[self.archive.facts[fact].story]

    def older(self, slug: str) -> Iterator[str]:
        """The stories that are older than one, the newest of them first."""
        year = self.archive.years[slug]
        newest_first = iter(self.years[year])
        next(line for line in newest_first if line.ref.slug == slug)
        yield from (line.ref.slug for line in newest_first)
        for each in sorted((each for each in self.years if each < year), reverse=True):
            yield from (line.ref.slug for line in self.years[each])

    def newest_first(self, slugs: tuple[str, ...]) -> tuple[StoryLine, ...]:
        """Stories in the order of lists."""
        return tuple(self.stories[slug] for slug in sorted(slugs, key=lambda slug: -self.order[slug]))


def story_line(filed: Filed) -> StoryLine:
    """A story as lists show it."""
    return StoryLine(filed.ref, filed.story.title, filed.story.published.day, filed.story.standfirst)


def lay_out(archive: Archive, reasoning: Reasoning) -> Desk:
    """The desk for an archive."""
    stories = {slug: story_line(filed) for slug, filed in archive.stories.items()}
    order = story_places(archive)
    years: dict[int, list[StoryLine]] = {}
    for slug in reversed(stories):
        years.setdefault(archive.stories[slug].year, []).append(stories[slug])
    files = places(archive)
    careers = Careers(reasoning)
    newest = newest_moves(reasoning.moves, order)
    desk = Desk(
        archive=archive,
        reasoning=reasoning,
        stories=stories,
        order=order,
        years={year: tuple(years[year]) for year in sorted(years, reverse=True)},
        corrected={slug: None for slug, filed in archive.stories.items() if filed.story.corrections},
        counts={ref: len(slugs) for ref, slugs in archive.stories_of.items()},
        renewed=renewed(archive),
        new_moves={"newest": tuple(newest[:NEWEST])},
        days={"newest": max(line.day for line in stories.values())} if stories else {},
        places=files.pages,
        pictures=files.pictures,
        claim_paths={},
        dispute_paths={},
        quotes=Quotes(archive),
        relatives=Relatives(archive, order),
        casts=Casts(reasoning, careers, order),
        careers=careers,
        currents=Currents(archive, careers),
        rosters=Rosters(reasoning, careers),
        colleagues=Colleagues(reasoning, careers),
        letters=(letters := Letters(archive)),
        lettered=all_lettered(letters),
        volumes=all_volumes(archive),
        moved=moved(newest),
        unknown=unknown(reasoning.gaps),
    )
    return replace(desk, claim_paths=claim_paths(archive.claims, desk), dispute_paths=dispute_paths(desk))


def is_renewed(filed: Filed) -> bool:
    """Whether a story was updated or corrected after it came out."""
    return filed.story.updated is not None or bool(filed.story.corrections)


def renewed(archive: Archive) -> dict[Ref, tuple[str, ...]]:
    """The stories on each person, company and topic that were updated or corrected, oldest first."""
    found: dict[Ref, list[str]] = {}
    for slug, filed in archive.stories.items():
        if is_renewed(filed):
            for ref in (*filed.named, *filed.topics):
                found.setdefault(ref, []).append(slug)
    return {ref: tuple(found[ref]) for ref in sorted(found)}


def claim_paths(claims: Mapping[str, Claim], desk: Desk) -> Mapping[str, str]:
    """The page of the list of claims that each of all claims stands on, by the claim's id."""
    return _paths(addresses.CLAIMS, {claim.id: claim.story for claim in claims.values()}, desk)


def dispute_paths(desk: Desk) -> Mapping[str, str]:
    """The same for disputes."""
    return _paths(addresses.DISPUTED, disputes_by_story(desk.archive, desk.reasoning, desk.order), desk)


def disputes_by_story(archive: Archive, reasoning: Reasoning, order: Mapping[str, int]) -> Mapping[str, str]:
    """The newest story of each dispute, by the dispute's id."""
    return {
        dispute.id: max((archive.facts[fact].story for fact in dispute.facts), key=lambda slug: order[slug])
        for dispute in reasoning.disputes
    }


def newest_first(story_of: Mapping[str, str], order: Mapping[str, int]) -> list[str]:
    """Ids, those of the newest stories first, and those of one story by id."""
    return sorted(story_of, key=lambda each: (-order[story_of[each]], each))


def _paths(path: str, story_of: Mapping[str, str], desk: Desk) -> Mapping[str, str]:
    """The page of a list that each entry stands on, by its id: the list's own, or the part of its story's year."""
    if len(story_of) <= SECTION_LIMIT:
        return dict.fromkeys(story_of, path)
    newest = newest_first(story_of, desk.order)
    parts = by_year(newest, lambda each: desk.stories[story_of[each]].day.year, SECTION_LIMIT)
    return {each: part.link(path).path for part in parts for each in part.items}
