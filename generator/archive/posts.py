"""One person's posts at one company: stints from arrival to departure, and roles held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.chronology import LATEST, Days, days_of_date
from generator.archive.model import Fact, Ref
from generator.archive.stays import Stay, Step, Tenure, seen_on
from generator.archive.stints import founded_first, rival_dates, stints_of
from generator.archive.wording import roles_differ
from generator.values.dates import EdtfDate, from_day, may_be_same, narrower, parse_date
from generator.values.names import role_key

MOST_TERMS = 64  # of one role: a report is held against so many of those told last


class Post(Struct, frozen=True):
    """One stint or role of one person at one company, from every fact about it.

    ``opening`` is "founded", "joined", "held" or "" (nobody reported the beginning), ``closing`` is "left",
    "held" or "". ``began`` and ``ended`` are the sharpest dates on file, None where nobody gave one.
    A stint ends with the last post in it where nobody reported more. ``goes_on``: a post whose date says so.
    ``is_over``: nobody told of its end, and a later departure is on record.
    ``seen`` are the days of undated or one-day mentions of the role, oldest first. ``facts`` are oldest first.
    ``doubtful``: rests on rumoured or denied facts alone.
    ``disputed``: a date of it is in a dispute without a ruling. ``beginnings`` and ``ends`` are then all dates that
    stand for it, in order of time; otherwise empty. ``after``: of an arrival without a date, when the departure was
    that led to it.
    """

    person: Ref
    company: Ref | None  # None for a role that was held nowhere in particular
    role: str
    began: EdtfDate | None
    ended: EdtfDate | None
    opening: str
    closing: str
    seen: tuple[EdtfDate, ...]
    facts: tuple[str, ...]
    founder: bool = False
    doubtful: bool = False
    disputed: bool = False
    goes_on: bool = False
    is_over: bool = False
    beginnings: tuple[EdtfDate, ...] = ()
    ends: tuple[EdtfDate, ...] = ()
    after: EdtfDate | None = None

    @property
    def is_closed(self) -> bool:
        """Whether it is on record that it ended."""
        return self.closing == "left" or self.ended is not None or self.is_over

    @staticmethod
    def held(person: Ref, company: Ref | None, fact: Fact) -> Post:
        """The post that one ``held`` reports."""
        date = fact.date
        if date is None or not date.interval:
            return Post(person, company, fact.role, None, None, "", "", (date or from_day(fact.reported),), (fact.id,))
        first, _, last = date.written.partition("/")
        began = parse_date(first) if date.start_kind == "known" else None
        ended = parse_date(last) if date.end_kind == "known" else None
        return Post(
            person,
            company,
            fact.role,
            began,
            ended,
            "held" if began else "",
            "held" if ended else "",
            (),
            (fact.id,),
            goes_on=date.end_kind == "open",
        )

    def also(self, *facts: Fact) -> Post:
        """The same post, with more facts that report it: the sharpest of all dates."""
        others = [Post.held(self.person, self.company, fact) for fact in facts]
        began, ended = self.began, self.ended
        for other in others:
            began, ended = _sharper(began, other.began), _sharper(ended, other.ended)
        seen = {*self.seen, *(day for other in others for day in other.seen)}
        return replace(
            self,
            began=began,
            ended=ended,
            seen=tuple(sorted(seen, key=_day)),
            facts=(*self.facts, *(fact.id for fact in facts)),
        )

    def doubted(self) -> Post:
        """The same post, as one that no fact that counts tells of."""
        return replace(self, doubtful=True)


def has_ended(posts: Sequence[Post]) -> bool:
    """Whether an end of the last of some posts is on record."""
    return bool(posts) and posts[-1].is_closed


def _sharper(one: EdtfDate | None, other: EdtfDate | None) -> EdtfDate | None:
    return narrower(one, other) if one and other else one or other


def _day(date: EdtfDate) -> tuple[Days, str]:
    return days_of_date(date), date.written


def posts_at(person: Ref, company: Ref, stay: Stay, order: Mapping[str, int]) -> Iterator[Post]:
    """All posts of one stay, in no particular order.

    ``order`` has a number for each of its facts, by id, that grows with the order of publication.
    A role that was seen in passing belongs to the post or stint whose role it is; to a stint without a
    role, if it is the only role seen there, in a story that tells of the stint; otherwise it is a post of its own.
    """
    stints = [_stint(person, company, *pair, stay.disputed) for pair in stints_of(stay)]
    posts = _held(person, company, stay.tenures)
    more: dict[int, list[Fact]] = {}  # by place among the posts
    loose: dict[str, list[Fact]] = {}  # by role
    for days, fact in stay.seen:
        place = next((at for at, post in enumerate(posts) if _has_room(post, days, fact.role)), None)
        if place is not None:
            more.setdefault(place, []).append(fact)
        else:
            loose.setdefault(role_key(fact.role), []).append(fact)
    for place, facts in more.items():
        posts[place] = posts[place].also(*facts)
    for facts in loose.values():
        role = facts[-1].role
        place = next((at for at, stint in enumerate(stints) if stint.role and not roles_differ(stint.role, role)), None)
        if place is None and len(loose) == len(stints) == 1 and not stints[0].role and _told_together(stay, facts):
            place = 0
        within = [] if place is None else [fact for fact in facts if not _is_after(fact, stints[place])]
        after = [fact for fact in facts if fact not in within]
        if place is not None and within:
            stints[place] = replace(stints[place], role=stints[place].role or role).also(*within)
        if after:
            posts.append(Post.held(person, company, after[0]).also(*after[1:]))
    if stints:
        stints[-1] = _ended_with_a_post(stints[-1], posts, stay)
    if len(stints) == 1:
        stints, posts = _left_with(stints[0], posts)
    posts = [_over(post, stay.departures) for post in posts]
    for post in (*stints, *posts):
        reports = tuple(sorted({*post.facts}, key=order.__getitem__))
        yield replace(post, facts=reports, disputed=post.disputed or not stay.disputed.isdisjoint(reports))


def _is_after(seen: Fact, stint: Post) -> bool:
    """Whether a role was seen after a stint had ended."""
    return stint.ended is not None and seen_on(seen).first > days_of_date(stint.ended).last


def _told_together(stay: Stay, seen: Iterable[Fact]) -> bool:
    """Whether a story that tells of an arrival or a departure tells of the role as well."""
    stories = {fact.story for step in (*stay.arrivals, *stay.departures) for fact in (*step.facts, *step.halves)}
    return any(fact.story in stories for fact in seen)


def _left_with(stint: Post, posts: Sequence[Post]) -> tuple[list[Post], list[Post]]:
    """A departure told of the one post there that it may have ended; and whatever else there is.

    That is a post of which no other end is told; where an arrival is on record too, one that began with it.
    """
    last = days_of_date(stint.ended).last if stint.ended else LATEST
    ended = [post for post in posts if (_may_end(post, last) or _may_be_one(post.ended, stint.ended))]
    ended = [post for post in ended if not roles_differ(post.role, stint.role)]
    if stint.opening:
        ended = [post for post in ended if _may_be_one(post.began, stint.began)]
    if stint.closing != "left" or len(ended) != 1:
        return [stint], [*posts]
    (held,) = ended
    left = replace(
        held,
        began=_sharper(held.began, stint.began),
        ended=_sharper(held.ended, stint.ended),
        opening=stint.opening or held.opening,
        closing=stint.closing,
        beginnings=stint.beginnings,
        ends=stint.ends,
        facts=(*held.facts, *stint.facts),
        founder=stint.founder,
        disputed=held.disputed or stint.disputed,
    )
    return [], [left if post is held else post for post in posts]


def _may_be_one(one: EdtfDate | None, other: EdtfDate | None) -> bool:
    """Whether two dates are given that may mean one day."""
    return one is not None and other is not None and may_be_same(one, other)


def _over(post: Post, departures: Iterable[Step]) -> Post:
    """A post whose end nobody told of, held by somebody who left the company since."""
    return replace(post, is_over=True) if any(_may_end(post, step.days.last) for step in departures) else post


def _may_end(post: Post, day: int) -> bool:
    """Whether a departure on that day at the latest may have ended a post of which nobody told an end."""
    is_open = not (post.is_closed or post.goes_on)
    return is_open and post.began is not None and days_of_date(post.began).first <= day


def _ended_with_a_post(stint: Post, posts: Sequence[Post], stay: Stay) -> Post:
    """A stint that nobody reported an end of, with that of the last post there, after which nothing is on record."""
    ended = [post for post in posts if post.ended is not None]
    if stint.is_closed or not ended or any(post.goes_on for post in posts):
        return stint
    last = max(ended, key=lambda post: days_of_date(post.ended).last if post.ended else 0)
    assert last.ended is not None
    end = days_of_date(last.ended)
    signs = [*(step.days for step in stay.arrivals), *(days for days, _ in stay.seen)]
    signs += [tenure.start for tenure in stay.tenures if tenure.start is not None]
    if any(days.first > end.last for days in signs):
        return stint
    return replace(stint, ended=last.ended, closing="held", facts=(*stint.facts, *last.facts))


def _stint(
    person: Ref, company: Ref, arrivals: Sequence[Step], departures: Sequence[Step], disputed: frozenset[str]
) -> Post:
    founding = any(step.kind == "founded" for step in arrivals)
    came_first = founded_first(arrivals)
    dates = [step.date for step in came_first if step.date is not None]
    came = next((step.role for step in arrivals if step.role), "")
    went = next((step.role for step in departures if step.role), "")
    rivals = any(step.rivals >= 0 or step.doubtful for step in (*arrivals, *departures))
    return Post(
        person,
        company,
        f"{came}, later {went}" if roles_differ(came, went) else max(came, went, key=len),
        dates[0] if dates else None,
        next((step.date for step in departures if step.date is not None), None),
        "founded" if founding else "joined" if arrivals else "",
        "left" if departures else "",
        (),
        tuple(dict.fromkeys(fact for step in (*arrivals, *departures) for fact in step.ids)),
        founder=founding,
        disputed=rivals,
        beginnings=rival_dates(came_first, disputed),
        ends=rival_dates(departures, disputed),
        after=None if dates else next((fact.date for step in arrivals for fact in step.halves if fact.date), None),
    )


def _held(person: Ref, company: Ref, tenures: Iterable[Tenure]) -> list[Post]:
    """Posts with a span; two reports of one role whose dates fit are one post."""
    found: dict[str, list[tuple[Tenure, Post]]] = {}
    for tenure in tenures:
        same_role = found.setdefault(role_key(tenure.fact.role), [])
        for place in range(max(len(same_role) - MOST_TERMS, 0), len(same_role)):
            first, post = same_role[place]
            if _one_post(first, tenure):
                same_role[place] = (first, post.also(tenure.fact))
                break
        else:
            same_role.append((tenure, _of(person, company, tenure)))
    return [post for posts in found.values() for _, post in posts]


def _of(person: Ref, company: Ref, tenure: Tenure) -> Post:
    """The post by itself, as it is known to go on, or to have done so on the day of its story."""
    told = () if tenure.last_told is None else (from_day(tenure.fact.reported),)
    return replace(Post.held(person, company, tenure.fact), goes_on=tenure.goes_on, seen=told)


def _one_post(one: Tenure, other: Tenure) -> bool:
    date, other_date = one.fact.date, other.fact.date
    if date is None or other_date is None:
        return False
    if date.end_kind == other_date.end_kind:
        return may_be_same(date, other_date)
    is_ended = {date.end_kind, other_date.end_kind} == {"open", "known"} and not (one.goes_on or other.goes_on)
    return is_ended and date.start.overlaps(other_date.start)


def _has_room(post: Post, days: Days, role: str) -> bool:
    """Whether a role seen on a day may be this post's."""
    if role_key(post.role) != role_key(role):
        return False
    after_start = post.began is None or days_of_date(post.began).first <= days.last
    return after_start and (post.ended is None or days.first <= days_of_date(post.ended).last)
