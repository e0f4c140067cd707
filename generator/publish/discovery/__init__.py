"""What other programs find the archive by: feeds, sitemap, redirects, JSON-LD."""
