"""Pictures: those of the content without what they give away, and the cards of shared links."""
