"""What each kind of page shows, worked out from the archive and its reasoning: one module a kind."""
