"""From the relative links of generated pages to those of the site, as MkDocs rewrites them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.publish.fast_markdown.inline import Resolve
from generator.publish.html.links import Anchor

_WEB = ("https://", "http://")


class Paths:
    """Where the pages of the site are. ``pages`` maps each docs path to its address.

    A page whose address needs percent-encoding is left out: what links to it is left to MkDocs.
    """

    def __init__(self, pages: Mapping[str, str]) -> None:
        self._pages = pages
        self._made: dict[str, dict[str, str]] = {}  # by the folder of a page's address, then by what is linked to

    def resolver(self, path: str, anchors: list[Anchor]) -> Resolve:
        """What resolves the links of the page at ``path``; places that they lead to are added to ``anchors``."""
        here = self._pages[path]
        top = "../" * path.count("/")
        own = top + here.rstrip("/")  # how what lies below this page is linked to
        made = self._made.setdefault(here.rstrip("/").rpartition("/")[0], {})

        def resolve(target: str) -> str | None:
            found = made.get(target)
            if found is not None and not target.startswith(own):
                return found
            written, _, place = target.partition("#")
            found = None if written.startswith(own) else made.get(written)
            if found is None:
                if target.startswith(_WEB):
                    return target
                found = self._found(written, top, here) if written else ""
                if found is None:
                    return None
                if not written.startswith(own):
                    made[written] = found
            if not place:
                return found or None
            if "%" in place:
                return None
            leads_to = self._pages[written.removeprefix(top)] if written else here
            anchors.append(Anchor(f"{found}#{place}", leads_to, place))
            return f"{found}#{place}"

        return resolve

    def _found(self, written: str, top: str, here: str) -> str | None:
        """The relative address of a page that is linked to by way of the top; None for any other target."""
        target = self._pages.get(written[len(top) :]) if written.startswith(top) and "%" not in written else None
        return None if target is None else relative(target, here)


def relative(target: str, here: str) -> str:
    """How a page's address leads to another's, both below the site's own, with a slash at their ends."""
    ours, theirs = _parts(here), _parts(target)
    common = 0
    for one, other in zip(ours, theirs, strict=False):
        if one != other:
            break
        common += 1
    return ("/".join([".."] * (len(ours) - common) + theirs[common:]) or ".") + "/"


def _parts(address: str) -> list[str]:
    return address.split("/")[:-1]
