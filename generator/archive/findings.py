"""What is wrong with what stories report, held against each other: each a problem, told of where it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator import codes
from generator.archive.claims import Verdict
from generator.archive.disputes import Dispute
from generator.archive.facts import places_of
from generator.archive.model import Claim, Ref, Ruling
from generator.archive.name_advice import listed
from generator.archive.reasoning import Reasoning
from generator.archive.topics import MOVES
from generator.problems import Problem
from generator.values.names import closest, match_key
from generator.values.quoting import quoted

_CONTRADICTED, _DISPUTED, _IDLE = "contradicted-claim", "disputed-move", "idle-ruling"
# The codes of all that is told here: nothing else is told of under them.
FOUND = frozenset((_CONTRADICTED, _DISPUTED, _IDLE))
_SIDES = 4  # of a dispute that a problem tells of


def contradicted(reasoning: Reasoning, claims: Iterable[Claim], shown: str) -> Iterator[Problem]:
    """A warning for each of these claims that the facts on file rule out. ``shown``: the content folder, as shown."""
    archive = reasoning.archive
    for claim in claims:
        check = reasoning.checks[claim.id]
        if check.verdict is Verdict.CONTRADICTED:
            filed = archive.stories[claim.story]
            at = filed.story.claims[filed.claims.index(claim.id)].at
            where = f"{shown}/{filed.story.path}"
            yield codes.problem(_CONTRADICTED, where, at, f'"{claim.says}": {check.explanation}')


def disputed(reasoning: Reasoning, disputes: Iterable[Dispute], shown: str) -> Iterator[Problem]:
    """A warning for each of these that is about a coming or going and that no ruling settles, at its newest report."""
    archive = reasoning.archive
    for dispute in disputes:
        newest = archive.facts[dispute.facts[-1]]
        if dispute.ruling is None and newest.kind in MOVES:
            name = archive.entities[dispute.subject].name
            told = "; ".join(
                f"{value} in {archive.facts[fact].story}"
                for fact, value in zip(dispute.facts[:_SIDES], dispute.values[:_SIDES], strict=True)
            )
            message = (
                f'stories disagree on "{name} {dispute.fact}": {told}; mend the one that is wrong, '
                'or say in a profile under "rulings" which to believe'
            )
            filed = archive.stories[newest.story]
            places = places_of(filed.story, map(archive.facts.__getitem__, filed.facts))
            yield codes.problem(_DISPUTED, f"{shown}/{filed.story.path}", places[newest.id], message)


def idle(reasoning: Reasoning, shown: str) -> Iterator[Problem]:
    """A warning for each ruling that nothing in dispute is about."""
    told = {
        (ruling.path, ruling.at) for each in reasoning.disputes for ruling in (each.ruling, *each.overruled) if ruling
    }
    known: dict[Ref, Mapping[str, Sequence[str]]] = {}
    for ruling in reasoning.archive.rulings:
        if (ruling.path, ruling.at) not in told:
            if ruling.subject not in known:
                known[ruling.subject] = _in_dispute(reasoning, ruling.subject)
            yield _idle(ruling, known[ruling.subject], f"{shown}/{ruling.path}")


def _in_dispute(reasoning: Reasoning, ref: Ref) -> Mapping[str, Sequence[str]]:
    """The stories that disagree, by what a ruling in somebody's profile says of what they disagree on."""
    archive, found = reasoning.archive, dict[str, list[str]]()
    for dispute in reasoning.disputes_of.get(ref, ()):
        facts = [archive.facts[fact] for fact in dispute.facts]
        words = dispute.fact
        if dispute.subject != ref:
            words = f"{facts[0].kind.replace('_', ' ')} {archive.entities[dispute.subject].name}"
        found.setdefault(words, []).extend(dict.fromkeys(fact.story for fact in facts))
    return found


def _idle(ruling: Ruling, stories: Mapping[str, Sequence[str]], where: str) -> Problem:
    meant = closest(ruling.fact, stories, always=True)
    if meant is None:
        advice, hint = "take it out, or move it to the profile of whom they disagree on.", ""
    elif match_key(meant) == match_key(ruling.fact):
        sides = listed(map(quoted, stories[meant][:_SIDES]))
        message = f"{quoted(ruling.accept)} is none of the stories that disagree on {quoted(meant)}; those are {sides}."
        return codes.problem(_IDLE, where, ruling.at, message)
    else:
        advice, hint = f"did you mean {quoted(meant)}?", meant
    message = f"no stories disagree on {quoted(ruling.fact)}, so this ruling decides nothing; {advice}"
    return codes.problem(_IDLE, where, ruling.at, message, hint)
