"""What has changed since the last build, by a look at the files alone."""
