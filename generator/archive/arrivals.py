"""Where stories that come belong among those that are on file, which nobody looks at but for the nearest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from msgspec import Struct, field

from generator.archive.chronology import before_day, between, publication
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.revised import Revised
from generator.read.model import Story


class Places(Struct, frozen=True):
    """The places of all stories (:func:`generator.archive.chronology.story_places`) while some come and go.

    ``ahead_of`` has for each that comes the story after it, None for the newest of all, in the order of their coming.
    """

    numbers: Revised[str, int]
    ahead_of: dict[str, str | None] = field(default_factory=dict)

    def leave(self, slug: str) -> None:
        """Have a story go."""
        del self.numbers[slug]

    def arrive(self, story: Story, others: Sequence[str], of: Callable[[str], Story], next_year: str | None) -> int:
        """Have a story come among ``others``, those of its year, oldest first; how many of those are older.

        ``next_year`` is the first story after those, if there is one; ``of`` gives a story of theirs.
        NeedsFullBuildError where there is no number left for it.
        """
        place = bisect_left(others, publication(story), key=lambda slug: publication(of(slug)))
        day = story.published.day

        def number(at: int) -> int | None:
            """That of another one, if it is of the same day."""
            is_near = 0 <= at < len(others) and of(others[at]).published.day == day
            return self.numbers[others[at]] if is_near else None

        numbers = between(number(place - 1) or before_day(day), number(place), 1)
        if numbers is None:
            raise NeedsFullBuildError(story.slug)
        self.ahead_of[story.slug] = others[place] if place < len(others) else next_year
        self.numbers.place(story.slug, numbers[0], self.ahead_of[story.slug])
        return place
