"""Stories that refer to stories: which one each follows, and finding one by slug or title."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from generator.archive.circles import circles
from generator.archive.model import Day, Filed
from generator.archive.name_advice import listed
from generator.archive.register import Register
from generator.read.model import Name, Story
from generator.values.names import closest, match_key
from generator.values.quoting import quoted

MOST = 12  # stories of a thread on each side of one


def is_out(story: Story, until: Day) -> bool:
    """Whether a story is published by the end of that day, and no draft."""
    return not story.draft and story.published.day <= until


def why_hidden(story: Story) -> str:
    """Why a story that is not out has no page."""
    return "is a draft" if story.draft else f"is dated {story.published.written}, a day still to come"


class Stories:
    """The stories of a content folder by slug, older slug and title; those that are not out yet apart."""

    def __init__(self, out: Iterable[Story], hidden: Iterable[Story]) -> None:
        self.out = {story.slug: story for story in out}
        self.hidden = {story.slug: story for story in hidden}
        self._slugs = slugs_of(self.out, self.hidden)
        self._titles = _by_title(self.out)
        self._hidden_titles = _by_title(self.hidden)

    def find(self, text: str, *, titles: bool = False) -> tuple[Story, ...]:
        """The stories that ``text`` means, hidden ones included.

        By slug, with or without the folders before it, or by older slug; with ``titles`` by title as well.
        """
        text = text.strip()
        parts = text.split("/")
        if parts[0] == "stories":
            parts = parts[1:]
        if len(parts) == 2 and parts[0].isdecimal():
            parts = parts[1:]
        slug = self._slugs.get(match_key(parts[0])) if len(parts) == 1 else None
        if slug is not None:
            return (slug,)
        key = match_key(text)
        found = self._titles.get(key) or self._hidden_titles.get(key) if titles else None
        return tuple(found or ())

    def closest(self, text: str) -> str | None:
        """The slug of a published story that ``text`` was most likely meant to be."""
        return closest(text, self.out)


def slugs_of(out: Mapping[str, Story], hidden: Mapping[str, Story]) -> dict[str, Story]:
    """The story that each slug, or older slug, means, as names are compared: first of all one that is out."""
    return {**_by_slug(hidden), **_by_slug(out)}


def older_keys(story: Story) -> tuple[str, ...]:
    """The older slugs of a story, as names are compared."""
    return tuple(match_key(old.rsplit("/", 1)[-1]) for old in story.redirect_from)


def _by_slug(stories: Mapping[str, Story]) -> dict[str, Story]:
    older = {key: story for story in stories.values() for key in older_keys(story)}
    return {**older, **{match_key(slug): story for slug, story in stories.items()}}


def _by_title(stories: Mapping[str, Story]) -> dict[str, list[Story]]:
    found: dict[str, list[Story]] = {}
    for story in stories.values():
        found.setdefault(match_key(story.title), []).append(story)
    return found


def story_meant(register: Register, stories: Stories, name: Name, path: str, *, hidden: bool = False) -> str | None:
    """The slug of the story that ``name`` refers to; None, with a problem in the file at ``path``, where there is none.

    ``hidden``: whether stories that are not out may be meant, as one that is not out itself may.
    """
    found = stories.find(name.text)
    if found and (hidden or found[0].slug in stories.out):
        return found[0].slug
    if found:
        message, hint = f"{quoted(name.text)} {why_hidden(found[0])}, so it can't be referred to yet.", ""
    else:
        hint = stories.closest(name.text) or ""
        advice = f"did you mean {quoted(hint)}?" if hint else "write its slug, the file's name without .md."
        message = f"there is no story {quoted(name.text)}; {advice}"
    register.report("unknown-story", path, name.at, message, hint)
    return None


def threads(register: Register, stories: Stories, of: Iterable[Story], *, hidden: bool = False) -> dict[str, str]:
    """Which story each of ``of`` follows, by slug; what follows itself, or in a circle, is reported and left out."""
    follows: dict[str, str] = {}
    written: dict[str, tuple[Story, Name]] = {}
    for story in of:
        if story.follows is None:
            continue
        slug = story_meant(register, stories, story.follows, story.path, hidden=hidden)
        if slug is not None:
            follows[story.slug] = slug
            written[story.slug] = story, story.follows
    for circle in circles({slug: (target,) for slug, target in follows.items()}):
        # A story continues an older one: of a circle, the oldest must be the one that is wrong.
        story, name = min((written[slug] for slug in circle), key=lambda pair: (pair[0].published.day, pair[0].slug))
        message = (
            "a story can't follow itself; name the story that came before it."
            if len(circle) == 1
            else f"{listed(quoted(slug) for slug in circle)} follow each other in a circle; this is the oldest of "
            f"them, so it is this one that can't follow {quoted(follows[story.slug])}."
        )
        register.report("follows-itself", story.path, name.at, message)
        for slug in circle:
            del follows[slug]
    for slug, target in follows.items():
        _report_later(register, *written[slug], stories.out.get(target) or stories.hidden[target])
    return follows


def _report_later(register: Register, story: Story, name: Name, target: Story) -> None:
    """Reports a story that continues one which was published on a later day."""
    if target.published.day > story.published.day:
        message = (
            f"{quoted(target.slug)} was published on {target.published.day.isoformat()}, after this story, which can't "
            f"follow it; name an earlier story, or let that one follow this one."
        )
        register.report("follows-later", story.path, name.at, message)


def continued(stories: Mapping[str, Filed], slug: str) -> list[str]:
    """The nearest stories that one continues, oldest first."""
    found: list[str] = []
    at = stories[slug].follows
    while at and at not in found and at != slug and len(found) < MOST:
        found.append(at)
        at = stories[at].follows
    return found[::-1]


def continuing(stories: Mapping[str, Filed], slug: str) -> set[str]:
    """The nearest stories that continue one."""
    found: set[str] = set()
    waiting = deque(stories[slug].followed_by)
    while waiting and len(found) < MOST:
        at = waiting.popleft()
        if at not in found and at != slug:
            found.add(at)
            waiting.extend(stories[at].followed_by)
    return found
