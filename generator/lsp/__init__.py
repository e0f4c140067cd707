"""The language server: what an editor shows while somebody writes, from the same reading as the build's."""
