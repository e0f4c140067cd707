"""Where stories disagree: facts that cannot both be true, and what the editors ruled.

Every fact that is not retracted takes part: a rumour can be disputed too, and a denial is a dispute
with whoever reports what is denied. What only looks like a dispute is none: a month that contains the
day, two posts held at once, leaving twice with a return between (:mod:`generator.archive.clashes`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.clashes import Circumstances, Clash, amounts_clash, clashes
from generator.archive.contradictions import may_contradict
from generator.archive.facts import mirror_of
from generator.archive.model import Archive, Fact, Ref, Ruling
from generator.archive.returns import Comings, comings
from generator.archive.settling import rulings_on, upheld
from generator.archive.topics import LASTING, MOVES, WHEREABOUTS, Topic, by_topic
from generator.read.model import Status
from generator.values.dates import EdtfDate, from_day
from generator.values.money import Money
from generator.values.names import role_key, slug_of
from generator.values.spoken import once_spoken, spoken


class Dispute(Struct, frozen=True):
    """``facts`` are all sides, oldest first; ``values`` is what each of them says, in the same order.

    ``differs`` names what they disagree about: "date", "amount", "role", "founders", "relation", "destination",
    "origin" or "denial".
    ``mirrors`` are, of a relation, the same facts from the other one's side.
    ``pairs`` are the facts that cannot both be true. ``accepted`` are the facts that the ruling
    upholds, ``rejected`` those that it doesn't, with what the archive derived from them; both are empty
    without one. ``id`` is made of the subject and the fact, fit for an anchor.
    """

    id: str
    subject: Ref
    object: Ref | None
    fact: str  # as a ruling names it: "left Orbital", "raised"
    differs: tuple[str, ...]
    facts: tuple[str, ...]
    values: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    ruling: Ruling | None
    accepted: tuple[str, ...]
    rejected: tuple[str, ...] = ()
    overruled: tuple[Ruling, ...] = ()  # earlier rulings on it
    mirrors: tuple[str, ...] = ()

    @property
    def involved(self) -> tuple[str, ...]:
        """The facts that are in dispute: its sides, and what says the same of a relation from the other one's side."""
        return self.facts + self.mirrors


def disputes(archive: Archive, facts: Sequence[Fact]) -> tuple[Dispute, ...]:
    """Every dispute among facts, which are in order of publication; by subject, kind, object, then the oldest side.

    All of a subject's are there, or none: of a company that was formed, its foundings too.
    """
    derived = _derived(facts)
    around = _Surroundings(facts)
    found: list[Dispute] = []
    taken: dict[str, int] = {}
    rulings: dict[Ref, list[Ruling]] = {}
    for each in archive.rulings:
        rulings.setdefault(each.subject, []).append(each)
    topics = {topic: reports for topic, reports in _with_roles(facts) if len(reports) > 1}
    for topic in sorted(topics, key=lambda topic: topic.order):
        reports = topics[topic]
        for sides, pairs in _components(reports, clashes(topic, reports, around.of(topic, reports))):
            if _is_told_elsewhere(topic, sides):
                continue
            dispute = _unsettled(archive, topic, sides, pairs)
            dispute = replace(dispute, id=_numbered(dispute.id, taken), mirrors=_mirrors(topic, sides))
            told = [*rulings.get(topic.subject, ()), *(rulings.get(topic.object, ()) if topic.object else ())]
            about = rulings_on(archive, told, topic, sides)
            if about:
                dispute = _settled(dispute, about[-1], upheld(about[-1], sides, pairs), derived)
                dispute = replace(dispute, overruled=tuple(about[:-1]))
            found.append(dispute)
    return tuple(found)


def _is_told_elsewhere(topic: Topic, sides: Sequence[Fact]) -> bool:
    """Whether others have the dispute: a company, of its forming; of a relation, whom it was told of first."""
    return bool(sides[0].derived_from) if topic.kind == "related" else all(fact.derived_from for fact in sides)


def _mirrors(topic: Topic, sides: Sequence[Fact]) -> tuple[str, ...]:
    """Of reports of a relation, the same reports from the other one's side, in the same order."""
    if topic.kind != "related":
        return ()
    return tuple(map(mirror_of, sides))


def repeated(facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """Facts that cannot both be true, two by two, where the dispute is told of others: see :func:`disputes`."""
    some = (fact for fact in facts if fact.derived_from or fact.kind == "related")
    for topic, reports in by_topic(some).items():
        for clash in clashes(topic, reports, Circumstances()):
            yield clash.one.id, clash.other.id


def _with_roles(facts: Sequence[Fact]) -> Iterator[tuple[Topic, Sequence[Fact]]]:
    """Topics with their reports; among those of a departure also the roles there, which may speak against it."""
    topics = by_topic(facts)
    held: dict[tuple[Ref, Ref | None], list[Fact]] = {}
    for topic, reports in topics.items():
        if topic.kind == "held":
            told = (fact for fact in reports if fact.status is not Status.DENIED)
            held.setdefault((topic.subject, topic.object), []).extend(told)
    place = {fact.id: number for number, fact in enumerate(facts)}
    for topic, reports in topics.items():
        there = held.get((topic.subject, topic.object), []) if topic.kind == "left" else []
        roles = [role for role in there if may_contradict(role, reports)]
        yield topic, sorted((*reports, *roles), key=lambda fact: place[fact.id]) if roles else reports


def are_numbered(every: Iterable[Dispute]) -> bool:
    """Whether the ids of all disputes of an archive, in their order, are those that they get together."""
    taken: dict[str, int] = {}
    return all(each.id == _numbered(_id(each.subject, each.fact), taken) for each in every)


def _numbered(dispute: str, taken: dict[str, int]) -> str:
    """An id that no other dispute has: with a number, where one has it."""
    number = taken[dispute] = taken.get(dispute, 0) + 1
    return f"{dispute}-{number}" if number > 1 else dispute


def _id(subject: Ref, words: str) -> str:
    return slug_of(f"{subject.slug} {words}") or words.partition(" ")[0]


class _Surroundings:
    """What decides about people's comings and goings, worked out for one person at a time."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._moves: dict[Ref, list[Fact]] = {}
        self._founders: dict[Ref, set[Ref]] = {}
        for fact in facts:
            if not fact.status.counts:
                continue
            if fact.kind in WHEREABOUTS:
                self._moves.setdefault(fact.subject, []).append(fact)
            if fact.kind == "founded" and not fact.derived_from and fact.object is not None:
                self._founders.setdefault(fact.object, set()).add(fact.subject)
        self._of: tuple[Ref, Mapping[Ref, Comings]] | None = None

    def of(self, topic: Topic, reports: Sequence[Fact]) -> Circumstances:
        if topic.kind == "formed":
            return Circumstances(founders=frozenset(self._founders.get(topic.subject, ())))
        if topic.kind not in MOVES or topic.object is None or _alike(reports):
            return Circumstances()
        moves = self._moves.get(topic.subject, [])
        if self._of is None or self._of[0] != topic.subject:
            self._of = (topic.subject, comings(moves))
        posts = frozenset(role_key(fact.role) for fact in moves if fact.kind == "held" and fact.object == topic.object)
        return Circumstances(self._of[1].get(topic.object, Comings()), posts)


def _alike(reports: Sequence[Fact]) -> bool:
    return len({(fact.date and fact.date.written, fact.role) for fact in reports}) == 1


def _components(facts: Sequence[Fact], found: Sequence[Clash]) -> list[tuple[tuple[Fact, ...], tuple[Clash, ...]]]:
    """The clashes that hang together, with their facts in the order given."""
    if not found:
        return []
    head = {fact.id: fact.id for fact in facts}

    def root(fact: str) -> str:
        while head[fact] != fact:
            head[fact] = fact = head[head[fact]]
        return fact

    for clash in found:
        head[root(clash.other.id)] = root(clash.one.id)
    members: dict[str, list[Fact]] = {}
    pairs: dict[str, list[Clash]] = {}
    clashing = {fact.id for clash in found for fact in (clash.one, clash.other)}
    for fact in facts:
        if fact.id in clashing:
            members.setdefault(root(fact.id), []).append(fact)
    for clash in found:
        pairs.setdefault(root(clash.one.id), []).append(clash)
    return [(tuple(sides), tuple(pairs[top])) for top, sides in members.items()]


def _unsettled(archive: Archive, topic: Topic, sides: tuple[Fact, ...], pairs: tuple[Clash, ...]) -> Dispute:
    differs = tuple(sorted({aspect for clash in pairs for aspect in clash.differs}))
    words = _words(archive, topic, sides)
    return Dispute(
        id=_id(topic.subject, words),
        subject=topic.subject,
        object=topic.object,
        fact=words,
        differs=differs,
        facts=tuple(fact.id for fact in sides),
        values=tuple(_value(archive, fact, differs) for fact in sides),
        pairs=tuple((clash.one.id, clash.other.id) for clash in pairs),
        ruling=None,
        accepted=(),
    )


def _settled(dispute: Dispute, ruling: Ruling, accepted: Sequence[str], derived: Mapping[str, list[str]]) -> Dispute:
    """The dispute with its ruling, which rejects what was derived from a rejected fact as well."""
    rejected = [fact for fact in dispute.facts if fact not in accepted]
    mirror = dict(zip(dispute.facts, dispute.mirrors, strict=False))
    with_others = ((fact, mirror[fact]) if mirror else (fact, *derived.get(fact, ())) for fact in rejected)
    return replace(
        dispute,
        ruling=ruling,
        accepted=tuple(accepted),
        rejected=tuple(out for every in with_others for out in every),
    )


def _derived(facts: Iterable[Fact]) -> dict[str, list[str]]:
    """The facts that the archive derived from each."""
    found: dict[str, list[str]] = {}
    for fact in facts:
        if fact.derived_from:
            found.setdefault(fact.derived_from, []).append(fact.id)
    return found


def _words(archive: Archive, topic: Topic, sides: Sequence[Fact]) -> str:
    """The dispute as a ruling names it: the kind, and what its value was."""
    first = sides[0]
    other = archive.entities[topic.object].name if topic.object in archive.entities and topic.object else ""
    if topic.kind == "held":
        return f"held {first.role} at {other}" if other else f"held {first.role}"
    if other:
        return f"{topic.kind} {other}"
    if topic.kind == "raised":
        named = next((fact.round for fact in sides if fact.round), "")
        return f"raised {named}".strip()
    return f"{topic.kind} {first.text}".strip()


def _value(archive: Archive, fact: Fact, differs: Collection[str]) -> str:
    """What one side says of what is disputed, as it was written."""
    return ", ".join(_said(archive, fact, differs, str, str))


def value_in_words(archive: Archive, dispute: Dispute, fact_id: str) -> str:
    """The same as readers are told it: amounts and dates in words, no amount that nobody disputes."""
    fact = archive.facts[fact_id]
    others = [archive.facts[other] for other in dispute.facts]
    date = spoken if fact.kind in LASTING else once_spoken

    def told(money: Money) -> str:
        return money.spoken

    if "amount" in dispute.differs:
        disputed = {
            name: getattr(fact, name)
            for name in ("money", "price", "valuation")
            if any(amounts_clash(getattr(fact, name), getattr(other, name)) for other in others)
        }
        fact = replace(fact, **({"money": None, "price": None, "valuation": None} | disputed)) if disputed else fact
    return ", ".join(_said(archive, fact, dispute.differs, told, date))


def _said(
    archive: Archive,
    fact: Fact,
    differs: Collection[str],
    money: Callable[[Money], str],
    date: Callable[[EdtfDate], str],
) -> Iterator[str]:
    if "denial" in differs:
        yield fact.status.value
    if "amount" in differs:
        yield from (money(each) for each in (fact.money, fact.price) if each)
        if fact.valuation:
            yield f"valuation {money(fact.valuation)}"
    if "role" in differs:
        yield fact.role or "no role"
    other_end = fact.destination if fact.kind == "left" else fact.origin
    if {"destination", "origin"} & {*differs}:
        yield archive.entities[other_end].name if other_end in archive.entities and other_end else "nothing said"
    if "relation" in differs:
        yield fact.relation
    if "founders" in differs:
        yield "by " + ", ".join(archive.entities[ref].name for ref in fact.others if ref in archive.entities)
    if fact.kind == "held" and "date" in differs:
        yield fact.role
        yield date(fact.date or from_day(fact.reported))
    elif "date" in differs or ("denial" in differs and fact.date):
        yield date(fact.date) if fact.date else "no date"
