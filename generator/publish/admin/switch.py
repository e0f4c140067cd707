"""What ``mkdocs.yml`` says of the browser form: nothing, and then there is none, or where its files are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from generator.publish.errors import RefusedError

_KEYS = ("backend", "content", "publish_mode")
_REVIEWED = "editorial_workflow"
_MODES = ("simple", _REVIEWED)
_REVIEWS = ("github", "gitlab")  # where Sveltia CMS 0.221 can make pull requests
TEST = "test-repo"  # keeps all in the browser: to look at the form
# Where each git host is asked and where its pictures of people come from, if `api_root` and `base_url` don't say.
_HOSTS: Mapping[str, tuple[str, ...]] = {
    "github": ("https://api.github.com",),
    "gitlab": ("https://gitlab.com",),
    "gitea": ("https://gitea.com",),
    TEST: (),
}
_FACES: Mapping[str, tuple[str, ...]] = {
    "github": ("https://avatars.githubusercontent.com",),
    "gitlab": ("https://secure.gravatar.com",),
}
_ADDRESSES = ("api_root", "graphql_api_root", "base_url")


class Admin(Struct, frozen=True):
    """A form that is switched on. ``content`` is the content folder's path in the repository."""

    backend: Mapping[str, object]
    content: str
    workflow: bool = False  # changes are reviewed as pull requests

    @property
    def name(self) -> str:
        return str(self.backend["name"])

    @property
    def hosts(self) -> tuple[str, ...]:
        """The origins that the form asks besides the site's own, sorted."""
        given = [str(self.backend[key]) for key in _ADDRESSES if self.backend.get(key)]
        usual = () if "api_root" in self.backend else _HOSTS[self.name]
        return tuple(sorted({*usual, *map(origin, given)}))

    @property
    def faces(self) -> tuple[str, ...]:
        """The origins of pictures of who is signed in, sorted."""
        return tuple(sorted({*self.hosts, *_FACES.get(self.name, ())}))


def admin_of(said: object, config_file: Path, content: Path) -> Admin | None:
    """What stands under ``admin:`` of our plugin's settings; None where it is switched off. RefusedError."""
    if said is None or said is False:
        return None
    if not isinstance(said, Mapping):
        raise _refused(config_file, "takes a backend: {name: github, repo: OWNER/NAME, branch: main}")
    for key in said:
        if key not in _KEYS:
            raise _refused(config_file, f'has no "{key}"; it has {", ".join(_KEYS)}')
    mode = said.get("publish_mode", "simple")
    if mode not in _MODES:
        raise _refused(config_file, f'has publish_mode {" or ".join(_MODES)}, not "{mode}"')
    backend = _backend(said.get("backend"), config_file)
    if mode == _REVIEWED and backend["name"] not in _REVIEWS:
        raise _refused(config_file, f"has publish_mode {_REVIEWED} with {' and '.join(_REVIEWS)} only")
    return Admin(
        backend=backend,
        content=_content(said.get("content"), config_file, content),
        workflow=mode == _REVIEWED,
    )


def _backend(said: object, config_file: Path) -> Mapping[str, object]:
    if not isinstance(said, Mapping) or said.get("name") not in _HOSTS:
        raise _refused(config_file, f"needs a backend whose name is one of {', '.join(_HOSTS)}")
    if said["name"] != TEST and "/" not in str(said.get("repo", "")):
        raise _refused(config_file, 'needs the repository in its backend, as "repo: OWNER/NAME"')
    for key in _ADDRESSES:
        if said.get(key) and not origin(str(said[key])):
            raise _refused(config_file, f'needs a whole address for {key}, as "https://git.example.org/"')
    # Without these a sign-in at the git host leads nowhere, and a button for it would be a trap.
    can_sign_in = said["name"] == TEST or said.get("base_url" if said["name"] == "github" else "app_id")
    return dict(said) if can_sign_in else {"auth_methods": ["token"], **said}


def _content(said: object, config_file: Path, content: Path) -> str:
    """The content folder's path in the repository: as given, or as seen from the configuration."""
    path = str(said) if said is not None else os.path.relpath(content, config_file.parent).replace(os.sep, "/")
    if path.startswith(("/", "..")):
        raise _refused(config_file, 'needs "content", the path of the content folder in its repository')
    return "" if path in (".", "./") else path.removeprefix("./").rstrip("/")


def origin(address: str) -> str:
    """``https://git.example.org/api`` → ``https://git.example.org``; "" for what is no web address."""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return ""
    whole = f"{parts.scheme}://{parts.netloc}"
    return whole if is_web and not set(whole) & set(" ;,'\"@") else ""


def _refused(config_file: Path, what: str) -> RefusedError:
    return RefusedError(f"{config_file}: admin {what}")
