"""Text for a feed: XML that is well-formed whatever it says."""

from __future__ import annotations

import re
from html import escape

# What is no character of XML 1.0 (production 2).
_NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"\s+")
_PLAIN = re.compile(r"[\w .,:;/–’-]*")  # nothing that XML or a line could trip over


def element(name: str, text: str, **attributes: str) -> str:
    """``<name …>text</name>``. Characters that no XML document may hold are left out."""
    said = "".join(f" {key}={attribute(value)}" for key, value in attributes.items())
    return f"<{name}{said}>{text if _PLAIN.fullmatch(text) else escape(_NOT_XML.sub('', text), quote=False)}</{name}>"


def attribute(value: str) -> str:
    """A quoted attribute value, on one line."""
    if _PLAIN.fullmatch(value):
        return f'"{value}"'
    line = _SPACES.sub(" ", _NOT_XML.sub("", value))
    return '"' + escape(line, quote=False).replace('"', "&quot;") + '"'
