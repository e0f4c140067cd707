"""MkDocs, page by page: what is the same on every page is rendered once, and what is ordinary Markdown quickly.

The site is the one that ``mkdocs build`` makes with our plugin, byte for byte; a test compares the two.
"""
