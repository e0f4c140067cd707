"""A change planned and tried on the content in memory, before anything of it is made or shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from generator.edit.changes import Change, refuse_new_problems
from generator.edit.errors import EditRefusedError
from generator.edit.target import Editable
from generator.problems import Problem
from generator.read.model import Content

Plan = Callable[[Editable], Sequence[Change]]


def planned(
    content: Content, problems: Sequence[Problem], plan: Plan, *, shown: str, today: date
) -> tuple[Change, ...]:
    """What ``plan`` changes in ``content``, whose problems (of its files, and together) are ``problems``.

    EditRefusedError where the content has errors already, since who is meant might not be sure; where the
    plan is refused; and where the content would have new problems after it.
    """
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if errors:
        raise EditRefusedError(
            "Nothing was changed; first mend what is wrong already, so that it is sure who is meant.", errors
        )
    changes = tuple(plan(Editable(content)))
    refuse_new_problems(content, problems, changes, shown, today)
    return changes
