"""Incremental builds: only changed files are read, and only the pages that they affect are made again."""
