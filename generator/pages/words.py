"""A fact as a sentence: plain words, with the people and companies in it as links to be.

A date is never said more precisely than it was written, a post seen on a day is said of that day
alone, and what nobody reported is not said at all. What was still to come when its story came out is
told as such, and a company is called as it was that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from generator.archive.model import Entity, Fact, Ref
from generator.archive.topics import LASTING
from generator.pages.names_of_day import NamesOfDay
from generator.pages.phrasing import quoted
from generator.values.dates import overlap
from generator.values.names import match_key
from generator.values.spoken import in_words, once_in_words, spoken_day


class Span(Struct, frozen=True):
    """A run of words, and the page that they link to, if they are somebody's name."""

    text: str
    ref: Ref | None = None


Words = tuple[Span, ...]
Entities = Mapping[Ref, Entity]


def name_span(entities: Entities, ref: Ref) -> Span:
    """Somebody's name as it is shown; the slug of whoever is not on file."""
    entity = entities.get(ref)
    return Span(entity.name if entity else ref.slug, ref)


def say(entities: Entities, *parts: str | Ref | None) -> Words:
    """Words and names, one after the other. None and "" add nothing."""
    return tuple(name_span(entities, part) if isinstance(part, Ref) else Span(part) for part in parts if part)


def listed(entities: Entities, refs: Sequence[Ref]) -> Words:
    """``A``, ``A and B``, ``A, B and C``."""
    spans: list[Span] = []
    for place, ref in enumerate(refs):
        if place:
            spans.append(Span(" and " if place == len(refs) - 1 else ", "))
        spans.append(name_span(entities, ref))
    return tuple(spans)


def number_of(count: int, one: str, many: str = "") -> str:
    """``1 story``, ``1,200 stories``."""
    return f"1 {one}" if count == 1 else f"{count:,} {many or f'{one}s'}"


def when_of(fact: Fact) -> str:
    """`` in August 2024``: the fact's date after a space, as precise as it was written, or ""."""
    if fact.date is not None:
        return f" {in_words(fact.date) if fact.kind in LASTING else once_in_words(fact.date)}"
    return f" on {spoken_day(fact.reported)}" if fact.kind in _SEEN_ON_ITS_DAY else ""


_SEEN_ON_ITS_DAY = frozenset({"held", "part_of"})  # without a date: true on the story's day, and no more than that


def sentence(entities: Entities, fact: Fact) -> Words:
    """What a fact says, from its subject's point of view, without a full stop at the end."""
    entities = NamesOfDay(entities, fact.reported)
    tell = _SENTENCES.get(fact.kind)
    if tell is None:
        return say(entities, fact.subject, ": ", fact.text, when_of(fact))
    return tell(entities, fact)


def _did(fact: Fact, done: str, to_do: str) -> str:
    """`` joined ``; of what was still to come on the story's day, `` is to join ``."""
    is_ahead = fact.date is not None and fact.date.earliest > fact.reported
    return f" is to {to_do} " if is_ahead else f" {done} "


def ended(words: Words) -> Words:
    """A sentence with its full stop, if it has none."""
    return words if words and is_whole(words[-1].text) else (*words, Span("."))


def is_whole(text: str) -> bool:
    """Whether a text ends as sentences do, in quotation marks or not."""
    return text.rstrip("”’\"')»").endswith((".", "!", "?", "…"))


def plain(words: Iterable[Span]) -> str:
    """The words alone."""
    return "".join(span.text for span in words)


def _founded(entities: Entities, fact: Fact) -> Words:
    role = f" as {fact.role}" if fact.role else ""
    return say(entities, fact.subject, _did(fact, "founded", "found"), fact.object, when_of(fact), role)


def _joined(entities: Entities, fact: Fact) -> Words:
    role = f" as {fact.role}" if fact.role else ""
    came = " from " if fact.origin else ""
    went = _did(fact, "joined", "join")
    return say(entities, fact.subject, went, fact.object, when_of(fact), role, came, fact.origin)


def _held(entities: Entities, fact: Fact) -> Words:
    at = " at " if fact.object else ""
    return say(entities, fact.subject, _did(fact, "was", "be"), fact.role or fact.text, at, fact.object, when_of(fact))


def _left(entities: Entities, fact: Fact) -> Words:
    role = f", {fact.role}," if fact.role else ""
    went = _did(fact, "left", "leave")
    to = " for " if fact.destination else ""
    reason = f"; reason given: {quoted(fact.reason)}" if fact.reason else ""
    return say(entities, fact.subject, role, went, fact.object, when_of(fact), to, fact.destination, reason)


_IS_TO = MappingProxyType(  # what the object is to the subject → what the subject is to the object
    {
        "parent": "a child of",
        "child": "a parent of",
        "sibling": "a sibling of",
        "spouse": "the spouse of",
        "colleague": "a colleague of",
    }
)


def _related(entities: Entities, fact: Fact) -> Words:
    verb = _did(fact, "was", "be") if fact.date is not None else " is "
    tie = _IS_TO.get(fact.relation, "related to")
    return say(entities, fact.subject, f"{verb}{tie} ", fact.object, when_of(fact))


def _said(entities: Entities, fact: Fact) -> Words:
    verb = say(entities, " told ", fact.destination) if fact.destination else (Span(" said"),)
    about = (Span(", about "), *listed(entities, fact.others)) if fact.others else ()
    return (
        name_span(entities, fact.subject),
        *verb,
        *say(entities, when_of(fact)),
        *about,
        Span(f": {quoted(fact.text)}"),
    )


def _formed(entities: Entities, fact: Fact) -> Words:
    by = (Span(" by "), *listed(entities, fact.others)) if fact.others else ()
    base = f", based in {fact.based_in}" if fact.based_in else ""
    was = _did(fact, "was formed", "be formed").rstrip()
    return (*say(entities, fact.subject, was, when_of(fact)), *by, *say(entities, base))


def _raised(entities: Entities, fact: Fact) -> Words:
    raised = _did(fact, "raised", "raise") + (fact.money.spoken if fact.money else "an amount not given")
    name = f" ({fact.round})" if fact.round else ""
    valuation = f", at a valuation of {fact.valuation.spoken}" if fact.valuation else ""
    investors = (Span(", from "), *listed(entities, fact.others)) if fact.others else ()
    return (*say(entities, fact.subject, raised, when_of(fact), name, valuation), *investors)


def _valued(entities: Entities, fact: Fact) -> Words:
    money = fact.money.spoken if fact.money else "an amount not given"
    return say(entities, fact.subject, _did(fact, "was valued at", "be valued at") + money, when_of(fact))


def _acquired(entities: Entities, fact: Fact) -> Words:
    price = f" for {fact.price.spoken}" if fact.price else ""
    return say(entities, fact.subject, _did(fact, "acquired", "acquire"), fact.object, when_of(fact), price)


def _to_company(done: str, to_do: str) -> Callable[[Entities, Fact], Words]:
    return lambda entities, fact: say(entities, fact.subject, _did(fact, done, to_do), fact.object, when_of(fact))


def _launched(entities: Entities, fact: Fact) -> Words:
    return say(entities, fact.subject, _did(fact, "launched", "launch") + fact.text, when_of(fact))


def _renamed(entities: Entities, fact: Fact) -> Words:
    """A company that took another name, under the one that it had before."""
    before = Span(_name_before(entities, fact), fact.subject)
    return (before, *say(entities, _did(fact, "took the name", "take the name") + fact.text, when_of(fact)))


def _name_before(entities: Entities, fact: Fact) -> str:
    shown, new = name_span(entities, fact.subject).text, match_key(fact.text)
    entity = entities.get(fact.subject)
    others = [each for each in (entity.former if entity else ()) if match_key(each.name) != new]
    ended = [each for each in others if each.until and fact.date and overlap(each.until, fact.date)]
    known = ended or (others if match_key(shown) == new else [])
    return known[-1].name if known else shown


def answer_words(fact: Fact) -> str:
    """What came back when somebody was asked."""
    told = {"": "no answer recorded", "none": "did not answer", "declined": "declined"}
    return told.get(fact.answer) or f"the answer: {quoted(fact.answer)}"


def _asked(entities: Entities, fact: Fact) -> Words:
    return say(entities, fact.subject, f" was asked for {fact.text}", when_of(fact), f"; {answer_words(fact)}")


def _event(entities: Entities, fact: Fact) -> Words:
    told = fact.text.rstrip(". ")
    subject = name_span(entities, fact.subject)
    if told.startswith(subject.text):
        told = told[len(subject.text) :]
    else:
        told = f" {told}" if told[:1].islower() else f": {told}"
    inside, others = _named(entities, told, fact.others)
    partners = (Span("with "), *listed(entities, others)) if others else ()
    when = say(entities, when_of(fact).strip()) if fact.date else ()
    if is_whole(told):  # "resigned: “enough”! (in July 2020)"
        added = (*partners, *(Span(", ") for _ in when if partners), *when)
        return (subject, *inside, *((Span(" ("), *added, Span(")")) if added else ()))
    return (subject, *inside, *(span for part in (partners, when) if part for span in (Span(", "), *part)))


def _named(entities: Entities, text: str, refs: Sequence[Ref]) -> tuple[Words, Sequence[Ref]]:
    """A text with the names in it as links to be, and those of ``refs`` whom it doesn't name."""
    places = sorted((text.find(name_span(entities, ref).text), ref) for ref in dict.fromkeys(refs))
    spans: list[Span] = []
    done = 0
    for place, ref in places:
        if place >= done:
            named = name_span(entities, ref)
            spans += (*say(entities, text[done:place]), named)
            done = place + len(named.text)
    named_here = {span.ref for span in spans}
    return (*spans, *say(entities, text[done:])), [ref for ref in refs if ref not in named_here]


_SENTENCES: Mapping[str, Callable[[Entities, Fact], Words]] = MappingProxyType(
    {
        "founded": _founded,
        "joined": _joined,
        "held": _held,
        "left": _left,
        "related": _related,
        "said": _said,
        "formed": _formed,
        "raised": _raised,
        "valued": _valued,
        "acquired": _acquired,
        "folded_into": _to_company("was folded into", "be folded into"),
        "part_of": _to_company("was part of", "be part of"),
        "renamed": _renamed,
        "launched": _launched,
        "asked": _asked,
        "event": _event,
    }
)


class AtLeast(NamedTuple):
    """A number of things of which there may be some more than that, unless it ``is_exact``."""

    number: int
    is_exact: bool = True

    def __str__(self) -> str:
        return f"{self.number:,}{'' if self.is_exact else ' or more'}"

    def __bool__(self) -> bool:
        return self.number > 0

    def plus(self, other: AtLeast) -> AtLeast:
        """Both together, as roughly as one of them is told."""
        number, is_exact = self.number + other.number, self.is_exact and other.is_exact
        return AtLeast(number if is_exact else number - number % _step(number), is_exact)


def roughly(number: int) -> AtLeast:
    """A number that few readers count: where it is large, so that one more of hundreds is no news to most pages."""
    step = _step(number)
    return AtLeast(number - number % step, step == 1)


def _step(number: int) -> int:
    return 1 if number <= 30 else 10 if number < 100 else 100
