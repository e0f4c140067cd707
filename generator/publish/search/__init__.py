"""Finding: an index of the stories' full text, one bundle a period, and one of names; both read by the page itself."""

from generator.publish.search.bundles import story_bundles
from generator.publish.search.names import names_files
from generator.publish.search.periods import every_period

__all__ = ["every_period", "names_files", "story_bundles"]
