"""Changes to the content that an editor asks for: new files, renames, merges. They keep what they need not touch."""
