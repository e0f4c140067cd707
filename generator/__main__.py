"""``python -m generator`` is the same as ``cuttings``."""

import sys

from generator.cli import main

sys.exit(main())
