"""A story's page: the story, who is in it, what it reports, what it stands on and what came of it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from generator.archive.disputes import Dispute
from generator.archive.model import Filed, Ref
from generator.archive.presence import There
from generator.pages.addresses import docs_path
from generator.pages.casts import Role
from generator.pages.checking import CheckLine, check_line
from generator.pages.desk import Desk
from generator.pages.excerpt import opening
from generator.pages.head import Head, MetaValue, sentence_of
from generator.pages.lines import FactLine, SourceLine, dispute_link, fact_line, source_line
from generator.pages.names_of_day import NamesOfDay, name_on
from generator.pages.prose import Prose, story_prose
from generator.pages.related import RelatedLine, related
from generator.pages.thread import Thread, thread
from generator.pages.words import Entities, Words, say
from generator.read.model import Image, Published, Story
from generator.values.dates import EdtfDate


class Moment(Struct, frozen=True):
    """A day, and what a machine reads of it: the day, or the time with its zone if one was given."""

    day: date
    exact: str  # ISO 8601


class CastLine(Struct, frozen=True):
    """Somebody in the story, and the part they had on its day as the archive knows it.

    ``then`` is the name that a company had that day, "" where it has it still.
    """

    ref: Ref
    roles: tuple[Words, ...]
    then: str = ""


class CorrectionLine(Struct, frozen=True):
    """What was wrong, and when it was put right."""

    date: EdtfDate
    text: str


class DisputeNote(Struct, frozen=True):
    """That another story disagrees with this one, and where both are shown side by side."""

    subject: Ref
    fact: str  # "left Orbital"
    place: str  # a page and an anchor
    ruled: bool  # the editors have ruled


class StoryPage(Struct, frozen=True):
    """All of it in the order in which the page shows it."""

    head: Head
    slug: str
    title: str
    standfirst: str
    authors: tuple[str, ...]
    published: Moment
    updated: Moment | None
    image: Image | None
    disputes: tuple[DisputeNote, ...]
    text: Prose
    people: tuple[CastLine, ...]
    companies: tuple[CastLine, ...]
    reports: tuple[FactLine, ...]
    checks: tuple[CheckLine, ...]
    replies: tuple[FactLine, ...]  # who was asked, and what came back
    sources: tuple[SourceLine, ...]
    corrections: tuple[CorrectionLine, ...]
    topics: tuple[Ref, ...]
    thread: Thread
    related: tuple[RelatedLine, ...]


def story_page(desk: Desk, slug: str) -> StoryPage:
    """The page of a published story."""
    filed = desk.archive.stories[slug]
    story = filed.story
    facts = desk.archive.facts
    companies = [ref for ref in filed.named if ref.kind == "company"]
    day = story.published.day
    return StoryPage(
        head=_head(desk, filed),
        slug=slug,
        title=story.title,
        standfirst=story.standfirst,
        authors=tuple(author for author in story.authors if author.strip()),
        published=_moment(story.published),
        updated=_moment(story.updated) if story.updated else None,
        image=story.image,
        disputes=tuple(_dispute_note(desk, dispute) for dispute in _disputes(desk, filed)),
        text=story_prose(desk.archive, desk.files, filed),
        people=cast_lines(desk, slug),
        companies=tuple(CastLine(ref, _kind_of(desk, ref), _name_then(desk, ref, day)) for ref in companies),
        reports=tuple(
            fact_line(desk, fact)
            for fact in filed.facts
            if not facts[fact].derived_from and facts[fact].kind != "asked"
        ),
        checks=tuple(check_line(desk, desk.reasoning.checks[claim]) for claim in filed.claims),
        replies=tuple(fact_line(desk, fact) for fact in filed.facts if facts[fact].kind == "asked"),
        sources=tuple(source_line(source) for source in story.sources),
        corrections=tuple(
            CorrectionLine(each.date, each.text)
            for each in sorted(story.corrections, key=lambda each: (each.date.latest, each.at), reverse=True)
        ),
        topics=filed.topics,
        thread=thread(desk, slug),
        related=related(desk, slug),
    )


def modified(story: Story) -> str:
    """When a story was last changed after it came out, updated or corrected; "" for one that wasn't."""
    updated = story.updated
    corrected = max((each.date.earliest for each in story.corrections), default=None)
    if corrected is not None and corrected > max(story.published.day, updated.day if updated else corrected.min):
        return corrected.isoformat()
    return _moment(updated).exact if updated else ""


def _head(desk: Desk, filed: Filed) -> Head:
    story = filed.story

    def names(refs: tuple[Ref, ...]) -> tuple[str, ...]:
        return tuple(desk.name(ref).text for ref in refs)

    more: list[tuple[str, MetaValue]] = [
        ("slug", story.slug),
        ("published", _moment(story.published).exact),
        ("year", str(filed.year)),
    ]
    changed = modified(story)
    more += [("updated", changed)] if changed else []
    more += [("corrections", len(story.corrections))] if story.corrections else []
    lists: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("authors", tuple(author for author in story.authors if author.strip())),
        ("people", names(tuple(ref for ref in filed.named if ref.kind == "person"))),
        ("companies", names(tuple(ref for ref in filed.named if ref.kind == "company"))),
        ("topics", names(filed.topics)),
    )
    more += [pair for pair in lists if pair[1]]
    if story.image:
        more += [("image", f"images/{story.image.file}"), ("image_alt", story.image.alt)]
    description = sentence_of(story.standfirst or opening(desk.archive.texts[story.slug].body) or story.title)
    return Head(docs_path(desk.archive, filed.ref), story.title, description, "story", tuple(more))


def _moment(published: Published) -> Moment:
    return Moment(published.day, (published.at or published.day).isoformat())


def cast_lines(desk: Desk, slug: str) -> tuple[CastLine, ...]:
    """The people in a story, each with the part they had on its day as the archive knows it."""
    entities = NamesOfDay(desk.archive.entities, desk.archive.stories[slug].story.published.day)
    return tuple(
        CastLine(person, tuple(_role(entities, each) for each in roles)) for person, roles in desk.casts[slug].items()
    )


def _role(entities: Entities, told: Role) -> Words:
    role = f"{told.role} at " if told.role else "at "
    match told.there:
        case There.YES:
            return say(entities, role, told.company)
        case There.NO_LONGER:
            return say(entities, "formerly ", role, told.company)
        case There.NOT_YET:
            return say(entities, "not yet at ", told.company)
        case _:
            known = f", {told.known}" if told.known else ""
            return say(entities, role, told.company, known, ", not known whether there on this day")


def _name_then(desk: Desk, company: Ref, day: date) -> str:
    entity = desk.archive.entities[company]
    name = name_on(entity, day)
    return name if name != entity.name else ""


def _kind_of(desk: Desk, company: Ref) -> tuple[Words, ...]:
    kind = desk.archive.entities[company].kind
    return (say(desk.archive.entities, kind),) if kind else ()


def _disputes(desk: Desk, filed: Filed) -> tuple[Dispute, ...]:
    found = (desk.reasoning.dispute_of.get(fact) for fact in filed.facts)
    return tuple({dispute.id: dispute for dispute in found if dispute is not None}.values())


def _dispute_note(desk: Desk, dispute: Dispute) -> DisputeNote:
    return DisputeNote(dispute.subject, dispute.fact, dispute_link(desk, dispute.facts[0]), dispute.ruling is not None)
