"""A correction drafted for an older story that comes out otherwise now: plain sentences for an editor to check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.archive.comparison import ClaimMoved, Comparison, LifeMoved, OlderStory
from generator.archive.model import Archive
from generator.pages.phrasing import quoted
from generator.pages.words import plain, sentence
from generator.values.spoken import in_words, spoken_day

_VERDICTS: Mapping[str, str] = {
    "confirmed": "confirms it",
    "consistent": "leaves it possible",
    "contradicted": "rules it out",
}
_STANDINGS: Mapping[str, str] = {
    "disputed": "gives another account of it",
    "accepted": "disagrees with it, and the editors accept what this story said",
    "rejected": "disagrees with it, and the editors accept the other account",
    "introduces": "leaves it as the first report",
    "confirms": "is the first report, which this one confirms",
    "sharpens": "reports it with a coarser date",
    "disputes": "disagrees with it",
}


def draft(comparison: Comparison, older: OlderStory) -> str:
    """The text of the correction: what this story said, what is on file now, and what follows."""
    archive = comparison.after
    told = (*(_claim(archive, each) for each in older.claims), *(_life(archive, each) for each in older.lives))
    return " ".join(told)


def bounds(lowest: int, highest: int) -> str:
    """``3``, or ``between 1 and 9``."""
    return str(lowest) if lowest == highest else f"between {lowest} and {highest}"


def _claim(archive: Archive, moved: ClaimMoved) -> str:
    verdict = _VERDICTS[moved.after.verdict.value]
    if moved.before.verdict is moved.after.verdict:
        verdict = "changes the count behind it" if verdict == _VERDICTS["consistent"] else f"still {verdict}"
    now, was = (bounds(check.lowest, check.highest) for check in (moved.after, moved.before))
    counted = f"the count {in_words(moved.claim.day)} is now {now}"
    before = f", where it was {was}" if was != now else ""
    said = quoted(" ".join(moved.claim.says.split()).rstrip("."))
    return f"This story said: {said}. {_reports(archive, moved.because)} {verdict}: {counted}{before}."


def _life(archive: Archive, moved: LifeMoved) -> str:
    said = plain(sentence(archive.entities, moved.fact))
    return f"This story said: {said}. {_reports(archive, moved.because)} {_STANDINGS.get(moved.after, 'changes that')}."


def _reports(archive: Archive, facts: Sequence[str]) -> str:
    """``Reporting now on file (“Headline”, 5 March 2031)``: who or what the change is due to."""
    stories = tuple(_stories(archive, facts))
    return f"Reporting now on file ({'; '.join(stories)})" if stories else "What is on file now"


def _stories(archive: Archive, facts: Sequence[str]) -> Iterator[str]:
    for slug in dict.fromkeys(archive.facts[each].story for each in facts):
        story = archive.stories[slug].story
        yield f"{quoted(' '.join(story.title.split()))}, {spoken_day(story.published.day)}"
