"""The form's configuration: a collection for each folder of the content, its inputs made from the schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from generator.pages.addresses import FOLDERS
from generator.publish.admin.switch import Admin
from generator.publish.admin.widgets import Widget, label, widgets
from generator.publish.config.site import Site
from generator.read.schema import PAGE, PROFILES, STORY, Shape

FORMAT = "cuttings"  # and the collection: what form.js registers, our reading and writing of its files
IMAGES = "images"  # the folder of pictures, in the content and on the site
WRITTEN = "_written"  # a file's front matter as it was: form.js keeps what nobody changed
_BODY: Mapping[str, object] = MappingProxyType(
    {
        "name": "body",
        "label": "Text",
        "widget": "text",
        "required": False,
        "hint": "Markdown; [[Name]] links to a person, company, topic or story",
    }
)


def configuration(admin: Admin, site: Site) -> dict[str, object]:
    """All that Sveltia CMS is told: where the files are, how they are named, and what the form asks."""
    made: dict[str, object] = {
        "backend": dict(admin.backend),
        "app_title": site.name,
        "media_folder": _in(admin, IMAGES),
        "public_folder": f"/{IMAGES}",
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 100},
        "show_preview_links": False,
        "editor": {"preview": False},
        "collections": list(_collections(admin)),
    }
    if admin.workflow:
        made["publish_mode"] = "editorial_workflow"
    if site.url:
        made["site_url"] = made["display_url"] = site.url
    return made


def configuration_text(admin: Admin, site: Site) -> str:
    return json.dumps(configuration(admin, site), ensure_ascii=False, indent=1) + "\n"


def _collections(admin: Admin) -> list[Widget]:
    year = {"label": "Year", "field": "date", "pattern": r"\d{4}"}
    stories = _collection(admin, "stories", STORY) | {
        "path": "{{date | date('YYYY')}}/{{slug}}",
        "summary": "{{title}}",
        "sortable_fields": {"fields": ["date", "title"], "default": {"field": "date", "direction": "descending"}},
        "view_groups": {"groups": [{"name": "year", **year}]},
        "view_filters": {"filters": [{"name": "draft", "label": "Drafts", "field": "draft", "pattern": "yes"}]},
    }
    profiles = [_collection(admin, FOLDERS[kind], shape) for kind, shape in PROFILES.items()]
    return [stories, *profiles, _collection(admin, "pages", PAGE)]


def _collection(admin: Admin, folder: str, shape: Shape) -> Widget:
    """An address is for good, so the form neither renames a file nor removes one."""
    title = "name" if "name" in shape.table else "title"
    inputs = widgets(shape.fields)
    needed = [place for place, field in enumerate(inputs, 1) if field["required"]]
    inputs.insert(max(needed, default=len(inputs)), dict(_BODY))  # the text comes soon, and not below all that is rare
    written: Widget = {"name": WRITTEN, "widget": "hidden"}
    return {
        "name": folder,
        "label": label(folder),
        "label_singular": label(shape.noun.partition(" ")[2]),
        "folder": _in(admin, folder),
        "media_folder": f"/{_in(admin, IMAGES)}",  # without it, beside the story: where files have a path of their own
        "public_folder": f"/{IMAGES}",
        "format": f"{FORMAT}-{folder}",
        "identifier_field": title,
        "slug": {"template": f"{{{{{title}}}}}", "editable": False},
        "aliases_field": False,
        "delete": False,
        "fields": [*inputs, written],
    }


def _in(admin: Admin, folder: str) -> str:
    return f"{admin.content}/{folder}" if admin.content else folder
