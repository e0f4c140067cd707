"""Where somebody has been: posts for people to read, oldest first."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.archive.chronology import LATEST, Day, days_of_date
from generator.archive.evidence import Evidence
from generator.archive.halves import stays
from generator.archive.model import Ref
from generator.archive.moves import moves_of
from generator.archive.posts import Post, posts_at
from generator.archive.presence import Presence, There
from generator.archive.stints import rival_dates
from generator.archive.timeline import Timeline
from generator.read.model import Status
from generator.values.dates import EdtfDate, narrower

__all__ = ["Founder", "Post", "career", "founders", "posts_there", "role_on"]

_FIRST: Mapping[There, int] = {There.YES: 0, There.NOT_KNOWN: 1, There.NO_LONGER: 2, There.NOT_YET: 3}


class Founder(Struct, frozen=True):
    """``date`` is the sharpest on file. ``disputed``: on one of two disputed lists only, or on disputed days, which are
    the ``dates``.
    """

    person: Ref
    date: EdtfDate | None
    facts: tuple[str, ...]
    disputed: bool = False
    dates: tuple[EdtfDate, ...] = ()


def career(evidence: Evidence, person: Ref) -> tuple[Post, ...]:
    """Every post and stint of one person, oldest first; last those that rumours and denials alone tell of.

    A post without any date stands before the one that its holder left it for; an arrival without one, before whatever
    else is told of the company.
    """
    order = evidence.places(person)
    found = [
        post for company, stay in evidence.stays_of(person).items() for post in posts_at(person, company, stay, order)
    ]
    found += _without_company(evidence, person)
    found = _oldest_first(evidence, person, found)
    return (*found, *_doubtful(evidence, person, found))


def posts_there(evidence: Evidence, person: Ref, company: Ref) -> tuple[Post, ...]:
    """Of somebody's career the posts at one company, but for those that rumours and denials alone tell of."""
    stay = evidence.stays_of(person).get(company)
    found = [*posts_at(person, company, stay, evidence.places(person))] if stay else []
    return tuple(_oldest_first(evidence, person, found) if len(found) > 1 else found)


def _oldest_first(evidence: Evidence, person: Ref, posts: list[Post]) -> list[Post]:
    leads_to = {move.origin: move.joined for move in moves_of(evidence, person) if move.left is None}
    came: dict[Ref | None, int] = {}
    for post in posts:
        came[post.company] = min(_first(post), came.get(post.company, LATEST))
    return sorted(posts, key=lambda post: _place(post, leads_to, came[post.company]))


def _first(post: Post) -> int:
    """The first day that any date of a post may mean."""
    dates = (date for date in (post.began, *post.seen, post.ended) if date is not None)
    return min((days_of_date(date).first for date in dates), default=LATEST)


def _place(post: Post, leads_to: dict[Ref | None, EdtfDate | None], came: int) -> tuple[int, int, Ref | tuple[()], str]:
    """What posts are sorted by. ``came`` is the first day that anything puts the person at the company."""
    first = _first(post)
    if first < LATEST:
        return first, int(post.began is not None), post.company or (), post.role  # an unknown beginning came before
    next_one = leads_to.get(post.company)
    before = days_of_date(next_one).first if next_one else LATEST
    return min(before, came) if post.opening else before, -1, post.company or (), post.role


def _without_company(evidence: Evidence, person: Ref) -> list[Post]:
    """Roles that were held nowhere in particular."""
    found: dict[tuple[str, str], Post] = {}
    for fact in evidence.besides.get(person, ()):
        if fact.kind == "held" and fact.object is None and evidence.counts(fact):
            date = fact.date
            key = (fact.role.casefold(), date.written if date else "")
            if key in found:
                found[key] = found[key].also(fact)
            else:
                found[key] = Post.held(person, None, fact)
    return list(found.values())


def _doubtful(evidence: Evidence, person: Ref, sure: list[Post]) -> list[Post]:
    """Posts by facts that don't count, unless a fact that does tells the same."""
    told = {
        (post.company, what) for post in sure for what in (post.opening, post.closing, post.role.casefold()) if what
    }
    doubted = [
        fact
        for fact in evidence.besides.get(person, ())
        if fact.status in (Status.RUMOURED, Status.DENIED)
        and not evidence.counts(fact)
        and (fact.object, fact.role.casefold() if fact.kind == "held" else fact.kind) not in told
    ]
    order = {fact.id: place for place, fact in enumerate(doubted)}
    return [
        post.doubted()
        for company, stay in stays(doubted).items()
        if company in {fact.object for fact in doubted}
        for post in posts_at(person, company, stay, order)
    ]


def role_on(evidence: Evidence, person: Ref, day: Day, most: int | None = None) -> tuple[Presence, ...]:
    """Every company that the person is on file at, on a day, or so many: yes first, not known, no longer, not yet.

    Of those with one answer the company of the newest fact comes first.
    """
    answers: dict[There, list[Timeline]] = {}
    for line in evidence.lines(person):
        answers.setdefault(line.there_on(day), []).append(line)
    places = evidence.places(person)
    found: list[Presence] = []
    for there in sorted(answers, key=_FIRST.__getitem__):
        if most is None or len(found) < most:
            alike = [line.on(day) for line in answers[there]]
            latest = {each.company: max((places[fact] for fact in each.facts), default=-1) for each in alike}
            found += sorted(alike, key=lambda each: (-latest[each.company], each.company))
    return tuple(found[:most])


def founders(evidence: Evidence, company: Ref) -> tuple[Founder, ...]:
    """Everybody whom a fact that counts calls a founder of the company, by slug."""
    found = []
    for person, facts in evidence.founders_of.get(company, {}).items():
        steps = [step for step in evidence.stays_of(person)[company].arrivals if step.kind == "founded"]
        dates = [fact.date for fact in facts if fact.date is not None]
        date = dates[0] if dates else None
        for other in dates[1:]:
            date = narrower(date, other) if date else other
        found.append(
            Founder(
                person,
                date,
                tuple(fact.id for fact in facts),
                any(step.rivals >= 0 or step.doubtful for step in steps),
                rival_dates(steps),
            )
        )
    return tuple(found)
