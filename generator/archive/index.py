"""The index: reads all stories and profiles together, once, and owns every link, backlink and collision.

Whoever is on file is settled first, from profiles and published stories; then every fact, claim and
link is resolved; last, drafts and stories of a later day are checked against all that, and leave no
trace but their problems. Each step goes through the content once: the time grows with the stories.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from generator.archive.chronology import publication
from generator.archive.days_to_come import days_to_come
from generator.archive.entities import entities, redirect_renamed
from generator.archive.facts import claims_of_story, facts_of_story, parts_of
from generator.archive.links import Links
from generator.archive.model import Archive, Claim, Fact, Filed, Ref, Text
from generator.archive.namings import Wanted, named_in
from generator.archive.newcomers import enrol
from generator.archive.ownership import report_circles
from generator.archive.profiles import enter_profiles
from generator.archive.register import Register
from generator.archive.rulings import rulings
from generator.archive.story_addresses import one_a_slug, story_redirects
from generator.archive.threads import Stories, is_out, threads
from generator.problems import Problem, in_order
from generator.read.model import Content, Story


def build_archive(content: Content, *, until: date) -> tuple[Archive, tuple[Problem, ...]]:
    """The archive of what was published by the end of the day ``until``, and all that is wrong with the content.

    The order of ``content`` changes nothing. Where a problem is an error, the archive is as good as
    can be, with every name somebody, so that the search for others can go on.
    """
    all_stories = sorted(one_a_slug(content.stories), key=publication)
    out = [story for story in all_stories if is_out(story, until)]
    hidden = [story for story in all_stories if not is_out(story, until)]
    register = Register(content.root)
    enter_profiles(register, content.profiles)
    enrol(register, out)
    redirect_renamed(register)
    stories = Stories(out, hidden)
    links = Links(register, stories, content.pages)
    index = _Index(register)
    follows = threads(register, stories, out)
    for story in out:
        index.file(story, links, follows.get(story.slug, ""))
        for at, message in days_to_come(story, until):
            register.report("date-to-come", story.path, at, message)
    report_circles(register, index.facts.values(), stories.out)
    archive = index.archive(content, stories, links)
    _check_hidden(register, stories, hidden, links)
    links.report_dead()
    return archive, in_order(register.problems)


def _check_hidden(register: Register, stories: Stories, hidden: Sequence[Story], links: Links) -> None:
    """The problems of stories that are not out. They may build on each other; nobody may build on them."""
    if not hidden:
        return
    enrol(register, hidden)
    links.forget()
    threads(register, stories, hidden, hidden=True)
    facts = [fact for story in hidden for fact in facts_of_story(register, story)]
    report_circles(register, facts, stories.hidden)
    for story in hidden:
        links.check(story.links, story.path, named=named(register, story))


def named(register: Register, story: Story) -> dict[Ref, None]:
    """People and companies that the front matter names anywhere, in order of first naming."""
    return {
        register.ref(naming.wanted, naming.name): None
        for naming in named_in(story)
        if naming.wanted is not Wanted.TOPIC
    }


def _page_links(register: Register, links: Links, content: Content) -> dict[tuple[Ref, str], Ref]:
    """Where the links in profiles and ordinary pages lead."""
    found: dict[tuple[Ref, str], Ref] = {}
    for profile in sorted(content.profiles, key=lambda each: each.path):
        ref = Ref(profile.entity, profile.slug)
        resolved = links.resolve(profile.wikilinks, profile.path)
        if register.profiles.get(ref) is profile:
            found.update({(ref, target): to for target, to in resolved.items()})
    for page in sorted(content.pages, key=lambda each: each.path):
        resolved = links.resolve(page.wikilinks, page.path)
        found.update({(Ref("page", page.slug), target): to for target, to in resolved.items()})
    return dict(sorted(found.items()))


class _Index(Struct):
    """What grows while stories are filed, oldest first."""

    register: Register
    filed: dict[str, Filed] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    facts_of: dict[Ref, list[str]] = field(default_factory=dict)
    stories_of: dict[Ref, list[str]] = field(default_factory=dict)
    linked_from: dict[Ref, list[str]] = field(default_factory=dict)
    followed_by: dict[str, list[str]] = field(default_factory=dict)

    def file(self, story: Story, links: Links, follows: str) -> None:
        """Resolves one story, and notes it with everybody who is in it."""
        register = self.register

        def resolve(whom: Mapping[Ref, None]) -> dict[str, Ref]:
            return links.resolve(story.links, story.path, named=whom)

        bare, self.texts[story.slug] = without_text(story)
        filed, facts, claims = as_filed(register, bare, resolve, follows)
        self.facts.update(facts)
        self.claims.update(claims)
        for fact in facts.values():
            for ref in parts_of(fact):
                self.facts_of.setdefault(ref, []).append(fact.id)
        for ref in (*filed.named, *filed.topics):
            self.stories_of.setdefault(ref, []).append(story.slug)
        for ref in dict.fromkeys(filed.links.values()):
            self.linked_from.setdefault(ref, []).append(story.slug)
        if follows:
            self.followed_by.setdefault(follows, []).append(story.slug)
        self.filed[story.slug] = filed

    def archive(self, content: Content, stories: Stories, links: Links) -> Archive:
        """Everything, in order."""
        register = self.register
        filed = self.filed
        heard = {ref: filed[slugs[-1]].story.published.day for ref, slugs in self.stories_of.items()}
        for slug, later in self.followed_by.items():
            filed[slug] = replace(filed[slug], followed_by=tuple(later))
        return Archive(
            stories=filed,
            texts=self.texts,
            years={slug: each.year for slug, each in filed.items()},
            entities=entities(register, heard),
            profiles={ref: register.profiles[ref] for ref in sorted(register.profiles.keys() & register.entities)},
            facts=dict(sorted(self.facts.items())),
            claims=dict(sorted(self.claims.items())),
            facts_of=_frozen(self.facts_of),
            stories_of=_frozen(self.stories_of),
            linked_from=_frozen(self.linked_from),
            rulings=rulings(register, content.profiles, stories),
            pages={page.slug: page for page in sorted(content.pages, key=lambda each: each.slug)},
            images=tuple(sorted(content.images)),
            page_links=_page_links(register, links, content),
            redirects=dict(sorted({**register.older, **story_redirects(register, stories)}.items())),
            unsettled=frozenset(register.unsettled & register.entities.keys()),
        )


def as_filed(
    register: Register, story: Story, links: Callable[[Mapping[Ref, None]], Mapping[str, Ref]], follows: str
) -> tuple[Filed, dict[str, Fact], dict[str, Claim]]:
    """One story, without its text, with its names resolved; its facts and its claims, by id, in the order written.

    ``links`` says where the links of the text lead, by whom the front matter names.
    """
    whom = named(register, story)
    facts = {fact.id: fact for fact in facts_of_story(register, story)}
    claims = {claim.id: claim for claim in claims_of_story(register, story)}
    filed = Filed(
        story=story,
        ref=Ref("story", story.slug),
        year=story.published.day.year,
        people=register.refs(Wanted.PERSON, (entry.name for entry in story.people)),
        companies=register.refs(Wanted.COMPANY, (entry.name for entry in story.companies)),
        named=tuple(whom),
        topics=register.refs(Wanted.TOPIC, story.topics),
        facts=tuple(facts),
        claims=tuple(claims),
        links=links(whom),
        follows=follows,
    )
    return filed, facts, claims


def without_text(story: Story) -> tuple[Story, Text]:
    """A story without its text, and that."""
    return replace(story, body="", links=()), Text(story.body, story.links)


def _frozen(lists: Mapping[Ref, Sequence[str]]) -> dict[Ref, tuple[str, ...]]:
    return {ref: tuple(items) for ref, items in sorted(lists.items())}
