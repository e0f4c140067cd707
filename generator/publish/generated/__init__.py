"""The generated folder: every file that a build has made before MkDocs sees it."""
