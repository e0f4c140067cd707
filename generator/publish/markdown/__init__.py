"""Contexts and templates → ordinary Markdown."""
