"""What the archive doesn't know: the editors' work list, ordered by how much each answer would settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, Protocol

from msgspec import Struct

from generator.archive.claims import Check, Verdict
from generator.archive.disputes import Dispute
from generator.archive.evidence import Evidence
from generator.archive.model import Entity, Filed, Ref
from generator.archive.stays import Stay

GapKind = Literal["dispute", "claim", "end", "source", "profile"]

_LINKED = 1  # a source's link settles its own story, and nothing that is counted


class Gap(Struct, frozen=True):
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


class Answers(Protocol):
    """What of the reasoning gaps are found in."""

    @property
    def evidence(self) -> Evidence: ...
    @property
    def disputes_of(self) -> Mapping[Ref, tuple[Dispute, ...]]: ...
    @property
    def checks_of(self) -> Mapping[Ref, tuple[Check, ...]]: ...


def gaps(evidence: Evidence, checks: Mapping[str, Check]) -> tuple[Gap, ...]:
    """Every gap: those that settle most first, then those about whom most is reported, then by subject."""
    archive = evidence.archive
    claims = Counter(claim.company for claim in archive.claims.values())
    found = [
        *_disputes(evidence, claims, evidence.disputes),
        *_claims(evidence, checks.values()),
        *(gap for person in evidence.about for gap in _ends(evidence, claims, person)),
        *(gap for filed in archive.stories.values() for gap in _sources(evidence, filed)),
        *(gap for entity in archive.entities.values() for gap in _profiles(evidence, entity)),
    ]
    return tuple(sorted(found, key=gap_rank))


def gaps_about(reasoning: Answers, ref: Ref) -> Iterator[Gap]:
    """Those about one person or company, or about a story; none about one that isn't on file."""
    evidence = reasoning.evidence
    archive = evidence.archive
    if ref.kind == "story":
        if ref.slug in archive.stories:
            yield from _sources(evidence, archive.stories[ref.slug])
        return
    disputes = [each for each in reasoning.disputes_of.get(ref, ()) if each.subject == ref]
    near = (ref, *(each.object for each in disputes if each.object), *evidence.stays_of(ref))
    claims = {company: len(reasoning.checks_of.get(company, ())) for company in near}
    yield from _disputes(evidence, claims, disputes)
    yield from _claims(evidence, reasoning.checks_of.get(ref, ()))
    if ref in evidence.about:
        yield from _ends(evidence, claims, ref)
    if ref in archive.entities:
        yield from _profiles(evidence, archive.entities[ref])


def gap_rank(gap: Gap) -> tuple[int, int, Ref, str, str, str]:
    """What gaps are sorted by."""
    return -gap.settles, -gap.weight, gap.subject, gap.kind, gap.story, gap.words


def _weight(evidence: Evidence, ref: Ref) -> int:
    return len(evidence.archive.stories_of.get(ref, ()))


def _name(evidence: Evidence, ref: Ref) -> str:
    entity = evidence.archive.entities.get(ref)
    return entity.name if entity else ref.slug


def _disputes(evidence: Evidence, claims: Mapping[Ref, int], disputes: Iterable[Dispute]) -> Iterator[Gap]:
    for dispute in disputes:
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


def _claims(evidence: Evidence, checks: Iterable[Check]) -> Iterator[Gap]:
    for check in checks:
        claim = evidence.archive.claims[check.claim]
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


def _ends(evidence: Evidence, claims: Mapping[Ref, int], person: Ref) -> Iterator[Gap]:
    """Arrivals that no departure or end of a post follows, and departures without a date."""
    for company, stay in evidence.stays_of(person).items():
        words, facts = _open_end(stay, evidence.about[person][-1].reported.toordinal())
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


def _open_end(stay: Stay, heard: int) -> tuple[str, Iterable[str]]:
    """What isn't known of an end, and by which reports. ``heard``: the day of the newest on whoever it is about."""
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
    if came.days.first > heard:
        verb = "found" if came.kind == "founded" else "join"
        return f"{{person}} was to {verb} {{company}}, and no story since says so.", came.ids
    verb = "founded" if came.kind == "founded" else "joined"
    return f"{{person}} {verb} {{company}} and isn't recorded as leaving.", came.ids


def _sources(evidence: Evidence, filed: Filed) -> Iterator[Gap]:
    for source in filed.story.sources:
        if not source.url:
            facts = tuple(fact for fact in filed.facts if source.key in evidence.archive.facts[fact].sources)
            title = source.title or source.publisher or source.key
            words = f"The source “{title}” has no link."
            yield Gap("source", filed.ref, filed.ref.slug, words, _LINKED, facts, len(facts))


def _profiles(evidence: Evidence, entity: Entity) -> Iterator[Gap]:
    if entity.ref.kind == "person" and entity.ref not in evidence.archive.profiles:
        stories = evidence.archive.stories_of.get(entity.ref, ())
        newest = stories[-1] if stories else ""
        yield Gap("profile", entity.ref, newest, f"{entity.name} has no profile.", 1, weight=len(stories))
