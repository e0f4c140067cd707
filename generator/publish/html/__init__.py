"""Rendered pages, looked through: nothing in them that could run, and every link leads somewhere."""
