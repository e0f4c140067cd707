"""What an editor wrote, quoted in a message: on one line, not too long, with unseen characters made visible."""

from __future__ import annotations

import unicodedata

_LONGEST = 60
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})  # Unicode general categories that show nothing


def quoted(text: str, limit: int = _LONGEST) -> str:
    """``text`` in double quotes: cut after ``limit`` characters, each unseen character spelt as ``<U+200B>``."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    if short.isascii() and short.isprintable():
        return f'"{short}"'
    return f'"{"".join(map(visible, short))}"'


def visible(character: str) -> str:
    """The character, or its code point (``<U+200B>``) where it shows nothing or a space that is no plain one."""
    if character == " " or unicodedata.category(character) not in _UNSEEN:
        return character
    return f"<U+{ord(character):04X}>"
