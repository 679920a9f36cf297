"""What `structurer check` prints as JSON: all documents of one call, and what was found in them."""

from typing import Literal

from structurer.models.base import Model
from structurer.models.finding import Cause, Finding
from structurer.models.submission import SCHEMA_VERSION


class CheckedFile(Model):
    """A file that was checked: `document` is what cells call it, `path` where it is for the user."""

    document: str
    path: str
    sha256: str
    projects: int
    rows: int


class UnjudgedRule(Model):
    """A rule that could not judge some projects, for one reason: in which documents, and how many projects."""

    rule: str
    cause: Cause
    why: str
    documents: tuple[str, ...]
    projects: int


class Counts(Model):
    """How many findings: shown by severity, accepted by a person, and left out by the choice of rules."""

    error: int
    warning: int
    info: int
    suppressed: int
    hidden: int


class CheckReport(Model):
    """The findings that were asked for, those that a person accepts, and the rules that could not judge."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    documents: tuple[CheckedFile, ...]
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    unjudged: tuple[UnjudgedRule, ...]
    counts: Counts
