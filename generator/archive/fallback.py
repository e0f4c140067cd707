"""Where an incremental build ends: only all stories together can tell what is asked for."""


class NeedsFullBuildError(Exception):
    """Only a full build can tell; what it was about is in the arguments."""
