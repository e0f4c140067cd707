"""Who is in each story, and what each of them was on its day: one thing to whoever shows it.

A story's page then depends on what somebody was on that day, and not on whatever is told of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.archive.chronology import Day
from generator.archive.model import Ref
from generator.archive.presence import Presence, There
from generator.archive.reasoning import Reasoning
from generator.pages.careers import Careers
from generator.pages.tenure import closed, opened, seen

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
    """For each story, by slug, the people in it. It follows from the archive, and is kept nowhere."""

    def __init__(self, reasoning: Reasoning, careers: Careers) -> None:
        self._archive = reasoning.archive
        self._reasoning = reasoning
        self._careers = careers

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
        stories = self._archive.stories
        return ((slug, stories[slug].story.published.day) for slug in self._archive.stories_of.get(person, ()))

    def roles(self, person: Ref, day: Day) -> tuple[Role, ...]:
        """What somebody was on a day; where they were nowhere yet, what they came to be."""
        found = self._reasoning.role_on(person, day, MOST)
        known = [each for each in found if each.there is not There.NOT_YET]
        return tuple(self._role(each) for each in known or found)

    def _role(self, presence: Presence) -> Role:
        known = ""
        if presence.there is There.NOT_KNOWN:
            posts = self._careers.at(presence.person, presence.company)
            known = next((opened(post) or closed(post) or seen(post) for post in posts[-1:]), "")
        return Role(presence.there, presence.role, presence.company, known)


def recast(casts: Sequence[Casts], person: Ref) -> set[str]:
    """The stories on whose day somebody was something else by one archive than by another."""
    days = {slug: day for each in casts for slug, day in each.days_of(person)}
    others = {day for day in {*days.values()} if len({each.roles(person, day) for each in casts}) > 1}
    return {slug for slug, day in days.items() if day in others}
