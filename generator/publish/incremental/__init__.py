"""Incremental builds: of what was changed only that is read, and what it bears on is made again."""
