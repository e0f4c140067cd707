"""What a page's front matter holds for machines and scripts, beside what every page says of itself."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.archive.model import Ref
from generator.pages.catalogue import Page
from generator.pages.company import CompanyPage
from generator.pages.days import LARGE, DayLine, day_lines
from generator.pages.desk import Desk
from generator.publish.config.site import Site
from generator.publish.discovery.linked_data import LinkedData
from generator.publish.markdown import escape
from generator.publish.markdown.escape import Md


class Heads:
    """Makes them for one page after the other."""

    def __init__(self, desk: Desk, site: Site) -> None:
        self._desk = desk
        self._linked = LinkedData(desk, site)
        self._days: tuple[Ref | None, tuple[DayLine, ...]] = (None, ())  # of the last company asked for

    def forget(self) -> None:
        """What is made from now on is made from the desk again."""
        self._linked.forget()
        self._days = (None, ())

    def lines(self, page: Page) -> tuple[Md, ...]:
        """Lines of front matter: ``linked_data`` and, of a company with people, ``days``: JSON, safe in a script."""
        told = [Md(f"linked_data: {script(self._linked.of(page))}")]
        if isinstance(page, CompanyPage):
            people = self._people(page.ref)
            if people and page.staff.day:
                data: dict[str, object] = {"day": page.staff.day.isoformat()}
                data |= {"src": days_path(page)} if len(people) > LARGE else {"people": _rows(people)}
                told.append(Md(f"days: {script(data)}"))
        return tuple(told)

    def files(self, page: Page) -> Iterator[tuple[str, bytes]]:
        """What lies beside a page and is fetched when a reader asks for it."""
        if isinstance(page, CompanyPage) and len(people := self._people(page.ref)) > LARGE:
            yield days_path(page), _json({"people": _rows(people)}).encode()

    def _people(self, company: Ref) -> tuple[DayLine, ...]:
        if self._days[0] != company:
            self._days = (company, day_lines(self._desk, company))
        return self._days[1]


def days_path(page: CompanyPage) -> str:
    """Where the answers of a large company are, below the site's root."""
    return f"{page.head.path.removesuffix('.md')}/on-a-day.json"


def _rows(people: tuple[DayLine, ...]) -> list[list[str]]:
    return [[escape.one_line(each.name), each.address, each.now, each.then] for each in people]


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# In JSON these stand in strings only. None of them can then end the script element that the JSON is printed in.
_UNSAFE = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def script(value: object) -> Md:
    """A value as a YAML string of JSON that is safe in a script element."""
    text = _json(value)
    for sign, escaped in _UNSAFE:
        text = text.replace(sign, escaped)
    return escape.yaml(text)
