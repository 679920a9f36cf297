"""The results of a run asked in SQL: the tables in a database that only answers, and its answers as text."""

from structurer.query.answers import answer_csv, answer_json, answer_markdown, cell, columns
from structurer.query.database import Answer, Database

__all__ = ["Answer", "Database", "answer_csv", "answer_json", "answer_markdown", "cell", "columns"]
