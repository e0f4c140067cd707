"""What MkDocs and its plugins warn of, kept from the screen: our own rules say what becomes of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class WarningList(logging.Handler):
    """Keeps what MkDocs and its plugins warn of, in order, without repeats."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self._messages[record.getMessage()] = None

    @property
    def messages(self) -> tuple[str, ...]:
        return tuple(self._messages)


@contextmanager
def listening() -> Iterator[WarningList]:
    """While this lasts, MkDocs' warnings go to the list and nowhere else."""
    logger = logging.getLogger("mkdocs")
    heard = WarningList()
    before = logger.propagate
    logger.addHandler(heard)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(heard)
        logger.propagate = before
