"""``cuttings lsp``."""

from __future__ import annotations

import argparse
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.exits import FINE
from generator.cli.places import add_places, content_folder, today

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: Commands) -> None:
    """The command of this module."""
    lsp = commands.add_parser("lsp", help="the language server that an editor starts by itself")
    add_places(lsp)
    lsp.add_argument("--stdio", action="store_true", help="speak over standard input and output (always so)")
    lsp.set_defaults(run=_lsp)


def _lsp(args: argparse.Namespace) -> int:
    from generator.lsp.server import serve  # noqa: PLC0415 - only this command needs pygls

    folder, _ = content_folder(args)
    serve(Path(folder), version("cuttings"), today).start_io()
    return FINE
