"""A comparison of two archives as JSON and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from generator.archive.claims import Check
from generator.archive.comparison import ClaimMoved, Comparison, FactChanged, LifeMoved, OlderStory
from generator.archive.model import Archive, Fact, Ref
from generator.archive.page_changes import Page
from generator.cli.answers import slug_or_none, stories_of, written_or_none
from generator.cli.spoken_answers import bounds, shown
from generator.pages.addresses import address, docs_path
from generator.pages.drafts import draft
from generator.pages.words import plain, sentence
from generator.publish.markdown.escape import yaml


class Compared(NamedTuple):
    """A comparison, what it compares, and the day that corrections are dated with."""

    comparison: Comparison
    base: str
    head: str
    today: date


def front_matter(compared: Compared, older: OlderStory) -> str:
    """The correction as front matter to paste; below the ``corrections:`` that a story has, only the second line."""
    return (
        f"corrections:\n  - {{date: {compared.today.isoformat()}, text: {yaml(draft(compared.comparison, older))}}}\n"
    )


def says(archive: Archive, fact: Fact) -> str:
    """What a fact says, on one line."""
    return shown(plain(sentence(archive.entities, fact)))


def page_address(archive: Archive, page: Page) -> str:
    return address(docs_path(archive, page.ref))


def as_json(compared: Compared) -> dict[str, object]:
    found = compared.comparison
    return {
        "base": compared.base,
        "head": compared.head,
        "facts": {
            "added": [_fact(found.after, each) for each in found.added],
            "changed": [
                {
                    "before": _fact(found.before, each.before),
                    "after": _fact(found.after, each.after),
                    "differs": list(each.differs),
                }
                for each in found.changed
            ],
            "gone": [_fact(found.before, each) for each in found.gone],
        },
        "pages": {
            "added": [_page(found.after, each) for each in found.pages_added],
            "moved": [
                {"before": _page(found.before, each.before), "after": _page(found.after, each.after)}
                for each in found.pages_moved
            ],
            "gone": [_page(found.before, each) for each in found.pages_gone],
        },
        "older": [_older(compared, each) for each in found.older],
    }


def _fact(archive: Archive, fact: Fact) -> dict[str, object]:
    return {
        "id": fact.id,
        "kind": fact.kind,
        "story": fact.story,
        "subject": fact.subject.slug,
        "object": slug_or_none(fact.object),
        "date": written_or_none(fact.date),
        "status": fact.status.value,
        "says": says(archive, fact),
    }


def _page(archive: Archive, page: Page) -> dict[str, object]:
    where = page_address(archive, page)
    return {"kind": page.ref.kind, "slug": page.ref.slug, "title": page.title, "address": where}


def _older(compared: Compared, older: OlderStory) -> dict[str, object]:
    archive = compared.comparison.after
    return {
        "story": older.filed.ref.slug,
        "title": older.filed.story.title,
        "path": older.filed.story.path,
        "needs_correction": older.needs_correction,
        "claims": [_claim(archive, each) for each in older.claims],
        "facts": [_life(archive, each) for each in older.lives],
        "corrections": [{"date": compared.today.isoformat(), "text": draft(compared.comparison, older)}],
        "front_matter": front_matter(compared, older),
    }


def _check(check: Check) -> dict[str, object]:
    return {"verdict": check.verdict.value, "lowest": check.lowest, "highest": check.highest}


def _claim(archive: Archive, moved: ClaimMoved) -> dict[str, object]:
    return {
        "id": moved.claim.id,
        "says": moved.claim.says,
        "stated": moved.claim.stated,
        "total": moved.claim.total,
        "before": _check(moved.before),
        "after": _check(moved.after),
        "explanation": moved.after.explanation,
        "because": stories_of(archive, moved.because),
    }


def _life(archive: Archive, moved: LifeMoved) -> dict[str, object]:
    return {
        "id": moved.fact.id,
        "says": says(archive, moved.fact),
        "before": moved.before,
        "after": moved.after,
        "because": stories_of(archive, moved.because),
    }


def as_text(compared: Compared) -> Iterator[str]:
    found = compared.comparison
    if found.is_empty:
        yield f"From {shown(compared.base)} to {shown(compared.head)}, nothing in the archive changes."
        return
    yield f"From {shown(compared.base)} to {shown(compared.head)}:"
    yield from _section("Facts added", (fact_line(found.after, each) for each in found.added))
    yield from _section("Facts changed", (changed_line(found, each) for each in found.changed))
    yield from _section("Facts gone", (fact_line(found.before, each) for each in found.gone))
    yield from _section("Pages that come", (page_line(found.after, each) for each in found.pages_added))
    moved = (
        f"{page_line(found.before, each.before)}, now {page_address(found.after, each.after)}"
        for each in found.pages_moved
    )
    yield from _section("Pages that move", moved)
    gone = (f"{page_line(found.before, each)}, no redirect" for each in found.pages_gone)
    yield from _section("Pages that go", gone)
    if found.older:
        yield ""
        yield "Older stories that now come out otherwise:"
    for older in found.older:
        yield ""
        yield f"  {shown(older.filed.story.title)} ({older.filed.story.path})"
        yield from (f"    {line}" for line in moved_lines(found.after, older))
        yield f"    {advice(older)}"
        yield from (f"      {line}" for line in front_matter(compared, older).splitlines())


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    made = list(lines)
    if made:
        yield ""
        yield f"{title}: {len(made)}"
        yield from (f"  {line}" for line in made)


def fact_line(archive: Archive, fact: Fact) -> str:
    status = "" if fact.status.value == "reported" else f", {fact.status.value}"
    return f"{says(archive, fact)} ({fact.story}{status})"


def changed_line(found: Comparison, changed: FactChanged) -> str:
    before, after = says(found.before, changed.before), fact_line(found.after, changed.after)
    if before != says(found.after, changed.after):
        return f"{before} → {after}"
    return f"{after}: {', '.join(_difference(changed, name) for name in changed.differs)}"


def _difference(changed: FactChanged, name: str) -> str:
    was, now = getattr(changed.before, name), getattr(changed.after, name)
    if all(value is None or isinstance(value, str | Ref) for value in (was, now)):
        words = (value.slug if isinstance(value, Ref) else str(value or "none") for value in (was, now))
        return f"{name} {shown(' → '.join(words))}"
    return name.replace("_", " ")


def page_line(archive: Archive, page: Page) -> str:
    return f"{page_address(archive, page)} ({shown(page.title)})"


def moved_lines(archive: Archive, older: OlderStory) -> Iterator[str]:
    """What about an older story comes out otherwise, a line each."""
    for claim in older.claims:
        before, after = (
            f"{check.verdict.value} ({bounds(check.lowest, check.highest)})" for check in (claim.before, claim.after)
        )
        yield f"“{shown(claim.claim.says)}”: {before} → {after}"
    for life in older.lives:
        yield f"{says(archive, life.fact)}: {life.before} → {life.after}"


def advice(older: OlderStory) -> str:
    """What to do with the draft."""
    opening = "To correct it, paste this" if older.needs_correction else "If the story should say so, paste this"
    if older.filed.story.corrections:
        return f"{opening}, without its first line, below the corrections in its front matter:"
    return f"{opening} into its front matter:"
