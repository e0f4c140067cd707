"""What the archive doesn't know: the editors' work list, ordered by how much each answer would settle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.archive.claims import Check, Verdict
from generator.archive.disputes import Dispute
from generator.archive.evidence import Evidence
from generator.archive.model import Ref
from generator.archive.stays import Stay

GapKind = Literal["dispute", "claim", "end", "source", "profile"]

_LINKED = 1  # a source's link settles its own story, and nothing that is counted


@dataclass(frozen=True, slots=True)
class Gap:
    """``words`` is one plain sentence; ``settles`` how many answers it would settle.

    A dispute settles its facts and every claim about its company; a claim its missing and doubtful names;
    an end the claims about that company, and the stories that name both; a source its facts; a profile
    the stories that name its subject. ``weight`` is how many stories name the subject.
    """

    kind: GapKind
    subject: Ref
    story: str  # slug of the story to start from, "" where none
    words: str
    settles: int
    facts: tuple[str, ...] = ()
    weight: int = 0


def gaps(evidence: Evidence, checks: Mapping[str, Check]) -> tuple[Gap, ...]:
    """Every gap: those that settle most first, then those about whom most is reported, then by subject."""
    found = [
        *_disputes(evidence),
        *_claims(evidence, checks),
        *_ends(evidence),
        *_sources(evidence),
        *_profiles(evidence),
    ]
    return tuple(
        sorted(found, key=lambda gap: (-gap.settles, -gap.weight, gap.subject, gap.kind, gap.story, gap.words))
    )


def _weight(evidence: Evidence, ref: Ref) -> int:
    return len(evidence.archive.stories_of.get(ref, ()))


def _name(evidence: Evidence, ref: Ref) -> str:
    entity = evidence.archive.entities.get(ref)
    return entity.name if entity else ref.slug


def _claims_about(evidence: Evidence) -> Mapping[Ref, int]:
    found: dict[Ref, int] = {}
    for claim in evidence.archive.claims.values():
        found[claim.company] = found.get(claim.company, 0) + 1
    return found


def _disputes(evidence: Evidence) -> Iterator[Gap]:
    claims = _claims_about(evidence)
    for dispute in evidence.disputes:
        if dispute.ruling is None:
            company = dispute.object or dispute.subject
            yield Gap(
                "dispute",
                dispute.subject,
                evidence.archive.facts[dispute.facts[-1]].story,
                f"{_name(evidence, dispute.subject)}, {dispute.fact}: {_sides(dispute)}. Which is right?",
                len(dispute.facts) + claims.get(company, 0),
                dispute.facts,
                _weight(evidence, dispute.subject),
            )


def _sides(dispute: Dispute) -> str:
    return " or ".join(dict.fromkeys(dispute.values))


def _claims(evidence: Evidence, checks: Mapping[str, Check]) -> Iterator[Gap]:
    for key, check in checks.items():
        claim = evidence.archive.claims[key]
        if check.verdict is Verdict.CONSISTENT:
            open_names = len(check.not_known) + (check.missing or 0)
            wanted = []
            if check.not_known:
                wanted.append(
                    _how_many(len(check.not_known), "person on file isn't", "people on file aren't") + " placed"
                )
            if check.missing:
                wanted.append(_how_many(check.missing, "name is", "names are") + " missing")
            yield Gap(
                "claim",
                claim.company,
                claim.story,
                f"“{claim.says}”: {' and '.join(wanted) or 'the archive may not know everybody'}.",
                max(open_names, 1),
                weight=_weight(evidence, claim.company),
            )


def _how_many(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _ends(evidence: Evidence) -> Iterator[Gap]:
    """Arrivals that no departure or end of a post follows, and departures without a date."""
    claims = _claims_about(evidence)
    for person in evidence.about:
        for company, stay in evidence.stays_of(person).items():
            words, facts = _open_end(stay)
            if words:
                ordered = evidence.in_order(facts)
                yield Gap(
                    "end",
                    person,
                    evidence.stories(ordered)[-1],
                    words.format(person=_name(evidence, person), company=_name(evidence, company)),
                    1 + claims.get(company, 0),
                    ordered,
                    _weight(evidence, person),
                )


def _open_end(stay: Stay) -> tuple[str, Iterable[str]]:
    undated = [step for step in stay.departures if step.date is None and step.kind == "left"]
    if undated:
        return "{person} left {company}, and no story says when.", undated[-1].ids
    starts = [step for step in stay.arrivals if step.facts]
    if not starts or any(tenure.goes_on for tenure in stay.tenures):
        return "", ()
    came = max(starts, key=lambda step: step.days.last)
    ends = [step.days.last for step in stay.departures]
    ends += [tenure.end.last for tenure in stay.tenures if tenure.end is not None]
    if any(end >= came.days.first for end in ends):
        return "", ()
    verb = "founded" if came.kind == "founded" else "joined"
    return f"{{person}} {verb} {{company}} and isn't recorded as leaving.", came.ids


def _sources(evidence: Evidence) -> Iterator[Gap]:
    for slug, filed in evidence.archive.stories.items():
        for source in filed.story.sources:
            if not source.url:
                facts = tuple(fact for fact in filed.facts if source.key in evidence.archive.facts[fact].sources)
                title = source.title or source.publisher or source.key
                yield Gap("source", filed.ref, slug, f"The source “{title}” has no link.", _LINKED, facts, len(facts))


def _profiles(evidence: Evidence) -> Iterator[Gap]:
    for ref, entity in evidence.archive.entities.items():
        if ref.kind == "person" and entity.profile is None:
            stories = evidence.archive.stories_of.get(ref, ())
            yield Gap(
                "profile",
                ref,
                stories[-1] if stories else "",
                f"{entity.name} has no profile.",
                1,
                weight=len(stories),
            )
