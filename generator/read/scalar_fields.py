"""A text and the field it stands in → a value of the field's type, or the problem that says why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from generator.problems import Position
from generator.read import scalars
from generator.read.model import Name, Published
from generator.read.nodes import Node, ScalarNode
from generator.read.report import Report
from generator.read.schema import Field, FieldType
from generator.values.dates import DateError, EdtfDate, parse_date
from generator.values.hygiene import name_faults
from generator.values.money import Money, MoneyError, parse_money
from generator.values.names import closest
from generator.values.published import parse_published
from generator.values.quoting import quoted

# Embeddings, overrides and isolates: what follows on the page would be turned as well (Unicode Standard Annex #9).
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?(?P<words>[^\[\]]+)\]\]")


class ScalarReader:
    """Reads the texts of one file. ``source_keys``: what ``source`` may say; None where that isn't known."""

    def __init__(self, report: Report, source_keys: Collection[str] | None = None) -> None:
        self.report = report
        self.source_keys = source_keys
        self.scalars: Mapping[FieldType, Callable[[ScalarNode, Field], object]] = {
            "text": self._text,
            "name": self._name,
            "date": self._date,
            "published": self._published,
            "money": self._money,
            "number": self._number,
            "yes-no": self._yes_no,
            "choice": self._choice,
            "url": self._url,
            "slug": self._slug,
            "old-slug": self._slug,
            "picture": self._picture,
            "source": self._source,
        }

    def nothing(self, node: Node, field: Field) -> None:
        """A key without a value: fit for one that may be left out, and a problem for one that may not."""
        if field.required:
            advice = self.in_comment(node) or f"; write {field.doc}, such as {field.example}"
            self.report.add("empty-value", node, f'"{field.name}" has no value{advice}')
        elif type(node) is ScalarNode and not node.plain and field.type in ("name", "date", "money"):
            self.report.add("empty-value", node, f'"{field.name}" is empty; write {field.doc}, or take the key out')

    def in_comment(self, node: Node) -> str:
        """What to do where YAML has taken a text that begins with # for a comment; "" where it hasn't."""
        is_cut = self.report.tells("hash-cuts-value", node.line)
        return ", for the # begins a comment; put the text in quotes" if is_cut else ""

    def _text(self, node: ScalarNode, field: Field) -> str | None:
        text = scalars.one_line(node.text)
        if not text:
            self.nothing(node, field)
            return None
        turned = _TURNS.search(text)
        if turned:
            message = f"the character U+{ord(turned[0]):04X} in {quoted(text, 60)} turns the direction of the text"
            self.report.add("control-character", node, f"{message}; take it out")
        if field.pattern and not scalars.matches(field.pattern, text):
            message = f"{quoted(text, 40)} isn't formed like {field.doc}; those look like {field.example}"
            self.report.add("bad-identifier", node, message)
        self._warn_of_link(node)
        return text

    def _name(self, node: ScalarNode, _field: Field) -> Name | None:
        return self.name(node)

    def name(self, node: ScalarNode) -> Name | None:
        """A name whose characters are fit for one; what isn't is reported."""
        for fault in name_faults(node.text):
            # In a plain text the characters stand where they are read; quotes and folded lines move them.
            offset = fault.at if node.plain else 0
            code = "look-alike-letters" if fault.is_warning else "bad-name"
            self.report.add(code, Position(node.line, node.column + offset), fault.message)
        self._warn_of_link(node)
        text = scalars.one_line(node.text)
        if text:
            return Name(text, Position(node.line, node.column))
        self.report.add("bad-name", node, "this name is empty; write it, or take it out")
        return None

    def _warn_of_link(self, node: ScalarNode) -> None:
        link = _LINK.search(node.text) if "[[" in node.text else None
        if link:
            message = f"{quoted(link[0], 60)} is shown with its brackets here, for links work only in the text below"
            self.report.add("link-in-front-matter", node, f"{message}; write {quoted(link['words'], 60)}")

    def _date(self, node: ScalarNode, _field: Field) -> EdtfDate | None:
        try:
            return parse_date(node.text)
        except DateError as error:
            self.report.add("bad-date", node, str(error))
            return None

    def _published(self, node: ScalarNode, _field: Field) -> Published | None:
        try:
            day, at = parse_published(node.text)
        except DateError as error:
            self.report.add("bad-date", node, str(error))
            return None
        return Published(node.text.strip(), day, at)

    def _money(self, node: ScalarNode, _field: Field) -> Money | None:
        try:
            return parse_money(node.text)
        except MoneyError as error:
            self.report.add("bad-money", node, str(error))
            return None

    def _number(self, node: ScalarNode, field: Field) -> int | None:
        number = scalars.whole_number(node.text)
        if number is None:
            message = (
                f'"{field.name}" is a whole number in digits, such as {field.example}; {quoted(node.text, 40)} is none'
            )
            self.report.add("bad-number", node, message)
        return number

    def _yes_no(self, node: ScalarNode, field: Field) -> bool | None:
        answer = scalars.YES_NO.get(node.text.strip().lower())
        if answer is None or not node.plain:
            message = f'"{field.name}" takes yes or no; {quoted(node.text, 40)} is neither'
            if answer is not None:
                message = f'"{field.name}" takes yes or no without quotes around it'
            self.report.add("bad-yes-no", node, message, "" if answer is None else node.text.strip())
            return None
        return answer

    def _choice(self, node: ScalarNode, field: Field) -> str | None:
        text = node.text.strip().lower()
        if text in field.choices:
            return text
        near = closest(text, field.choices)
        message = f'"{field.name}" can\'t be {quoted(node.text, 40)}; '
        message += f'did you mean "{near}"?' if near else f"it takes {', '.join(field.choices)}"
        self.report.add("bad-choice", node, message, near or "")
        return None

    def _url(self, node: ScalarNode, _field: Field) -> str | None:
        url = node.text.strip()
        if scalars.is_web_address(url):
            return url
        message = (
            f"{quoted(url)} is no address on the web, so it is shown without a link; write it with https:// in full"
        )
        self.report.add("bad-url", node, message)
        return None

    def _slug(self, node: ScalarNode, field: Field) -> str | None:
        slug, faults = scalars.slug(node.text, with_year=field.type == "old-slug")
        for fault in faults:
            self.report.add("bad-slug", node, fault)
        return None if faults else slug

    def _picture(self, node: ScalarNode, field: Field) -> str | None:
        path = scalars.picture_path(node.text)
        if path is None:
            message = f"{quoted(node.text)} is no path below content/images; write one such as {field.example}"
            self.report.add("missing-picture", node, message)
        return path

    def _source(self, node: ScalarNode, _field: Field) -> str | None:
        key = scalars.one_line(node.text)
        if self.source_keys is None or key in self.source_keys:
            return key
        near = closest(key, self.source_keys)
        message = f'the story has no source {quoted(key)}; add it under "sources"'
        if near:
            message = f'the story has no source {quoted(key)}; did you mean "{near}"?'
        self.report.add("unknown-source", node, message, near or "")
        return None
