"""Archives of other site generators, read into stories: what is understood is mapped, the rest kept."""
