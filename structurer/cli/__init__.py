"""The command line: thin, one file a command."""

from structurer.cli.app import main

__all__ = ["main"]
