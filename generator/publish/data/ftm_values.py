"""Values as FollowTheMoney takes them, and nothing where it has no way to say what the archive knows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from generator.archive.model import Ref
from generator.values.dates import DaySpan, EdtfDate

# followthemoney 4: types/name.py, types/string.py, types/url.py, types/identifier.py, types/entity.py
NAME, STRING, TEXT, _URL, _IDENTIFIER, _ID = 384, 1024, 65_000, 4096, 64, 200
_FIRST_YEAR, _LAST_YEAR = 1000, 2999  # what its dates reach

_PLAIN_ID = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?")
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}")
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")

Properties = dict[str, list[str]]


@lru_cache(maxsize=1 << 17)
def identity(ref: Ref) -> str:
    """``person-durk-kingma``: the same from build to build while the slug stays."""
    plain = f"{ref.kind}-{ref.slug}"
    if len(plain) <= _ID and _PLAIN_ID.fullmatch(plain):
        return plain
    return f"{ref.kind}-{hashlib.sha256(ref.slug.encode()).hexdigest()[:40]}"


def link_identity(schema: str, *parts: str) -> str:
    """The id of what ties two entities, from the ids of the facts that it rests on."""
    return f"{schema.lower()}-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:40]}"


def entity(number: str, schema: str, properties: Properties) -> dict[str, object]:
    """One entity: values without repeats, properties without a value left out."""
    kept: Properties = {}
    for name, values in properties.items():
        # Most have one value; a hundred thousand entities are worth the short cut.
        sound = values if len(values) == 1 and values[0] else [value for value in dict.fromkeys(values) if value]
        if sound:
            kept[name] = sound
    return {"id": number, "schema": schema, "properties": kept}


def prefix(span: DaySpan) -> str:
    """The longest ISO 8601 prefix that covers the span: a day, a month or a year; "" for anything wider."""
    first, last = span
    if first.year != last.year or not _FIRST_YEAR <= first.year <= _LAST_YEAR:
        return ""
    if first.month != last.month:
        return f"{first.year:04d}"
    return first.isoformat() if first == last else f"{first.year:04d}-{first.month:02d}"


def start_of(when: EdtfDate | None) -> str:
    return prefix(when.start) if when and when.start_kind == "known" else ""


def end_of(when: EdtfDate | None) -> str:
    return prefix(when.end) if when and when.end_kind == "known" else ""


def says_all(when: EdtfDate) -> bool:
    """Whether a prefix says as much as was written; if not, the written form is worth adding."""
    return not when.interval and prefix(when.start) == when.written


def web(address: str) -> str:
    """An absolute address on the web, or "" for anything else."""
    try:
        parts = urlsplit(address.strip())
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return ""
    if not sound or re.search(r"\s", address.strip()) or len(address) > _URL:
        return ""
    return parts._replace(path=parts.path or "/").geturl()


def identifiers(found: Mapping[str, str]) -> Properties:
    """``wikidata``, ``lei``, ``ticker`` and ``opencorporates`` as FollowTheMoney's properties, where they are sound."""
    properties: Properties = {}
    if _WIKIDATA.fullmatch(found.get("wikidata", "")):
        properties["wikidataId"] = [found["wikidata"]]
    if is_lei(found.get("lei", "")):
        properties["leiCode"] = [found["lei"]]
    if 0 < len(found.get("ticker", "")) <= _IDENTIFIER:
        properties["ticker"] = [found["ticker"]]
    registered = found.get("opencorporates", "")
    if registered:
        known = web(registered) or web(f"https://opencorporates.com/companies/{registered.strip('/')}")
        properties["opencorporatesUrl"] = [known]
    return properties


def is_lei(code: str) -> bool:
    """Whether a legal entity identifier has the form and the check digits of ISO 17442 (ISO 7064, MOD 97-10)."""
    return bool(_LEI.fullmatch(code)) and int("".join(str(int(sign, 36)) for sign in code)) % 97 == 1
