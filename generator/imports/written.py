"""Values → YAML that our own reader takes: texts stand plain where that is safe, and in double quotes elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from generator.imports.model import Value
from generator.read.composer import UNSEEN

_PLAIN = re.compile(r"[^\W_](?:[\w ./()+'’“”–—-]*[\w.)+'’”])?")
_WIDEST = 100


def block(front: Mapping[str, Value]) -> str:
    """Front matter, without its fences: one key a line, with what is nested indented below it."""
    return "".join(_pair(key, value, "") for key, value in front.items())


def text(words: str) -> str:
    """One scalar."""
    clean = UNSEEN.sub(" ", words.encode("utf-8", "replace").decode("utf-8"))
    if _PLAIN.fullmatch(clean) and clean.lower() not in ("null", "true", "false", "yes", "no", "on", "off"):
        return clean
    return json.dumps(clean, ensure_ascii=False)


def _pair(key: str, value: Value, indent: str) -> str:
    head = f"{indent}{text(key)}:"
    if value is None:
        return f"{head}\n"
    if isinstance(value, str):
        return f"{head} {text(value)}\n"
    short = _flow(value)
    if short and len(short) + len(head) < _WIDEST:
        return f"{head} {short}\n"
    return f"{head}\n{_nested(value, indent + '  ')}"


def _flow(value: Value) -> str:
    """A list of texts, or an empty list or mapping, on one line; "" for what needs several."""
    if isinstance(value, list):
        words = [text(each) for each in value if isinstance(each, str)]
        return f"[{', '.join(words)}]" if len(words) == len(value) else ""
    return "{}" if value == {} else ""


def _nested(value: Value, indent: str) -> str:
    if isinstance(value, dict):
        return "".join(_pair(key, each, indent) for key, each in value.items())
    lines = []
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict) and each:
            inner = _nested(each, indent + "  ")
            lines.append(f"{indent}- {inner[len(indent) + 2 :]}")
        elif isinstance(each, list) and not _flow(each):
            lines.append(f"{indent}-\n{_nested(each, indent + '  ')}")
        else:
            lines.append(f"{indent}- {text(each) if isinstance(each, str) else _flow(each)}".rstrip() + "\n")
    return "".join(lines)
