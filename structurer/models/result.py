"""A submission and the name its results go by in a run."""

from typing import NamedTuple

from structurer.models.submission import Submission


class Result(NamedTuple):
    """One input of a run: `name` is the result's path below the output folder without its suffix, unique in the run."""

    name: str
    submission: Submission
