"""The metadata that Datasette (https://datasette.io) reads beside the database: what each table and column means."""

from __future__ import annotations

from collections.abc import Mapping

from generator.publish.config.site import Site
from generator.publish.data.tables import TABLES
from generator.publish.data.views import VIEWS

_LABELS: Mapping[str, str] = {
    "page": "title",
    "story": "title",
    "person": "name",
    "company": "name",
    "topic": "name",
    "claim": "says",
}
_FACETS: Mapping[str, list[str]] = {
    "fact": ["kind", "status", "life"],
    "claim": ["verdict", "count"],
    "name": ["type"],
    "source": ["publisher"],
    "move": ["status"],
}


def metadata(site: Site) -> dict[str, object]:
    """For ``datasette archive.sqlite --metadata metadata.json``."""
    tables: dict[str, object] = {}
    for table in TABLES.values():
        shown: dict[str, object] = {
            "description": table.doc,
            "columns": {column.name: column.doc for column in table.columns},
        }
        if table.name in _LABELS:
            shown["label_column"] = _LABELS[table.name]
        if table.name in _FACETS:
            shown["facets"] = _FACETS[table.name]
        tables[table.name] = shown
    tables |= {name: {"description": view.doc} for name, view in VIEWS.items()}
    described: dict[str, object] = {"title": site.name}
    if site.description:
        described["description"] = site.description
    if site.url:
        described |= {"source": site.name, "source_url": site.url}
    return {**described, "databases": {"archive": {"tables": tables}}}
