"""When a post was held, in words that claim no more than was reported.

What is told depends on the day up to which the archive has heard of whoever held it: a departure that a story
announced for a later day is still to come until some story since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from generator.archive.careers import Post
from generator.pages.phrasing import either, on_days
from generator.values.dates import EdtfDate
from generator.values.spoken import in_words, once_spoken, spoken

NOT_RECORDED = "not recorded as leaving"
END_NOT_RECORDED = "end not recorded"  # of somebody who left since

_TO: Mapping[str, str] = MappingProxyType({"founded": "to found", "joined": "to join", "left": "to leave"})


def standing(when: EdtfDate | None, rivals: Sequence[EdtfDate]) -> Sequence[EdtfDate]:
    """The dates that stand for something: all that dispute each other, or the one on record, if any."""
    return rivals or ((when,) if when else ())


def is_to_come(dates: Sequence[EdtfDate], day: date) -> bool:
    """Whether something that was on one of some days can't have been so on ``day`` yet."""
    return bool(dates) and all(each.earliest > day for each in dates)


def told(verb: str, when: EdtfDate | None, rivals: Sequence[EdtfDate], day: date) -> str:
    """``left in May 2019``; of a day that is still to come on ``day``, ``to leave in May 2019``."""
    return f"{_TO[verb] if is_to_come(standing(when, rivals), day) else verb}{on_days(when, rivals)}"


def begins_later(post: Post, day: date) -> bool:
    """Whether a post is one that somebody was yet to come to on ``day``."""
    return is_to_come(post.beginnings or dates_of(post), day) or _comes_after_what_is_to_come(post, day)


def _comes_after_what_is_to_come(post: Post, day: date) -> bool:
    """Whether an arrival without a date follows a departure that is still to come."""
    return not dates_of(post) and post.after is not None and is_to_come((post.after,), day)


def has_closed(post: Post, day: date) -> bool:
    """Whether a post had ended by ``day``, by what is on record."""
    return post.is_closed and not _ends_later(post, day)


def _ends_later(post: Post, day: date) -> bool:
    return is_to_come(standing(post.ended, post.ends), day)


def dates_of(post: Post) -> list[EdtfDate]:
    """When it began and ended, and when somebody was seen in it, as far as that is on record."""
    return [each for each in (post.began, post.ended, *post.seen) if each is not None]


def opened(post: Post, day: date) -> str:
    """How a post began, in words; "" where nobody reported that."""
    if _comes_after_what_is_to_come(post, day):
        return f"{_TO['joined']}{on_days(None, ())}"
    if post.opening in ("founded", "joined"):
        return f"{told(post.opening, post.began, post.beginnings, day)}{_doubt(post.beginnings)}"
    if post.began is None:
        return ""
    return in_words(post.began) if post.began.interval else f"from {spoken(post.began)}"


def entered(post: Post, day: date) -> str:
    """The same beside a company's name, where "founded in 1999" would be said of the company: ``a founder (1999)``."""
    if post.opening != "founded" or begins_later(post, day):
        return opened(post, day)
    dates = standing(post.began, post.beginnings)
    return f"a founder ({either(map(once_spoken, dates)) or 'date not given'}{_doubt(post.beginnings)})"


def closed(post: Post, day: date) -> str:
    """How a post ended, in words, or that nobody recorded an end, or any leaving, to a beginning."""
    if post.closing == "left":
        return f"{told('left', post.ended, post.ends, day)}{_doubt(post.ends)}"
    if post.ended is not None:
        return f"until {spoken(post.ended)}"
    if post.is_over:
        return END_NOT_RECORDED
    return still_open(post) if opened(post, day) and not begins_later(post, day) else ""


def still_open(post: Post) -> str:
    """That nobody recorded an end of a post: of a role that was held nowhere in particular nobody leaves."""
    return NOT_RECORDED if post.company else END_NOT_RECORDED


def doubt(post: Post) -> str:
    """That a post is disputed, where no date of it says so; else ""."""
    return "disputed" if post.disputed and not (post.beginnings or post.ends) else ""


def _doubt(rivals: Sequence[EdtfDate]) -> str:
    return ", disputed" if rivals else ""


def seen(post: Post) -> str:
    """The days that a role was seen on, first and last, in words: never "since"."""
    if not post.seen or post.opening in ("founded", "joined"):
        return ""
    first, last = in_words(post.seen[0]), in_words(post.seen[-1])
    return first if first == last else f"{first} and, last, {last}"
