"""``python -m generator`` is the same as ``cuttings``."""

from generator.cli import run

run()
