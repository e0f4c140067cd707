"""The questions that editors ask: whom they mean, and which moves and claims answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.archive.claims import Check, Verdict
from generator.archive.model import Archive, Claim, Ref
from generator.archive.moves import Move
from generator.archive.names import KIND_OF_FOLDER, address, names_of, resolve
from generator.read.model import EntityKind
from generator.values.names import closest, match_key
from generator.values.quoting import quoted


class NotOnFileError(LookupError):
    """Nobody, or more than one, is on file by the name that was asked for; the message says who is."""

    def __init__(self, message: str, kind: EntityKind, text: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.text = text


def whom(archive: Archive, kind: EntityKind, text: str) -> Ref:
    """Whom ``text`` means: a slug, an older slug, a name or an alias. NotOnFileError where that is not one."""
    names = names_of(archive)
    found = resolve(names, text, (kind,))
    fitting = [ref for ref in found if ref.kind == kind]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        addresses = " or ".join(address(ref) for ref in fitting)
        raise NotOnFileError(f"{quoted(text)} fits more than one {kind} on file: {addresses}", kind, text)
    others = [ref for ref in resolve(names, text, KIND_OF_FOLDER.values()) if ref.kind != kind]
    if others:
        other = archive.entities[others[0]]
        message = f"{quoted(text)} is not a {kind}; {address(other.ref)} is {quoted(other.name)}"
        raise NotOnFileError(message, kind, text)
    near = names.near(kind, text)
    spellings = [name for ref, entity in archive.entities.items() if ref.kind == kind for name in entity.names]
    guess = near[0] if near else closest(text, spellings) or closest(text, _with(text, spellings), always=True)
    advice = f"; did you mean {quoted(guess)}?" if guess else ""
    if not spellings:
        advice = f"; there is no {kind} on file at all"
    raise NotOnFileError(f"no {kind} on file is called {quoted(text)}{advice}", kind, text)


def _with(text: str, names: Iterable[str]) -> Iterator[str]:
    """Those of some names that begin with a text: a first name, the first word of a company's name."""
    key = match_key(text)
    return (name for name in names if key and match_key(name).startswith(key))


def first_story(archive: Archive, kind: EntityKind, text: str) -> str | None:
    """The oldest story that names whom ``text`` means; None where that is nobody."""
    try:
        ref = whom(archive, kind, text)
    except NotOnFileError:
        return None
    return next(iter(archive.stories_of.get(ref, ())), None)


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
