"""Older addresses: a page that moved leaves a small one behind that leads to where it is now."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from html import escape

from generator.archive.model import Archive, Ref
from generator.pages.addresses import FOLDERS, address, docs_path
from generator.publish.config.site import Site
from generator.publish.markdown.direction import apart
from generator.publish.markdown.escape import html

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{name} has moved</title>
<link rel="canonical" href="{canonical}">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body><p>This page has moved: <a href="{target}">{name}</a>.</p></body>
</html>
"""


def moved(archive: Archive) -> Iterator[tuple[str, str]]:
    """Every older address and the present one it leads to, both below the site's root, unencoded."""
    for old, new in archive.redirects.items():
        folder = FOLDERS.get(old.kind)
        yield f"{folder}/{old.slug}/" if folder else f"{old.slug}/", address(docs_path(archive, new))


def redirects(archive: Archive, site: Site) -> Iterator[tuple[str, bytes]]:
    """The pages that redirect, by path below the site's root."""
    for (old, new), ref in zip(moved(archive), archive.redirects.values(), strict=True):
        target = Site(name="").at(posixpath.relpath(new, old) + "/")
        page = _PAGE.format(
            language=escape(site.language),
            canonical=escape(site.at(new) if site.url else target),
            target=escape(target),
            name=html(apart(_name(archive, ref) or ref.slug)),
        )
        yield f"{old}index.html", page.encode()


def _name(archive: Archive, ref: Ref) -> str:
    """What a page's heading is."""
    return archive.stories[ref.slug].story.title if ref.kind == "story" else archive.entities[ref].name
