"""The site as readers have it: always one whole version, whatever kills a build."""
