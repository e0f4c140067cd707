"""A quick renderer for the Markdown that nearly every page is written in, with the very bytes of the slow way.

It knows a small part of Markdown, exactly, and declines the rest: whatever it isn't sure of goes through
Python-Markdown with the extensions of ``mkdocs.yml`` and through :mod:`generator.publish.html.cleaning`. What it
gives is what those give, byte for byte; tests hold it to that with generated texts.
"""
