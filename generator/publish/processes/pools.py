"""The choice of a crew: processes of this machine, or the workers of a cluster, which take a while to load."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from generator.publish.config.settings import Settings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def opened_pool(settings: Settings, config: MkDocsConfig, scheduler: str | None) -> AbstractContextManager[Settings]:
    """The settings with their crew: of the cluster, where its scheduler's address is given.

    BuildFailedError where that can't be had.
    """
    if scheduler is None:
        return nullcontext(settings)
    from generator.publish.processes import cluster  # noqa: PLC0415 -- see above

    return cluster.opened_pool(settings, config, scheduler)
