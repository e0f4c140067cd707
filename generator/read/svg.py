"""Whether an SVG picture holds anything but drawing. A browser that opens it as a page runs what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from generator.problems import Position
from generator.values.quoting import quoted

_MOST_BYTES = 2_000_000
_REFUSED = frozenset(
    {"script", "foreignobject", "handler", "listener", "iframe", "embed", "object", "audio", "video", "link"}
    | {"meta", "base", "form", "html", "body"}
)
_ANIMATIONS = frozenset({"set", "animate", "animatemotion", "animatetransform"})
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"url\((?!\s*['\"]?\s*(?:#|data:image/(?:png|jpeg|gif|webp|avif);))|@import|expression\s*\(", re.IGNORECASE
)
_SCHEME = re.compile(r"(?:java|vb)script\s*:", re.IGNORECASE)


class SvgFault(NamedTuple):
    """A code, a place in the file and one sentence of advice."""

    code: str
    at: Position
    message: str


class _Refused(Exception):
    """The document declares an entity, which drawings have no use for."""


def svg_faults(data: bytes) -> tuple[SvgFault, ...]:
    """Scripts, event handlers, links to elsewhere and entities in an SVG file, each with its place."""
    if len(data) > _MOST_BYTES:
        return (
            SvgFault("huge-picture", Position(1, 1), f"this drawing has over {_MOST_BYTES:,} bytes; save it simpler"),
        )
    faults: list[SvgFault] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    style: list[str] = []

    def here() -> Position:
        return Position(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2].lower()
        style.append(element)
        faults.extend(SvgFault("unsafe-picture", here(), message) for message in _of_element(element, attributes))

    def end(_: str) -> None:
        style.pop()

    def text(content: str) -> None:
        if style and style[-1] == "style" and _ELSEWHERE.search(content):
            faults.append(
                SvgFault("unsafe-picture", here(), "this drawing's style loads something from elsewhere; take that out")
            )

    def entity(*_: object) -> None:
        raise _Refused

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = entity
    parser.ProcessingInstructionHandler = lambda target, _: faults.append(
        SvgFault("unsafe-picture", here(), f"this drawing has a {quoted(target, 30)} instruction; take that out")
    )
    try:
        parser.Parse(data, True)
    except _Refused:
        faults.append(SvgFault("unsafe-picture", here(), "this drawing declares an entity; take its DOCTYPE out"))
    except expat.ExpatError as error:
        place = Position(max(1, error.lineno), error.offset + 1)
        faults.append(SvgFault("bad-picture", place, "this drawing is no well-formed XML; save it anew"))
    return tuple(faults)


def _of_element(element: str, attributes: dict[str, str]) -> Iterator[str]:
    if element in _REFUSED:
        yield f"this drawing holds a <{element}>, which no drawing needs; take that out"
    for key, value in attributes.items():
        name = key.rpartition(":")[2].lower()
        if name.startswith("on"):
            yield f'this drawing has a script in "{name}"; take that out'
        elif (
            element in _ANIMATIONS
            and name == "attributename"
            and value.lower().rpartition(":")[2].startswith(("href", "on"))
        ):
            yield f"this drawing changes a link as it is shown, with <{element}>; take that out"
        elif name in ("href", "src", "action") and not _leads_nowhere_bad(element, value):
            yield f"this drawing's <{element}> leads to {quoted(value, 40)}; a drawing may only point inside itself"
        elif _SCHEME.search(re.sub(r"[\s\0]", "", value)):
            yield f'this drawing has a script in "{name}"; take that out'
        elif _ELSEWHERE.search(value):
            yield f'this drawing\'s "{name}" loads something from elsewhere; take that out'


def _leads_nowhere_bad(element: str, value: str) -> bool:
    address = re.sub(r"[\s\0-\x1f]", "", value)
    if element == "a":
        return address.startswith("#") or address.lower().startswith(("https://", "http://"))
    return not address or address.startswith("#") or bool(_PICTURE.match(address))
