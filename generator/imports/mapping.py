"""Which keys of the old archive become what: a small YAML file, or what each system usually has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import tzinfo
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct, field
from msgspec.structs import replace

from generator.imports.model import SYSTEMS, ImportRefusedError, System, UnreadableError, Value
from generator.imports.yaml_values import parse_yaml
from generator.values.names import closest
from generator.values.published import parse_published

TARGETS = (
    "title", "standfirst", "date", "updated", "authors", "topics", "people", "companies",
    "image", "image_alt", "draft", "published", "slug", "address", "extra", "leave out",
)  # fmt: skip
_USUAL: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("title", "headline"), "title"),
        **dict.fromkeys(("date", "publishdate", "pubdate", "published_at"), "date"),
        **dict.fromkeys(("updated", "lastmod", "modified", "last_modified_at", "date_updated"), "updated"),
        **dict.fromkeys(("author", "authors", "byline", "extra.author"), "authors"),
        **dict.fromkeys(("tags", "categories", "category", "topics", "topic", "post_tag", "tag"), "topics"),
        **dict.fromkeys(("taxonomies.tags", "taxonomies.categories"), "topics"),
        **dict.fromkeys(("people", "persons", "person", "who", "founders", "taxonomies.people"), "people"),
        **dict.fromkeys(
            ("companies", "company", "organizations", "organisations", "taxonomies.companies"), "companies"
        ),
        **dict.fromkeys(("description", "summary", "excerpt", "subtitle", "deck", "standfirst", "lede"), "standfirst"),
        **dict.fromkeys(("image", "cover", "featured_image", "thumbnail", "hero", "cover.image"), "image"),
        **dict.fromkeys(("image_alt", "image.alt", "cover.alt"), "image_alt"),
        **dict.fromkeys(("permalink", "url", "link", "path", "aliases", "redirect_from", "save_as"), "address"),
        "draft": "draft",
        "published": "published",
        "status": "draft",
        "slug": "slug",
    }
)


class OldMapping(Struct, frozen=True):
    """How an archive is read. ``keys``: a key (``image.src`` for one inside another) → one of TARGETS.

    ``site`` is the old site's address, where links to what wasn't imported lead; "" for none. ``zone`` is that of
    times which say none; None keeps only their day. ``skip``: patterns of files to leave out.
    """

    keys: Mapping[str, str] = field(default_factory=lambda: _USUAL)
    site: str = ""
    zone: tzinfo | None = None
    skip: tuple[str, ...] = ()

    def target(self, key: str) -> str:
        """What a key becomes; "" for one that nobody has said anything of. Case doesn't count."""
        return self.keys.get(key) or self.keys.get(key.lower(), "")


def usual(system: System) -> OldMapping:
    """What is done where no file says it."""
    return replace(OldMapping(), zone=ZoneInfo("UTC") if system == "hugo" else None)


def read_mapping(text: str, system: System) -> OldMapping:
    """The mapping in a file's ``text``. ImportRefusedError says what in it can't be."""
    try:
        value = parse_yaml(text)
    except UnreadableError as error:
        raise ImportRefusedError(f"the mapping: {error}") from None
    if not isinstance(value, dict):
        raise ImportRefusedError("the mapping has no keys; cuttings import --suggest writes one to begin with")
    known = ("from", "site", "zone", "skip", "keys")
    for key in value:
        if key not in known:
            raise ImportRefusedError(f'the mapping has no key "{key}"; it has {", ".join(known)}')
    if value.get("from") not in (None, system):
        raise ImportRefusedError(f"the mapping is for {value['from']}, not for {system} (one of {', '.join(SYSTEMS)})")
    site = _text(value, "site").rstrip("/")
    if site and not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", site):
        raise ImportRefusedError(f'"site: {site}" is no address of a site; write it as https://example.org')
    skip = value.get("skip") or []
    if not isinstance(skip, list):
        skip = [skip]
    return OldMapping(_keys(value.get("keys")), site, _zone(_text(value, "zone")), tuple(str(each) for each in skip))


def _text(value: Mapping[str, Value], key: str) -> str:
    found = value.get(key)
    if found is not None and not isinstance(found, str):
        raise ImportRefusedError(f'"{key}" of the mapping takes one text')
    return (found or "").strip()


def _keys(value: Value) -> Mapping[str, str]:
    if value is None:
        return _USUAL
    if not isinstance(value, dict):
        raise ImportRefusedError('"keys" of the mapping takes lines such as "tags: topics"')
    for key, target in value.items():
        if target not in TARGETS:
            near = closest(str(target), TARGETS) or "extra"
            raise ImportRefusedError(
                f'"{key}: {target}" of the mapping: nothing is called that; did you mean "{near}"?'
            )
    return {key: str(target) for key, target in value.items()}


def _zone(text: str) -> tzinfo | None:
    if not text:
        return None
    try:
        if re.fullmatch(r"[+-]\d\d:?\d\d|Z", text):
            at = parse_published(f"2000-01-01T00:00{text}")[1]
            return at.tzinfo if at else None
        return ZoneInfo(text)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        raise ImportRefusedError(f'"zone: {text}" is no zone; write one as +01:00 or Europe/Lisbon') from None
