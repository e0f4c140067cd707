"""Where stories that come belong among those that are on file, which nobody looks at but for the nearest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from msgspec import Struct, field

from generator.archive.chronology import first_place, publication
from generator.archive.revised import Revised
from generator.read.model import Story


class Places(Struct, frozen=True):
    """The places of all stories (:func:`generator.archive.chronology.story_places`) while some come and go.

    ``ahead_of`` has for each of those the story that comes after it, None for the newest of all, in the order in which
    they came; ``moved`` are others that have another place now.
    """

    numbers: Revised[str, int]
    ahead_of: dict[str, str | None] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)

    def leave(self, slug: str, later: Sequence[str]) -> None:
        """Have a story go; ``later`` are the stories of its day that come after it, oldest first."""
        number = self.numbers[slug]
        del self.numbers[slug]
        for place, each in enumerate(later, number):
            self.numbers[each] = place
            self.moved.add(each)

    def arrive(self, story: Story, others: Sequence[str], of: Callable[[str], Story], next_year: str | None) -> int:
        """Have a story come among ``others``, those of its year, oldest first; how many of those are older.

        ``next_year`` is the first story after those, if there is one; ``of`` gives a story of theirs.
        """
        place = bisect_left(others, publication(story), key=lambda slug: publication(of(slug)))
        day, numbers = story.published.day, self.numbers
        number = first_place(day)
        if place and of(others[place - 1]).published.day == day:
            number = numbers[others[place - 1]] + 1
        self.ahead_of[story.slug] = others[place] if place < len(others) else next_year
        numbers.place(story.slug, number, self.ahead_of[story.slug])
        for slug in others[place:]:
            if of(slug).published.day != day:
                break
            numbers[slug] = number = number + 1
            self.moved.add(slug)
        return place
