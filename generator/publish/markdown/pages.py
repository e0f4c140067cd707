"""Contexts and templates → the generated folder's Markdown: ordinary, with relative links, every name escaped.

Templates print plain text and Markdown alike with ``{{ … }}``: whatever is not Markdown already is escaped
as it is printed, so a template cannot forget to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from generator.pages.catalogue import Page, Unit, make
from generator.pages.claims import ClaimsPage
from generator.pages.company import ComingsPage, CompanyPage
from generator.pages.corrections import CorrectionsPage
from generator.pages.desk import Desk
from generator.pages.disputed import DisputedPage
from generator.pages.dossier import VolumePage
from generator.pages.funding import FundingPage
from generator.pages.gaps import GapsPage
from generator.pages.home import HomePage
from generator.pages.indexes import EntitiesPage, StoriesPage, YearPage
from generator.pages.moves import MovesPage
from generator.pages.ordinary import OrdinaryContext
from generator.pages.person import PersonPage
from generator.pages.staff import StaffPage
from generator.pages.story import StoryPage
from generator.pages.topic import TopicPage
from generator.publish.config.site import Site
from generator.publish.markdown import escape
from generator.publish.markdown.compiled_templates import compiled
from generator.publish.markdown.escape import Md
from generator.publish.markdown.heads import Heads
from generator.publish.markdown.printing import LINE_END, Printer
from generator.publish.template_faults import TemplateFaults

THEME = Path(__file__).resolve().parents[3] / "theme" / "pages"

TEMPLATES: Mapping[type[object], str] = MappingProxyType(
    {
        HomePage: "home",
        StoryPage: "story",
        PersonPage: "person",
        CompanyPage: "company",
        TopicPage: "topic",
        ComingsPage: "comings",
        StaffPage: "staff",
        VolumePage: "volume",
        EntitiesPage: "entities",
        StoriesPage: "stories",
        YearPage: "year",
        MovesPage: "moves",
        FundingPage: "funding",
        ClaimsPage: "claims",
        DisputedPage: "disputed",
        GapsPage: "gaps",
        CorrectionsPage: "corrections",
        OrdinaryContext: "page",
    }
)


_BLANK = "\n\n\n"  # more blank lines than a reader needs: templates leave some where a section has nothing to say


class Renderer:
    """Makes Markdown of pages, one after the other: one for a build, or one for each worker."""

    def __init__(self, desk: Desk, site: Site, tip: str = "", theme: Path = THEME) -> None:
        """``tip`` is the line below each story that asks readers for tips; ``theme`` holds the templates."""
        self._desk = desk
        self._printer = Printer(desk, site)
        self._heads = Heads(desk, site)
        self._environment = environment(theme)
        self._environment.filters.update(self._printer.filters())
        self._environment.globals.update(site=site, tip=tip)

    def forget(self) -> None:
        """Make what follows from the desk, and from nothing that was kept of the pages before."""
        self._printer.forget()
        self._heads.forget()

    def unit(self, unit: Unit) -> Iterator[tuple[str, bytes]]:
        """The files of one unit, each with its path below the generated folder."""
        for page in make(self._desk, unit):
            yield page.head.path, self.page(page).encode()
            yield from self._heads.files(page)

    def page(self, page: Page) -> str:
        """The Markdown of one page."""
        self._printer.stand(page.head.path.count("/"), self._heads.lines(page))
        with TemplateFaults():
            template = self._environment.get_template(f"{TEMPLATES[type(page)]}.md.j2")
            text = template.render(page=page)
        while _BLANK in text:
            text = text.replace(_BLANK, "\n\n")
        return text.replace(LINE_END, "\n").rstrip("\n") + "\n"


class _Escaped(CodeGenerator):
    """Compiles ``{{ … }}`` to what :func:`_printed` makes of it, which is escaped: Jinja need not look at it again."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        """Text of the template, and nothing else, can be made while it is compiled: links depend on the page."""
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    # Jinja says what these are called with.
    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002
        self.write(finalize.src or "")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002
        self.write(")")


class _Environment(Environment):
    code_generator_class = _Escaped


def environment(theme: Path = THEME) -> Environment:
    """Jinja as the templates of pages are written for it. What they print is escaped, once, by :func:`_printed`."""
    return _Environment(
        loader=FileSystemLoader(theme),
        autoescape=True,
        finalize=_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=compiled("pages", Path(__file__)),
        auto_reload=False,  # a build has one environment, and none of its templates changes meanwhile
        optimized=False,  # the same for filters that are called with words of the template alone
    )


def _printed(value: object) -> Md | Markup:
    """What ``{{ value }}`` prints: Markdown, and what macros return, as it is; anything else as escaped text."""
    return value if isinstance(value, (Md, Markup)) else escape.text(str(value))


__all__ = ["TEMPLATES", "THEME", "Md", "Renderer", "environment"]
