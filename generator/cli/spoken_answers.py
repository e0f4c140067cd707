"""Answers in words, for a reporter at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from generator.archive.careers import Post
from generator.archive.claims import Check
from generator.archive.model import Archive, Claim, Ref
from generator.archive.moves import Move
from generator.archive.presence import Headcount, Presence, There
from generator.archive.relations import Between, Tie
from generator.pages.currents import heard_of
from generator.pages.movement import heard_of_mover, is_announced, when_moved
from generator.pages.person import together_words
from generator.pages.phrasing import either
from generator.pages.tenure import END_NOT_RECORDED, NOT_RECORDED, begins_later
from generator.pages.tenure import told as dated
from generator.pages.words import plain, sentence
from generator.values.dates import EdtfDate
from generator.values.quoting import visible
from generator.values.spoken import in_words, spoken, spoken_day

_HEADINGS = (
    (There.YES, "There"),
    (There.NOT_KNOWN, "Not known"),
    (There.NO_LONGER, "No longer there"),
    (There.NOT_YET, "Not there yet"),
)


def shown(text: str) -> str:
    """Text on one line, with whatever a terminal would act on made visible."""
    return "".join(map(visible, " ".join(text.split())))


def name(archive: Archive, ref: Ref | None) -> str:
    return shown(archive.entities[ref].name) if ref else ""


def told(archive: Archive, facts: Iterable[str], indent: str) -> Iterator[str]:
    """Each fact as a sentence, with the story that reports it and whatever makes it less than reported."""
    for each in facts:
        fact = archive.facts[each]
        status = "" if fact.status.value == "reported" else f", {fact.status.value}"
        yield f"{indent}{shown(plain(sentence(archive.entities, fact)))} ({fact.story}{status})"


def bounds(lowest: int, highest: int) -> str:
    return str(lowest) if lowest == highest else f"between {lowest} and {highest}"


def headcount(archive: Archive, count: Headcount, *, founders: bool) -> Iterator[str]:
    company, day = name(archive, count.company), spoken_day(count.day)
    whom = "founders" if founders else "people"
    if not count.people:
        yield f"No {whom} of {company} are on file." if founders else f"Nobody is on file at {company}."
        return
    yield f"{company} on {day}: {bounds(count.lowest, count.highest)} of the {len(count.people)} {whom} on file."
    for there, heading in _HEADINGS:
        group = [each for each in count.people if each.there is there]
        if group:
            yield ""
            yield f"{heading}: {len(group)}"
            for each in group:
                yield from _present(archive, each)


def _present(archive: Archive, each: Presence) -> Iterator[str]:
    role = f", {shown(each.role)}" if each.role else ""
    yield f"  {name(archive, each.person)}{role}"
    yield from told(archive, each.facts, "    ")


def moves(archive: Archive, found: Iterable[Move], career: Callable[[Ref], Sequence[Post]]) -> Iterator[str]:
    none = True
    for each in found:
        none = False
        origin, destination = name(archive, each.origin), name(archive, each.destination)
        path = f"{origin or 'not recorded'} → {destination or 'not recorded'}"
        doubt = ", disputed" if each.disputed else "" if each.status.counts else f", {each.status.value}"
        when = _moved(each, heard_of_mover(archive, each, career))
        yield f"{when}: {name(archive, each.person)}, {path} ({', '.join(each.stories)}{doubt})"
    if none:
        yield "No such move is on file."


def _moved(move: Move, day: date) -> str:
    are_two = move.left and move.joined and move.left.span != move.joined.span
    if are_two or move.left_dates or move.joined_dates or is_announced(move, day):
        return when_moved(move, day)
    when = move.joined or move.left
    if when:
        return spoken(when)
    return f"by {spoken_day(move.latest)}" if move.latest else "date not known"


def career(archive: Archive, person: Ref, posts: Sequence[Post]) -> Iterator[str]:
    none, heard = True, heard_of(archive, posts)
    for post in posts:
        none = False
        where = name(archive, post.company)
        role = shown(post.role) or ("founder" if post.founder else "")
        title = ", ".join(filter(None, (where, role)))
        notes = [*_span(post, heard)]
        if post.disputed:
            notes.append("stories disagree about it")
        if post.doubtful:
            notes.append("only rumoured or denied")
        yield f"{title}: {'; '.join(notes)}" if notes else title
        yield from told(archive, post.facts, "  ")
    if none:
        yield f"No post of {name(archive, person)} is on file."


def _span(post: Post, day: date) -> Iterator[str]:
    if post.began and post.began == post.ended and not (post.beginnings or post.ends):
        yield spoken(post.began)
    else:
        if post.opening or post.began:
            yield _edge(post.opening if post.opening in _VERBS else "from", post.began, post.beginnings, day)
        if post.closing or post.ended:
            yield _edge("left" if post.closing == "left" else "until", post.ended, post.ends, day)
    if post.seen and not (post.opening or post.began):
        yield f"seen there {', '.join(in_words(when) for when in post.seen)}"
    if not (post.closing or post.ended or begins_later(post, day)) and post.company is not None:
        yield "goes on" if post.goes_on else END_NOT_RECORDED if post.is_over else NOT_RECORDED


_VERBS = frozenset(("founded", "joined", "left"))


def _edge(verb: str, when: EdtfDate | None, rivals: Sequence[EdtfDate], day: date) -> str:
    if when is None:
        return f"{verb}, date not recorded" if verb in _VERBS else f"{verb} a day not recorded"
    return dated(verb, when, rivals, day) if verb in _VERBS else f"{verb} {either(map(spoken, rivals or (when,)))}"


def between(archive: Archive, found: Between) -> Iterator[str]:
    one, other = name(archive, found.one), name(archive, found.other)
    if not found.together and not found.ties:
        yield f"Nothing on file ties {one} and {other}."
        return
    if found.together:
        yield f"{one} and {other} at one company:"
        for each in found.together:
            yield f"  {name(archive, each.company)}: {together_words(each)}"
            yield from told(archive, each.facts, "    ")
    if found.ties:
        yield f"What {'else ' if found.together else ''}ties {one} and {other}:"
        for tie in found.ties:
            yield f"  {_tie(archive, found, tie)} ({', '.join(tie.stories)})"


def _tie(archive: Archive, found: Between, tie: Tie) -> str:
    one, other = name(archive, found.one), name(archive, found.other)
    if tie.what == "related":
        relation = shown(tie.words) or "relative"
        return f"{other} is {'an' if relation[0] in 'aeiou' else 'a'} {relation} of {one}"
    if tie.what == "event":
        return shown(plain(sentence(archive.entities, archive.facts[tie.facts[0]])))
    if tie.what == "move":
        return f"both went to {name(archive, Ref('company', tie.words))} from the same company"
    return f"named in {'one story' if len(tie.stories) == 1 else f'{len(tie.stories)} stories'} together"


def claims(archive: Archive, found: Iterable[tuple[Claim, Check]]) -> Iterator[str]:
    none = True
    for claim, check in found:
        if not none:
            yield ""
        none = False
        yield f'{check.verdict.value}: "{shown(claim.says)}" ({claim.story})'
        total = f" of {claim.total}" if claim.total is not None else ""
        counted = bounds(check.lowest, check.highest)
        yield f"  stated {claim.stated}{total}, counted {counted}, {name(archive, claim.company)} {in_words(claim.day)}"
        if check.explanation:
            yield f"  {shown(check.explanation)}"
        if check.against:
            yield "  Against it:"
            yield from told(archive, check.against, "    ")
    if none:
        yield "No such claim is on file."
