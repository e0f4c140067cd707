"""A story that was edited, or has come, filed by whom the archive has on file, without a look at the other stories.

Whatever only all stories together can tell (who is new, who is gone, what a name that is near to another means) sends
whoever asks to :func:`generator.archive.index.build_archive`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple, replace

from generator.archive.chronology import publication
from generator.archive.debuts import OnFile, Owners, debut, refuse_alike, with_newcomers
from generator.archive.entities import tidy
from generator.archive.facts import facts_of_story
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.fitting import Slugs, fitting, kinds_of, links_again, links_anew, story_meant
from generator.archive.index import as_filed, named, without_text
from generator.archive.model import Archive, Claim, Entity, Fact, Filed, Ref, Text
from generator.archive.names import Names, taken_apart
from generator.archive.namings import Wanted, named_in
from generator.archive.ownership import leads_back
from generator.archive.register import Register
from generator.archive.story_addresses import are_plain
from generator.archive.threads import older_keys
from generator.problems import Position
from generator.read.model import EntityKind, Profile, Story
from generator.values.names import match_key

_OWN = frozenset(  # what of a story nothing but what this room works out, and whoever looks the story up, depends on
    (
        *("title", "standfirst", "authors", "topics", "people", "companies", "claims", "sources", "autolink", "extra"),
        *("updated", "corrections", "image", "redirect_from", "at", "body_line"),
    )
)
_GIVEN = tuple(name for name in Story.__struct_fields__ if name not in _OWN)
_ALONE = frozenset(("renamed", "folded_into"))  # kinds of facts on which more than their own story depends


class Refiled(Struct, frozen=True):
    """A story before (None for one that has come) and now, with the facts and the claims that it makes now.

    ``is_same``: but for its text, its title and its standfirst, maybe on other lines, and for which stories continue
    it; its facts and claims are those before.
    """

    was: Filed | None
    filed: Filed
    text: Text
    facts: Mapping[str, Fact]
    claims: Mapping[str, Claim]
    newcomers: tuple[Entity, ...] = ()  # whoever it names that nobody had on file
    is_same: bool = False

    @classmethod
    def as_it_was(cls, archive: Archive, was: Filed, filed: Filed) -> Refiled:
        """A story whose facts, claims and text are those before."""
        facts = {fact: archive.facts[fact] for fact in was.facts}
        claims = {claim: archive.claims[claim] for claim in was.claims}
        return cls(was, filed, archive.texts[was.ref.slug], facts, claims, is_same=True)

    @property
    def is_news(self) -> bool:
        """Whether it says something else of itself, or its links lead elsewhere."""
        if self.was is None or not self.is_same:
            return True
        was, now = ((each.story.title, each.story.standfirst, each.links) for each in (self.was, self.filed))
        return was != now or self.was.followed_by != self.filed.followed_by

    @property
    def facts_before(self) -> tuple[str, ...]:
        """The ids of the facts that it reported."""
        return self.was.facts if self.was else ()

    @property
    def claims_before(self) -> tuple[str, ...]:
        """The ids of the claims that it made."""
        return self.was.claims if self.was else ()


def refiled(archive: Archive, on_file: OnFile, slugs: Slugs, was: Filed, story: Story) -> Refiled:
    """A story that is on file, as it is now. NeedsFullBuildError where that takes more.

    ``slugs``: :func:`generator.archive.threads.slugs_of` all stories. Whoever asks sees to it that a title by which
    texts link to the story stays, and to whom it names no more: :func:`generator.archive.losses.leavers`.
    """
    refuse_missing(archive, story)
    if story.redirect_from != was.story.redirect_from:
        _refuse_held(slugs, story)
    bare, text = without_text(story)
    if any(without_places(getattr(bare, name), []) != without_places(getattr(was.story, name), []) for name in _GIVEN):
        raise NeedsFullBuildError(was.ref)
    if _says_the_same(bare, was.story):
        links_now = links_again(archive, on_file.owners, slugs, was.links, text.links, is_same=True)
        return replace(Refiled.as_it_was(archive, was, replace(was, story=bare, links=links_now)), text=text)
    register, newcomers = register_of(archive, on_file, (was.story, bare))
    for wanted, name in written_in(bare) ^ written_in(was.story):
        (ref,) = register.candidates(wanted, name)
        if ref not in newcomers and not is_settled(archive, ref, name):
            raise NeedsFullBuildError(name)

    def links(whom: Mapping[Ref, None]) -> dict[str, Ref]:
        owners = with_newcomers(on_file.owners, newcomers.values())
        return links_again(archive, owners, slugs, was.links, text.links, is_same=tuple(whom) == was.named)

    filed, facts, claims = as_filed(register, bare, links, was.follows)
    earlier = {fact.id: fact for fact in facts_of_story(register, was.story)}
    if tuple(earlier) != was.facts or tuple(named(register, was.story)) != was.named:
        raise NeedsFullBuildError(was.ref)
    changed = (each for each in (*facts.values(), *earlier.values()) if facts.get(each.id) != earlier.get(each.id))
    refuse_shared(changed)
    filed = replace(filed, followed_by=was.followed_by)
    return Refiled(was, filed, text, facts, claims, tuple(newcomers.values()))


def newly_filed(archive: Archive, on_file: OnFile, slugs: Slugs, story: Story) -> tuple[Refiled, ...]:
    """A story that has come, or come out, and before it the one that it continues, if any.

    NeedsFullBuildError where that takes more. ``slugs``: :func:`generator.archive.threads.slugs_of` all stories.
    """
    is_free = slugs.get(match_key(story.slug), story.slug) == story.slug  # but for itself, as a draft
    if not is_free:
        raise NeedsFullBuildError(story.slug)
    _refuse_held(slugs, story)
    new = filed_alone(archive, on_file, slugs, story)
    follows = new.filed.follows
    return (_continued(archive, archive.stories[follows], story), new) if follows else (new,)


def filed_alone(archive: Archive, on_file: OnFile, slugs: Slugs, story: Story) -> Refiled:
    """A story by itself, by whom and what is on file, as :func:`newly_filed` takes it. NeedsFullBuildError as there."""
    bare, text = without_text(story)
    refuse_missing(archive, story)
    register, newcomers = register_of(archive, on_file, (bare,))
    for wanted, name in written_in(bare):
        (ref,) = register.candidates(wanted, name)
        if ref not in newcomers and not is_settled(archive, ref, name):
            raise NeedsFullBuildError(name)
    follows = story_meant(archive, slugs, story.follows.text) if story.follows else None
    if follows and follows.story.published.day > story.published.day:
        raise NeedsFullBuildError(story.slug)

    def links(_: Mapping[Ref, None]) -> dict[str, Ref]:
        return links_anew(archive, with_newcomers(on_file.owners, newcomers.values()), slugs, text.links)

    filed, facts, claims = as_filed(register, bare, links, follows.ref.slug if follows else "")
    refuse_shared(facts.values())
    if register.problems:
        raise NeedsFullBuildError(story.slug)
    return Refiled(None, filed, text, facts, claims, tuple(newcomers.values()))


def _continued(archive: Archive, was: Filed, by: Story) -> Refiled:
    """A story that is continued by one more. NeedsFullBuildError where that isn't the newest, or another goes."""
    stories = [archive.stories.get(slug) for slug in was.followed_by]
    if any(other is None or publication(other.story) > publication(by) for other in stories):
        raise NeedsFullBuildError(by.slug)
    return Refiled.as_it_was(archive, was, replace(was, followed_by=(*was.followed_by, by.slug)))


def _refuse_held(slugs: Slugs, story: Story) -> None:
    """NeedsFullBuildError where an older address of a story may be that of another, or none at all."""
    if not are_plain(story) or any(slugs.get(key, story.slug) != story.slug for key in older_keys(story)):
        raise NeedsFullBuildError(story.slug)


def refuse_missing(archive: Archive, item: Story | Profile) -> None:
    """NeedsFullBuildError where a story or a profile has a picture that isn't there."""
    if item.image is not None and item.image.file not in archive.images:
        raise NeedsFullBuildError(item.image.file)


def refuse_shared(facts: Iterable[Fact]) -> None:
    """NeedsFullBuildError where more than their own story depends on some of these facts."""
    for fact in facts:
        if fact.kind in _ALONE or leads_back(fact):
            raise NeedsFullBuildError(fact.id)


def _says_the_same(story: Story, before: Story) -> bool:
    """Whether a story says the same but for its title and standfirst, maybe on other lines, in the same order."""
    told = replace(before, title=story.title, standfirst=story.standfirst, at=story.at, body_line=story.body_line)
    was: list[Position] = []
    now: list[Position] = []
    return without_places(story, now) == without_places(told, was) and _ranks(now) == _ranks(was)


def without_places(value: Any, places: list[Position]) -> Any:
    """What a record holds, but for where in a file it stands: that goes to ``places``."""
    if isinstance(value, Position):
        places.append(value)
        return None
    if isinstance(value, Struct):
        return [without_places(each, places) for each in astuple(value)]
    return [without_places(each, places) for each in value] if isinstance(value, tuple) else value


def _ranks(places: list[Position]) -> list[int]:
    """The numbers of places in the order in which they stand in a file."""
    return sorted(range(len(places)), key=places.__getitem__)


def written_in(story: Story) -> set[tuple[Wanted, str]]:
    return {(naming.wanted, naming.name.text) for naming in named_in(story)}


def register_of(archive: Archive, on_file: OnFile, stories: Collection[Story]) -> tuple[Register, dict[Ref, Entity]]:
    """A register of whom stories name, and who of them is new. NeedsFullBuildError where a name isn't one."""
    register = Register("")
    wanted = sorted(
        {each for story in stories for each in written_in(story)}, key=lambda each: (each[1], each[0].value)
    )
    for each, text in wanted:
        _enter(register.names, archive, on_file.owners, each.kind, text)
    newcomers: dict[Ref, Entity] = {}
    for each, text in wanted:
        if each.kind is not None and not register.candidates(each, text):
            found = debut(archive, on_file, each, text)
            if found.ref in newcomers:
                raise NeedsFullBuildError(text)
            newcomers[found.ref] = found
            register.names.add_slug(found.ref, found.ref.slug)
            register.names.add(found.ref, text)
    refuse_alike(newcomers.values())
    for each, text in wanted:
        who = register.candidates(each, text)
        if len(who) != 1 or (who[0] in newcomers and newcomers[who[0]].name != text):
            raise NeedsFullBuildError(text)
    return register, newcomers


def _enter(names: Names, archive: Archive, owners: Owners, kind: EntityKind | None, text: str) -> None:
    written = taken_apart(text)
    if written.kind and kind and written.kind != kind:
        raise NeedsFullBuildError(text)
    for each in kinds_of(kind or written.kind):
        for ref in fitting(archive, owners, each, written.text):
            names.add(ref, written.text)


def is_settled(archive: Archive, ref: Ref, text: str) -> bool:
    """Whether one more or one less story that names somebody so changes nothing about who they are."""
    entity = archive.entities[ref]
    is_known = tidy(text) in entity.names or text in (ref.slug, *entity.redirects)
    is_plain = ref in archive.profiles or len(entity.names) == 1
    return is_known and is_plain and ref not in archive.unsettled and taken_apart(text).kind is None
