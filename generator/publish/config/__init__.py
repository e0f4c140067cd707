"""What the command line and ``mkdocs.yml`` say."""
