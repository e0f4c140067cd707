"""Who is in each story, and what each of them was on its day: one thing to whoever shows it.

A story's page then depends on what somebody was on that day, and not on whatever is told of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.archive.chronology import Day, day_number
from generator.archive.model import Ref
from generator.archive.posts import Post
from generator.archive.presence import Presence, There
from generator.archive.reasoning import Reasoning
from generator.pages.careers import Careers
from generator.pages.tenure import closed, entered, seen
from generator.values.names import role_key

MOST = 3  # roles of one person on one day


class Role(NamedTuple):
    """What somebody was at one company on a day.

    ``known``: of whom it isn't known whether they were there, when they came, went or were seen, as far as that is.
    """

    there: There
    role: str
    company: Ref
    known: str = ""


class Casts(Mapping[str, Mapping[Ref, tuple[Role, ...]]]):
    """For each story, by slug, the people in it. It follows from the archive, and is kept nowhere.

    ``order``: :func:`generator.archive.chronology.story_places`.
    """

    def __init__(self, reasoning: Reasoning, careers: Careers, order: Mapping[str, int]) -> None:
        self._archive = reasoning.archive
        self._reasoning = reasoning
        self._careers = careers
        self._order = order

    def __getitem__(self, slug: str) -> Mapping[Ref, tuple[Role, ...]]:
        filed = self._archive.stories[slug]
        day = filed.story.published.day
        return {ref: self.roles(ref, day) for ref in filed.named if ref.kind == "person"}

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive.stories)

    def __len__(self) -> int:
        return len(self._archive.stories)

    def days_of(self, person: Ref) -> Iterator[tuple[str, Day]]:
        """The stories that name somebody, each with its day."""
        slugs = self._archive.stories_of.get(person, ())
        return ((slug, Day.fromordinal(day_number(self._order[slug]))) for slug in slugs)

    def roles(self, person: Ref, day: Day) -> tuple[Role, ...]:
        """What somebody was on a day; where they were nowhere yet, what they came to be."""
        found = self._reasoning.role_on(person, day, MOST)
        known = [each for each in found if each.there is not There.NOT_YET]
        return tuple(self._role(each, day) for each in known or found)

    def reports(self, person: Ref) -> tuple[str, ...]:
        """The facts that say where somebody was, oldest first."""
        return tuple(fact.id for fact in self._reasoning.evidence.about.get(person, ()))

    def answer(self, person: Ref, company: Ref, day: Day) -> Presence:
        """Whether somebody was at a company on a day."""
        return self._reasoning.presence(person, company, day)

    def known(self, person: Ref, company: Ref, day: Day = Day.max) -> Mapping[str, str]:
        """When somebody came, went or was seen, as far as that is known, by their roles, of which the last is first.

        On ``day`` some of it may be still to come.
        """
        found: dict[str, str] = {}
        for post in reversed(self._careers.at(person, company)):
            found.setdefault(role_key(post.role), _when(post, day))
        return found

    def _role(self, presence: Presence, day: Day) -> Role:
        is_unsure = presence.there is There.NOT_KNOWN
        found = self.known(presence.person, presence.company, day) if is_unsure else {}
        known = found.get(role_key(presence.role)) or next(iter(found.values()), "")
        role = presence.role or ("founder" if presence.founder else "")
        return Role(presence.there, role, presence.company, known)


def _when(post: Post, day: Day) -> str:
    """When a post began, or ended where it has, or when it was seen, in words."""
    has_end = bool(post.closing or post.ended)
    return (closed(post, day) if has_end else "") or entered(post, day) or closed(post, day) or seen(post)


def recast(casts: Sequence[Casts], people: Iterable[Ref], posted: Iterable[tuple[Ref, Ref]]) -> set[str]:
    """The stories on whose day one of ``people`` was something else by one archive than by another.

    ``posted`` are those of whom something else is told, each with the company where.
    """
    companies: dict[Ref, list[Ref]] = {person: [] for person in people}
    for person, company in posted:
        companies[person].append(company)
    return {slug for person, where in companies.items() for slug in _recast(casts, person, where)}


def _recast(casts: Sequence[Casts], person: Ref, companies: Sequence[Ref]) -> Iterator[str]:
    known = {company for company in companies if len({(*each.known(person, company).items(),) for each in casts}) > 1}
    is_in_order = _are_in_one_order([each.reports(person) for each in casts])

    def may_differ(day: Day) -> bool:
        """A quick look: what somebody was on a day may follow from all that they ever were."""
        for company in companies:
            first, *others = (each.answer(person, company, day) for each in casts)
            if any(other != first for other in others) or (company in known and first.there is There.NOT_KNOWN):
                return True
        return not is_in_order

    days = {slug: day for each in casts for slug, day in each.days_of(person)}
    some = {day for day in {*days.values()} if may_differ(day)}
    others = {day for day in some if len({each.roles(person, day) for each in casts}) > 1}
    return (slug for slug, day in days.items() if day in others)


def _are_in_one_order(reports: Sequence[Sequence[str]]) -> bool:
    """Whether those that are everywhere come in the same order everywhere."""
    everywhere = set[str].intersection(*map(set, reports))
    return len({tuple(report for report in each if report in everywhere) for each in reports}) == 1
