"""The questions that editors ask: whom they mean, and which moves and claims answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from generator.archive.claims import Check, Verdict
from generator.archive.model import Archive, Claim, Ref
from generator.archive.moves import Move
from generator.archive.names import KIND_OF_FOLDER, address, names_of, resolve
from generator.read.model import EntityKind
from generator.values.names import closest
from generator.values.quoting import quoted


class NotOnFileError(LookupError):
    """Nobody, or more than one, is on file by the name that was asked for; the message says who is."""


def whom(archive: Archive, kind: EntityKind, text: str) -> Ref:
    """Whom ``text`` means: a slug, an older slug, a name or an alias. NotOnFileError where that is not one."""
    names = names_of(archive)
    found = resolve(names, text, (kind,))
    fitting = [ref for ref in found if ref.kind == kind]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        addresses = " or ".join(address(ref) for ref in fitting)
        raise NotOnFileError(f"{quoted(text)} fits more than one {kind} on file: {addresses}")
    others = [ref for ref in resolve(names, text, KIND_OF_FOLDER.values()) if ref.kind != kind]
    if others:
        other = archive.entities[others[0]]
        raise NotOnFileError(f"{quoted(text)} is not a {kind}; {address(other.ref)} is {quoted(other.name)}")
    near = names.near(kind, text)
    spellings = (name for ref, entity in archive.entities.items() if ref.kind == kind for name in entity.names)
    guess = near[0] if near else closest(text, spellings, always=True)
    advice = f"did you mean {quoted(guess)}?" if guess else f"there is no {kind} on file at all"
    raise NotOnFileError(f"no {kind} on file is called {quoted(text)}; {advice}")


def moves_asked(
    moves: Iterable[Move],
    *,
    origin: Ref | None = None,
    destination: Ref | None = None,
    since: date = date.min,
    until: date = date.max,
) -> tuple[Move, ...]:
    """Moves from one company, to another, that may lie on a day from ``since`` to ``until``; in the order given."""
    return tuple(
        move
        for move in moves
        if (origin is None or move.origin == origin)
        and (destination is None or move.destination == destination)
        and (move.earliest or date.min) <= until
        and (move.latest or date.max) >= since
    )


def claims_asked(
    archive: Archive, checks: Mapping[str, Check], verdict: Verdict | None = None
) -> tuple[tuple[Claim, Check], ...]:
    """Claims with what the archive counts, in order of publication and then as the story has them."""
    ids = (each for filed in archive.stories.values() for each in filed.claims)
    both = ((archive.claims[each], checks[each]) for each in ids)
    return tuple((claim, check) for claim, check in both if verdict is None or check.verdict is verdict)
