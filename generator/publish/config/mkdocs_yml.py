"""``mkdocs.yml``, as MkDocs reads it, and what it means for a build."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator.publish.admin.switch import admin_of
from generator.publish.captured_warnings import listening
from generator.publish.config.build_folder import folder_of_builds
from generator.publish.config.settings import PLUGIN, Given, Settings, shown
from generator.publish.config.site import Site
from generator.publish.errors import RefusedError
from generator.publish.processes.workers import LocalPool, cores

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

Config: TypeAlias = "MkDocsConfig"  # for whoever need not know that it is MkDocs'

_PAGES = Path(__file__).resolve().parents[3] / "theme"  # the templates of pages, among other things


def load(given: Given) -> MkDocsConfig:
    """MkDocs' configuration, with what was given in place of its own. RefusedError if it isn't sound."""
    where = os.fspath(given.config_file)
    options = {
        "docs_dir": _absolute(given.content),
        "site_dir": _absolute(given.site_dir),
        "site_url": given.site_url,
    }
    with listening() as heard:
        try:
            # Not strict here: whatever MkDocs warns of is heard, and fails the build by our own rules.
            config = load_config(where, strict=False, **options)
        except MkDocsException as error:
            raise RefusedError(f"{where}: {'; '.join(heard.messages) or error.format_message()}") from None
        except OSError as error:
            raise RefusedError(f"{where}: {error.strerror}") from None
    if heard.messages:
        raise RefusedError(f"{where}: {'; '.join(heard.messages)}")
    return config


def themes(config: MkDocsConfig) -> tuple[Path, ...]:
    """The folders that the site's looks come from, but for those of installed packages."""
    own = [Path(folder) for folder in config.theme.dirs if "-packages" not in folder]
    return (*own, _PAGES)


def _absolute(folder: str | Path | None) -> str | None:
    return None if folder is None else os.fspath(Path(folder).absolute())


def settings_of(config: MkDocsConfig, given: Given | None = None) -> Settings:
    """What a loaded configuration means for a build. RefusedError, if it doesn't switch our plugin on."""
    config_file = Path(config.config_file_path).absolute()
    content = Path(config.docs_dir)
    if PLUGIN not in config.plugins:
        raise RefusedError(f'{config_file} has no "{PLUGIN}" under plugins:')
    options = config.plugins[PLUGIN].config
    jobs = (given.jobs if given is not None else None) or cores()
    return Settings(
        config_file=config_file,
        content=content,
        shown=_as_seen_from_here(content) if given is None or given.content is None else shown(given.content),
        site_dir=Path(config.site_dir).absolute(),
        build_dir=folder_of_builds(
            config_file.parent / options["build_dir"], is_preview=given is not None and given.is_preview
        ),
        site=Site(
            name=config.site_name,
            url=_with_slash(config.site_url or ""),
            description=config.site_description or "",
            language=str(config.theme.get("language") or "en"),
            tag=options["tag"] or "",
        ),
        tip=options["tip"] or "",
        jobs=jobs,
        pool=LocalPool(jobs),
        admin=admin_of(options["admin"], config_file, content),
    )


def _with_slash(url: str) -> str:
    return url if not url or url.endswith("/") else f"{url}/"


def _as_seen_from_here(folder: Path) -> str:
    here = os.path.relpath(folder)
    return os.fspath(folder) if here.startswith("..") else here.replace(os.sep, "/")
