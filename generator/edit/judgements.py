"""That two are not the same, as an editor put on record: no merge goes against it."""

from __future__ import annotations

from collections.abc import Iterator

from generator import codes
from generator.archive.model import Ref
from generator.archive.names import address
from generator.edit.errors import EditRefusedError
from generator.edit.target import Editable
from generator.problems import Problem, in_order
from generator.read.stories import shown_path
from generator.values.quoting import quoted


def refuse_denied(desk: Editable, old: Ref, new: Ref) -> None:
    """EditRefusedError where a profile says under ``not_same_as`` that these two are two, with each that does."""
    found = in_order(_denials(desk, old, new))
    if found:
        raise EditRefusedError(
            f"Nothing was changed, since it is on record that {address(old)} and {address(new)} are two.", found
        )


def _denials(desk: Editable, old: Ref, new: Ref) -> Iterator[Problem]:
    """By whatever address: an older one, or that of somebody who was merged into one of them before."""
    for profile in desk.content.profiles:
        if profile.entity != old.kind:
            continue
        for judgement in profile.not_same_as:
            said = (ref for slug in (profile.slug, judgement.slug) for ref in desk.names.find(profile.entity, slug))
            if {*said} == {old, new}:
                message = (
                    f"not_same_as says that {quoted(judgement.slug)} is somebody else ({quoted(judgement.reason)}); "
                    "take that out first if the two are one after all."
                )
                path = shown_path(desk.content.root, profile.path)
                yield codes.problem("merge-conflict", path, judgement.at, message)
