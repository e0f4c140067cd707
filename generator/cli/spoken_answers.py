"""Answers in words, for a reporter at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.archive.careers import Post
from generator.archive.claims import Check
from generator.archive.model import Archive, Claim, Ref
from generator.archive.moves import Move
from generator.archive.presence import Headcount, Presence, There
from generator.archive.relations import Between, Tie
from generator.pages.person import together_words
from generator.pages.tenure import END_NOT_RECORDED, NOT_RECORDED
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


def moves(archive: Archive, found: Iterable[Move]) -> Iterator[str]:
    none = True
    for each in found:
        none = False
        origin, destination = name(archive, each.origin), name(archive, each.destination)
        path = f"{origin or 'not recorded'} → {destination or 'not recorded'}"
        doubt = "" if each.status.counts else f", {each.status.value}"
        yield f"{_moved(each)}: {name(archive, each.person)}, {path} ({', '.join(each.stories)}{doubt})"
    if none:
        yield "No such move is on file."


def _moved(move: Move) -> str:
    if move.left and move.joined and move.left.span != move.joined.span:
        return f"left {in_words(move.left)}, joined {in_words(move.joined)}"
    when = move.joined or move.left
    if when:
        return spoken(when)
    return f"by {spoken_day(move.latest)}" if move.latest else "date not known"


def career(archive: Archive, person: Ref, posts: Iterable[Post]) -> Iterator[str]:
    none = True
    for post in posts:
        none = False
        where = name(archive, post.company)
        role = shown(post.role) or ("founder" if post.founder else "")
        title = ", ".join(filter(None, (where, role)))
        notes = [*_span(post)]
        if post.disputed:
            notes.append("stories disagree about it")
        if post.doubtful:
            notes.append("only rumoured or denied")
        yield f"{title}: {'; '.join(notes)}" if notes else title
        yield from told(archive, post.facts, "  ")
    if none:
        yield f"No post of {name(archive, person)} is on file."


def _span(post: Post) -> Iterator[str]:
    if post.began and post.began == post.ended:
        yield spoken(post.began)
    else:
        if post.opening or post.began:
            yield _edge({"founded": "founded", "joined": "joined"}.get(post.opening, "from"), post.began)
        if post.closing or post.ended:
            yield _edge("left" if post.closing == "left" else "until", post.ended)
    if post.seen and not (post.opening or post.began):
        yield f"seen there {', '.join(in_words(when) for when in post.seen)}"
    if not (post.closing or post.ended) and post.company is not None:
        yield "goes on" if post.goes_on else END_NOT_RECORDED if post.is_over else NOT_RECORDED


def _edge(verb: str, when: EdtfDate | None) -> str:
    if when is None:
        return f"{verb}, date not recorded" if verb in ("founded", "joined", "left") else f"{verb} a day not recorded"
    return f"{verb} {in_words(when)}" if verb in ("founded", "joined", "left") else f"{verb} {spoken(when)}"


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
