"""The generated folder on disk, with a ``mkdocs.yml`` of its own that needs nothing of ours.

``mkdocs build -f build/mkdocs.yml`` renders it with stock MkDocs and Material.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from generator.publish.config.settings import PLUGIN, Settings
from generator.publish.errors import RefusedError
from generator.publish.generated.folder import mirror, refuse_foreign
from generator.publish.generated.made import Made
from generator.publish.swap.release import discard

_FOLDERS = ("docs", "exports", "search", "cards")  # in the build folder, and all of it made
_MOST_PAGES = 12  # ordinary pages that the menu lists by itself
# The menu where mkdocs.yml has no nav: MkDocs would put every page of the archive into it.
_MENU = (
    {"Home": "index.md"},
    {"Stories": "stories/index.md"},
    {"People": "people/index.md"},
    {"Companies": "companies/index.md"},
    {"Topics": "topics/index.md"},
    {"Moves": "moves/index.md"},
    {"Funding": "funding/index.md"},
    {"Claims": "claims/index.md"},
    {"Disputed": "disputed/index.md"},
    {"Gaps": "gaps/index.md"},
    {"Corrections": "corrections/index.md"},
)
_NOTE = "# Made by cuttings from {0}: the same pages with stock MkDocs and Material.\n"


def nav_of(nav: Any, made: Made) -> list[Any]:
    """The menu of ``mkdocs.yml``, or our own, without pages that this archive doesn't have, with its ordinary pages.

    A newsroom that has no rounds of funding on file has no page about them, and its menu no entry.
    """
    kept = list(_kept(nav or _MENU, made))
    named = set(_paths(kept))
    more = [page for page in sorted(made.origins) if "/" not in page and page in made.files and page not in named]
    return kept + more[:_MOST_PAGES]


def _kept(nav: Any, made: Made) -> Iterator[Any]:
    for item in nav:
        if isinstance(item, str):
            if _is_there(item, made):
                yield item
        elif isinstance(item, dict):
            for title, target in item.items():
                if isinstance(target, list):
                    inside = list(_kept(target, made))
                    if inside:
                        yield {title: inside}
                elif _is_there(target, made):
                    yield {title: target}


def _is_there(target: str, made: Made) -> bool:
    return not target.endswith(".md") or target in made.files


def _paths(nav: Any) -> Iterator[str]:
    for item in nav:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            for target in item.values():
                yield from _paths(target if isinstance(target, list) else [target])


def write_generated(settings: Settings, made: Made, before: Mapping[str, str] | None = None) -> None:
    """Write the generated folder and its configuration, touching only what changed.

    ``before`` is what the folder holds, where that is known: see :func:`generator.publish.generated.folder.mirror`.
    """
    for name in _FOLDERS:
        discard(_aside(settings, name))
    mirror(settings.docs_dir, made.files, settings.jobs, before)
    text = stock_config(settings, made)
    path = settings.build_dir / "mkdocs.yml"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def forget_generated(settings: Settings) -> None:
    """Remove what earlier builds generated.

    Each folder is first renamed: one that was interrupted while it was removed would no longer look like ours.
    """
    refuse_foreign(settings.docs_dir)
    for name in _FOLDERS:
        aside = _aside(settings, name)
        discard(aside)
        with suppress(FileNotFoundError):
            (settings.build_dir / name).rename(aside)
            discard(aside)


def _aside(settings: Settings, name: str) -> Path:
    """Where a folder is put to be removed; what an interrupted build leaves there is removed by the next full build."""
    return settings.build_dir / f".{name}.gone"


def stock_config(settings: Settings, made: Made) -> str:
    """Our ``mkdocs.yml``, its folders as seen from the build folder, without our plugin."""
    source = settings.config_file.read_text(encoding="utf-8")
    root = yaml.compose(source, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise RefusedError(f"{settings.config_file} is not a mapping")
    values = {key.value: value for key, value in root.value}
    values["docs_dir"] = _scalar("docs")
    values["site_dir"] = _scalar("site")
    values["plugins"] = _without_ours(values.get("plugins"))
    nav = values.get("nav")
    values["nav"] = _node(nav_of(nav and yaml.safe_load(yaml.serialize(nav)), made))
    theme = values.get("theme")
    if isinstance(theme, yaml.MappingNode):
        values["theme"] = _moved(theme, settings)
    root.value = [(_scalar(key), value) for key, value in values.items()]
    return _NOTE.format(settings.config_file.name) + str(yaml.serialize(root, allow_unicode=True, width=120))


def _without_ours(plugins: yaml.Node | None) -> yaml.Node:
    """The list of plugins without ours. An empty list, where none is left: MkDocs takes none for its own search."""
    if isinstance(plugins, yaml.SequenceNode):
        kept = [node for node in plugins.value if _plugin_name(node) != PLUGIN]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", kept, flow_style=not kept)
    if isinstance(plugins, yaml.MappingNode):
        pairs = [(key, value) for key, value in plugins.value if key.value != PLUGIN]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=not pairs)
    return yaml.SequenceNode("tag:yaml.org,2002:seq", [], flow_style=True)


def _plugin_name(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode) and node.value:
        return str(node.value[0][0].value)
    return str(node.value)


def _moved(theme: yaml.MappingNode, settings: Settings) -> yaml.MappingNode:
    """The theme's overrides, as seen from the build folder."""

    def seen(key: yaml.Node, value: yaml.Node) -> yaml.Node:
        if key.value != "custom_dir":
            return value
        folder = settings.config_file.parent / value.value
        return _scalar(os.path.relpath(folder, settings.build_dir).replace(os.sep, "/"))

    return yaml.MappingNode(theme.tag, [(key, seen(key, value)) for key, value in theme.value])


def _scalar(text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text)


def _node(value: Any) -> yaml.Node:
    node = yaml.compose(yaml.safe_dump(value, allow_unicode=True))
    assert node is not None
    return node
