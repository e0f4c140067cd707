"""Answers as JSON: the shapes that other programs read. Slugs, ids, ISO days; null for what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.archive.careers import Post
from generator.archive.claims import Check, Counted
from generator.archive.model import Archive, Claim, Ref
from generator.archive.moves import Move
from generator.archive.presence import Headcount
from generator.archive.relations import Between
from generator.values.dates import EdtfDate


def slug_or_none(ref: Ref | None) -> str | None:
    return ref.slug if ref else None


def day_or_none(day: date | None) -> str | None:
    return day.isoformat() if day not in (None, date.min, date.max) else None


def written_or_none(when: EdtfDate | None) -> str | None:
    return when.written if when else None


def stories_of(archive: Archive, facts: Iterable[str]) -> list[str]:
    """The stories that report these facts, each once, in the order of the facts."""
    return list(dict.fromkeys(archive.facts[each].story for each in facts))


def headcount(archive: Archive, count: Headcount) -> dict[str, object]:
    return {
        "company": count.company.slug,
        "on": count.day.isoformat(),
        "lowest": count.lowest,
        "highest": count.highest,
        "people": [
            {
                "slug": each.person.slug,
                "name": archive.entities[each.person].name,
                "there": each.there.value,
                "role": each.role,
                "facts": list(each.facts),
            }
            for each in count.people
        ],
    }


def move(each: Move) -> dict[str, object]:
    return {
        "person": each.person.slug,
        "from": slug_or_none(each.origin),
        "to": slug_or_none(each.destination),
        "earliest": day_or_none(each.earliest),
        "latest": day_or_none(each.latest),
        "stories": list(each.stories),
    }


def post(archive: Archive, each: Post) -> dict[str, object]:
    return {
        "company": slug_or_none(each.company),
        "role": each.role,
        "began": written_or_none(each.began),
        "ended": written_or_none(each.ended),
        "opening": each.opening,
        "closing": each.closing,
        "goes_on": each.goes_on,
        "seen": [when.written for when in each.seen],
        "founder": each.founder,
        "doubtful": each.doubtful,
        "disputed": each.disputed,
        "facts": list(each.facts),
        "stories": stories_of(archive, each.facts),
    }


def between(archive: Archive, found: Between) -> dict[str, object]:
    return {
        "people": [found.one.slug, found.other.slug],
        "together": [
            {
                "company": each.company.slug,
                "first": day_or_none(each.times[0][0] if each.times else None),
                "last": day_or_none(each.times[-1][1] if each.times else None),
                "times": [[day_or_none(first), day_or_none(last)] for first, last in each.times],
                "certain": each.certain,
                "founders": each.founders,
                "facts": list(each.facts),
                "stories": stories_of(archive, each.facts),
            }
            for each in found.together
        ],
        "ties": [
            {"what": tie.what, "words": tie.words, "facts": list(tie.facts), "stories": list(tie.stories)}
            for tie in found.ties
        ],
    }


def claim(archive: Archive, stated: Claim, check: Check) -> dict[str, object]:
    def names(counted: Iterable[Counted]) -> list[dict[str, object]]:
        return [
            {
                "slug": each.person.slug,
                "name": archive.entities[each.person].name,
                "there": each.there.value,
                "role": each.role,
                "facts": list(each.facts),
            }
            for each in counted
        ]

    return {
        "id": stated.id,
        "story": stated.story,
        "says": stated.says,
        "count": stated.count,
        "company": stated.company.slug,
        "from": slug_or_none(stated.origin),
        "to": slug_or_none(stated.destination),
        "since": written_or_none(stated.since),
        "day": stated.day.written,
        "stated": stated.stated,
        "total": stated.total,
        "lowest": check.lowest,
        "highest": check.highest,
        "verdict": check.verdict.value,
        "explanation": check.explanation,
        "missing": check.missing,
        "counted": names(check.counted),
        "not_known": names(check.not_known),
        "not_counted": names(check.not_counted),
        "against": list(check.against),
    }
