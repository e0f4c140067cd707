"""A browser form for the content at ``/admin/``, where ``mkdocs.yml`` switches it on: Sveltia CMS, as it came.

What is made here is its page and its configuration, from the schema that reads the content. What is shipped with
them lies in ``theme/admin/``; ``vendored.json`` says which version of what each file is, and its SHA-256.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from pathlib import Path

from generator.publish.admin.form import configuration_text
from generator.publish.admin.switch import Admin, admin_of
from generator.publish.config.site import Site
from generator.publish.generated.folder import Stored

__all__ = ["FOLDER", "SHIPPED", "Admin", "admin_files", "admin_of"]

FOLDER = "admin"
SHIPPED = Path(__file__).resolve().parents[3] / "theme" / "admin"
_OURS = ("form.js", "written.js")


def admin_files(admin: Admin | None, site: Site) -> Iterator[tuple[str, bytes | Stored]]:
    """The form's files by their path below the site's root; none where it is switched off."""
    if admin is None:
        return
    yield f"{FOLDER}/index.html", _page(admin, site).encode()
    yield f"{FOLDER}/config.json", configuration_text(admin, site).encode()
    for path in (*_OURS, *vendored()):
        yield f"{FOLDER}/{path}", Stored(SHIPPED / path)


def vendored() -> dict[str, dict[str, str]]:
    """The files of others that are shipped, by path: ``package``, ``version``, ``file`` in it, ``sha256``."""
    found: dict[str, dict[str, str]] = json.loads((SHIPPED / "vendored.json").read_text(encoding="utf-8"))
    return found


def policy(admin: Admin) -> str:
    """What the page may load and ask (W3C, Content Security Policy Level 3): the site and the git host, no other."""
    hosts, faces = " ".join(admin.hosts), " ".join(admin.faces)
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",  # the form writes its styles into the page
            "font-src 'self'",
            f"img-src 'self' blob: data: {faces}".strip(),
            f"connect-src 'self' blob: data: {hosts}".strip(),
            "media-src 'self' blob:",
            "manifest-src 'self' blob: data:",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def _page(admin: Admin, site: Site) -> str:
    known = vendored()

    def script(path: str) -> str:
        digest = b64encode(bytes.fromhex(known[path]["sha256"])).decode()
        return f'<script src="{path}" integrity="sha256-{digest}"></script>'

    text = (SHIPPED / "index.html").read_text(encoding="utf-8")
    values = {
        "language": escape(site.language),
        "title": escape(site.name),
        "policy": escape(policy(admin), quote=False),
        "yaml": script("js-yaml.js"),
        "cms": script("sveltia-cms.js"),
    }
    for name, value in values.items():
        text = text.replace("{{ " + name + " }}", value)
    return text
