"""Submissions to files: one writer a format. A writer adds no fact and counts nothing."""

from structurer.write.files import REPORTS, WRITERS, result_path, write, write_reports, write_whole
from structurer.write.json import to_json, to_json_line
from structurer.write.schema import json_schema, json_schemas

__all__ = [
    "REPORTS",
    "WRITERS",
    "json_schema",
    "json_schemas",
    "result_path",
    "to_json",
    "to_json_line",
    "write",
    "write_reports",
    "write_whole",
]
