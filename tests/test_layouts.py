"""Forms in many layouts and formats: each says in every format what its truth says."""

import pytest

from helpers import FORMS, flat
from layout_files import RENDERERS, SUFFIXES
from layouts import SAMPLES, Format, Sample, TrueIndicator, TrueProject, TrueUnread, to_document
from structurer import InputError, Project, Submission, parse
from structurer.models import Indicator, Unread
from structurer.parse import parse_document

CASES = [pytest.param(one, form, id=f"{one.name}-{form}") for one in SAMPLES for form in one.formats]


def bare(value: object) -> object:
    """`value` without white space: where a line is broken is the affair of the format."""
    if isinstance(value, dict):
        return {bare(key): bare(one) for key, one in value.items()}
    return "".join(value.split()) if isinstance(value, str) else value


def compared(where: str, got: dict[str, object], stated: dict[str, object]) -> list[str]:
    """A line for every stated field that is not as stated; of `extra`, for every stated key."""
    found = []
    for key, expected in stated.items():
        if isinstance(expected, dict) and isinstance(inner := got[key], dict) and key == "extra":
            have = {bare(label): text for label, text in inner.items()}
            asked = {str(bare(label)): text for label, text in expected.items()}
            found += compared(f"{where} extra", {label: have.get(label) for label in asked}, asked)
        elif bare(got[key]) != bare(expected):
            found.append(f"{where} {key}: {got[key]!r}, not {expected!r}")
    return found


def indicator_differences(where: str, rows: tuple[Indicator, ...], stated: list[TrueIndicator]) -> list[str]:
    found = [] if len(rows) == len(stated) else [f"{where}: {len(rows)} rows, not {len(stated)}"]
    for number, (row, expected) in enumerate(zip(rows, stated, strict=False), 1):
        got = row.model_dump() | {"value": row.value.text, "period": getattr(row, "period", None)}
        found += compared(f"{where} row {number}", got, expected.model_dump(exclude_unset=True))
    return found


def project_differences(projects: tuple[Project, ...], stated: list[TrueProject]) -> list[str]:
    found = [] if len(projects) == len(stated) else [f"{len(projects)} projects, not {len(stated)}"]
    for number, (project, expected) in enumerate(zip(projects, stated, strict=False), 1):
        where = f"project {number}"
        fields = expected.model_dump(exclude_unset=True, exclude={"indicators"})
        found += compared(where, flat(project), fields)
        found += indicator_differences(where, project.indicators, expected.indicators)
    return found


def unread_differences(unread: tuple[Unread, ...], stated: list[TrueUnread]) -> list[str]:
    kept = [(str(bare(one.text)), one.why) for one in unread]
    return [
        f"not in unread as {asked.why}: {asked.text!r}"
        for asked in stated
        if not any(str(bare(asked.text)) in text and why == asked.why for text, why in kept)
    ]


def review_differences(projects: tuple[Project, ...], stated: list[str]) -> list[str]:
    codes = {str(code) for project in projects[:1] for code in project.needs_review}
    found = [f"needs_review has no {code}" for code in stated if code not in codes]
    if "half_recognised" in codes and "half_recognised" not in stated:
        found.append("needs_review has half_recognised, although every column is known")
    return found


def read(sample: Sample, form: Format) -> Submission:
    if form == "grid":
        return parse_document(to_document(sample), FORMS)
    return parse(RENDERERS[form](sample), name=f"{sample.name}.{SUFFIXES[form]}")


def all_differences(sample: Sample, form: Format) -> list[str]:
    try:
        submission = read(sample, form)
    except InputError as error:
        return [f"not read: {error}"]
    truth = sample.truth
    return [
        *project_differences(submission.projects, truth.projects),
        *unread_differences(submission.unread, truth.unread),
        *review_differences(submission.projects, truth.review),
    ]


@pytest.mark.parametrize(("layout", "form"), CASES)
def test_a_layout_says_the_same_in_every_format(layout: Sample, form: Format) -> None:
    if found := all_differences(layout, form):
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize("form", RENDERERS)
def test_a_sample_gives_the_same_bytes_each_time(form: Format) -> None:
    sample = next(one for one in SAMPLES if one.name == "form01_two_projects")
    assert RENDERERS[form](sample) == RENDERERS[form](sample)
