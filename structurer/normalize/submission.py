"""All values of a submission."""

from structurer.models import Indicator, Submission
from structurer.models.value import RowContext
from structurer.normalize.value import normalize_value


def normalize(submission: Submission) -> Submission:
    """Return `submission` with every value normalized; printed text stays as it is."""
    projects = tuple(
        project.model_copy(update={"indicators": tuple(_indicator(row) for row in project.indicators)})
        for project in submission.projects
    )
    return submission.model_copy(update={"projects": projects})


def _indicator(row: Indicator) -> Indicator:
    context = RowContext(row.level1, row.level2, row.level3, row.description or "")
    return row.model_copy(update={"value": normalize_value(row.value.text, context)})
