"""The head of a generated page, read back: what MkDocs hands on to the theme as ``page.meta``."""

from __future__ import annotations

import json
import re

_LINE = re.compile(r'([a-z_]+): ("[^\x00-\x1f\x7f-\x9f]*"|\[[^\x00-\x1f\x7f-\x9f]*\]|true|false|\d{1,15})')
_END = "\n---\n"

MetaData = dict[str, object]


def split(source: str) -> tuple[str, MetaData]:
    """A page's Markdown and its meta data, as MkDocs reads them."""
    return split_quickly(source) or _split(source)


def _split(source: str) -> tuple[str, MetaData]:
    from mkdocs.utils import meta  # noqa: PLC0415 -- takes a while, and what we write ourselves is read without it

    text, data = meta.get_data(source)
    return text, dict(data)


def split_quickly(source: str) -> tuple[str, MetaData] | None:
    """What ``printing.front`` wrote: one line a key, each with a JSON value that YAML reads the same; else None."""
    end = source.find(_END)
    if not source.startswith("---\n") or end < 0:
        return None
    data: MetaData = {}
    for line in source[4:end].split("\n"):
        found = _LINE.fullmatch(line)
        if found is None or found[1] in data:
            return None
        value = found[2]
        if value[0] == '"' and "\\" not in value and value.count('"') == 2:
            data[found[1]] = value[1:-1]
            continue
        try:
            data[found[1]] = json.loads(value)
        except ValueError:
            return None
    return source[end + len(_END) :].lstrip("\n"), data
