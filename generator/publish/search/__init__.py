"""Finding: an index of the stories' full text, one bundle a year, and one of names; both read by the page itself."""

from generator.publish.search.bundles import story_bundles
from generator.publish.search.names import names_files

__all__ = ["names_files", "story_bundles"]
