"""How a ruling settles a dispute: which dispute it is about, and which facts it upholds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.archive.chronology import Day
from generator.archive.clashes import Clash
from generator.archive.model import Archive, Fact, Ref, Ruling
from generator.archive.topics import Topic
from generator.read.model import Status
from generator.values.names import match_key


def rulings_on(archive: Archive, rulings: Sequence[Ruling], topic: Topic, sides: Sequence[Fact]) -> list[Ruling]:
    """The rulings about this dispute, out of those in the subject's and the object's profiles.

    They name the fact, and accept a story that is one of the sides. Of several the last one counts: the one dated last,
    or written last.
    """
    stories = {fact.story for fact in sides}
    about = [ruling for ruling in rulings if ruling.accept in stories and _names(archive, ruling, topic)]
    return sorted(about, key=lambda ruling: ruling.date.latest.toordinal() if ruling.date else 0)  # stable


def _names(archive: Archive, ruling: Ruling, topic: Topic) -> bool:
    """Whether the ruling's words are about the topic: its kind, then what its value was, or whom it is about."""
    words = " ".join(ruling.fact.replace("_", " ").split())
    kind, rest = topic.kind.replace("_", " "), ""
    if words.casefold() != kind:
        if not words.casefold().startswith(f"{kind} "):
            return False
        rest = match_key(words[len(kind) :])
    if not rest:
        return topic.object is None or ruling.subject == topic.subject
    other = topic.object if ruling.subject == topic.subject else topic.subject
    spellings = _spellings(archive, other) if other else set()
    if topic.kind == "held":
        role = match_key(topic.words)
        return rest == role or rest in spellings or rest in {f"{role}at{name}" for name in spellings}
    # A round's name, a product or a new name; which round, the accepted story tells.
    return rest in spellings or topic.kind in ("raised", "valued", "formed") or rest == topic.words


def _spellings(archive: Archive, ref: Ref) -> set[str]:
    entity = archive.entities.get(ref)
    names = (entity.name, *entity.names) if entity else ()
    return {match_key(name) for name in (*names, ref.slug)}


def upheld(ruling: Ruling, sides: Sequence[Fact], pairs: Sequence[Clash]) -> tuple[str, ...]:
    """The ids of the facts that a ruling accepts: those of its story, and all that no accepted one rules out."""
    accepted = {fact.id for fact in sides if fact.story == ruling.accept}
    ruled_out = set()
    for clash in pairs:
        if clash.one.id in accepted:
            ruled_out.add(clash.other.id)
        if clash.other.id in accepted:
            ruled_out.add(clash.one.id)
    return tuple(fact.id for fact in sides if fact.id in accepted or fact.id not in ruled_out)


def made_by(rulings: Iterable[Ruling], day: Day) -> tuple[Ruling, ...]:
    """The rulings that editors had made by the end of a day. One without a date counts on every day."""
    return tuple(ruling for ruling in rulings if ruling.date is None or ruling.date.earliest <= day)


def takes_effect(fact: Fact, accepted: frozenset[str], rejected: frozenset[str]) -> bool:
    """Whether a fact counts: confirmed or reported and not ruled out, or a rumour that editors accepted."""
    if fact.id in rejected:
        return False
    return fact.status.counts or (fact.status is Status.RUMOURED and fact.id in accepted)
