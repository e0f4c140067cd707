"""When a post was held, in words that claim no more than was reported."""

from __future__ import annotations

from collections.abc import Sequence

from generator.archive.careers import Post
from generator.pages.phrasing import either, on_days
from generator.values.dates import EdtfDate
from generator.values.spoken import in_words, once_spoken, spoken

NOT_RECORDED = "not recorded as leaving"
END_NOT_RECORDED = "end not recorded"  # of somebody who left since


def opened(post: Post) -> str:
    """How a post began, in words; "" where nobody reported that."""
    if post.opening in ("founded", "joined"):
        return f"{post.opening}{on_days(post.began, post.beginnings)}{_doubt(post.beginnings)}"
    if post.began is None:
        return ""
    return in_words(post.began) if post.began.interval else f"from {spoken(post.began)}"


def entered(post: Post) -> str:
    """The same beside a company's name, where "founded in 1999" would be said of the company: ``a founder (1999)``."""
    if post.opening != "founded":
        return opened(post)
    dates = post.beginnings or ((post.began,) if post.began else ())
    return f"a founder ({either(map(once_spoken, dates)) or 'date not given'}{_doubt(post.beginnings)})"


def closed(post: Post) -> str:
    """How a post ended, in words, or that nobody recorded an end, or any leaving, to a beginning."""
    if post.closing == "left":
        return f"left{on_days(post.ended, post.ends)}{_doubt(post.ends)}"
    if post.ended is not None:
        return f"until {spoken(post.ended)}"
    if post.is_over:
        return END_NOT_RECORDED
    return NOT_RECORDED if opened(post) else ""


def _doubt(rivals: Sequence[EdtfDate]) -> str:
    return ", disputed" if rivals else ""


def seen(post: Post) -> str:
    """The days that a role was seen on, first and last, in words: never "since"."""
    if not post.seen or post.opening in ("founded", "joined"):
        return ""
    first, last = in_words(post.seen[0]), in_words(post.seen[-1])
    return first if first == last else f"{first} and, last, {last}"
