"""``mkdocs.yml``, as MkDocs reads it, and what it means for a build."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from markupsafe import escape
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

_EPOCH = "SOURCE_DATE_EPOCH"  # when a build says that it was made: https://reproducible-builds.org
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
        except ValueError as error:  # what stands for the site's address is none
            raise RefusedError(f"{where}: {error}.") from None
    if heard.messages:
        raise RefusedError(f"{where}: {'; '.join(heard.messages)}")
    refuse_unfit(config)
    return config


def refuse_unfit(config: MkDocsConfig) -> None:
    """RefusedError for what MkDocs would take, and this archive can't be built with."""
    where = os.fspath(config.config_file_path)
    if not config.use_directory_urls:
        raise RefusedError(
            f"{where}: use_directory_urls must be true: the archive's addresses are fixed, and end in a /."
        )
    if config.site_url and not _is_address_of_a_site(config.site_url):
        example = "write it like https://example.org/archive/"
        raise RefusedError(f'{where}: site_url can\'t be "{config.site_url}": {example}, with nothing behind the path.')
    epoch = os.environ.get(_EPOCH)
    if epoch == "":
        del os.environ[_EPOCH]  # as if it weren't set; MkDocs would take it for a number
    elif epoch is not None and not re.fullmatch("[0-9]{1,11}", epoch):  # up to the year 5138
        raise RefusedError(f'SOURCE_DATE_EPOCH can\'t be "{epoch}": it is a number of seconds since 1970.')


def _is_address_of_a_site(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        return False


def escape_names(config: MkDocsConfig) -> None:
    """Have the theme print what the configuration calls the site as text: Material puts some of it into pages as it is.

    Only for whoever renders: :func:`settings_of` takes the names as they were written.
    """
    config.site_name = escape(config.site_name)
    config.site_description = config.site_description and escape(config.site_description)
    config.site_author = config.site_author and escape(config.site_author)


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
