"""A post's file → its front matter and body: YAML, TOML, JSON, or a block of ``Key: value`` lines."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime, time

from generator.imports.model import Front, UnreadableError, Value
from generator.imports.yaml_values import parse_yaml
from generator.read.encoding import MOST_BYTES

_DEEPEST = 18
_YAML = re.compile(r"---[ \t]*\n(?P<front>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?P<front>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADER = re.compile(r"(?P<key>[A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(?P<value>.*)|[ \t]*)")
_MOST_BRACKETS = 200  # in a row, which JSON and TOML parsers would follow one into the other


def decode(data: bytes) -> str:
    """The text of a file. UnreadableError where it is no text, or too long for one story."""
    if len(data) > MOST_BYTES:
        raise UnreadableError(f"it has over {MOST_BYTES:,} bytes, which no story needs")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in data:
            raise UnreadableError("it is no text") from None
        text = data.decode("windows-1252", errors="replace")  # what old editors wrote where it isn't UTF-8
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split(text: str, *, headers: bool) -> tuple[Front, str] | None:
    """Front matter and body; None for a text without any. ``headers``: ``Key: value`` lines count."""
    text = text.lstrip("\n")
    if found := _YAML.match(text):
        return _mapping(parse_yaml(found["front"])), text[found.end() :]
    if found := _TOML.match(text):
        return _mapping(_toml(found["front"])), text[found.end() :]
    if text.startswith("{") and not text.startswith(("{{", "{%")):
        return _json(text)
    return _headers(text) if headers else None


def _mapping(value: Value) -> Front:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UnreadableError("its front matter is no list of keys")
    return value


def _toml(text: str) -> Value:
    _refuse_brackets(text)
    try:
        return plain(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableError(f"its TOML can't be read: {error}") from None


def _json(text: str) -> tuple[Front, str] | None:
    _refuse_brackets(text[: text.find("\n}") + 1 or None])
    try:
        value, end = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableError(f"its JSON can't be read: {error}") from None
    return _mapping(plain(value)), text[end:].lstrip("\n")


def _refuse_brackets(text: str) -> None:
    depth = 0
    for sign in re.findall(r"[\[\]{}]", text):
        depth += 1 if sign in "[{" else -1
        if depth > _MOST_BRACKETS:
            raise UnreadableError("its lists are nested far too deep")


def _headers(text: str) -> tuple[Front, str] | None:
    """Pelican's (and MultiMarkdown's) header block: until the first blank line; an indented line goes on."""
    front: dict[str, Value] = {}
    key = ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = _HEADER.fullmatch(line)
        if found:
            key = found["key"].lower()
            front[key] = (found["value"] or "").strip()
        elif line.startswith(("    ", "\t")) and key:
            front[key] = f"{front[key]} {line.strip()}".strip()
        elif not line.strip() and front:
            return front, "\n".join(lines[number + 1 :])
        else:
            return None
    return (front, "") if front else None


def plain(value: object, depth: int = 0) -> Value:
    """What a typed parser gave, as the texts that it was written as."""
    if depth > _DEEPEST:
        raise UnreadableError(f"its lists are nested over {_DEEPEST} deep")
    if isinstance(value, dict):
        return {str(key): plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each, depth + 1) for each in value]
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)
