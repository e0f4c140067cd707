"""What a build remembers for the next one, in memory and on disk: row by row, and with what has changed since."""
