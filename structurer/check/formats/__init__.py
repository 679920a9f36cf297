"""Checked documents as text for people and for other programs: one module a format."""

from structurer.check.formats.github import to_github
from structurer.check.formats.json import to_json
from structurer.check.formats.message import Lang
from structurer.check.formats.sarif import to_sarif
from structurer.check.formats.text import Line, to_lines

__all__ = ["Lang", "Line", "to_github", "to_json", "to_lines", "to_sarif"]
