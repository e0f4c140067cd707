"""What to tell an editor about a name that can't stand as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from generator.archive.model import Ref
from generator.archive.names import FOLDERS, address
from generator.read.model import EntityKind
from generator.values.quoting import quoted


class Fault(Struct, frozen=True):
    """What is wrong with a name, to be told at each story that writes it."""

    code: str
    message: str
    hint: str = ""


def slip(kind: EntityKind | None, text: str, slug: str, near: str, near_kind: EntityKind) -> Fault:
    """One or two letters off somebody on file. ``kind`` is None where the field takes people and companies."""
    nobody = "nobody" if kind == "person" else "no company" if kind == "company" else "nobody and no company"
    file = f"{FOLDERS[near_kind]}/{slug or 'NAME'}.md"
    return Fault(
        "name-slip",
        f"{nobody} on file is called {quoted(text)}; did you mean {quoted(near)}? "
        f"If the two are not the same, settle it with a profile, {file}.",
        near,
    )


def near_topic(text: str, near: str) -> Fault:
    """A topic's name that is nearly another's: a warning, since topics are words."""
    return Fault(
        "topic-slip",
        f"the topic {quoted(text)} gets a page of its own, though {quoted(near)} is on file; did you mean that one?",
        near,
    )


def weak(text: str, owner: Ref) -> Fault:
    """A weak alias, which names nobody: a warning."""
    return Fault(
        "weak-name",
        f"{quoted(text)} gets a page of its own; if {address(owner)} is meant, whose weak alias it is, "
        f"write the full name.",
    )


def guessed(text: str, kind: EntityKind, field: str) -> Fault:
    """A name of which nothing says the kind: a warning."""
    in_full = quoted(f"{FOLDERS[kind]}/{text}")[1:-1]
    return Fault(
        "guessed-kind",
        f'nothing says whether {quoted(text)} is a person or a company, and "{field}" takes both; it is taken for '
        f"a {kind}, write {in_full} if it is one, or name it under people or companies.",
        f"{FOLDERS[kind]}/{text}",
    )


def two_kinds(text: str, kind: EntityKind, other: EntityKind) -> Fault:
    """One name for a person and for a company: a warning."""
    return Fault(
        "two-kinds",
        f"{quoted(text)} is named as a {kind} here and as a {other} elsewhere, so there are two pages; "
        f"if one is meant, name it as the same kind everywhere.",
    )


def ambiguous(text: str, found: Sequence[Ref]) -> Fault:
    """A name that fits several on file."""
    return Fault(
        "ambiguous-name",
        f"{quoted(text)} fits {listed(address(ref) for ref in found)}; write which one is meant, "
        f"such as {address(found[0])}.",
    )


def wrong_kind(kind: EntityKind, text: str) -> Fault:
    """``people/…`` where a company is meant, or the other way round."""
    return Fault("wrong-kind", f"{quoted(text)} can't stand here, where a {kind} is meant; write {FOLDERS[kind]}/NAME.")


def unknown(kind: EntityKind, text: str, near: str | None) -> Fault:
    """A qualified slug that nobody has."""
    guess = f"did you mean {FOLDERS[kind]}/{near}?" if near else "write the name in full."
    hint = f"{FOLDERS[kind]}/{near}" if near else ""
    return Fault("unknown-name", f"there is no {quoted(f'{FOLDERS[kind]}/{text}')[1:-1]}; {guess}", hint)


def no_slug(kind: EntityKind, text: str) -> Fault:
    """A name without a letter or digit to make an address from."""
    return Fault(
        "no-slug",
        f"no address can be made from {quoted(text)}; give it a slug with a profile, "
        f"{FOLDERS[kind]}/SLUG.md, whose name is {quoted(text)}.",
    )


def bad_slug(kind: EntityKind, text: str, slug: str, why: str) -> Fault:
    """A name whose address would be one that can't be used."""
    return Fault(
        "no-slug",
        f"{quoted(text)} can't have the address {quoted(slug)} ({why.rstrip('.')}); give it another slug "
        f"with a profile, {FOLDERS[kind]}/SLUG.md, whose name is {quoted(text)}.",
    )


def address_taken(text: str, ref: Ref, holder: str, *, profile: bool) -> Fault:
    """A new name whose address somebody else has; ``holder`` is their name, ``profile`` whether they have a profile."""
    same = f"an alias in {address(ref)}.md" if profile else "written the same way"
    return Fault(
        "name-collision",
        f"{quoted(text)} would have the address {address(ref)}, which is {quoted(holder)}'s; if the two are one, "
        f"the name has to be {same}, if not, give one of them a profile with another slug.",
    )


def listed(items: Iterable[str]) -> str:
    """``a, b and c``."""
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last
