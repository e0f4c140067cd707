"""Characters that make a name or an address dangerous: unseen, reversed, reserved, or look-alikes."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from msgspec import Struct

from generator.values.look_alikes import first_look_alike, script_of
from generator.values.names import slug_of
from generator.values.quoting import quoted, visible

FaultKind = Literal["path", "control-character", "line-break", "bidi", "invisible", "look-alike"]

_LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")  # they show nothing
_SEEN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Scripts in which a joiner between letters is spelling (Unicode Standard Annex #31, section 2.3).
_JOINING = (
    "ARABIC SYRIAC MONGOLIAN DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM SINHALA KHMER"
)
_JOINING_SCRIPTS = frozenset(_JOINING.split())


class NameFault(Struct, frozen=True):
    """What is wrong with a name: ``at`` counts its characters from 0; ``message`` is one sentence of advice."""

    kind: FaultKind
    at: int
    message: str

    @property
    def is_warning(self) -> bool:
        return self.kind == "look-alike"


def name_faults(text: str) -> tuple[NameFault, ...]:
    """What is wrong with the characters of a name, the first of each kind, in their order; () for nearly every name."""
    way_up = text.find("../") if "../" in text else text.find("..\\")
    if way_up < 0 and text.isascii() and text.isprintable():
        return ()
    found: dict[FaultKind, NameFault] = {}
    if way_up >= 0:
        found["path"] = NameFault("path", way_up, f"{quoted(text)} is a path, not a name; write the name alone")
    for at, character in enumerate(text):
        if character.isprintable() and character not in _BLANK_LETTERS:
            continue
        kind = _fault(text, at)
        if kind and kind not in found:
            found[kind] = NameFault(kind, at, _message(kind, text, character))
    at_letter = first_look_alike(text)
    if at_letter is not None:
        found["look-alike"] = NameFault("look-alike", at_letter, _message("look-alike", text, text[at_letter]))
    return tuple(sorted(found.values(), key=lambda fault: fault.at))


def _fault(text: str, at: int) -> FaultKind | None:
    character = text[at]
    if character in _LINE_BREAKS:
        return "line-break"
    if character in _BIDI:
        return "bidi"
    if character in _BLANK_LETTERS:
        return "invisible"
    if character in _JOINERS and _joins(text, at):
        return None
    category = unicodedata.category(character)
    if category == "Cf":
        return None if character in _SEEN_FORMATS else "invisible"
    if category in ("Cc", "Cs", "Co") or (category == "Cn" and _is_noncharacter(character)):
        return "control-character"
    return None  # spaces of other widths, and letters newer than this Python's Unicode


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands where the spelling of a script or an emoji wants it."""
    if not 0 < at < len(text) - 1:
        return False
    before, after = text[at - 1], text[at + 1]
    script = unicodedata.name(before, "").partition(" ")[0]
    if script in _JOINING_SCRIPTS and after.isprintable() and not after.isspace():
        return True
    return text[at] == "\u200d" and {unicodedata.category(before), unicodedata.category(after)} <= {"So", "Sk", "Mn"}


def _is_noncharacter(character: str) -> bool:
    return ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF


def _message(kind: FaultKind, text: str, character: str) -> str:
    name = quoted(text)
    match kind:
        case "line-break":
            return f"the name {name} has a line break in it; write it on one line"
        case "bidi":
            return f"the name {name} has {visible(character)}, which turns the direction of the text; take it out"
        case "invisible":
            return f"the name {name} has U+{ord(character):04X}, which nobody sees; take it out"
        case "control-character":
            return f"the name {name} has the control character U+{ord(character):04X}; take it out"
        case _:
            script = script_of(character)
            return f'the "{character}" in {name} is {script} and looks like a letter of another alphabet; type it again'


_LONGEST_SLUG = 200  # bytes in UTF-8; file systems take 255 for a name, and ours get endings
_RESERVED = frozenset({"index", "404", "search", "-"})
_FOLDERS = (
    "admin assets claims companies corrections data disputed feed funding gaps images "
    "moves pagefind people robots sitemap stories topics"
)
_ROOT_FOLDERS = frozenset(_FOLDERS.split())
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)  # Windows' device names
_UNSAFE = re.compile(r"[\s<>:\"|?*#%&`\[\]{}()\\/]")  # in addresses, in Markdown links, or in file names of Windows


def slug_faults(slug: str, *, at_root: bool = False) -> tuple[str, ...]:
    """Why ``slug`` cannot be the last part of an address, as sentences; () if it can.

    ``at_root``: a page of its own at the top of the site, where the site's own folders are taken too.
    """
    return tuple(_slug_faults(slug, at_root))


def _slug_faults(slug: str, at_root: bool) -> list[str]:
    shown = quoted(slug)
    if not slug:
        return ["an address needs at least one letter or digit; give it a slug"]
    faults = []
    folded = slug.lower()
    if folded in _RESERVED or (at_root and folded in _ROOT_FOLDERS):
        another = "" if folded == "-" else f", such as the-{folded}"
        faults.append(f"{shown} is an address that the site uses itself; give it another slug{another}")
    if _DEVICE.fullmatch(slug):
        faults.append(f"{shown} cannot be a file on Windows; give it another slug, such as the-{slug_of(slug)}")
    unsafe = _UNSAFE.search(slug)
    if slug in (".", "..") or "/" in slug or "\\" in slug:
        faults.append(f"{shown} leads to another folder; a slug is one name, without slashes")
    elif unsafe:
        seen = "a space" if unsafe[0].isspace() else unsafe[0]
        faults.append(f"{shown} has {seen} in it, which breaks addresses{_better(slug)}")
    elif slug.startswith(".") or slug.endswith("."):
        faults.append(f"{shown} {'ends' if slug.endswith('.') else 'starts'} with a dot{_better(slug)}")
    faults += (
        f"{shown} has U+{ord(slug[fault.at]):04X} in it, which nobody sees; take it out"
        for fault in name_faults(slug)
        if not fault.is_warning and fault.kind != "path" and not slug[fault.at].isspace()
    )
    size = len(slug.encode("utf-8", "surrogatepass"))
    if size > _LONGEST_SLUG:
        faults.append(f"{shown} is {size} bytes long; {_LONGEST_SLUG} at most, so give it a shorter slug")
    return faults


def _better(slug: str) -> str:
    better = slug_of(slug)
    return f"; write {better}" if better and better != slug else "; give it another slug"


def slug_key(slug: str) -> str:
    """What two slugs share that would meet in one file on a disk that ignores case or Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", slug).casefold())
