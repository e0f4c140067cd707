"""What a template breaks on: where that stands in the template, in one sentence.

Jinja has the lines of templates in its tracebacks, which nobody who changed the looks of a site should have to read.
"""

from __future__ import annotations

from traceback import walk_tb
from types import TracebackType

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from generator.publish.errors import BuildFailedError, TooSlowError

_NO_FAULTS = (KeyboardInterrupt, SystemExit, TooSlowError)  # they end what goes on, wherever that is
_TEMPLATES = (".j2", ".html", ".xml", ".txt")  # how the names of templates end


class TemplateFaults:
    """While templates are loaded and rendered: BuildFailedError names the template and the line."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or isinstance(error, _NO_FAULTS):
            return
        if words := template_fault(error):
            raise BuildFailedError(words) from error


def template_fault(error: BaseException) -> str:
    """What is wrong with a template, after its file and line; "" where an error is of no template.

    What is raised in our own code, however a template came to call it, is a fault of that code.
    """
    place = _place(error)
    words = f"there is no template {error.name}" if isinstance(error, TemplateNotFound) else str(error)
    return place and f"{place}: {words}"


def _place(error: BaseException) -> str:
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}"
    steps = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    of_templates = [(file, line) for file, line in steps if file.endswith(_TEMPLATES)]
    if not of_templates or not (isinstance(error, TemplateError) or of_templates[-1] == steps[-1]):
        return ""
    file, line = of_templates[-1]
    return f"{file}:{line}"
